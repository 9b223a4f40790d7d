//! Editing the menu: drafts and approval, history, sharing, answers of a hub's own, suggestions, and what is checked again.

mod drafts;
mod others;
mod own;
mod standing;

use passport_core::menu::Details;
use passport_server::store::{HubScope, NewProvider, Offerer, ServiceId, Store, StoreError, Thing};

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

fn is_stale<T>(result: &Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Stale(Thing::Service)))
}

fn is_missing<T>(result: &Result<T, StoreError>, thing: Thing) -> bool {
    matches!(result, Err(StoreError::NotFound(found)) if *found == thing)
}
