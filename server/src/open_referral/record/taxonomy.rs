//! Taxonomies and their terms.

use serde::Serialize;
use uuid::Uuid;

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
