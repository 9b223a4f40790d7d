//! Directories taken in: nothing on the menu before somebody says so, nothing twice, and only what changed the next time.

use passport_server::feeds::{Taken, origin};
use passport_server::store::{
    Decided, HubScope, MenuImportId, StagedKind, StagedRow, Store, StoreError, Thing, WhichRows,
};
use passport_tests::directory::{DIRECTORY, item, items, read_items};
use passport_tests::{Database, on_both_databases};
use serde_json::{Value, json};

use crate::world::World;

on_both_databases!(
    what_is_read_is_on_the_menu_once_it_is_approved_and_no_sooner,
    a_second_reading_asks_only_about_what_changed,
    what_editors_wrote_beside_a_directory_stays_when_it_is_read_again,
    what_the_directory_has_no_more_is_taken_off_when_somebody_says_so,
    what_is_passed_over_is_not_asked_about_again,
    reading_goes_on_where_it_was_cut_off_and_doubles_nothing,
    a_service_of_the_same_name_and_postcode_is_taken_for_the_same,
    a_draft_that_somebody_writes_is_left_to_them,
    a_reading_of_another_hub_is_not_found,
    a_newer_reading_takes_the_place_of_an_older_one,
);

async fn finish(store: &Store, scope: &HubScope, import: MenuImportId) {
    while !store.go_on_with_menu_import(scope, import).await.unwrap() {}
}

async fn approve_all(store: &Store, scope: &HubScope, import: MenuImportId) -> u64 {
    let rows = store.decide_on_menu_import(scope, import, WhichRows::All, Decided::Approve).await.unwrap();
    finish(store, scope, import).await;
    rows
}

async fn names(store: &Store) -> Vec<String> {
    let mut names: Vec<_> =
        store.menu().await.unwrap().services.into_iter().map(|one| one.details.name).collect();
    names.sort();
    names
}

async fn number_of(store: &Store, scope: &HubScope, import: MenuImportId, kind: StagedKind) -> i64 {
    let (_, lines) = store.staged_services(scope, import, kind, (0, 10)).await.unwrap();
    lines[0].number
}

async fn what_is_read_is_on_the_menu_once_it_is_approved_and_no_sooner(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let before = store.menu_number().await.unwrap();
    let mut read = items(120);
    read.push(json!({"id": "bad", "name": ""}));
    read.push(item(3));
    let import = read_items(store, leeds, &read).await;
    let reading = store.menu_import(leeds, import).await.unwrap();
    assert_eq!((reading.counts.new, reading.counts.faulty, reading.counts.waiting), (120, 2, 120));
    assert!(reading.read_at.is_some());
    assert_eq!(store.menu_number().await.unwrap(), before, "nothing is on the menu yet");
    assert!(names(store).await.is_empty());

    assert_eq!(approve_all(store, leeds, import).await, 120);
    let menu = store.menu().await.unwrap();
    assert_eq!(menu.services.len(), 120);
    let one = menu.services.iter().find(|one| one.details.name == "Club 7").unwrap();
    assert_eq!(one.details.description, "Club number 7 for Zoë & Łukasz.\n\nCome along.");
    assert_eq!((one.provider.name.as_str(), one.details.places.len()), ("Trust 0", 1));
    assert_eq!(world.count("SELECT count(*) FROM menu_provider").await, 7, "each once");
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.approved, counts.waiting, counts.running), (120, 0, 0));
    assert_eq!(approve_all(store, leeds, import).await, 0, "a second time there is nothing to do");
    assert!(store.verify_audit(&[]).await.unwrap().breaks.is_empty());
}

async fn a_second_reading_asks_only_about_what_changed(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(5)).await;
    approve_all(store, leeds, import).await;
    let ids = |menu: passport_server::store::MenuRead| {
        let mut ids: Vec<_> = menu.services.iter().map(|one| one.service_id).collect();
        ids.sort();
        ids
    };
    let before = ids(store.menu().await.unwrap());
    let mut changed = items(6);
    changed[1]["name"] = "Club two".into();
    let import = read_items(store, leeds, &changed).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.new, counts.changed, counts.unchanged, counts.gone), (1, 1, 4, 0));
    let number = number_of(store, leeds, import, StagedKind::Changed).await;
    let (_, staged) = store.staged_service(leeds, import, number).await.unwrap();
    assert_eq!(staged.live.unwrap().name, "Club 2");
    assert_eq!(staged.details.unwrap().name, "Club two");
    assert_eq!(staged.aside["vendor_field"], "kept aside");
    approve_all(store, leeds, import).await;
    let after = ids(store.menu().await.unwrap());
    assert!(before.iter().all(|id| after.contains(id)) && after.len() == 6, "each is the same service still");
    assert!(names(store).await.contains(&"Club two".to_owned()));
    let import = read_items(store, leeds, &changed).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.unchanged, counts.waiting), (6, 0));
}

async fn what_editors_wrote_beside_a_directory_stays_when_it_is_read_again(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(1)).await;
    approve_all(store, leeds, import).await;
    let service = store.service_lines(leeds).await.unwrap()[0].service_id;
    let opened = store.open_service(leeds, service).await.unwrap();
    let mut text = opened.live.unwrap().details;
    text.words.bring = Some("A coat".to_owned());
    text.places[0].is_hidden = true;
    store.save_draft(leeds, (service, opened.version), &text).await.unwrap();
    store.approve_draft(leeds, (service, opened.version + 1)).await.unwrap();

    let mut changed = item(1);
    changed["maximum_age"] = 25.into();
    let import = read_items(store, leeds, &[changed]).await;
    let number = number_of(store, leeds, import, StagedKind::Changed).await;
    let (_, staged) = store.staged_service(leeds, import, number).await.unwrap();
    text.ages.to = Some(25);
    assert_eq!(staged.details.as_ref(), Some(&text), "what is looked at is what will be");
    approve_all(store, leeds, import).await;
    let live = store.open_service(leeds, service).await.unwrap().live.unwrap().details;
    assert_eq!(live, text, "one age changed and nothing else");
}

async fn what_the_directory_has_no_more_is_taken_off_when_somebody_says_so(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(3)).await;
    approve_all(store, leeds, import).await;
    let import = read_items(store, leeds, &items(2)).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.gone, counts.unchanged), (1, 2));
    assert_eq!(approve_all(store, leeds, import).await, 0, "all together takes nothing off");
    assert_eq!(names(store).await.len(), 3);
    let number = number_of(store, leeds, import, StagedKind::Gone).await;
    store.decide_on_menu_import(leeds, import, WhichRows::One(number), Decided::Approve).await.unwrap();
    finish(store, leeds, import).await;
    assert_eq!(names(store).await, ["Club 1", "Club 2"]);
    // It comes back as the same service.
    let import = read_items(store, leeds, &items(3)).await;
    assert_eq!(store.menu_import(leeds, import).await.unwrap().counts.changed, 1);
    approve_all(store, leeds, import).await;
    assert_eq!(names(store).await.len(), 3);
    assert_eq!(world.count("SELECT count(*) FROM menu_service").await, 3);
}

async fn what_is_passed_over_is_not_asked_about_again(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(2)).await;
    store.decide_on_menu_import(leeds, import, WhichRows::One(1), Decided::Skip).await.unwrap();
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.skipped, counts.waiting), (1, 1));
    let import = read_items(store, leeds, &items(2)).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.unchanged, counts.new), (1, 1));
    let mut changed = items(2);
    changed[0]["name"] = "Another club".into();
    let import = read_items(store, leeds, &changed).await;
    assert_eq!(store.menu_import(leeds, import).await.unwrap().counts.new, 2, "it says something else now");
}

fn rows(
    items: &[Value],
    known: &mut passport_server::store::KnownServices,
    scope: &HubScope,
) -> Vec<StagedRow> {
    let rows = items.iter().map(|item| {
        let taken = Taken::of(Some(item), origin(scope.slug(), DIRECTORY));
        let judged = known.judge(&taken);
        StagedRow { taken, judged }
    });
    rows.collect()
}

async fn reading_goes_on_where_it_was_cut_off_and_doubles_nothing(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let all = items(30);
    let mut known = store.known_services(leeds, DIRECTORY).await.unwrap();
    let first = store.begin_reading(leeds, DIRECTORY, "", 1).await.unwrap();
    store
        .stage_page(leeds, first.import_id, (1, Some(30), false), &rows(&all[..10], &mut known, leeds))
        .await
        .unwrap();
    let early = store.decide_on_menu_import(leeds, first.import_id, WhichRows::All, Decided::Approve).await;
    assert!(
        matches!(early, Err(StoreError::Stale(Thing::MenuImport))),
        "{early:?}: it is not read to its end"
    );

    let again = store.begin_reading(leeds, DIRECTORY, "", 1).await.unwrap();
    assert_eq!((again.import_id, again.next_page, again.rows, again.ids.len()), (first.import_id, 2, 10, 10));
    let mut known = store.known_services(leeds, DIRECTORY).await.unwrap();
    known.meet(again.ids);
    let twice = store
        .stage_page(leeds, first.import_id, (1, Some(30), false), &rows(&all[..10], &mut known, leeds))
        .await;
    assert!(
        matches!(twice, Err(StoreError::Stale(Thing::MenuImport))),
        "{twice:?}: page 1 is written already"
    );
    for (page, part) in [(2, 10..20), (3, 20..30)] {
        let rows = rows(&all[part], &mut known, leeds);
        store.stage_page(leeds, first.import_id, (page, Some(30), page == 3), &rows).await.unwrap();
    }
    let counts = store.menu_import(leeds, first.import_id).await.unwrap().counts;
    assert_eq!((counts.new, counts.faulty), (30, 0));
    let fresh = store.begin_reading(leeds, DIRECTORY, "", 1).await.unwrap();
    assert_ne!(fresh.import_id, first.import_id, "that one was read to its end");
}

async fn a_service_of_the_same_name_and_postcode_is_taken_for_the_same(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(2)).await;
    approve_all(store, leeds, import).await;
    // The directory gave its services other ids.
    let mut other = items(2);
    for (number, one) in other.iter_mut().enumerate() {
        one["id"] = format!("new-{number}").into();
        one["description"] = "Another text".into();
    }
    other[1]["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] = "SK2 2BB".into();
    let import = read_items(store, leeds, &other).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.changed, counts.new), (1, 1), "the second is elsewhere");
    approve_all(store, leeds, import).await;
    assert_eq!(names(store).await, ["Club 1", "Club 2", "Club 2"]);
}

async fn a_draft_that_somebody_writes_is_left_to_them(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let import = read_items(store, leeds, &items(2)).await;
    approve_all(store, leeds, import).await;
    world.tamper("UPDATE menu_service SET draft_number = 1 WHERE source_id LIKE '%001'").await;
    let mut changed = items(2);
    for one in &mut changed {
        one["description"] = "Another text".into();
    }
    let import = read_items(store, leeds, &changed).await;
    approve_all(store, leeds, import).await;
    let counts = store.menu_import(leeds, import).await.unwrap().counts;
    assert_eq!((counts.approved, counts.left), (1, 1));
    world.tamper("UPDATE menu_service SET draft_number = NULL").await;
    assert_eq!(approve_all(store, leeds, import).await, 1, "what was left may be chosen again");
    assert_eq!(store.menu_import(leeds, import).await.unwrap().counts.approved, 2);
}

async fn a_reading_of_another_hub_is_not_found(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let import = read_items(store, leeds, &items(1)).await;
    assert!(store.menu_imports(york).await.unwrap().is_empty());
    let not_found = |fault: StoreError| matches!(fault, StoreError::NotFound(Thing::MenuImport));
    assert!(not_found(store.menu_import(york, import).await.unwrap_err()));
    assert!(not_found(store.staged_service(york, import, 1).await.unwrap_err()));
    let decided = store.decide_on_menu_import(york, import, WhichRows::All, Decided::Approve).await;
    assert!(not_found(decided.unwrap_err()));
    // The same directory taken in by both is two services, each hub's own.
    let theirs = read_items(store, york, &items(1)).await;
    approve_all(store, leeds, import).await;
    approve_all(store, york, theirs).await;
    let places: Vec<_> =
        store.menu().await.unwrap().services.iter().map(|one| one.details.places[0].place_id).collect();
    assert_ne!(places[0], places[1]);
}

async fn a_newer_reading_takes_the_place_of_an_older_one(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let old = read_items(store, leeds, &items(3)).await;
    let new = read_items(store, leeds, &items(3)).await;
    let closed = store.menu_import(leeds, old).await.unwrap();
    assert!(closed.closed_at.is_some() && closed.counts.total() == 0, "{closed:?}");
    let late = store.decide_on_menu_import(leeds, old, WhichRows::All, Decided::Approve).await;
    assert!(matches!(late, Err(StoreError::Stale(Thing::MenuImport))), "{late:?}");
    assert_eq!(approve_all(store, leeds, new).await, 3);
}
