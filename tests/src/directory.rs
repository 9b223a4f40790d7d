//! A directory of services as others publish it, made up: whole, page by page, or already read by a hub.

use crate::people::TestHub;
use passport_server::feeds::{Taken, origin};
use passport_server::store::{HubScope, MenuImportId, StagedRow, Store};
use serde_json::{Value, json};

/// Where the tests' directory says that it is.
pub const DIRECTORY: &str = "https://directory.example.uk/services";

/// One of its services.
pub fn item(number: usize) -> Value {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    json!({
        "id": id, "name": format!("Club {number}"), "status": "active",
        "description": format!("<p>Club number {number} for Zoë &amp; Łukasz.</p><p>Come along.</p>"),
        "url": format!("https://club{number}.example.org/"), "minimum_age": 8, "maximum_age": 17,
        "organization": {"id": format!("o{}", number % 7), "name": format!("Trust {}", number % 7)},
        "attending_access": "Drop-in", "vendor_field": "kept aside",
        "service_at_locations": [{"location": {"id": format!("l{number}"), "name": "The Hall",
            "latitude": 53.4, "longitude": -2.15, "addresses": [{"address_1": "1 High Street", "city": "Stockport",
            "state_province": "Cheshire", "postal_code": "SK1 1AA", "country": "GB"}]}}]
    })
}

/// So many of them.
pub fn items(count: usize) -> Vec<Value> {
    (1..=count).map(item).collect()
}

/// A page of the third version.
pub fn page(items: &[Value], number: usize, size: usize) -> Value {
    let pages = items.len().div_ceil(size).max(1);
    let contents: Vec<&Value> = items.iter().skip((number.max(1) - 1) * size).take(size).collect();
    json!({
        "total_items": items.len(), "total_pages": pages, "page_number": number, "size": contents.len(),
        "first_page": number == 1, "last_page": number >= pages, "empty": contents.is_empty(), "contents": contents
    })
}

/// Reads items as the command does, page after page to the end.
pub async fn read_items(store: &Store, scope: &HubScope, items: &[Value]) -> MenuImportId {
    let mut known = store.known_services(scope, DIRECTORY).await.expect("the books answer");
    let reading = store.begin_reading(scope, DIRECTORY, "", 1).await.expect("it begins");
    let pages: Vec<&[Value]> = if items.is_empty() { vec![&[]] } else { items.chunks(100).collect() };
    for (number, page) in (1..).zip(&pages) {
        let rows = page.iter().map(|item| {
            let taken = Taken::of(Some(item), origin(scope.slug(), DIRECTORY));
            let judged = known.judge(&taken);
            StagedRow { taken, judged }
        });
        let rows: Vec<StagedRow> = rows.collect();
        let place = (number, u64::try_from(items.len()).ok(), number == pages.len() as u64);
        store.stage_page(scope, reading.import_id, place, &rows).await.expect("it is written down");
    }
    reading.import_id
}

impl TestHub<'_> {
    /// Reads a directory of so many services for this hub.
    pub async fn read_directory(&self, count: usize) -> MenuImportId {
        read_items(self.app().store(), self.scope(), &items(count)).await
    }
}
