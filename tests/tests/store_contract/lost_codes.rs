//! The lost code by itself: one counts at a time, it works once, and only for whoever's letter it stands on.

use passport_core::phone::PhoneRefused;
use passport_server::store::{About, CardList, CarerDetails, CarerId, HubScope, StoreError, Thing};
use passport_tests::{Database, on_both_databases};

use crate::phones;
use crate::world::{START, World, details};

on_both_databases!(
    each_letter_carries_the_same_code_until_it_is_used,
    a_lost_code_removes_phones_marks_paper_lost_and_tells_the_hub_once,
    of_two_hundred_at_once_one_uses_the_code_up,
    what_is_no_lost_code_changes_nothing,
    a_protected_record_has_no_letter_and_keeps_its_code,
    a_code_opens_for_its_owner_and_in_its_hub_alone,
    erasing_somebody_forgets_their_code,
);

async fn start(database: Database) -> (World, HubScope, CarerId) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = phones::agreeing(&world, &hub, "Zoë").await;
    (world, hub, carer)
}

async fn code_of(world: &World, hub: &HubScope, carer: CarerId) -> String {
    world.store.lost_code_for_letter(hub, carer).await.unwrap().to_string()
}

async fn each_letter_carries_the_same_code_until_it_is_used(database: Database) {
    let (world, hub, carer) = start(database).await;
    let first = code_of(&world, &hub, carer).await;
    assert_eq!(code_of(&world, &hub, carer).await, first);
    let elsewhere = world.second_store().await.lost_code_for_letter(&hub, carer).await.unwrap();
    assert_eq!(elsewhere.to_string(), first, "on every server of the database");
    let other = phones::agreeing(&world, &hub, "Kim").await;
    assert_ne!(code_of(&world, &hub, other).await, first);
    assert!(world.store.report_lost(&first).await.unwrap());
    let second = code_of(&world, &hub, carer).await;
    assert_ne!(second, first);
    assert!(!world.store.report_lost(&first).await.unwrap(), "the old one is over");
    assert!(world.store.report_lost(&second).await.unwrap());
    assert_eq!(world.count("SELECT count(*) FROM lost_code WHERE sealed_code IS NULL").await, 2);
}

async fn a_lost_code_removes_phones_marks_paper_lost_and_tells_the_hub_once(database: Database) {
    let (world, hub, carer) = start(database).await;
    let store = &world.store;
    let paper = world.card(&hub, carer).await.card_id;
    for _ in 0..2 {
        phones::put(&world, &hub, carer).await.unwrap();
    }
    let other = phones::agreeing(&world, &hub, "Kim").await;
    let kims = phones::put(&world, &hub, other).await.unwrap();
    let code = code_of(&world, &hub, carer).await;
    // As it may be typed.
    assert!(store.report_lost(&format!(" {} ", code.to_lowercase().replace('-', " "))).await.unwrap());
    let phones = store.phones(&hub, carer).await.unwrap();
    assert!(phones.len() == 2 && phones.iter().all(|one| one.card.withdrawn_at.is_some()));
    assert!(store.open_card(&hub, kims).await.unwrap().withdrawn_at.is_none());
    let lost = store.card_list(&hub, CardList::Lost).await.unwrap();
    assert_eq!(lost.iter().map(|line| line.card_id).collect::<Vec<_>>(), [paper]);
    assert!(store.open_card(&hub, paper).await.unwrap().withdrawn_at.is_none(), "paper waits for the call");
    assert!(!store.report_lost(&code).await.unwrap());
    let inbox = store.inbox(&hub).await.unwrap();
    assert_eq!(inbox.iter().map(|line| line.message.about).collect::<Vec<_>>(), [About::Lost]);
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn of_two_hundred_at_once_one_uses_the_code_up(database: Database) {
    let (world, hub, carer) = start(database).await;
    let code = code_of(&world, &hub, carer).await;
    let all = (0..200).map(|_| {
        let (store, code) = (world.store.clone(), code.clone());
        tokio::spawn(async move { store.report_lost(&code).await })
    });
    let mut used = 0;
    for one in all.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(matched) => used += usize::from(matched),
            Err(StoreError::Locked) => {}
            Err(fault) => panic!("{fault:?}"),
        }
    }
    assert_eq!((used, world.store.inbox(&hub).await.unwrap().len()), (1, 1));
}

async fn what_is_no_lost_code_changes_nothing(database: Database) {
    let (world, hub, carer) = start(database).await;
    let card = phones::put(&world, &hub, carer).await.unwrap();
    let code = code_of(&world, &hub, carer).await;
    let short_code = world.card(&hub, carer).await.short_code.to_string();
    let typed = world.store.activation(&hub, card).await.unwrap().unwrap().typed_code.to_string();
    for wrong in ["", "Zoë", &code[1..], &short_code, &typed, &"A".repeat(10_000), "' OR 1 = 1 --"] {
        assert!(!world.store.report_lost(wrong).await.unwrap(), "{wrong}");
    }
    assert!(world.store.open_card(&hub, card).await.unwrap().withdrawn_at.is_none());
    assert!(world.store.inbox(&hub).await.unwrap().is_empty());
    assert!(world.store.report_lost(&code).await.unwrap(), "and the right one still works");
}

async fn a_protected_record_has_no_letter_and_keeps_its_code(database: Database) {
    let (world, hub, carer) = start(database).await;
    let code = code_of(&world, &hub, carer).await;
    let protected_since = Some(START.parse().unwrap());
    let protected = CarerDetails { protected_since, ..details("Zoë") };
    world.store.change_carer(&hub, carer, 1, &protected).await.unwrap();
    let refused = world.store.lost_code_for_letter(&hub, carer).await;
    assert!(matches!(refused, Err(StoreError::Phone(PhoneRefused::Protected))), "{refused:?}");
    assert!(world.store.report_lost(&code).await.unwrap(), "a letter from before still stops the phones");
}

async fn a_code_opens_for_its_owner_and_in_its_hub_alone(database: Database) {
    let (world, hub, carer) = start(database).await;
    let (other, away) = (phones::agreeing(&world, &hub, "Kim").await, world.hub("northdale").await);
    let code = code_of(&world, &hub, carer).await;
    let elsewhere = world.store.lost_code_for_letter(&away, carer).await;
    assert!(matches!(elsewhere, Err(StoreError::NotFound(Thing::Carer))), "{elsewhere:?}");
    let plain = code.replace('-', "");
    let shown = format!(
        "SELECT count(*) FROM audit_detail WHERE details LIKE '%{code}%' OR details LIKE '%{plain}%'"
    );
    assert_eq!(world.count(&shown).await, 0, "no code is in the record");
    // A row that was moved to somebody else's record does not open there.
    let to_kim = "UPDATE lost_code SET carer_id = (SELECT carer_id FROM carer WHERE given_name = 'Kim')";
    assert_eq!(world.tamper(to_kim).await, 1);
    assert!(world.store.lost_code_for_letter(&hub, other).await.is_err());
}

async fn erasing_somebody_forgets_their_code(database: Database) {
    let (world, hub, carer) = start(database).await;
    let code = code_of(&world, &hub, carer).await;
    world.store.erase_carer(&hub, carer).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM lost_code").await, 0);
    assert!(!world.store.report_lost(&code).await.unwrap());
}
