//! The keys that hubs sign with: made, published, active, retired, refused; sealed at rest or in a module, one active in each hub.

mod kept;
mod private_half;
mod rotate;
mod signer;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use passport_core::keys::{Kid, PublicKey};

use super::db::{View, look, on_db};
use super::{HubId, HubScope, Store, StoreError, Thing};

pub use kept::{KeyPlace, MadeKey};
pub(super) use rotate::create_active;
pub(super) use signer::HubSigner;

/// What a key is for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Readers may fetch it; nothing is signed with it yet.
    Published,
    /// The one that signs.
    Active,
    /// Signs no more; its cards stay good.
    Retired,
    /// Lost or stolen; its cards are not in use.
    Refused,
}

/// A hub's key, its public half.
#[derive(Clone, Debug)]
pub struct HubKey {
    /// Its number, never given twice.
    pub kid: Kid,
    /// What readers verify with.
    pub public: PublicKey,
    /// What it is for now.
    pub state: KeyState,
    /// Since when readers may fetch it.
    pub published_at: DateTime<Utc>,
    /// Since when it signs or signed.
    pub activated_at: Option<DateTime<Utc>>,
    /// Since when it signs no more.
    pub retired_at: Option<DateTime<Utc>>,
    /// Since when its cards are not in use.
    pub refused_at: Option<DateTime<Utc>>,
}

/// A row as stored.
#[derive(sqlx::FromRow)]
pub(super) struct KeyRow {
    pub(super) hub_id: HubId,
    kid: i64,
    public_key: Vec<u8>,
    published_at: DateTime<Utc>,
    activated_at: Option<DateTime<Utc>>,
    retired_at: Option<DateTime<Utc>>,
    refused_at: Option<DateTime<Utc>>,
}

impl KeyState {
    /// The code in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Active => "active",
            Self::Retired => "retired",
            Self::Refused => "refused",
        }
    }
}

impl KeyRow {
    pub(super) fn read(self) -> Result<HubKey, StoreError> {
        let state = match (self.activated_at, self.retired_at, self.refused_at) {
            (_, _, Some(_)) => KeyState::Refused,
            (_, Some(_), None) => KeyState::Retired,
            (Some(_), None, None) => KeyState::Active,
            (None, None, None) => KeyState::Published,
        };
        Ok(HubKey {
            kid: read_kid(self.kid)?,
            public: PublicKey::from_point(&self.public_key)
                .map_err(|_| StoreError::Unreadable(Thing::Key))?,
            state,
            published_at: self.published_at,
            activated_at: self.activated_at,
            retired_at: self.retired_at,
            refused_at: self.refused_at,
        })
    }
}

/// A key number as stored.
pub(super) fn read_kid(stored: i64) -> Result<Kid, StoreError> {
    u16::try_from(stored).ok().and_then(Kid::new).ok_or(StoreError::Unreadable(Thing::Key))
}

impl Store {
    /// The keys of a hub, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn hub_keys(&self, scope: &HubScope) -> Result<Vec<HubKey>, StoreError> {
        look!(self, "list keys", |view| all(view, scope).await)
    }
}

/// The public halves of a hub's keys.
pub(super) async fn public_keys(view: &mut View, hub: HubId) -> Result<BTreeMap<Kid, PublicKey>, StoreError> {
    let sql = "SELECT kid, public_key FROM signing_key WHERE hub_id = $1";
    let rows: Vec<(i64, Vec<u8>)> = on_db!(view, |c| sqlx::query_as(sql).bind(hub).fetch_all(c))?;
    let read = |(kid, public): (i64, Vec<u8>)| {
        let public = PublicKey::from_point(&public).map_err(|_| StoreError::Unreadable(Thing::Key))?;
        Ok((read_kid(kid)?, public))
    };
    rows.into_iter().map(read).collect()
}

/// The number and the public half of a hub's newest key.
pub(super) async fn newest(view: &mut View, scope: &HubScope) -> Result<(Kid, PublicKey), StoreError> {
    let key = all(view, scope).await?.pop().ok_or(StoreError::NotFound(Thing::Key))?;
    Ok((key.kid, key.public))
}

async fn all(view: &mut View, scope: &HubScope) -> Result<Vec<HubKey>, StoreError> {
    let sql = "SELECT hub_id, kid, public_key, published_at, activated_at, retired_at, refused_at
        FROM signing_key WHERE hub_id = $1 ORDER BY kid";
    let rows: Vec<KeyRow> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
    rows.into_iter().map(KeyRow::read).collect()
}
