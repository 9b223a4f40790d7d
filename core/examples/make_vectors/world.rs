//! The fictional world of the vectors: two hubs on one base (and on its former one), their keys and lists.

use std::collections::BTreeMap;

use crate::other::hex;
use passport_core::bundle::key_set;
use passport_core::card::{Base, HubSlug, Issuer};
use passport_core::keys::{Kid, SigningKey};
use passport_core::status::{StatusBits, read_list, sign_list};
use passport_core::trust::{Trust, TrustedIssuer};
use serde_json::{Map, Value, json};

/// When the lists were signed: noon on 21 November 2026.
pub const T0: u64 = 1_795_262_400;
pub const DAY: u64 = 24 * 3600;
pub const BASE: &str = "https://pass.example.uk";
pub const FORMER: &str = "https://cards.example.org";
/// Whatever is withdrawn stands at this index, on every list of the trust called `withdrawn`.
pub const WITHDRAWN_IDX: u32 = 77_777;

/// Lists as (address, token).
type Tokens = Vec<(String, String)>;

pub struct World {
    /// By name: riverton k1, k2 (refused in an emergency), northdale k1, a stranger's, a device's, another device's, the root.
    pub keys: BTreeMap<&'static str, (SigningKey, Vec<u8>)>,
    /// By name: what is trusted, and the lists' tokens.
    trusts: BTreeMap<&'static str, (Trust, Tokens)>,
}

impl World {
    pub fn new() -> Self {
        let names =
            ["riverton-k1", "riverton-k2", "northdale-k1", "stranger", "device", "other-device", "root"];
        let key = |name| {
            let (key, document) = SigningKey::generate().expect("randomness");
            (name, (key, document.to_vec()))
        };
        let mut world = Self { keys: names.into_iter().map(key).collect(), trusts: BTreeMap::new() };
        world.trusts = [
            ("none", world.lists(&[])),
            ("open", world.lists(&[(T0, false)])),
            ("withdrawn", world.lists(&[(T0, true)])),
        ]
        .into_iter()
        .map(|(name, lists)| (name, (world.issuers(), lists)))
        .collect();
        world
    }

    pub fn key(&self, name: &str) -> &SigningKey {
        &self.keys[name].0
    }

    /// What is trusted under that name, every list fetched at `fetched_at`.
    pub fn trust(&self, name: &str, fetched_at: u64) -> Trust {
        let (issuers, lists) = &self.trusts[name];
        let mut trust = issuers.clone();
        for (uri, token) in lists {
            let iss = uri.split_once("/status/").expect("a list's address").0;
            let mut list = read_list(token, iss, uri, &trust.issuers[iss], T0).expect("a good list");
            list.fetched_at = fetched_at;
            trust.hold(uri.clone(), list).expect("one list an address");
        }
        trust
    }

    pub fn trusts_json(&self) -> Value {
        let named = self.trusts.iter().map(|(&name, (trust, lists))| {
            let issuers: Map<String, Value> =
                trust.issuers.iter().map(|(iss, issuer)| (iss.clone(), issuer_json(issuer))).collect();
            let lists: Map<String, Value> =
                lists.iter().map(|(uri, token)| (uri.clone(), token.clone().into())).collect();
            (
                name.to_owned(),
                json!({"bases": trust.bases, "issuers": issuers, "lists_read_at": T0, "lists": lists}),
            )
        });
        Value::Object(named.collect())
    }

    pub fn keys_json(&self) -> Value {
        let named = self.keys.iter().map(|(&name, (key, document))| {
            (name.to_owned(), json!({"public": key.public().to_text(), "pkcs8_hex": hex(document)}))
        });
        Value::Object(named.collect())
    }

    fn issuers(&self) -> Trust {
        let of = |name: &str, telephone: &str, keys: &[(u16, &str)], retired: &[u16]| TrustedIssuer {
            name: name.into(),
            telephone: telephone.into(),
            keys: keys.iter().map(|&(kid, key)| (kid_of(kid), self.key(key).public().clone())).collect(),
            retired: retired.iter().map(|&kid| kid_of(kid)).collect(),
        };
        let riverton = of("Riverton Hub", "01632 960100", &[(1, "riverton-k1"), (2, "riverton-k2")], &[2]);
        let northdale = of("Northdale Hub", "01632 960200", &[(1, "northdale-k1")], &[]);
        let issuers = [BASE, FORMER].into_iter().flat_map(|base| {
            [
                (issuer(base, "riverton").iss(), riverton.clone()),
                (issuer(base, "northdale").iss(), northdale.clone()),
            ]
        });
        Trust::of([BASE, FORMER].map(base).to_vec(), issuers.collect())
    }

    fn lists(&self, signed: &[(u64, bool)]) -> Tokens {
        let mut lists = Vec::new();
        for &(iat, withdrawn) in signed {
            for (base, hub, list, key) in [
                (BASE, "riverton", 1, "riverton-k1"),
                (BASE, "riverton", 2, "riverton-k1"),
                (BASE, "northdale", 1, "northdale-k1"),
                (FORMER, "riverton", 1, "riverton-k1"),
            ] {
                let mut bits = StatusBits::new();
                if withdrawn {
                    bits.withdraw(WITHDRAWN_IDX);
                }
                let issuer = issuer(base, hub);
                let token = sign_list(&issuer, list, &bits, iat, kid_of(1), self.key(key)).expect("signed");
                lists.push((issuer.status_uri(list), token));
            }
        }
        lists
    }
}

pub fn base(text: &str) -> Base {
    Base::parse(text).expect("a base")
}

pub fn issuer(at: &str, hub: &str) -> Issuer {
    Issuer { base: base(at), hub: HubSlug::parse(hub).expect("a short name") }
}

pub fn kid_of(number: u16) -> Kid {
    Kid::new(number).expect("a key number")
}

fn issuer_json(issuer: &TrustedIssuer) -> Value {
    json!({"name": issuer.name, "telephone": issuer.telephone, "jwks": key_set(issuer), "retired_kids": issuer.retired})
}
