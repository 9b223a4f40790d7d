//! What other hubs and readers have to do with a service.

use chrono::{Months, TimeDelta};
use passport_server::store::{NewProvider, ShownDays, StoreError, SuggestionAbout, Thing};
use passport_tests::{Database, on_both_databases};

use super::{called, is_missing, live, trust};
use crate::world::World;

on_both_databases!(
    a_shared_service_is_read_by_the_other_hub_and_taken_back,
    a_suggestion_reaches_the_owner_is_done_and_goes_after_a_year,
    nothing_of_another_hubs_menu_is_found,
);

async fn a_shared_service_is_read_by_the_other_hub_and_taken_back(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    let others = store.other_hubs(leeds).await.unwrap();
    assert_eq!(others.len(), 1);
    assert!(is_missing(&store.share_service(leeds, service, &[leeds.hub()]).await, Thing::Hub));
    store.share_service(leeds, service, &[york.hub()]).await.unwrap();
    assert!(store.menu().await.unwrap().services[0].is_of(york.slug()));
    let [line] = &store.shared_services(york).await.unwrap()[..] else { panic!("York reads it") };
    assert_eq!(line.name, "Climbing");
    assert_eq!(store.shared_service(york, service).await.unwrap().details, called("Climbing"));
    assert!(is_missing(&store.open_service(york, service).await, Thing::Service), "read, not edited");
    store.share_service(leeds, service, &[]).await.unwrap();
    assert!(is_missing(&store.shared_service(york, service).await, Thing::Service));
}

async fn a_suggestion_reaches_the_owner_is_done_and_goes_after_a_year(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    store.suggest_change(service, SuggestionAbout::Times, " It starts at 5 now ").await.unwrap();
    world.clock.advance(TimeDelta::minutes(1));
    let refused = store.suggest_to_owner(york, service, (SuggestionAbout::Other, "x")).await;
    assert!(is_missing(&refused, Thing::Service), "it is not shared with York");
    store.share_service(leeds, service, &[york.hub()]).await.unwrap();
    store.suggest_to_owner(york, service, (SuggestionAbout::Gone, "")).await.unwrap();
    let found = store.suggestions(leeds).await.unwrap();
    let from: Vec<_> = found.iter().map(|one| (one.from.is_some(), one.words.as_deref())).collect();
    assert_eq!(from, [(false, Some("It starts at 5 now")), (true, None)]);
    assert!(store.suggestions(york).await.unwrap().is_empty());

    let ids = (found[0].suggestion_id, found[0].version);
    store.finish_suggestion(leeds, ids, "Changed").await.unwrap();
    let late = store.finish_suggestion(leeds, ids, "").await;
    assert!(matches!(late, Err(StoreError::Stale(Thing::Suggestion))), "{late:?}");
    assert!(is_missing(&store.finish_suggestion(york, ids, "").await, Thing::Suggestion));
    assert_eq!(store.menu_counts(leeds).await.unwrap().suggestions, 1);
    store.reopen_suggestion(leeds, ids.0).await.unwrap();
    store.finish_suggestion(leeds, (ids.0, 3), "Changed").await.unwrap();
    assert_eq!(store.clear_what_is_over().await.unwrap(), 0);
    let now = passport_core::clock::Clock::now(&*world.clock);
    world.clock.advance(now + Months::new(12) - now + TimeDelta::seconds(1));
    assert_eq!(store.clear_what_is_over().await.unwrap(), 1);
    assert_eq!(store.suggestions(leeds).await.unwrap().len(), 1, "what waits stays");

    for _ in 1..50 {
        store.suggest_change(service, SuggestionAbout::Other, "more").await.unwrap();
    }
    let buried = store.suggest_change(service, SuggestionAbout::Other, "more").await;
    assert!(matches!(buried, Err(StoreError::TooManyMessages)), "{buried:?}");
    store.archive_service(leeds, service).await.unwrap();
    assert!(is_missing(&store.suggest_change(service, SuggestionAbout::Other, "x").await, Thing::Service));
}

async fn nothing_of_another_hubs_menu_is_found(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    let provider = store.open_service(leeds, service).await.unwrap().provider.provider_id;
    let new = NewProvider { name: "X".to_owned(), description: None, website: None, email: None };
    for missing in [
        is_missing(&store.open_service(york, service).await, Thing::Service),
        is_missing(&store.service_history(york, service).await, Thing::Service),
        is_missing(&store.save_draft(york, (service, 2), &called("X")).await, Thing::Service),
        is_missing(&store.approve_draft(york, (service, 2)).await, Thing::Service),
        is_missing(&store.send_for_approval(york, (service, 2)).await, Thing::Service),
        is_missing(&store.send_back(york, (service, 2), "no").await, Thing::Service),
        is_missing(&store.leave_draft(york, (service, 2)).await, Thing::Service),
        is_missing(&store.take_up_again(york, (service, 2), 1).await, Thing::Service),
        is_missing(&store.pause_service(york, service).await, Thing::Service),
        is_missing(&store.resume_service(york, service).await, Thing::Service),
        is_missing(&store.archive_service(york, service).await, Thing::Service),
        is_missing(&store.bring_service_back(york, service).await, Thing::Service),
        is_missing(&store.show_service(york, service, ShownDays::default()).await, Thing::Service),
        is_missing(&store.share_service(york, service, &[]).await, Thing::Service),
        is_missing(&store.change_provider(york, (provider, 1), &new).await, Thing::Provider),
        is_missing(&store.move_service(york, service, provider).await, Thing::Provider),
    ] {
        assert!(missing);
    }
    let theirs = store.add_service_once(york, (service, &trust()), &called("X")).await;
    assert!(matches!(theirs, Err(StoreError::Taken(Thing::Service))), "{theirs:?}");
}
