//! Cards of every kind, as claims.

use passport_core::card::{
    Arrangement, Arrangements, FareBand, LineText, OtherCode, ParameterValue, Place, Role, Setting,
    StatusRef, Topics,
};
use passport_core::credential::{Claims, Kind};
use passport_core::issue::paper_exp;

use crate::world::{BASE, FORMER, T0, World, issuer};

pub struct Card {
    pub name: &'static str,
    pub claims: Claims,
    pub kid: u16,
    pub key: &'static str,
}

pub fn all(world: &World) -> Vec<Card> {
    let mut cards = printed();
    cards.extend(Setting::ALL.into_iter().map(|setting| phone(world, setting)));
    let mut odd = phone(world, Setting::Gp);
    odd.claims.arrangements = list(vec![other("quiet-corner"), other("a")]);
    cards.push(Card { name: "phone gp, codes of the future", ..odd });
    cards
}

fn printed() -> Vec<Card> {
    let card = |name, on_card: &str, arrangements| Card {
        name,
        claims: paper(on_card, arrangements),
        kid: 1,
        key: "riverton-k1",
    };
    let mut cards = vec![
        card("school, typical", "Zoë M", school()),
        card("school, pharmacy and GP", "Łukasz K", [school(), consents("2026-03-03")].concat()),
        card("consent noted a year ago tomorrow", "Aoife O", consents("2025-11-22")),
        card("consent noted a year ago today", "Aoife O", consents("2025-11-21")),
        card("only consents over, and school", "Aoife O", [school(), consents("2024-01-01")].concat()),
        card("fare", "", vec![Arrangement::Fare { band: FareBand::SixteenToEighteen }]),
        card("name in another script", "美咲", vec![Arrangement::PhoneOnSilent]),
        card("name with every mark", "Ngọc-Ánh d’Œuvre-O'Neill", vec![Arrangement::LateArrival]),
        card(
            "codes of the future",
            "Sam T",
            vec![Arrangement::HomeworkTime, other("quiet-corner"), other("a")],
        ),
        card("nothing arranged", "Sam T", vec![]),
        card(
            "places and roles in words",
            "Sam T",
            vec![
                Arrangement::TimeOut { minutes: 60, place: Some(word_place("Room 7 (Mr Ó Briain)")) },
                Arrangement::LeaveEarly { minutes: 1 },
                Arrangement::SpeakTo { role: Role::parse("Miss Zając").expect("a role") },
            ],
        ),
        card(
            "time-out to nowhere in particular",
            "Sam T",
            vec![Arrangement::TimeOut { minutes: 5, place: None }],
        ),
    ];
    let mut former = card("of the former base", "Zoë M", school());
    former.claims.issuer = issuer(FORMER, "riverton");
    cards.push(former);
    let mut northdale = Card { key: "northdale-k1", ..card("of the other hub", "Sam T", school()) };
    northdale.claims.issuer = issuer(BASE, "northdale");
    cards.push(northdale);
    cards.push(Card {
        kid: 2,
        key: "riverton-k2",
        ..card("signed with a key refused in an emergency", "Zoë M", school())
    });
    let mut unheld = card("of a list never loaded", "Zoë M", school());
    unheld.claims.status.list = 9;
    cards.push(unheld);
    cards
}

pub fn paper(name: &str, arrangements: Vec<Arrangement>) -> Claims {
    Claims {
        issuer: issuer(BASE, "riverton"),
        kind: Kind::Printed,
        exp: paper_exp("2027-08-31".parse().expect("a date")),
        name: (!name.is_empty()).then(|| LineText::parse(name).expect("a name")),
        arrangements: list(arrangements),
        status: StatusRef { list: 1, idx: crate::world::WITHDRAWN_IDX },
    }
}

pub fn phone(world: &World, setting: Setting) -> Card {
    let arrangements = match setting {
        Setting::School => school(),
        Setting::Pharmacy => consents("2026-03-03").into_iter().take(1).collect(),
        Setting::Gp => consents("2026-03-03").into_iter().skip(1).collect(),
        Setting::Transport => vec![Arrangement::Fare { band: FareBand::Concession }],
    };
    let name = if setting == Setting::Transport { "" } else { "Zoë M" };
    let midnight = T0 + 14 * 24 * 3600 - 12 * 3600;
    let kind = Kind::Phone { setting, device: world.key("device").public().clone() };
    let claims = Claims {
        kind,
        exp: midnight,
        status: StatusRef { list: 2, idx: crate::world::WITHDRAWN_IDX },
        ..paper(name, arrangements)
    };
    let name = match setting {
        Setting::School => "phone school",
        Setting::Pharmacy => "phone pharmacy",
        Setting::Gp => "phone gp",
        Setting::Transport => "phone transport",
    };
    Card { name, claims, kid: 1, key: "riverton-k1" }
}

pub fn school() -> Vec<Arrangement> {
    vec![
        Arrangement::TimeOut { minutes: 10, place: Some(word_place("library")) },
        Arrangement::PhoneOnSilent,
        Arrangement::SpeakTo { role: Role::parse("head-of-year").expect("a role") },
    ]
}

fn consents(noted: &str) -> Vec<Arrangement> {
    let noted = noted.parse().expect("a date");
    vec![
        Arrangement::CollectArranged { noted },
        Arrangement::FlexibleAppointments,
        Arrangement::MayDiscuss { about: Topics::MedicinesAndAppointments, noted },
    ]
}

pub fn list(arrangements: Vec<Arrangement>) -> Arrangements {
    Arrangements::new(arrangements).expect("arrangements that stand together")
}

pub fn other(code: &str) -> Arrangement {
    let text = ParameterValue::Text(LineText::parse("Zimmer 3").expect("line text"));
    let parameters = vec![("minutes".to_owned(), ParameterValue::Number(0)), ("room_1".to_owned(), text)];
    Arrangement::Other { code: OtherCode::parse(code).expect("a code"), parameters }
}

fn word_place(text: &str) -> Place {
    Place::parse(text).expect("a place")
}
