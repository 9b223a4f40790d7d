//! What is asked next: each step made ready (a token that lives, the hub's addresses, a key that is written down), then as a request.

use serde_json::json;

use super::WalletError;
use super::answers;
use super::device_keys::{DeviceKey, DeviceKeys, KeyName};
use super::held::{From, Grant, Held, Redeeming};
use super::request::{Draft, Proven, Request};
use super::talk::{Endpoints, LEASE, MOST_REQUESTS, Outcome, Step};
use crate::card::{Base, Issuer, Setting};

pub(super) const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
/// The least seconds of a token's life that a request is begun with.
const LEAST_LIFE: u64 = 30;

/// What comes next in a talk.
pub(super) enum Ready {
    /// Its first step can be asked.
    Ask,
    /// Another wallet talks: wait so many seconds.
    Wait(u64),
    /// Nothing is left.
    Over(Outcome),
    /// There is no talk.
    Silent,
}

/// Who asks, and when.
pub(super) struct Asker<'a> {
    pub keys: &'a dyn DeviceKeys,
    /// The wallet's own name.
    pub by: &'a str,
    /// By the device's clock, seconds since 1970.
    pub now: u64,
    /// Characters that were never drawn before: a name for a key, or a proof's own.
    pub drawn: [u8; 16],
}

impl Asker<'_> {
    /// Sees to everything that the next request needs, and notes that it is made.
    pub(super) fn ready(&self, held: &mut Held) -> Ready {
        let at = held.by_server(self.now);
        held.end_what_never_ends();
        held.leave_out_what_is_gone();
        let Held { talk: Some(talk), grant, redeeming, fresh, .. } = held else { return Ready::Silent };
        if let Some(seconds) = talk.wait(self.by, self.now) {
            return Ready::Wait(seconds);
        }
        while let Some(step) = talk.todo.first().cloned() {
            let lives = |grant: &Grant| {
                grant.access.as_ref().is_some_and(|access| access.until.saturating_sub(at) > LEAST_LIFE)
            };
            if step.needs_access() && !grant.as_ref().is_some_and(lives) {
                talk.first([Step::Refresh]);
                continue;
            }
            let iss = match (&step, &*redeeming, &*grant) {
                (Step::Redeem, Some(Redeeming { from: From::Place(place), .. }), _) => place.iss(),
                (_, _, Some(grant)) => grant.iss.clone(),
                _ => String::new(),
            };
            if step.needs_endpoints() && !talk.endpoints.are_of(&iss) {
                talk.endpoints = Endpoints { iss: iss.clone(), ..Endpoints::default() };
                talk.first([Step::IssuerMetadata { iss: iss.clone() }, Step::ServerMetadata { iss }]);
                continue;
            }
            if let Step::Nonce { setting, .. } | Step::Credential { setting, .. } = step {
                fresh.entry(setting).or_insert_with(|| KeyName(crate::jws::encode(&self.drawn)));
            }
            held.requests += 1;
            talk.made += 1;
            let until = self.now.saturating_add(LEASE);
            (talk.by, talk.until, talk.asked) = (self.by.to_owned(), until, Some(held.requests));
            return Ready::Ask;
        }
        let outcome = talk.outcome;
        held.talk = None;
        Ready::Over(outcome)
    }

    /// The request of the first step, after [`Self::ready`].
    pub(super) fn request(&self, held: &Held) -> Result<Request, WalletError> {
        let Some((talk, step)) = held.talk.as_ref().and_then(|talk| Some((talk, talk.todo.first()?))) else {
            return Err(WalletError::NoCard);
        };
        let to = |endpoint: &Option<String>| endpoint.clone().unwrap_or_default();
        let plain = |draft: Draft| Ok(draft.request(held.requests, None)?);
        match step {
            Step::FindOffer => match held.redeeming.as_ref().map(|one| &one.from) {
                Some(From::Typed { base, code }) => {
                    plain(Draft::json("POST", format!("{base}/api/activation"), &json!({"code": code})))
                }
                _ => Err(WalletError::NoCard),
            },
            Step::ReadOffer => match held.redeeming.as_ref().map(|one| &one.from) {
                Some(From::Place(place)) => plain(Draft::get(place.address())),
                _ => Err(WalletError::NoCard),
            },
            Step::IssuerMetadata { iss } => plain(Draft::get(well_known("openid-credential-issuer", iss)?)),
            Step::ServerMetadata { iss } => plain(Draft::get(well_known("oauth-authorization-server", iss)?)),
            Step::Nonce { .. } => plain(Draft::bare("POST", to(&talk.endpoints.nonce))),
            Step::Redeem => {
                let redeeming = held.redeeming.as_ref().ok_or(WalletError::NoCard)?;
                let (Some(code), Some(digits)) = (&redeeming.code, &redeeming.digits) else {
                    return Err(WalletError::NoCard);
                };
                let fields = [
                    ("grant_type", PRE_AUTHORIZED),
                    ("pre-authorized_code", code.as_str()),
                    ("tx_code", digits.as_str()),
                ];
                self.signed(held, Draft::form(to(&talk.endpoints.token), &fields), &redeeming.key, None)
            }
            Step::Refresh => {
                let grant = held.grant.as_ref().ok_or(WalletError::NoCard)?;
                let fields = [("grant_type", "refresh_token"), ("refresh_token", grant.refresh.as_str())];
                self.signed(held, Draft::form(to(&talk.endpoints.token), &fields), &grant.key, None)
            }
            Step::Credential { setting, nonce, .. } => {
                let wish = json!({
                    "credential_configuration_id": setting.code(),
                    "proofs": { "jwt": [self.proof(held, *setting, nonce)?] },
                });
                self.with_token(held, Draft::json("POST", to(&talk.endpoints.credential), &wish))
            }
            Step::Notification { id } => {
                let event = json!({"notification_id": id, "event": "credential_accepted"});
                self.with_token(held, Draft::json("POST", to(&talk.endpoints.notification), &event))
            }
            Step::About { .. } => self.with_token(held, Draft::get(of_card(held, "")?)),
            Step::Choices { sent } => {
                self.with_token(held, Draft::json("PUT", of_card(held, "/choices")?, &json!(sent)))
            }
            Step::Photo => self.with_token(held, Draft::get(of_card(held, "/photo")?)),
            Step::Message { id } => {
                let message = held.outbox.iter().find(|one| one.id == *id);
                self.with_token(held, Draft::json("POST", of_card(held, "/messages")?, &json!(message)))
            }
            Step::Review { code } => {
                let waiting = held.reviews.iter().find(|one| one.code == *code).ok_or(WalletError::NoCard)?;
                let url = format!("{}/api/menu/reviews", base_of_card(held)?);
                self.with_token(held, Draft::json("POST", url, &waiting.body()?))
            }
            Step::TakeBack { code } => {
                let back = held.taken_back.iter().find(|one| one.code == *code).ok_or(WalletError::NoCard)?;
                let url = format!("{}/api/menu/reviews/withdraw", back.base);
                plain(Draft::json("POST", url, &json!({"secret": code})))
            }
            Step::Data { .. } => self.with_token(held, Draft::get(of_card(held, "/data")?)),
            Step::Messages => self.with_token(held, Draft::get(of_card(held, "/messages")?)),
            Step::Activity => self.with_token(held, Draft::get(of_card(held, "/activity")?)),
            Step::Remove { .. } => self.with_token(held, Draft::bare("DELETE", of_card(held, "")?)),
        }
    }

    fn with_token(&self, held: &Held, draft: Draft) -> Result<Request, WalletError> {
        let grant = held.grant.as_ref().ok_or(WalletError::NoCard)?;
        let token = grant.access.as_ref().map(|access| access.token.as_str());
        self.signed(held, draft, &grant.key, token)
    }

    fn signed(
        &self,
        held: &Held,
        draft: Draft,
        key: &KeyName,
        token: Option<&str>,
    ) -> Result<Request, WalletError> {
        let key = DeviceKey::find_or_make(self.keys, key)?;
        let nonce = held.talk.as_ref().and_then(|talk| talk.wanted_nonce.as_deref());
        let proven = Proven { token, nonce, drawn: self.drawn, now: held.by_server(self.now) };
        Ok(draft.request(held.requests, Some((&key, proven)))?)
    }

    /// That this device holds the key which a setting's credential will be bound to (`OpenID4VCI` 1.0, appendix F.1).
    fn proof(&self, held: &Held, setting: Setting, nonce: &str) -> Result<String, WalletError> {
        let (Some(name), Some(grant)) = (held.fresh.get(&setting), &held.grant) else {
            return Err(WalletError::NoCard);
        };
        let key = DeviceKey::find_or_make(self.keys, name)?;
        let header = json!({"typ": "openid4vci-proof+jwt", "alg": "ES256", "jwk": key.public.to_jwk(None)});
        let payload = json!({"aud": grant.iss, "iat": held.by_server(self.now), "nonce": nonce});
        Ok(key.jwt(&header.to_string(), &payload.to_string())?)
    }
}

impl Held {
    /// A server that leads in circles is left for now.
    fn end_what_never_ends(&mut self) {
        let Some(mut talk) = self.talk.take_if(|talk| talk.made >= MOST_REQUESTS) else { return };
        if let Some(step) = talk.answered() {
            answers::fail(self, &mut talk, &step);
        }
        self.talk = Some(talk);
    }

    /// What its writer took away meanwhile is not sent any more.
    fn leave_out_what_is_gone(&mut self) {
        let Self { talk: Some(talk), reviews, taken_back, .. } = self else { return };
        talk.todo.retain(|step| match step {
            Step::Review { code } => reviews.iter().any(|one| one.code == *code),
            Step::TakeBack { code } => taken_back.iter().any(|one| one.code == *code),
            _ => true,
        });
    }
}

impl Endpoints {
    /// Whether all of this hub's are known.
    fn are_of(&self, iss: &str) -> bool {
        self.iss == iss && self.token.is_some() && self.credential.is_some()
    }
}

/// The well-known part stands between host and path (RFC 8414 section 3.1).
fn well_known(name: &str, iss: &str) -> Result<String, WalletError> {
    let Issuer { base, hub } = Issuer::parse(iss).map_err(|_| WalletError::NoCard)?;
    Ok(format!("{base}/.well-known/{name}/h/{hub}"))
}

/// The server of the card on this phone.
pub(super) fn base_of_card(held: &Held) -> Result<Base, WalletError> {
    let grant = held.grant.as_ref().ok_or(WalletError::NoCard)?;
    Ok(Issuer::parse(&grant.iss).map_err(|_| WalletError::NoCard)?.base)
}

/// An address of the card on this phone.
fn of_card(held: &Held, path: &str) -> Result<String, WalletError> {
    Ok(format!("{}/api/card{path}", base_of_card(held)?))
}
