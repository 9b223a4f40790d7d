//! What a hub has in use is its own, and nobody's change is lost.

use passport_core::card::{Arrangement, Place};
use passport_server::store::{HubArrangements, HubTexts, StoreError, Thing, Usual};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World};

on_both_databases!(
    every_arrangement_is_in_use_until_a_hub_switches_it_off,
    a_change_made_from_an_older_page_is_refused_whole,
    a_hubs_texts_are_its_own_and_reach_everybody_who_checks,
);

async fn every_arrangement_is_in_use_until_a_hub_switches_it_off(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let HubArrangements { mut all, version } = world.store.hub_arrangements(&own).await.unwrap();
    assert!(all.iter().all(|one| one.off_since.is_none() && one.usual == Usual::default()));
    all[0].usual = Usual { minutes: Some(10), place: Some(Place::parse("library").unwrap()), role: None };
    all[9].off_since = Some(START.parse().unwrap());
    let wanted = HubArrangements { all, version };
    world.store.keep_hub_arrangements(&own, &wanted).await.unwrap();

    let kept = world.store.hub_arrangements(&own).await.unwrap();
    assert_eq!((kept.all, kept.version), (wanted.all.clone(), version + 1));
    let in_use = world.store.arrangements_in_use(&own).await.unwrap();
    assert_eq!(in_use.iter().map(|one| one.code).collect::<Vec<_>>(), Arrangement::CODES[..9]);
    assert_eq!(in_use[0].usual, wanted.all[0].usual);
    let elsewhere = world.store.arrangements_in_use(&other).await.unwrap();
    assert_eq!(elsewhere.len(), Arrangement::CODES.len(), "another hub has its own");
    assert!(elsewhere.iter().all(|one| one.usual == Usual::default()));
}

async fn a_change_made_from_an_older_page_is_refused_whole(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let first = world.store.hub_arrangements(&hub).await.unwrap();
    world.store.keep_hub_arrangements(&hub, &first).await.unwrap();
    let n = world.store.change_number().await.unwrap();
    let mut second = first.clone();
    second.all[0].off_since = Some(START.parse().unwrap());
    let refused = world.store.keep_hub_arrangements(&hub, &second).await;
    assert!(matches!(refused, Err(StoreError::Stale(Thing::Arrangement))));
    assert_eq!(world.store.change_number().await.unwrap(), n);
    assert_eq!(world.store.arrangements_in_use(&hub).await.unwrap().len(), Arrangement::CODES.len());
}

async fn a_hubs_texts_are_its_own_and_reach_everybody_who_checks(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    let before = store.hub_texts(&own).await.unwrap();
    assert_eq!((before.opening_hours.as_deref(), before.version), (None, 1));
    let n = store.change_number().await.unwrap();
    let wanted = HubTexts {
        name: " Riverton  House ".to_owned(),
        opening_hours: Some("9:00 to 17:00".to_owned()),
        closing: Some(" Grace\r\nRiverton House ".to_owned()),
        ..before
    };
    store.keep_hub_texts(&own, &wanted).await.unwrap();
    let kept = store.hub_texts(&own).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.version), ("Riverton House", 2));
    assert_eq!(kept.closing.as_deref(), Some("Grace\nRiverton House"));
    let changes = store.changes_since(n).await.unwrap();
    assert_eq!(changes.hubs.iter().map(|hub| hub.name.as_str()).collect::<Vec<_>>(), ["Riverton House"]);
    assert_eq!(store.hub_texts(&other).await.unwrap().name, "northdale Hub");

    let stale = store.keep_hub_texts(&own, &wanted).await;
    assert!(matches!(stale, Err(StoreError::Stale(Thing::Hub))));
    let emptied = HubTexts { opening_hours: Some("  ".to_owned()), ..kept };
    store.keep_hub_texts(&own, &emptied).await.unwrap();
    assert_eq!(store.hub_texts(&own).await.unwrap().opening_hours, None);
}
