//! A hub's whole list, from a spreadsheet on a laptop to cards, through the pages of a running server.

use passport_server::store::{ImportState, Role};
use passport_tests::console::{Colleague, Form};
use passport_tests::list_of_people::list_of_people;
use passport_tests::{Database, TestApp, on_both_databases};
use std::time::Instant;

on_both_databases!(five_thousand_people_come_onto_the_books_and_get_their_cards,);

const PEOPLE: usize = 5000;

/// Reads a file in and gives the address of its page.
async fn read_in(grace: &mut Colleague<'_>, file: &str) -> String {
    let form = grace.see("/hub/import").await.form("/hub/import");
    let read = grace.browser.send_file(&form, "list.csv", file.as_bytes()).await;
    assert_eq!(read.status, 303, "{}", read.body);
    read.location
}

/// Opens a page again and again until it says something.
async fn wait(grace: &mut Colleague<'_>, page: &str, said: &str) {
    let mut times = 0;
    while !grace.see(page).await.says(said) {
        times += 1;
        assert!(times < 100_000, "{page} never says {said}");
    }
}

fn say(what: &str, database: &str, count: usize, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let rate = count as f64 / seconds;
    eprintln!("{what}, {database}: {count} in {seconds:.1} s, {rate:.0} a second");
}

async fn five_thousand_people_come_onto_the_books_and_get_their_cards(database: Database) {
    let kind = if database.url().starts_with("sqlite:") { "SQLite" } else { "PostgreSQL" };
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;

    let page = read_in(&mut grace, &list_of_people(PEOPLE)).await;
    let review = grace.see(&page).await;
    assert!(review.says("Add 5,000 young people") || review.says("Add 5000 young people"), "{}", review.body);
    let start = review.form(&format!("{page}/start"));
    let began = Instant::now();
    let started = grace.send(&start).await;
    assert_eq!(started.location, page);
    grace.send(&start).await; // a second click
    wait(&mut grace, &page, "young people were added").await;
    say("rows added", kind, PEOPLE, began);
    let found = app.store().imports(hub.scope()).await.expect("the books answer");
    assert_eq!((found[0].counts.added, found[0].state), (5000, ImportState::Done));

    let cards = format!("{page}/cards");
    let form: Form = grace.see(&cards).await.form("/hub/card-runs");
    let day = "1/9/2027";
    let form = form.with("phone_on_silent", "yes").with("ends_on", day);
    let began = Instant::now();
    let run = grace.send(&form).await.location;
    assert!(run.starts_with("/hub/card-runs/"), "{run}");
    assert_eq!(grace.send(&form).await.location, run, "sent twice, it is one run");
    wait(&mut grace, &run, "young people have a new card").await;
    say("cards issued", kind, PEOPLE, began);
    let id = run.rsplit('/').next().expect("an id").parse().expect("an id");
    let finished = app.store().finished_card_run(hub.scope(), id).await.expect("the books answer");
    let cards = finished.cards;
    assert_eq!((finished.issued, cards.len()), (5000, PEOPLE));
    app.look().await;
    let last = app.store().print_card(hub.scope(), cards[PEOPLE - 1]).await.expect("it prints");
    assert_eq!(app.check(&last.square).await.state, "valid");
    assert_eq!(app.check(&last.short_code.to_string()).await.state, "valid");
}
