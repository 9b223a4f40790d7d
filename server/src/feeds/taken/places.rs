//! Where a service is, from any of the forms that directories give it.

use passport_core::menu::{MOST_PLACES, Place, Position, Postcode};
use serde_json::Value;
use uuid::Uuid;

use super::texts::{Object, line, number, object, objects, text};
use super::{FaultCode, Field, Taken};

/// The United Kingdom with its seas lies within these degrees.
const LATITUDES: std::ops::Range<f64> = 49.0..61.5;
const LONGITUDES: std::ops::Range<f64> = -9.5..2.5;

pub(super) fn take(taken: &mut Taken, item: &Object, seed: Uuid) {
    let at = objects(item, &["service_at_locations"]);
    let mut locations: Vec<&Object> = at.iter().filter_map(|one| object(one, &["location"])).collect();
    locations.extend(objects(item, &["locations"]));
    for location in locations {
        if line(location, &["location_type"]).is_some_and(|kind| kind == "virtual") {
            continue;
        }
        let Some(place) = place(taken, location, seed) else { continue };
        if taken.details.places.iter().any(|there| there.place_id == place.place_id) {
            continue;
        }
        if taken.details.places.len() == MOST_PLACES {
            return taken.note(Field::Places, FaultCode::TooMany);
        }
        taken.details.places.push(place);
    }
}

/// The id of a place: made of the service's and the location's own, so that it is the same each time.
pub(super) fn place_id(location: &Object, seed: Uuid) -> Option<Uuid> {
    let own =
        line(location, &["id"]).or_else(|| Some(location_key(location)).filter(|key| !key.is_empty()))?;
    Some(Uuid::new_v5(&seed, format!("place {own}").as_bytes()))
}

fn location_key(location: &Object) -> String {
    let parts = ["name", "address_1", "postal_code"].map(|name| line(location, &[name]).unwrap_or_default());
    let addresses = location.get("addresses").or_else(|| location.get("physical_addresses"));
    parts.concat() + &addresses.map(Value::to_string).unwrap_or_default()
}

fn place(taken: &mut Taken, location: &Object, seed: Uuid) -> Option<Place> {
    let addresses = objects(location, &["addresses", "physical_addresses"]);
    let physical =
        addresses.iter().find(|one| line(one, &["address_type"]).is_some_and(|kind| kind == "physical"));
    // In some directories the address stands in the location itself.
    let address = *physical.or(addresses.first()).unwrap_or(&location);
    let street = ["address_1", "address_2"].map(|name| line(address, &[name]));
    let street = street.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let position = position(location).or_else(|| position(address));
    let written = line(address, &["postal_code", "postcode"]);
    let postcode = written.as_deref().map(Postcode::parse);
    if matches!(postcode, Some(Err(_))) {
        taken.note(Field::Places, FaultCode::NotUnderstood);
    }
    let accessibility =
        objects(location, &["accessibility", "accessibility_for_disabilities", "accessibilities"]);
    let steps = accessibility
        .iter()
        .filter_map(|one| text(one, &["description", "accessibility", "details", "name"]));
    let steps = steps.collect::<Vec<_>>().join("\n");
    let place = Place {
        place_id: place_id(location, seed)?,
        name: line(location, &["name"]),
        street: Some(street).filter(|street| !street.is_empty()),
        town: line(address, &["city", "town"]),
        county: line(address, &["state_province", "region"]),
        postcode: postcode.and_then(Result::ok).map(|postcode| postcode.as_str().to_owned()),
        position,
        getting_there: text(location, &["transportation"]),
        accessibility: Some(steps).filter(|steps| !steps.is_empty()),
        is_hidden: location.get("mask_exact_address").and_then(Value::as_bool) == Some(true),
    };
    let says_where = place.name.is_some()
        || place.street.is_some()
        || place.town.is_some()
        || place.postcode.is_some()
        || place.position.is_some();
    says_where.then_some(place)
}

/// A position, if it lies in this country: 0,0 and swapped numbers are common.
fn position(holder: &Object) -> Option<Position> {
    let geometry = object(holder, &["geometry"]).and_then(|geometry| geometry.get("coordinates")?.as_array());
    let (latitude, longitude) = match geometry.map(Vec::as_slice) {
        Some([longitude, latitude]) => (latitude.as_f64()?, longitude.as_f64()?),
        _ => (number(holder, &["latitude"])?, number(holder, &["longitude"])?),
    };
    let is_here = LATITUDES.contains(&latitude) && LONGITUDES.contains(&longitude);
    is_here.then_some(Position { latitude, longitude })
}
