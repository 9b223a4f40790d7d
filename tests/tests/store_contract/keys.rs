//! Hubs' keys: sealed in their place, rotated in good time, refused at once.

use chrono::TimeDelta;
use passport_core::credential::Credential;
use passport_core::keys::Kid;
use passport_server::seal::SealError;
use passport_server::store::{KeyState, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, next_key, school_wish};

on_both_databases!(
    a_new_key_signs_only_when_every_checker_can_know_it,
    a_refused_key_is_followed_at_once,
    an_unused_key_can_be_withdrawn_and_its_number_never_returns,
    a_sealed_key_moved_to_another_hub_does_not_open,
    a_hub_has_one_key_that_signs,
);

fn kid(number: u16) -> Kid {
    Kid::new(number).unwrap()
}

async fn a_new_key_signs_only_when_every_checker_can_know_it(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let old = world.card(&hub, carer).await;
    assert_eq!(next_key(&world.store, &hub).await, kid(2));
    let refused = world.store.activate_key(&hub, kid(2)).await.unwrap_err();
    assert!(matches!(refused, StoreError::KeyTooNew(_)), "{refused:?}");
    assert!(refused.to_string().contains("before 2026-11-28 09:00 UTC:"), "{refused}");
    world.clock.advance(TimeDelta::days(7));
    world.store.activate_key(&hub, kid(2)).await.unwrap();
    let keys = world.store.hub_keys(&hub).await.unwrap();
    let states: Vec<_> = keys.iter().map(|key| key.state).collect();
    assert_eq!(states, [KeyState::Retired, KeyState::Active]);

    let other = world.carer(&hub, "Łukasz").await;
    let new = world.card(&hub, other).await;
    assert_eq!(Credential::parse(&new.text).unwrap().kid, kid(2));
    let (trusted, old) = (world.trusted(&hub).await, Credential::parse(&old.text).unwrap());
    assert!(old.is_signed_by(trusted.key(old.kid).unwrap()));
}

async fn a_refused_key_is_followed_at_once(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    world.store.sign_due_lists().await.unwrap();
    assert_eq!(world.store.refuse_key(&hub, kid(1)).await.unwrap(), kid(2));
    assert!(matches!(world.store.refuse_key(&hub, kid(1)).await, Err(StoreError::NotFound(_))));
    // The list named the refused key, so it is signed again with the next one.
    assert_eq!(world.store.sign_due_lists().await.unwrap().signed, 1);
    assert!(world.trusted(&hub).await.key(kid(1)).is_none());
    let other = world.carer(&hub, "Łukasz").await;
    assert_eq!(Credential::parse(&world.card(&hub, other).await.text).unwrap().kid, kid(2));
}

async fn an_unused_key_can_be_withdrawn_and_its_number_never_returns(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    next_key(&world.store, &hub).await;
    world.store.retire_key(&hub, kid(2)).await.unwrap();
    for deed in [world.store.retire_key(&hub, kid(1)).await, world.store.activate_key(&hub, kid(1)).await] {
        assert_eq!(deed.unwrap_err().to_string(), "k1 signs now: it is retired by activating the next one");
    }
    world.clock.advance(TimeDelta::days(8));
    for deed in [world.store.retire_key(&hub, kid(2)).await, world.store.activate_key(&hub, kid(2)).await] {
        assert!(matches!(deed, Err(StoreError::KeyOver(over)) if over == kid(2)), "{deed:?}");
    }
    assert!(matches!(world.store.retire_key(&hub, kid(3)).await, Err(StoreError::NotFound(_))));
    assert_eq!(next_key(&world.store, &hub).await, kid(3));
}

async fn a_sealed_key_moved_to_another_hub_does_not_open(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let carer = world.carer(&other, "Zoë").await;
    let moved = format!(
        "UPDATE signing_key SET sealed = (SELECT k.sealed FROM signing_key k JOIN hub h ON h.hub_id = k.hub_id
         WHERE h.slug = '{}') WHERE hub_id = (SELECT hub_id FROM hub WHERE slug = '{}')",
        hub.slug(),
        other.slug()
    );
    assert_eq!(world.tamper(&moved).await, 1);
    let refused = world.store.issue_cards(&other, &school_wish(carer)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Seal(SealError::Broken)), "{refused:?}");
}

async fn a_hub_has_one_key_that_signs(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    for _ in 0..3 {
        let next = next_key(&world.store, &hub).await;
        world.clock.advance(TimeDelta::days(8));
        world.store.activate_key(&hub, next).await.unwrap();
    }
    let keys = world.store.hub_keys(&hub).await.unwrap();
    let active: Vec<_> = keys.iter().filter(|key| key.state == KeyState::Active).map(|key| key.kid).collect();
    assert_eq!(active, [kid(4)]);
}
