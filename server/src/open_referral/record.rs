//! The records of the feed, with the names that Open Referral UK 3.0 gives them. Fields marked HSDS are those that HSDS 3.0 or 3.1 has and the
//! profile dropped: readers take them or leave them.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

/// A service.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Service<'a> {
    /// Its id.
    pub id: Uuid,
    /// Who offers it.
    pub organization_id: Uuid,
    /// What it is called.
    pub name: &'a str,
    /// `active` or `temporarily closed`.
    pub status: &'static str,
    /// What it is, with what readers must know folded in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    /// The youngest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// The oldest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u8>,
    /// When an editor last made sure of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assured_date: Option<NaiveDate>,
    /// Something to know now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<&'a str>,
    /// When anything of it last changed, UTC with milliseconds.
    pub last_modified: String,
    /// HSDS: how to get in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_process: Option<String>,
    /// HSDS: how long people wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_time: Option<&'a str>,
    /// HSDS: who it is for, beside age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligibility_description: Option<&'a str>,
    /// HSDS: what it costs, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_description: Option<&'a str>,
    /// HSDS: interpreters and sign language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpretation_services: Option<&'a str>,
    /// Who offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Organization<'a>>,
    /// HSDS: where to ring.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone<'a>>,
    /// HSDS 3.1: more addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub additional_urls: Vec<Url<'a>>,
    /// When it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<Schedule<'a>>,
    /// Whom it is for by area.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_areas: Vec<ServiceArea<'a>>,
    /// Where it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_at_locations: Vec<ServiceAtLocation<'a>>,
    /// In which languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language<'a>>,
    /// What it costs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost_options: Vec<CostOption<'a>>,
    /// HSDS 3.1: how many can come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capacities: Vec<Capacity>,
    /// What young carers ask about it, by our taxonomies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute<'a>>,
}

/// A service, as `minimal` asks for it: what tells whether it changed, and what the schema insists on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MinimalService<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: &'a str,
    /// As in the whole record.
    pub status: &'static str,
    /// When anything of it last changed.
    pub last_modified: String,
    /// The same, under the name that the parameter's description has.
    pub modified_date: String,
}

/// Who offers services.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Organization<'a> {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// What it does.
    pub description: &'a str,
    /// Where to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    /// Its website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// What it offers: ids and names, or all of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<OwnService<'a>>,
}

/// A service of an organisation, by id and name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: &'a str,
}

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

/// When a service is there (RFC 5545). Times are those on clocks in the United Kingdom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Schedule<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// At which of its places alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_at_location_id: Option<Uuid>,
    /// The first day on which it may be.
    pub valid_from: NaiveDate,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The first day on which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtstart: Option<NaiveDate>,
    /// `WEEKLY` or `MONTHLY`; what is once has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<&'static str>,
    /// 2 is every other week or month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u8>,
    /// `MO,TH`, or `2MO` and `-1FR` of a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byday: Option<String>,
    /// `15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bymonthday: Option<String>,
    /// From when, `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<&'a str>,
}

/// An area whose people a service is for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceArea<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// The same, under the name that the profile has for it.
    pub service_area: &'a str,
}

/// A language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Language<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// HSDS: its name.
    pub name: &'a str,
    /// HSDS: ISO 639.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'a str>,
}

/// A cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostOption<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<&'a str>,
    /// How much, in pounds; 0 is free.
    pub amount: f64,
    /// HSDS: `GBP`.
    pub currency: &'static str,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_description: Option<&'a str>,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Phone<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// The number.
    pub number: &'a str,
    /// Whose, or when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
}

/// An address with its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Url<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// What is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// The address.
    pub url: String,
}

/// That a term fits a service.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribute<'a> {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub link_id: Uuid,
    /// HSDS: `service`.
    pub link_entity: &'static str,
    /// The code of the term's taxonomy: what is said of the service.
    pub link_type: &'a str,
    /// The term.
    pub taxonomy_term_id: Uuid,
    /// The term.
    pub taxonomy_term: &'a TaxonomyTerm,
}

/// What stands of a service in the record of whoever offers it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum OwnService<'a> {
    /// Its id and name.
    Named(Named<'a>),
    /// All of it.
    Whole(Box<Service<'a>>),
}

/// How many can come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capacity {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// What is counted.
    pub unit: Unit,
    /// Places left.
    pub available: u32,
    /// Places altogether.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u32>,
    /// When that was so.
    pub updated: String,
}

/// What a capacity counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// A taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taxonomy {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// Its own address, which its id is made from.
    pub uri: String,
    /// Which form of it.
    pub version: &'static str,
}

/// A taxonomy with its terms, where the record stands alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WholeTaxonomy<'a> {
    /// The taxonomy.
    #[serde(flatten)]
    pub taxonomy: &'a Taxonomy,
    /// Its terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taxonomy_terms: Vec<&'a TaxonomyTerm>,
}

/// A term of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaxonomyTerm {
    /// Its id.
    pub id: Uuid,
    /// HSDS: its code.
    pub code: String,
    /// What people say.
    pub name: String,
    /// The same, under the name that the profile has for it.
    pub term: String,
    /// What it means.
    pub description: String,
    /// Its taxonomy's name.
    pub taxonomy: String,
    /// Its taxonomy.
    pub taxonomy_id: Uuid,
    /// Its own address, which its id is made from.
    pub term_uri: String,
}
