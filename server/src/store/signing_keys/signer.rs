//! A hub's unlocked key: it signs that hub's cards and lists, and refuses any other's.

use passport_core::card::{HubSlug, Issuer};
use passport_core::credential::{self, Claims};
use passport_core::keys::{Kid, SignError};
use passport_core::status::{StatusBits, sign_list};

use super::super::db::{View, on_db};
use super::super::{HubId, HubScope, Store, StoreError, Thing};
use super::private_half::PrivateHalf;
use super::read_kid;
use crate::seal::Place;

/// A key together with the hub it belongs to.
pub(in super::super) struct HubSigner {
    slug: HubSlug,
    pub(in super::super) kid: Kid,
    key: PrivateHalf,
}

impl HubSigner {
    /// Signs a card of its own hub.
    pub(in super::super) async fn sign_card(&self, claims: &Claims) -> Result<String, StoreError> {
        self.insist_on(&claims.issuer)?;
        let (claims, kid) = (claims.clone(), self.kid);
        self.key.sign(move |key| Ok(credential::sign(&claims, kid, key)?)).await
    }

    /// Signs a status list of its own hub.
    pub(in super::super) async fn sign_list(
        &self,
        issuer: &Issuer,
        list: u32,
        bits: &StatusBits,
        iat: u64,
    ) -> Result<String, StoreError> {
        self.insist_on(issuer)?;
        let (issuer, bits, kid) = (issuer.clone(), bits.clone(), self.kid);
        self.key.sign(move |key| Ok(sign_list(&issuer, list, &bits, iat, kid, key)?)).await
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
        let key = PrivateHalf::of(&document, self.module.as_ref())?;
        Ok(Some(HubSigner { slug: scope.slug().clone(), kid, key }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passport_core::keys::SigningKey;

    #[tokio::test]
    async fn a_hubs_key_signs_for_no_other_hub() {
        let (_, document) = SigningKey::generate().unwrap();
        let key = PrivateHalf::of(&document, None).unwrap();
        let slug = HubSlug::parse("riverton").unwrap();
        let signer = HubSigner { slug, kid: Kid::new(1).unwrap(), key };
        let issuer = |hub: &str| Issuer::parse(&format!("https://pass.example.uk/h/{hub}")).unwrap();
        let (own, other) = (issuer("riverton"), issuer("northdale"));
        assert!(signer.sign_list(&own, 1, &StatusBits::new(), 1_800_000_000).await.is_ok());
        let refused = signer.sign_list(&other, 1, &StatusBits::new(), 1_800_000_000).await;
        assert!(matches!(refused, Err(StoreError::Sign(_))));
    }

    #[test]
    fn a_key_in_a_module_asks_for_the_module() {
        let address = crate::key_module::KeyAddress::of([7; 16]).to_uri();
        let without = PrivateHalf::of(address.as_bytes(), None);
        assert!(matches!(without, Err(StoreError::NoKeyModule)));
    }
}
