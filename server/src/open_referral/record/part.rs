//! Lists that a service has: numbers, addresses, areas, languages, costs, places left, and what our taxonomies say of it.

use serde::Serialize;
use uuid::Uuid;

use super::TaxonomyTerm;

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
