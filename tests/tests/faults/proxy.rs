//! Two servers behind HAProxy, set up with the very file that operators use: a withdrawal on one is known to the other, signing in outlives
//! a server, and neither a new start of each nor a migration costs a single check.

mod downgraded;
mod frames;
mod haproxy;
mod migration;
mod restart;
mod smuggled;
mod smuggling;

use crate::site::{Server, Site, card, carer, free_address};
use crate::stopped::until_known;
use haproxy::HaProxy;
use passport_tests::Database;
use passport_tests::console::Browser;
use std::time::Duration;

/// A hub's two servers, and what stands before them.
pub struct Two {
    pub site: Site,
    pub one: Server,
    pub other: Server,
    pub proxy: HaProxy,
    figures: [String; 2],
}

impl Two {
    pub async fn start() -> Self {
        let proxy = HaProxy::at(free_address(), [free_address(), free_address()]);
        let site = Site::on(Database::postgres(), &proxy.address);
        let figures = [free_address(), free_address()];
        let one = serve(&site, &proxy.servers[0], &figures[0]).await;
        let other = serve(&site, &proxy.servers[1], &figures[1]).await;
        proxy.until_ready().await;
        Self { site, one, other, proxy, figures }
    }

    /// The square of a card that both servers know, with its page's address.
    pub async fn card(&self) -> (String, String) {
        let (store, scope) = self.site.store().await;
        let zoe = carer(&store, &scope, "Moss").await;
        let issued = card(&store, &scope, zoe).await;
        let square = store.print_card(&scope, issued.card_id).await.expect("it prints").square;
        store.close().await;
        for server in [&self.one, &self.other] {
            until_known(server, &square, "valid").await;
        }
        (square, format!("/hub/carers/{zoe}/cards/{}", issued.card_id))
    }

    /// How often a server answered for a route since it started.
    pub async fn answered(&self, which: usize, route: &str) -> u64 {
        let told = reqwest::get(format!("http://{}/metrics", self.figures[which])).await.expect("figures");
        let (told, route) = (told.text().await.expect("figures"), format!("route=\"{route}\""));
        let lines =
            told.lines().filter(|line| line.starts_with("passport_answers_total{") && line.contains(&route));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
    }
}

/// A server as operators set it up behind a proxy.
pub async fn serve(site: &Site, address: &str, figures: &str) -> Server {
    let settings = [
        ("PASSPORT_TRUSTED_PROXIES", "127.0.0.1/32"),
        ("PASSPORT_LEAVE_SECONDS", "2"),
        ("PASSPORT_METRICS_LISTEN", figures),
    ];
    site.serve(address, &settings).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_on_one_server_is_known_to_the_other_within_two_seconds() {
    let two = Two::start().await;
    let mut grace = two.site.staff(&two.one).await;
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        let (square, page) = two.card().await;
        let withdraw = format!("{page}/withdraw");
        let form = grace.get(&withdraw).await.form(&withdraw);
        assert_eq!(grace.send(&form).await.status, 303);
        slowest = slowest.max(until_known(&two.other, &square, "not_in_use").await);
    }
    eprintln!("a withdrawal is known to the other server after {slowest:?} at most");
    assert!(slowest <= Duration::from_secs(2), "{slowest:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_outlives_the_server_it_was_done_at() {
    let two = Two::start().await;
    let cookie = two.site.staff(&two.one).await.cookie().to_owned();
    let mut grace = Browser::at(&two.site.base).with_cookie(&cookie);
    for _ in 0..4 {
        assert_eq!(grace.get("/hub").await.status, 200);
    }
    let Two { site, one, other, proxy, .. } = two;
    one.kill();
    for turn in 0..20 {
        let seen = grace.get("/hub").await;
        assert_eq!(seen.status, 200, "page {turn} after the server died: {}", seen.body);
    }
    let form = grace.get("/hub/carers/add").await.form("/hub/carers/add");
    let added = grace.send(&form.with("given_name", "Zoë").with("born_on", "4/5/2012")).await;
    assert_eq!(added.status, 303, "{}", added.body);
    drop((site, other, proxy));
}
