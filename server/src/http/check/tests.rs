//! What each setting is told, word for word, so that a field that nobody meant to add is noticed; and what bad input gets.

use crate::{
    App,
    http::{
        fixture::{Hub, Printed, riverton},
        router,
    },
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use passport_core::short_code::ShortCode;
use serde_json::{Value, json};
use tower::ServiceExt;

async fn post(app: &App, kind: &str, path: &str, body: impl Into<Body>) -> (StatusCode, HeaderMap, String) {
    let request = Request::post(path).header(header::CONTENT_TYPE, kind).header(header::ACCEPT, "text/html");
    let answer = router(app).oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    (head.status, head.headers, String::from_utf8(body).unwrap())
}

async fn verify(app: &App, question: &Value) -> Value {
    let (status, _, body) = post(app, "application/json", "/api/verify", question.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    serde_json::from_str(&body).unwrap()
}

#[tokio::test]
async fn each_setting_is_told_its_own_and_nothing_else() {
    let Hub { app, card, fare, withdrawn } = riverton().await;
    let mut told = Vec::new();
    for (name, Printed { square, .. }) in [("card", &card), ("fare", &fare), ("withdrawn", &withdrawn)] {
        for setting in [None, Some("school"), Some("pharmacy"), Some("gp"), Some("transport")] {
            let answer = verify(&app, &json!({ "card": square, "setting": setting })).await;
            told.push(json!({ "card": name, "setting": setting, "answer": answer }));
        }
    }
    insta::assert_json_snapshot!(told);
}

#[tokio::test]
async fn square_digits_text_and_short_code_are_one_card() {
    let Hub { app, card, .. } = riverton().await;
    let by_square = verify(&app, &json!({ "card": card.square, "setting": "school" })).await;
    assert_eq!(by_square["state"], "valid");
    let digits = card.square.split_once('#').unwrap().1;
    let plain = card.code.as_plain().to_lowercase();
    for other in [digits, &card.text, &card.code.to_string(), &plain, &format!(" {}\n", card.code)] {
        assert_eq!(verify(&app, &json!({ "card": other, "setting": "school" })).await, by_square);
    }
}

#[tokio::test]
async fn an_unknown_or_broken_card_is_an_answer() {
    let Hub { app, card, .. } = riverton().await;
    let elsewhere = card.square.replace("pass.example.uk", "pass.example.org");
    let mut changed = card.text.clone();
    changed.replace_range(80..81, if &changed[80..81] == "A" { "B" } else { "A" });
    for broken in [
        "",
        "hello",
        "K7QX-M2RT-9C",
        "\u{0}",
        &elsewhere,
        &changed,
        &card.square[..90],
        "Ж".repeat(900).as_str(),
    ] {
        assert_eq!(verify(&app, &json!({ "card": broken })).await["state"], "not_recognised", "{broken}");
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_read_is_a_problem() {
    let Hub { app, card, .. } = riverton().await;
    let long = json!({ "card": "1".repeat(8_192) }).to_string();
    let elsewhere = json!({ "card": card.square, "setting": "home" }).to_string();
    let bad: [(&str, Vec<u8>, u16); 12] = [
        ("application/json", b"{".to_vec(), 400),
        ("application/json", b"".to_vec(), 400),
        ("application/json", b"null".to_vec(), 400),
        ("application/json", b"[]".to_vec(), 400),
        ("application/json", b"{}".to_vec(), 400),
        ("application/json", br#"{"card":7}"#.to_vec(), 400),
        ("application/json", br#"{"card":"x","setting":""}"#.to_vec(), 400),
        ("application/json", br#"{"card":"x","settings":"school"}"#.to_vec(), 400),
        ("application/json", b"{\"card\":\"\xff\xfe\"}".to_vec(), 400),
        ("application/json", elsewhere.into(), 400),
        ("application/json", long.into(), 413),
        ("text/plain", br#"{"card":"x"}"#.to_vec(), 415),
    ];
    for (kind, body, expected) in bad {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let (status, headers, answer) = post(&app, kind, "/api/verify", body).await;
        assert_eq!(status.as_u16(), expected, "{shown}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{shown}");
        let problem: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(problem["status"], expected);
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(detail.starts_with("Send ") || detail.contains("send it again"), "{shown}: {answer}");
        assert!(!answer.contains("home") && !answer.contains("pass.example.uk/v"), "{answer}");
    }
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_for_hits_too() {
    let Hub { app, card, .. } = riverton().await;
    for n in 0..20_u8 {
        let code = ShortCode::from_random([99, 9, 9, 9, 9, n]);
        assert_eq!(verify(&app, &json!({ "card": code.to_string() })).await["state"], "not_recognised");
    }
    let known = json!({ "card": card.code.to_string() }).to_string();
    let (status, headers, problem) = post(&app, "application/json", "/api/verify", known).await;
    assert_eq!(
        (status, &headers[header::RETRY_AFTER]),
        (StatusCode::TOO_MANY_REQUESTS, &"30".parse().unwrap())
    );
    assert!(problem.contains("Wait 30 seconds, then try again."), "{problem}");
    // A square cannot be guessed, so it is still answered.
    assert_eq!(verify(&app, &json!({ "card": card.square })).await["state"], "valid");
}

#[tokio::test]
async fn a_mistyped_code_costs_nothing() {
    let Hub { app, card, .. } = riverton().await;
    let mut mistyped = card.code.as_plain();
    let last = if mistyped.ends_with('7') { "8" } else { "7" };
    mistyped.replace_range(9..10, last);
    for _ in 0..30 {
        verify(&app, &json!({ "card": mistyped })).await;
    }
    assert_eq!(verify(&app, &json!({ "card": card.code.to_string() })).await["state"], "valid");
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_typed_code_is_answered_without_javascript() {
    let Hub { app, card, .. } = riverton().await;
    let typed = format!("code={}&setting=school", card.code);
    let (status, headers, page) = post(&app, FORM, "/v", typed).await;
    assert_eq!((status, &headers[header::CACHE_CONTROL]), (StatusCode::OK, &"no-store".parse().unwrap()));
    assert!(page.contains("Card is valid") && page.contains("Zoë B") && page.contains("up to 10 minutes"));
    assert!(!page.contains(&card.code.to_string()), "an answered code is not shown again");
}

#[tokio::test]
async fn a_code_that_cannot_be_right_comes_back_to_be_mended() {
    let Hub { app, .. } = riverton().await;
    let (status, _, page) = post(&app, FORM, "/v", "code=K7QX-M2RT-9&setting=gp").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<title>Error: ") && page.contains(r#"value="K7QX-M2RT-9""#), "{page}");
    let (status, _, page) = post(&app, FORM, "/v", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Type the code printed under the square"));
}

#[tokio::test]
async fn a_place_that_does_not_exist_costs_nobody_the_typed_code() {
    let Hub { app, card, .. } = riverton().await;
    let typed = format!("code={}&setting=home", card.code);
    let (status, _, page) = post(&app, FORM, "/v", typed).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("<title>Error: ") && page.contains(&format!(r#"value="{}""#, card.code)), "{page}");
    assert!(page.contains(r##"<a href="#setting""##) && page.contains(r#"id="setting-error""#), "{page}");
    assert!(!page.contains(r#"id="code-error""#) && !page.contains("Card is valid"), "{page}");
}

#[tokio::test]
async fn whoever_typed_an_unknown_code_is_told_to_look_at_it_again() {
    let Hub { app, card, .. } = riverton().await;
    let unknown = ShortCode::from_random([99, 9, 9, 9, 9, 1]).to_string();
    for code in [unknown.as_str(), "K7QX-M2RT-99"] {
        let said = verify(&app, &json!({ "card": code })).await;
        assert_eq!(said["headline"], "Not one of our cards");
        assert!(
            said["lines"][0].as_str().unwrap().starts_with("Look at the code on the card again."),
            "{said}"
        );
    }
    let (_, _, page) = post(&app, FORM, "/v", format!("code={unknown}")).await;
    assert!(page.contains("Look at the code on the card again.") && !page.contains("Try the code"), "{page}");
    let elsewhere = card.square.replace("pass.example.uk", "pass.example.org");
    let said = verify(&app, &json!({ "card": elsewhere })).await;
    assert_eq!(said["lines"], json!(["Try the code printed under the square."]));
}

#[tokio::test]
async fn the_page_says_when_to_come_back_after_too_many_wrong_codes() {
    let Hub { app, card, .. } = riverton().await;
    for n in 0..20_u8 {
        let code = ShortCode::from_random([99, 9, 9, 9, 9, n]);
        let (_, _, page) = post(&app, FORM, "/v", format!("code={code}&setting=gp")).await;
        assert!(page.contains("Not one of our cards"));
    }
    let (status, headers, page) = post(&app, FORM, "/v", format!("code={}&setting=gp", card.code)).await;
    assert_eq!(
        (status, &headers[header::RETRY_AFTER]),
        (StatusCode::TOO_MANY_REQUESTS, &"30".parse().unwrap())
    );
    assert!(page.contains("Wait 1 minute") && page.contains(&card.code.to_string()), "what was typed stays");
}

/// The next number of a small generator (xorshift), so that the same inputs come each time.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

#[tokio::test]
async fn a_damaged_card_is_never_good_and_never_a_fault_of_ours() {
    let Hub { app, card, fare, .. } = riverton().await;
    let genuine = [card.square, card.text, fare.square, fare.text];
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for round in 0..400 {
        let mut damaged = genuine[round % genuine.len()].clone().into_bytes();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % damaged.len();
            match next(&mut state) % 3 {
                0 => damaged[at] = b' ' + u8::try_from(next(&mut state) % 95).unwrap(),
                1 => drop(damaged.remove(at)),
                _ => damaged.insert(at, b'0' + u8::try_from(next(&mut state) % 10).unwrap()),
            }
        }
        let damaged = String::from_utf8(damaged).unwrap();
        let answer = verify(&app, &json!({ "card": damaged, "setting": "school" })).await;
        let is_genuine = genuine.iter().any(|card| card == damaged.trim());
        assert!(is_genuine || answer["state"] == "not_recognised", "{damaged}: {answer}");
    }
}

#[tokio::test]
async fn a_damaged_question_is_a_problem_or_an_answer() {
    let Hub { app, card, .. } = riverton().await;
    let question = json!({ "card": card.square, "setting": "school" }).to_string();
    let mut state = 0x2545_f491_4f6c_dd1d;
    for _ in 0..400 {
        let mut damaged = question.clone().into_bytes();
        for _ in 0..=next(&mut state) % 4 {
            let at = next(&mut state) % damaged.len();
            damaged[at] = u8::try_from(next(&mut state) % 256).unwrap();
        }
        let (status, headers, _) = post(&app, "application/json", "/api/verify", damaged).await;
        let kind = if status == StatusCode::OK { "application/json" } else { "application/problem+json" };
        assert!(status == StatusCode::OK || status == StatusCode::BAD_REQUEST, "{status}");
        assert_eq!(headers[header::CONTENT_TYPE], kind);
    }
}
