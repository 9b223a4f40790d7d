//! Somebody may be in danger: envelopes that two people open, for whom they wait, and how long they are kept.

use chrono::TimeDelta;
use passport_server::store::{
    Decision, OpeningRefused, ReviewReason, Role, StoreError, WhoWrote, WrittenWith,
};
use passport_tests::{Database, on_both_databases};

use super::{service, signed_in, start, story};

on_both_databases!(
    taking_back_what_worries_somebody_leaves_it_with_the_hub_until_its_envelope_goes,
    envelopes_and_what_is_over_are_deleted_in_time,
    erasing_somebody_takes_their_envelopes_wherever_they_wrote,
    an_envelope_waits_for_whoever_may_open_it_and_then_for_who_asked,
);

async fn taking_back_what_worries_somebody_leaves_it_with_the_hub_until_its_envelope_goes(
    database: Database,
) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let worker = signed_in(&desk.world, &desk.hub, "kim", Role::Worker).await;
    let manager = signed_in(&desk.world, &desk.hub, "aoife", Role::Manager).await;
    let secret = desk.write("I am afraid at home").await;
    let review = store.reviews_in_hand(&desk.hub).await.unwrap().waiting.remove(0).review;
    let early = store.ask_who_wrote(&worker, review.review_id, "Danger").await;
    assert!(matches!(early, Err(StoreError::Opening(OpeningRefused::NoDanger))), "{early:?}");
    store.worry_about_review(&worker, (review.review_id, review.version)).await.unwrap();
    let shown = store.decide_review(&desk.hub, (review.review_id, review.version + 1), &Decision::Show).await;
    assert!(matches!(shown, Err(StoreError::Stale(_))), "what worries somebody is not shown");

    store.withdraw_review(&secret).await.unwrap();
    desk.write("Another text").await;
    let hand = store.reviews_in_hand(&desk.hub).await.unwrap();
    assert_eq!((hand.worrying.len(), hand.waiting.len()), (1, 1));

    let opening = store.ask_who_wrote(&worker, review.review_id, "She says she is afraid").await.unwrap();
    let alone = store.open_envelope(&worker, opening).await;
    assert!(matches!(alone, Err(StoreError::Opening(OpeningRefused::Same))), "{alone:?}");
    let other = signed_in(&desk.world, &desk.hub, "lee", Role::Worker).await;
    let two_workers = store.open_envelope(&other, opening).await;
    assert!(matches!(two_workers, Err(StoreError::Opening(OpeningRefused::NoManager))), "{two_workers:?}");
    let not_open = store.look_into_envelope(&worker, opening).await;
    assert!(matches!(not_open, Err(StoreError::Opening(OpeningRefused::Over))), "{not_open:?}");
    let (_, who) = store.open_envelope(&manager, opening).await.unwrap();
    assert!(who == WhoWrote::Ours(desk.carer, "Zoë O'Neill".to_owned()));
    assert!(store.open_envelope(&manager, opening).await.is_err(), "once");
    assert!(store.look_into_envelope(&manager, opening).await.is_err(), "only who asked");
    let (_, who) = store.look_into_envelope(&worker, opening).await.unwrap();
    assert!(who == WhoWrote::Ours(desk.carer, "Zoë O'Neill".to_owned()));
    assert!(store.look_into_envelope(&worker, opening).await.is_err(), "once");
    let reads =
        "SELECT count(*) FROM audit_entry WHERE action = 'writer of review shown' AND subject_id IS NOT NULL";
    assert_eq!(desk.world.count(reads).await, 2);

    desk.world.clock.advance(TimeDelta::days(91));
    store.clear_old_reviews().await.unwrap();
    assert!(store.reviews_in_hand(&desk.hub).await.unwrap().worrying.is_empty());
    assert_eq!(desk.world.count("SELECT count(*) FROM review").await, 1);
}

async fn envelopes_and_what_is_over_are_deleted_in_time(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    desk.write("Stays").await;
    desk.decide(Decision::Show).await;
    desk.world.clock.advance(TimeDelta::days(90));
    assert_eq!(store.clear_old_reviews().await.unwrap(), 0);
    desk.world.clock.advance(TimeDelta::days(1));
    assert_eq!(store.clear_old_reviews().await.unwrap(), 1);
    assert_eq!(desk.world.count("SELECT count(*) FROM review_envelope").await, 0);
    assert_eq!(desk.shown().await, ["Stays"]);
    let review = store.reviews_in_hand(&desk.hub).await.unwrap().decided.remove(0).review;
    let down = Decision::TakeDown(ReviewReason::Other, None);
    store.decide_review(&desk.hub, (review.review_id, review.version), &down).await.unwrap();
    desk.world.clock.advance(TimeDelta::days(400));
    store.clear_old_reviews().await.unwrap();
    assert_eq!(desk.world.count("SELECT count(*) FROM review").await, 0);
}

async fn erasing_somebody_takes_their_envelopes_wherever_they_wrote(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let northdale = desk.world.hub("northdale").await;
    let theirs = service(&desk.world, &northdale, "Swimming").await;
    desk.write("Here").await;
    let secret = store.draw_review_secret().unwrap();
    store.write_review(theirs, WrittenWith::Code(&desk.code), (&secret, &story("There"))).await.unwrap();
    let kim = desk.world.carer(&desk.hub, "Kim").await;
    let kims = desk.world.card(&desk.hub, kim).await.short_code;
    desk.write_with(&kims, "Kim’s").await.unwrap();
    assert_eq!(desk.world.count("SELECT count(*) FROM review_envelope").await, 3);
    store.erase_carer(&desk.hub, desk.carer).await.unwrap();
    assert_eq!(desk.world.count("SELECT count(*) FROM review_envelope").await, 1, "Kim’s");
    assert_eq!(desk.waiting().await.len(), 2, "what they wrote says nothing of them");
}

async fn an_envelope_waits_for_whoever_may_open_it_and_then_for_who_asked(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let worker = signed_in(&desk.world, &desk.hub, "kim", Role::Worker).await;
    let other = signed_in(&desk.world, &desk.hub, "lee", Role::Worker).await;
    let manager = signed_in(&desk.world, &desk.hub, "aoife", Role::Manager).await;
    let northdale = desk.world.hub("northdale").await;
    let elsewhere = signed_in(&desk.world, &northdale, "ann", Role::Manager).await;
    desk.write("I am afraid at home").await;
    let review = store.reviews_in_hand(&desk.hub).await.unwrap().waiting.remove(0).review;
    store.worry_about_review(&worker, (review.review_id, review.version)).await.unwrap();
    let opening = store.ask_who_wrote(&worker, review.review_id, "She says she is afraid").await.unwrap();
    let waits = async || {
        let mut all = Vec::new();
        for scope in [&worker, &other, &manager, &elsewhere] {
            let waiting = store.envelopes_waiting(scope).await.unwrap();
            all.push(
                waiting.into_iter().map(|one| (one.asker, one.service_name, one.is_open)).collect::<Vec<_>>(),
            );
        }
        all
    };
    let of_kim = |is_open| vec![("kim".to_owned(), "Saturday trips".to_owned(), is_open)];
    // A second worker could not open it with a first.
    assert_eq!(waits().await, [vec![], vec![], of_kim(false), vec![]]);
    store.open_envelope(&manager, opening).await.unwrap();
    assert_eq!(waits().await, [of_kim(true), vec![], vec![], vec![]]);
    store.look_into_envelope(&worker, opening).await.unwrap();
    assert_eq!(waits().await, vec![vec![]; 4]);

    // A manager's asking waits for every colleague, until all was done about the worry.
    store.ask_who_wrote(&manager, review.review_id, "Again").await.unwrap();
    assert_eq!(waits().await.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0, 0]);
    store.end_worry(&worker, (review.review_id, review.version + 1)).await.unwrap();
    assert_eq!(waits().await, vec![vec![]; 4]);
}
