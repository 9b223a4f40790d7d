//! `tests/vectors/spoken.json`: verdicts and the very words for them, which the scripts of the pages must say too.
//!
//! After a wording has changed: `UPDATE_VECTORS=1 cargo test -p passport-words --test spoken_vectors`.

#![expect(clippy::unwrap_used, reason = "a vector that cannot be made fails the test")]

use std::fs;
use std::path::Path;

use passport_core::card::{Arrangement, Arrangements, LineText, Setting};
use passport_core::verify::{HubContact, Line, State, Verdict, Why};
use passport_words::Speaker;
use serde_json::{Value, json};

/// 2026-11-21 12:00 in London.
const NOW: u64 = 1_795_262_400;
/// 2026-07-01 12:00 in London, an hour ahead of UTC.
const SUMMER: u64 = 1_782_903_600;
const HOUR: u64 = 3600;

#[test]
fn vectors_hold_the_words_that_are_spoken() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/spoken.json");
    let speaker = Speaker::new("en").unwrap();
    let vectors: Vec<Value> = verdicts()
        .iter()
        .map(|verdict| {
            let spoken = speaker.verdict(verdict);
            json!({"verdict": written(verdict), "headline": spoken.headline, "lines": spoken.lines})
        })
        .collect();
    let vectors = serde_json::to_string_pretty(&vectors).unwrap() + "\n";
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(&file, &vectors).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == vectors, "{} is not what is spoken: see the head of this test", file.display());
}

/// Every state, reason, arrangement and age of list that is spoken differently.
fn verdicts() -> Vec<Verdict> {
    let hub = Some(HubContact { name: "Riverton Hub".into(), telephone: "01632 960100".into() });
    let mut all = Vec::new();
    for state in [State::Valid, State::Expired, State::NotInUse, State::NotRecognised] {
        all.push(blank(state));
        all.push(Verdict { hub: hub.clone(), ..blank(state) });
    }
    for setting in Setting::ALL {
        all.push(Verdict { setting: Some(setting), hub: hub.clone(), ..blank(State::ValidNotHere) });
        all.push(good(setting, State::Valid, NOW));
    }
    for age in [0, 2 * HOUR, 13 * HOUR, 24 * HOUR, 24 * HOUR + 1, 30 * HOUR, 6 * 24 * HOUR] {
        for now in [NOW, SUMMER] {
            let list_issued_at = Some(now - age);
            all.push(Verdict { list_issued_at, ..good(Setting::School, State::ValidOffline, now) });
        }
    }
    for why in Why::ALL {
        for list_issued_at in
            [None, Some(NOW - 30 * HOUR), Some(NOW - 9 * 24 * HOUR), Some(NOW - 2_000 * 24 * HOUR)]
        {
            all.push(Verdict { why: Some(why), list_issued_at, ..blank(State::CannotCheck) });
        }
    }
    let needs_fresh_list =
        Verdict { lines: vec![Line::NeedsFreshList], ..good(Setting::Gp, State::ValidOffline, NOW) };
    all.push(Verdict { list_issued_at: Some(NOW - 30 * HOUR), ..needs_fresh_list });
    all.push(Verdict { checked_at: 0, why: Some(Why::ClockWrong), ..blank(State::CannotCheck) });
    for until in ["2026-11-21", "2027-11-20", "2027-11-21", "2028-02-29"] {
        let valid_until = Some(until.parse().unwrap());
        all.push(Verdict { valid_until, ..good(Setting::Transport, State::Valid, NOW) });
    }
    all
}

fn blank(state: State) -> Verdict {
    Verdict {
        state,
        why: None,
        setting: None,
        name: None,
        lines: Vec::new(),
        valid_until: None,
        checked_at: NOW,
        list_issued_at: None,
        hub: None,
    }
}

/// A good answer with every arrangement of a setting, in several forms.
fn good(setting: Setting, state: State, now: u64) -> Verdict {
    let lines =
        arrangements().into_iter().filter(|arrangement| arrangement.setting().is_none_or(|of| of == setting));
    Verdict {
        setting: Some(setting),
        name: (setting != Setting::Transport).then(|| LineText::parse("Zoë M").unwrap()),
        lines: lines.map(Line::Arrangement).collect(),
        valid_until: Some("2027-08-31".parse().unwrap()),
        checked_at: now,
        ..blank(state)
    }
}

fn arrangements() -> Vec<Arrangement> {
    let several = [
        json!({"time-out": {"minutes": 1}, "leave-early": {"minutes": 1}, "speak-to": {"role": "head-of-year"}}),
        json!({"time-out": {"minutes": 10, "place": "pastoral-office"}, "phone-on-silent": {}, "late-arrival": {}}),
        json!({"time-out": {"minutes": 60, "place": "Room 7 {left}"}, "leave-early": {"minutes": 5}, "homework-time": {}}),
        json!({"speak-to": {"role": "Mx O'Neill"}, "collect-arranged": {"noted": "2026-03-03"}}),
        json!({"flexible-appointments": {}, "may-discuss": {"about": ["medicines"], "noted": "2026-03-03"}}),
        json!({"may-discuss": {"about": ["appointments"], "noted": "2026-12-31"}, "fare": {"band": "child"}}),
        json!({"may-discuss": {"about": ["medicines", "appointments"], "noted": "2026-02-28"}, "fare": {"band": "16-18"}}),
        json!({"fare": {"band": "concession"}, "something-new": {"minutes": 5}}),
    ];
    let places = ["library", "reception", "medical-room", "quiet-room", "staff-room", "head-office"];
    let roles =
        ["form-tutor", "pastoral-lead", "school-nurse", "safeguarding-lead", "key-adult", "reception"];
    let places = places.map(|place| json!({"time-out": {"minutes": 15, "place": place}}));
    let roles = roles.map(|role| json!({"speak-to": {"role": role}}));
    several.iter().chain(&places).chain(&roles).flat_map(read).collect()
}

fn read(object: &Value) -> Vec<Arrangement> {
    let arrangements = Arrangements::from_json(object.as_object().unwrap()).unwrap();
    arrangements.iter().cloned().collect()
}

fn written(verdict: &Verdict) -> Value {
    let line = |line: &Line| match line {
        Line::Arrangement(arrangement) => {
            let one = Arrangements::new(vec![arrangement.clone()]).unwrap().to_json();
            serde_json::from_str(&one).unwrap()
        }
        Line::NeedsFreshList => json!("needs_fresh_list"),
    };
    let members = [
        ("state", json!(verdict.state.code())),
        ("why", json!(verdict.why.map(Why::code))),
        ("setting", json!(verdict.setting.map(Setting::code))),
        ("name", json!(verdict.name)),
        ("lines", verdict.lines.iter().map(line).collect()),
        ("valid_until", json!(verdict.valid_until.map(|date| date.to_string()))),
        ("checked_at", json!(verdict.checked_at)),
        ("list_issued_at", json!(verdict.list_issued_at)),
        ("hub", json!(verdict.hub.as_ref().map(|hub| json!({"name": hub.name, "telephone": hub.telephone})))),
    ];
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
