//! A hub without a server: cards signed by core alone, and all that is needed to check them.
//!
//! For the programs of others (interop), for fuzzing's seeds and for figures. Journeys use [`crate::TestApp`] instead.

use passport_core::bundle::key_set;
use passport_core::card::{
    Arrangement, Arrangements, Base, FareBand, HubSlug, Issuer, LineText, Place, Role, Setting, StatusRef,
    Topics,
};
use passport_core::credential::{self, Claims, Kind};
use passport_core::keys::{Kid, SigningKey};
use passport_core::present::present;
use passport_core::status::{StatusBits, read_list, sign_list};
use passport_core::trust::{Trust, TrustedIssuer};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The one status list that all its cards are in.
const LIST: u32 = 1;
const DAY: u64 = 24 * 3600;

/// A hub that lives at one moment and knows its own key.
#[derive(Debug)]
pub struct HubInMemory {
    issuer: Issuer,
    kid: Kid,
    key: SigningKey,
    withdrawn: StatusBits,
    /// Its present, seconds since 1970.
    pub now: u64,
}

impl HubInMemory {
    /// A hub at an address of 30 characters, the length for which docs/card-format.md gives its limits.
    pub fn new(now: u64) -> Self {
        Self::named("northdale", now)
    }

    /// Another hub at the same address.
    pub fn named(slug: &str, now: u64) -> Self {
        let base = Base::parse("https://pass.northdale-uk.test").expect("a base");
        let hub = HubSlug::parse(slug).expect("a slug");
        let (key, _) = SigningKey::generate().expect("a key");
        let kid = Kid::new(1).expect("a key number");
        Self { issuer: Issuer { base, hub }, kid, key, withdrawn: StatusBits::new(), now }
    }

    /// Where its cards are checked.
    pub fn base(&self) -> &Base {
        &self.issuer.base
    }

    /// A printed card for school that lasts a month.
    pub fn printed(&self, idx: u32) -> String {
        self.sign(&self.printed_claims(idx))
    }

    /// A printed card that ended yesterday.
    pub fn ended(&self, idx: u32) -> String {
        self.sign(&Claims { exp: self.now - DAY, ..self.printed_claims(idx) })
    }

    /// A printed card that says what it is given to say.
    pub fn printed_with(&self, arrangements: Vec<Arrangement>, name: &str) -> String {
        let arrangements = Arrangements::new(arrangements).expect("arrangements that fit together");
        self.sign(&Claims { arrangements, name: Some(line(name)), ..self.printed_claims(131_071) })
    }

    /// A phone's card for one setting, shown `seconds_ago`.
    pub fn shown_on_phone(&self, setting: Setting, idx: u32, seconds_ago: u64) -> String {
        let name = (setting != Setting::Transport).then(|| line("Zoë M"));
        self.show(
            Arrangements::new(usual(setting)).expect("usual arrangements"),
            setting,
            name,
            idx,
            seconds_ago,
        )
    }

    /// A phone's card for one setting that says what it is given to say, shown now.
    pub fn shown_with(&self, arrangements: Vec<Arrangement>, setting: Setting, name: &str) -> String {
        let arrangements = Arrangements::new(arrangements).expect("arrangements that fit together");
        self.show(arrangements, setting, Some(line(name)), 131_071, 0)
    }

    /// A card and a status list in the name of another hub of the same address, signed with this one's key.
    pub fn forge(&self, victim: &Self) -> (String, String) {
        let card = Claims { issuer: victim.issuer.clone(), ..self.printed_claims(7) };
        let list = sign_list(&victim.issuer, LIST, &self.withdrawn, self.now, victim.kid, &self.key);
        (self.sign(&card), list.expect("a signed list"))
    }

    /// What a verifier believes who knows this hub and another, and holds this one's list.
    pub fn trust_beside(&self, other: &Self) -> Trust {
        let mut trust = self.trust();
        trust.issuers.insert(other.issuer.iss(), other.trusted());
        trust
    }

    /// Whether a verifier takes a token for this hub's status list.
    pub fn is_its_list(&self, token: &str) -> bool {
        let (iss, uri) = (self.issuer.iss(), self.issuer.status_uri(LIST));
        read_list(token, &iss, &uri, &self.trusted(), self.now).is_ok()
    }

    /// Withdraws the card with this number in the list.
    pub fn withdraw(&mut self, idx: u32) {
        self.withdrawn.withdraw(idx);
    }

    /// What a verifier that has just loaded everything believes.
    pub fn trust(&self) -> Trust {
        let (iss, uri) = (self.issuer.iss(), self.issuer.status_uri(LIST));
        let believed = self.trusted();
        let list = read_list(&self.list(), &iss, &uri, &believed, self.now).expect("a list that reads back");
        let mut trust = Trust::of(vec![self.base().clone()], HashMap::from([(iss, believed)]));
        trust.hold(uri, list).expect("the first list");
        trust
    }

    /// The same as plain JSON for the programs of others: `issuers` and `lists` as they stand in a bundle, and `now`.
    pub fn trust_for_others(&self) -> serde_json::Value {
        json!({
            "issuers": { self.issuer.iss(): { "jwks": key_set(&self.trusted()) } },
            "lists": { self.issuer.status_uri(LIST): self.list() },
            "now": self.now,
        })
    }

    fn printed_claims(&self, idx: u32) -> Claims {
        Claims {
            issuer: self.issuer.clone(),
            kind: Kind::Printed,
            exp: self.now + 30 * DAY,
            name: Some(line("Zoë M")),
            arrangements: Arrangements::new(usual(Setting::School)).expect("usual arrangements"),
            status: StatusRef { list: LIST, idx },
        }
    }

    fn show(
        &self,
        arrangements: Arrangements,
        setting: Setting,
        name: Option<LineText>,
        idx: u32,
        ago: u64,
    ) -> String {
        let (device, _) = SigningKey::generate().expect("a key");
        let exp = (self.now / DAY + 14) * DAY;
        let kind = Kind::Phone { setting, device: device.public().clone() };
        let text = self.sign(&Claims { kind, exp, name, arrangements, ..self.printed_claims(idx) });
        present(&text, self.now - ago, *b"8 bytes.", &device).expect("a presentation")
    }

    fn sign(&self, claims: &Claims) -> String {
        credential::sign(claims, self.kid, &self.key).expect("a signed card")
    }

    /// Its status list, signed.
    pub fn list(&self) -> String {
        sign_list(&self.issuer, LIST, &self.withdrawn, self.now, self.kid, &self.key).expect("a signed list")
    }

    fn trusted(&self) -> TrustedIssuer {
        TrustedIssuer {
            name: "Northdale Hub".to_owned(),
            telephone: "01632 960 123".to_owned(),
            keys: BTreeMap::from([(self.kid, self.key.public().clone())]),
            retired: BTreeSet::new(),
        }
    }
}

/// What is usually arranged for a setting.
fn usual(setting: Setting) -> Vec<Arrangement> {
    let noted = "2026-03-03".parse().expect("a date");
    match setting {
        Setting::School => vec![
            Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").expect("a place")) },
            Arrangement::PhoneOnSilent,
            Arrangement::SpeakTo { role: Role::parse("head-of-year").expect("a role") },
        ],
        Setting::Pharmacy => vec![Arrangement::CollectArranged { noted }],
        Setting::Gp => vec![
            Arrangement::FlexibleAppointments,
            Arrangement::MayDiscuss { about: Topics::Medicines, noted },
        ],
        Setting::Transport => vec![Arrangement::Fare { band: FareBand::Child }],
    }
}

fn line(text: &str) -> LineText {
    LineText::parse(text).expect("a line of text")
}
