//! Spreadsheets: what a file adds, what it never adds twice, and what is left once it is undone or a week old.

use chrono::TimeDelta;
use passport_server::spreadsheet;
use passport_server::store::{
    CarerDetails, HubScope, ImportChoices, ImportCounts, ImportId, ImportState, NewImport, NewRow,
    OrganisationKind, RowChoice, SchoolChoice, Store, StoreError,
};
use passport_tests::list_of_people::list_of_people;
use passport_tests::{Database, on_both_databases};

use crate::world::{World, details};

on_both_databases!(
    a_file_adds_everybody_once_however_often_it_is_started_and_gone_on_with,
    two_servers_take_turns_at_one_file,
    rows_with_faults_are_left_out_and_kept_to_put_right,
    who_may_be_known_is_left_out_added_or_filled_in_as_chosen,
    two_rows_of_one_person_become_one_record,
    somebody_who_came_onto_the_books_meanwhile_is_not_added_again,
    a_school_that_nobody_knows_is_asked_about_before_anybody_is_added,
    an_undo_takes_off_whom_nobody_has_touched_and_keeps_the_others,
    what_was_filled_in_is_emptied_again,
    a_week_later_no_row_is_left,
    erasing_somebody_erases_them_from_the_files_too,
    another_hub_neither_sees_nor_runs_a_file,
    the_record_adds_up_after_a_file_and_its_undo,
);

/// A file as the console reads it.
fn new_import(store: &Store, text: &str) -> NewImport {
    let sheet = spreadsheet::read(text.as_bytes()).unwrap();
    let today = "2026-11-21".parse().unwrap();
    let rows = sheet.rows.into_iter().map(|row| NewRow {
        number: row.number,
        person: row.written.person(today).ok(),
        written: row.written,
    });
    let import_id = store.draw_import_id().unwrap();
    NewImport {
        import_id,
        file_name: "list.csv".to_owned(),
        rows: rows.collect(),
        ignored: sheet.ignored,
        letters_guessed: sheet.letters_guessed,
    }
}

pub async fn read_in(world: &World, hub: &HubScope, text: &str) -> ImportId {
    let new = new_import(&world.store, text);
    world.store.read_in(hub, &new).await.unwrap();
    new.import_id
}

async fn run(world: &World, hub: &HubScope, import: ImportId, all: RowChoice) -> ImportCounts {
    let choices = ImportChoices { all, rows: vec![] };
    world.store.start_import(hub, import, &choices).await.unwrap();
    work_off(world, hub, import).await
}

async fn work_off(world: &World, hub: &HubScope, import: ImportId) -> ImportCounts {
    while !world.store.go_on_with_import(hub, import).await.unwrap() {}
    world.store.import(hub, import).await.unwrap().counts
}

async fn carers(world: &World) -> i64 {
    world.count("SELECT count(*) FROM carer").await
}

async fn a_file_adds_everybody_once_however_often_it_is_started_and_gone_on_with(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let new = new_import(&world.store, &list_of_people(250));
    world.store.read_in(&hub, &new).await.unwrap();
    world.store.read_in(&hub, &new).await.unwrap();
    assert_eq!((carers(&world).await, world.store.imports(&hub).await.unwrap().len()), (0, 1));
    let choices = ImportChoices { all: RowChoice::Leave, rows: vec![] };
    world.store.start_import(&hub, new.import_id, &choices).await.unwrap();
    assert!(!world.store.go_on_with_import(&hub, new.import_id).await.unwrap());
    assert_eq!(carers(&world).await, 100, "a step");
    world.store.start_import(&hub, new.import_id, &choices).await.unwrap();
    let counts = work_off(&world, &hub, new.import_id).await;
    assert_eq!(counts, ImportCounts { total: 250, added: 250, ..ImportCounts::default() });
    work_off(&world, &hub, new.import_id).await;
    assert_eq!(carers(&world).await, 250);
    assert_eq!(world.store.import(&hub, new.import_id).await.unwrap().state, ImportState::Done);
    let kept = "SELECT count(*) FROM import_row WHERE written IS NOT NULL OR person IS NOT NULL";
    assert_eq!(world.count(kept).await, 0, "what stands on the books is not kept beside them");
    let found = world.store.find_carers(&hub, "given7 family7").await.unwrap();
    assert!(found.iter().any(|line| line.given_name == "Given7"));
}

async fn two_servers_take_turns_at_one_file(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let import = read_in(&world, &hub, &list_of_people(700)).await;
    world
        .store
        .start_import(&hub, import, &ImportChoices { all: RowChoice::Leave, rows: vec![] })
        .await
        .unwrap();
    let second = world.second_store().await;
    let work = async |store: &Store| {
        for (scope, import) in store.unfinished_imports().await.unwrap() {
            while !store.go_on_with_import(&scope, import).await.unwrap() {}
        }
    };
    tokio::join!(work(&world.store), work(&second));
    assert_eq!(carers(&world).await, 700);
    assert_eq!(world.store.import(&hub, import).await.unwrap().counts.added, 700);
    assert_eq!(world.count("SELECT count(*) FROM audit_entry WHERE action = 'import finished'").await, 1);
    assert!(world.store.unfinished_imports().await.unwrap().is_empty());
}

async fn rows_with_faults_are_left_out_and_kept_to_put_right(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let import = read_in(&world, &hub, "forename,dob\nKim,1/2/2012\nBo,31/2/2012\n,1/2/2012\n").await;
    let review = world.store.review_import(&hub, import).await.unwrap();
    assert_eq!((review.plain, review.faulty.len(), review.alike_count), (1, 2, 0));
    let counts = run(&world, &hub, import, RowChoice::Leave).await;
    assert_eq!((counts.added, counts.faulty, carers(&world).await), (1, 2, 1));
    let faulty = world.store.faulty_rows(&hub, import).await.unwrap();
    assert_eq!(faulty.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4]);
}

async fn who_may_be_known_is_left_out_added_or_filled_in_as_chosen(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let named = |given: &str| CarerDetails { family_name: None, ..details(given) };
    let mut known = Vec::new();
    for given in ["Zoë", "Kim", "Bo"] {
        known.push(world.store.add_carer(&hub, &named(given)).await.unwrap());
    }
    let school = world.store.add_organisation(&hub, OrganisationKind::School, "Riverton High").await.unwrap();
    let text = "forename,surname,known as,dob,school,protected\nZoe,Moss,Zo,4/3/2012,RIVERTON HIGH,yes\n\
        Kim,Reed,,4/3/2012,,\nBo,Lark,,4/3/2012,,\nAda,West,,4/3/2012,,\n";
    let import = read_in(&world, &hub, text).await;
    let review = world.store.review_import(&hub, import).await.unwrap();
    assert_eq!((review.plain, review.alike_count), (1, 3));
    assert_eq!(review.alike.iter().map(|row| row.like_id.unwrap()).collect::<Vec<_>>(), known);
    let rows = vec![(2, RowChoice::Fill), (3, RowChoice::Add)];
    let choices = ImportChoices { all: RowChoice::Leave, rows };
    world.store.start_import(&hub, import, &choices).await.unwrap();
    let counts = work_off(&world, &hub, import).await;
    assert_eq!((counts.added, counts.filled, counts.left_out), (2, 1, 1));
    let zoe = world.store.open_carer(&hub, known[0]).await.unwrap();
    assert_eq!((zoe.details.given_name.as_str(), zoe.details.family_name.as_deref()), ("Zoë", Some("Moss")));
    assert_eq!(
        (zoe.details.known_as.as_deref(), zoe.details.school, zoe.version),
        (Some("Zo"), Some(school), 2)
    );
    assert!(zoe.details.protected_since.is_some());
    let bo = world.store.open_carer(&hub, known[2]).await.unwrap();
    assert_eq!((bo.details.family_name, bo.version), (None, 1));
    let finished = world.store.finished_import(&hub, import).await.unwrap();
    assert_eq!(finished.left_out.iter().map(|row| row.number).collect::<Vec<_>>(), [4]);
}

async fn two_rows_of_one_person_become_one_record(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let text =
        "forename,surname,known as,dob\nZoë,Moss,,4/3/2012\nZoe,Moss,Zo,4/3/2012\nZOE,MOSS,,4/3/2012\n";
    let import = read_in(&world, &hub, text).await;
    let review = world.store.review_import(&hub, import).await.unwrap();
    assert_eq!(review.alike[0].like_number, Some(2));
    let adding = review.adding.iter().map(|row| (row.number, row.person.given_name.as_str()));
    assert_eq!(adding.collect::<Vec<_>>(), [(2, "Zoë")]);
    let counts = run(&world, &hub, import, RowChoice::Fill).await;
    assert_eq!((counts.added, counts.filled, carers(&world).await), (1, 2, 1));
    let found = world.store.find_carers(&hub, "moss").await.unwrap();
    assert_eq!((found[0].given_name.as_str(), found[0].known_as.as_deref()), ("Zoë", Some("Zo")));
    world.store.undo_import(&hub, import).await.unwrap();
    work_off(&world, &hub, import).await;
    assert_eq!(carers(&world).await, 0, "the file's own rows are no touch by somebody else");
}

async fn somebody_who_came_onto_the_books_meanwhile_is_not_added_again(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let import =
        read_in(&world, &hub, "forename,surname,dob\nZoe,O'Neill,4/3/2012\nKim,Reed,1/1/2012\n").await;
    world.clock.advance(TimeDelta::seconds(1));
    world.carer(&hub, "Zoë").await;
    let counts = run(&world, &hub, import, RowChoice::Leave).await;
    assert_eq!((counts.added, counts.left_out, carers(&world).await), (1, 1, 2));
}

async fn a_school_that_nobody_knows_is_asked_about_before_anybody_is_added(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let known = world.store.add_organisation(&hub, OrganisationKind::School, "Riverton High").await.unwrap();
    let text = "forename,dob,school\nKim,1/2/2012,Northdale\nBo,3/2/2012,northdale\nAda,4/2/2012,R. High\nZoë,5/2/2012,Nowhere\n";
    let import = read_in(&world, &hub, text).await;
    let asked = world.store.review_import(&hub, import).await.unwrap().schools;
    assert_eq!(asked, ["Northdale", "Nowhere", "R. High"]);
    let choices = ImportChoices { all: RowChoice::Leave, rows: vec![] };
    let refused = world.store.start_import(&hub, import, &choices).await;
    assert!(matches!(refused, Err(StoreError::Stale(_))));
    let settled = [
        ("Northdale".to_owned(), SchoolChoice::Add),
        ("R. High".to_owned(), SchoolChoice::Is(known)),
        ("Nowhere".to_owned(), SchoolChoice::Leave),
    ];
    for _ in 0..2 {
        world.store.settle_schools(&hub, import, &settled).await.unwrap();
    }
    assert_eq!(world.count("SELECT count(*) FROM organisation WHERE kind = 'school'").await, 2, "added once");
    run(&world, &hub, import, RowChoice::Leave).await;
    let schools = world.store.find_carers(&hub, "").await.unwrap();
    let mut schools: Vec<_> = schools.into_iter().map(|line| (line.given_name, line.school)).collect();
    schools.sort();
    let at = |given: &str, school: Option<&str>| (given.to_owned(), school.map(str::to_owned));
    let expected = [
        at("Ada", Some("Riverton High")),
        at("Bo", Some("Northdale")),
        at("Kim", Some("Northdale")),
        at("Zoë", None),
    ];
    assert_eq!(schools, expected);
}

async fn an_undo_takes_off_whom_nobody_has_touched_and_keeps_the_others(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    world.carer(&hub, "Zoë").await;
    let import = read_in(&world, &hub, &list_of_people(230)).await;
    run(&world, &hub, import, RowChoice::Leave).await;
    let find = async |name: &str| world.store.find_carers(&hub, name).await.unwrap()[0].carer_id;
    let (changed, carded) = (find("given100").await, find("given200").await);
    let renamed = CarerDetails { given_name: "Renamed".to_owned(), ..details("Given100") };
    world.store.change_carer(&hub, changed, 1, &renamed).await.unwrap();
    world.card(&hub, carded).await;
    world.store.undo_import(&hub, import).await.unwrap();
    world.store.undo_import(&hub, import).await.unwrap();
    assert_eq!(world.store.import(&hub, import).await.unwrap().state, ImportState::Undoing);
    let counts = work_off(&world, &hub, import).await;
    assert_eq!((counts.undone, carers(&world).await), (228, 3));
    let finished = world.store.finished_import(&hub, import).await.unwrap();
    assert_eq!(finished.import.state, ImportState::Undone);
    assert_eq!(finished.kept.iter().map(|row| row.carer_id).collect::<Vec<_>>(), [changed, carded]);
    let named = "SELECT count(*) FROM audit_detail WHERE details LIKE '%Given_00%'";
    assert_eq!(world.count(named).await, 3, "the two who were kept: both added, one changed");
}

async fn what_was_filled_in_is_emptied_again(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let [untouched, touched] =
        ["Kim", "Bo"].map(|given| CarerDetails { family_name: None, ..details(given) });
    let untouched = world.store.add_carer(&hub, &untouched).await.unwrap();
    let touched = world.store.add_carer(&hub, &touched).await.unwrap();
    let text = "forename,surname,dob,protected\nKim,Reed,4/3/2012,yes\nBo,Lark,4/3/2012,\n";
    let import = read_in(&world, &hub, text).await;
    run(&world, &hub, import, RowChoice::Fill).await;
    let now = world.store.open_carer(&hub, touched).await.unwrap();
    world.store.change_carer(&hub, touched, now.version, &details("Bob")).await.unwrap();
    world.store.undo_import(&hub, import).await.unwrap();
    assert_eq!(work_off(&world, &hub, import).await.undone, 1);
    let emptied = world.store.open_carer(&hub, untouched).await.unwrap().details;
    assert!(emptied == CarerDetails { family_name: None, ..details("Kim") });
    let kept = world.store.open_carer(&hub, touched).await.unwrap().details;
    assert_eq!(kept.given_name, "Bob");
    let finished = world.store.finished_import(&hub, import).await.unwrap();
    assert_eq!(finished.kept.iter().map(|row| row.carer_id).collect::<Vec<_>>(), [touched]);
}

async fn a_week_later_no_row_is_left(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let waiting = read_in(&world, &hub, "forename,dob\nKim,1/2/2012\n").await;
    let done = read_in(&world, &hub, "forename,dob\nBo,1/2/2013\nAda,31/2/2012\n").await;
    run(&world, &hub, done, RowChoice::Leave).await;
    world.clock.advance(TimeDelta::days(7));
    assert_eq!(world.store.clear_old_imports().await.unwrap(), 0);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(world.store.clear_old_imports().await.unwrap(), 2);
    assert_eq!(world.store.clear_old_imports().await.unwrap(), 0);
    assert_eq!(world.count("SELECT count(*) FROM import_row").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM import WHERE file_name IS NOT NULL").await, 0);
    assert_eq!(world.store.import(&hub, waiting).await.unwrap().state, ImportState::LeftAlone);
    assert_eq!(world.store.import(&hub, done).await.unwrap().counts.added, 1);
    assert!(matches!(world.store.undo_import(&hub, done).await, Err(StoreError::Stale(_))));
    assert_eq!(carers(&world).await, 1);
}

async fn erasing_somebody_erases_them_from_the_files_too(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let text = "forename,surname,dob\nZoe,O'Neill,4/3/2012\n";
    let left_out = read_in(&world, &hub, text).await;
    run(&world, &hub, left_out, RowChoice::Leave).await;
    let waiting = read_in(&world, &hub, text).await;
    world.store.erase_carer(&hub, carer).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM import_row WHERE like_id IS NOT NULL").await, 0);
    assert!(world.store.finished_import(&hub, left_out).await.unwrap().left_out.is_empty());
    assert_eq!(run(&world, &hub, waiting, RowChoice::Leave).await.added, 1, "nobody to be taken for");
    let added = world.store.find_carers(&hub, "zoe").await.unwrap()[0].carer_id;
    world.store.erase_carer(&hub, added).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM import_row").await, 0);

    let twice = "forename,surname,dob\nSam,Twin,1/1/2012\nSam,Twin,1/1/2012\nKim,Reed,1/1/2012\n";
    let twins = read_in(&world, &hub, twice).await;
    assert_eq!(run(&world, &hub, twins, RowChoice::Leave).await.added, 2);
    let sam = world.store.find_carers(&hub, "twin").await.unwrap()[0].carer_id;
    world.store.erase_carer(&hub, sam).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM import_row").await, 1, "neither row of theirs is left");
}

async fn another_hub_neither_sees_nor_runs_a_file(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let import = read_in(&world, &hub, "forename,dob\nKim,1/2/2012\n").await;
    let store = &world.store;
    let choices = ImportChoices { all: RowChoice::Add, rows: vec![] };
    assert!(store.imports(&other).await.unwrap().is_empty());
    assert!(matches!(store.import(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.review_import(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.faulty_rows(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.finished_import(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.settle_schools(&other, import, &[]).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.start_import(&other, import, &choices).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.leave_import(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.undo_import(&other, import).await, Err(StoreError::NotFound(_))));
    assert!(matches!(store.go_on_with_import(&other, import).await, Err(StoreError::NotFound(_))));
    assert_eq!(
        (store.import(&hub, import).await.unwrap().state, carers(&world).await),
        (ImportState::Waiting, 0)
    );
}

async fn the_record_adds_up_after_a_file_and_its_undo(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let import = read_in(&world, &hub, &list_of_people(230)).await;
    run(&world, &hub, import, RowChoice::Leave).await;
    let added = "SELECT count(*) FROM audit_entry WHERE action = 'record added' AND subject_id IS NOT NULL";
    assert_eq!(world.count(added).await, 230, "each has an entry of their own");
    world.store.undo_import(&hub, import).await.unwrap();
    work_off(&world, &hub, import).await;
    let report = world.store.verify_audit(&[]).await.unwrap();
    assert!(report.breaks.is_empty() && report.erased == 230, "{report:?}");
}
