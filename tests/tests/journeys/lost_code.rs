//! The lost code of a letter, typed by somebody without phone or card, and by others who only guess.

use crate::console_unsent::Held;
use passport_core::carer::Purpose;
use passport_core::short_code::ShortCode;
use passport_server::store::{About, CardList, Role};
use passport_tests::console::{Browser, Seen};
use passport_tests::people::{TestCarer, TestHub, for_school};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_lost_code_stops_the_phones_and_tells_the_hub_to_ring,
    whatever_is_typed_is_answered_alike,
    after_many_tries_each_is_told_to_wait_alike_and_no_code_is_used_up,
    what_was_typed_while_the_database_was_busy_is_kept_and_answered_alike,
    a_code_that_was_used_is_followed_by_a_new_one,
);

async fn code_of(hub: &TestHub<'_>, carer: TestCarer) -> String {
    let code = hub.app().store().lost_code_for_letter(hub.scope(), carer.id()).await;
    code.expect("a code").to_string()
}

async fn type_code(app: &TestApp, code: &str) -> Seen {
    let mut browser = Browser::of(app);
    assert!(browser.get("/lost").await.says("Lost your phone or your card?"));
    browser.post("/lost", &[("code", code)]).await
}

async fn a_lost_code_stops_the_phones_and_tells_the_hub_to_ring(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let other = hub.carer("Kim", "Moss").await;
    hub.issue(carer).await;
    let (phone, kims) =
        (hub.put_on_phone(carer, for_school()).await, hub.put_on_phone(other, for_school()).await);
    let code = code_of(&hub, carer).await;
    code_of(&hub, other).await;
    assert!(type_code(&app, &code.to_lowercase().replace('-', " ")).await.says("If that matches"));

    let store = app.store();
    let removed =
        async |card| store.open_card(hub.scope(), card).await.expect("a card").withdrawn_at.is_some();
    assert!(removed(phone).await && !removed(kims).await);
    let lost = store.card_list(hub.scope(), CardList::Lost).await.expect("a list");
    assert_eq!(lost.iter().map(|line| line.whose.carer_id).collect::<Vec<_>>(), [carer.id()]);
    let inbox = store.inbox(hub.scope()).await.expect("an inbox");
    assert_eq!(inbox.len(), 1);
    assert_eq!((inbox[0].message.about, inbox[0].message.carer), (About::Lost, carer.id()));

    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    assert!(tom.see("/hub/inbox").await.says("Lost: ring them"));
    let message = format!("/hub/inbox/{}", inbox[0].message.message_id);
    assert!(tom.see(&message).await.says("their phones are refused already"));
    let done = tom.fill(&message, &format!("{message}/answer"), &[]).await;
    assert_eq!(done.location, "/hub/inbox", "nobody waits at a phone for an answer: {}", done.body);
}

async fn whatever_is_typed_is_answered_alike(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let phone = hub.put_on_phone(carer, for_school()).await;
    let waiting = app.store().activation(hub.scope(), phone).await.expect("it answers").expect("codes");
    let printed = hub.issue(carer).await;
    let code = code_of(&hub, carer).await;
    let mut answers = Vec::new();
    for typed in
        [&*code, "K7QX-M2RT-9C", "nonsense", &printed.short_code, &waiting.typed_code.to_string(), &code]
    {
        let began = std::time::Instant::now();
        let seen = type_code(&app, typed).await;
        assert!(began.elapsed().as_millis() >= 1_500, "{typed}: sooner than the others");
        answers.push((seen.status, seen.body));
    }
    assert!(answers.iter().all(|one| *one == answers[0]), "{answers:?}");
    assert_eq!(
        app.check(&printed.short_code).await.state,
        "valid",
        "the printed card waits for the hub to ring"
    );
    let empty = type_code(&app, "  ").await;
    assert!(empty.status == 422 && empty.says("Type the code from your letter"), "{}", empty.body);
}

async fn after_many_tries_each_is_told_to_wait_alike_and_no_code_is_used_up(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let phone = hub.put_on_phone(carer, for_school()).await;
    let code = code_of(&hub, carer).await;
    // Codes of cards are slowed down by themselves, and slow down nobody here.
    for n in 0..20 {
        app.check(&ShortCode::from_random([n; 6]).to_string()).await;
    }
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let mut browser = Browser::of(&app);
        tries.spawn(async move { browser.post("/lost", &[("code", "guess")]).await.status.as_u16() });
    }
    assert!(tries.join_all().await.iter().all(|status| *status == 200));
    let (right, wrong) = (type_code(&app, &code).await, type_code(&app, "guess").await);
    assert!(
        right.says(&format!("value=\"{code}\"")),
        "what was typed stays to be sent again: {}",
        right.body
    );
    let without_code = right.body.replace(&code, "guess");
    assert_eq!((right.status.as_u16(), &without_code), (429, &wrong.body), "right and wrong alike");
    assert!(right.says("this one was not looked at") && right.retry_after.is_some(), "{}", right.body);
    let removed =
        async || app.store().open_card(hub.scope(), phone).await.expect("a card").withdrawn_at.is_some();
    assert!(!removed().await);
    app.after(chrono::TimeDelta::seconds(30)).await;
    assert!(type_code(&app, &code).await.says("If that matches"));
    assert!(removed().await);
}

async fn what_was_typed_while_the_database_was_busy_is_kept_and_answered_alike(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let phone = hub.put_on_phone(carer, for_school()).await;
    let code = code_of(&hub, carer).await;
    let held = Held::of(app.database()).await;
    // Whoever waits behind others hears of it as soon as they do, and not when the time of a request is over.
    let (right, wrong, third, fourth) = tokio::join!(
        type_code(&app, &code),
        type_code(&app, "guess"),
        type_code(&app, "guess"),
        type_code(&app, "guess"),
    );
    held.release().await;
    assert_eq!((right.status.as_u16(), right.retry_after), (503, Some(5)), "{}", right.body);
    assert!(right.says("We could not look at this code just now"), "{}", right.body);
    let kept = format!("value=\"{code}\"");
    assert!(right.body.contains(&kept), "it is in its field, to be sent again: {}", right.body);
    let without_code = right.body.replace(&code, "guess");
    for wrong in [wrong, third, fourth] {
        assert_eq!((wrong.status.as_u16(), &wrong.body), (503, &without_code), "right and wrong alike");
    }

    let store = app.store();
    let removed = async || store.open_card(hub.scope(), phone).await.expect("a card").withdrawn_at.is_some();
    assert!(!removed().await);
    assert!(type_code(&app, &code).await.says("If that matches"));
    assert!(removed().await);
}

async fn a_code_that_was_used_is_followed_by_a_new_one(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let first = code_of(&hub, carer).await;
    assert_eq!(code_of(&hub, carer).await, first, "it stands on each letter until it is used");
    type_code(&app, &first).await;
    let second = code_of(&hub, carer).await;
    assert_ne!(second, first);
    hub.agree(carer, Purpose::Phone).await;
    let phone = hub.put_on_phone(carer, for_school()).await;
    type_code(&app, &first).await;
    let untouched = app.store().open_card(hub.scope(), phone).await.expect("a card");
    assert!(untouched.withdrawn_at.is_none(), "the used code does nothing more");
}
