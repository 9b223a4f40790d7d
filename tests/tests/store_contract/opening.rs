//! Opening, migrating, and refusing what is not ours.

use std::sync::Arc;

use passport_core::card::Base;
use passport_core::clock::TestClock;
use passport_server::seal::{SealError, SealingKey};
use passport_server::store::{Actor, Change, Store, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, base, new_hub, open, run, sealing_key};

on_both_databases!(
    a_database_that_was_never_migrated_is_named_so,
    a_database_of_another_program_is_left_alone,
    migrating_twice_changes_nothing,
    a_database_of_a_newer_version_is_refused,
    a_migration_in_another_form_is_refused,
    another_sealing_key_is_refused_and_the_right_one_still_opens,
    the_address_is_settled_once_and_insisted_on,
    a_moved_address_leaves_the_former_one_known,
    an_address_that_no_card_ever_carried_is_dropped,
    a_hub_that_cannot_be_added_settles_no_address,
    a_database_with_hubs_is_never_the_demos,
    two_servers_may_make_their_first_start_together,
    a_short_name_is_given_once,
    a_database_held_by_another_program_says_so_and_recovers,
    a_person_has_one_entry_however_the_address_is_typed,
);

#[tokio::test]
async fn a_file_that_is_no_database_is_named_damaged() {
    let database = Database::sqlite();
    let path = database.url().strip_prefix("sqlite:").unwrap().to_owned();
    std::fs::write(path, [b'x'; 4096]).unwrap();
    let refused = open(&database, &clock(), sealing_key()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Corrupt), "{refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_can_be_read_by_its_owner_only() {
    use std::os::unix::fs::MetadataExt;
    let world = World::on(Database::sqlite()).await;
    let folder = world.database.url().strip_prefix("sqlite:").unwrap().replace("passport.db", "");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
    }
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named_so() {
    let refused = Store::migrate("sqlite:/no/such/folder/passport.db").await.unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly), "{refused:?}");
    assert!(refused.to_string().contains("folder"));
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_named_so() {
    let refused = Store::migrate("postgres://nobody@127.0.0.1:1/none").await.unwrap_err();
    assert!(matches!(refused, StoreError::Unreachable), "{refused:?}");
    let refused = Store::migrate("mysql://localhost/none").await.unwrap_err();
    assert!(matches!(refused, StoreError::Url), "{refused:?}");
}

#[tokio::test]
async fn a_postgresql_database_that_was_not_created_is_named_so() {
    let database = Database::postgres();
    let url = database.url();
    let elsewhere = url.replacen("/test_", "/never_created_", 1);
    assert_ne!(url, elsewhere);
    let refused = Store::migrate(&elsewhere).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotCreated), "{refused:?}");
}

fn clock() -> Arc<TestClock> {
    Arc::new(TestClock::at(START.parse().unwrap()))
}

async fn a_database_that_was_never_migrated_is_named_so(database: Database) {
    let refused = open(&database, &clock(), sealing_key()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Missing(_) | StoreError::NotMigrated), "{refused:?}");
}

async fn a_database_of_another_program_is_left_alone(database: Database) {
    if let Some(path) = database.url().strip_prefix("sqlite:") {
        std::fs::File::create_new(path).unwrap();
    }
    for table in ["shop_order", "shop_customer"] {
        run(&database, &format!("CREATE TABLE {table} (id BIGINT)")).await.unwrap();
    }
    let refused = Store::migrate(&database.url()).await.unwrap_err();
    assert!(refused.to_string().contains("another program (shop_customer, shop_order)"), "{refused}");
    assert!(run(&database, "CREATE TABLE _sqlx_migrations (id BIGINT)").await.is_ok(), "nothing was made");
}

async fn migrating_twice_changes_nothing(database: Database) {
    assert!(Store::migrate(&database.url()).await.unwrap() > 0);
    assert_eq!(Store::migrate(&database.url()).await.unwrap(), 0);
}

async fn a_database_of_a_newer_version_is_refused(database: Database) {
    let world = World::on(database).await;
    world.tamper("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").await;
    let refused = open(&world.database, &world.clock, sealing_key()).await.err().unwrap();
    assert!(matches!(refused, StoreError::TooNew(9999)), "{refused:?}");
    let refused = Store::migrate(&world.database.url()).await.unwrap_err();
    assert!(matches!(refused, StoreError::TooNew(9999)), "{refused:?}");
}

async fn a_migration_in_another_form_is_refused(database: Database) {
    let world = World::on(database).await;
    world.tamper("UPDATE _sqlx_migrations SET checksum = (SELECT sealed FROM server_key LIMIT 1)").await;
    let refused = open(&world.database, &world.clock, sealing_key()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Altered(1)), "{refused:?}");
}

async fn another_sealing_key_is_refused_and_the_right_one_still_opens(database: Database) {
    let world = World::on(database).await;
    let refused = open(&world.database, &world.clock, SealingKey::from_bytes([8; 32])).await.err().unwrap();
    assert!(matches!(refused, StoreError::Seal(SealError::OtherKey)), "{refused:?}");
    let again = world.second_store().await;
    assert_eq!(again.root_public_key(), world.store.root_public_key());
}

async fn the_address_is_settled_once_and_insisted_on(database: Database) {
    let world = World::on(database).await;
    world.store.settle_base(&base()).await.unwrap();
    let other = Base::parse("https://other.example.uk").unwrap();
    let refused = world.store.settle_base(&other).await.unwrap_err();
    assert!(matches!(refused, StoreError::OtherBase(stored) if stored == base()));
}

async fn a_moved_address_leaves_the_former_one_known(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    let other = Base::parse("https://other.example.uk").unwrap();
    world.store.move_base(&other).await.unwrap();
    assert_eq!(world.store.base().await.unwrap(), other);
    let bases = world.store.bases().await.unwrap();
    assert_eq!(bases.iter().map(|known| known.base.clone()).collect::<Vec<_>>(), [other, base()]);
    world.store.replace_card(&hub, card.card_id, &Change::default()).await.unwrap();
    world.store.move_base(&base()).await.unwrap();
    assert_eq!(world.store.base().await.unwrap(), base());
    assert_eq!(world.store.bases().await.unwrap().len(), 2);
}

async fn an_address_that_no_card_ever_carried_is_dropped(database: Database) {
    let world = World::on(database).await;
    let right = Base::parse("https://right.example.uk").unwrap();
    world.store.move_base(&right).await.unwrap();
    let bases = world.store.bases().await.unwrap();
    assert_eq!(bases.into_iter().map(|known| known.base).collect::<Vec<_>>(), [right]);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_hub_that_cannot_be_added_settles_no_address(database: Database) {
    Store::migrate(&database.url()).await.unwrap();
    let store = open(&database, &clock(), sealing_key()).await.unwrap();
    store.add_hub(Actor::Operator, &new_hub("riverton")).await.unwrap();
    let again = store.add_hub_with_base(Actor::Operator, &new_hub("riverton"), &base()).await.unwrap_err();
    assert!(matches!(again, StoreError::Taken(_)), "{again:?}");
    assert!(matches!(store.base().await, Err(StoreError::NoBase)));
    store.add_hub_with_base(Actor::Operator, &new_hub("northdale"), &base()).await.unwrap();
    assert_eq!(store.base().await.unwrap(), base());
}

async fn a_database_with_hubs_is_never_the_demos(database: Database) {
    let world = World::on(database).await;
    assert!(world.store.demo_since().await.unwrap().is_none());
    world.hub("riverton").await;
    assert!(matches!(world.store.mark_as_demo().await, Err(StoreError::NotADemo)));
    assert!(world.store.demo_since().await.unwrap().is_none());
}

async fn two_servers_may_make_their_first_start_together(database: Database) {
    Store::migrate(&database.url()).await.unwrap();
    let clock = clock();
    let (one, other) =
        tokio::join!(open(&database, &clock, sealing_key()), open(&database, &clock, sealing_key()));
    assert_eq!(one.unwrap().root_public_key(), other.unwrap().root_public_key());
}

async fn a_short_name_is_given_once(database: Database) {
    let world = World::on(database).await;
    world.hub("riverton").await;
    let again = world.store.add_hub(Actor::Operator, &new_hub("riverton")).await.unwrap_err();
    assert!(matches!(again, StoreError::Taken(_)), "{again:?}");
    assert_eq!(world.store.hubs().await.unwrap().len(), 1);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_database_held_by_another_program_says_so_and_recovers(database: Database) {
    let world = World::on(database).await;
    let held = world.hold_writers().await;
    assert!(matches!(world.store.confirm_clock().await, Err(StoreError::Locked)));
    // Reading goes on meanwhile.
    assert!(world.store.hubs().await.unwrap().is_empty());
    held.release().await;
    world.store.confirm_clock().await.unwrap();
}

async fn a_person_has_one_entry_however_the_address_is_typed(database: Database) {
    let world = World::on(database).await;
    let first = world.store.add_person(Actor::Operator, "Sam@Hub.Example", "Sam").await.unwrap();
    let again = world.store.add_person(Actor::Operator, " sam@hub.example ", "Sam").await.unwrap();
    assert_eq!(first, again);
    assert_eq!(world.count("SELECT count(*) FROM person").await, 1);
}
