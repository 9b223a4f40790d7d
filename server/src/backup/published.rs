//! What the world saw of this server last: its offline bundle or its status lists, as files. A bit that anybody saw set is never cleared, and a
//! place that anybody saw is never used again, so a restored server takes these in.

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use passport_core::bundle::{BundleRefused, read_bundle};
use passport_core::card::{HubSlug, Issuer};
use passport_core::keys::{Kid, PublicKey};
use passport_core::status::{ListRefused, StatusBits, read_list};
use passport_core::trust::TrustedIssuer;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// What was published.
#[derive(Debug, Default)]
pub struct Published {
    /// Signed lists; of each the newest.
    pub lists: Vec<PublishedList>,
    /// Keys of hubs; from bundles alone.
    pub keys: Vec<PublishedKey>,
}

/// A signed list.
#[derive(Clone, Debug)]
pub struct PublishedList {
    /// Whose, under which address.
    pub issuer: Issuer,
    /// Its number.
    pub list: u32,
    /// The key that signed it.
    pub kid: Kid,
    /// When its bits were true.
    pub iat: u64,
    /// Its bits.
    pub bits: StatusBits,
    /// Itself, as it was published.
    pub token: String,
}

/// A key of a hub.
#[derive(Clone, Debug)]
pub struct PublishedKey {
    /// Whose.
    pub hub: HubSlug,
    /// Its number.
    pub kid: Kid,
    /// Its public half; a refused one is published by its number alone.
    pub public: Option<PublicKey>,
}

/// Why a file is not taken for something that was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotPublished {
    /// Neither a bundle nor a list.
    #[error("is neither an offline bundle nor a signed status list")]
    Broken,
    /// A bundle of another server, or a damaged one.
    #[error("the bundle {0}")]
    Bundle(BundleRefused),
    /// A list of a hub that the backup does not know, or a damaged one.
    #[error("the list {0}")]
    List(ListRefused),
}

#[derive(Deserialize)]
struct Header {
    typ: String,
    kid: Option<Kid>,
}

#[derive(Deserialize)]
struct BundlePayload {
    iat: u64,
    lists: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct ListPayload {
    iss: String,
    sub: String,
    iat: u64,
}

impl Published {
    /// Takes in a file: an offline bundle that this root key signed, or one status list of a hub that is known. How old it is does not
    /// matter here.
    ///
    /// # Errors
    /// [`NotPublished`].
    pub fn take(
        &mut self,
        text: &str,
        root: &PublicKey,
        hubs: &HashMap<String, TrustedIssuer>,
    ) -> Result<(), NotPublished> {
        // Beneath the bundle that a server keeps stands its root key.
        let text = text.lines().next().unwrap_or_default().trim();
        match part::<Header>(text, 0).ok_or(NotPublished::Broken)?.typ.as_str() {
            "pass-bundle+jwt" => self.take_bundle(text, root),
            "statuslist+jwt" => {
                let ListPayload { iss, sub, .. } = part(text, 1).ok_or(NotPublished::Broken)?;
                let hub = hubs.get(&iss).ok_or(NotPublished::List(ListRefused::Signature))?;
                self.take_list(text, (&iss, &sub), hub)
            }
            _ => Err(NotPublished::Broken),
        }
    }

    fn take_bundle(&mut self, text: &str, root: &PublicKey) -> Result<(), NotPublished> {
        let BundlePayload { iat, lists } = part(text, 1).ok_or(NotPublished::Broken)?;
        let bundle = read_bundle(text, root, None, iat).map_err(NotPublished::Bundle)?;
        for (iss, issuer) in &bundle.trust.issuers {
            let hub = Issuer::parse(iss).map_err(|_| NotPublished::Broken)?.hub;
            let shown = issuer.keys.iter().map(|(kid, public)| (*kid, Some(public.clone())));
            let refused = issuer.retired.iter().map(|kid| (*kid, None));
            self.keys.extend(shown.chain(refused).map(|(kid, public)| PublishedKey {
                hub: hub.clone(),
                kid,
                public,
            }));
        }
        for (uri, token) in lists {
            let iss = uri.split_once("/status/").ok_or(NotPublished::Broken)?.0;
            let issuer = bundle.trust.issuers.get(iss).ok_or(NotPublished::Broken)?;
            match self.take_list(&token, (iss, &uri), issuer) {
                // A list that ended long ago may name a key that was refused since.
                Err(NotPublished::List(ListRefused::Signature)) => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn take_list(
        &mut self,
        token: &str,
        (iss, uri): (&str, &str),
        hub: &TrustedIssuer,
    ) -> Result<(), NotPublished> {
        let ListPayload { iat, .. } = part(token, 1).ok_or(NotPublished::Broken)?;
        let kid = part::<Header>(token, 0).and_then(|header| header.kid).ok_or(NotPublished::Broken)?;
        let read = read_list(token, iss, uri, hub, iat).map_err(NotPublished::List)?;
        let issuer = Issuer::parse(iss).map_err(|_| NotPublished::Broken)?;
        let number = uri.strip_prefix(iss).and_then(|rest| rest.strip_prefix("/status/"));
        let list = number.and_then(|number| number.parse().ok()).ok_or(NotPublished::Broken)?;
        let new = PublishedList { issuer, list, kid, iat, bits: read.bits, token: token.to_owned() };
        match self.lists.iter_mut().find(|one| one.list == new.list && one.issuer == new.issuer) {
            Some(one) => {
                let newest = if one.iat < new.iat { new.clone() } else { one.clone() };
                let mut bits = new.bits;
                bits.unite(&one.bits);
                *one = PublishedList { bits, ..newest };
            }
            None => self.lists.push(new),
        }
        Ok(())
    }
}

/// A part of a token, before anything of it is verified.
fn part<T: DeserializeOwned>(token: &str, number: usize) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(number)?).ok()?).ok()
}
