//! The demo's menu: made-up services in a file for each hub (`menu/HUB.json`), written and approved as a hub's staff would.
//!
//! The files hold what the store keeps, with three short forms: days count from the day the demo starts, a timetable names the place of its
//! service by number, and ids are made from names.

use chrono::{Days, NaiveDate};
use passport_core::menu::{Details, Position, Postcode};
use passport_server::store::{HubScope, NewProvider, ProviderId, Store};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The files, by hub.
pub const FILES: [(&str, &str); 2] = [
    ("riverton", include_str!("menu/riverton.json")),
    ("harbourside", include_str!("menu/harbourside.json")),
];

/// What stands in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuFile {
    providers: Vec<Offers>,
    services: Vec<Offered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offers {
    name: String,
    description: String,
    website: Option<String>,
    email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    provider: String,
    /// So many days before the demo starts, it was last found right.
    #[serde(default)]
    checked_days_ago: u64,
    details: Value,
}

/// A service of the demo, ready to be added.
#[derive(Debug)]
pub struct DemoService {
    /// The name of whoever offers it.
    pub provider: String,
    /// So many days before the demo starts, it was last found right.
    pub checked_days_ago: u64,
    /// What is written of it.
    pub details: Details,
}

/// Reads a file as it is on a day.
///
/// # Errors
/// When it is not what a file of the demo should be.
pub fn read(text: &str, today: NaiveDate) -> anyhow::Result<(Vec<NewProvider>, Vec<DemoService>)> {
    let MenuFile { providers, services } = serde_json::from_str(text)?;
    let providers = providers
        .into_iter()
        .map(|Offers { name, description, website, email }| NewProvider {
            name,
            description: Some(description),
            website,
            email,
        })
        .collect();
    let service = |Offered { provider, checked_days_ago, mut details }: Offered| {
        spell_out(&mut details, today);
        Ok(DemoService { provider, checked_days_ago, details: serde_json::from_value(details)? })
    };
    let services = services.into_iter().map(service).collect::<anyhow::Result<_>>()?;
    Ok((providers, services))
}

/// Puts ids and dates where the file has short forms of them.
fn spell_out(details: &mut Value, today: NaiveDate) {
    let name = details["name"].as_str().unwrap_or_default().to_owned();
    let id = |what: &str, number: usize| {
        json!(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{name} {what} {number}").as_bytes()))
    };
    let parts = |details: &mut Value, what: &str| details[what].as_array_mut().cloned().unwrap_or_default();
    let mut places = parts(details, "places");
    for (number, place) in places.iter_mut().enumerate() {
        place["place_id"] = id("place", number);
    }
    let mut schedules = parts(details, "schedules");
    for (number, line) in schedules.iter_mut().enumerate() {
        line["schedule_id"] = id("schedule", number);
        for day in ["starts_on", "ends_on"] {
            if let Some(from_today) = line[day].as_i64() {
                line[day] = json!(day_from(today, from_today));
            }
        }
        if let Some(place) = line.as_object_mut().and_then(|line| line.remove("place")) {
            let at = place.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
            line["place_id"] = id("place", at);
        }
        if line["ends_on"].is_null() {
            line.as_object_mut().map(|line| line.remove("ends_on"));
        }
    }
    details["places"] = Value::Array(places);
    details["schedules"] = Value::Array(schedules);
}

fn day_from(today: NaiveDate, days: i64) -> NaiveDate {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { today - count } else { today + count }
}

/// Adds the services of a hub that were last found right so many days ago, and approves them. The clock stands at that day.
///
/// # Errors
/// When the database does not take them.
pub async fn add(
    store: &Store,
    scope: &HubScope,
    providers: &HashMap<String, ProviderId>,
    services: impl Iterator<Item = &DemoService>,
) -> anyhow::Result<()> {
    for service in services {
        let id = store.add_service(scope, providers[&service.provider], &service.details).await?;
        store.approve_service(scope, id, 1).await?;
    }
    Ok(())
}

/// Loads the postcodes of the demo's own places, of areas that do not exist, so that "near me" works without a file.
///
/// # Errors
/// When the database does not take them.
pub async fn put_postcodes(
    store: &Store,
    services: impl Iterator<Item = &DemoService>,
) -> anyhow::Result<()> {
    let places = services.flat_map(|one| &one.details.places).filter(|place| !place.is_hidden);
    let known: BTreeMap<Postcode, Position> = places
        .filter_map(|place| Some((Postcode::parse(place.postcode.as_ref()?).ok()?, place.position?)))
        .collect();
    store.put_postcodes(&known).await?;
    store.settle_outward_codes().await?;
    Ok(())
}

/// Adds everybody who offers something.
///
/// # Errors
/// When the database does not take them.
pub async fn add_providers(
    store: &Store,
    scope: &HubScope,
    providers: &[NewProvider],
) -> anyhow::Result<HashMap<String, ProviderId>> {
    let mut added = HashMap::new();
    for provider in providers {
        added.insert(provider.name.clone(), store.add_provider(scope, provider).await?);
    }
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use passport_core::menu::taxonomy::{self, HELP_NOW, TAXONOMIES};
    use std::collections::BTreeSet;

    fn all() -> Vec<DemoService> {
        let today = "2026-11-21".parse().unwrap();
        FILES.iter().flat_map(|(_, text)| read(text, today).unwrap().1).collect()
    }

    #[test]
    fn the_demo_has_something_for_every_question() {
        let all = all();
        assert!(all.len() >= 40, "{}", all.len());
        let mut carried: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for tag in all.iter().flat_map(|one| &one.details.tags) {
            let known = taxonomy::taxonomy(tag.taxonomy()).is_some_and(|one| one.terms.contains(&tag.term()));
            assert!(known, "{tag}");
            carried.entry(tag.taxonomy().to_owned()).or_default().insert(tag.term().to_owned());
        }
        for one in TAXONOMIES {
            let answers = carried.get(one.code).map_or(0, BTreeSet::len);
            assert!(answers >= 2, "{} has {answers} answers", one.code);
        }
        let has = |fits: &dyn Fn(&DemoService) -> bool| all.iter().filter(|one| fits(one)).count();
        assert!(has(&|one| one.details.tags.iter().any(|tag| tag.as_str() == HELP_NOW)) >= 2);
        assert!(has(&|one| one.details.places.iter().any(|place| place.is_hidden)) >= 1);
        assert!(has(&|one| one.checked_days_ago > 90) >= 3);
        let names: BTreeSet<_> = all.iter().map(|one| &one.details.name).collect();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn an_editor_could_have_written_each_of_them() {
        for one in all() {
            assert_eq!(one.details.check(), [], "{}", one.details.name);
        }
    }

    #[test]
    fn each_is_offered_by_somebody_of_its_hub_at_places_of_its_own() {
        let today = "2026-11-21".parse().unwrap();
        for (hub, text) in FILES {
            let (providers, services) = read(text, today).unwrap();
            for one in services {
                assert!(providers.iter().any(|provider| provider.name == one.provider), "{hub}: {one:?}");
                for line in &one.details.schedules {
                    let is_own = |id| one.details.places.iter().any(|place| place.place_id == id);
                    assert!(line.place_id.is_none_or(is_own), "{}", one.details.name);
                }
            }
        }
    }
}
