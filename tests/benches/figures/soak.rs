//! Hours of a usual day in half an hour: checks all the time, pages opened, cards issued and withdrawn by another program. Nothing may fail, and memory
//! may not grow. For as many minutes as `PASSPORT_FIGURES_SOAK` says, or else 30.

use super::bulk::{open, person};
use super::load;
use crate::Figure;
use passport_core::card::Arrangement;
use passport_server::store::Wish;
use passport_tests::demo::Demo;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Checks a second; the same program issues a card each second, and withdraws every third.
const RATE: u32 = 500;
const PAGES: [&str; 5] = ["/v", "/check", "/menu", "/card", "/api/offline-bundle"];

/// Memory at the beginning, once everything was used, and at the end.
pub fn measure() -> Vec<Figure> {
    let minutes = std::env::var("PASSPORT_FIGURES_SOAK").map_or(30, |typed| typed.parse().expect("minutes"));
    let time = Duration::from_secs(60 * minutes);
    let demo = Demo::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (waits, (issued, pages, warm)) = runtime.block_on(async {
        let request: Arc<[u8]> = load::request(&demo, demo.card("valid")).into();
        tokio::join!(load::steady(&demo, &request, RATE, time), others(&demo, time))
    });
    let (checks, last) = (waits.len(), demo.memory());
    let slowest = waits.iter().max().expect("some").as_secs_f64() * 1e3;
    vec![
        Figure::new(
            format!("{minutes} minutes’ soak: checks, pages and cards, none failed"),
            format!("{checks}, {pages}, {issued}"),
            "30 minutes",
        ),
        Figure::new(
            "memory after its first tenth, and at its end",
            format!("{warm:.0} MB, {last:.0} MB"),
            "the same",
        ),
        Figure::new("its slowest check", format!("{slowest:.0} ms"), "–"),
    ]
}

/// Each second a card and a page; gives how many, and the server's memory after a tenth of the time.
async fn others(demo: &Demo, time: Duration) -> (usize, usize, f64) {
    let (store, scope) = open(demo).await;
    let (began, mut warm, mut count) = (Instant::now(), None, 0);
    let mut each_second = tokio::time::interval(Duration::from_secs(1));
    while began.elapsed() < time {
        each_second.tick().await;
        let carer = store.add_carer(&scope, &person(count)).await.expect("a young person");
        let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::PhoneOnSilent] };
        let card = store.issue_cards(&scope, &wish).await.expect("a card").remove(0).card_id;
        if count % 3 == 0 {
            store.withdraw_card(&scope, card).await.expect("withdrawn");
        }
        let page = format!("{}{}", demo.base(), PAGES[count % PAGES.len()]);
        let answer = reqwest::get(&page).await.expect("an answer");
        assert!(answer.status().is_success(), "{page}: {}", answer.status());
        answer.bytes().await.expect("all of it");
        count += 1;
        if warm.is_none() && began.elapsed() > time / 10 {
            warm = Some(demo.memory());
        }
    }
    (count, count, warm.expect("a tenth passes"))
}
