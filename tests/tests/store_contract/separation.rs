//! Hub A's scope reaches nothing of hub B's, by any function.

use passport_core::carer::Purpose;
use passport_core::keys::Kid;
use passport_server::store::{Actor, CarerDetails, Change, OrganisationKind, Role, StoreError, Thing};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, details, next_key, school_wish};

on_both_databases!(
    no_function_reads_or_writes_across_hubs,
    lists_of_one_hub_never_show_anothers,
    a_school_of_another_hub_cannot_be_named,
    the_tables_themselves_refuse_rows_across_hubs,
);

/// The text of all of them.
fn every_migration() -> String {
    let files = std::fs::read_dir("../migrations").unwrap().map(|file| file.unwrap().path());
    files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// A short code alone is unique on the whole server; the card it leads to is the hub's.
#[test]
fn every_table_of_a_hub_has_the_hub_in_its_keys() {
    let migrations = every_migration();
    let tables: Vec<_> = migrations
        .split("CREATE TABLE ")
        .skip(1)
        .map(|text| text.split_once("\n);").unwrap().0)
        .filter(|text| text.contains("hub_id UUID NOT NULL"))
        .collect();
    assert!(tables.len() >= 15, "only {} tables were found", tables.len());
    for table in tables {
        let name = table.split_whitespace().next().unwrap();
        assert!(name == "short_code" || table.contains("PRIMARY KEY (hub_id, "), "{name}");
        for foreign in table.split("FOREIGN KEY ").skip(1) {
            assert!(foreign.starts_with("(hub_id, "), "{name}: {foreign}");
        }
    }
}

fn not_found<T>(result: Result<T, StoreError>) -> Thing {
    match result {
        Err(StoreError::NotFound(thing)) => thing,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("reached across hubs"),
    }
}

async fn no_function_reads_or_writes_across_hubs(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    let carer = world.carer(&own, "Zoë").await;
    store.put_photo(&own, carer, b"jpeg").await.unwrap();
    let issued = world.card(&own, carer).await;
    let card = issued.card_id;
    next_key(store, &own).await;
    let school = store.add_organisation(&own, OrganisationKind::School, "Riverton High").await.unwrap();
    let person = store.add_person(Actor::Operator, "Desk@School.Example", "Sam Desk").await.unwrap();
    store.add_membership(&own, school, person, Role::Desk).await.unwrap();
    let second = Kid::new(2).unwrap();
    let change = Change::default();
    let n = store.change_number().await.unwrap();

    assert_eq!(not_found(store.open_carer(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.change_carer(&other, carer, 1, &details("Zora")).await), Thing::Carer);
    assert_eq!(not_found(store.cards_of(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.issue_cards(&other, &school_wish(carer)).await), Thing::Carer);
    assert_eq!(not_found(store.put_photo(&other, carer, b"other").await), Thing::Carer);
    assert_eq!(not_found(store.photo(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.remove_photo(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.contact_wishes(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.agreements_of(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.withdraw_agreement(&other, carer, Purpose::Photo).await), Thing::Carer);
    assert_eq!(not_found(store.erase_carer(&other, carer).await), Thing::Carer);
    assert_eq!(not_found(store.open_card(&other, card).await), Thing::Card);
    assert_eq!(not_found(store.card_by_short_code(&other, &issued.short_code).await), Thing::Card);
    assert_eq!(not_found(store.print_card(&other, card).await), Thing::Card);
    assert_eq!(not_found(store.withdraw_card(&other, card).await), Thing::Card);
    assert_eq!(not_found(store.renew_card(&other, card, &change).await), Thing::Card);
    assert_eq!(not_found(store.replace_card(&other, card, &change).await), Thing::Card);
    assert_eq!(not_found(store.mark_card_lost(&other, card).await), Thing::Card);
    assert_eq!(not_found(store.mark_card_handed_over(&other, card).await), Thing::Card);
    assert_eq!(not_found(store.activate_key(&other, second).await), Thing::Key);
    assert_eq!(not_found(store.retire_key(&other, second).await), Thing::Key);
    assert_eq!(not_found(store.refuse_key(&other, second).await), Thing::Key);

    assert_eq!(not_found(store.close_organisation(&other, school).await), Thing::Organisation);
    assert_eq!(
        not_found(store.add_membership(&other, school, person, Role::Desk).await),
        Thing::Organisation
    );
    assert_eq!(not_found(store.end_membership(&other, school, person, Role::Desk).await), Thing::Membership);

    // None of it left a trace: every one was one transaction, and none was committed.
    assert_eq!(store.change_number().await.unwrap(), n);
    assert_eq!(store.photo(&own, carer).await.unwrap(), b"jpeg");
    assert!(store.changes_since(0).await.unwrap().withdrawn.is_empty());
}

async fn lists_of_one_hub_never_show_anothers(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let carer = world.carer(&own, "Zoë").await;
    let subject = world.store.open_carer(&own, carer).await.unwrap().subject_id;
    world.store.add_organisation(&own, OrganisationKind::School, "Riverton High").await.unwrap();
    next_key(&world.store, &own).await;
    assert!(world.store.find_carers(&other, "").await.unwrap().is_empty());
    assert!(world.store.audit_of(&other, subject).await.unwrap().is_empty());
    assert!(world.store.organisations(&other).await.unwrap().is_empty());
    assert!(world.store.memberships(&other).await.unwrap().is_empty());
    assert_eq!(world.store.hub_keys(&other).await.unwrap().len(), 1);
    assert_eq!(world.store.hub(&other).await.unwrap().slug, "northdale");
}

async fn a_school_of_another_hub_cannot_be_named(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let school =
        world.store.add_organisation(&other, OrganisationKind::School, "Northdale High").await.unwrap();
    let with_school = CarerDetails { school: Some(school), ..details("Zoë") };
    assert_eq!(not_found(world.store.add_carer(&own, &with_school).await), Thing::Organisation);
    let carer = world.carer(&own, "Zoë").await;
    assert_eq!(not_found(world.store.change_carer(&own, carer, 1, &with_school).await), Thing::Organisation);
    assert!(world.store.add_carer(&other, &with_school).await.is_ok());
}

async fn the_tables_themselves_refuse_rows_across_hubs(database: Database) {
    let world = World::on(database).await;
    let (own, _) = (world.hub("riverton").await, world.hub("northdale").await);
    let carer = world.carer(&own, "Zoë").await;
    world.card(&own, carer).await;
    world.store.put_photo(&own, carer, b"jpeg").await.unwrap();
    for table in ["card", "photo", "carer", "credential", "status_entry", "short_code"] {
        let moved = format!("UPDATE {table} SET hub_id = (SELECT hub_id FROM hub WHERE slug = 'northdale')");
        let refused = world.try_sql(&moved).await;
        // A young person alone could move, were it not for the cards and photos that point at them.
        assert!(refused.is_err(), "{table}");
    }
}
