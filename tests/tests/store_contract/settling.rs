//! What a power cut leaves between the intent and the signature is settled at start-up.

use chrono::TimeDelta;
use passport_core::credential::Credential;
use passport_core::keys::Kid;
use passport_server::store::{CardRefused, Settled, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, school_wish};

on_both_databases!(
    an_interrupted_issue_is_not_shown_until_it_is_settled,
    an_intent_whose_key_was_refused_is_given_up,
    an_interrupted_command_is_settled_by_the_next_one,
    what_a_server_left_that_died_is_settled_by_any_other_a_minute_later,
    a_damaged_key_leaves_its_card_and_settles_the_others,
    settling_twice_or_on_two_servers_changes_nothing,
);

/// A card as a power cut leaves it: written down, not signed.
const CUT: &str = "UPDATE credential SET text = NULL, signed_at = NULL";

async fn an_interrupted_issue_is_not_shown_until_it_is_settled(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;
    world.tamper(CUT).await;
    assert!(world.store.cards_of(&hub, carer).await.unwrap().is_empty());
    assert!(matches!(world.store.print_card(&hub, issued.card_id).await, Err(StoreError::NotFound(_))));

    let restarted = world.second_store().await;
    assert_eq!(restarted.settle().await.unwrap(), Settled { signed: 1, ..Settled::default() });
    let printed = restarted.print_card(&hub, issued.card_id).await.unwrap();
    let (before, after) =
        (Credential::parse(&issued.text).unwrap(), Credential::parse(&printed.text).unwrap());
    assert_eq!((before.claims, before.kid, issued.short_code), (after.claims, after.kid, printed.short_code));
    assert!(restarted.verify_audit(&[]).await.unwrap().is_sound());
}

async fn an_intent_whose_key_was_refused_is_given_up(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;
    world.tamper(CUT).await;
    world.store.refuse_key(&hub, Kid::new(1).unwrap()).await.unwrap();
    assert_eq!(world.store.settle().await.unwrap(), Settled { abandoned: 1, ..Settled::default() });
    assert!(world.store.cards_of(&hub, carer).await.unwrap().is_empty());
    assert_eq!(world.store.changes_since(0).await.unwrap().withdrawn.len(), 1);
    assert!(matches!(
        world.store.print_card(&hub, issued.card_id).await,
        Err(StoreError::Card(CardRefused::Withdrawn))
    ));
    // There is room for the card that should have been.
    world.card(&hub, carer).await;
}

async fn settling_twice_or_on_two_servers_changes_nothing(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;
    world.tamper(CUT).await;
    let second = world.second_store().await;
    let (one, two) = tokio::join!(world.store.settle(), second.settle());
    one.unwrap();
    two.unwrap();
    let text = world.store.print_card(&hub, issued.card_id).await.unwrap().text;
    assert_eq!(world.store.settle().await.unwrap(), Settled::default());
    assert_eq!(second.print_card(&hub, issued.card_id).await.unwrap().text, text);
}

async fn an_interrupted_command_is_settled_by_the_next_one(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, other) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Łukasz").await);
    world.card(&hub, carer).await;
    world.tamper(CUT).await;
    world.clock.advance(TimeDelta::seconds(30));
    world.card(&hub, other).await;
    assert!(world.store.cards_of(&hub, carer).await.unwrap().is_empty());
    world.clock.advance(TimeDelta::seconds(31));
    let again = world.store.issue_cards(&hub, &school_wish(carer)).await.unwrap_err();
    assert!(matches!(again, StoreError::Card(CardRefused::AlreadyHasOne)));
    assert_eq!(world.store.cards_of(&hub, carer).await.unwrap().len(), 1);
}

async fn what_a_server_left_that_died_is_settled_by_any_other_a_minute_later(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    world.tamper(CUT).await;
    let other = world.second_store().await;
    other.settle_stale().await.unwrap();
    assert!(other.cards_of(&hub, carer).await.unwrap().is_empty(), "it may be signing still");
    world.clock.advance(TimeDelta::seconds(61));
    other.settle_stale().await.unwrap();
    assert_eq!(other.cards_of(&hub, carer).await.unwrap().len(), 1);
}

async fn a_damaged_key_leaves_its_card_and_settles_the_others(database: Database) {
    let world = World::on(database).await;
    for slug in ["northdale", "riverton"] {
        let hub = world.hub(slug).await;
        let carer = world.carer(&hub, "Zoë").await;
        world.card(&hub, carer).await;
    }
    world.tamper(CUT).await;
    let damage = "UPDATE signing_key SET sealed = public_key WHERE hub_id IN
        (SELECT hub_id FROM hub WHERE slug = 'northdale')";
    world.tamper(damage).await;
    assert_eq!(world.store.settle().await.unwrap(), Settled { signed: 1, abandoned: 0, left: 1 });
}
