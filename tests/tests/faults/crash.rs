//! The program is killed at random moments of its work, by a signal that it cannot hear; started again, it has lost nothing that it had
//! told of, and has done nothing twice.
//!
//! The suite kills it a few times on each database. `make crash` goes on to a thousand, in parts that may be broken off.

mod acts;
mod dice;
mod journal;
mod phones;
mod proof;

use crate::site::{Server, Site, carer, free_address};
pub use acts::id;
use acts::{Told, file, paper};
use dice::Dice;
use journal::{Journal, Kill};
use passport_core::card::Arrangement;
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::store::{Agreed, CarerId, How, PhoneWish};
use passport_tests::console::Browser;
use passport_tests::{Database, on_both_databases};
use phones::{Letter, redeem};
use std::time::{Duration, Instant};

on_both_databases!(killed_at_any_moment_it_loses_nothing_and_does_nothing_twice);

/// So many kills on one database; then another is begun, so that a run may be broken off and gone on with.
const PART: u32 = 50;
/// The latest moment of a kill after the first request was sent.
const LATEST: Duration = Duration::from_millis(800);
/// How soon it answers again, with everything settled that was cut off.
const REPAIRED: Duration = Duration::from_secs(5);

async fn killed_at_any_moment_it_loses_nothing_and_does_nothing_twice(database: Database) {
    let is_sqlite = matches!(database, Database::Sqlite(_));
    let mut journal = Journal::open(if is_sqlite { "sqlite" } else { "postgres" });
    let mut first = Some(database);
    while journal.next().is_some() {
        let fresh = || if is_sqlite { Database::sqlite() } else { Database::postgres() };
        part(first.take().unwrap_or_else(fresh), &mut journal).await;
    }
    journal.say();
}

async fn part(database: Database, journal: &mut Journal) {
    let address = free_address();
    let site = Site::on(database, &address);
    let mut server = site.serve(&address, &[]).await;
    let browser = site.staff(&server).await;
    let mut told = Told::default();
    for _ in 0..PART {
        let Some(number) = journal.next() else { break };
        let (people, heads) = (people(&site).await, proof::heads(&site).await);
        let mut dice = Dice::of(number);
        let moment = dice.within(LATEST);
        let now = killed_while_at_work(server, (&browser, &people), (dice, number, moment)).await;
        let cut = proof::left_half_issued(&site).await;
        let began = Instant::now();
        server = site.serve(&address, &[]).await;
        let repaired = began.elapsed();
        assert!(repaired <= REPAIRED, "kill {number}: {repaired:?}");
        proof::nothing_is_lost(&site, &server, browser.clone(), (&now, &cut, &heads)).await;
        journal.note(&Kill { number, moment, cut: cut.len(), repaired, told: &now });
        told.and(now);
    }
    proof::all_is_done(&site, &told).await;
    server.kill();
}

/// Who is there for one life of a server.
struct People {
    iss: String,
    carers: [Vec<CarerId>; 2],
    letters: Vec<Letter>,
}

/// Adds them while the server runs, as another program on the same database, which is closed before the kill.
async fn people(site: &Site) -> People {
    let (store, scope) = site.store().await;
    let mut carers = [vec![], vec![]];
    for name in ["Moss", "Marsh", "Bell", "Reed"] {
        for some in &mut carers {
            some.push(carer(&store, &scope, name).await);
        }
    }
    let mut letters = Vec::new();
    for name in ["Nowak", "Hill"] {
        let owner = carer(&store, &scope, name).await;
        let today = passport_core::issue::today(SystemClock.now());
        let (by, how) = (AgreedBy::YoungPerson, How::InPerson);
        let purpose = Purpose::Phone;
        let agreed = Agreed { purpose, by, named_adult: None, reason: None, how, agreed_on: today };
        store.note_agreement(&scope, owner, &agreed).await.expect("agreed");
        let card = store.draw_card_id().expect("an id");
        let arrangements = vec![Arrangement::PhoneOnSilent];
        let wish = PhoneWish { card, carer: owner, ends_on: None, arrangements };
        store.put_on_phone(&scope, &wish).await.expect("it is put on a phone");
        let codes = store.activation(&scope, card).await.expect("a look").expect("codes");
        letters.push(Letter::of(&codes));
    }
    store.close().await;
    People { iss: format!("{}/h/riverton", site.base), carers, letters }
}

/// Everybody works at once until the server dies; gives what it had told of by then.
async fn killed_while_at_work(
    server: Server,
    (browser, people): (&Browser, &People),
    (mut dice, number, moment): (Dice, u32, Duration),
) -> Told {
    let mut work = tokio::task::JoinSet::new();
    for carers in &people.carers {
        work.spawn(paper(browser.clone(), carers.clone(), dice.other()));
    }
    work.spawn(file(browser.clone(), number));
    let (iss, letters) = (people.iss.clone(), people.letters.clone());
    work.spawn(async move { redeem(&iss, letters).await });
    tokio::time::sleep(moment).await;
    server.kill();
    let mut told = Told::default();
    while let Some(worked) = work.join_next().await {
        told.and(worked.expect("nobody met anything unexpected"));
    }
    told
}
