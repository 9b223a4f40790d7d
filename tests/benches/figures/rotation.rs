//! A hub's key is changed by `passport keys` while checks go on by the clock, on both databases: how many there were, and how many failed.

use crate::Figure;
use passport_core::card::HubSlug;
use passport_core::keys::Kid;
use passport_tests::Database;
use passport_tests::desk::{Desk, Serving};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

/// More than the target, so that a late turn does not fall below it.
const A_SECOND: u32 = 600;
const CHECKERS: u32 = 30;
const HUB: [&str; 2] = ["--hub", "riverton"];

/// What the checkers saw.
#[derive(Default)]
struct Seen {
    checks: u32,
    failed: u32,
    slowest: Duration,
}

/// The cards that are out, and whether it is over.
struct Load {
    address: String,
    cards: RwLock<Vec<String>>,
    over: AtomicBool,
}

/// The rate and the failures on either database.
pub fn measure() -> Vec<Figure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let databases = [("SQLite", Database::sqlite()), ("PostgreSQL", Database::postgres())];
    databases.map(|(name, database)| runtime.block_on(rotate(name, database))).into()
}

async fn rotate(name: &str, database: Database) -> Figure {
    let desk = Desk::with_hub(database).await;
    let serving = desk.serve_as_usual();
    let first = card(&desk, &serving, "Zoë").await;
    let load = Arc::new(Load {
        address: serving.url("/api/verify"),
        cards: RwLock::new(vec![first]),
        over: AtomicBool::new(false),
    });
    let began = Instant::now();
    let mut checkers: JoinSet<Seen> = (0..CHECKERS).map(|first| check_on(Arc::clone(&load), first)).collect();
    change_keys(&desk, &serving, &load).await;
    load.over.store(true, Ordering::Relaxed);
    let mut all = Seen::default();
    while let Some(seen) = checkers.join_next().await {
        let seen = seen.expect("a checker");
        all.checks += seen.checks;
        all.failed += seen.failed;
        all.slowest = all.slowest.max(seen.slowest);
    }
    let lasted = began.elapsed();
    let rate = f64::from(all.checks) / lasted.as_secs_f64();
    Figure::new(
        format!("a key changed under checks, {name}"),
        format!(
            "{rate:.0} checks a second for {:.0} s, {} failed, the slowest in {} ms",
            lasted.as_secs_f64(),
            all.failed,
            all.slowest.as_millis()
        ),
        "500 a second, none failed",
    )
}

/// Makes, publishes and activates the next key and issues with it, then makes, publishes and retires one more.
async fn change_keys(desk: &Desk, serving: &Serving, load: &Load) {
    let kid = Kid::new(2).expect("k2");
    sleep(Duration::from_secs(2)).await;
    desk.done(&[&["keys", "new"], &HUB[..]].concat()).await;
    // Eight days ago, as far as the database can tell: a key is published a week ahead.
    let then = desk.store_days_ago(8).await;
    let scope = then.operator_scope(&HubSlug::parse("riverton").expect("a slug")).await.expect("the hub");
    then.publish_key(&scope, kid).await.expect("it is published");
    then.close().await;
    sleep(Duration::from_secs(2)).await;
    desk.done(&[&["keys", "activate", "k2"], &HUB[..]].concat()).await;
    let second = card(desk, serving, "Kim").await;
    load.cards.write().expect("nobody has stopped").push(second);
    for deed in [&["keys", "new"][..], &["keys", "publish", "k3"], &["keys", "retire", "k3"]] {
        desk.done(&[deed, &HUB[..]].concat()).await;
        sleep(Duration::from_secs(2)).await;
    }
}

async fn check_on(load: Arc<Load>, first: u32) -> Seen {
    let (client, mut seen) = (reqwest::Client::new(), Seen::default());
    let mut turns = interval(Duration::from_secs(1) * CHECKERS / A_SECOND);
    // Who was late catches up, so the rate is the rate.
    turns.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while !load.over.load(Ordering::Relaxed) {
        turns.tick().await;
        let card = {
            let cards = load.cards.read().expect("nobody has stopped");
            cards[(first + seen.checks) as usize % cards.len()].clone()
        };
        let asked = Instant::now();
        let is_valid = state(&client, &load.address, &card).await.as_deref() == Some("valid");
        seen.failed += u32::from(!is_valid);
        seen.checks += 1;
        seen.slowest = seen.slowest.max(asked.elapsed());
    }
    seen
}

async fn state(client: &reqwest::Client, address: &str, card: &str) -> Option<String> {
    let asked = client.post(address).json(&json!({"card": card, "setting": "school"}));
    let said: Value = asked.send().await.ok()?.json().await.ok()?;
    said["state"].as_str().map(str::to_owned)
}

/// A card of somebody new, once the server knows it.
async fn card(desk: &Desk, serving: &Serving, name: &str) -> String {
    let carer = desk.carer(name, "Moss").await;
    let wish = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    let issued = desk.json(&wish).await;
    let square = issued["cards"][0]["square"].as_str().expect("a square").to_owned();
    let (client, began) = (reqwest::Client::new(), Instant::now());
    while state(&client, &serving.url("/api/verify"), &square).await.as_deref() != Some("valid") {
        assert!(began.elapsed() < Duration::from_secs(20), "the card is not known");
        sleep(Duration::from_millis(50)).await;
    }
    square
}
