//! Random menus and random wishes: the index answers as the reference does.

use chrono::{Days, NaiveTime};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::reference::Reference;
use super::*;
use crate::menu::{Ages, Cost, MonthDay, Place, Repeats, Schedule, Status, WEEK};

const TAGS: [&str; 9] = [
    "urgency/now",
    "delivery/in-person",
    "delivery/online",
    "delivery/phone",
    "transport/included",
    "transport/none",
    "kind/break",
    "kind/swimming",
    "time/half-day",
];
const WORDS: [&str; 14] = [
    "swimming",
    "Swim",
    "club",
    "Clubs",
    "café",
    "games",
    "game",
    "counselling",
    "counsellor",
    "Zoë’s",
    "carers",
    "car",
    "the",
    "Łódź",
];
const TYPED: [&str; 22] = [
    "swim",
    "swiming",
    "clubs",
    "clbu",
    "cafe",
    "gam",
    "games",
    "conselling",
    "couns",
    "zoe",
    "car",
    "carer",
    "careers",
    "the",
    "lodz",
    "nothing",
    "c",
    "half",
    "riverton",
    "didsbery",
    "didsbury",
    "gmaes",
];

fn day(range: std::ops::Range<u64>) -> impl Strategy<Value = NaiveDate> {
    range.prop_map(|days| "2026-03-01".parse::<NaiveDate>().unwrap() + Days::new(days))
}

fn words(most: usize) -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 0..=most).prop_map(|words| words.join(" "))
}

fn tags(most: usize) -> impl Strategy<Value = BTreeSet<Tag>> {
    btree_set(select(&TAGS[..]).prop_map(tag), 0..=most)
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (6..23_u32).prop_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
}

fn position() -> impl Strategy<Value = Position> {
    (5300..5360_i32, -230..-190_i32).prop_map(|(north, east)| Position {
        latitude: f64::from(north) / 100.0,
        longitude: f64::from(east) / 100.0,
    })
}

fn place() -> impl Strategy<Value = Place> {
    (option::weighted(0.8, position()), prop::bool::weighted(0.2)).prop_map(|(position, is_hidden)| {
        let place = json!({ "place_id": Uuid::nil(), "town": "Didsbury", "position": position, "is_hidden": is_hidden });
        serde_json::from_value(place).unwrap()
    })
}

fn repeats() -> impl Strategy<Value = Repeats> {
    let days = subsequence(WEEK.to_vec(), 1..=3);
    prop_oneof![
        Just(Repeats::Once),
        days.prop_map(|days| Repeats::Weekly { every: 1, days }),
        select(&WEEK[..]).prop_map(|day| Repeats::Monthly { every: 1, on: MonthDay::Nth { nth: 2, day } }),
        Just(Repeats::Monthly { every: 1, on: MonthDay::Date(3) }),
    ]
}

prop_compose! {
    fn schedule()(repeats in repeats(), starts_on in day(200..300), ends_on in option::of(day(240..400)), mut times in vec(time(), 2), timed: (bool, bool)) -> Schedule {
        times.sort();
        times[1] += chrono::TimeDelta::minutes(30);
        let (opens_at, closes_at) = (Some(times[0]).filter(|_| timed.0), Some(times[1]).filter(|_| timed.0 && timed.1));
        Schedule { schedule_id: Uuid::nil(), place_id: None, repeats, starts_on, ends_on, opens_at, closes_at, note: None }
    }
}

prop_compose! {
    fn service()(
        (name, description, bring) in (words(2), words(5), option::of(words(2))),
        (tags, places, schedules) in (tags(4), vec(place(), 0..3), vec(schedule(), 0..3)),
        (from, to) in (option::of(0..14_u8), option::of(12..20_u8)),
        costs in vec(select(vec![0, 0, 250]), 0..3),
        (is_paused, checked_on) in (prop::bool::weighted(0.1), option::weighted(0.95, day(60..267))),
        (visible_from, visible_until) in (option::weighted(0.2, day(200..300)), option::weighted(0.2, day(240..400))),
        (hub, is_shared, provider) in (select(vec!["riverton", "lakeside"]), any::<bool>(), 0..3_u128),
        id: u128,
    ) -> Service {
        let mut service = named(id, &name);
        service.hub = HubSlug::parse(hub).unwrap();
        service.shared_with = if is_shared { vec![HubSlug::parse("hilltop").unwrap()] } else { vec![] };
        service.provider.provider_id = Uuid::from_u128(provider);
        service.details.description = description;
        service.details.words.bring = bring;
        (service.details.tags, service.details.places, service.details.schedules) = (tags, places, schedules);
        service.details.ages = Ages { from, to };
        service.details.costs = costs.into_iter().map(|pence| Cost { what: None, pence, note: None }).collect();
        service.status = if is_paused { Status::Paused } else { Status::Running };
        (service.checked_on, service.visible_from, service.visible_until) = (checked_on, visible_from, visible_until);
        service
    }
}

prop_compose! {
    fn wanted()(
        words in vec(select(&TYPED[..]), 0..=2).prop_map(|words| words.join(" ")),
        (tags, age, days) in (prop_oneof![Just(BTreeSet::new()), tags(3)], option::weighted(0.3, 5..18_u8), subsequence(WEEK.to_vec(), 0..=2)),
        (from, until) in (option::weighted(0.2, time()), option::weighted(0.2, time())),
        is_free in prop::bool::weighted(0.2),
        (at, within) in (option::of(position()), option::of(500..60_000_u32)),
        hub in option::weighted(0.2, select(vec!["riverton", "lakeside", "hilltop", "nowhere"])),
        provider in option::weighted(0.1, 0..3_u128),
        use_days in prop::bool::weighted(0.3),
    ) -> Wanted {
        let days = if use_days { days } else { vec![] };
        let (hub, provider) = (hub.map(|hub| HubSlug::parse(hub).unwrap()), provider.map(Uuid::from_u128));
        Wanted { words, tags, age, days, from, until, is_free, near: None, at, within, hub, provider }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn the_index_answers_as_the_reference_does(services in vec(service(), 0..40), wishes in vec(wanted(), 1..6)) {
        let reference = Reference::new(&services);
        let index = index(services);
        for wanted in wishes {
            let (found, expected) = (index.find(&wanted, today()), reference.find(&wanted, today()));
            let shown = |found: &Found| found.hits.iter().map(|hit| (hit.service.service_id, hit.metres)).collect::<Vec<_>>();
            prop_assert_eq!(shown(&found), shown(&expected), "{:?}", wanted);
            prop_assert_eq!(found, expected, "{:?}", wanted);
        }
    }

    #[test]
    fn whatever_is_typed_is_looked_for(services in vec(service(), 0..8), words in "\\PC{0,40}", latitude: f64, longitude: f64, within: u32) {
        let at = Some(Position { latitude, longitude });
        let wanted = Wanted { words, at, within: Some(within), ..Wanted::default() };
        prop_assert!(index(services).find(&wanted, today()).hits.len() <= 8);
    }
}
