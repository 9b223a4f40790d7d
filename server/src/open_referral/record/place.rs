//! A service's places.

use serde::Serialize;
use uuid::Uuid;

use super::Service;

/// A service at one of its places.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceAtLocation<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// The place.
    pub location_id: Uuid,
    /// The place.
    pub location: Location<'a>,
    /// The service, where the record stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Box<Service<'a>>>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Location<'a> {
    /// Its id.
    pub id: Uuid,
    /// Always `physical`: a place that is told to nobody is left out.
    pub location_type: &'static str,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// Its address, where that lacks a part that the schema insists on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// HSDS: how to get there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transportation: Option<&'a str>,
    /// Its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address<'a>>,
    /// Steps, lifts, toilets, quiet rooms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessibility: Vec<Accessibility<'a>>,
}

/// An address; all of it, or it is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Address<'a> {
    /// Its id.
    pub id: Uuid,
    /// The place.
    pub location_id: Uuid,
    /// Street and number, or the name of the place.
    pub address_1: String,
    /// Town, or the county where no town is told.
    pub city: &'a str,
    /// County, or the town where no county is told.
    pub state_province: &'a str,
    /// Postcode.
    pub postal_code: &'a str,
    /// `GB`.
    pub country: &'static str,
    /// `physical`.
    pub address_type: &'static str,
}

/// What makes it easier, or hard, to be at a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Accessibility<'a> {
    /// Its id.
    pub id: Uuid,
    /// The place.
    pub location_id: Uuid,
    /// What.
    pub description: &'a str,
}
