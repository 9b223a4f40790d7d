//! The demo's hubs: opened with their organisations and their staff.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use passport_core::card::{Base, HubSlug};
use passport_server::chance::SystemChance;
use passport_server::print::Press;
use passport_server::sign_in::{Password, Passwords};
use passport_server::store::{
    Actor, Hub, HubScope, NewHub, NewInvitation, NewSignIn, OrganisationId, Origin, SecondFactor, Store,
};

use super::DemoStaff;
use super::cast::{COLLEAGUES, DemoColleague, HUBS, ORGANISATIONS};

/// A hub of the demo, open for work.
pub struct OpenHub {
    /// The right to act in it.
    pub scope: HubScope,
    /// What it is.
    pub hub: Hub,
    /// Its organisations by name.
    pub organisations: HashMap<&'static str, OrganisationId>,
    /// What prints its cards.
    pub press: Press,
}

/// The demo's hubs by short name.
pub type OpenHubs = HashMap<&'static str, OpenHub>;

/// Adds the hubs with their organisations.
///
/// # Errors
/// When the database does not take them.
pub async fn open(store: &Store, base: &Base, language: &str) -> anyhow::Result<OpenHubs> {
    let mut hubs = HashMap::new();
    for hub in &HUBS {
        let new = NewHub {
            slug: HubSlug::parse(hub.slug)?,
            name: hub.name.to_owned(),
            telephone: hub.telephone.to_owned(),
            accent: hub.accent.to_owned(),
        };
        let scope = store.add_hub(Actor::Operator, &new).await?;
        let row = store.hub(&scope).await?;
        let mut organisations = HashMap::new();
        for one in ORGANISATIONS.iter().filter(|one| one.hub == hub.slug) {
            organisations.insert(one.name, store.add_organisation(&scope, one.kind, one.name).await?);
        }
        let press = Press::new(base, language)?;
        hubs.insert(hub.slug, OpenHub { scope, hub: row, organisations, press });
    }
    Ok(hubs)
}

/// Invites the staff and has them join, as people do by their links.
///
/// # Errors
/// When the database does not take them.
pub async fn add_staff(store: &Store, hubs: &OpenHubs) -> anyhow::Result<Vec<DemoStaff>> {
    let mut secrets: HashMap<&str, String> = HashMap::new();
    let mut staff = Vec::new();
    for colleague in &COLLEAGUES {
        let joined = join(store, &hubs[colleague.hub], colleague).await?;
        let secret = secrets.entry(colleague.email).or_insert(joined);
        staff.push(DemoStaff {
            hub: colleague.hub,
            role: colleague.role.code(),
            organisation: colleague.organisation,
            name: colleague.name,
            email: colleague.email,
            password: colleague.password,
            totp_secret: secret.clone(),
        });
    }
    Ok(staff)
}

/// Gives the secret of the invitation, in base32; who signs in already keeps their own.
async fn join(store: &Store, hub: &OpenHub, colleague: &DemoColleague) -> anyhow::Result<String> {
    let invited = if let Some(name) = colleague.organisation {
        let (desk, id) = (hub.organisations[name], store.draw_invitation_id()?);
        store.invite_to_desk(&hub.scope, (desk, id), (colleague.email, colleague.name)).await?;
        id
    } else {
        let new = NewInvitation {
            email: colleague.email.to_owned(),
            display_name: colleague.name.to_owned(),
            role: colleague.role,
        };
        store.invite(&hub.scope, &new).await?
    };
    let link = store.invitation_link(invited);
    let invitation = store.invitation(&link).await?.context("the invitation is open")?;
    let password = Password::typed(colleague.password.to_owned());
    let password = Passwords::default().hash(password, Arc::new(SystemChance)).await?;
    if !invitation.enrols() {
        // The step after the one they enrolled with, long ago.
        let from = Origin {
            email: &invitation.email,
            network: "",
            browser: None,
            before: None,
            known: None,
            entrance: invitation.entrance(),
        };
        store.join_known(&invitation, SecondFactor::Step(1), from).await?;
        return Ok(String::from(&invitation.secret));
    }
    // No code of theirs was used yet, so that the first one opens the console.
    let new = NewSignIn { password, step: 0, browser: None };
    store.accept_invitation(&invitation, &new).await?;
    Ok(String::from(&invitation.secret))
}
