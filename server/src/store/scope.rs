//! Who acts, and in which hub. Every function that touches a hub's rows takes a [`HubScope`].

use std::fmt;

use passport_core::card::HubSlug;

use super::db::{View, look, on_db};
use super::{CardId, HubId, PersonId, Store, StoreError, Thing};

/// Who did something, as it stands in the audit chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody at the server's command line.
    Operator,
    /// The server by itself: settling, signing lists.
    Server,
    /// A person who signed in.
    Person(PersonId),
    /// A phone that holds a card, for the young person whose it is.
    Phone(CardId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::Server => f.write_str("server"),
            Self::Person(person) => write!(f, "person {person}"),
            Self::Phone(card) => write!(f, "phone {card}"),
        }
    }
}

/// The right to act in one hub. Its fields are private: only a check of the hub's existence (and, with the console, of a
/// session's membership) makes one, so no function can be called for a hub that nobody checked.
#[derive(Clone, Debug)]
pub struct HubScope {
    hub: HubId,
    slug: HubSlug,
    actor: Actor,
}

impl HubScope {
    /// The hub.
    pub fn hub(&self) -> HubId {
        self.hub
    }

    /// Its short name.
    pub fn slug(&self) -> &HubSlug {
        &self.slug
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The scope of a hub whose row was just read or written.
    pub(super) fn of(hub: HubId, slug: HubSlug, actor: Actor) -> Self {
        Self { hub, slug, actor }
    }
}

impl Store {
    /// The scope of the operator in a hub named on the command line.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no hub has this short name.
    pub async fn operator_scope(&self, slug: &HubSlug) -> Result<HubScope, StoreError> {
        look!(self, "find hub", |view| {
            let hub = hub_of(view, slug).await?.ok_or(StoreError::NotFound(Thing::Hub))?;
            Ok(HubScope::of(hub, slug.clone(), Actor::Operator))
        })
    }
}

async fn hub_of(view: &mut View, slug: &HubSlug) -> Result<Option<HubId>, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_scalar("SELECT hub_id FROM hub WHERE slug = $1")
        .bind(slug.as_str())
        .fetch_optional(c))?)
}
