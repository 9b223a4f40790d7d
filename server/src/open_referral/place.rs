//! A service's places. One whose address is told to nobody is left out altogether, as if there were none.

use std::collections::HashSet;

use passport_core::menu::{Place, Service};
use uuid::Uuid;

use super::part_id;
use super::record::{Accessibility, Address, Location, ServiceAtLocation};
use super::value::{text, told};

/// The places that are told, each once.
pub fn places(service: &Service) -> impl Iterator<Item = &Place> {
    let mut seen = HashSet::new();
    service.details.places.iter().filter(move |place| !place.is_hidden && seen.insert(place.place_id))
}

/// The id of a service at one of its places.
pub fn at_place_id(service: &Service, place_id: Uuid) -> Uuid {
    part_id(service.service_id, &format!("at {place_id}"))
}

/// The record of a service at one of its places, without the service.
pub fn at_place<'a>(service: &'a Service, place: &'a Place) -> ServiceAtLocation<'a> {
    ServiceAtLocation {
        id: at_place_id(service, place.place_id),
        service_id: service.service_id,
        location_id: place.place_id,
        location: location(place),
        service: None,
    }
}

fn location(place: &Place) -> Location<'_> {
    let position =
        place.position.filter(|position| position.latitude.is_finite() && position.longitude.is_finite());
    let address = address(place);
    Location {
        id: place.place_id,
        location_type: "physical",
        name: told(place.name.as_ref()),
        description: if address.is_none() { parts(place) } else { None },
        latitude: position.map(|position| position.latitude),
        longitude: position.map(|position| position.longitude),
        transportation: told(place.getting_there.as_ref()),
        addresses: address.into_iter().collect(),
        accessibility: accessibility(place).into_iter().collect(),
    }
}

/// The address, if it has all parts that the schema insists on: town and county stand in for each other, and the place's name for its street.
fn address(place: &Place) -> Option<Address<'_>> {
    let (town, county) = (told(place.town.as_ref()), told(place.county.as_ref()));
    let city = town.or(county)?;
    let first = street(place).or_else(|| told(place.name.as_ref()).map(str::to_owned));
    Some(Address {
        id: part_id(place.place_id, "address"),
        location_id: place.place_id,
        address_1: first.unwrap_or_else(|| city.to_owned()),
        city,
        state_province: county.unwrap_or(city),
        postal_code: told(place.postcode.as_ref())?,
        country: "GB",
        address_type: "physical",
    })
}

/// The lines of the street as one.
fn street(place: &Place) -> Option<String> {
    let lines: Vec<_> = place.street.iter().flat_map(|street| street.lines()).filter_map(text).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// What is known of an address that is not whole.
fn parts(place: &Place) -> Option<String> {
    let rest =
        [&place.town, &place.county, &place.postcode].map(|part| told(part.as_ref()).map(str::to_owned));
    let parts: Vec<_> = std::iter::once(street(place)).chain(rest).flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn accessibility(place: &Place) -> Option<Accessibility<'_>> {
    Some(Accessibility {
        id: part_id(place.place_id, "accessibility"),
        location_id: place.place_id,
        description: told(place.accessibility.as_ref())?,
    })
}
