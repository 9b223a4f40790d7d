//! What each answer means, and what it leaves to be asked. Only a server that refuses a fresh token takes the card off the phone; no
//! network, a wrong clock or a server that is down never does.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::WalletError;
use super::device_keys::{DeviceKey, DeviceKeys, KeyName};
use super::held::{
    About, Access, Activity, ActivityEntry, From, Grant, Held, HeldCredential, Photo, Redeeming, Told,
};
use super::letter::Place;
use super::request::Answer;
use super::standing::has_ended;
use super::talk::{Outcome, Step, Talk};
use crate::card::{Base, Issuer, Setting};
use crate::credential::{Credential, Kind};
use crate::jws;

/// A credential lives 14 days and is renewed when half of them are left.
pub(super) const RENEWED: u64 = 7 * 24 * 3600;

/// An answer to the first step of a talk.
pub(super) struct Answered<'a> {
    pub keys: &'a dyn DeviceKeys,
    pub answer: &'a Answer,
    /// By the server's clock.
    pub at: u64,
}

/// What somebody has to do something about; the talk is over then.
type Complaint = Option<WalletError>;

#[derive(Deserialize)]
struct Found {
    credential_offer_uri: String,
}

#[derive(Deserialize)]
struct Offer {
    credential_issuer: String,
    grants: std::collections::HashMap<String, Value>,
}

#[derive(Deserialize)]
struct Metadata {
    credential_issuer: Option<String>,
    issuer: Option<String>,
    token_endpoint: Option<String>,
    nonce_endpoint: Option<String>,
    credential_endpoint: Option<String>,
    notification_endpoint: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
    #[serde(default)]
    expires_in: u64,
    #[serde(default)]
    scope: String,
}

#[derive(Deserialize)]
struct Nonce {
    c_nonce: String,
}

#[derive(Deserialize)]
struct Delivered {
    credentials: Vec<OneDelivered>,
    notification_id: Option<String>,
}

#[derive(Deserialize)]
struct OneDelivered {
    credential: String,
}

#[derive(Deserialize)]
struct Messages {
    messages: Vec<Told>,
}

#[derive(Deserialize)]
struct Entries {
    entries: Vec<ActivityEntry>,
}

impl Answered<'_> {
    /// Takes the answer in. The talk goes on with what it leaves to be asked.
    pub(super) fn take(&self, held: &mut Held) -> Result<Complaint, WalletError> {
        let Some(mut talk) = held.talk.take() else { return Ok(None) };
        if let Some(nonce) = self.answer.header("dpop-nonce") {
            talk.wanted_nonce = Some(nonce.to_owned());
        }
        // Its answer told the nonce that it wants, or its time.
        let is_proofs = matches!(self.answer.error().as_str(), "use_dpop_nonce" | "invalid_dpop_proof");
        if is_proofs && !talk.repeated {
            (talk.repeated, talk.asked) = (true, None);
            held.talk = Some(talk);
            return Ok(None);
        }
        let Some(step) = talk.answered() else { return Ok(None) };
        let taken = if self.answer.status >= 500 {
            fail(held, &mut talk, &step);
            Ok(None)
        } else {
            self.take_step(held, &mut talk, step)
        };
        held.talk = Some(talk);
        taken
    }

    fn take_step(&self, held: &mut Held, talk: &mut Talk, step: Step) -> Result<Complaint, WalletError> {
        match step {
            Step::FindOffer => Ok(self.found(held, talk)),
            Step::ReadOffer => Ok(self.offer(held, talk)),
            Step::IssuerMetadata { ref iss } | Step::ServerMetadata { ref iss } => {
                if self.metadata(talk, iss).is_none() {
                    fail(held, talk, &step);
                }
                Ok(None)
            }
            Step::Redeem => Ok(self.redeemed(held, talk)),
            Step::Refresh => {
                self.refreshed(held, talk);
                Ok(None)
            }
            Step::About { anew } => {
                self.about(held, talk, anew);
                Ok(None)
            }
            Step::Choices { sent } => {
                // What the hub no longer allows cannot be chosen; what it does allow comes in with the card.
                if self.answer.status == 401 {
                    talk.end(Outcome::Offline);
                } else if held.choices.as_ref() == Some(&sent) {
                    held.choices = None;
                }
                Ok(None)
            }
            Step::Nonce { setting, again } => {
                if let Some(Nonce { c_nonce: nonce }) = self.good() {
                    talk.first([Step::Credential { setting, nonce, again }]);
                }
                Ok(None)
            }
            Step::Credential { setting, again, .. } => self.credential(held, talk, setting, again),
            Step::Notification { .. } => Ok(None),
            Step::Photo => {
                self.photo(held);
                Ok(None)
            }
            Step::Message { id } => {
                // One that is refused stays, and holds up no other.
                if self.answer.is_good() {
                    held.outbox.retain(|one| one.id != id);
                } else if self.answer.status == 401 {
                    skip_farewell(talk);
                }
                Ok(None)
            }
            Step::Messages => {
                if let Some(Messages { messages }) = self.good() {
                    held.told = messages;
                }
                Ok(None)
            }
            Step::Activity => {
                if let (Some(Entries { entries }), Some(activity)) = (self.good(), &mut held.activity) {
                    activity.take(entries);
                }
                Ok(None)
            }
            Step::Remove { anew } => {
                match (self.answer.status, anew) {
                    (401, false) => again_with_new_token(held, talk, Step::Remove { anew: true }),
                    (401, true) => forget(held, talk, Outcome::Forgotten),
                    _ if self.answer.is_good() => forget(held, talk, Outcome::Forgotten),
                    _ => forget(held, talk, Outcome::ForgottenUntold),
                }
                Ok(None)
            }
        }
    }

    /// A good answer in this form.
    fn good<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        if self.answer.is_good() { self.answer.read() } else { None }
    }

    fn too_many(&self) -> Complaint {
        (self.answer.status == 429).then(|| WalletError::TooManyTries { wait: self.answer.retry_after() })
    }

    fn found(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let redeeming = held.redeeming.as_mut()?;
        let From::Typed { base, .. } = &redeeming.from else { return None };
        let place = self
            .good::<Found>()
            .and_then(|found| Place::of_address(Base::parse(base).ok()?, &found.credential_offer_uri));
        match place {
            Some(place) => redeeming.from = From::Place(place),
            None if self.answer.is_good() => talk.end(Outcome::Offline),
            None => {
                talk.end(Outcome::NoCard);
                held.drop_letter();
                return self.too_many().or(Some(WalletError::CodeUnknown));
            }
        }
        None
    }

    fn offer(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let redeeming = held.redeeming.as_mut()?;
        let From::Place(place) = &redeeming.from else { return None };
        let code = self.good::<Offer>().filter(|offer| offer.credential_issuer == place.iss());
        let code = code.and_then(|offer| {
            let grant = offer.grants.get(super::asking::PRE_AUTHORIZED)?;
            Some(grant.get("pre-authorized_code")?.as_str()?.to_owned())
        });
        match code {
            Some(code) => {
                redeeming.code = Some(code);
                talk.outcome = Outcome::DigitsNeeded;
            }
            None if self.answer.is_good() => talk.end(Outcome::Offline),
            None => {
                talk.end(Outcome::NoCard);
                held.drop_letter();
                return self.too_many().or(Some(WalletError::LetterOver));
            }
        }
        None
    }

    /// `None` for anything but this hub's, with addresses at its own server.
    fn metadata(&self, talk: &mut Talk, iss: &str) -> Option<()> {
        let read: Metadata = self.good()?;
        let base = Issuer::parse(iss).ok()?.base;
        let is_ours =
            |address: &String| address.strip_prefix(base.as_str()).is_some_and(|path| path.starts_with('/'));
        if read.credential_issuer.as_deref() == Some(iss) {
            talk.endpoints.nonce = Some(read.nonce_endpoint.filter(is_ours)?);
            talk.endpoints.credential = Some(read.credential_endpoint.filter(is_ours)?);
            talk.endpoints.notification = read.notification_endpoint.filter(is_ours);
        } else if read.issuer.as_deref() == Some(iss) {
            talk.endpoints.token = Some(read.token_endpoint.filter(is_ours)?);
        } else {
            return None;
        }
        Some(())
    }

    fn redeemed(&self, held: &mut Held, talk: &mut Talk) -> Complaint {
        let Some(Redeeming { from: From::Place(place), .. }) = &held.redeeming else { return None };
        let iss = place.iss();
        match self.good::<Tokens>() {
            Some(tokens) => {
                let redeeming = held.redeeming.take()?;
                if !tokens.scope.split(' ').any(|one| one == "card") {
                    talk.end(Outcome::NoCard);
                    held.dropped.insert(redeeming.key);
                    return Some(WalletError::LetterForAnotherWallet);
                }
                held.begin_card(self.grant(tokens, iss, redeeming.key));
                talk.first([Step::About { anew: false }]);
                None
            }
            None if self.answer.is_good() => {
                talk.end(Outcome::Offline);
                None
            }
            None => {
                talk.end(Outcome::DigitsNeeded);
                if let Some(redeeming) = &mut held.redeeming {
                    redeeming.digits = None;
                }
                self.too_many().or(Some(WalletError::WrongDigits))
            }
        }
    }

    fn refreshed(&self, held: &mut Held, talk: &mut Talk) {
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

    fn grant(&self, tokens: Tokens, iss: String, key: KeyName) -> Grant {
        let until = self.at.saturating_add(tokens.expires_in);
        let access = Some(Access { token: tokens.access_token, until });
        Grant { iss, key, refresh: tokens.refresh_token, access }
    }

    fn about(&self, held: &mut Held, talk: &mut Talk, anew: bool) {
        if let Some(about) = self.good::<About>() {
            let choices = held.choices.clone().filter(|_| !talk.todo.iter().any(is_choices));
            (held.about, held.synced_at) = (Some(about), Some(self.at));
            match choices {
                Some(sent) => talk.first([Step::Choices { sent }, Step::About { anew }]),
                None => self.plan(held, talk),
            }
        } else if self.answer.status == 401 && self.answer.error() == "invalid_token" {
            if anew {
                remove(held, talk, self.at);
            } else {
                again_with_new_token(held, talk, Step::About { anew: true });
            }
        } else {
            talk.end(Outcome::Offline);
        }
    }

    /// All that is to be asked, once it is known what the card is.
    fn plan(&self, held: &mut Held, talk: &mut Talk) {
        let Some(about) = held.about.clone() else { return };
        let mut todo = Vec::new();
        if !about.is_ended_by_hub() {
            let shown: Vec<_> = about.settings().filter(|one| !one.shown.is_empty()).collect();
            for setting in Setting::ALL.into_iter().filter(|of| !shown.iter().any(|one| one.setting == *of)) {
                held.drop_credential(setting);
            }
            let due = shown.iter().filter(|one| held.needs_fetching(one.setting, one.stale, self.at));
            todo.extend(due.map(|one| Step::Nonce { setting: one.setting, again: false }));
        }
        // The photo is held only while the card has not ended and its owner agrees.
        match &about.photo {
            Some(tag) if !has_ended(&about, self.at) => {
                let is_held = held.photo.as_ref().is_some_and(|held| held.tag == *tag);
                todo.extend((!is_held).then_some(Step::Photo));
            }
            _ => held.photo = None,
        }
        todo.extend(held.outbox.iter().map(|one| Step::Message { id: one.id }));
        todo.push(Step::Messages);
        todo.extend(held.activity.is_some().then_some(Step::Activity));
        talk.first(todo);
    }

    fn credential(
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
        if error == "invalid_proof" {
            held.dropped.extend(held.fresh.remove(&setting));
        }
        if !again && matches!(error.as_str(), "invalid_nonce" | "invalid_proof") {
            talk.first([Step::Nonce { setting, again: true }]);
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
        let new = HeldCredential { text: text.to_owned(), key: name, exp };
        held.dropped.extend(held.credentials.insert(setting, new).map(|old| old.key));
        Ok(true)
    }

    fn photo(&self, held: &mut Held) {
        let tag = held.about.as_ref().and_then(|about| about.photo.clone());
        match (self.answer.status, tag) {
            (404, _) => held.photo = None,
            (200, Some(tag)) => held.photo = Some(Photo { tag, jpeg: jws::encode(&self.answer.body) }),
            _ => {}
        }
    }
}

/// The step could not be asked, or not be answered.
pub(super) fn fail(held: &mut Held, talk: &mut Talk, step: &Step) {
    let redeeming_iss = match &held.redeeming {
        Some(Redeeming { from: From::Place(place), .. }) => Some(place.iss()),
        _ => None,
    };
    let is_redeeming = match step {
        Step::IssuerMetadata { iss } | Step::ServerMetadata { iss } => Some(iss) == redeeming_iss.as_ref(),
        step => *step == Step::Redeem,
    };
    if is_forgetting(talk, step) {
        forget(held, talk, Outcome::ForgottenUntold);
    } else if is_redeeming || !skip_farewell(talk) {
        talk.end(Outcome::Offline);
    }
}

fn is_forgetting(talk: &Talk, step: &Step) -> bool {
    talk.todo.iter().chain([step]).any(|one| matches!(one, Step::Remove { .. }))
}

fn is_choices(step: &Step) -> bool {
    matches!(step, Step::Choices { .. })
}

/// What the card before still had to say does not hold up the new one. Whether there is a new one.
fn skip_farewell(talk: &mut Talk) -> bool {
    let redeem = talk.todo.iter().position(|step| *step == Step::Redeem);
    talk.todo.drain(..redeem.unwrap_or_default());
    redeem.is_some()
}

/// A token that is not taken is renewed once, since its minutes may be over; only a fresh one that is not taken says that the card is gone.
fn again_with_new_token(held: &mut Held, talk: &mut Talk, step: Step) {
    if let Some(grant) = &mut held.grant {
        grant.access = None;
    }
    talk.first([step]);
}

/// The card is no longer on this phone: photo, keys and credentials go, so that nobody is shown what is refused.
fn remove(held: &mut Held, talk: &mut Talk, at: u64) {
    if is_forgetting(talk, &Step::Refresh) {
        return forget(held, talk, Outcome::Forgotten);
    }
    held.drop_card();
    held.removed_at = Some(at);
    talk.end(Outcome::Removed);
}

/// Leaves nothing of the card.
pub(super) fn forget(held: &mut Held, talk: &mut Talk, outcome: Outcome) {
    held.drop_letter();
    held.drop_card();
    let dropped = std::mem::take(&mut held.dropped);
    *held = Held { dropped, requests: held.requests, ahead: held.ahead, ..Held::default() };
    talk.end(outcome);
}

impl Activity {
    /// Takes over what was noted after it was switched on.
    fn take(&mut self, entries: Vec<ActivityEntry>) {
        let since = i64::try_from(self.since).unwrap_or(i64::MAX);
        self.entries = entries.into_iter().filter(|entry| entry.at.timestamp() >= since).collect();
    }
}

impl Held {
    /// One setting's credential with its key.
    pub(super) fn drop_credential(&mut self, setting: Setting) {
        self.dropped.extend(self.credentials.remove(&setting).map(|one| one.key));
    }

    /// A letter that leads nowhere, with the key that was meant for it.
    pub(super) fn drop_letter(&mut self) {
        self.dropped.extend(self.redeeming.take().map(|one| one.key));
    }

    /// A new card leaves of the one before what its owner could not send any more, and nothing else.
    fn begin_card(&mut self, grant: Grant) {
        self.drop_card();
        let (dropped, unsent) = (std::mem::take(&mut self.dropped), std::mem::take(&mut self.unsent));
        let talk = self.talk.take();
        let (requests, ahead) = (self.requests, self.ahead);
        *self = Self { dropped, unsent, requests, ahead, talk, grant: Some(grant), ..Self::default() };
    }

    /// Whether this setting's credential is missing, no longer true, or has less than half of its life left. A key that still waits
    /// was sent and never answered: the server may take the one before for replaced.
    fn needs_fetching(&self, setting: Setting, is_stale: bool, at: u64) -> bool {
        let held = self.credentials.get(&setting);
        held.is_none_or(|held| {
            is_stale || self.fresh.contains_key(&setting) || held.exp.saturating_sub(at) < RENEWED
        })
    }

    /// One that was set aside, sent after all or thrown away.
    pub(super) fn take_unsent(&mut self, id: Uuid) -> Option<super::held::Message> {
        let at = self.unsent.iter().position(|one| one.id == id)?;
        Some(self.unsent.remove(at))
    }
}
