//! What a hub has of its own beside services: answers, and who offers something.

use passport_server::store::{NewProvider, StoreError, Thing};
use passport_tests::{Database, on_both_databases};

use super::is_missing;
use crate::world::World;

on_both_databases!(
    an_answer_of_a_hub_gets_a_code_that_nobody_else_has,
    somebody_who_offers_services_is_added_once_and_no_name_twice,
);

async fn an_answer_of_a_hub_gets_a_code_that_nobody_else_has(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let code = store.add_term(leeds, "kind", ("Rock climbing", "Up a wall")).await.unwrap();
    assert_eq!(code, "rock-climbing");
    let again = store.add_term(leeds, "kind", ("rock Climbing", "")).await;
    assert!(matches!(again, Err(StoreError::Taken(Thing::Term))), "{again:?}");
    assert_eq!(store.add_term(york, "kind", ("Rock climbing", "")).await.unwrap(), "rock-climbing-2");
    assert_eq!(store.add_term(york, "kind", ("Trip", "")).await.unwrap(), "trip-2", "ours is built in");
    assert!(is_missing(&store.add_term(york, "nothing", ("Trip", "")).await, Thing::Term));

    store.change_term(leeds, ("kind", &code, 1), ("Climbing", "Indoors")).await.unwrap();
    let stale = store.change_term(leeds, ("kind", &code, 1), ("Climbing", "")).await;
    assert!(matches!(stale, Err(StoreError::Stale(Thing::Term))), "{stale:?}");
    store.retire_term(leeds, ("kind", &code)).await.unwrap();
    assert!(store.hub_term(leeds, ("kind", &code)).await.unwrap().retired_at.is_some());
    store.bring_term_back(leeds, ("kind", &code)).await.unwrap();
    let terms = store.menu().await.unwrap().terms;
    assert!(terms.iter().any(|one| one.name == "Climbing" && one.retired_at.is_none()));
    assert!(is_missing(&store.retire_term(york, ("kind", &code)).await, Thing::Term));
}

async fn somebody_who_offers_services_is_added_once_and_no_name_twice(database: Database) {
    let world = World::on(database).await;
    let (store, leeds, york) = (&world.store, &world.hub("leeds").await, &world.hub("york").await);
    let club =
        |name: &str| NewProvider { name: name.to_owned(), description: None, website: None, email: None };
    let first = store.draw_provider_id().unwrap();
    store.add_provider_once(leeds, (first, &club("Zoë’s Club"))).await.unwrap();
    store.add_provider_once(leeds, (first, &club("Zoë’s Club"))).await.unwrap();
    let [line] = &store.providers(leeds).await.unwrap()[..] else { panic!("sent twice, added once") };
    assert_eq!((&*line.provider.name, line.services), ("Zoë’s Club", 0));
    let is_taken = |result: Result<(), StoreError>| matches!(result, Err(StoreError::Taken(Thing::Provider)));
    let second = store.draw_provider_id().unwrap();
    assert!(is_taken(store.add_provider_once(leeds, (second, &club(" zoë’s  club "))).await));
    assert!(is_taken(store.add_provider_once(york, (first, &club("York Club"))).await), "it is of Leeds");
    store.add_provider_once(york, (second, &club("Zoë’s Club"))).await.unwrap();
    let empty = store.add_provider_once(york, (store.draw_provider_id().unwrap(), &club(" "))).await;
    assert!(matches!(empty, Err(StoreError::Name { .. })), "{empty:?}");
}
