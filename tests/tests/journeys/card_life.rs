//! One card from its first day to its last.

use chrono::TimeDelta;
use passport_core::keys::Kid;
use passport_tests::people::for_school;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    an_issued_card_is_valid_at_once_and_refused_once_withdrawn,
    a_setting_is_told_what_was_arranged_for_it_and_nothing_else,
    a_fare_card_names_nobody,
    a_typed_code_finds_the_card_however_it_is_typed,
    a_card_past_its_last_day_needs_renewing_and_later_is_not_in_use,
    a_renewed_card_and_the_one_before_are_both_good_until_the_old_one_ends,
    a_replaced_card_is_refused_and_its_code_is_dead,
    a_second_card_of_the_same_kind_is_not_issued,
    a_card_of_a_key_refused_in_an_emergency_is_not_in_use,
);

async fn an_issued_card_is_valid_at_once_and_refused_once_withdrawn(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;

    let answer = app.check(&card.square).await;
    assert_eq!((&*answer.state, &*answer.headline), ("valid", "Card is valid"));
    assert_eq!((answer.name, answer.lines.iter().any(|line| line.contains("library"))), (None, false));

    hub.withdraw(&card).await;
    for shown in [&card.square, &card.text, &card.short_code] {
        assert_eq!(app.check(shown).await.state, "not_in_use");
    }
}

async fn a_setting_is_told_what_was_arranged_for_it_and_nothing_else(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;

    let school = app.check_at("school", &card.square).await;
    assert_eq!((&*school.state, school.name.as_deref()), ("valid", Some("Zoë M")));
    assert!(school.lines.iter().any(|line| line.contains("up to 10 minutes")), "{:?}", school.lines);
    for elsewhere in ["pharmacy", "gp", "transport"] {
        let answer = app.check_at(elsewhere, &card.square).await;
        assert_eq!((&*answer.state, answer.name), ("valid_not_here", None));
        assert!(!answer.lines.iter().any(|line| line.contains("minutes")), "{:?}", answer.lines);
    }
}

async fn a_fare_card_names_nobody(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let (card, fare) = (hub.issue(carer).await, hub.issue_fare(carer).await);

    let answer = app.check_at("transport", &fare.square).await;
    assert_eq!((&*answer.state, answer.name), ("valid", None));
    assert!(answer.lines.iter().any(|line| line.contains("child")), "{:?}", answer.lines);
    assert_eq!(app.check_at("school", &fare.square).await.state, "valid_not_here");
    assert_eq!(app.check_at("school", &card.square).await.state, "valid");
}

async fn a_typed_code_finds_the_card_however_it_is_typed(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let card = hub.issue(hub.carer("Zoë", "Moss").await).await;

    let plain = card.short_code.replace('-', "");
    let spaced = card.short_code.to_lowercase().replace('-', " ");
    for typed in [card.short_code, plain, spaced] {
        let answer = app.check_at("school", &typed).await;
        assert_eq!((&*answer.state, answer.name.as_deref()), ("valid", Some("Zoë M")));
    }
    assert_eq!(app.check("0000-0000-00").await.state, "not_recognised");
}

async fn a_card_past_its_last_day_needs_renewing_and_later_is_not_in_use(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let card = hub.issue_until(carer, Some("2026-11-30"), for_school()).await.expect("a card");

    app.after(TimeDelta::days(9)).await; // its last day
    assert_eq!(app.check(&card.square).await.state, "valid");
    app.after(TimeDelta::days(1)).await;
    let answer = app.check_at("school", &card.square).await;
    assert_eq!((&*answer.state, answer.valid_until.as_deref()), ("expired", Some("2026-11-30")));
    assert_eq!(answer.name, None);
    app.after(TimeDelta::days(90)).await;
    assert_eq!(app.check(&card.square).await.state, "not_in_use");
}

async fn a_renewed_card_and_the_one_before_are_both_good_until_the_old_one_ends(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let old = hub.issue_until(carer, Some("2026-12-10"), for_school()).await.expect("a card");
    let new = hub.renew(&old).await;

    assert_ne!(old.short_code, new.short_code);
    for card in [&old, &new] {
        assert_eq!(app.check(&card.square).await.state, "valid");
        assert_eq!(app.check(&card.short_code).await.state, "valid");
    }
    app.after(TimeDelta::days(20)).await;
    assert_eq!(app.check(&old.square).await.state, "expired");
    assert_eq!(app.check(&new.square).await.state, "valid");
}

async fn a_replaced_card_is_refused_and_its_code_is_dead(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let old = hub.issue(hub.carer("Zoë", "Moss").await).await;
    let new = hub.replace(&old).await;

    assert_eq!(app.check(&old.square).await.state, "not_in_use");
    assert_ne!(app.check(&old.short_code).await.state, "valid");
    assert_eq!(app.check(&new.square).await.state, "valid");
    assert_eq!(app.check(&new.short_code).await.state, "valid");
}

async fn a_second_card_of_the_same_kind_is_not_issued(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let card = hub.issue(carer).await;

    let refused = hub.issue_until(carer, None, for_school()).await.expect_err("there is one already");
    assert!(refused.to_string().contains("renew or replace"), "{refused}");
    hub.withdraw(&card).await;
    let again = hub.issue(carer).await;
    assert_eq!(app.check(&again.square).await.state, "valid");
}

async fn a_card_of_a_key_refused_in_an_emergency_is_not_in_use(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Moss").await;
    let card = hub.issue(carer).await;
    hub.refuse_key(Kid::new(1).expect("a key number")).await;

    let answer = app.check_at("school", &card.square).await;
    assert_eq!((&*answer.state, answer.name), ("not_in_use", None));
    let next = hub.replace(&card).await;
    assert_eq!(app.check(&next.square).await.state, "valid");
}
