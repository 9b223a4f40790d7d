//! Guessing is slowed down, and tells nothing about who exists.

use super::{EMAIL, Joined, PASSWORD};
use crate::store;
use axum::http::{StatusCode, header};
use chrono::TimeDelta;

#[tokio::test]
async fn guessing_is_stopped_for_an_account_whether_it_exists_or_not() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let mut told = Vec::new();
    for email in [EMAIL, "nobody@hub.example"] {
        for _ in 0..10 {
            let refused = joined.sign_in(email, PASSWORD, "000000").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let written = joined.app.store().change_number().await.unwrap();
        let stopped = joined.sign_in(email, PASSWORD, &joined.code()).await;
        assert_eq!(
            joined.app.store().change_number().await.unwrap(),
            written,
            "whoever waits costs no write"
        );
        assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(stopped.body.contains("Too many tries. Wait 5 minutes"), "{}", stopped.body);
        told.push((stopped.header(header::RETRY_AFTER).to_owned(), stopped.body.replace(email, "EMAIL")));
    }
    assert_eq!(told[0].0, "300");
    assert_eq!(told[0], told[1]);
    joined.clock.advance(TimeDelta::minutes(5));
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.status, StatusCode::SEE_OTHER);
    let again = joined.sign_in(EMAIL, PASSWORD, "000000").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a good sign-in makes the account whole");
}

#[tokio::test]
async fn guessing_across_accounts_is_stopped_for_a_network() {
    let joined = Joined::as_a(store::Role::Worker).await;
    for n in 0..61 {
        // Counted where the handler counts, without the sixty hashes.
        let counted =
            joined.app.store().count_try(&format!("{n}@hub.example"), "203.0.113.1", None).await.unwrap();
        assert_eq!(counted == store::Try::Counted, n < 60, "{n}");
    }
    let elsewhere = joined.app.store().count_try("0@hub.example", "203.0.113.2", None).await.unwrap();
    assert_eq!(elsewhere, store::Try::Counted);
}

#[tokio::test]
async fn an_unknown_account_gets_the_same_answer_for_the_same_work() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@hub.example"] {
        let before = joined.app.passwords().checked();
        let refused = joined.sign_in(email, "another password", &joined.code()).await;
        assert_eq!(joined.app.passwords().checked() - before, 1, "{email}");
        answers.push((refused.status, refused.body.replace(email, "EMAIL")));
    }
    assert_eq!(answers[0], answers[1]);
}
