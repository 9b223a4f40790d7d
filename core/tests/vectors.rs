//! Core agrees with every shared vector in `tests/vectors/`.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected is meant to stop")]

use std::collections::HashMap;

use passport_core::bundle::{KeySet, read_bundle};
use passport_core::card::{Arrangements, Base, Setting};
use passport_core::keys::{Kid, PublicKey};
use passport_core::packed::{Packed, pack};
use passport_core::present::Expected;
use passport_core::short_code::ShortCode;
use passport_core::status::read_list;
use passport_core::trust::{Trust, TrustedIssuer};
use passport_core::verify::{Line, Verdict, Why, verify};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/../tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[derive(Deserialize)]
struct TrustVector {
    bases: Vec<Base>,
    issuers: HashMap<String, IssuerVector>,
    lists_read_at: u64,
    lists: HashMap<String, String>,
}

#[derive(Deserialize)]
struct IssuerVector {
    name: String,
    telephone: String,
    jwks: KeySet,
    retired_kids: Vec<Kid>,
}

impl TrustVector {
    fn trust(&self, fetched_at: u64) -> Trust {
        let mut trust = Trust::of(
            self.bases.clone(),
            self.issuers.iter().map(|(iss, of)| (iss.clone(), of.trusted())).collect(),
        );
        for (uri, token) in &self.lists {
            let iss = uri.split_once("/status/").unwrap().0;
            let mut list = read_list(token, iss, uri, &trust.issuers[iss], self.lists_read_at).unwrap();
            list.fetched_at = fetched_at;
            trust.hold(uri.clone(), list).unwrap();
        }
        trust
    }
}

impl IssuerVector {
    fn trusted(&self) -> TrustedIssuer {
        let keys =
            self.jwks.keys.iter().map(|jwk| (jwk.kid.unwrap(), PublicKey::from_jwk(jwk).unwrap())).collect();
        let retired = self.retired_kids.iter().copied().collect();
        TrustedIssuer { name: self.name.clone(), telephone: self.telephone.clone(), keys, retired }
    }
}

#[derive(Deserialize)]
struct VerifyVector {
    name: String,
    input: String,
    setting: Option<Setting>,
    expected: Value,
    trust: String,
    fetched_at: u64,
    now: u64,
    verdict: Value,
}

#[test]
fn every_verdict_is_the_one_written_down() {
    let trusts: HashMap<String, TrustVector> = read("trust");
    let cases: Vec<VerifyVector> = read("verify");
    assert!(cases.len() >= 2_000);
    let mut ready: HashMap<(String, u64), Trust> = HashMap::new();
    for case in &cases {
        let trust = ready
            .entry((case.trust.clone(), case.fetched_at))
            .or_insert_with(|| trusts[&case.trust].trust(case.fetched_at));
        let expected = match case.expected.as_object() {
            None => Expected::Square,
            Some(asked) => Expected::Verifier {
                aud: asked["aud"].as_str().unwrap().into(),
                nonce: asked["nonce"].as_str().unwrap().into(),
            },
        };
        let verdict = verify(&case.input, case.setting, &expected, trust, case.now);
        assert_eq!(as_json(&verdict), case.verdict, "{}", case.name);
    }
}

fn as_json(verdict: &Verdict) -> Value {
    let line = |line: &Line| match line {
        Line::NeedsFreshList => json!("needs_fresh_list"),
        Line::Arrangement(arrangement) => {
            serde_json::from_str(&Arrangements::new(vec![arrangement.clone()]).unwrap().to_json()).unwrap()
        }
    };
    json!({
        "state": verdict.state.code(),
        "why": verdict.why.map(Why::code),
        "name": verdict.name,
        "lines": verdict.lines.iter().map(line).collect::<Vec<_>>(),
        "valid_until": verdict.valid_until,
        "list_issued_at": verdict.list_issued_at,
        "hub": verdict.hub.as_ref().map(|hub| json!({"name": hub.name, "telephone": hub.telephone})),
    })
}

#[derive(Deserialize)]
struct PackedVector {
    name: String,
    base: Base,
    text: Option<String>,
    bytes_hex: Option<String>,
    digits: Option<String>,
}

#[test]
fn text_bytes_and_digits_turn_into_each_other() {
    for case in read::<Vec<PackedVector>>("packed") {
        let Some(digits) = case.digits.filter(|digits| !digits.is_empty()) else {
            assert!(case.text.is_none_or(|text| pack(&text).is_err()), "{}", case.name);
            continue;
        };
        let packed = Packed::from_digits(&digits).unwrap();
        assert_eq!(hex(packed.as_bytes()), case.bytes_hex.unwrap(), "{}", case.name);
        assert_eq!(packed.unpack(&case.base).ok(), case.text, "{}", case.name);
        if let Some(text) = case.text {
            assert_eq!(pack(&text).unwrap(), packed, "{}", case.name);
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

#[test]
fn short_codes_read_as_written_down() {
    for case in read::<Vec<Value>>("short_codes") {
        let plain = ShortCode::parse(case["typed"].as_str().unwrap()).ok().map(|code| code.as_plain());
        assert_eq!(json!(plain), case["plain"], "{case}");
    }
}

#[test]
fn points_decompress_as_written_down() {
    for case in read::<Vec<Value>>("points") {
        let text = case["compressed_hex"].as_str().unwrap();
        let bytes: Vec<_> =
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect();
        let key = PublicKey::from_point(&bytes).ok();
        assert_eq!(
            (json!(key.as_ref().map(PublicKey::x)), json!(key.as_ref().map(PublicKey::y))),
            (case["x"].clone(), case["y"].clone())
        );
    }
}

#[test]
fn status_lists_read_as_written_down() {
    let trust = read::<HashMap<String, TrustVector>>("trust")["open"].trust(0);
    for case in read::<Vec<Value>>("status_lists") {
        let uri = case["uri"].as_str().unwrap();
        let iss = uri.split_once("/status/").unwrap().0;
        let list = read_list(
            case["token"].as_str().unwrap(),
            iss,
            uri,
            &trust.issuers[iss],
            case["now"].as_u64().unwrap(),
        )
        .ok();
        let list = list.map(|list| {
            let withdrawn: Vec<_> =
                (0..131_072).filter(|&idx| list.bits.is_withdrawn(idx) == Some(true)).collect();
            json!({"iat": list.iat, "exp": list.exp, "withdrawn": withdrawn})
        });
        assert_eq!(json!(list), case["list"], "{}", case["name"]);
    }
}

#[test]
fn bundles_read_as_written_down() {
    for case in read::<Vec<Value>>("bundles") {
        let root = PublicKey::from_text(case["root"].as_str().unwrap()).unwrap();
        let bundle = read_bundle(
            case["token"].as_str().unwrap(),
            &root,
            case["held_iat"].as_u64(),
            case["now"].as_u64().unwrap(),
        )
        .ok();
        let bundle = bundle.map(|read| {
            let mut issuers: Vec<_> = read.trust.issuers.keys().cloned().collect();
            issuers.sort();
            let lists: Vec<_> = read.trust.lists().map(|(uri, _)| uri.to_owned()).collect();
            json!({"iat": read.iat, "exp": read.exp, "bases": read.trust.bases, "issuers": issuers, "lists": lists})
        });
        assert_eq!(json!(bundle), case["bundle"], "{}", case["name"]);
    }
}
