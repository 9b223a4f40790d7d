//! What must hold for every card and every input, tried on random ones.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected is meant to stop")]

use passport_core::card::{
    Arrangement, Arrangements, Base, FareBand, Issuer, LineText, OtherCode, ParameterValue, Place, Role,
    Setting, StatusRef, Topics,
};
use passport_core::credential::{Claims, Credential, Kind, sign};
use passport_core::issue::{card_name, choose, paper_claims};
use passport_core::keys::{Kid, SigningKey};
use passport_core::packed::{PackError, Packed, draft, pack};
use passport_core::present::{Expected, present};
use passport_core::square::square;
use passport_core::status::StatusBits;
use passport_core::trust::{HeldList, Trust, TrustedIssuer};
use passport_core::verify::{State, verify};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

const NOW: u64 = 1_800_000_000;

fn line_text() -> impl Strategy<Value = LineText> {
    vec(
        prop_oneof![Just('a'), Just('Ż'), Just('\''), Just('漢'), Just('é'), Just('Z'), Just('7'), Just('-')],
        1..=24,
    )
    .prop_filter_map("line text", |characters| {
        LineText::parse(&characters.into_iter().collect::<String>()).ok()
    })
}

fn noted() -> impl Strategy<Value = chrono::NaiveDate> {
    (0_u64..65_536)
        .prop_map(|days| "2020-01-01".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(days))
}

fn other() -> impl Strategy<Value = Arrangement> {
    let value = prop_oneof![
        (0..=i32::MAX.unsigned_abs()).prop_map(ParameterValue::Number),
        line_text().prop_map(ParameterValue::Text)
    ];
    ("[a-z][a-z0-9-]{0,23}", btree_map("[a-z][a-z0-9_]{0,15}", value, 0..=4)).prop_filter_map(
        "a code of its own",
        |(code, parameters)| {
            Some(Arrangement::Other {
                code: OtherCode::parse(&code)?,
                parameters: parameters.into_iter().collect(),
            })
        },
    )
}

fn school() -> impl Strategy<Value = Arrangement> {
    prop_oneof![
        (1_u8..=60, option::of(line_text().prop_map(Place::from)))
            .prop_map(|(minutes, place)| Arrangement::TimeOut { minutes, place }),
        Just(Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) }),
        Just(Arrangement::PhoneOnSilent),
        Just(Arrangement::LateArrival),
        (1_u8..=60).prop_map(|minutes| Arrangement::LeaveEarly { minutes }),
        Just(Arrangement::HomeworkTime),
        line_text().prop_map(|text| Arrangement::SpeakTo { role: Role::from(text) }),
        Just(Arrangement::SpeakTo { role: Role::parse("form-tutor").unwrap() }),
    ]
}

fn any_but_fare() -> impl Strategy<Value = Arrangement> {
    let about = prop_oneof![
        Just(Topics::Medicines),
        Just(Topics::Appointments),
        Just(Topics::MedicinesAndAppointments)
    ];
    prop_oneof![
        4 => school(),
        1 => noted().prop_map(|noted| Arrangement::CollectArranged { noted }),
        1 => Just(Arrangement::FlexibleAppointments),
        1 => (about, noted()).prop_map(|(about, noted)| Arrangement::MayDiscuss { about, noted }),
        1 => other(),
    ]
}

fn arrangements(one: impl Strategy<Value = Arrangement>) -> impl Strategy<Value = Arrangements> {
    vec(one, 0..8).prop_filter_map("each code once", |chosen| Arrangements::new(chosen).ok())
}

fn claims(device: &SigningKey) -> impl Strategy<Value = Claims> + use<> {
    let device = device.public().clone();
    let phone = Kind::Phone { setting: Setting::School, device };
    let paper = arrangements(any_but_fare()).prop_map(|arrangements| (Kind::Printed, arrangements));
    let phone = arrangements(school()).prop_map(move |arrangements| (phone.clone(), arrangements));
    let hub = "[a-b][a-z0-9-]{0,14}[a-z0-9]".prop_filter_map("a short name", |hub| {
        Issuer::parse(&format!("https://pass.example.uk/h/{hub}")).ok()
    });
    (hub, prop_oneof![paper, phone], any::<u32>(), line_text(), 1..=i32::MAX.unsigned_abs(), 0_u32..131_072)
        .prop_map(|(issuer, (kind, arrangements), exp, name, list, idx)| Claims {
            issuer,
            kind,
            exp: exp.into(),
            name: Some(name),
            arrangements,
            status: StatusRef { list, idx },
        })
}

fn text_of(claims: &Claims, kid: u16, hub: &SigningKey, device: &SigningKey) -> String {
    let text = sign(claims, Kid::new(kid).unwrap(), hub).unwrap();
    if claims.kind == Kind::Printed { text } else { present(&text, NOW, [1; 8], device).unwrap() }
}

fn keys() -> (SigningKey, SigningKey) {
    (SigningKey::generate().unwrap().0, SigningKey::generate().unwrap().0)
}

#[test]
fn a_card_unpacks_to_the_very_text_that_was_packed_or_is_refused_as_too_dense() {
    let (hub, device) = keys();
    proptest!(ProptestConfig::with_cases(2_000), |(claims in claims(&device), kid in 1..=u16::MAX)| {
        let text = text_of(&claims, kid, &hub, &device);
        match pack(&text) {
            Ok(packed) => {
                let again = Packed::from_digits(&packed.digits()).unwrap();
                prop_assert_eq!(&again.unpack(&claims.issuer.base).unwrap(), &text);
            }
            Err(refused) => prop_assert!(matches!(refused, PackError::TooDense { .. }), "{refused}"),
        }
        if claims.kind == Kind::Printed {
            let bytes = |packed: Packed| packed.as_bytes().len();
            prop_assert_eq!(draft(&claims, Kid::new(kid).unwrap()).map(bytes), pack(&text).map(bytes));
        }
    });
}

#[test]
fn bytes_that_unpack_are_the_only_bytes_of_their_text() {
    let (hub, device) = keys();
    let base = Base::parse("https://pass.example.uk").unwrap();
    proptest!(ProptestConfig::with_cases(2_000), |(claims in claims(&device), at in any::<prop::sample::Index>(), flip in 1..=255_u8)| {
        let text = text_of(&claims, 1, &hub, &device);
        if let Ok(packed) = pack(&text) {
            let mut bytes = packed.as_bytes().to_vec();
            let position = at.index(bytes.len());
            bytes[position] ^= flip;
            let changed = Packed::from_bytes(bytes).unwrap();
            if let Ok(other) = changed.unpack(&base) {
                prop_assert_ne!(&other, &text);
                if let Ok(again) = pack(&other) {
                    prop_assert_eq!(again, changed);
                }
            }
        }
    });
}

/// A world in which `hub` signs, everything is fresh and nothing is withdrawn.
fn trust(hub: &SigningKey, issuer: &Issuer) -> Trust {
    let trusted = TrustedIssuer {
        name: "Hub".into(),
        telephone: "1".into(),
        keys: [(Kid::new(1).unwrap(), hub.public().clone())].into(),
        retired: [].into(),
    };
    let mut trust = Trust::of(vec![issuer.base.clone()], [(issuer.iss(), trusted)].into());
    let list = HeldList { iat: NOW, exp: NOW + 1000, bits: StatusBits::new(), fetched_at: NOW };
    trust.hold(issuer.status_uri(1), list).unwrap();
    trust
}

#[test]
fn no_input_makes_verify_panic_and_no_changed_card_is_believed() {
    let (hub, device) = keys();
    let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
    let trust = trust(&hub, &issuer);
    let chosen =
        choose(vec![Arrangement::PhoneOnSilent], "2026-11-21".parse().unwrap()).unwrap().printed.unwrap();
    let name = LineText::parse("Zoë M").unwrap();
    let claims = paper_claims(
        issuer.clone(),
        name,
        chosen,
        "2027-08-31".parse().unwrap(),
        StatusRef { list: 1, idx: 1 },
    );
    let text = text_of(&claims, 1, &hub, &device);
    let genuine = square(&issuer.base, &pack(&text).unwrap());
    assert_eq!(verify(&genuine, None, &Expected::Square, &trust, NOW).state, State::Valid);
    let check = |input: &str| verify(input, Some(Setting::School), &Expected::Square, &trust, NOW).state;
    proptest!(ProptestConfig::with_cases(20_000), |(at in any::<prop::sample::Index>(), by in any::<char>(), noise in "\\PC{0,200}", as_text in any::<bool>())| {
        check(&noise);
        let from = if as_text { &text } else { &genuine };
        let mut changed: Vec<char> = from.chars().collect();
        let position = at.index(changed.len());
        changed[position] = by;
        let changed: String = changed.into_iter().collect();
        if changed.trim() != from {
            prop_assert_eq!(check(&changed), State::NotRecognised, "{}", changed);
        }
        check(&format!("{genuine}{noise}"));
        check(&format!("{noise}~{noise}.{text}"));
    });
}

#[test]
fn ten_thousand_cards_say_nothing_of_a_person_beyond_the_name_on_their_face() {
    let hub = keys().0;
    let issuer = Issuer::parse("https://pass.example.uk/h/riverton").unwrap();
    let today = "2026-11-21".parse().unwrap();
    let person = (
        "[A-Z][a-z]{3,9}",
        "[A-Z][a-z]{5,11}",
        2001_i32..2021,
        1_u32..=12,
        1_u32..=28,
        "[0-9]{10}",
        "[A-Z][a-z]{6,12} (School|Academy|College)",
    );
    let about = prop_oneof![
        Just("asthma"),
        Just("depression"),
        Just("multiple sclerosis"),
        Just("mother"),
        Just("high need")
    ];
    proptest!(ProptestConfig::with_cases(10_000), |((known_as, family, year, month, day, nhs, school) in person, condition in about, fare in any::<bool>())| {
        let arrangement = if fare { Arrangement::Fare { band: FareBand::Child } } else { Arrangement::PhoneOnSilent };
        let chosen = choose(vec![arrangement], today).unwrap();
        let arrangements = chosen.fare.or(chosen.printed).unwrap();
        let name = card_name(&known_as, &family).unwrap();
        let claims = paper_claims(issuer.clone(), name, arrangements, "2027-08-31".parse().unwrap(), StatusRef { list: 1, idx: day * 7 });
        let text = sign(&claims, Kid::new(1).unwrap(), &hub).unwrap();
        let packed = pack(&text).unwrap();
        let said = Credential::parse(&packed.unpack(&issuer.base).unwrap()).unwrap().claims.to_json();
        let born = [format!("{year}-{month:02}-{day:02}"), format!("{day:02}/{month:02}/{year}"), format!("{day:02}{month:02}{year}")];
        for secret in born.iter().map(String::as_str).chain([&*family, &nhs, &school, condition]) {
            prop_assert!(!said.contains(secret), "{secret} in {said}");
            prop_assert!(!packed.as_bytes().windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
        prop_assert_eq!(said.contains(&*known_as), !fare);
        let members: Vec<_> = serde_json::from_str::<serde_json::Map<_, _>>(&said).unwrap().into_iter().map(|(name, _)| name).collect();
        let allowed: &[&str] = if fare { &["iss", "vct", "exp", "arrangements", "status"] } else { &["iss", "vct", "exp", "name", "arrangements", "status"] };
        prop_assert_eq!(members, allowed);
    });
}

#[test]
fn squares_stay_within_the_versions_that_a_cheap_phone_reads() {
    let (hub, device) = keys();
    let base = Base::parse("https://pass.example.org.uk.xx").unwrap(); // 30 characters
    assert_eq!(base.as_str().len(), 30);
    let issuer = Issuer::parse(&format!("{base}/h/riverton")).unwrap();
    let school = vec![
        Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) },
        Arrangement::PhoneOnSilent,
        Arrangement::LateArrival,
        Arrangement::SpeakTo { role: Role::parse("head-of-year").unwrap() },
    ];
    let paper = Claims {
        issuer,
        kind: Kind::Printed,
        exp: NOW,
        name: Some(LineText::parse("Zoë M").unwrap()),
        arrangements: Arrangements::new(school).unwrap(),
        status: StatusRef { list: 1, idx: 1 },
    };
    let version =
        |text: &str| passport_core::square::matrix(&square(&base, &pack(text).unwrap())).unwrap().version;
    assert!(version(&text_of(&paper, 1, &hub, &device)) <= 9);
    let phone =
        Claims { kind: Kind::Phone { setting: Setting::School, device: device.public().clone() }, ..paper };
    assert!(version(&text_of(&phone, 1, &hub, &device)) <= 12);

    // The fullest that pack allows: any bytes of that number, since only their number counts.
    let fullest = |bytes: usize| {
        let packed = Packed::from_bytes(vec![0xff; bytes]).unwrap();
        passport_core::square::matrix(&square(&base, &packed)).unwrap().version
    };
    assert!(fullest(passport_core::packed::LARGEST_PRINTED) <= 10);
    assert!(fullest(passport_core::packed::LARGEST_PHONE) <= 13);
}
