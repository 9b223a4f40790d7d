//! Each vector as lines for a program, and what the program must say of it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use passport_core::bundle::sign_bundle;
use passport_core::card::Arrangement;
use passport_core::keys::SigningKey;
use passport_core::trust::Trust;
use serde_json::{Value, json};

/// What a program must say of a vector.
pub enum Expected {
    /// This.
    Told(String),
    /// Something that begins with this.
    Beginning(&'static str),
    /// The same as of the one before.
    AsBefore,
}

/// The lines for a program, and of each that it answers the vector's name and what it must say.
#[derive(Default)]
struct Questions {
    asked: String,
    expected: Vec<(String, Expected)>,
}

pub fn read(name: &str) -> Value {
    let path = format!("{}/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("vectors")).expect("JSON")
}

fn cases(name: &str) -> Vec<Value> {
    let Value::Array(cases) = read(name) else { panic!("{name} is no list") };
    assert!(!cases.is_empty());
    cases
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The root key of the vectors.
pub fn root() -> String {
    text(&read("keys")["root"]["public"]).to_owned()
}

/// All of them.
pub fn all() -> (String, Vec<(String, Expected)>) {
    let mut questions = Questions::default();
    questions.verdicts();
    questions.packed();
    questions.short_codes();
    questions.points();
    questions.status_lists();
    questions.bundles();
    assert!(questions.expected.len() > 3_000, "{}", questions.expected.len());
    (questions.asked, questions.expected)
}

impl Questions {
    fn tell(&mut self, parts: &[&str]) {
        let parts: Vec<_> = parts.iter().map(|part| STANDARD.encode(part)).collect();
        self.asked.push_str(&parts.join(" "));
        self.asked.push('\n');
    }

    fn ask(&mut self, name: &str, parts: &[&str], expected: Expected) {
        self.tell(parts);
        self.expected.push((format!("{}: {name}", parts[0]), expected));
    }

    /// Whether something is taken.
    fn ask_if_taken(&mut self, name: &str, parts: &[&str], is_taken: bool) {
        let expected = if is_taken { "taken" } else { "refused" };
        self.ask(name, parts, Expected::Told(expected.to_owned()));
    }

    /// A verifier that believes this, and holds no list.
    fn believe(&mut self, trust: &Value) {
        let bases = trust["bases"].as_array().expect("bases").iter().map(text);
        self.tell(&["trust"].into_iter().chain(bases).collect::<Vec<_>>());
        for (iss, hub) in trust["issuers"].as_object().expect("hubs") {
            let jwks = hub["jwks"].to_string();
            let start = ["hub", iss, text(&hub["name"]), text(&hub["telephone"]), &jwks];
            let retired = hub["retired_kids"].as_array().expect("kids").iter().map(text);
            self.tell(&start.into_iter().chain(retired).collect::<Vec<_>>());
        }
        self.tell(&["begin"]);
    }

    /// The same with its lists.
    fn believe_with_lists(&mut self, trust: &Value, fetched_at: &str) {
        self.believe(trust);
        let read_at = trust["lists_read_at"].to_string();
        for (uri, token) in trust["lists"].as_object().expect("lists") {
            self.tell(&["list", uri, text(token), &read_at, fetched_at]);
        }
    }

    fn verdicts(&mut self) {
        let trusts = read("trust");
        let mut given = None;
        for case in cases("verify") {
            let now_given = (text(&case["trust"]).to_owned(), case["fetched_at"].to_string());
            if given.as_ref() != Some(&now_given) {
                self.believe_with_lists(&trusts[&now_given.0], &now_given.1);
                given = Some(now_given);
            }
            let (wanted, now) = (&case["expected"], case["now"].to_string());
            let (aud, nonce) = (text(&wanted["aud"]), text(&wanted["nonce"]));
            let parts = ["check", text(&case["input"]), text(&case["setting"]), aud, nonce, &now];
            self.ask(text(&case["name"]), &parts, Expected::Told(line_of(&case["verdict"])));
        }
    }

    /// A square comes to what its text comes to; what cannot be unpacked is none of our cards.
    fn packed(&mut self) {
        let trust = &read("trust")["open"];
        let now = trust["lists_read_at"].to_string();
        self.believe_with_lists(trust, &now);
        for case in cases("packed").iter().filter(|case| !case["digits"].is_null()) {
            let square = format!("{}/v#{}", text(&case["base"]), text(&case["digits"]));
            let name = text(&case["name"]);
            let square = ["check", &square, "school", "", "", &now];
            if case["text"].is_null() {
                self.ask(name, &square, Expected::Beginning("not_recognised|"));
            } else {
                self.ask(
                    name,
                    &["check", text(&case["text"]), "school", "", "", &now],
                    Expected::Beginning(""),
                );
                self.ask(name, &square, Expected::AsBefore);
            }
        }
    }

    /// The library reads a code where somebody asks for their review.
    fn short_codes(&mut self) {
        for case in cases("short_codes") {
            let plain = case["plain"].as_str().unwrap_or("refused").to_owned();
            let typed = text(&case["typed"]);
            self.ask(typed, &["code", typed], Expected::Told(plain));
        }
    }

    /// A root key is a compressed point, and a hub's key has both coordinates.
    fn points(&mut self) {
        for case in cases("points") {
            let hex = text(&case["compressed_hex"]);
            let bytes: Vec<_> = (0..hex.len() / 2)
                .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal"))
                .collect();
            let key = URL_SAFE_NO_PAD.encode(bytes);
            self.ask_if_taken(hex, &["root", &key], !case["x"].is_null());
            if !case["x"].is_null() {
                let jwk = json!({"kty": "EC", "crv": "P-256", "x": case["x"], "y": case["y"], "kid": "k1"});
                let jwks = json!({"keys": [jwk]}).to_string();
                self.ask_if_taken(hex, &["keys", &jwks], true);
            }
        }
    }

    fn status_lists(&mut self) {
        let trust = &read("trust")["open"];
        for case in cases("status_lists") {
            self.believe(trust);
            let parts = ["take", text(&case["uri"]), text(&case["token"]), &case["now"].to_string()];
            self.ask_if_taken(text(&case["name"]), &parts, !case["list"].is_null());
        }
    }

    /// Where one is held already, that is another bundle of the same root, signed then.
    fn bundles(&mut self) {
        let pkcs8 = read("keys")["root"]["pkcs8_hex"].clone();
        let pkcs8: Vec<_> = (0..text(&pkcs8).len() / 2)
            .map(|at| u8::from_str_radix(&text(&pkcs8)[2 * at..2 * at + 2], 16).expect("hexadecimal"))
            .collect();
        let key = SigningKey::from_pkcs8(&pkcs8).expect("a key");
        for case in cases("bundles") {
            let held = case["held_iat"]
                .as_u64()
                .map(|iat| sign_bundle(&Trust::default(), BTreeMap::new(), iat, &key).expect("a bundle"));
            let (token, now) = (text(&case["token"]), case["now"].to_string());
            let held = held.unwrap_or_default();
            let parts = ["bundle", text(&case["root"]), token, &now, &held];
            // Of an older one nothing is said: what is held stays.
            let expected = match (case["bundle"].is_null(), held.is_empty()) {
                (false, _) => "taken",
                (true, false) => "older",
                (true, true) => "refused",
            };
            self.ask(text(&case["name"]), &parts, Expected::Told(expected.to_owned()));
        }
    }
}

/// A verdict as the programs write it.
fn line_of(verdict: &Value) -> String {
    let lines = verdict["lines"].as_array().expect("lines").iter().map(|line| match line {
        Value::String(code) => code.clone(),
        arrangement => arrangement.to_string(),
    });
    let lines: Vec<_> = lines.collect();
    let typed = verdict["lines"].as_array().expect("lines").iter().map(|line| match line {
        Value::String(code) => code.clone(),
        arrangement => typed(arrangement),
    });
    let typed: Vec<_> = typed.collect();
    let or_nothing = |value: &Value, text: String| if value.is_null() { String::new() } else { text };
    let hub = &verdict["hub"];
    let issued = &verdict["list_issued_at"];
    let parts = [
        text(&verdict["state"]),
        text(&verdict["why"]),
        text(&verdict["name"]),
        &lines.join(";"),
        &typed.join(";"),
        text(&verdict["valid_until"]),
        &or_nothing(issued, issued.to_string()),
        &or_nothing(hub, format!("{}, {}", text(&hub["name"]), text(&hub["telephone"]))),
    ];
    parts.join("|")
}

/// An arrangement as an app switches on it: the day on which it was noted is not told, nor what a newer one has with it.
fn typed(arrangement: &Value) -> String {
    let (code, with) = arrangement.as_object().and_then(|one| one.iter().next()).expect("an arrangement");
    if !Arrangement::CODES.contains(&code.as_str()) {
        return format!("other {code}");
    }
    let told = with.as_object().expect("what it has with it").iter().filter(|(name, _)| *name != "noted");
    told.fold(code.clone(), |line, (name, value)| {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join("+"),
            other => other.to_string(),
        };
        format!("{line} {name}={value}")
    })
}
