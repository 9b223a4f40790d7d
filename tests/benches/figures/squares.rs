//! How dense the squares are: the demo's, and the fullest that `pack` lets through.

use crate::Figure;
use passport_core::card::{Arrangement, LineText, Place, Role, Setting, Topics};
use passport_core::packed::pack;
use passport_core::square::{matrix, square};
use passport_tests::demo::Demo;
use passport_tests::hub_in_memory::HubInMemory;

const NOW: u64 = 1_795_176_000;

/// QR versions at level M, all with an address of 30 characters.
pub fn measure() -> Vec<Figure> {
    let hub = HubInMemory::new(NOW);
    // The demo's own address is shorter than a real one.
    let there = |square: &str| square.split_once('#').map(|(_, digits)| format!("{}/v#{digits}", hub.base()));
    let squares: Vec<String> = Demo::start().cards().iter().filter_map(|card| there(&card.square)).collect();
    let mut demo: Vec<u8> = squares.iter().map(|square| version(square)).collect();
    demo.sort_unstable();
    let (printed_bytes, printed) =
        fullest(&hub, |school| hub.printed_with([school, elsewhere()].concat(), "Wilhelmina-Alexandra M"));
    let (phone_bytes, phone) =
        fullest(&hub, |arrangements| hub.shown_with(arrangements, Setting::School, "Wilhelmina-Alexandra M"));
    let range = format!("{} to {}, middle {}", demo[0], demo[demo.len() - 1], demo[demo.len() / 2]);
    vec![
        Figure::new(
            format!("QR versions of the demo's {} printed cards", demo.len()),
            range,
            "≤ 9, typical printed card",
        ),
        Figure::new(
            "QR version of a usual phone card",
            usual_phone(&hub).to_string(),
            "≤ 12, typical phone card",
        ),
        Figure::new(
            format!("QR version of the fullest printed card ({printed_bytes} bytes)"),
            printed.to_string(),
            "≤ 10",
        ),
        Figure::new(
            format!("QR version of the fullest phone card ({phone_bytes} bytes)"),
            phone.to_string(),
            "≤ 13",
        ),
    ]
}

fn usual_phone(hub: &HubInMemory) -> u8 {
    let packed = pack(&hub.shown_on_phone(Setting::School, 131_071, 0)).expect("it fits");
    version(&square(hub.base(), &packed))
}

/// Bytes and version of the largest card that still fits, with places and roles typed rather than chosen.
fn fullest(hub: &HubInMemory, sign: impl Fn(Vec<Arrangement>) -> String) -> (usize, u8) {
    let fits = |length: usize| {
        let (place, role) = (length.div_ceil(2), length / 2);
        let packed = pack(&sign(school(&"P".repeat(place), &"R".repeat(role)))).ok()?;
        Some((packed.as_bytes().len(), version(&square(hub.base(), &packed))))
    };
    (2..=48).rev().find_map(fits).expect("short texts fit")
}

fn school(place: &str, role: &str) -> Vec<Arrangement> {
    let free = |text: &str| LineText::parse(text).expect("a line of text");
    vec![
        Arrangement::TimeOut { minutes: 10, place: Some(Place::Free(free(place))) },
        Arrangement::PhoneOnSilent,
        Arrangement::LateArrival,
        Arrangement::LeaveEarly { minutes: 5 },
        Arrangement::HomeworkTime,
        Arrangement::SpeakTo { role: Role::Free(free(role)) },
    ]
}

/// What paper can carry besides, for pharmacy and GP.
fn elsewhere() -> Vec<Arrangement> {
    let noted = "2026-03-03".parse().expect("a date");
    vec![
        Arrangement::CollectArranged { noted },
        Arrangement::FlexibleAppointments,
        Arrangement::MayDiscuss { about: Topics::MedicinesAndAppointments, noted },
    ]
}

fn version(text: &str) -> u8 {
    matrix(text).expect("a square").version
}
