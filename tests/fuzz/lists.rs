//! What a hub signs for everybody to fetch: a status list, and the bundle for checking without a network, as if whoever holds the key had
//! gone mad. Neither panics, takes more memory than a list has, nor believes a list that says another address.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use passport_core::bundle::read_bundle;
use passport_core::card::Issuer;
use passport_core::keys::{Kid, Signer as _, SigningKey};
use passport_core::status::{LIST_BYTES, read_list};
use passport_core::trust::TrustedIssuer;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const NOW: u64 = 1_800_000_000;
const LISTS: &str = r#"{"typ":"statuslist+jwt","alg":"ES256","kid":"1"}"#;

static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate().expect("a key").0);

/// Header and payload, signed, whatever they say.
fn signed(header: &str, payload: &[u8]) -> String {
    let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = KEY.sign(text.as_bytes()).expect("it signs");
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let issuer = Issuer::parse("https://pass.example.uk/h/riverton").expect("an issuer");
    let (iss, uri) = (issuer.iss(), issuer.status_uri(3));
    let trusted = TrustedIssuer {
        name: String::new(),
        telephone: String::new(),
        keys: [(Kid::new(1).expect("a kid"), KEY.public().clone())].into(),
        retired: BTreeSet::new(),
    };
    match kind % 4 {
        // Bits that inflate to anything, in a list that is right in all else.
        0 => {
            let lst = URL_SAFE_NO_PAD.encode(bytes);
            let exp = NOW + 7 * 24 * 3600;
            let payload = format!(
                r#"{{"iss":"{iss}","sub":"{uri}","iat":{NOW},"exp":{exp},"ttl":900,"status_list":{{"bits":1,"lst":"{lst}"}}}}"#
            );
            let token = signed(LISTS, payload.as_bytes());
            if let Ok(list) = read_list(&token, &iss, &uri, &trusted, NOW) {
                assert!(list.bits.count_withdrawn() as usize <= LIST_BYTES * 8);
                let other = read_list(&token, &iss, &issuer.status_uri(4), &trusted, NOW);
                assert!(other.is_err(), "a list was believed at another address");
            }
        }
        1 => drop(read_list(&signed(LISTS, bytes), &iss, &uri, &trusted, NOW)),
        2 => {
            let header = std::str::from_utf8(bytes).unwrap_or_default();
            drop(read_list(&signed(header, b"{}"), &iss, &uri, &trusted, NOW));
            drop(read_list(header, &iss, &uri, &trusted, NOW));
            drop(read_bundle(header, KEY.public(), None, NOW));
        }
        _ => drop(read_bundle(&signed(r#"{"typ":"pass-bundle+jwt","alg":"ES256"}"#, bytes), KEY.public(), Some(NOW), NOW)),
    }
});
