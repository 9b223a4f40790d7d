//! The program is killed in the middle of long work, by a signal that it cannot hear, and another goes on.

use passport_core::card::{Arrangement, HubSlug};
use passport_server::spreadsheet;
use passport_server::store::{
    HubScope, ImportChoices, ImportId, ImportState, NewCardRun, NewImport, NewRow, Recipients, RowChoice,
    Store,
};
use passport_tests::desk::Desk;
use passport_tests::list_of_people::list_of_people;
use passport_tests::{Database, on_both_databases};

on_both_databases!(
    a_file_is_gone_on_with_and_adds_nobody_twice,
    cards_for_many_are_gone_on_with_and_nobody_gets_two,
);

const PEOPLE: i64 = 2400;

/// A file that is started, as a worker's click leaves it.
async fn started(store: &Store, scope: &HubScope) -> ImportId {
    let sheet = spreadsheet::read(list_of_people(usize::try_from(PEOPLE).expect("small")).as_bytes())
        .expect("a list");
    let today = "2026-11-21".parse().expect("a date");
    let rows = sheet.rows.into_iter().map(|row| NewRow {
        number: row.number,
        person: row.written.person(today).ok(),
        written: row.written,
    });
    let import_id = store.draw_import_id().expect("an id");
    let rows = rows.collect();
    let new = NewImport {
        import_id,
        file_name: "list.csv".to_owned(),
        rows,
        ignored: vec![],
        letters_guessed: false,
    };
    store.read_in(scope, &new).await.expect("it is read in");
    let choices = ImportChoices { all: RowChoice::Leave, rows: vec![] };
    store.start_import(scope, import_id, &choices).await.expect("it is started");
    import_id
}

async fn opened(desk: &Desk) -> (Store, HubScope) {
    let store = desk.store().await;
    let scope = store.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    (store, scope)
}

async fn whole(desk: &Desk) {
    let verified = desk.run(&["audit", "verify"]).await;
    assert_eq!(verified.code, 0, "{}{}", verified.said, verified.complained);
}

async fn a_file_is_gone_on_with_and_adds_nobody_twice(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let import = started(&store, &scope).await;
    for until in [500, 1200] {
        let serving = desk.serve();
        while store.import(&scope, import).await.expect("the books answer").counts.added < until {}
        serving.stop();
    }
    let left = store.import(&scope, import).await.expect("the books answer");
    assert!(left.state == ImportState::Running && left.counts.added < PEOPLE, "{left:?}: killed too late");
    let serving = desk.serve();
    while store.import(&scope, import).await.expect("the books answer").state != ImportState::Done {}
    serving.stop();
    let counts = store.import(&scope, import).await.expect("the books answer").counts;
    assert_eq!((counts.added, counts.left_out, counts.faulty), (PEOPLE, 0, 0));
    let one = store.find_carers(&scope, "given2399 family2399").await.expect("the books answer");
    assert_eq!(one.len(), 1, "nobody twice");
    let undone = store.undo_import(&scope, import).await;
    undone.expect("it is undone");
    while !store.go_on_with_import(&scope, import).await.expect("it goes on") {}
    assert_eq!(store.import(&scope, import).await.expect("the books answer").counts.undone, PEOPLE);
    let nobody = store.find_carers(&scope, "").await.expect("the books answer");
    assert!(nobody.is_empty(), "nobody was added beside the rows");
    whole(&desk).await;
}

async fn cards_for_many_are_gone_on_with_and_nobody_gets_two(database: Database) {
    let desk = Desk::with_hub(database).await;
    let (store, scope) = opened(&desk).await;
    let import = started(&store, &scope).await;
    while !store.go_on_with_import(&scope, import).await.expect("it goes on") {}
    let run_id = store.draw_card_run_id().expect("an id");
    let arrangements = vec![Arrangement::PhoneOnSilent];
    let new = NewCardRun { run_id, recipients: Recipients::Import(import), ends_on: None, arrangements };
    store.start_card_run(&scope, &new).await.expect("it is started");
    for until in [300, 900] {
        let serving = desk.serve();
        while store.card_run(&scope, run_id).await.expect("the books answer").done < until {}
        serving.stop();
    }
    let left = store.card_run(&scope, run_id).await.expect("the books answer");
    assert!(left.finished_at.is_none() && left.done < PEOPLE, "{left:?}: killed too late");
    let serving = desk.serve();
    while store.card_run(&scope, run_id).await.expect("the books answer").finished_at.is_none() {}
    serving.stop();
    store.settle().await.expect("what was cut off between writing and signing is signed");
    let finished = store.finished_card_run(&scope, run_id).await.expect("the books answer");
    assert_eq!((finished.issued, finished.cards.len()), (PEOPLE, 2400), "each has one, and it is signed");
    assert!(finished.not_issued.is_empty(), "{:?}", finished.not_issued);
    whole(&desk).await;
}
