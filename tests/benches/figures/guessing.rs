//! Whether the time of an answer tells who exists: signing in with and without an account. Typed codes with and without a card stand beside it, though their
//! answer says itself whether it is a card: only how near a wrong one was must not show, and codes are looked up by a MAC.

use crate::Figure;
use passport_tests::demo::Demo;
use reqwest::Client;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// As many of each kind: a network may try sixty times at once.
const SIGN_INS: usize = 28;
/// Twenty wrong codes are looked up at once.
const CODES: usize = 18;

/// The middle of both kinds, taken in turns, and how often the one with an account was the slower of a pair: without a difference, half the time.
pub fn measure() -> Vec<Figure> {
    let demo = Demo::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (sign_ins, codes) = runtime.block_on(async { (sign_ins(&demo).await, codes(&demo).await) });
    vec![
        Figure::new("signing in, with an account and without", told(sign_ins), "the same"),
        Figure::new(
            "POST /api/verify with a short code, of a card and of none",
            told(codes),
            "none: the answer itself says it",
        ),
    ]
}

fn told(mut pairs: Vec<(Duration, Duration)>) -> String {
    let slower = pairs.iter().filter(|(known, unknown)| known > unknown).count();
    let of = pairs.len();
    let mut middle = |which: fn(&(Duration, Duration)) -> Duration| {
        pairs.sort_unstable_by_key(which);
        which(&pairs[of / 2]).as_secs_f64() * 1000.0
    };
    format!(
        "{:.1} and {:.1} ms; slower in {slower} of {of} pairs",
        middle(|pair| pair.0),
        middle(|pair| pair.1)
    )
}

async fn sign_ins(demo: &Demo) -> Vec<(Duration, Duration)> {
    let client = Client::new();
    let known: BTreeSet<&str> = demo.staff().iter().map(|one| one.email.as_str()).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let ask = async |email: &str| {
        let form = format!("email={email}&password=seven+wrong+letters&code=000000");
        let request = client.post(format!("{}/hub/sign-in", demo.base())).body(form);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("sec-fetch-site", "same-origin");
        let began = Instant::now();
        request.send().await.expect("an answer").bytes().await.expect("its page");
        began.elapsed()
    };
    ask("first@nobody.example").await;
    let mut pairs = Vec::new();
    for n in 0..SIGN_INS {
        let with = ask(known[n % known.len()]).await;
        pairs.push((with, ask(&format!("somebody.{n}@nobody.example")).await));
    }
    pairs
}

async fn codes(demo: &Demo) -> Vec<(Duration, Duration)> {
    let client = Client::new();
    let ask = async |code: &str| {
        let request = client.post(format!("{}/api/verify", demo.base())).json(&json!({"card": code}));
        let began = Instant::now();
        request.send().await.expect("an answer").bytes().await.expect("its words");
        began.elapsed()
    };
    let code = &demo.card("valid").short_code;
    ask(code).await;
    let mut pairs = Vec::new();
    for _ in 0..CODES {
        let with = ask(code).await;
        // Well formed, with a check character that fits, and of no card.
        pairs.push((with, ask("0000-0000-00").await));
    }
    pairs
}
