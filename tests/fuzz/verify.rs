//! Whatever a camera reads or a stranger sends: `verify` never panics, and accepts nothing but what stands in
//! `tests/vectors/`, to the byte: nobody here has a key to sign anything else with. What stands there and is not genuine, the vectors' own tests see refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passport_core::bundle::KeySet;
use passport_core::card::{Base, Setting};
use passport_core::keys::PublicKey;
use passport_core::packed::Packed;
use passport_core::status::read_list;
use passport_core::trust::{Trust, TrustedIssuer};
use passport_core::verify::{Expected, State, verify};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

static WORLD: LazyLock<World> = LazyLock::new(World::load);

struct World {
    trust: Trust,
    now: u64,
    /// Cards whole: signatures, disclosures, and what the phone signed.
    known: HashSet<String>,
}

#[derive(Deserialize)]
struct Believed {
    bases: Vec<Base>,
    issuers: HashMap<String, Issuer>,
    lists: HashMap<String, String>,
    lists_read_at: u64,
}

#[derive(Deserialize)]
struct Issuer {
    jwks: KeySet,
}

#[derive(Deserialize)]
struct Case {
    input: String,
}

impl World {
    fn load() -> Self {
        let mut trusts: HashMap<String, Believed> = read(include_str!("../vectors/trust.json"));
        let cases: Vec<Case> = read(include_str!("../vectors/verify.json"));
        let Believed { bases, issuers, lists, lists_read_at } =
            trusts.remove("open").expect("a trust of that name");
        let mut trust =
            Trust::of(bases, issuers.into_iter().map(|(iss, issuer)| (iss, issuer.trusted())).collect());
        for (uri, token) in lists {
            let (iss, _) = uri.split_once("/status/").expect("an address of a list");
            let list = read_list(&token, iss, &uri, &trust.issuers[iss], lists_read_at).expect("a list");
            trust.hold(uri, list).expect("the first list");
        }
        let known = cases.iter().flat_map(|case| texts(&case.input, &trust.bases)).collect();
        Self { trust, now: lists_read_at, known }
    }
}

impl Issuer {
    fn trusted(self) -> TrustedIssuer {
        let keys = self
            .jwks
            .keys
            .iter()
            .map(|jwk| (jwk.kid.expect("a kid"), PublicKey::from_jwk(jwk).expect("a key")));
        // Keys refused in an emergency are left out: their cards read "not in use" whatever the signature.
        let (name, telephone) = (String::new(), String::new());
        TrustedIssuer { name, telephone, keys: keys.collect(), retired: BTreeSet::new() }
    }
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("a file of vectors")
}

/// The standard texts that an input may stand for: itself, or what its digits unpack to under each base.
fn texts(input: &str, bases: &[Base]) -> Vec<String> {
    let input = input.trim();
    let digits = input.rsplit_once("/v#").map_or(input, |(_, digits)| digits);
    match Packed::from_digits(digits) {
        Ok(packed) => bases.iter().filter_map(|base| packed.unpack(base).ok()).collect(),
        Err(_) => vec![input.to_owned()],
    }
}

fuzz_target!(|bytes: &[u8]| {
    let World { trust, now, known } = &*WORLD;
    let input = String::from_utf8_lossy(bytes);
    let verdict = verify(&input, Some(Setting::School), &Expected::Square, trust, *now);
    if verdict.state != State::NotRecognised {
        assert!(texts(&input, &trust.bases).iter().any(|text| known.contains(text)), "a forgery was accepted");
    }
});
