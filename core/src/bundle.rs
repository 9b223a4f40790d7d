//! The offline bundle: all that a checker needs to answer without a network, signed by the operator's root key. §8.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::card::{Base, Issuer};
use crate::jws::{self, Jws};
use crate::keys::{Jwk, Kid, PublicKey, SignError, Signer};
use crate::status::read_list;
use crate::trust::{NEVER_FETCHED, Trust, TrustedIssuer};
use crate::verify::CLOCK_TOLERANCE;

/// A bundle must not be relied on after so many seconds (7 days).
pub const BUNDLE_LIFETIME: u64 = 7 * 24 * 3600;
const HEADER: &str = r#"{"typ":"pass-bundle+jwt","alg":"ES256"}"#;
/// A nation's worth: 70 full lists and 1,000 hubs stay below this.
const LARGEST_BUNDLE: usize = 8 * 1024 * 1024;

/// Why a bundle is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefused {
    /// Not a bundle in our form.
    #[error("is not a bundle of cards to check with")]
    Broken,
    /// Not signed by the root key that was pinned.
    #[error("is not signed by the root key given")]
    Signature,
    /// Signed more than 120 s in the future.
    #[error("is from the future: is this device's clock right?")]
    FromTheFuture,
    /// Past its `exp`.
    #[error("is too old: fetch a new one")]
    TooOld,
    /// Older than the one held.
    #[error("is older than the one held")]
    Backwards,
}

/// A bundle's payload.
#[derive(Serialize, Deserialize)]
struct Payload {
    iat: u64,
    exp: u64,
    bases: Vec<Base>,
    issuers: BTreeMap<String, BundledIssuer>,
    lists: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct BundledIssuer {
    name: String,
    telephone: String,
    jwks: KeySet,
    retired_kids: BTreeSet<Kid>,
}

/// A JSON Web Key Set (RFC 7517 section 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySet {
    /// The keys, each with its `kid`.
    pub keys: Vec<Jwk>,
}

impl KeySet {
    /// Reads a key set in JSON; `None` for anything else.
    pub fn parse(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

/// A bundle that was read: what to trust, and when it was signed (the next one must not be older).
#[derive(Debug)]
pub struct ReadBundle {
    /// What to verify with.
    pub trust: Trust,
    /// When it was signed.
    pub iat: u64,
    /// When it ends.
    pub exp: u64,
    /// The signed lists that can be relied on, by their address, as they were published.
    pub lists: BTreeMap<String, String>,
}

/// The keys of a hub as a key set, without those refused.
pub fn key_set(issuer: &TrustedIssuer) -> KeySet {
    let usable = issuer.keys.iter().filter(|(kid, _)| !issuer.retired.contains(kid));
    KeySet { keys: usable.map(|(&kid, key)| key.to_jwk(Some(kid))).collect() }
}

/// Signs a bundle of bases, issuers and `lists` (address → signed token).
///
/// # Errors
/// [`SignError`] when the root key cannot sign.
pub fn sign_bundle(
    trust: &Trust,
    lists: BTreeMap<String, String>,
    iat: u64,
    root: &dyn Signer,
) -> Result<String, SignError> {
    let issuers =
        trust.issuers.iter().map(|(iss, issuer)| (iss.clone(), BundledIssuer::of(issuer))).collect();
    let payload = Payload { iat, exp: iat + BUNDLE_LIFETIME, bases: trust.bases.clone(), issuers, lists };
    jws::sign(HEADER, &serde_json::to_string(&payload).map_err(|_| SignError)?, root)
}

/// Reads a bundle. Lists in it that cannot be relied on any more are left out: their cards then read as "can't check".
///
/// # Errors
/// See [`BundleRefused`].
pub fn read_bundle(
    token: &str,
    root: &PublicKey,
    held_iat: Option<u64>,
    now: u64,
) -> Result<ReadBundle, BundleRefused> {
    if token.len() > LARGEST_BUNDLE {
        return Err(BundleRefused::Broken);
    }
    let jws = Jws::split(token.trim()).filter(|jws| jws.header == HEADER).ok_or(BundleRefused::Broken)?;
    if !jws.is_signed_by(root) {
        return Err(BundleRefused::Signature);
    }
    let payload: Payload = serde_json::from_str(&jws.payload).map_err(|_| BundleRefused::Broken)?;
    let (iat, exp) = (payload.iat, payload.exp);
    if iat > now.saturating_add(CLOCK_TOLERANCE) {
        return Err(BundleRefused::FromTheFuture);
    }
    // Before its age: one that is older than the one held may be long over, and says nothing of this clock.
    if held_iat.is_some_and(|held| iat < held) {
        return Err(BundleRefused::Backwards);
    }
    if now > exp {
        return Err(BundleRefused::TooOld);
    }
    let mut lists = payload.lists.clone();
    let trust = payload.into_trust(now).ok_or(BundleRefused::Broken)?;
    lists.retain(|uri, _| trust.list(uri).is_some());
    Ok(ReadBundle { trust, iat, exp, lists })
}

impl BundledIssuer {
    fn of(issuer: &TrustedIssuer) -> Self {
        Self {
            name: issuer.name.clone(),
            telephone: issuer.telephone.clone(),
            jwks: key_set(issuer),
            retired_kids: issuer.retired.clone(),
        }
    }

    fn into_trusted(self) -> Option<TrustedIssuer> {
        let key = |jwk: &Jwk| Some((jwk.kid?, PublicKey::from_jwk(jwk).ok()?));
        let keys = self.jwks.keys.iter().map(key).collect::<Option<_>>()?;
        Some(TrustedIssuer { name: self.name, telephone: self.telephone, keys, retired: self.retired_kids })
    }
}

impl Payload {
    fn into_trust(self, now: u64) -> Option<Trust> {
        let known = |(iss, issuer): (String, BundledIssuer)| {
            Issuer::parse(&iss).ok()?;
            Some((iss, issuer.into_trusted()?))
        };
        let issuers = self.issuers.into_iter().map(known).collect::<Option<_>>()?;
        let mut trust = Trust::of(self.bases, issuers);
        for (uri, token) in self.lists {
            let iss = uri.split_once("/status/")?.0;
            let issuer = trust.issuers.get(iss)?;
            // Nobody fetched it during a check: an answer from a bundle always shows the age of its list.
            if let Ok(mut list) = read_list(&token, iss, &uri, issuer, now) {
                list.fetched_at = NEVER_FETCHED;
                trust.hold(uri, list).ok()?;
            }
        }
        Some(trust)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SigningKey;
    use crate::status::{StatusBits, sign_list};

    const NOW: u64 = 1_800_000_000;

    #[test]
    fn a_bundle_carries_keys_and_lists_to_whoever_pinned_the_root_key() {
        let ((root, _), (hub, _)) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
        let kid = Kid::new(1).unwrap();
        let trusted = TrustedIssuer {
            name: "Riverton".into(),
            telephone: "01632 960100".into(),
            keys: [(kid, hub.public().clone())].into(),
            retired: [Kid::new(9).unwrap()].into(),
        };
        let trust = Trust::of(vec![issuer.base.clone()], [(issuer.iss(), trusted.clone())].into());
        let list = sign_list(&issuer, 1, &StatusBits::new(), NOW, kid, &hub).unwrap();
        let token = sign_bundle(&trust, [(issuer.status_uri(1), list)].into(), NOW, &root).unwrap();

        let read = read_bundle(&token, root.public(), Some(NOW), NOW + 60).unwrap();
        assert_eq!((&read.trust.bases, &read.trust.issuers), (&trust.bases, &trust.issuers));
        assert_eq!(read.trust.list(&issuer.status_uri(1)).map(|list| list.fetched_at), Some(NEVER_FETCHED));
        let refused =
            |root: &SigningKey, held, now| read_bundle(&token, root.public(), held, now).unwrap_err();
        assert_eq!(refused(&hub, None, NOW), BundleRefused::Signature);
        assert_eq!(refused(&root, Some(NOW + 1), NOW), BundleRefused::Backwards);
        assert_eq!(refused(&root, None, NOW - 121), BundleRefused::FromTheFuture);
        assert_eq!(refused(&root, None, NOW + BUNDLE_LIFETIME + 1), BundleRefused::TooOld);
    }
}
