//! The records of the feed, with the names that Open Referral UK 3.0 gives them. Fields marked HSDS are those that HSDS 3.0 or 3.1 has and the
//! profile dropped: readers take them or leave them.

mod organization;
mod part;
mod place;
mod schedule;
mod service;
mod taxonomy;

pub use organization::{Named, Organization, OwnService};
pub use part::{Attribute, Capacity, CostOption, Language, Phone, ServiceArea, Unit, Url};
pub use place::{Accessibility, Address, Location, ServiceAtLocation};
pub use schedule::Schedule;
pub use service::{MinimalService, Service};
pub use taxonomy::{Taxonomy, TaxonomyTerm, WholeTaxonomy};
