//! Young people's records: found by what people type, never overwritten unseen, never shown unrecorded.

use std::fmt::Write;

use passport_server::store::{CarerDetails, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, details};

on_both_databases!(
    a_record_reads_back_as_it_was_written,
    a_stale_change_is_refused_and_says_so,
    names_are_found_without_accents,
    a_name_that_no_card_can_carry_is_refused,
    what_cannot_be_recorded_is_not_shown,
    a_look_stands_in_the_chain_of_reads,
    a_photo_is_kept_shown_and_removed,
    a_fault_of_the_database_tells_no_name,
);

async fn a_record_reads_back_as_it_was_written(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let full = CarerDetails {
        known_as: Some("Łuki".to_owned()),
        protected_since: Some(START.parse().unwrap()),
        caring_ended_on: Some("2026-10-01".parse().unwrap()),
        ..details("Łukasz")
    };
    let plain = CarerDetails { family_name: None, ..details("Sukarno") };
    for written in [full, plain] {
        let carer = world.store.add_carer(&hub, &written).await.unwrap();
        let read = world.store.open_carer(&hub, carer).await.unwrap();
        assert!(read.details == written);
        assert_eq!((read.version, read.created_at), (1, START.parse().unwrap()));
    }
}

async fn a_stale_change_is_refused_and_says_so(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let mine = details("Zoey");
    assert_eq!(world.store.change_carer(&hub, carer, 1, &mine).await.unwrap(), 2);
    let refused = world.store.change_carer(&hub, carer, 1, &details("Zora")).await.unwrap_err();
    assert!(matches!(refused, StoreError::Stale(_)));
    assert!(refused.to_string().contains("changed by somebody else"));
    assert_eq!(world.store.open_carer(&hub, carer).await.unwrap().details.given_name, "Zoey");
}

async fn names_are_found_without_accents(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    for name in ["Zoë", "Łukasz", "Aoife"] {
        world.carer(&hub, name).await;
    }
    for (typed, expected) in [
        ("lukasz", vec!["Łukasz"]),
        ("ZOE oneill", vec!["Zoë"]),
        ("O'Ne", vec!["Aoife", "Łukasz", "Zoë"]),
        ("", vec!["Aoife", "Łukasz", "Zoë"]),
        ("%", vec!["Aoife", "Łukasz", "Zoë"]),
        ("nobody", vec![]),
    ] {
        let found = world.store.find_carers(&hub, typed).await.unwrap();
        let names: Vec<_> = found.iter().map(|line| line.given_name.as_str()).collect();
        assert_eq!(names, expected, "{typed}");
    }
}

async fn a_name_that_no_card_can_carry_is_refused(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    for name in ["  ", "a name of more than twenty-four letters"] {
        let refused = world.store.add_carer(&hub, &details(name)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Issue(_)), "{refused:?}");
    }
    for family_name in
        ["x".repeat(101), "nul\0".to_owned(), "line\nbreak".to_owned(), "Mar\u{200b}sh".to_owned()]
    {
        let written = CarerDetails { family_name: Some(family_name), ..details("Zoë") };
        assert!(matches!(
            world.store.add_carer(&hub, &written).await,
            Err(StoreError::Name { longest: 100 })
        ));
    }
    assert_eq!(world.count("SELECT count(*) FROM carer").await, 0);
}

async fn what_cannot_be_recorded_is_not_shown(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    world.store.put_photo(&hub, carer, b"jpeg").await.unwrap();
    world.tamper("ALTER TABLE audit_detail RENAME TO gone").await;
    assert!(world.store.open_carer(&hub, carer).await.is_err());
    assert!(world.store.find_carers(&hub, "").await.is_err());
    assert!(world.store.cards_of(&hub, carer).await.is_err());
    assert!(world.store.print_card(&hub, card.card_id).await.is_err());
    assert!(world.store.photo(&hub, carer).await.is_err());
    world.tamper("ALTER TABLE gone RENAME TO audit_detail").await;
    assert!(world.store.open_carer(&hub, carer).await.is_ok());
}

async fn a_look_stands_in_the_chain_of_reads(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let subject = world.store.open_carer(&hub, carer).await.unwrap().subject_id;
    world.store.cards_of(&hub, carer).await.unwrap();
    let entries = world.store.audit_of(&hub, subject).await.unwrap();
    let mut actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    actions.sort_unstable();
    assert_eq!(actions, ["cards listed", "record added", "record opened"]);
    assert!(entries.iter().all(|entry| entry.actor == "operator"));
}

async fn a_photo_is_kept_shown_and_removed(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.store.put_photo(&hub, carer, b"first").await.unwrap();
    world.store.put_photo(&hub, carer, b"second").await.unwrap();
    assert_eq!(world.store.photo(&hub, carer).await.unwrap(), b"second");
    let too_large = world.store.put_photo(&hub, carer, &vec![0; 51_201]).await.unwrap_err();
    assert!(matches!(too_large, StoreError::PhotoTooLarge));
    world.store.remove_photo(&hub, carer).await.unwrap();
    assert!(matches!(world.store.photo(&hub, carer).await, Err(StoreError::NotFound(_))));
}

async fn a_fault_of_the_database_tells_no_name(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    world.tamper("CREATE UNIQUE INDEX one_of_each_name ON carer (given_name, family_name)").await;
    world.carer(&hub, "Zoë").await;
    let refused = world.store.add_carer(&hub, &details("Zoë")).await.unwrap_err();
    let mut told = format!("{refused:?} {refused}");
    let mut cause = std::error::Error::source(&refused);
    while let Some(deeper) = cause {
        write!(told, " {deeper:?} {deeper}").unwrap();
        cause = deeper.source();
    }
    assert!(told.contains("add carer") && told.contains("code "), "{told}");
    assert!(!told.contains("Zoë") && !told.contains("Neill"), "{told}");
}
