//! Who offers a service.

use passport_core::menu::Provider;

use super::record::Organization;
use super::value::{email, text, uri};

/// The record of a provider, without what it offers.
pub fn organization(provider: &Provider) -> Organization<'_> {
    let name = text(&provider.name).unwrap_or("?");
    Organization {
        id: provider.provider_id,
        name,
        description: text(&provider.description).unwrap_or(name),
        email: email(provider.email.as_ref()),
        website: uri(provider.website.as_ref()),
        services: Vec::new(),
    }
}
