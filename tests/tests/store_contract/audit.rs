//! The audit chain finds every kind of tampering, and says where.

use passport_server::store::{AuditReport, Fault, History, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, base};

on_both_databases!(
    an_untouched_record_adds_up,
    a_changed_entry_is_found,
    changed_and_deleted_details_are_found_and_erased_ones_are_not_a_fault,
    one_break_hides_no_other,
    a_deleted_entry_is_found,
    swapped_entries_are_found,
    an_inserted_entry_is_found,
    an_entry_added_at_the_end_is_found,
    a_chain_cut_off_at_its_end_is_found_and_not_written_on,
    a_chain_that_is_gone_is_found,
    an_older_database_is_found_by_heads_kept_elsewhere,
    who_was_told_that_they_wrote_a_review_is_in_no_history_of_theirs,
);

/// Six entries in the server's own chain.
async fn recorded(database: Database) -> World {
    let world = World::on(database).await;
    for _ in 0..5 {
        world.store.confirm_clock().await.unwrap();
    }
    world
}

async fn report(world: &World) -> AuditReport {
    world.store.verify_audit(&[]).await.unwrap()
}

/// First and last of the entries that stand together, and what is wrong with them.
async fn assert_broken(world: &World, expected: &[(i64, i64, Fault)]) {
    let report = report(world).await;
    let found: Vec<_> = report.breaks.iter().map(|broken| (broken.seq, broken.last, broken.fault)).collect();
    assert_eq!(found, expected);
}

async fn an_untouched_record_adds_up(database: Database) {
    let world = recorded(database).await;
    let report = report(&world).await;
    assert_eq!((report.entries, report.erased, report.is_sound()), (6, 0, true));
}

async fn a_changed_entry_is_found(database: Database) {
    let world = recorded(database).await;
    world.tamper("UPDATE audit_entry SET actor = 'somebody else' WHERE seq = 3").await;
    assert_broken(&world, &[(3, 3, Fault::Altered)]).await;
}

async fn changed_and_deleted_details_are_found_and_erased_ones_are_not_a_fault(database: Database) {
    let world = recorded(database).await;
    let hub = world.hub("riverton").await;
    let (zoe, kim) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Kim").await);
    world.store.open_carer(&hub, zoe).await.unwrap();
    world.store.open_carer(&hub, kim).await.unwrap();
    world.store.erase_carer(&hub, zoe).await.unwrap();
    let erased = report(&world).await;
    assert!(erased.is_sound() && erased.erased >= 2, "what was done about her and who looked: {erased:?}");

    let gone = "DELETE FROM audit_detail WHERE EXISTS (SELECT 1 FROM audit_entry e WHERE e.chain_id = audit_detail.chain_id
        AND e.seq = audit_detail.seq AND e.action = 'record opened')";
    assert_eq!(world.tamper(gone).await, 1, "of the one who was not erased");
    let report = report(&world).await;
    let found: Vec<_> = report.breaks.iter().map(|broken| (broken.chain.as_str(), broken.fault)).collect();
    assert_eq!(found, [("reads", Fault::DetailsGone)]);
    world
        .tamper("UPDATE audit_detail SET details = '{\"base\":\"https://evil.example\"}' WHERE seq = 1")
        .await;
    let report = world.store.verify_audit(&[]).await.unwrap();
    assert!(report.breaks.iter().any(|broken| (broken.seq, broken.fault) == (1, Fault::DetailsAltered)));
}

async fn one_break_hides_no_other(database: Database) {
    let world = recorded(database).await;
    let heads = world.store.audit_heads().await.unwrap();
    world.tamper("UPDATE audit_entry SET actor = 'somebody else' WHERE seq = 1").await;
    world.tamper("DELETE FROM audit_entry WHERE seq = 3").await;
    world.tamper("UPDATE audit_detail SET details = '{}' || details WHERE seq = 4").await;
    world.tamper("DELETE FROM audit_entry WHERE seq = 6").await;
    let all = [
        (1, 1, Fault::Altered),
        (3, 3, Fault::Deleted),
        (4, 4, Fault::DetailsAltered),
        (6, 6, Fault::CutOff),
    ];
    assert_broken(&world, &all).await;
    let report = world.store.verify_audit(&heads).await.unwrap();
    assert_eq!(report.breaks.len(), all.len(), "and once each with heads: {report:?}");
}

async fn a_deleted_entry_is_found(database: Database) {
    let world = recorded(database).await;
    world.tamper("DELETE FROM audit_entry WHERE seq = 4").await;
    assert_broken(&world, &[(4, 4, Fault::Deleted)]).await;
    world.tamper("UPDATE audit_entry SET seq = seq - 1 WHERE seq = 5").await;
    world.tamper("UPDATE audit_entry SET seq = seq - 1 WHERE seq = 6").await;
    assert_broken(&world, &[(4, 5, Fault::Altered), (6, 6, Fault::CutOff)]).await;
}

async fn swapped_entries_are_found(database: Database) {
    let world = recorded(database).await;
    for (from, to) in [(2, 99), (3, 2), (99, 3)] {
        world.tamper(&format!("UPDATE audit_entry SET seq = {to} WHERE seq = {from}")).await;
    }
    // The one after them went on from the other.
    assert_broken(&world, &[(2, 4, Fault::Altered)]).await;
}

async fn an_inserted_entry_is_found(database: Database) {
    let world = recorded(database).await;
    for seq in [6, 5, 4] {
        world.tamper(&format!("UPDATE audit_entry SET seq = seq + 1 WHERE seq = {seq}")).await;
    }
    world.tamper(&copy_of_entry(3, 4)).await;
    assert_broken(&world, &[(4, 6, Fault::Altered), (7, 7, Fault::Added)]).await;
}

async fn an_entry_added_at_the_end_is_found(database: Database) {
    let world = recorded(database).await;
    world.tamper(&copy_of_entry(6, 7)).await;
    assert_broken(&world, &[(7, 7, Fault::Added)]).await;
    world.tamper("UPDATE audit_chain SET seq = 7").await;
    assert_broken(&world, &[(7, 7, Fault::Altered)]).await;
}

fn copy_of_entry(from: i64, to: i64) -> String {
    format!(
        "INSERT INTO audit_entry (chain_id, seq, at, action, actor, subject_id, details_mac, mac)
         SELECT chain_id, {to}, at, action, actor, subject_id, details_mac, mac FROM audit_entry WHERE seq = {from}"
    )
}

async fn a_chain_cut_off_at_its_end_is_found_and_not_written_on(database: Database) {
    let world = recorded(database).await;
    world.tamper("DELETE FROM audit_entry WHERE seq > 4").await;
    assert_broken(&world, &[(5, 6, Fault::CutOff)]).await;
    world.tamper("UPDATE audit_chain SET seq = 4").await;
    let cut = [(4, 4, Fault::HeadAltered), (5, 6, Fault::DetailsAdded)];
    assert_broken(&world, &cut).await;
    // A new entry would bring a sound head and hide the cut.
    assert!(matches!(world.store.confirm_clock().await, Err(StoreError::AuditBroken)));
    assert_broken(&world, &cut).await;
}

async fn a_chain_that_is_gone_is_found(database: Database) {
    let world = recorded(database).await;
    world.hub("riverton").await;
    world.tamper("DELETE FROM audit_chain WHERE hub_id IS NOT NULL AND kind = 'reads'").await;
    assert_broken(&world, &[(1, 1, Fault::ChainMissing)]).await;
}

/// PostgreSQL takes neither.
#[tokio::test]
async fn what_sqlite_lets_anybody_put_in_is_named_too() {
    let world = recorded(Database::sqlite()).await;
    world.tamper("UPDATE audit_entry SET at = 'never' WHERE seq = 2").await;
    world.tamper("UPDATE audit_entry SET mac = 7 WHERE seq = 5").await;
    world.tamper("PRAGMA foreign_keys = OFF").await;
    let elsewhere = "INSERT INTO audit_entry (chain_id, seq, at, action, actor, subject_id, details_mac, mac)
         SELECT x'00112233445566778899aabbccddeeff', 9, at, action, actor, subject_id, details_mac, mac FROM audit_entry WHERE seq = 1";
    world.tamper(elsewhere).await;
    let found = [(2, 2, Fault::Unreadable), (5, 5, Fault::Unreadable), (9, 9, Fault::OfNoChain)];
    assert_broken(&world, &found).await;
}

async fn an_older_database_is_found_by_heads_kept_elsewhere(database: Database) {
    let world = recorded(database).await;
    let mut heads = world.store.audit_heads().await.unwrap();
    world.store.move_base(&base()).await.unwrap();
    assert!(world.store.verify_audit(&heads).await.unwrap().is_sound());
    heads[0].seq += 1;
    let report = world.store.verify_audit(&heads).await.unwrap();
    assert_eq!(report.breaks[0].fault, Fault::CutOff);
}

async fn who_was_told_that_they_wrote_a_review_is_in_no_history_of_theirs(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let (_, before) = world.store.carer_history(&hub, carer, 1).await.unwrap();
    let told = "UPDATE audit_entry SET action = 'writer of review shown' WHERE action = 'history opened'";
    assert_eq!(world.tamper(told).await, 1);
    let (_, after) = world.store.carer_history(&hub, carer, 1).await.unwrap();
    let actions = |page: &History| page.entries.iter().map(|entry| entry.action.clone()).collect::<Vec<_>>();
    assert_eq!(actions(&after), actions(&before), "the new look in place of the one that became a secret");
}
