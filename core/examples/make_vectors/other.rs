//! Vectors of the parts: packing, short codes, points, status lists, bundles.

use std::collections::BTreeMap;

use passport_core::bundle::{read_bundle, sign_bundle};
use passport_core::keys::{PublicKey, SigningKey};
use passport_core::packed::{PackError, Packed, pack};
use passport_core::short_code::ShortCode;
use passport_core::status::{StatusBits, read_list, sign_list};
use serde_json::{Value, json};

use crate::cards;
use crate::forge::{jws, open};
use crate::genuine::shown_text;
use crate::world::{BASE, DAY, T0, World, base, issuer, kid_of};

/// Genuine cards as text, bytes and digits, and bytes that are the text of no card.
pub fn packed(world: &World) -> Value {
    let mut cases = Vec::new();
    for card in cards::all(world) {
        let text = shown_text(world, &card, T0);
        let packed = pack(&text).expect("packed");
        let base = &card.claims.issuer.base;
        cases.push(json!({"name": card.name, "base": base, "text": text, "bytes_hex": hex(packed.as_bytes()), "digits": packed.digits()}));
    }
    let whole = pack(&shown_text(world, &cards::all(world).swap_remove(0), T0)).expect("packed");
    for length in 0..whole.as_bytes().len() {
        let cut = Packed::from_bytes(whole.as_bytes()[..length].to_vec()).expect("short");
        assert!(cut.unpack(&base(BASE)).is_err());
        cases.push(json!({"name": format!("cut to {length} bytes"), "base": BASE, "text": null, "bytes_hex": hex(cut.as_bytes()), "digits": cut.digits()}));
    }
    let mut dense = cards::all(world).swap_remove(0);
    dense.claims.arrangements = cards::list(["a", "b", "c", "d", "e", "f"].map(cards::other).to_vec());
    let text = shown_text(world, &dense, T0);
    assert!(matches!(pack(&text), Err(PackError::TooDense { .. })));
    cases.push(json!({"name": "too dense for a square", "base": BASE, "text": text, "bytes_hex": null, "digits": null}));
    Value::Array(cases)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

/// Codes as typed, with the plain code or null.
pub fn short_codes() -> Value {
    let case = |typed: &str| json!({"typed": typed, "plain": ShortCode::parse(typed).ok().map(|code| code.as_plain())});
    let mut cases = Vec::new();
    for seed in 0..40_u8 {
        let code =
            ShortCode::from_random([seed, seed.wrapping_mul(37), 91, seed ^ 0x5a, 3, seed.wrapping_add(200)]);
        let shown = code.to_string();
        cases.push(case(&shown));
        cases.push(case(&shown.to_lowercase().replace('-', " ")));
        let plain = code.as_plain();
        let wrong = if plain.starts_with('7') { "8" } else { "7" };
        cases.push(case(&format!("{wrong}{}", &plain[1..])));
        let mut swapped = plain.clone().into_bytes();
        swapped.swap(usize::from(seed % 9), usize::from(seed % 9) + 1);
        cases.push(case(std::str::from_utf8(&swapped).expect("ASCII")));
        cases.push(case(&plain[1..]));
        cases.push(case(&format!("{plain}0")));
    }
    cases.extend(["", "OOOO-oooo-Oo", "K7QX–M2RT—9C", "UUUU-UUUU-UU", "١٢٣٤", "IlI1-OOOO-00"].map(case));
    Value::Array(cases)
}

/// Compressed points with their coordinates, or null off the curve.
pub fn points() -> Value {
    let case = |point: &[u8]| {
        let key = PublicKey::from_point(point).ok();
        json!({"compressed_hex": hex(point), "x": key.as_ref().map(PublicKey::x), "y": key.as_ref().map(PublicKey::y)})
    };
    let mut cases = Vec::new();
    for _ in 0..60 {
        let (key, _) = SigningKey::generate().expect("randomness");
        let good = *key.public().compressed();
        cases.push(case(&good));
        let mut turned = good;
        turned[0] ^= 1;
        cases.push(case(&turned));
        let mut off = good;
        off[32] ^= 1; // half of these lie on the curve
        cases.push(case(&off));
        off[0] = 4;
        cases.push(case(&off));
    }
    cases.push(case(&[2; 32]));
    cases.push(case(&[[2].as_slice(), &[0xff; 32]].concat()));
    cases.push(case(&[0; 33]));
    Value::Array(cases)
}

/// Tokens of list 1 of riverton, read with the trust called `open`.
pub fn status_lists(world: &World) -> Value {
    let of = issuer(BASE, "riverton");
    let mut bits = StatusBits::new();
    for idx in [0, 1, 7, 8, 1000, 131_071] {
        bits.withdraw(idx);
    }
    let sign =
        |iat, kid, key: &str| sign_list(&of, 1, &bits, iat, kid_of(kid), world.key(key)).expect("signed");
    let good = sign(T0, 1, "riverton-k1");
    let (header, payload) = open(&good);
    let forged = |from: &str, to: &str| {
        assert!(header.contains(from) || payload.contains(from));
        jws(&header.replacen(from, to, 1), &payload.replacen(from, to, 1), world.key("riverton-k1"))
    };
    let lst = payload
        .split_once("\"lst\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .expect("a list")
        .0
        .to_owned();
    let cases = [
        ("good", good.clone(), T0),
        ("on its last second", good.clone(), T0 + 7 * DAY),
        ("past its exp", good.clone(), T0 + 7 * DAY + 1),
        ("120 s ahead", good.clone(), T0 - 120),
        ("121 s ahead", good.clone(), T0 - 121),
        ("by a key refused", sign(T0, 2, "riverton-k2"), T0),
        ("by an unknown key", sign(T0, 3, "stranger"), T0),
        ("by the other hub", sign(T0, 1, "northdale-k1"), T0),
        ("of another address", forged("/status/1", "/status/2"), T0),
        ("of the other hub", forged("h/riverton\",", "h/northdale\","), T0),
        ("without sub", forged("\"sub\"", "\"sup\""), T0),
        ("typ JWT", forged("statuslist+jwt", "JWT"), T0),
        ("alg none", forged("ES256", "none"), T0),
        ("two bits an entry", forged("\"bits\":1", "\"bits\":2"), T0),
        ("iat as a fraction", forged("\"iat\":1795262400", "\"iat\":1795262400.5"), T0),
        ("a longer life than seven days", forged("\"exp\":1795867200", "\"exp\":1795867201"), T0),
        ("not zlib", forged(&lst, "AAAA"), T0),
        ("a list of 16 entries", forged(&lst, "eNrbuRgAAhcBXQ"), T0),
        ("padded", forged(&lst, &format!("{lst}=")), T0),
        ("cut off", good[..good.len() - 8].to_owned(), T0),
        ("nothing", String::new(), T0),
    ];
    let trust = world.trust("open", T0);
    let uri = of.status_uri(1);
    let case = |(name, token, now): (&str, String, u64)| {
        let read = read_list(&token, &of.iss(), &uri, &trust.issuers[&of.iss()], now).ok();
        let withdrawn = |list: &passport_core::trust::HeldList| -> Vec<u32> {
            (0..131_072).filter(|&idx| list.bits.is_withdrawn(idx) == Some(true)).collect()
        };
        let read = read.map(|list| json!({"iat": list.iat, "exp": list.exp, "withdrawn": withdrawn(&list)}));
        json!({"name": name, "token": token, "uri": uri, "now": now, "list": read})
    };
    cases.map(case).to_vec().into()
}

/// Bundles by the root key, or refused.
pub fn bundles(world: &World) -> Value {
    let trust = world.trust("open", T0);
    let of = issuer(BASE, "riverton");
    let list =
        sign_list(&of, 1, &StatusBits::new(), T0, kid_of(1), world.key("riverton-k1")).expect("signed");
    let lists: BTreeMap<_, _> = [(of.status_uri(1), list)].into();
    let good = sign_bundle(&trust, lists, T0, world.key("root")).expect("signed");
    let (header, payload) = open(&good);
    let root = world.key("root");
    let cases = [
        ("good", good.clone(), None, T0),
        ("as new as the one held", good.clone(), Some(T0), T0 + 60),
        ("older than the one held", good.clone(), Some(T0 + 1), T0 + 60),
        ("past its exp", good.clone(), None, T0 + 7 * DAY + 1),
        ("121 s ahead", good.clone(), None, T0 - 121),
        ("by a stranger", jws(&header, &payload, world.key("stranger")), None, T0),
        ("typ JWT", jws(&header.replace("pass-bundle+jwt", "JWT"), &payload, root), None, T0),
        (
            "an issuer that is no address",
            jws(&header, &payload.replace("\"https://pass.example.uk/h/riverton\":", "\"riverton\":"), root),
            None,
            T0,
        ),
        (
            "a key off the curve",
            jws(&header, &payload.replacen("\"crv\":\"P-256\"", "\"crv\":\"P-384\"", 1), root),
            None,
            T0,
        ),
        ("not JSON", jws(&header, "hello", root), None, T0),
    ];
    let case = |(name, token, held, now): (&str, String, Option<u64>, u64)| {
        let read = read_bundle(&token, root.public(), held, now).ok();
        let read = read.map(|read| {
            let mut issuers: Vec<_> = read.trust.issuers.keys().cloned().collect();
            issuers.sort();
            let lists: Vec<_> = read.trust.lists().map(|(uri, _)| uri.to_owned()).collect();
            json!({"iat": read.iat, "exp": read.exp, "bases": read.trust.bases, "issuers": issuers, "lists": lists})
        });
        json!({"name": name, "token": token, "root": root.public().to_text(), "held_iat": held, "now": now, "bundle": read})
    };
    cases.map(case).to_vec().into()
}
