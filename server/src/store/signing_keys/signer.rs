//! A hub's unlocked key: it signs that hub's cards and lists, and refuses any other's.

use passport_core::card::{HubSlug, Issuer};
use passport_core::credential::{self, Claims};
use passport_core::keys::{Kid, SignError, SigningKey};
use passport_core::status::{StatusBits, sign_list};

use super::super::db::{View, on_db};
use super::super::{HubId, HubScope, Store, StoreError, Thing};
use super::read_kid;
use crate::seal::Place;

/// A key together with the hub it belongs to.
pub(in super::super) struct HubSigner {
    slug: HubSlug,
    pub(in super::super) kid: Kid,
    key: SigningKey,
}

impl HubSigner {
    /// Signs a card of its own hub.
    pub(in super::super) fn sign_card(&self, claims: &Claims) -> Result<String, StoreError> {
        self.insist_on(&claims.issuer)?;
        Ok(credential::sign(claims, self.kid, &self.key)?)
    }

    /// Signs a status list of its own hub.
    pub(in super::super) fn sign_list(
        &self,
        issuer: &Issuer,
        list: u32,
        bits: &StatusBits,
        iat: u64,
    ) -> Result<String, StoreError> {
        self.insist_on(issuer)?;
        Ok(sign_list(issuer, list, bits, iat, self.kid, &self.key)?)
    }

    fn insist_on(&self, issuer: &Issuer) -> Result<(), SignError> {
        if issuer.hub == self.slug { Ok(()) } else { Err(SignError) }
    }
}

/// Where a hub's key is sealed for: its own hub and number.
pub(super) fn place(hub: HubId, name: &str) -> Place<'_> {
    Place { table: "signing_key", hub: Some(hub.0), name }
}

impl Store {
    /// The key that signs for this hub now.
    pub(in super::super) async fn active_signer(
        &self,
        view: &mut View,
        scope: &HubScope,
    ) -> Result<HubSigner, StoreError> {
        let sql = "SELECT kid, sealed FROM signing_key WHERE hub_id = $1
            AND activated_at IS NOT NULL AND retired_at IS NULL AND refused_at IS NULL";
        let found = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_optional(c))?;
        self.unlock(scope, found)?.ok_or(StoreError::NotFound(Thing::Key))
    }

    /// One key of this hub, to finish what was begun with it; none when it was refused meanwhile.
    pub(in super::super) async fn signer(
        &self,
        view: &mut View,
        scope: &HubScope,
        kid: Kid,
    ) -> Result<Option<HubSigner>, StoreError> {
        let sql = "SELECT kid, sealed FROM signing_key WHERE hub_id = $1 AND kid = $2 AND refused_at IS NULL";
        let kid = i64::from(kid.number());
        let found = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(kid).fetch_optional(c))?;
        self.unlock(scope, found)
    }

    fn unlock(
        &self,
        scope: &HubScope,
        found: Option<(i64, Vec<u8>)>,
    ) -> Result<Option<HubSigner>, StoreError> {
        let Some((kid, sealed)) = found else { return Ok(None) };
        let kid = read_kid(kid)?;
        let document = self.sealing.open(&place(scope.hub(), &kid.to_string()), &sealed)?;
        let key = SigningKey::from_pkcs8(&document).map_err(|_| StoreError::Unreadable(Thing::Key))?;
        Ok(Some(HubSigner { slug: scope.slug().clone(), kid, key }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hubs_key_signs_for_no_other_hub() {
        let (key, _) = SigningKey::generate().unwrap();
        let slug = HubSlug::parse("riverton").unwrap();
        let signer = HubSigner { slug, kid: Kid::new(1).unwrap(), key };
        let list = |hub: &str| {
            let issuer = Issuer::parse(&format!("https://pass.example.uk/h/{hub}")).unwrap();
            signer.sign_list(&issuer, 1, &StatusBits::new(), 1_800_000_000)
        };
        assert!(list("riverton").is_ok());
        assert!(matches!(list("northdale"), Err(StoreError::Sign(_))));
    }
}
