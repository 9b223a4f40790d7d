//! The search at 2,000 and 20,000 services: what a thousand different wishes cost each, what building costs, and how much memory it takes.
#![expect(clippy::unwrap_used, reason = "a benchmark that meets the unexpected is meant to stop")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use passport_core::menu::taxonomy::TAXONOMIES;
use passport_core::menu::{Index, Near, Position, Service, Tag, WEEK, Wanted};
use serde_json::json;
use uuid::Uuid;

const TODAY: &str = "2026-11-22";
const WISHES: u64 = 1000;

fn main() {
    println!("| services | what | p50 ms | p99 ms | worst ms |\n| --- | --- | --- | --- | --- |");
    for count in [2_000, 20_000] {
        let before = resident();
        let services: Vec<Arc<Service>> = (0..count).map(|n| Arc::new(service(n))).collect();
        let (between, start) = (resident(), Instant::now());
        let index = Index::build(services, |tag| tag.term().replace('-', " "));
        let (took, after) = (start.elapsed(), resident());
        let today: NaiveDate = TODAY.parse().unwrap();
        for (what, wish) in [
            ("words, age, two tags, distance", all as fn(u64) -> Wanted),
            ("mistyped words", mistyped),
            ("first letters", letters),
            ("ten words", ten),
            ("tags, days, times and free", tags),
            ("nearest", nearest),
            ("no wish: the counts beside every answer", |_| Wanted::default()),
        ] {
            let mut times: Vec<Duration> = (0..WISHES)
                .map(|n| {
                    let wanted = wish(n);
                    let start = Instant::now();
                    black_box(index.find(black_box(&wanted), today));
                    start.elapsed()
                })
                .collect();
            times.sort();
            let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
            println!("| {count} | {what} | {:.2} | {:.2} | {:.2} |", at(50), at(99), at(100));
        }
        println!(
            "| {count} | building took {:.0} ms; services {} MB, index {} MB | | | |",
            took.as_secs_f64() * 1e3,
            between.saturating_sub(before) / 1_000_000,
            after.saturating_sub(between) / 1_000_000
        );
    }
}

/// Words, an age, two tags and a distance.
fn all(n: u64) -> Wanted {
    let mut dice = Dice(n);
    let words = format!("{} {}", dice.word(), dice.word());
    let tags = [0, 1].map(|_| dice.tag()).into();
    let age = Some(u8::try_from(7 + dice.below(10)).unwrap());
    Wanted { words, tags, age, at: Some(dice.position()), within: Some(30_000), ..Wanted::default() }
}

fn mistyped(n: u64) -> Wanted {
    let mut dice = Dice(n);
    let mut words = format!("{} {}", dice.word(), dice.word());
    let at = 1 + usize::try_from(dice.below(4)).unwrap();
    words.replace_range(at..=at, "q");
    words.push('x');
    Wanted { words, ..Wanted::default() }
}

fn letters(n: u64) -> Wanted {
    Wanted { words: Dice(n).word()[..1].to_owned(), ..Wanted::default() }
}

fn ten(n: u64) -> Wanted {
    let mut dice = Dice(n);
    let words: Vec<String> = (0..10).map(|_| format!("{}q", dice.word())).collect();
    Wanted { words: words.join(" "), ..Wanted::default() }
}

fn tags(n: u64) -> Wanted {
    let mut dice = Dice(n);
    let tags: BTreeSet<Tag> = (0..4).map(|_| dice.tag()).collect();
    let (from, until) = ("15:30:00".parse().ok(), "19:00:00".parse().ok());
    Wanted { tags, days: WEEK[3..].to_vec(), from, until, is_free: true, ..Wanted::default() }
}

fn nearest(n: u64) -> Wanted {
    let near = Near::parse(&format!("SJ{:04}", 1000 + n * 7 % 9000)).unwrap();
    Wanted { at: near.position(), near: Some(near), ..Wanted::default() }
}

/// A service with as much text as real ones have.
fn service(n: u64) -> Service {
    let mut dice = Dice(n + 1_000_000);
    let mut words = |count: u64| (0..count).map(|_| dice.word()).collect::<Vec<_>>().join(" ");
    let (name, description, bring, start, town) = (words(4), words(120), words(12), words(30), words(1));
    let tags: BTreeSet<String> = (0..12).map(|_| dice.tag().to_string()).collect();
    let places: Vec<_> = (0..dice.below(3))
        .map(|_| json!({ "place_id": id(dice.next()), "town": town, "postcode": "SK1 1AA", "position": dice.position() }))
        .collect();
    let schedules: Vec<_> = (0..dice.below(4))
        .map(|_| {
            let day = WEEK[usize::try_from(dice.below(7)).unwrap()];
            json!({
                "schedule_id": id(dice.next()),
                "repeats": { "how": "weekly", "every": 1, "days": [day] },
                "starts_on": "2026-01-01",
                "opens_at": format!("{:02}:00:00", 9 + dice.below(9)),
                "closes_at": "19:30:00",
            })
        })
        .collect();
    let checked_on = TODAY.parse::<NaiveDate>().unwrap() - Days::new(dice.below(170));
    serde_json::from_value(json!({
        "service_id": id(n),
        "hub": format!("hub-{}", dice.below(20)),
        "provider": { "provider_id": id(dice.below(500)), "name": town, "description": "Help." },
        "name": name,
        "description": description,
        "words": { "bring": bring, "how_to_start": start },
        "ages": { "from": 5 + dice.below(6), "to": 14 + dice.below(8) },
        "tags": tags,
        "places": places,
        "schedules": schedules,
        "costs": if dice.below(2) == 0 { json!([{ "pence": 0 }]) } else { json!([]) },
        "checked_on": checked_on,
        "changed_at": "2026-11-01T00:00:00Z",
    }))
    .unwrap()
}

fn id(n: u64) -> Uuid {
    Uuid::from_u128(u128::from(n))
}

/// Numbers that look random and are always the same (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of 30,000 words, a few of them common and most rare, as in language.
    fn word(&mut self) -> String {
        const PARTS: [&str; 32] = [
            "ca", "ring", "swi", "mm", "club", "ta", "lk", "gar", "den", "mu", "sic", "pa", "rent", "dri",
            "ve", "coun", "sel", "ho", "me", "sta", "ff", "tri", "p", "food", "bus", "li", "ft", "day", "be",
            "st", "fun", "art",
        ];
        let rare = self.below(32) * self.below(32) * self.below(30);
        let part = |n: u64| PARTS[usize::try_from(n % 32).unwrap()];
        [part(rare), part(rare / 32), part(rare / 7), part(rare / 1024)].concat()
    }

    fn tag(&mut self) -> Tag {
        let taxonomy = &TAXONOMIES[usize::try_from(self.below(13)).unwrap()];
        let terms: Vec<Tag> = taxonomy.tags().collect();
        terms[usize::try_from(self.next()).unwrap() % terms.len()].clone()
    }

    /// In Great Britain, most of them around Stockport.
    fn position(&mut self) -> Position {
        let wide = if self.below(3) == 0 { 300 } else { 30 };
        let mut off = || f64::from(u32::try_from(self.below(2 * wide)).unwrap()) / 100.0;
        let half = f64::from(u32::try_from(wide).unwrap()) / 100.0;
        Position { latitude: 53.4 + off() - half, longitude: -2.1 + off() - half }
    }
}

/// The memory this process holds, in bytes; 0 where that cannot be read.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4096
}
