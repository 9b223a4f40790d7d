//! Everything that must be refused: forged, foreign, malformed, mutated.

use passport_core::card::Setting;
use passport_core::present::Expected;
use serde_json::Value;

use crate::cards;
use crate::forge::{b64, hash, jws, open};
use crate::genuine::{case, shown_text, square_of};
use crate::world::{BASE, T0, World, base};

pub fn cases(world: &World) -> Vec<Value> {
    let mut inputs = credentials(world);
    inputs.extend(bindings(world));
    inputs.extend(shapes(world));
    inputs.extend(squares(world));
    inputs.extend(mutations(world));
    let refused = |(name, input): (String, String)| {
        let case = case(world, &name, &input, (Some(Setting::School), &Expected::Square), ("open", T0), T0);
        assert_eq!(case["verdict"]["state"], "not_recognised", "{case}");
        case
    };
    inputs.into_iter().map(refused).collect()
}

type Named = (String, String);

/// Headers and payloads of a credential, each signed with the hub's own key.
fn credentials(world: &World) -> Vec<Named> {
    let mut found = Vec::new();
    for phone in [false, true] {
        let card =
            if phone { cards::phone(world, Setting::School) } else { cards::all(world).swap_remove(0) };
        let text = shown_text(world, &card, T0);
        let (credential, binding) = text.split_once('~').expect("a tilde");
        let (header, payload) = open(credential);
        let kind = if phone { "phone" } else { "printed" };
        let mut add = |name: &str, header: &str, payload: &str| {
            let credential = format!("{}~", jws(header, payload, world.key("riverton-k1")));
            let again = if phone { rebind(world, &credential, binding) } else { String::new() };
            found.push((format!("{kind}: {name}"), format!("{credential}{again}")));
        };
        for (name, from, to) in HEADERS {
            add(name, &swap(&header, from, to), &payload);
        }
        for (name, from, to) in PAYLOADS.iter().chain(if phone { PHONE_PAYLOADS } else { PRINTED_PAYLOADS }) {
            add(name, &header, &swap(&payload, from, to));
        }
        found.push((format!("{kind}: signed by a stranger"), {
            let credential = format!("{}~", jws(&header, &payload, world.key("stranger")));
            let again = if phone { rebind(world, &credential, binding) } else { String::new() };
            format!("{credential}{again}")
        }));
        found.push((format!("{kind}: signed by the other hub"), {
            let credential = format!("{}~", jws(&header, &payload, world.key("northdale-k1")));
            let again = if phone { rebind(world, &credential, binding) } else { String::new() };
            format!("{credential}{again}")
        }));
    }
    found
}

/// The same KB-JWT over another credential.
fn rebind(world: &World, credential: &str, binding: &str) -> String {
    let (header, payload) = open(binding);
    let (front, _) = payload.split_once(r#""sd_hash":"#).expect("a hash");
    jws(&header, &format!(r#"{front}"sd_hash":"{}"}}"#, hash(credential)), world.key("device"))
}

fn swap(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

const HEADERS: &[(&str, &str, &str)] = &[
    ("typ vc+sd-jwt", "dc+sd-jwt", "vc+sd-jwt"),
    ("typ JWT", "dc+sd-jwt", "JWT"),
    ("no typ", r#""typ":"dc+sd-jwt","#, ""),
    ("alg none", "ES256", "none"),
    ("alg HS256", "ES256", "HS256"),
    ("alg ES384", "ES256", "ES384"),
    ("unknown kid", "k1", "k3"),
    ("kid with a leading zero", "k1", "k01"),
    ("no kid", r#","kid":"k1""#, ""),
    ("a jwk in the header", r#""kid":"k1""#, r#""kid":"k1","jwk":{"kty":"EC"}"#),
    ("jku in the header", r#""kid":"k1""#, r#""kid":"k1","jku":"https://evil.example/""#),
    ("x5c in the header", r#""kid":"k1""#, r#""kid":"k1","x5c":[]"#),
    ("crit in the header", r#""kid":"k1""#, r#""kid":"k1","crit":["b64"]"#),
    ("header in another order", r#""typ":"dc+sd-jwt","alg":"ES256""#, r#""alg":"ES256","typ":"dc+sd-jwt""#),
    ("space in the header", r#","kid""#, r#", "kid""#),
];

const PAYLOADS: &[(&str, &str, &str)] = &[
    ("unknown vct", "/1\",\"exp", "/2\",\"exp"),
    ("vct of another base", "\"vct\":\"https://pass.example.uk", "\"vct\":\"https://pass.example.org"),
    ("no vct", "\"vct\":\"https://pass.example.uk/vct/", "\"vxt\":\"https://pass.example.uk/vct/"),
    (
        "unknown iss",
        "\"iss\":\"https://pass.example.uk/h/riverton\"",
        "\"iss\":\"https://pass.example.uk/h/elsewhere\"",
    ),
    ("iss of another base", "\"iss\":\"https://pass", "\"iss\":\"https://fake"),
    ("iss with a slash at its end", "/h/riverton\",\"vct", "/h/riverton/\",\"vct"),
    ("list of the other hub", "riverton/status", "northdale/status"),
    ("list of another base", "\"uri\":\"https://pass", "\"uri\":\"https://fake"),
    ("list number with a leading zero", "/status/", "/status/0"),
    ("index outside the list", "\"idx\":77777", "\"idx\":131072"),
    ("negative index", "\"idx\":77777", "\"idx\":-1"),
    ("index in words", "\"idx\":77777", "\"idx\":\"77777\""),
    ("exp as a fraction", ",\"name\"", ".0,\"name\""),
    ("exp in words", "\"exp\":1", "\"exp\":\"1\",\"x\":1"),
    ("exp with an exponent", "\"exp\":1", "\"exp\":1e9,\"x\":1"),
    ("exp beyond 2^32", "\"exp\":1", "\"exp\":91"),
    ("nbf", ",\"name\"", ",\"nbf\":1,\"name\""),
    ("iat", ",\"name\"", ",\"iat\":1,\"name\""),
    ("sub", ",\"name\"", ",\"sub\":\"x\",\"name\""),
    ("_sd smuggled in", ",\"name\"", ",\"_sd\":[],\"name\""),
    ("_sd_alg smuggled in", ",\"name\"", ",\"_sd_alg\":\"sha-256\",\"name\""),
    ("name twice", ",\"name\"", ",\"name\":\"Eve X\",\"name\""),
    ("iss twice", "{\"iss\"", "{\"iss\":\"x\",\"iss\""),
    ("no name", ",\"name\":\"Zoë M\"", ""),
    ("empty name", "Zoë M", ""),
    ("name of 25 characters", "Zoë M", "Zoëzoëzoëzoëzoëzoëzoëzoëz"),
    ("name not in NFC", "Zoë", "Zoe\u{308}"),
    ("name with a space at its end", "Zoë M", "Zoë M "),
    ("name that turns the reading direction", "Zoë M", "Zoë\u{202e}M"),
    ("name with an escape", "Zoë", "Zo\\u00eb"),
    ("name with a control character", "Zoë M", "Zoë\\u0007M"),
    ("white space", ",\"name\"", ", \"name\""),
    (
        "members in another order",
        "\"arrangements\":{\"time-out\":{\"minutes\":10,\"place\":\"library\"},\"phone-on-silent\":{}",
        "\"arrangements\":{\"phone-on-silent\":{},\"time-out\":{\"minutes\":10,\"place\":\"library\"}",
    ),
    ("no arrangements", "\"arrangements\"", "\"arrangement\""),
    (
        "arrangements as an array",
        "\"arrangements\":{\"time-out\":{\"minutes\":10,\"place\":\"library\"},\"phone-on-silent\":{},\"speak-to\":{\"role\":\"head-of-year\"}}",
        "\"arrangements\":[]",
    ),
    ("time-out of 0 minutes", "\"minutes\":10", "\"minutes\":0"),
    ("time-out of 61 minutes", "\"minutes\":10", "\"minutes\":61"),
    ("time-out of 266 minutes", "\"minutes\":10", "\"minutes\":266"),
    (
        "parameters in another order",
        "\"minutes\":10,\"place\":\"library\"",
        "\"place\":\"library\",\"minutes\":10",
    ),
    ("a parameter too many", "\"minutes\":10", "\"minutes\":10,\"why\":\"x\""),
    ("a parameter too few", "\"role\":\"head-of-year\"", ""),
    ("an unknown code before a known one", "\"arrangements\":{", "\"arrangements\":{\"aaa\":{},"),
    ("a code in upper case", "\"arrangements\":{", "\"arrangements\":{\"AAA\":{},"),
    ("an arrangement twice", "\"phone-on-silent\":{}", "\"phone-on-silent\":{},\"phone-on-silent\":{}"),
    ("status as a number", "\"status\":{\"status_list\"", "\"status\":1,\"x\":{\"status_list\""),
    ("an extra member in status", "\"idx\"", "\"bits\":1,\"idx\""),
    ("an extra claim at the end", "\"}}}", "\"}},\"x\":1}"),
    (
        "a fare beside the school's",
        "\"speak-to\":{\"role\":\"head-of-year\"}",
        "\"speak-to\":{\"role\":\"head-of-year\"},\"fare\":{\"band\":\"child\"}",
    ),
];

const PRINTED_PAYLOADS: &[(&str, &str, &str)] = &[
    ("a printed card with a setting", ",\"arrangements\"", ",\"setting\":\"school\",\"arrangements\""),
    ("a printed card with cnf", ",\"status\"", ",\"cnf\":{\"jwk\":{}},\"status\""),
    ("a printed card that says it is a phone's", "vct/printed/1", "vct/pass/1"),
];

const PHONE_PAYLOADS: &[(&str, &str, &str)] = &[
    ("no setting", ",\"setting\":\"school\"", ""),
    ("an unknown setting", "\"setting\":\"school\"", "\"setting\":\"college\""),
    ("a setting that is not its arrangements'", "\"setting\":\"school\"", "\"setting\":\"gp\""),
    ("transport's setting with a name", "\"setting\":\"school\"", "\"setting\":\"transport\""),
    ("no cnf", ",\"cnf\":", ",\"cmf\":"),
    ("cnf with an extra member", "\"crv\":\"P-256\"", "\"crv\":\"P-256\",\"use\":\"sig\""),
    ("cnf with a private key", "\"kty\":\"EC\"", "\"d\":\"AAAA\",\"kty\":\"EC\""),
    ("cnf of another curve", "P-256", "P-384"),
    (
        "cnf with a point off the curve",
        "\"y\":\"",
        "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"z\":\"",
    ),
    ("a phone's card that says it is printed", "vct/pass/1", "vct/printed/1"),
];

/// KB-JWTs signed by the device, each wrong in one thing.
fn bindings(world: &World) -> Vec<Named> {
    let card = cards::phone(world, Setting::School);
    let text = shown_text(world, &card, T0);
    let (credential, binding) = text.split_once('~').expect("a tilde");
    let (header, payload) = open(binding);
    let mut found = Vec::new();
    let mut add = |name: &str, key: &str, header: &str, payload: &str| {
        found.push((
            format!("KB-JWT: {name}"),
            format!("{credential}~{}", jws(header, payload, world.key(key))),
        ));
    };
    for (name, from, to) in [
        ("typ JWT", "kb+jwt", "JWT"),
        ("no typ", "\"typ\":\"kb+jwt\",", ""),
        ("alg none", "ES256", "none"),
        ("a jwk in the header", "{\"typ\"", "{\"jwk\":{},\"typ\""),
        ("a kid in the header", "{\"typ\"", "{\"kid\":\"x\",\"typ\""),
    ] {
        add(name, "device", &swap(&header, from, to), &payload);
    }
    for (name, from, to) in [
        ("aud of the other hub", "h/riverton/v", "h/northdale/v"),
        ("aud of another base", "\"aud\":\"https://pass", "\"aud\":\"https://fake"),
        (
            "aud as an array",
            "\"https://pass.example.uk/h/riverton/v\"",
            "[\"https://pass.example.uk/h/riverton/v\"]",
        ),
        ("no nonce", "\"nonce\"", "\"nonse\""),
        ("a nonce of 7 bytes", "\"nonce\":\"BwcHBwcHBwc\"", "\"nonce\":\"BwcHBwcHBw\""),
        ("a nonce with loose bits", "\"nonce\":\"BwcHBwcHBwc\"", "\"nonce\":\"BwcHBwcHBwd\""),
        ("another sd_hash", "\"sd_hash\":\"", "\"sd_hash\":\"A"),
        ("no sd_hash", "\"sd_hash\"", "\"sd_hosh\""),
        ("iat as a fraction", ",\"aud\"", ".5,\"aud\""),
        ("iat in words", "\"iat\":1795262400", "\"iat\":\"1795262400\""),
        ("no iat", "\"iat\"", "\"iot\""),
        ("iat twice", "{\"iat\"", "{\"iat\":1,\"iat\""),
        ("an extra member", "{\"iat\"", "{\"exp\":9999999999,\"iat\""),
        ("white space", ",\"aud\"", ", \"aud\""),
    ] {
        add(name, "device", &header, &swap(&payload, from, to));
    }
    add("by another key", "other-device", &header, &payload);
    add("by the hub's key", "riverton-k1", &header, &payload);
    found
}

/// Envelopes that are wrong as a whole.
fn shapes(world: &World) -> Vec<Named> {
    let paper = shown_text(world, &cards::all(world).swap_remove(0), T0);
    let phone = shown_text(world, &cards::phone(world, Setting::School), T0);
    let (credential, binding) = phone.split_once('~').expect("a tilde");
    let bare = paper.trim_end_matches('~');
    let (signed, signature) = bare.rsplit_once('.').expect("a signature");
    let zero = b64(&[0; 64]);
    [
        ("nothing", String::new()),
        ("a tilde", "~".into()),
        ("words", "let me in".into()),
        ("no tilde", bare.to_owned()),
        ("a phone's card without its KB-JWT", format!("{credential}~")),
        ("a printed card with a KB-JWT", format!("{paper}{binding}")),
        ("a disclosure", format!("{credential}~WyJzIiwiYSIsMV0~{binding}")),
        ("a disclosure on paper", format!("{paper}WyJzIiwiYSIsMV0~")),
        ("a second tilde", format!("{paper}~")),
        ("a zero signature", format!("{signed}.{zero}~")),
        ("a signature of 63 bytes", format!("{signed}.{}~", b64(&[1; 63]))),
        ("a padded signature", format!("{signed}.{signature}==~")),
        ("loose bits in the signature", format!("{signed}.{}~", loose(signature))),
        ("a DER signature", format!("{signed}.{}~", b64(&[0x30; 70]))),
        ("no signature", format!("{signed}.~")),
        ("four parts", format!("{signed}.{signature}.x~")),
        ("two parts", format!("{signed}~")),
        ("standard base64", paper.replace('-', "+").replace('_', "/") + "+"),
        ("longer than 8,192 bytes", format!("{}{paper}", " ".repeat(8192))),
        ("a null byte inside", paper.replacen('.', ".\0", 1)),
    ]
    .map(|(name, input)| (format!("shape: {name}"), input))
    .into()
}

/// The last of 86 characters carries four bits that are used and two that must be 0.
fn loose(signature: &str) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let last = signature.chars().last().expect("a character");
    let position = alphabet.find(last).expect("base64url");
    format!("{}{}", &signature[..85], &alphabet[position + 1..position + 2])
}

/// Squares of a foreign or misspelt base, and digits that no bytes give.
fn squares(world: &World) -> Vec<Named> {
    let text = shown_text(world, &cards::all(world).swap_remove(0), T0);
    let square = square_of(&text, &base(BASE));
    let (front, digits) = square.split_once('#').expect("a square");
    let tail = |cut: usize| format!("{front}#{}", &digits[..digits.len() - cut]);
    let mut found = vec![
        ("a foreign base".into(), format!("https://fake.example/v#{digits}")),
        (
            "the former base, though it was not issued there".into(),
            format!("https://cards.example.org/v#{digits}"),
        ),
        ("http".into(), square.replacen("https", "http", 1)),
        ("upper case".into(), square.replacen("pass", "PASS", 1)),
        ("a port".into(), square.replacen(".uk/", ".uk:443/", 1)),
        ("a query before the fragment".into(), square.replacen("/v#", "/v?x#", 1)),
        ("another path".into(), square.replacen("/v#", "/w#", 1)),
        ("a base in another's path".into(), format!("https://fake.example/{square}")),
        ("no digits".into(), format!("{front}#")),
        ("letters among the digits".into(), format!("{square}a")),
        ("a group above 2^56".into(), format!("{front}#99999999999999999{}", &digits[17..])),
        ("digits in another script".into(), square.replacen(&digits[..1], "١", 1)),
    ];
    found.extend((1..18).map(|cut| (format!("{cut} digits cut off"), tail(cut))));
    found.push(("a byte too many".into(), format!("{square}000")));
    found.into_iter().map(|(name, input)| (format!("square: {name}"), input)).collect()
}

/// Every byte of a packed card turned round, one at a time.
fn mutations(world: &World) -> Vec<Named> {
    let mut found = Vec::new();
    for card in [cards::all(world).swap_remove(0), cards::phone(world, Setting::School)] {
        let text = shown_text(world, &card, T0);
        let packed = passport_core::packed::pack(&text).expect("packed");
        for position in 0..packed.as_bytes().len() {
            for mask in [0x01, 0x80] {
                let mut bytes = packed.as_bytes().to_vec();
                bytes[position] ^= mask;
                let packed = passport_core::packed::Packed::from_bytes(bytes).expect("not too many");
                let square = passport_core::square::square(&base(BASE), &packed);
                found.push((format!("{}: byte {position} xor {mask:#04x}", card.name), square));
            }
        }
    }
    found
}
