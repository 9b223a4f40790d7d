//! Signed status lists: never two contents under one `iat`, never backwards, never by a wrong clock.

use std::collections::HashMap;

use chrono::TimeDelta;
use passport_core::credential::Credential;
use passport_core::status::read_list;
use passport_core::trust::HeldList;
use passport_server::store::{HubScope, ListChange, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World};

on_both_databases!(
    a_list_is_signed_on_change_and_every_twelve_hours,
    a_withdrawn_card_has_its_bit_in_the_signed_list,
    two_servers_never_sign_two_contents_under_one_iat,
    a_clock_that_went_back_signs_nothing,
    a_clock_a_day_ahead_signs_nothing_until_somebody_vouches_for_it,
    a_hub_that_cannot_sign_does_not_hold_up_the_others,
    a_list_outlives_its_last_card_by_ninety_days,
);

async fn list(world: &World) -> ListChange {
    world.store.changes_since(0).await.unwrap().lists.remove(0)
}

async fn read(world: &World, hub: &HubScope) -> HeldList {
    let list = list(world).await;
    let (iss, uri) = (list.issuer.iss(), list.issuer.status_uri(list.list));
    let now = list.iat.unwrap();
    read_list(&list.token.unwrap(), &iss, &uri, &world.trusted(hub).await, now).unwrap()
}

async fn signed(world: &World) -> usize {
    let done = world.store.sign_due_lists().await.unwrap();
    assert!(done.refused.is_empty());
    done.signed
}

async fn a_list_is_signed_on_change_and_every_twelve_hours(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    assert_eq!((signed(&world).await, signed(&world).await), (1, 0));
    world.clock.advance(TimeDelta::minutes(5));
    assert_eq!(signed(&world).await, 0);
    world.store.withdraw_card(&hub, card.card_id).await.unwrap();
    assert_eq!((signed(&world).await, signed(&world).await), (1, 0));
    let before = list(&world).await.iat.unwrap();
    world.clock.advance(TimeDelta::hours(12));
    assert_eq!(signed(&world).await, 1);
    assert_eq!(list(&world).await.iat.unwrap(), before + 12 * 3600);
}

async fn a_withdrawn_card_has_its_bit_in_the_signed_list(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    let idx = Credential::parse(&card.text).unwrap().claims.status.idx;
    signed(&world).await;
    assert_eq!(read(&world, &hub).await.bits.is_withdrawn(idx), Some(false));
    world.store.withdraw_card(&hub, card.card_id).await.unwrap();
    signed(&world).await;
    let held = read(&world, &hub).await;
    assert_eq!((held.bits.is_withdrawn(idx), held.bits.count_withdrawn()), (Some(true), 1));
}

async fn two_servers_never_sign_two_contents_under_one_iat(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let second = world.second_store().await;
    let mut seen: HashMap<u64, String> = HashMap::new();
    for _ in 0..8 {
        let carer = world.carer(&hub, "Zoë").await;
        let card = world.card(&hub, carer).await;
        world.store.withdraw_card(&hub, card.card_id).await.unwrap();
        let (one, two) = tokio::join!(world.store.sign_due_lists(), second.sign_due_lists());
        assert_eq!(one.unwrap().signed + two.unwrap().signed, 1);
        let list = list(&world).await;
        let (iat, token) = (list.iat.unwrap(), list.token.unwrap());
        assert!(seen.keys().all(|before| *before < iat));
        seen.insert(iat, token);
    }
    assert_eq!(seen.len(), 8);
}

async fn a_clock_that_went_back_signs_nothing(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    signed(&world).await;
    let before = list(&world).await.token;
    world.store.withdraw_card(&hub, card.card_id).await.unwrap();
    for wrong in ["1970-01-01T00:00:10Z", "2026-11-21T08:58:00Z"] {
        world.clock.set(wrong.parse().unwrap());
        assert!(matches!(world.store.sign_due_lists().await, Err(StoreError::ClockBehind(_))));
    }
    assert_eq!(list(&world).await.token, before);
    world.clock.set(START.parse().unwrap());
    assert_eq!(signed(&world).await, 1);
}

async fn a_clock_a_day_ahead_signs_nothing_until_somebody_vouches_for_it(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    signed(&world).await;
    world.clock.advance(TimeDelta::days(3));
    assert!(matches!(world.store.sign_due_lists().await, Err(StoreError::ClockAhead(_))));
    world.store.confirm_clock().await.unwrap();
    assert_eq!(signed(&world).await, 1);
    world.clock.advance(TimeDelta::days(365 * 10));
    assert!(matches!(world.store.sign_due_lists().await, Err(StoreError::ClockAhead(_))));
}

async fn a_hub_that_cannot_sign_does_not_hold_up_the_others(database: Database) {
    let world = World::on(database).await;
    for slug in ["northdale", "riverton"] {
        let hub = world.hub(slug).await;
        let carer = world.carer(&hub, "Zoë").await;
        world.card(&hub, carer).await;
    }
    let broken = "UPDATE signing_key SET sealed = public_key WHERE hub_id IN
        (SELECT hub_id FROM hub WHERE slug = 'northdale')";
    world.tamper(broken).await;
    let done = world.store.sign_due_lists().await.unwrap();
    assert_eq!((done.signed, done.refused.len()), (1, 1));
    assert_eq!(done.refused[0].hub, "northdale");
}

async fn a_list_outlives_its_last_card_by_ninety_days(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    world.tamper("UPDATE status_list SET closed_at = opened_at").await;
    world.clock.set("2028-02-19T23:59:59Z".parse().unwrap());
    assert_eq!(signed(&world).await, 1);
    world.clock.set("2028-02-20T12:00:00Z".parse().unwrap());
    assert_eq!(signed(&world).await, 0);
}
