//! Editing the menu: drafts and approval, history, sharing, answers of a hub's own, suggestions, and what is checked again.

use chrono::{Months, TimeDelta};
use passport_core::menu::Details;
use passport_server::store::{
    HubScope, MenuCounts, NewProvider, Offerer, ServiceId, ShownDays, Store, StoreError, SuggestionAbout,
    Thing, VersionState,
};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    a_draft_waits_beside_what_everybody_reads_until_it_is_approved,
    what_was_sent_back_says_why_and_is_written_on_as_a_new_version,
    a_text_that_a_colleague_saved_meanwhile_is_not_written_over,
    an_old_text_is_taken_up_again_as_a_draft,
    a_service_is_paused_archived_and_shown_from_a_day_and_all_of_it_is_undone,
    what_nobody_checks_is_counted_and_found_right_again,
    a_shared_service_is_read_by_the_other_hub_and_taken_back,
    an_answer_of_a_hub_gets_a_code_that_nobody_else_has,
    a_suggestion_reaches_the_owner_is_done_and_goes_after_a_year,
    nothing_of_another_hubs_menu_is_found,
);

fn called(name: &str) -> Details {
    Details { name: name.to_owned(), ..Details::default() }
}

fn trust() -> Offerer {
    let name = "O’Neill Trust".to_owned();
    Offerer::New(NewProvider { name, description: None, website: None, email: None })
}

async fn added(store: &Store, hub: &HubScope, name: &str) -> ServiceId {
    let service = store.draw_service_id().unwrap();
    store.add_service_once(hub, (service, &trust()), &called(name)).await.unwrap();
    service
}

async fn live(store: &Store, hub: &HubScope, name: &str) -> ServiceId {
    let service = added(store, hub, name).await;
    store.approve_draft(hub, (service, version(store, hub, service).await)).await.unwrap();
    service
}

async fn version(store: &Store, hub: &HubScope, service: ServiceId) -> i64 {
    store.open_service(hub, service).await.unwrap().version
}

async fn read(store: &Store) -> Vec<String> {
    store.menu().await.unwrap().services.into_iter().map(|one| one.details.name).collect()
}

fn is_stale<T: std::fmt::Debug>(result: Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Stale(Thing::Service)))
}

fn is_missing<T: std::fmt::Debug>(result: Result<T, StoreError>, thing: Thing) -> bool {
    matches!(result, Err(StoreError::NotFound(found)) if found == thing)
}

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

    assert!(is_stale(store.approve_draft(leeds, (service, v)).await), "it is not the text that was read");
    store.approve_draft(leeds, (service, opened.version)).await.unwrap();
    assert_eq!(read(store).await, ["Climbing and tea"]);
    let now = version(store, leeds, service).await;
    assert!(is_stale(store.approve_draft(leeds, (service, now)).await), "there is no draft");
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
    assert!(is_stale(store.approve_draft(leeds, (service, opened.version)).await));
    assert!(is_stale(store.leave_draft(leeds, (service, opened.version)).await), "there is nothing else");
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
    assert!(is_stale(store.save_draft(leeds, (service, v), &called("Second")).await));
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
    assert!(is_missing(store.take_up_again(leeds, (service, v), 9).await, Thing::Service));
    store.take_up_again(leeds, (service, v), 1).await.unwrap();
    let opened = store.open_service(leeds, service).await.unwrap();
    assert_eq!(opened.draft.as_ref().map(|one| (one.number, &*one.details.name)), Some((3, "Old")));
    assert_eq!(read(store).await, ["New"]);
}

async fn a_service_is_paused_archived_and_shown_from_a_day_and_all_of_it_is_undone(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let service = live(store, leeds, "Climbing").await;
    let before = store.menu_number().await.unwrap();
    store.pause_service(leeds, service).await.unwrap();
    assert!(store.menu_number().await.unwrap() > before, "everybody sees it");
    assert!(store.open_service(leeds, service).await.unwrap().paused_at.is_some());
    store.resume_service(leeds, service).await.unwrap();
    store.archive_service(leeds, service).await.unwrap();
    let menu = store.menu().await.unwrap();
    assert!(menu.services.is_empty() && menu.gone.len() == 1);
    store.bring_service_back(leeds, service).await.unwrap();
    let day = "2027-01-01".parse().ok();
    store.show_service(leeds, service, ShownDays { from: day, until: None }).await.unwrap();
    let [one] = &store.menu().await.unwrap().services[..] else { panic!("it is back") };
    assert_eq!((one.visible_from, one.visible_until), (day, None));
}

async fn what_nobody_checks_is_counted_and_found_right_again(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    let theirs = live(store, york, "Swimming").await;
    assert_eq!(store.menu_counts(leeds).await.unwrap(), MenuCounts::default());
    world.clock.advance(TimeDelta::days(63));
    let counts = store.menu_counts(leeds).await.unwrap();
    assert_eq!((counts.to_check, counts.hidden), (1, 0));
    world.clock.advance(TimeDelta::days(125));
    let counts = store.menu_counts(leeds).await.unwrap();
    assert_eq!((counts.to_check, counts.hidden), (1, 1));
    assert_eq!(store.found_right(leeds, &[service, theirs]).await.unwrap(), 1, "another hub's is left out");
    assert_eq!(store.menu_counts(leeds).await.unwrap(), MenuCounts::default());
    assert_eq!(store.menu_counts(york).await.unwrap().hidden, 1);
}

async fn a_shared_service_is_read_by_the_other_hub_and_taken_back(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    let others = store.other_hubs(leeds).await.unwrap();
    assert_eq!(others.len(), 1);
    assert!(is_missing(store.share_service(leeds, service, &[leeds.hub()]).await, Thing::Hub));
    store.share_service(leeds, service, &[york.hub()]).await.unwrap();
    assert!(store.menu().await.unwrap().services[0].is_of(york.slug()));
    let [line] = &store.shared_services(york).await.unwrap()[..] else { panic!("York reads it") };
    assert_eq!(line.name, "Climbing");
    assert_eq!(store.shared_service(york, service).await.unwrap().details, called("Climbing"));
    assert!(is_missing(store.open_service(york, service).await, Thing::Service), "read, not edited");
    store.share_service(leeds, service, &[]).await.unwrap();
    assert!(is_missing(store.shared_service(york, service).await, Thing::Service));
}

async fn an_answer_of_a_hub_gets_a_code_that_nobody_else_has(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let code = store.add_term(leeds, "kind", ("Rock climbing", "Up a wall")).await.unwrap();
    assert_eq!(code, "rock-climbing");
    let again = store.add_term(leeds, "kind", ("rock Climbing", "")).await;
    assert!(matches!(again, Err(StoreError::Taken(Thing::Term))), "{again:?}");
    assert_eq!(store.add_term(york, "kind", ("Rock climbing", "")).await.unwrap(), "rock-climbing-2");
    assert_eq!(store.add_term(york, "kind", ("Trip", "")).await.unwrap(), "trip-2", "ours is built in");
    assert!(is_missing(store.add_term(york, "nothing", ("Trip", "")).await, Thing::Term));

    store.change_term(leeds, ("kind", &code, 1), ("Climbing", "Indoors")).await.unwrap();
    let stale = store.change_term(leeds, ("kind", &code, 1), ("Climbing", "")).await;
    assert!(matches!(stale, Err(StoreError::Stale(Thing::Term))), "{stale:?}");
    store.retire_term(leeds, ("kind", &code)).await.unwrap();
    assert!(store.hub_term(leeds, ("kind", &code)).await.unwrap().retired_at.is_some());
    store.bring_term_back(leeds, ("kind", &code)).await.unwrap();
    let terms = store.menu().await.unwrap().terms;
    assert!(terms.iter().any(|one| one.name == "Climbing" && one.retired_at.is_none()));
    assert!(is_missing(store.retire_term(york, ("kind", &code)).await, Thing::Term));
}

async fn a_suggestion_reaches_the_owner_is_done_and_goes_after_a_year(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    store.suggest_change(service, SuggestionAbout::Times, " It starts at 5 now ").await.unwrap();
    world.clock.advance(TimeDelta::minutes(1));
    let refused = store.suggest_to_owner(york, service, (SuggestionAbout::Other, "x")).await;
    assert!(is_missing(refused, Thing::Service), "it is not shared with York");
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
    assert!(is_missing(store.finish_suggestion(york, ids, "").await, Thing::Suggestion));
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
    assert!(is_missing(store.suggest_change(service, SuggestionAbout::Other, "x").await, Thing::Service));
}

async fn nothing_of_another_hubs_menu_is_found(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let service = live(store, leeds, "Climbing").await;
    let provider = store.open_service(leeds, service).await.unwrap().provider.provider_id;
    let new = NewProvider { name: "X".to_owned(), description: None, website: None, email: None };
    for missing in [
        is_missing(store.open_service(york, service).await, Thing::Service),
        is_missing(store.service_history(york, service).await, Thing::Service),
        is_missing(store.save_draft(york, (service, 2), &called("X")).await, Thing::Service),
        is_missing(store.approve_draft(york, (service, 2)).await, Thing::Service),
        is_missing(store.send_for_approval(york, (service, 2)).await, Thing::Service),
        is_missing(store.send_back(york, (service, 2), "no").await, Thing::Service),
        is_missing(store.leave_draft(york, (service, 2)).await, Thing::Service),
        is_missing(store.take_up_again(york, (service, 2), 1).await, Thing::Service),
        is_missing(store.pause_service(york, service).await, Thing::Service),
        is_missing(store.resume_service(york, service).await, Thing::Service),
        is_missing(store.archive_service(york, service).await, Thing::Service),
        is_missing(store.bring_service_back(york, service).await, Thing::Service),
        is_missing(store.show_service(york, service, ShownDays::default()).await, Thing::Service),
        is_missing(store.share_service(york, service, &[]).await, Thing::Service),
        is_missing(store.change_provider(york, (provider, 1), &new).await, Thing::Provider),
        is_missing(store.move_service(york, service, provider).await, Thing::Provider),
    ] {
        assert!(missing);
    }
    let theirs = store.add_service_once(york, (service, &trust()), &called("X")).await;
    assert!(matches!(theirs, Err(StoreError::Taken(Thing::Service))), "{theirs:?}");
}
