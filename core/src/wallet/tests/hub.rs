//! A hub as a wallet meets it: core's own issuing functions with real keys and signatures, and nothing between it and the wallet.

mod credential;
mod of_card;
mod token;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use serde_json::{Value, json};

use super::super::{Answer, Request};
use crate::activation_code::ActivationCode;
use crate::bundle::sign_bundle;
use crate::card::{Arrangement, Arrangements, FareBand, Issuer, LineText, Setting};
use crate::checker::Checker;
use crate::credential::Claims;
use crate::keys::{Kid, PublicKey, SigningKey};
use crate::phone::Choices;
use crate::present::Expected;
use crate::status::{StatusBits, sign_list};
use crate::trust::{Trust, TrustedIssuer};
use crate::verify::Verdict;

pub(super) const ISS: &str = "https://pass.example.uk/h/riverton";
/// 1 December 2026, noon in London.
pub(super) const START: u64 = 1_796_126_400;
pub(super) const DIGITS: &str = "123456";
pub(super) const HOUR: u64 = 3600;
pub(super) const DAY: u64 = 24 * HOUR;
/// What begins as a JPEG does.
pub(super) const PHOTO: &[u8] = b"\xff\xd8\xff a photo";
const LIST: u32 = 1;

/// Status, and a body or the code of an error.
type Given = Result<(u16, Vec<u8>), (u16, &'static str)>;

/// The hub, its server and its books.
#[derive(Clone)]
pub(super) struct Hub {
    /// By the server's clock.
    pub now: u64,
    /// Nobody answers but something that says 503.
    pub is_down: bool,
    /// So long after its first use a letter can be used again.
    pub letters_last: u64,
    pub cards: Vec<OnPhone>,
    pub letters: Vec<Letter>,
    /// Method and path of every request that came.
    pub asked: Vec<String>,
    issuer: Issuer,
    key: Arc<SigningKey>,
    root: Arc<SigningKey>,
    bits: StatusBits,
    grants: Vec<Grant>,
    keys_seen: Vec<PublicKey>,
    proofs_seen: BTreeSet<String>,
    nonces: u64,
}

/// A card that stands on a phone, or will.
#[derive(Clone)]
pub(super) struct OnPhone {
    pub name: LineText,
    pub allowed: Arrangements,
    pub choices: Choices,
    pub ends_on: NaiveDate,
    pub is_ended: bool,
    pub is_withdrawn: bool,
    pub photo: Option<&'static [u8]>,
    pub issued: Vec<Claims>,
    pub messages: Vec<Value>,
    pub entries: Vec<Value>,
    pub reviews: Vec<Value>,
}

/// The letter of a card.
#[derive(Clone)]
pub(super) struct Letter {
    pub typed: ActivationCode,
    pub is_for_another_wallet: bool,
    pub wrong_tries: u8,
    pub redeemed_at: Option<u64>,
}

/// A phone's right to its card.
#[derive(Clone)]
struct Grant {
    card: usize,
    thumbprint: String,
    used: u64,
    is_over: bool,
}

impl Hub {
    /// A hub that put two cards into letters: the second is to replace the first.
    pub(super) fn new() -> Self {
        let new_key = || Arc::new(SigningKey::generate().unwrap().0);
        let (key, root) = (new_key(), new_key());
        let mut hub = Self {
            now: START,
            is_down: false,
            letters_last: HOUR,
            cards: Vec::new(),
            letters: Vec::new(),
            asked: Vec::new(),
            issuer: Issuer::parse(ISS).unwrap(),
            key,
            root,
            bits: StatusBits::new(),
            grants: Vec::new(),
            keys_seen: Vec::new(),
            proofs_seen: BTreeSet::new(),
            nonces: 0,
        };
        hub.put_on_phone("Zoë M");
        hub.put_on_phone("Łukasz O");
        hub
    }

    fn put_on_phone(&mut self, name: &str) {
        let number = u8::try_from(self.letters.len()).unwrap();
        self.letters.push(Letter {
            typed: ActivationCode::from_random([number; 8]),
            is_for_another_wallet: false,
            wrong_tries: 0,
            redeemed_at: None,
        });
        self.cards.push(OnPhone {
            name: LineText::parse(name).unwrap(),
            allowed: allowed(),
            choices: Choices::new(),
            ends_on: "2027-11-30".parse().unwrap(),
            is_ended: false,
            is_withdrawn: false,
            photo: None,
            issued: Vec::new(),
            messages: Vec::new(),
            entries: Vec::new(),
            reviews: Vec::new(),
        });
    }

    /// What the square of a letter says.
    pub(super) fn link(&self, letter: usize) -> String {
        format!("{}/card/activate#riverton.{}", self.issuer.base, handle(letter))
    }

    /// Which letter an offer's code belongs to.
    pub(super) fn letter_of(code: &str) -> Option<usize> {
        code.strip_prefix("code-of-letter-")?.parse().ok()
    }

    /// Whether this key stands for a phone that may fetch its card.
    pub(super) fn knows(&self, key: &PublicKey) -> bool {
        let thumbprint = crate::dpop::thumbprint(key);
        self.grants.iter().any(|one| one.thumbprint == thumbprint && !one.is_over)
    }

    /// What somebody who checks a square with a network finds.
    pub(super) fn checked(&self, square: &str, setting: Setting) -> Verdict {
        let trusted = TrustedIssuer {
            name: "Riverton".into(),
            telephone: "01632 960100".into(),
            keys: [(Kid::FIRST, self.key.public().clone())].into(),
            retired: [].into(),
        };
        let trust = Trust::of(vec![self.issuer.base.clone()], [(ISS.to_owned(), trusted)].into());
        let uri = self.issuer.status_uri(LIST);
        let list = sign_list(&self.issuer, LIST, &self.bits, self.now, Kid::FIRST, &*self.key).unwrap();
        let bundle =
            sign_bundle(&trust, [(uri.clone(), list.clone())].into(), self.now, &*self.root).unwrap();
        let mut checker = Checker::new(self.root.public().clone());
        checker.take_bundle(&bundle, self.now).unwrap();
        checker.take_list(&uri, &list, self.now).unwrap();
        checker.check(square, Some(setting), &Expected::Square, self.now)
    }

    /// What a wallet reads first.
    pub(super) fn metadata(&mut self, which: &str) -> Answer {
        let url = format!("{}/.well-known/{which}/h/riverton", self.issuer.base);
        self.answer(&Request { number: 0, method: "GET", url, headers: Vec::new(), body: Vec::new() })
    }

    /// Does what a request asks for.
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let path = request.url.strip_prefix(self.issuer.base.as_str()).unwrap().to_owned();
        self.asked.push(format!("{} {path}", request.method));
        let given = if self.is_down { Err((503, "down")) } else { self.at_door(request, &path) };
        let (kind, (status, body)) = match given {
            Ok(good) => ("application/json", good),
            Err((status, code)) => {
                let told = json!({ "error": code, "type": format!("{}/api/docs#{code}", self.issuer.base) });
                ("application/problem+json", (status, told.to_string().into_bytes()))
            }
        };
        let date = DateTime::from_timestamp(self.now.cast_signed(), 0).unwrap();
        let date = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        Answer { status, headers: vec![("date".into(), date), ("content-type".into(), kind.into())], body }
    }

    fn at_door(&mut self, request: &Request, path: &str) -> Given {
        match (request.method, path) {
            ("POST", "/api/activation") => self.find_offer(request),
            ("GET", "/.well-known/openid-credential-issuer/h/riverton") => good(&json!({
                "credential_issuer": ISS, "nonce_endpoint": format!("{ISS}/nonce"),
                "credential_endpoint": format!("{ISS}/credential"),
                "notification_endpoint": format!("{ISS}/notification"), "display": []})),
            ("GET", "/.well-known/oauth-authorization-server/h/riverton") => {
                good(&json!({ "issuer": ISS, "token_endpoint": format!("{ISS}/token") }))
            }
            ("POST", "/h/riverton/token") => self.token(request),
            ("POST", "/h/riverton/nonce") => {
                self.nonces += 1;
                good(&json!({ "c_nonce": format!("n.{}.{}", self.nonces, self.now) }))
            }
            ("POST", "/h/riverton/credential") => self.credential(request),
            ("POST", "/h/riverton/notification") => self.holder(request).map(|_| (204, Vec::new())),
            ("POST", "/api/menu/reviews/withdraw") => self.take_back(request),
            _ => match path.strip_prefix("/h/riverton/offers/") {
                Some(asked) => self.offer(asked),
                None => self.of_card(request, path),
            },
        }
    }

    fn find_offer(&self, request: &Request) -> Given {
        let typed = read(&request.body)["code"].as_str().and_then(ActivationCode::parse);
        let letter = self.letters.iter().position(|one| Some(&one.typed) == typed.as_ref());
        let letter = letter.ok_or((404, "unknown"))?;
        good(&json!({ "credential_offer_uri": format!("{ISS}/offers/{}", handle(letter)) }))
    }

    fn offer(&self, asked: &str) -> Given {
        let letter = (0..self.letters.len()).find(|letter| handle(*letter) == asked);
        let letter = letter.filter(|letter| self.is_open(*letter)).ok_or((404, "gone"))?;
        let code = format!("code-of-letter-{letter}");
        let grants = json!({ super::super::asking::PRE_AUTHORIZED: { "pre-authorized_code": code } });
        good(&json!({ "credential_issuer": ISS, "grants": grants }))
    }

    fn is_open(&self, letter: usize) -> bool {
        let Letter { redeemed_at, wrong_tries, .. } = self.letters[letter];
        let is_young = redeemed_at.is_none_or(|at| self.now <= at.saturating_add(self.letters_last));
        is_young && wrong_tries < 5 && !self.cards[letter].is_withdrawn
    }
}

/// What a card says in these tests: two settings.
pub(super) fn allowed() -> Arrangements {
    let fare = Arrangement::Fare { band: FareBand::Child };
    Arrangements::new(vec![Arrangement::PhoneOnSilent, Arrangement::LateArrival, fare]).unwrap()
}

fn handle(letter: usize) -> String {
    format!("handle-of-a-letter-{letter:03}")
}

#[expect(clippy::unnecessary_wraps, reason = "the answer of a door, as every door gives it")]
fn good(body: &Value) -> Given {
    Ok((200, body.to_string().into_bytes()))
}

fn read(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}
