//! Each server in turn is ended and started again while cards are checked without a pause.

use super::{Two, serve};
use crate::site::check;
use reqwest::Client;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// People at counters, who check one card again and again.
pub struct Counters {
    over: Arc<AtomicBool>,
    good: Arc<AtomicU64>,
    asking: JoinSet<Vec<String>>,
}

impl Counters {
    /// Four of them, at an address.
    pub fn at(base: &str, card: &str) -> Self {
        let (over, good) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let mut asking = JoinSet::new();
        for _ in 0..4 {
            let (base, card) = (base.to_owned(), card.to_owned());
            let (over, good) = (Arc::clone(&over), Arc::clone(&good));
            asking.spawn(async move {
                let (client, mut failed) = (Client::new(), Vec::new());
                while !over.load(Ordering::Relaxed) {
                    match check(&client, &base, &card).await {
                        Some(said) if said.state == "valid" => drop(good.fetch_add(1, Ordering::Relaxed)),
                        other => failed.push(format!("{other:?}")),
                    }
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                failed
            });
        }
        Self { over, good, asking }
    }

    /// How many checks were right so far.
    pub fn good(&self) -> u64 {
        self.good.load(Ordering::Relaxed)
    }

    /// They stop; gives how many checks there were, and those that were not answered or not right.
    pub async fn stop(self) -> (u64, Vec<String>) {
        self.over.store(true, Ordering::Relaxed);
        let failed = self.asking.join_all().await.concat();
        (self.good.load(Ordering::Relaxed), failed)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn starting_each_server_anew_costs_no_check() {
    let mut two = Two::start().await;
    let (square, _) = two.card().await;
    let counters = Counters::at(&two.site.base, &square);
    for which in 0..2 {
        let address = two.proxy.servers[which].clone();
        let figures = two.figures[which].clone();
        let server = if which == 0 { &mut two.one } else { &mut two.other };
        let log = server.end().await;
        assert!(log.contains("stopping"), "{log}");
        *server = serve(&two.site, &address, &figures).await;
        // The next one stops only once the proxy has found this one again.
        while two.answered(which, "/api/verify").await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let (good, failed) = counters.stop().await;
    eprintln!("{good} checks during two new starts, {} of them failed", failed.len());
    assert!(failed.is_empty(), "{} of {good}: {:?}", failed.len(), &failed[..failed.len().min(5)]);
    assert!(good > 100, "only {good} checks");
}
