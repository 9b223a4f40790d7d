//! Where keys are kept: those that are not published yet, and which private halves stand in a module.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use passport_core::keys::{Kid, PublicKey};

use super::super::db::{look, on_db};
use super::super::{HubId, HubScope, Store, StoreError, Thing};
use super::{read_kid, signer::place};
use crate::key_module::KeyAddress;

/// A hub's key that was made and waits to be published.
#[derive(Clone, Debug)]
pub struct MadeKey {
    /// Its number, never given twice.
    pub kid: Kid,
    /// What readers will verify with.
    pub public: PublicKey,
    /// Since when it is there.
    pub made_at: DateTime<Utc>,
}

/// Where a private half is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In the database, sealed.
    Database,
    /// In a module, which never gives it away.
    Module,
}

impl KeyPlace {
    /// The code in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Module => "module",
        }
    }
}

impl Store {
    /// The keys of a hub that wait to be published, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn made_keys(&self, scope: &HubScope) -> Result<Vec<MadeKey>, StoreError> {
        let sql = "SELECT kid, public_key, made_at FROM unpublished_key
            WHERE hub_id = $1 AND dropped_at IS NULL ORDER BY kid";
        let rows: Vec<(i64, Vec<u8>, DateTime<Utc>)> = look!(self, "list made keys", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?)
        })?;
        let read = |(kid, public, made_at): (i64, Vec<u8>, DateTime<Utc>)| {
            let public = PublicKey::from_point(&public).map_err(|_| StoreError::Unreadable(Thing::Key))?;
            Ok(MadeKey { kid: read_kid(kid)?, public, made_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Where each private half of a hub is.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or something sealed does not open.
    pub async fn key_places(&self, scope: &HubScope) -> Result<BTreeMap<Kid, KeyPlace>, StoreError> {
        let sql = "SELECT kid, sealed FROM signing_key WHERE hub_id = $1
            UNION ALL SELECT kid, sealed FROM unpublished_key WHERE hub_id = $1";
        let rows: Vec<(i64, Vec<u8>)> = look!(self, "look where keys are", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?)
        })?;
        let placed = |(kid, sealed): (i64, Vec<u8>)| {
            let address = self.address_in_module(scope.hub(), read_kid(kid)?, &sealed)?;
            Ok((read_kid(kid)?, address.map_or(KeyPlace::Database, |_| KeyPlace::Module)))
        };
        rows.into_iter().map(placed).collect()
    }

    /// Looks in the module for every key that signs or will sign and that ought to be there, and gives how many there are.
    ///
    /// # Errors
    /// [`StoreError::NoKeyModule`] and [`StoreError::Module`], in words that say what to do.
    pub async fn look_into_module(&self) -> Result<usize, StoreError> {
        let sql =
            "SELECT hub_id, kid, sealed FROM signing_key WHERE retired_at IS NULL AND refused_at IS NULL
            UNION ALL SELECT hub_id, kid, sealed FROM unpublished_key WHERE dropped_at IS NULL";
        let rows: Vec<(HubId, i64, Vec<u8>)> = look!(self, "find keys in the module", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
        })?;
        let mut found = 0;
        for (hub, kid, sealed) in rows {
            let Some(address) = self.address_in_module(hub, read_kid(kid)?, &sealed)? else { continue };
            let module = self.module.as_ref().ok_or(StoreError::NoKeyModule)?;
            module.run(move |module| module.look_for(address)).await?;
            found += 1;
        }
        Ok(found)
    }

    fn address_in_module(
        &self,
        hub: HubId,
        kid: Kid,
        sealed: &[u8],
    ) -> Result<Option<KeyAddress>, StoreError> {
        Ok(KeyAddress::of_uri(&self.sealing.open(&place(hub, &kid.to_string()), sealed)?))
    }
}
