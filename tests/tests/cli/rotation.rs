//! A hub's key is changed while 500 checks a second go on: none of them fails.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use passport_core::card::HubSlug;
use passport_core::credential::Credential;
use passport_core::keys::Kid;
use passport_tests::desk::{Desk, Serving};
use passport_tests::{Database, on_both_databases};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

on_both_databases!(a_key_is_changed_at_500_checks_a_second_without_one_failure);

const A_SECOND: u32 = 500;
const CHECKERS: u32 = 25;

/// What the checkers saw.
#[derive(Default)]
struct Seen {
    checks: u32,
    failed: Vec<String>,
    slowest: Duration,
}

/// Many checkers at once, who ask about the cards that are out.
struct Load {
    cards: Arc<RwLock<Vec<String>>>,
    over: Arc<AtomicBool>,
    checkers: JoinSet<Seen>,
    since: Instant,
}

async fn state(client: &reqwest::Client, address: &str, card: &str) -> Result<String, String> {
    let asked = client.post(address).json(&json!({"card": card, "setting": "school"}));
    let answer = asked.send().await.map_err(|fault| fault.to_string())?;
    let status = answer.status();
    let said: Value = answer.json().await.map_err(|fault| format!("{status}: {fault}"))?;
    said["state"].as_str().map(str::to_owned).ok_or_else(|| format!("{status}: {said}"))
}

async fn check_on(
    cards: Arc<RwLock<Vec<String>>>,
    over: Arc<AtomicBool>,
    address: String,
    first: usize,
) -> Seen {
    let (client, mut seen) = (reqwest::Client::new(), Seen::default());
    let mut turns = interval(Duration::from_secs(1) * CHECKERS / A_SECOND);
    // Who was late catches up, so the rate is the rate.
    turns.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while !over.load(Ordering::Relaxed) {
        turns.tick().await;
        let card = {
            let cards = cards.read().expect("no test has stopped");
            cards[(first + seen.checks as usize) % cards.len()].clone()
        };
        let asked = Instant::now();
        match state(&client, &address, &card).await {
            Ok(state) if state == "valid" => {}
            other => seen.failed.push(format!("{other:?}")),
        }
        seen.checks += 1;
        seen.slowest = seen.slowest.max(asked.elapsed());
    }
    seen
}

impl Load {
    fn on(serving: &Serving, cards: Vec<String>) -> Self {
        let (cards, over) = (Arc::new(RwLock::new(cards)), Arc::new(AtomicBool::new(false)));
        let mut checkers = JoinSet::new();
        for first in 0..CHECKERS as usize {
            checkers.spawn(check_on(
                Arc::clone(&cards),
                Arc::clone(&over),
                serving.url("/api/verify"),
                first,
            ));
        }
        Self { cards, over, checkers, since: Instant::now() }
    }

    async fn end(mut self) -> (Seen, Duration) {
        self.over.store(true, Ordering::Relaxed);
        let mut all = Seen::default();
        while let Some(seen) = self.checkers.join_next().await {
            let seen = seen.expect("a checker");
            all.checks += seen.checks;
            all.failed.extend(seen.failed);
            all.slowest = all.slowest.max(seen.slowest);
        }
        (all, self.since.elapsed())
    }
}

/// A card of somebody new, once the server knows it, and the key that signed it.
async fn card(desk: &Desk, serving: &Serving, name: &str) -> (String, Kid) {
    let carer = desk.carer(name, "Moss").await;
    let wish = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    let issued = desk.json(&wish).await;
    let card = &issued["cards"][0];
    let text = card["text"].as_str().expect("a text");
    let kid = Credential::parse(text).expect("a card").kid;
    let square = card["square"].as_str().expect("a square").to_owned();
    let (client, address) = (reqwest::Client::new(), serving.url("/api/verify"));
    let began = Instant::now();
    while state(&client, &address, &square).await.as_deref() != Ok("valid") {
        assert!(began.elapsed() < Duration::from_secs(20), "a card of {kid} is not known");
        sleep(Duration::from_millis(50)).await;
    }
    (square, kid)
}

async fn a_key_is_changed_at_500_checks_a_second_without_one_failure(database: Database) {
    let desk = Desk::with_hub(database).await;
    let serving = desk.serve_as_usual();
    let (first, kid) = card(&desk, &serving, "Zoë").await;
    assert_eq!(kid.to_string(), "k1");
    let load = Load::on(&serving, vec![first]);

    let hub = ["--hub", "riverton"];
    desk.done(&[&["keys", "new"], &hub[..]].concat()).await;
    // Eight days ago, as far as the database can tell.
    let then = desk.store_days_ago(8).await;
    let scope = then.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    then.publish_key(&scope, Kid::new(2).expect("k2")).await.expect("it is published");
    then.close().await;
    desk.done(&[&["keys", "activate", "k2"], &hub[..]].concat()).await;
    let (second, kid) = card(&desk, &serving, "Kim").await;
    assert_eq!(kid.to_string(), "k2");
    load.cards.write().expect("no test has stopped").push(second);
    for deed in ["publish", "retire"] {
        if deed == "publish" {
            desk.done(&[&["keys", "new"], &hub[..]].concat()).await;
        }
        desk.done(&[&["keys", deed, "k3"], &hub[..]].concat()).await;
    }
    sleep(Duration::from_secs(1)).await;

    let (seen, lasted) = load.end().await;
    let rate = f64::from(seen.checks) / lasted.as_secs_f64();
    println!(
        "{} checks in {lasted:.1?}, {rate:.0} a second, the slowest in {:.1?}: {} failed",
        seen.checks,
        seen.slowest,
        seen.failed.len()
    );
    assert!(seen.failed.is_empty(), "{:?}", &seen.failed[..seen.failed.len().min(5)]);
    assert!(seen.checks > A_SECOND, "too few to tell anything: {}", seen.checks);
    let listed = desk.json(&[&["keys", "list"], &hub[..]].concat()).await;
    let states: Vec<_> = (0..3).map(|place| listed[place]["state"].clone()).collect();
    assert_eq!(states, ["retired", "active", "retired"]);
}
