//! How a service stands beside its text, and what is checked again.

use chrono::TimeDelta;
use passport_server::store::{MenuCounts, ShownDays};
use passport_tests::{Database, on_both_databases};

use super::live;
use crate::world::World;

on_both_databases!(
    a_service_is_paused_archived_and_shown_from_a_day_and_all_of_it_is_undone,
    what_nobody_checks_is_counted_and_found_right_again,
);

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
