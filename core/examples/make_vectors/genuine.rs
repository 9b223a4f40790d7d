//! Genuine cards in every setting, at every time that matters, with every list in hand.

use passport_core::card::{Base, Setting};
use passport_core::credential::sign;
use passport_core::packed::pack;
use passport_core::present::{Expected, present};
use passport_core::square::square;
use passport_core::verify::{Line, Verdict, verify};
use serde_json::{Value, json};

use crate::cards::{self, Card};
use crate::world::{DAY, T0, World, kid_of};

/// The case, and the verdict that the reference gives; `core/tests/vectors.rs` and reviewers hold it to the specification.
pub fn case(
    world: &World,
    name: &str,
    input: &str,
    asked: (Option<Setting>, &Expected),
    trust: (&str, u64),
    now: u64,
) -> Value {
    let (setting, expected) = asked;
    let verdict = verify(input, setting, expected, &world.trust(trust.0, trust.1), now);
    let expected = match expected {
        Expected::Square => json!("square"),
        Expected::Verifier { aud, nonce } => json!({"aud": aud, "nonce": nonce}),
    };
    json!({
        "name": name, "input": input, "setting": setting, "expected": expected, "trust": trust.0, "fetched_at": trust.1, "now": now,
        "verdict": verdict_json(&verdict),
    })
}

pub fn cases(world: &World) -> Vec<Value> {
    let mut cases = Vec::new();
    for card in cards::all(world) {
        for (when, now) in [
            ("at once", T0),
            ("a minute on", T0 + 61),
            ("14 hours on", T0 + 14 * 3600),
            ("25 hours on", T0 + 25 * 3600),
        ] {
            for fetched_at in [now, now - 30, T0] {
                for setting in settings() {
                    let name = format!("{}, {when}, list fetched {} s ago", card.name, now - fetched_at);
                    cases.push(case(
                        world,
                        &name,
                        &shown(world, &card, now),
                        (setting, &Expected::Square),
                        ("open", fetched_at),
                        now,
                    ));
                }
            }
        }
        for (trust, now) in [
            ("none", T0),
            ("withdrawn", T0),
            ("withdrawn", T0 + 8 * DAY),
            ("open", T0 - 119),
            ("open", T0 - 121),
            ("open", T0 + 7 * DAY),
            ("open", T0 + 7 * DAY + 1),
        ] {
            let name = format!(
                "{}, lists {trust}, {} s after they were signed",
                card.name,
                now.cast_signed() - T0.cast_signed()
            );
            cases.push(case(
                world,
                &name,
                &shown(world, &card, now),
                (Some(Setting::School), &Expected::Square),
                (trust, now),
                now,
            ));
        }
    }
    cases.extend(ended(world));
    cases.extend(old_squares(world));
    cases.extend(envelopes(world));
    cases
}

fn settings() -> impl Iterator<Item = Option<Setting>> {
    std::iter::once(None).chain(Setting::ALL.into_iter().map(Some))
}

/// The text of a card, presented now if it is a phone's.
pub fn shown_text(world: &World, card: &Card, iat: u64) -> String {
    let text = sign(&card.claims, kid_of(card.kid), world.key(card.key)).expect("signed");
    match card.claims.kind {
        passport_core::credential::Kind::Printed => text,
        passport_core::credential::Kind::Phone { .. } => {
            present(&text, iat, [7; 8], world.key("device")).expect("presented")
        }
    }
}

pub fn square_of(text: &str, base: &Base) -> String {
    square(base, &pack(text).expect("packed"))
}

fn shown(world: &World, card: &Card, iat: u64) -> String {
    square_of(&shown_text(world, card, iat), &card.claims.issuer.base)
}

/// Cards that ended: a moment ago, within the grace, on its last day, after it.
fn ended(world: &World) -> Vec<Value> {
    let mut cases = Vec::new();
    for ago in [0, 60, 120, 121, DAY, 14 * DAY, 14 * DAY + 1, 90 * DAY, 90 * DAY + 1, 400 * DAY] {
        for phone in [false, true] {
            let mut card =
                if phone { cards::phone(world, Setting::School) } else { cards::all(world).swap_remove(0) };
            card.claims.exp = T0 - ago;
            for trust in ["open", "none", "withdrawn"] {
                for setting in [None, Some(Setting::School)] {
                    let name = format!("{}, ended {ago} s ago, lists {trust}", card.name);
                    cases.push(case(
                        world,
                        &name,
                        &shown(world, &card, T0),
                        (setting, &Expected::Square),
                        (trust, T0),
                        T0,
                    ));
                }
            }
        }
    }
    cases
}

/// A phone's square before, in and after its three minutes.
fn old_squares(world: &World) -> Vec<Value> {
    let card = cards::phone(world, Setting::School);
    let mut cases = Vec::new();
    for offset in [-DAY.cast_signed(), -3600, -181, -180, -60, 0, 60, 120, 121, 3600] {
        let iat = T0.checked_add_signed(offset).expect("in range");
        for trust in ["open", "withdrawn", "none"] {
            let name = format!("square drawn at {offset} s, lists {trust}");
            cases.push(case(
                world,
                &name,
                &shown(world, &card, iat),
                (Some(Setting::School), &Expected::Square),
                (trust, T0),
                T0,
            ));
        }
    }
    cases
}

/// The same card as square, bare digits and text, with white space around it, and made for a verifier of its own.
fn envelopes(world: &World) -> Vec<Value> {
    let mut cases = Vec::new();
    for card in cards::all(world) {
        let text = shown_text(world, &card, T0);
        let square = square_of(&text, &card.claims.issuer.base);
        let digits = square.split_once('#').expect("a square").1.to_owned();
        for (envelope, input) in
            [("text", text.clone()), ("digits", digits), ("spaces around", format!(" \n{square}\t "))]
        {
            cases.push(case(
                world,
                &format!("{} as {envelope}", card.name),
                &input,
                (Some(Setting::School), &Expected::Square),
                ("open", T0),
                T0,
            ));
        }
        let verifier =
            Expected::Verifier { aud: "https://verifier.example".into(), nonce: "n-0S6_WzA2Mj".into() };
        cases.push(case(
            world,
            &format!("{} where a verifier's nonce is expected", card.name),
            &text,
            (Some(Setting::School), &verifier),
            ("open", T0),
            T0,
        ));
    }
    cases
}

pub fn verdict_json(verdict: &Verdict) -> Value {
    let lines: Vec<_> = verdict.lines.iter().map(line_json).collect();
    json!({
        "state": verdict.state.code(),
        "why": verdict.why.map(passport_core::verify::Why::code),
        "name": verdict.name,
        "lines": lines,
        "valid_until": verdict.valid_until,
        "list_issued_at": verdict.list_issued_at,
        "hub": verdict.hub.as_ref().map(|hub| json!({"name": hub.name, "telephone": hub.telephone})),
    })
}

/// An arrangement as it stands in the card, `{"code":{parameters}}`, or the text `needs_fresh_list`.
fn line_json(line: &Line) -> Value {
    match line {
        Line::NeedsFreshList => json!("needs_fresh_list"),
        Line::Arrangement(arrangement) => {
            serde_json::from_str(&cards::list(vec![arrangement.clone()]).to_json()).expect("canonical JSON")
        }
    }
}
