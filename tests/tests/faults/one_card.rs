//! Everybody presses the button at once, each with a form of their own, for one young person: there is one card.
//!
//! The suite sends a few hundred forms, `make crash` ten thousand.

use crate::crash::id;
use crate::site::{Site, carer, free_address};
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::store::{CardId, CarerId};
use passport_tests::console::Form;
use passport_tests::{Database, on_both_databases};
use reqwest::{Client, StatusCode, Url, header};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

on_both_databases!(of_many_forms_at_once_for_one_young_person_one_becomes_a_card);

const IN_THE_SUITE: usize = 300;

async fn of_many_forms_at_once_for_one_young_person_one_becomes_a_card(database: Database) {
    let many = std::env::var("PASSPORT_CRASH_AT_ONCE").map_or(IN_THE_SUITE, |n| n.parse().expect("a number"));
    let address = free_address();
    let site = Site::on(database, &address);
    let server = site
        .serve(
            &address,
            &[("PASSPORT_REQUEST_TIMEOUT_SECONDS", "120"), ("PASSPORT_MOST_CONNECTIONS", "20000")],
        )
        .await;
    let mut grace = site.staff(&server).await;
    let (store, scope) = site.store().await;
    let zoe = carer(&store, &scope, "Moss").await;
    let add = format!("/hub/carers/{zoe}/cards/add");
    let last_day = passport_core::issue::today(SystemClock.now()) + chrono::TimeDelta::days(200);
    let form = grace.get(&add).await.form(&add).with("phone_on_silent", "yes");
    let form = form.with("ends_on", &last_day.format("%d/%m/%Y").to_string());
    let forms: Vec<Form> = (0..many)
        .map(|_| form.clone().with("attempt", &store.draw_card_id().expect("an id").to_string()))
        .collect();

    let began = Instant::now();
    let answers = sent_at_once(&site.base, grace.cookie(), forms).await;
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    let mut issued: Vec<CardId> = Vec::new();
    for (status, location) in &answers {
        *counts.entry(status.as_u16()).or_default() += 1;
        issued.extend((*status == StatusCode::SEE_OTHER).then(|| id::<CardId>(location)));
    }
    eprintln!("{} forms at once, answers by status: {counts:?}, in {:?}", answers.len(), began.elapsed());
    assert_eq!(answers.len(), many, "everybody is answered");
    // "They have this card already", or, where the queue was too long, "not saved yet, send it again".
    assert!(counts.keys().all(|status| [303, 409, 503].contains(status)), "{counts:?}");
    assert_eq!(issued.len(), 1, "{counts:?}");
    assert_eq!(cards(&site, zoe).await, (1, 1));
    let held = store.cards_of(&scope, zoe).await.expect("cards");
    assert_eq!(held.iter().map(|card| card.card_id).collect::<Vec<_>>(), issued);
    let report = store.verify_audit(&[]).await.expect("the books answer");
    assert!(report.is_sound(), "{report:?}");
}

/// The cards of somebody, and the signed texts.
async fn cards(site: &Site, carer: CarerId) -> (i64, i64) {
    let all = site.count("SELECT count(*) FROM card").await;
    let signed = site.count("SELECT count(*) FROM credential WHERE signed_at IS NOT NULL").await;
    assert_eq!(site.count("SELECT count(*) FROM status_entry").await, all, "{carer}");
    (all, signed)
}

/// All forms at the same moment, each on a connection of its own.
async fn sent_at_once(base: &str, cookie: &str, forms: Vec<Form>) -> Vec<(StatusCode, String)> {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let gate = Arc::new(Barrier::new(forms.len()));
    let mut sending = JoinSet::new();
    for form in forms {
        let fields = Url::parse_with_params("http://x/", &form.fields).expect("an address");
        let request = client
            .post(format!("{base}{}", form.action))
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(fields.query().expect("fields").to_owned());
        let gate = Arc::clone(&gate);
        sending.spawn(async move {
            gate.wait().await;
            let answer = request.send().await.expect("an answer");
            let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
            (answer.status(), location.unwrap_or_default().to_owned())
        });
    }
    sending.join_all().await
}
