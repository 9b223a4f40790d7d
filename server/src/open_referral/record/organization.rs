//! Who offers services, and what stands of these there.

use serde::Serialize;
use uuid::Uuid;

use super::Service;

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

/// What stands of a service in the record of whoever offers it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum OwnService<'a> {
    /// Its id and name.
    Named(Named<'a>),
    /// All of it.
    Whole(Box<Service<'a>>),
}

/// A service of an organisation, by id and name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named<'a> {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: &'a str,
}
