//! A review on its way: from a carer's phone, a typed code or an invitation, through the hub's hands, to everybody and back.

use passport_core::menu::Details;
use passport_server::store::{About, NewProvider, Role, ServiceId};
use passport_tests::console::{Browser, Colleague, Seen};
use passport_tests::people::{TestCard, TestHub};
use passport_tests::wallet::Wallet;
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

on_both_databases!(
    a_review_goes_from_a_carers_phone_to_the_menu_and_is_taken_back,
    a_review_is_written_without_a_script_with_the_code_of_a_card,
    what_was_typed_survives_what_is_wrong,
    a_wish_for_contact_reaches_the_hub_without_the_review,
    an_invitation_writes_once_and_gives_the_hubs_number,
    two_hundred_at_once_with_one_code_are_one_review,
    guessing_is_slowed_and_no_answer_comes_sooner,
    two_hundred_wrong_codes_at_once_are_told_as_twenty,
    a_report_takes_a_review_down,
    two_people_find_out_who_wrote_of_danger,
    anothers_wallet_with_one_setting_writes_nothing,
);

/// A secret of ten characters that reads back.
const SECRET: &str = "K7QXM2RT9C";

struct Menu {
    service: ServiceId,
    form: String,
    all: String,
}

async fn menu(hub: &TestHub<'_>) -> Menu {
    let store = hub.app().store();
    let provider =
        NewProvider { name: "O’Neill Trust".to_owned(), description: None, website: None, email: None };
    let provider = store.add_provider(hub.scope(), &provider).await.expect("a provider");
    let details = Details {
        name: "Saturday trips".to_owned(),
        description: "A day out.".to_owned(),
        ..Details::default()
    };
    let service = store.add_service(hub.scope(), provider, &details).await.expect("a service");
    store.approve_service(hub.scope(), service, 1).await.expect("it is live");
    hub.app().look().await;
    Menu { service, form: format!("/menu/{service}/review"), all: format!("/menu/{service}/reviews") }
}

/// A code that is a code, and another for each number.
fn secret(n: u8) -> String {
    passport_core::short_code::ShortCode::from_random([n, 2, 3, 4, 5, 6]).to_string()
}

fn written(menu: &Menu, secret: &str, story: &str) -> Value {
    json!({"service_id": menu.service, "secret": secret, "welcome": 5, "easy": 3, "again": 4, "story": story})
}

async fn send(app: &TestApp, menu: &Menu, (code, story): (&str, &str), more: &[(&str, &str)]) -> Seen {
    let drawn = secret(9);
    let mut fields = vec![
        ("code", code),
        ("welcome", "5"),
        ("easy", "3"),
        ("again", "4"),
        ("story", story),
        ("contact", "no"),
        ("secret", drawn.as_str()),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    Browser::of(app).post(&menu.form, &fields).await
}

/// The address of the one review that waits, as somebody of the hub finds it.
async fn waiting(tom: &mut Colleague<'_>) -> String {
    let list = tom.see("/hub/menu/reviews").await.body.replace("&#x2f;", "/");
    let mut links = list.split("href=\"/hub/menu/reviews/").skip(1).filter_map(|rest| rest.split('"').next());
    let first = links.find(|link| *link != "invitations").expect("a review waits");
    format!("/hub/menu/reviews/{first}")
}

async fn approve(tom: &mut Colleague<'_>) -> String {
    let review = waiting(tom).await;
    let done = tom.fill(&review, &format!("{review}/decide"), &[("decision", "show")]).await;
    assert_eq!(done.location, "/hub/menu/reviews", "{}", done.body);
    review
}

async fn a_review_goes_from_a_carers_phone_to_the_menu_and_is_taken_back(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let menu = menu(&hub).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let waits = hub.phone_for(carer).await;
    let mut phone = Wallet::bound(&hub.iss(), app.now());
    phone.activate(&waits).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    assert!(tom.see("/hub/menu/reviews").await.says("No review waits"));

    let own = secret(1);
    let review = written(&menu, &own, "My name is Zoë. Ring 07700 900123 <b>now</b>");
    for _ in 0..2 {
        let sent = phone.ask(Method::POST, "/api/menu/reviews", Some(&review)).await;
        assert_eq!(sent.status(), 201, "{:?}", sent.text().await);
    }
    let page = waiting(&mut tom).await;
    let seen = tom.see(&page).await;
    for part in ["(name)", "(telephone number)", "&lt;b&gt;now", "Saturday trips"] {
        assert!(seen.body.contains(part), "{part}: {}", seen.body);
    }
    assert!(!seen.says("Marsh"), "nobody's name is with it");
    let state = async || {
        let answer = app.post("/api/menu/reviews/state", &json!({"secret": own})).await;
        assert_eq!(answer.status(), 200);
        answer.json::<Value>().await.expect("JSON")
    };
    assert_eq!(state().await["state"], "waiting");
    let empty = tom.fill(&page, &format!("{page}/decide"), &[("decision", "refuse")]).await;
    assert!(empty.status == 422 && empty.says("Choose why"), "{}", empty.body);
    let refuse = [("decision", "refuse"), ("reason", "personal"), ("note", "Leave out the number.")];
    tom.fill(&page, &format!("{page}/decide"), &refuse).await;
    assert_eq!(
        (&state().await["reason"], &state().await["note"]),
        (&json!("personal"), &json!("Leave out the number."))
    );

    let second = secret(2);
    let sent =
        phone.ask(Method::POST, "/api/menu/reviews", Some(&written(&menu, &second, "We saw the sea"))).await;
    assert_eq!(sent.status(), 201);
    approve(&mut tom).await;
    let shown = Browser::of(&app).get(&menu.all).await;
    assert!(shown.says("We saw the sea") && shown.says("November 2026"), "{}", shown.body);
    let read = app.json(&format!("/api/menu/services/{}/reviews", menu.service)).await;
    assert_eq!((&read["total"], &read["reviews"][0]["month"]), (&json!(1), &json!("2026-11")));
    assert_eq!(read["days_until_read"], 1);

    let back = app.post("/api/menu/reviews/withdraw", &json!({"secret": second})).await;
    assert_eq!(back.status(), 204);
    assert!(Browser::of(&app).get(&menu.all).await.says("Nobody has written about this yet"));
}

async fn card(app: &TestApp) -> (TestHub<'_>, Menu, TestCard) {
    let hub = app.hub("riverton").await;
    let menu = menu(&hub).await;
    let carer = hub.carer("Łukasz", "O’Neill").await;
    let card = hub.issue(carer).await;
    (hub, menu, card)
}

async fn a_review_is_written_without_a_script_with_the_code_of_a_card(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, card) = card(&app).await;
    let form = Browser::of(&app).get(&menu.form).await;
    let order: Vec<usize> =
        ["somebody is in danger", "Childline", "Do you want someone to contact you?", "Your code"]
            .map(|part| form.body.find(part).unwrap_or_else(|| panic!("{part}: {}", form.body)))
            .into();
    assert!(order.is_sorted(), "what happens in danger stands first of all");
    let sent = send(&app, &menu, (&card.short_code, "It was calm"), &[]).await;
    assert!(sent.status == 200 && sent.says("Thank you") && sent.says(&secret(9)), "{}", sent.body);
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    approve(&mut tom).await;
    assert!(Browser::of(&app).get(&menu.all).await.says("It was calm"));
    let typed = [("code", &*secret(9).to_lowercase())];
    let own = Browser::of(&app).post("/menu/my-review", &typed).await;
    assert!(own.says("It shows on the menu."), "{}", own.body);
    let gone = Browser::of(&app).post("/menu/my-review/take-back", &typed).await;
    assert!(gone.says("You took it back"), "{}", gone.body);
    let again = Browser::of(&app).post("/menu/my-review/take-back", &typed).await;
    assert!(again.status == 422 && again.says("No review has that code"), "{}", again.body);
    assert!(again.says(&secret(9).to_lowercase()), "what was typed stays: {}", again.body);
}

async fn what_was_typed_survives_what_is_wrong(database: Database) {
    let app = TestApp::on(database).await;
    let (_, menu, card) = card(&app).await;
    let wrong = send(&app, &menu, ("K7QX-M2RT-9C", "Kept as it was"), &[("again", "")]).await;
    for part in ["Choose if you would go again", "Kept as it was", "K7QX-M2RT-9C", &secret(9)] {
        assert!(wrong.status == 422 && wrong.body.contains(part), "{part}: {}", wrong.body);
    }
    let unknown = send(&app, &menu, (SECRET, "Kept as it was"), &[]).await;
    assert!(
        unknown.status == 422 && unknown.says("We don’t know that code") && unknown.says("Kept as it was")
    );
    let long = send(&app, &menu, (&card.short_code, &"x".repeat(2_001)), &[]).await;
    assert!(long.status == 422 && long.says("Write at most 2000 letters"), "{}", long.body);
    let unseen = send(&app, &menu, (&card.short_code, "a\u{202e}b"), &[]).await;
    assert!(unseen.status == 422 && unseen.says("can’t be seen"), "{}", unseen.body);
}

async fn a_wish_for_contact_reaches_the_hub_without_the_review(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, card) = card(&app).await;
    let sent = send(&app, &menu, (&card.short_code, "Words of the review"), &[("contact", "yes")]).await;
    assert!(sent.says("Your hub will get in touch"), "{}", sent.body);
    let [line] = app.store().inbox(hub.scope()).await.expect("an inbox").try_into().expect("one message");
    assert_eq!((line.message.about, &line.message.words), (About::Contact, &None));
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let message = format!("/hub/inbox/{}", line.message.message_id);
    let seen = tom.see(&message).await;
    assert!(seen.says("would like to be contacted") && !seen.says("Words of the review"), "{}", seen.body);
    let done = tom.fill(&message, &format!("{message}/answer"), &[]).await;
    assert_eq!(done.location, "/hub/inbox", "{}", done.body);
}

async fn an_invitation_writes_once_and_gives_the_hubs_number(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, _) = card(&app).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let page = "/hub/menu/reviews/invitations";
    let sheet = tom.fill(page, page, &[("service", &menu.service.to_string()), ("count", "3")]).await;
    let codes: Vec<&str> = sheet.body.split("<p class=\"pass-slip__code\">").skip(1).collect();
    let codes: Vec<&str> = codes.iter().map(|text| text.split('<').next().expect("a code")).collect();
    assert_eq!(codes.len(), 3, "{}", sheet.body);
    assert!(!tom.see(page).await.body.contains(codes[0]), "they are shown once");
    let sent = send(&app, &menu, (codes[0], "I helped out"), &[("contact", "yes")]).await;
    assert!(sent.says("You can ring riverton Hub: 01632 960100"), "{}", sent.body);
    let again = send(&app, &menu, (codes[0], "Again"), &[("secret", &secret(3))]).await;
    assert!(again.says("We don’t know that code"), "{}", again.body);
    assert!(tom.see(page).await.says("2 of 3 not used"));
    let list = app.store().review_invitations(hub.scope()).await.expect("a list");
    let back = tom.fill(page, &format!("{page}/{}/call-back", list[0].batch_id), &[]).await;
    assert_eq!(back.location, page);
    let called_back = send(&app, &menu, (codes[1], "Too late"), &[("secret", &secret(4))]).await;
    assert!(called_back.says("We don’t know that code"), "{}", called_back.body);
}

/// Posts all of these at the same time.
async fn all_at_once(app: &TestApp, path: &str, bodies: Vec<Value>) -> Vec<u16> {
    let (client, address) = (Client::new(), format!("{}{path}", app.base()));
    let mut sending = JoinSet::new();
    for body in bodies {
        let request = client.post(&address).json(&body);
        sending.spawn(async move { request.send().await.expect("an answer").status().as_u16() });
    }
    sending.join_all().await
}

async fn two_hundred_at_once_with_one_code_are_one_review(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, card) = card(&app).await;
    let bodies: Vec<Value> = (0..200_u8)
        .map(|n| {
            let mut body = written(&menu, &secret(n), &format!("Text {n}"));
            body["code"] = json!(card.short_code);
            body
        })
        .collect();
    let answers = all_at_once(&app, "/api/menu/reviews", bodies).await;
    assert!(
        answers.contains(&201) && answers.iter().all(|status| [201, 503].contains(status)),
        "{answers:?}"
    );
    let hand = app.store().reviews_in_hand(hub.scope()).await.expect("a list");
    assert_eq!(hand.waiting.len(), 1);
}

async fn guessing_is_slowed_and_no_answer_comes_sooner(database: Database) {
    let app = TestApp::on(database).await;
    let (_, menu, card) = card(&app).await;
    let mut times = Vec::new();
    for (n, code) in [(1, &*card.short_code), (2, SECRET), (3, "nonsense")] {
        let began = Instant::now();
        send(&app, &menu, (code, "How long"), &[("secret", &secret(n))]).await;
        times.push(began.elapsed());
    }
    assert!(times.iter().all(|time| *time >= Duration::from_millis(700)), "{times:?}");
    let guess = json!({"secret": SECRET});
    let answers = all_at_once(&app, "/api/menu/reviews/state", vec![guess; 18]).await;
    assert_eq!(answers, [404; 18]);
    let late = send(&app, &menu, (&card.short_code, "Not lost"), &[("secret", &secret(8))]).await;
    assert!(
        late.status == 429 && late.says("Too many wrong codes") && late.says("Not lost"),
        "{}",
        late.body
    );
}

async fn two_hundred_wrong_codes_at_once_are_told_as_twenty(database: Database) {
    let app = TestApp::on(database).await;
    let answers = all_at_once(&app, "/api/menu/reviews/state", vec![json!({"secret": SECRET}); 200]).await;
    let told = |status| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((told(404), told(429)), (20, 180));
}

async fn a_report_takes_a_review_down(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, card) = card(&app).await;
    send(&app, &menu, (&card.short_code, "Shown for now"), &[]).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let page = approve(&mut tom).await;
    let report = page.replace("/hub/menu/reviews", &menu.all) + "/report";
    let mut reader = Browser::of(&app);
    assert!(reader.get(&report).await.says("What is wrong with it?"));
    assert!(reader.post(&report, &[]).await.says("Choose what is wrong"));
    let sent = reader.post(&report, &[("why", "danger"), ("words", "I know her")]).await;
    assert!(sent.says("The hub will look at it"), "{}", sent.body);
    let list = tom.see("/hub/menu/reviews").await;
    assert!(list.says("Reported by a reader") && list.says("1 report"), "{}", list.body);
    assert!(tom.see(&page).await.says("I know her"));
    tom.fill(&page, &format!("{page}/decide"), &[("decision", "take-down"), ("reason", "worried")]).await;
    assert!(!reader.get(&menu.all).await.says("Shown for now"));
    assert_eq!(reader.get(&report).await.status, 200, "the page tells nothing");
    assert_eq!(reader.post(&report, &[("why", "other")]).await.status, 404);
}

async fn two_people_find_out_who_wrote_of_danger(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, menu, card) = card(&app).await;
    send(&app, &menu, (&card.short_code, "I am afraid to go home"), &[]).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let page = waiting(&mut tom).await;
    let worried = tom.fill(&page, &format!("{page}/worry"), &[]).await;
    assert_eq!(worried.location, page, "{}", worried.body);
    assert!(tom.see("/hub/menu/reviews").await.says("Somebody may be in danger"));
    let empty = tom.fill(&page, &format!("{page}/who"), &[("why", " ")]).await;
    assert!(empty.status == 422 && empty.says("Say in up to 300 letters"), "{}", empty.body);
    tom.fill(&page, &format!("{page}/who"), &[("why", "Afraid to go home")]).await;
    let own = tom.see(&page).await;
    assert!(
        own.says("You asked. A colleague must open it.")
            && !own.body.replace("&#x2f;", "/").contains("/open\""),
        "{}",
        own.body
    );

    // She need not come upon the review: it waits where her day begins. He asked, so it does not wait for him.
    for place in ["/hub", "/hub/inbox"] {
        let waits = grace.see(place).await;
        let link = waits.body.replace("&#x2f;", "/");
        assert!(
            waits.says("Tom Reed asks you to open the envelope") && link.contains(&page),
            "{}",
            waits.body
        );
        assert!(!tom.see(place).await.says("envelope"), "{place}");
    }
    let hers = grace.see(&page).await;
    assert!(hers.says("Tom Reed asked") && hers.says("Afraid to go home"), "{}", hers.body);
    let forms = hers.body.replace("&#x2f;", "/");
    let at = forms.find("/who/").expect("a way to open it");
    let opening = format!("{page}{}", forms[at..].split("/open").next().expect("its address"));
    let shown = grace.fill(&page, &format!("{opening}/open"), &[]).await;
    assert!(shown.says("Łukasz O’Neill") && shown.says("You see this once"), "{}", shown.body);
    assert!(tom.see("/hub").await.says("The envelope that you asked for is open"));
    assert!(!grace.see("/hub").await.says("envelope"));
    let told = tom.see(&page).await;
    assert!(told.says("Grace Hill opened it") && !told.says("Łukasz"), "{}", told.body);
    let looked = tom.fill(&page, &format!("{opening}/look"), &[]).await;
    assert!(looked.says("Łukasz O’Neill"), "{}", looked.body);
    assert!(tom.see(&page).await.says("It was shown to both."));
    assert!(!tom.see("/hub").await.says("envelope"));
    let over = tom.fill(&page, &format!("{page}/worry-over"), &[]).await;
    assert_eq!(over.location, page, "{}", over.body);
}

async fn anothers_wallet_with_one_setting_writes_nothing(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let menu = menu(&hub).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let waits = hub.phone_for(carer).await;
    let mut bearer = Wallet::bearer(&hub.iss(), app.now());
    bearer.activate(&waits).await;
    let sent =
        bearer.ask(Method::POST, "/api/menu/reviews", Some(&written(&menu, &secret(1), "Not mine"))).await;
    assert_eq!(sent.status(), 403);
    let nobody = app.post("/api/menu/reviews", &written(&menu, &secret(1), "Nobody’s")).await;
    assert_eq!(nobody.status(), 400);
}
