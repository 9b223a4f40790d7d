//! What a hub decides: read first, shown or not, reported, and how long it took; of its own services alone.

use chrono::TimeDelta;
use passport_server::store::{Decision, InHand, ReviewReason, Role, StoreError, Thing, WhyReported};
use passport_tests::{Database, on_both_databases};

use super::{ALL, signed_in, start};

on_both_databases!(
    a_review_is_read_by_everybody_once_it_is_approved,
    a_decision_about_another_text_is_refused,
    a_hub_decides_nothing_about_anothers_reviews,
    what_is_reported_comes_back_to_the_hub,
    the_waiting_time_is_told_from_decisions,
);

async fn a_review_is_read_by_everybody_once_it_is_approved(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    desk.write("We went to the sea").await;
    assert!(desk.shown().await.is_empty());
    assert_eq!(desk.waiting().await, ["We went to the sea"]);
    desk.decide(Decision::Show).await;
    let shown = store.shown_reviews(desk.service, ALL).await.unwrap();
    assert_eq!((shown.count, shown.tenths), (1, None), "one review is no mean");
    assert_eq!(shown.reviews[0].good.as_deref(), Some("The pizza"));
    assert_eq!(shown.reviews[0].month.to_string(), "2026-11-01");
    assert!(desk.waiting().await.is_empty());
    let elsewhere = store.shown_reviews("00000000-0000-4000-8000-000000000009".parse().unwrap(), ALL).await;
    assert!(matches!(elsewhere, Err(StoreError::NotFound(Thing::Service))), "{elsewhere:?}");
}

async fn a_decision_about_another_text_is_refused(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    desk.write("First").await;
    let line = store.reviews_in_hand(&desk.hub).await.unwrap().waiting.remove(0);
    let which = (line.review.review_id, line.review.version);
    store.decide_review(&desk.hub, which, &Decision::Show).await.unwrap();
    let refuse = Decision::Refuse(ReviewReason::Unkind, None);
    let stale = store.decide_review(&desk.hub, which, &refuse).await;
    assert!(matches!(stale, Err(StoreError::Stale(Thing::Review))), "{stale:?}");
    assert_eq!(desk.shown().await, ["First"]);
    // The writer's newer text is another review: a decision about the older one finds nothing.
    desk.write("Second").await;
    let gone =
        store.decide_review(&desk.hub, (which.0, 2), &Decision::TakeDown(ReviewReason::Other, None)).await;
    assert!(matches!(gone, Err(StoreError::NotFound(Thing::Review))), "{gone:?}");
}

async fn a_hub_decides_nothing_about_anothers_reviews(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let other = desk.world.hub("northdale").await;
    desk.write("Ours").await;
    let line = store.reviews_in_hand(&desk.hub).await.unwrap().waiting.remove(0);
    let which = (line.review.review_id, line.review.version);
    let not_found = |result: Result<(), StoreError>| {
        matches!(result, Err(StoreError::NotFound(_) | StoreError::Stale(_)))
    };
    assert!(not_found(store.decide_review(&other, which, &Decision::Show).await));
    assert!(not_found(
        store.worry_about_review(&signed_in(&desk.world, &other, "kim", Role::Worker).await, which).await
    ));
    assert!(not_found(store.settle_reports(&other, which.0).await));
    assert!(store.open_review(&other, which.0).await.is_err());
    assert_eq!(store.reviews_in_hand(&other).await.unwrap(), InHand::default());
    assert_eq!(desk.waiting().await, ["Ours"]);
}

async fn what_is_reported_comes_back_to_the_hub(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    desk.write("Shown").await;
    desk.decide(Decision::Show).await;
    let review = store.shown_reviews(desk.service, ALL).await.unwrap().reviews[0].review_id;
    store.report_review(review, (WhyReported::Personal, Some("That is my street"))).await.unwrap();
    let line = store.reviews_in_hand(&desk.hub).await.unwrap().reported.remove(0);
    assert_eq!(line.reports, 1);
    let opened = store.open_review(&desk.hub, review).await.unwrap();
    assert_eq!(opened.reports[0].words.as_deref(), Some("That is my street"));
    let down = Decision::TakeDown(ReviewReason::Personal, None);
    store.decide_review(&desk.hub, (review, opened.line.review.version), &down).await.unwrap();
    assert!(desk.shown().await.is_empty());
    assert!(store.reviews_in_hand(&desk.hub).await.unwrap().reported.is_empty());
    let gone = store.report_review(review, (WhyReported::Other, None)).await;
    assert!(matches!(gone, Err(StoreError::NotFound(Thing::Review))));
}

async fn the_waiting_time_is_told_from_decisions(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let days = async || store.review_desk(desk.service).await.unwrap().days;
    assert_eq!(days().await, None);
    desk.write("Waits").await;
    desk.world.clock.advance(TimeDelta::days(4));
    desk.decide(Decision::Show).await;
    assert_eq!(days().await, Some(4));
    desk.world.clock.advance(TimeDelta::days(91));
    assert_eq!(days().await, None);
}
