//! What the hub's server says of a card to the phone that holds it, and takes from there.

use serde_json::{Value, json};

use super::super::super::Request;
use super::{Given, Hub, ISS, OnPhone, good, read};
use crate::card::{Arrangements, Setting};
use crate::credential::{Claims, Kind};
use crate::phone::shown;

impl Hub {
    pub(super) fn of_card(&mut self, request: &Request, path: &str) -> Given {
        let holder = self.holder(request)?;
        let card = &mut self.cards[holder];
        match (request.method, path) {
            ("GET", "/api/card") => good(&self.about(holder)),
            ("DELETE", "/api/card") => {
                card.is_withdrawn = true;
                self.revoke(holder, |_| true);
                Ok((204, Vec::new()))
            }
            ("PUT", "/api/card/choices") => {
                card.choices.extend(serde_json::from_slice::<crate::phone::Choices>(&request.body).unwrap());
                self.narrow(holder);
                Ok((204, Vec::new()))
            }
            ("GET", "/api/card/photo") => card.photo.map(|jpeg| (200, jpeg.to_vec())).ok_or((404, "none")),
            ("POST", "/api/card/messages") => {
                let message = read(&request.body);
                if !card.messages.iter().any(|one| one["id"] == message["id"]) {
                    card.messages.push(message);
                }
                Ok((201, Vec::new()))
            }
            ("GET", "/api/card/messages") => {
                let told = card.messages.iter().cloned().map(|mut one| {
                    (one["at"], one["state"]) = (json!("2026-12-01T12:00:00Z"), json!("read"));
                    one
                });
                good(&json!({ "messages": told.collect::<Vec<Value>>() }))
            }
            ("GET", "/api/card/data") => {
                good(&json!({ "record": { "known_as": card.name.as_str() }, "activity": card.entries }))
            }
            ("POST", "/api/menu/reviews") => {
                let review = read(&request.body);
                if review["service_id"] == json!(uuid::Uuid::nil()) {
                    return Err((404, "not-found"));
                }
                if review["good"] == "\u{200b}" {
                    return Err((400, "unseen-words"));
                }
                if !card.reviews.iter().any(|one| one["secret"] == review["secret"]) {
                    card.reviews.push(review);
                }
                Ok((201, br#"{"state":"waiting","contact":"asked"}"#.to_vec()))
            }
            ("GET", "/api/card/activity") => good(&json!({ "entries": card.entries })),
            _ => Err((404, "no such door")),
        }
    }

    /// Needs no card: whoever has the code may.
    pub(super) fn take_back(&mut self, request: &Request) -> Given {
        let secret = &read(&request.body)["secret"];
        let of = self.cards.iter_mut().find(|card| card.reviews.iter().any(|one| one["secret"] == *secret));
        of.ok_or((404, "unknown-code"))?.reviews.retain(|one| one["secret"] != *secret);
        Ok((204, Vec::new()))
    }

    fn about(&self, holder: usize) -> Value {
        let card = &self.cards[holder];
        let settings = Setting::ALL.into_iter().filter(|setting| card.allowed.any_of(*setting));
        let settings = settings.map(|setting| {
            let allowed: Value = serde_json::from_str(&card.allowed.of(setting).to_json()).unwrap();
            let shown = shown(&card.allowed, setting, &card.choices);
            let codes: Vec<_> = shown.iter().map(|one| one.code().to_owned()).collect();
            let newest = card.issued.iter().rfind(|one| setting_of(one) == Some(setting));
            let is_held = newest.is_some_and(|one| one.arrangements == shown && self.is_good(one));
            json!({ "setting": setting.code(), "allowed": allowed, "shown": codes, "stale": !shown.is_empty() && !is_held })
        });
        let photo = card.photo.map(|jpeg| jpeg.len().to_string());
        json!({ "hub": { "name": "Riverton", "telephone": "01632 960100", "iss": ISS, "accent": "#1d70b8",
                "opening_hours": null },
            "name": card.name.as_str(), "ends_on": card.ends_on,
            "state": if card.is_ended { "ended" } else { "active" },
            "settings": settings.collect::<Vec<_>>(), "photo": photo })
    }

    fn is_good(&self, claims: &Claims) -> bool {
        claims.exp > self.now && self.bits.is_withdrawn(claims.status.idx) == Some(false)
    }

    fn revoke(&mut self, holder: usize, which: impl Fn(&Claims) -> bool) {
        for claims in self.cards[holder].issued.iter().filter(|one| which(one)) {
            self.bits.withdraw(claims.status.idx);
        }
    }

    /// What carries something that is shown no longer is refused.
    fn narrow(&mut self, holder: usize) {
        let OnPhone { allowed, choices, .. } = &self.cards[holder];
        let seen = |setting| shown(allowed, setting, choices);
        let seen: Vec<_> = Setting::ALL.into_iter().map(|setting| (setting, seen(setting))).collect();
        let is_more = |claims: &Claims| {
            let now = seen.iter().find(|(of, _)| Some(*of) == setting_of(claims));
            now.is_none_or(|(_, now)| claims.arrangements.iter().any(|one| !now.iter().any(|of| of == one)))
        };
        self.revoke(holder, is_more);
    }

    /// The hub changes what a card may say.
    pub(in super::super) fn allow(&mut self, card: usize, allowed: Arrangements) {
        self.cards[card].allowed = allowed;
        self.narrow(card);
    }

    /// The hub takes a card off its phone.
    pub(in super::super) fn withdraw(&mut self, card: usize) {
        self.cards[card].is_withdrawn = true;
        self.revoke(card, |_| true);
    }
}

fn setting_of(claims: &Claims) -> Option<Setting> {
    match claims.kind {
        Kind::Phone { setting, .. } => Some(setting),
        Kind::Printed => None,
    }
}
