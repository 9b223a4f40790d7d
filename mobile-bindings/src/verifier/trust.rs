//! Whom to believe, told in another way than by a bundle.

use passport_core::bundle::KeySet;
use passport_core::card::Base;
use passport_core::keys::{Kid, PublicKey};
use passport_core::trust::{Trust, TrustedIssuer};

/// Whom to believe: for a verifier that is told so in another way than by a bundle.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TrustStore {
    /// Addresses whose squares are accepted, the current one first.
    pub bases: Vec<String>,
    /// The hubs whose cards count.
    pub hubs: Vec<TrustedHub>,
}

/// A hub whose cards count.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct TrustedHub {
    /// Its identifier, `{base}/h/{hub}`.
    pub iss: String,
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub telephone: String,
    /// Its public keys as a JSON Web Key Set (RFC 7517), each with its `kid`.
    pub jwks: String,
    /// Keys that are refused.
    pub retired_kids: Vec<String>,
}

impl TrustStore {
    pub(super) fn into_core(self) -> Option<Trust> {
        let bases = self
            .bases
            .iter()
            .map(|base| Base::parse(base.trim_end_matches('/')).ok())
            .collect::<Option<_>>()?;
        let hubs = self.hubs.into_iter().map(TrustedHub::into_core).collect::<Option<_>>()?;
        Some(Trust::of(bases, hubs))
    }
}

impl TrustedHub {
    fn into_core(self) -> Option<(String, TrustedIssuer)> {
        let set = KeySet::parse(&self.jwks)?;
        let keys = set.keys.iter().map(|jwk| Some((jwk.kid?, PublicKey::from_jwk(jwk).ok()?)));
        let keys = keys.collect::<Option<_>>()?;
        let retired = self.retired_kids.iter().map(|kid| Kid::parse(kid)).collect::<Option<_>>()?;
        Some((self.iss, TrustedIssuer { name: self.name, telephone: self.telephone, keys, retired }))
    }
}
