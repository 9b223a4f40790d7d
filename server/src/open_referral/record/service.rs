//! A service, whole and in short.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{
    Attribute, Capacity, CostOption, Language, Organization, Phone, Schedule, ServiceArea, ServiceAtLocation,
    Url,
};

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
