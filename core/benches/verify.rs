//! The cost of a verdict against the least it can cost: two bare ES256 verifications of aws-lc for a phone's presentation, one for
//! a printed card. Measured turn by turn in one run, since machines are noisy; the ratios are what counts.
#![expect(clippy::unwrap_used, reason = "a benchmark that meets the unexpected is meant to stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use passport_core::card::{Arrangement, Arrangements, Issuer, LineText, Place, Role, Setting, StatusRef};
use passport_core::credential::{Claims, Kind, sign};
use passport_core::keys::{Kid, Signer, SigningKey};
use passport_core::packed::pack;
use passport_core::present::{Expected, present};
use passport_core::square::square;
use passport_core::status::StatusBits;
use passport_core::trust::{HeldList, Trust, TrustedIssuer};
use passport_core::verify::{State, verify};

const NOW: u64 = 1_800_000_000;
const ROUNDS: usize = 40;
const EACH: u32 = 250;

/// What is done, and the time it has taken so far.
type Run<'a> = (&'a str, Box<dyn Fn() + 'a>, Duration);

fn main() {
    let (hub, device) = (SigningKey::generate().unwrap().0, SigningKey::generate().unwrap().0);
    let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
    let trust = trust(&hub, &issuer);
    let printed = claims(&issuer, Kind::Printed);
    let phone = claims(&issuer, Kind::Phone { setting: Setting::School, device: device.public().clone() });
    let kid = Kid::new(1).unwrap();
    let printed_text = sign(&printed, kid, &hub).unwrap();
    let phone_text = present(&sign(&phone, kid, &hub).unwrap(), NOW, [7; 8], &device).unwrap();
    let as_square = |text: &str| square(&issuer.base, &pack(text).unwrap());
    let (printed_square, phone_square) = (as_square(&printed_text), as_square(&phone_text));

    // Messages as long as the real ones, so that hashing costs the same.
    let bare = |key: &SigningKey, length: usize| {
        let message = vec![b'a'; length];
        let signature = key.sign(&message).unwrap();
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public().uncompressed().to_vec());
        move || public.verify(&message, &signature).unwrap()
    };
    let (credential, binding) = (bare(&hub, 650), bare(&device, 250));
    let check = |input: &str| {
        let verdict = verify(black_box(input), Some(Setting::School), &Expected::Square, &trust, NOW);
        assert_eq!(verdict.state, State::Valid);
    };
    let mut runs: [Run; 6] = [
        ("two bare verifications", Box::new(|| (credential(), binding()).0), Duration::ZERO),
        ("phone, text", Box::new(|| check(&phone_text)), Duration::ZERO),
        ("phone, square", Box::new(|| check(&phone_square)), Duration::ZERO),
        ("one bare verification", Box::new(&credential), Duration::ZERO),
        ("printed, text", Box::new(|| check(&printed_text)), Duration::ZERO),
        ("printed, square", Box::new(|| check(&printed_square)), Duration::ZERO),
    ];
    for _ in 0..ROUNDS {
        for (_, run, spent) in &mut runs {
            let start = Instant::now();
            (0..EACH).for_each(|_| run());
            *spent += start.elapsed();
        }
    }
    let count = f64::from(EACH) * 40.0;
    let micros = |spent: Duration| spent.as_secs_f64() * 1e6 / count;
    println!("| verdict | µs each | a second | rate against bare aws-lc |\n| --- | --- | --- | --- |");
    for (position, (name, _, spent)) in runs.iter().enumerate() {
        let bare = runs[position / 3 * 3].2;
        let ratio = bare.as_secs_f64() / spent.as_secs_f64();
        println!("| {name} | {:.1} | {:.0} | {:.0} % |", micros(*spent), 1e6 / micros(*spent), ratio * 100.0);
    }
}

fn claims(issuer: &Issuer, kind: Kind) -> Claims {
    let arrangements = Arrangements::new(vec![
        Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) },
        Arrangement::PhoneOnSilent,
        Arrangement::LateArrival,
        Arrangement::SpeakTo { role: Role::parse("head-of-year").unwrap() },
    ]);
    Claims {
        issuer: issuer.clone(),
        kind,
        exp: NOW + 1000,
        name: Some(LineText::parse("Zoë M").unwrap()),
        arrangements: arrangements.unwrap(),
        status: StatusRef { list: 1, idx: 54_321 },
    }
}

fn trust(hub: &SigningKey, issuer: &Issuer) -> Trust {
    let keys = [(Kid::new(1).unwrap(), hub.public().clone())].into();
    let trusted = TrustedIssuer {
        name: "Riverton Hub".into(),
        telephone: "01632 960100".into(),
        keys,
        retired: [].into(),
    };
    let mut trust = Trust::of(vec![issuer.base.clone()], [(issuer.iss(), trusted)].into());
    let list = HeldList { iat: NOW, exp: NOW + 1000, bits: StatusBits::new(), fetched_at: NOW };
    trust.hold(issuer.status_uri(1), list).unwrap();
    trust
}
