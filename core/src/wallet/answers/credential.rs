//! A setting's credential comes, or does not.

use super::super::WalletError;
use super::super::device_keys::DeviceKey;
use super::super::held::{Held, HeldCredential};
use super::super::talk::{Outcome, Step, Talk};
use super::forms::Delivered;
use super::{Answered, Complaint};
use crate::card::Setting;
use crate::credential::{Credential, Kind};

impl Answered<'_> {
    pub(super) fn credential(
        &self,
        held: &mut Held,
        talk: &mut Talk,
        setting: Setting,
        again: bool,
    ) -> Result<Complaint, WalletError> {
        if let Some(delivered) = self.good::<Delivered>() {
            let text = delivered.credentials.into_iter().next().map(|one| one.credential).unwrap_or_default();
            if !self.keep(held, setting, &text)? {
                talk.end(Outcome::Offline);
            } else if let Some(id) = delivered.notification_id {
                talk.first([Step::Notification { id }]);
            }
            return Ok(None);
        }
        // What may be mended by trying once more: the nonce grew old, or the key was in a request whose reply got lost.
        let error = self.answer.error();
        if matches!(error.as_str(), "invalid_proof" | "credential_request_denied") {
            held.dropped.extend(held.fresh.remove(&setting));
        }
        if !again && matches!(error.as_str(), "invalid_nonce" | "invalid_proof") {
            talk.first([Step::Nonce { setting, again: true }]);
        } else if error.is_empty() {
            // Not from the hub: a page to sign in to a network, or a server that is busy.
            talk.end(Outcome::Offline);
        }
        Ok(None)
    }

    /// The new one takes the place of the old one in the step in which its key stops being a fresh one. Whether it is the one that
    /// was asked for.
    fn keep(&self, held: &mut Held, setting: Setting, text: &str) -> Result<bool, WalletError> {
        let (Some(name), Some(grant)) = (held.fresh.get(&setting).cloned(), &held.grant) else {
            return Ok(false);
        };
        let key = DeviceKey::find_or_make(self.keys, &name)?;
        let Ok(read) = Credential::parse(text) else { return Ok(false) };
        let is_ours = read.key_binding.is_empty()
            && read.claims.issuer.iss() == grant.iss
            && read.claims.kind == Kind::Phone { setting, device: key.public };
        if !is_ours {
            return Ok(false);
        }
        let exp = read.claims.exp;
        held.fresh.remove(&setting);
        if let Some(about) = &mut held.about {
            about.note_fetched(setting);
        }
        let new = HeldCredential { text: text.to_owned(), key: name, exp };
        held.dropped.extend(held.credentials.insert(setting, new).map(|old| old.key));
        Ok(true)
    }
}
