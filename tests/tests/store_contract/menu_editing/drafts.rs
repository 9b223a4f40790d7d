//! From a draft to what everybody reads, and its history.

use passport_server::store::{StoreError, Thing, VersionState};
use passport_tests::{Database, on_both_databases};

use super::{added, called, is_missing, is_stale, live, read, trust, version};
use crate::world::World;

on_both_databases!(
    a_draft_waits_beside_what_everybody_reads_until_it_is_approved,
    what_was_sent_back_says_why_and_is_written_on_as_a_new_version,
    a_text_that_a_colleague_saved_meanwhile_is_not_written_over,
    an_old_text_is_taken_up_again_as_a_draft,
);

async fn a_draft_waits_beside_what_everybody_reads_until_it_is_approved(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let service = live(store, leeds, "Climbing").await;
    store.add_service_once(leeds, (service, &trust()), &called("Twice")).await.unwrap();
    assert_eq!(store.service_lines(leeds).await.unwrap().len(), 1, "sent twice, added once");
    assert_eq!(store.providers(leeds).await.unwrap()[0].services, 1);

    let v = version(store, leeds, service).await;
    assert_eq!(store.save_draft(leeds, (service, v), &called("Climbing and tea")).await.unwrap(), 2);
    store.send_for_approval(leeds, (service, v + 1)).await.unwrap();
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!(opened.draft.as_ref().unwrap().state, VersionState::Waiting);
    assert_eq!(opened.newest().unwrap().details.name, "Climbing and tea");
    assert_eq!(read(store).await, ["Climbing"]);
    assert_eq!(store.menu_counts(leeds).await.unwrap().waiting, 1);

    assert!(is_stale(&store.approve_draft(leeds, (service, v)).await), "it is not the text that was read");
    store.approve_draft(leeds, (service, opened.version)).await.unwrap();
    assert_eq!(read(store).await, ["Climbing and tea"]);
    let now = version(store, leeds, service).await;
    assert!(is_stale(&store.approve_draft(leeds, (service, now)).await), "there is no draft");
}

async fn what_was_sent_back_says_why_and_is_written_on_as_a_new_version(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let service = added(store, leeds, "Climbing").await;
    let v = version(store, leeds, service).await;
    assert!(matches!(store.send_back(leeds, (service, v), " ").await, Err(StoreError::Text)));
    store.send_back(leeds, (service, v), "Say how much it costs").await.unwrap();
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!(opened.draft.as_ref().unwrap().reason.as_deref(), Some("Say how much it costs"));
    assert!(is_stale(&store.approve_draft(leeds, (service, opened.version)).await));
    assert!(is_stale(&store.leave_draft(leeds, (service, opened.version)).await), "there is nothing else");
    store.save_draft(leeds, (service, opened.version), &called("Free climbing")).await.unwrap();
    let history = store.service_history(leeds, service).await.unwrap();
    let states: Vec<_> = history.iter().map(|one| (one.number, one.state)).collect();
    assert_eq!(states, [(2, VersionState::Draft), (1, VersionState::Refused)]);
}

async fn a_text_that_a_colleague_saved_meanwhile_is_not_written_over(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let service = live(store, leeds, "Climbing").await;
    let v = version(store, leeds, service).await;
    store.save_draft(leeds, (service, v), &called("First")).await.unwrap();
    assert!(is_stale(&store.save_draft(leeds, (service, v), &called("Second")).await));
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!(opened.newest().unwrap().details.name, "First");
    store.leave_draft(leeds, (service, opened.version)).await.unwrap();
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!((opened.draft, store.service_history(leeds, service).await.unwrap().len()), (None, 2));
}

async fn an_old_text_is_taken_up_again_as_a_draft(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let service = live(store, leeds, "Old").await;
    let v = version(store, leeds, service).await;
    store.save_draft(leeds, (service, v), &called("New")).await.unwrap();
    store.approve_draft(leeds, (service, v + 1)).await.unwrap();
    let v = version(store, leeds, service).await;
    assert!(is_missing(&store.take_up_again(leeds, (service, v), 9).await, Thing::Service));
    store.take_up_again(leeds, (service, v), 1).await.unwrap();
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!(opened.draft.as_ref().map(|one| (one.number, &*one.details.name)), Some((3, "Old")));
    assert_eq!(read(store).await, ["New"]);
}
