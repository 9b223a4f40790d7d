//! Places in status lists: random, unique, never used twice.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use passport_core::credential::Credential;
use passport_core::issue::CardKind;
use passport_server::chance::{Chance, NoChance, SystemChance};
use passport_server::store::{Change, IssuedCard};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    a_place_drawn_twice_is_drawn_again,
    a_withdrawn_place_never_returns,
    places_are_unique_when_two_servers_issue_at_once,
    a_full_list_closes_and_the_next_one_opens,
    a_code_drawn_twice_is_drawn_again,
);

/// Draws only four places, in turn and each three times over; everything else as the system does.
struct FewPlaces(AtomicU8);

impl Chance for FewPlaces {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance> {
        if bytes.len() == 4 {
            bytes.copy_from_slice(&[0, 0, 0, self.0.fetch_add(1, Ordering::SeqCst) / 3 % 4]);
            return Ok(());
        }
        SystemChance.fill(bytes)
    }
}

/// Draws every short code twice.
struct FewCodes(AtomicU8);

impl Chance for FewCodes {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance> {
        if bytes.len() == 6 {
            bytes.fill(self.0.fetch_add(1, Ordering::SeqCst) / 2);
            return Ok(());
        }
        SystemChance.fill(bytes)
    }
}

fn place(card: &IssuedCard) -> (u32, u32) {
    let status = Credential::parse(&card.text).unwrap().claims.status;
    (status.list, status.idx)
}

async fn a_place_drawn_twice_is_drawn_again(database: Database) {
    let world = World::with_chance(database, Arc::new(FewPlaces(AtomicU8::new(0)))).await;
    let hub = world.hub("riverton").await;
    let mut places = BTreeSet::new();
    for name in ["Zoë", "Łukasz", "Aoife", "Sukarno"] {
        let carer = world.carer(&hub, name).await;
        places.insert(place(&world.card(&hub, carer).await));
    }
    assert_eq!(places, [(1, 0), (1, 1), (1, 2), (1, 3)].into());
}

async fn a_withdrawn_place_never_returns(database: Database) {
    let world = World::with_chance(database, Arc::new(FewPlaces(AtomicU8::new(0)))).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let mut card = world.card(&hub, carer).await;
    let mut places = BTreeSet::from([place(&card)]);
    for _ in 0..3 {
        card = world.store.replace_card(&hub, card.card_id, &Change::default()).await.unwrap();
        assert!(places.insert(place(&card)));
    }
    // All four are taken for good now.
    assert!(world.store.replace_card(&hub, card.card_id, &Change::default()).await.is_err());
    assert_eq!(card.kind, CardKind::Printed);
}

async fn places_are_unique_when_two_servers_issue_at_once(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let second = world.second_store().await;
    let mut tasks = Vec::new();
    for turn in 0..30 {
        let carer = world.carer(&hub, "Zoë").await;
        let store = if turn % 2 == 0 { world.store.clone() } else { second.clone() };
        let hub = hub.clone();
        tasks.push(tokio::spawn(async move {
            store.issue_cards(&hub, &crate::world::school_wish(carer)).await.unwrap().remove(0)
        }));
    }
    let mut places = BTreeSet::new();
    for task in tasks {
        places.insert(place(&task.await.unwrap()));
    }
    assert_eq!(places.len(), 30);
    assert_eq!(world.count("SELECT taken FROM status_list").await, 30);
}

async fn a_full_list_closes_and_the_next_one_opens(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let first = world.card(&hub, carer).await;
    world.tamper("UPDATE status_list SET taken = 131072 / 32 * 31 - 1").await;
    let last = world.store.replace_card(&hub, first.card_id, &Change::default()).await.unwrap();
    let next = world.store.replace_card(&hub, last.card_id, &Change::default()).await.unwrap();
    assert_eq!((place(&first).0, place(&last).0, place(&next).0), (1, 1, 2));
}

async fn a_code_drawn_twice_is_drawn_again(database: Database) {
    let world = World::with_chance(database, Arc::new(FewCodes(AtomicU8::new(0)))).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let (carer, elsewhere) = (world.carer(&hub, "Zoë").await, world.carer(&other, "Zoë").await);
    let (one, two) = (world.card(&hub, carer).await, world.card(&other, elsewhere).await);
    assert_ne!(one.short_code, two.short_code);
    world.store.withdraw_card(&hub, one.card_id).await.unwrap();
    let three = world.card(&hub, carer).await;
    assert_ne!(three.short_code, one.short_code);
}
