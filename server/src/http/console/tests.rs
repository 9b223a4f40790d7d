//! Signing in, through the router: what lets in, what never does, and what an answer gives away.

mod carers;

use crate::{
    App,
    http::{Door, ROUTES, Role, router},
    store::{self, Actor, NewHub, NewInvitation},
    test_app_and_clock,
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::TimeDelta;
use passport_core::{card::HubSlug, clock::TestClock};
use std::sync::Arc;
use tower::ServiceExt;

const EMAIL: &str = "grace@hub.example";
const PASSWORD: &str = "three brown ponies";

/// A hub with one member of staff who joined by their link.
struct Joined {
    app: App,
    clock: Arc<TestClock>,
    link: String,
    secret: crate::sign_in::Secret,
    recovery: Vec<String>,
    cookie: String,
}

/// What came back.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The session that a browser has now.
    fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }

    fn csrf(&self) -> String {
        self.body.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

async fn ask(app: &App, request: axum::http::request::Builder, body: String) -> Got {
    let answer = router(app).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    Got { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

async fn get(app: &App, path: &str, cookie: &str) -> Got {
    ask(app, Request::get(path).header(header::COOKIE, cookie), String::new()).await
}

async fn post(app: &App, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Got {
    let plain = |text: &str| {
        text.bytes().fold(String::new(), |line, byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => line + &char::from(byte).to_string(),
            _ => line + &format!("%{byte:02X}"),
        })
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(app, request, body.join("&")).await
}

async fn invited(role: store::Role) -> (App, Arc<TestClock>, String) {
    let (app, clock) = test_app_and_clock().await;
    let hub = NewHub {
        slug: HubSlug::parse("riverton").unwrap(),
        name: "Riverton Hub".to_owned(),
        telephone: "01632 960100".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let scope = app.store().add_hub(Actor::Operator, &hub).await.unwrap();
    let new = NewInvitation { email: EMAIL.to_owned(), display_name: "Grace Hill".to_owned(), role };
    let id = app.store().invite(&scope, &new).await.unwrap();
    let link = format!("/hub/join/{}", app.store().invitation_link(id));
    (app, clock, link)
}

impl Joined {
    async fn as_a(role: store::Role) -> Self {
        let (app, clock, link) = invited(role).await;
        let token = link.rsplit('/').next().unwrap();
        let secret = app.store().invitation(token).await.unwrap().unwrap().secret;
        let code = secret.code_at(seconds(&app));
        let joined = post(&app, &link, "", &[("password", PASSWORD), ("code", &code)]).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.body);
        let recovery: Vec<String> = joined
            .body
            .split("<li><code>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect();
        let cookie = joined.cookie();
        clock.advance(TimeDelta::seconds(30));
        Self { app, clock, link, secret, recovery, cookie }
    }

    fn code(&self) -> String {
        self.secret.code_at(seconds(&self.app))
    }

    async fn sign_in(&self, email: &str, password: &str, code: &str) -> Got {
        let fields = [("email", email), ("password", password), ("code", code)];
        post(&self.app, "/hub/sign-in", "", &fields).await
    }

    async fn is_in(&self, cookie: &str) -> bool {
        get(&self.app, "/hub", cookie).await.status == StatusCode::OK
    }
}

fn seconds(app: &App) -> i64 {
    i64::try_from(app.clock().seconds()).unwrap()
}

#[tokio::test]
async fn whoever_joins_by_their_link_is_in_and_signs_in_again() {
    let joined = Joined::as_a(store::Role::Worker).await;
    assert_eq!(joined.recovery.len(), 10);
    let page = get(&joined.app, "/hub", &joined.cookie).await;
    assert!(page.body.contains("Grace Hill") && page.body.contains("Riverton Hub"), "{}", page.body);

    let signed_in = joined.sign_in(" GRACE@hub.example", PASSWORD, &joined.code()).await;
    assert_eq!((signed_in.status, signed_in.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/hub"));
    let cookie = signed_in.header(header::SET_COOKIE);
    for part in ["__Host-pass=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(joined.is_in(&signed_in.cookie()).await);
    assert_ne!(signed_in.cookie(), joined.cookie);
}

#[tokio::test]
async fn no_factor_can_be_left_out() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let code = joined.code();
    for (password, code) in [(PASSWORD, ""), ("", code.as_str()), (PASSWORD, "000000"), ("wrong", &code)] {
        let refused = joined.sign_in(EMAIL, password, code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.header(header::SET_COOKIE).is_empty());
        assert!(refused.body.contains("<title>Error: Sign in"), "{}", refused.body);
        assert!(!refused.body.contains(PASSWORD) && refused.body.contains(EMAIL));
    }
}

#[tokio::test]
async fn a_code_is_taken_once() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let code = joined.code();
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &code).await.status, StatusCode::SEE_OTHER);
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let earlier = joined.secret.code_at(seconds(&joined.app) - 30);
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &earlier).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    joined.clock.advance(TimeDelta::seconds(30));
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_recovery_code_is_taken_once_and_needs_the_password() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let recover = async |password: &str, code: &str| {
        let fields = [("email", EMAIL), ("password", password), ("code", code)];
        post(&joined.app, "/hub/recover", "", &fields).await
    };
    let code = joined.recovery[3].to_lowercase();
    assert_eq!(recover("wrong", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let signed_in = recover(PASSWORD, &code).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    let page = get(&joined.app, "/hub", &signed_in.cookie()).await;
    assert!(page.body.contains("9 recovery codes"), "{}", page.body);
    assert!(
        !get(&joined.app, "/hub", &signed_in.cookie()).await.body.contains("9 recovery codes"),
        "said once"
    );
    assert_eq!(recover(PASSWORD, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn guessing_is_stopped_for_an_account_whether_it_exists_or_not() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let mut told = Vec::new();
    for email in [EMAIL, "nobody@hub.example"] {
        for _ in 0..10 {
            let refused = joined.sign_in(email, PASSWORD, "000000").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let stopped = joined.sign_in(email, PASSWORD, &joined.code()).await;
        assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(stopped.body.contains("Too many tries. Wait 5 minutes"), "{}", stopped.body);
        told.push((stopped.header(header::RETRY_AFTER).to_owned(), stopped.body.replace(email, "EMAIL")));
    }
    assert_eq!(told[0].0, "300");
    assert_eq!(told[0], told[1]);
    joined.clock.advance(TimeDelta::minutes(5));
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.status, StatusCode::SEE_OTHER);
    let again = joined.sign_in(EMAIL, PASSWORD, "000000").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a good sign-in makes the account whole");
}

#[tokio::test]
async fn guessing_across_accounts_is_stopped_for_a_network() {
    let joined = Joined::as_a(store::Role::Worker).await;
    for n in 0..61 {
        // Counted where the handler counts, without the sixty hashes.
        let counted = joined.app.store().count_try(&format!("{n}@hub.example"), "203.0.113.1").await.unwrap();
        assert_eq!(counted == store::Try::Counted, n < 60, "{n}");
    }
    let elsewhere = joined.app.store().count_try("0@hub.example", "203.0.113.2").await.unwrap();
    assert_eq!(elsewhere, store::Try::Counted);
}

#[tokio::test]
async fn an_unknown_account_gets_the_same_answer_for_the_same_work() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@hub.example"] {
        let before = joined.app.passwords().checked();
        let refused = joined.sign_in(email, "another password", &joined.code()).await;
        assert_eq!(joined.app.passwords().checked() - before, 1, "{email}");
        answers.push((refused.status, refused.body.replace(email, "EMAIL")));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_session_given_by_somebody_else_is_never_taken_over() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let planted = format!("__Host-pass={}", "A".repeat(43));
    let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &joined.code())];
    let signed_in = post(&joined.app, "/hub/sign-in", &planted, &fields).await;
    assert_ne!(signed_in.cookie(), planted);
    assert!(!joined.is_in(&planted).await);

    joined.clock.advance(TimeDelta::seconds(30));
    let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &joined.code())];
    let next = post(&joined.app, "/hub/sign-in", &signed_in.cookie(), &fields).await;
    assert!(joined.is_in(&next.cookie()).await);
    assert!(!joined.is_in(&signed_in.cookie()).await, "the session before ends");
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_the_end_of_the_day() {
    let joined = Joined::as_a(store::Role::Worker).await;
    joined.clock.advance(TimeDelta::minutes(29));
    assert!(joined.is_in(&joined.cookie).await);
    joined.clock.advance(TimeDelta::minutes(30));
    assert!(!joined.is_in(&joined.cookie).await);

    let fresh = joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.cookie();
    for _ in 0..35 {
        joined.clock.advance(TimeDelta::minutes(20));
        assert!(joined.is_in(&fresh).await);
    }
    joined.clock.advance(TimeDelta::minutes(20));
    assert!(!joined.is_in(&fresh).await, "twelve hours");
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let csrf = get(&joined.app, "/hub", &joined.cookie).await.csrf();
    let out = post(&joined.app, "/hub/sign-out", &joined.cookie, &[("csrf", &csrf)]).await;
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert!(!joined.is_in(&joined.cookie).await);
}

#[tokio::test]
async fn a_link_opens_once_and_for_72_hours() {
    let joined = Joined::as_a(store::Role::Worker).await;
    assert_eq!(get(&joined.app, &joined.link, "").await.status, StatusCode::GONE);
    let again = [("password", "another good password"), ("code", &joined.code())];
    assert_eq!(post(&joined.app, &joined.link, "", &again).await.status, StatusCode::GONE);

    let (app, clock, link) = invited(store::Role::Worker).await;
    clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    assert_eq!(get(&app, &link, "").await.status, StatusCode::OK);
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(get(&app, &link, "").await.status, StatusCode::GONE);
    let forged = format!("{}AAAA", &link[..link.len() - 4]);
    assert_eq!(get(&app, &forged, "").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_takes_neither_a_weak_password_nor_a_wrong_code() {
    let (app, _, link) = invited(store::Role::Worker).await;
    let token = link.rsplit('/').next().unwrap();
    let code = app.store().invitation(token).await.unwrap().unwrap().secret.code_at(seconds(&app));
    for (password, code, said) in [
        ("short", code.as_str(), "at least 12 letters"),
        ("password password", &code, "harder to guess"),
        (PASSWORD, "123", "Type the 6 digits"),
    ] {
        let refused = post(&app, &link, "", &[("password", password), ("code", code)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(said) && !refused.body.contains(password), "{}", refused.body);
    }
}

#[tokio::test]
async fn somebody_known_joins_without_their_sign_in_being_touched() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let hub = NewHub {
        slug: HubSlug::parse("harbourside").unwrap(),
        name: "Harbourside Hub".to_owned(),
        telephone: "01632 960200".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let scope = joined.app.store().add_hub(Actor::Operator, &hub).await.unwrap();
    let new = NewInvitation {
        email: EMAIL.to_owned(),
        display_name: "Somebody Else".to_owned(),
        role: store::Role::Manager,
    };
    let id = joined.app.store().invite(&scope, &new).await.unwrap();
    let link = format!("/hub/join/{}", joined.app.store().invitation_link(id));
    let page = get(&joined.app, &link, "").await;
    assert!(!page.body.contains("<svg class=\"qr") && !page.body.contains("authenticator"), "{}", page.body);
    let sent =
        post(&joined.app, &link, "", &[("password", "a thief's own choice"), ("code", "000000")]).await;
    assert!(sent.body.contains("You joined Harbourside Hub") && sent.header(header::SET_COOKIE).is_empty());
    let thief = joined.sign_in(EMAIL, "a thief's own choice", &joined.code()).await;
    assert_eq!(thief.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_desk_of_the_console_asks_who_is_there() {
    let (app, _) = test_app_and_clock().await;
    let guarded = ROUTES.iter().filter(|route| matches!(route.role, Role::Worker | Role::Manager));
    for route in guarded {
        assert_eq!(route.door, Door::Console, "{}", route.path);
        let path = route.path.replace(['{', '}'], "");
        let (status, answer) = match route.method {
            Method::GET => (StatusCode::SEE_OTHER, get(&app, &path, "").await),
            _ => (StatusCode::UNAUTHORIZED, post(&app, &path, "", &[("csrf", "none")]).await),
        };
        assert_eq!(answer.status, status, "{}", route.path);
    }
}

#[tokio::test]
async fn no_form_is_taken_from_elsewhere_or_without_its_mark() {
    let joined = Joined::as_a(store::Role::Manager).await;
    let written = ROUTES.iter().filter(|route| route.door == Door::Console && route.method == Method::POST);
    for route in written {
        let path = route.path.replace(['{', '}'], "");
        let request = Request::post(&path)
            .header(header::COOKIE, &joined.cookie)
            .header(header::ORIGIN, "https://evil.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(ask(&joined.app, request, String::new()).await.status, StatusCode::FORBIDDEN, "{path}");
        if route.role != Role::Anyone {
            for fields in [&[][..], &[("csrf", "wrong")]] {
                let refused = post(&joined.app, &path, &joined.cookie, fields).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
    }
    assert!(joined.is_in(&joined.cookie).await);
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_comes_back_to_its_writer_alone() {
    let joined = Joined::as_a(store::Role::Worker).await;
    joined.clock.advance(TimeDelta::minutes(31));
    let typed = [("csrf", "old"), ("note", "Zoë's \"own\" words")];
    let asked = post(&joined.app, "/hub/sign-out", &joined.cookie, &typed).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("signed out because nothing happened"), "{}", asked.body);

    let kept = r#"{"to":"/hub/sign-out","fields":[["note","Zoë's \"own\" words"]]}"#;
    let sign_in = async |before: &str| {
        joined.clock.advance(TimeDelta::seconds(60));
        let code = joined.code();
        let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &code), ("kept", kept)];
        post(&joined.app, "/hub/sign-in", before, &fields).await
    };
    let back = sign_in(&joined.cookie).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(back.body.contains("Your text was kept") && back.body.contains("Zoë"), "{}", back.body);
    assert!(back.body.contains(r#"name="note""#), "{}", back.body);
    assert!(joined.is_in(&back.cookie()).await);
    assert_eq!(sign_in("").await.status, StatusCode::SEE_OTHER, "another browser gets nothing");
}
