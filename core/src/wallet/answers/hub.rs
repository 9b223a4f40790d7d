//! Where a hub's endpoints are, and the tokens that they give.

use super::super::device_keys::KeyName;
use super::super::held::{Access, Grant, Held};
use super::super::talk::{Step, Talk};
use super::Answered;
use super::ending::{fail, remove, skip_farewell};
use super::forms::{IssuerMetadata, ServerMetadata, Tokens};
use crate::card::Issuer;

impl Answered<'_> {
    /// `None` for anything but this hub's, with addresses at its own server; the same below.
    pub(super) fn issuer_metadata(&self, talk: &mut Talk, iss: &str) -> Option<()> {
        let read: IssuerMetadata = self.good()?;
        if read.credential_issuer != iss {
            return None;
        }
        talk.endpoints.nonce = Some(at_server_of(iss, read.nonce_endpoint)?);
        talk.endpoints.credential = Some(at_server_of(iss, read.credential_endpoint)?);
        talk.endpoints.notification =
            read.notification_endpoint.and_then(|address| at_server_of(iss, address));
        Some(())
    }

    pub(super) fn server_metadata(&self, talk: &mut Talk, iss: &str) -> Option<()> {
        let read: ServerMetadata = self.good()?;
        talk.endpoints.token = Some(at_server_of(iss, read.token_endpoint).filter(|_| read.issuer == iss)?);
        Some(())
    }

    pub(super) fn refreshed(&self, held: &mut Held, talk: &mut Talk) {
        let Some(grant) = held.grant.as_mut() else { return };
        match self.good::<Tokens>() {
            // Written down before it is used: its first use makes the old one worthless.
            Some(tokens) => *grant = self.grant(tokens, grant.iss.clone(), grant.key.clone()),
            None if self.answer.error() == "invalid_grant" => {
                if !skip_farewell(talk) {
                    remove(held, talk, self.at);
                }
            }
            None => fail(held, talk, &Step::Refresh),
        }
    }

    pub(super) fn grant(&self, tokens: Tokens, iss: String, key: KeyName) -> Grant {
        let until = self.at.saturating_add(tokens.expires_in);
        let access = Some(Access { token: tokens.access_token, until });
        Grant { iss, key, refresh: tokens.refresh_token, access }
    }
}

fn at_server_of(iss: &str, address: String) -> Option<String> {
    let base = Issuer::parse(iss).ok()?.base;
    let is_ours = address.strip_prefix(base.as_str()).is_some_and(|path| path.starts_with('/'));
    is_ours.then_some(address)
}
