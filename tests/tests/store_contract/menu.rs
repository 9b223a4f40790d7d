//! The menu: what is approved is read by everybody, and nothing else is.

use chrono::NaiveDate;
use passport_core::menu::{Details, Tag};
use passport_server::store::{NewProvider, StoreError, Thing};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    a_service_is_read_by_everybody_once_it_is_approved,
    a_version_that_does_not_wait_is_not_approved,
    a_hub_adds_no_service_to_anothers_provider,
);

fn trips() -> Details {
    Details {
        name: "Zoë’s Saturday trips".to_owned(),
        description: "A day out.\n\nBring a coat.".to_owned(),
        tags: [Tag::parse("kind/trip").unwrap(), Tag::parse("transport/included").unwrap()].into(),
        ..Details::default()
    }
}

fn provider() -> NewProvider {
    NewProvider { name: "O’Neill Trust".to_owned(), description: None, website: None, email: None }
}

async fn a_service_is_read_by_everybody_once_it_is_approved(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let before = store.menu_number().await.unwrap();
    let provider = store.add_provider(leeds, &provider()).await.unwrap();
    let service = store.add_service(leeds, provider, &trips()).await.unwrap();
    assert!(store.menu().await.unwrap().services.is_empty());
    assert_eq!(store.menu_number().await.unwrap(), before, "a draft changes nothing for anybody");

    store.approve_service(leeds, service, 1).await.unwrap();
    let menu = store.menu().await.unwrap();
    assert!(menu.n > before);
    let [one] = menu.services.as_slice() else { panic!("{menu:?}") };
    assert_eq!(one.details, trips());
    assert_eq!(one.hub, *leeds.slug());
    assert_eq!(one.provider.description, "O’Neill Trust", "a feed must say something");
    let day: NaiveDate = one.checked_on.unwrap();
    assert!(one.is_visible(day));
}

async fn a_version_that_does_not_wait_is_not_approved(database: Database) {
    let world = World::on(database).await;
    let (store, leeds) = (&world.store, &world.hub("leeds").await);
    let provider = store.add_provider(leeds, &provider()).await.unwrap();
    let service = store.add_service(leeds, provider, &trips()).await.unwrap();
    let early = store.approve_service(leeds, service, 2).await;
    assert!(matches!(early, Err(StoreError::Stale(Thing::Service))), "{early:?}");
    store.approve_service(leeds, service, 1).await.unwrap();
    let twice = store.approve_service(leeds, service, 1).await;
    assert!(matches!(twice, Err(StoreError::Stale(Thing::Service))), "{twice:?}");
}

async fn a_hub_adds_no_service_to_anothers_provider(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let theirs = store.add_provider(york, &provider()).await.unwrap();
    let refused = store.add_service(leeds, theirs, &trips()).await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::Provider))), "{refused:?}");
    let own = store.add_provider(leeds, &provider()).await.unwrap();
    let service = store.add_service(leeds, own, &trips()).await.unwrap();
    let refused = store.approve_service(york, service, 1).await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::Service))), "{refused:?}");
}
