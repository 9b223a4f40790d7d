//! The schools, pharmacies, surgeries and bus companies that the demo's hubs work with.

use passport_server::store::OrganisationKind;

/// A made-up organisation.
pub struct DemoOrganisation {
    /// The short name of the hub that works with it.
    pub hub: &'static str,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: &'static str,
}

/// Everybody whom the hubs have spoken to.
pub const ORGANISATIONS: [DemoOrganisation; 10] = [
    at("riverton", OrganisationKind::School, "Riverton High School"),
    at("riverton", OrganisationKind::School, "Mill Lane Academy"),
    at("riverton", OrganisationKind::Pharmacy, "Mill Lane Pharmacy"),
    at("riverton", OrganisationKind::Gp, "Riverton Surgery"),
    at("riverton", OrganisationKind::Transport, "Three Rivers Buses"),
    at("harbourside", OrganisationKind::School, "Harbourside Academy"),
    at("harbourside", OrganisationKind::School, "Quayside College"),
    at("harbourside", OrganisationKind::Pharmacy, "Quayside Pharmacy"),
    at("harbourside", OrganisationKind::Gp, "Lighthouse Surgery"),
    at("harbourside", OrganisationKind::Transport, "Harbour Buses"),
];

const fn at(hub: &'static str, kind: OrganisationKind, name: &'static str) -> DemoOrganisation {
    DemoOrganisation { hub, kind, name }
}
