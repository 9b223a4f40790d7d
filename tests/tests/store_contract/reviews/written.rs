//! What writers do: one review of a service each, sent again, newer, by card or invitation, taken back; and what the books say of them.

use chrono::TimeDelta;
use passport_core::card::{Arrangement, FareBand};
use passport_core::short_code::ShortCode;
use passport_server::store::{
    About, Decision, ReviewReason, ReviewState, StoreError, Thing, Wish, WrittenWith,
};
use passport_tests::{Database, on_both_databases};

use super::{service, start, story};
use crate::world::school_wish;

on_both_databases!(
    a_writer_has_one_review_of_a_service_and_the_newer_one_counts,
    sent_again_with_its_code_it_is_one_review,
    a_code_that_is_no_card_and_no_invitation_writes_nothing,
    a_card_that_is_over_writes_nothing,
    an_invitation_is_good_once_for_its_service_until_its_last_day,
    its_writer_sees_how_far_it_is_and_takes_it_back,
    nothing_in_the_books_says_who_wrote_it_or_when,
    a_wish_for_contact_stands_in_the_inbox_apart_and_once,
    a_database_from_before_gets_the_keys_of_reviews,
);

async fn a_writer_has_one_review_of_a_service_and_the_newer_one_counts(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    // A fare card is of the same person, and so is a code of a second card.
    let fare = Arrangement::Fare { band: FareBand::Child };
    let wish = Wish { arrangements: vec![fare], ..school_wish(desk.carer) };
    let other = store.issue_cards(&desk.hub, &wish).await.unwrap().remove(0).short_code;
    let first = desk.write("By the first card").await;
    desk.decide(Decision::Show).await;
    desk.write_with(&other, "By the other card").await.unwrap();
    assert!(desk.shown().await.is_empty(), "the newer one waits, and the older one is gone");
    assert_eq!(desk.waiting().await, ["By the other card"]);
    assert!(matches!(store.own_review(&first).await, Err(StoreError::NotFound(Thing::Review))));
    assert_eq!(desk.world.count("SELECT count(*) FROM review").await, 1);
    assert_eq!(desk.world.count("SELECT count(*) FROM review_envelope").await, 1);

    let kim = desk.world.carer(&desk.hub, "Kim").await;
    let kims = desk.world.card(&desk.hub, kim).await.short_code;
    desk.write_with(&kims, "By somebody else").await.unwrap();
    assert_eq!(desk.waiting().await.len(), 2);
}

async fn sent_again_with_its_code_it_is_one_review(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let (codes, _) = store.invite_to_review(&desk.hub, (None, 1)).await.unwrap();
    let secret = store.draw_review_secret().unwrap();
    for text in ["Once", "Twice", "Three times"] {
        let with = WrittenWith::Code(&codes[0]);
        store.write_review(desk.service, with, (&secret, &story(text))).await.unwrap();
    }
    assert_eq!(desk.waiting().await, ["Once"]);
}

async fn a_code_that_is_no_card_and_no_invitation_writes_nothing(database: Database) {
    let desk = start(database).await;
    let unknown = ShortCode::from_random([9; 6]);
    let refused = desk.write_with(&unknown, "Guessed").await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::ReviewCode))), "{refused:?}");
    assert_eq!(desk.world.count("SELECT count(*) FROM review").await, 0);
    assert_eq!(desk.world.count("SELECT count(*) FROM audit_entry WHERE action LIKE 'review%'").await, 0);
}

async fn a_card_that_is_over_writes_nothing(database: Database) {
    let desk = start(database).await;
    let card = desk.world.store.card_by_short_code(&desk.hub, &desk.code).await.unwrap();
    desk.world.store.withdraw_card(&desk.hub, card).await.unwrap();
    let refused = desk.write_with(&desk.code, "Too late").await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::ReviewCode))), "{refused:?}");
}

async fn an_invitation_is_good_once_for_its_service_until_its_last_day(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let other = service(&desk.world, &desk.hub, "Homework club").await;
    let (codes, last_day) = store.invite_to_review(&desk.hub, (Some(other), 2)).await.unwrap();
    assert_eq!((codes.len(), last_day.to_string()), (2, "2027-02-19".to_owned()));
    assert!(desk.write_with(&codes[0], "The wrong place").await.is_err());
    let secret = store.draw_review_secret().unwrap();
    let wish =
        store.write_review(other, WrittenWith::Code(&codes[0]), (&secret, &story("Good"))).await.unwrap();
    assert!(wish.is_none(), "nobody knows whose it is");
    let again = store.draw_review_secret().unwrap();
    let used = store.write_review(other, WrittenWith::Code(&codes[0]), (&again, &story("Again"))).await;
    assert!(matches!(used, Err(StoreError::NotFound(Thing::ReviewCode))));
    let [left] = store.review_invitations(&desk.hub).await.unwrap().try_into().unwrap();
    assert_eq!((left.made, left.left, left.service_name.as_deref()), (2, 1, Some("Homework club")));
    assert_eq!(desk.world.count("SELECT count(*) FROM review_envelope").await, 0);

    let northdale = desk.world.hub("northdale").await;
    let refused = store.call_back_review_invitations(&northdale, left.batch_id).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))));
    desk.world.clock.advance(TimeDelta::days(91));
    let late = store.write_review(other, WrittenWith::Code(&codes[1]), (&again, &story("Late"))).await;
    assert!(late.is_err());
    assert!(store.clear_old_reviews().await.unwrap() >= 2);
    assert_eq!(desk.world.count("SELECT count(*) FROM review_invitation").await, 0);
}

async fn its_writer_sees_how_far_it_is_and_takes_it_back(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let secret = desk.write("Mine").await;
    let own = store.own_review(&secret).await.unwrap();
    assert_eq!((own.review.state, own.service_name.as_str()), (ReviewState::Waiting, "Saturday trips"));
    desk.decide(Decision::Refuse(ReviewReason::Personal, Some("It names a school.".to_owned()))).await;
    let own = store.own_review(&secret).await.unwrap().review;
    assert_eq!(own.refused, Some((ReviewReason::Personal, Some("It names a school.".to_owned()))));
    store.withdraw_review(&secret).await.unwrap();
    assert_eq!(desk.world.count("SELECT count(*) FROM review").await, 0);
    let again = store.withdraw_review(&secret).await;
    assert!(matches!(again, Err(StoreError::NotFound(Thing::Review))), "{again:?}");
    let guessed = store.own_review(&ShortCode::from_random([1; 6])).await;
    assert!(matches!(guessed, Err(StoreError::NotFound(Thing::Review))));
}

async fn nothing_in_the_books_says_who_wrote_it_or_when(database: Database) {
    let desk = start(database).await;
    let secret = desk.write("Nameless").await;
    desk.decide(Decision::Show).await;
    let count = async |sql: &str| desk.world.count(sql).await;
    let review = "SELECT count(*) FROM audit_entry WHERE action = 'review written'";
    assert_eq!(count(&format!("{review} AND actor = 'server' AND subject_id IS NULL")).await, 1);
    let details =
        "SELECT count(*) FROM audit_entry e JOIN audit_detail d ON d.chain_id = e.chain_id AND d.seq = e.seq
        WHERE e.action = 'review written' AND d.details = '{}'";
    assert_eq!(count(details).await, 1);
    assert_eq!(count("SELECT count(*) FROM review WHERE written_on IS NULL AND month = '2026-11'").await, 1);
    // Its time in the record is the first moment of the day.
    let midnight = "SELECT count(*) FROM audit_entry WHERE action = 'review written' AND CAST(at AS TEXT) LIKE '%00:00:00%'";
    assert_eq!(count(midnight).await, 1);
    desk.world.store.withdraw_review(&secret).await.unwrap();
    let withdrawn = "SELECT count(*) FROM audit_entry WHERE action = 'review withdrawn' AND actor = 'server'
        AND subject_id IS NULL";
    assert_eq!(count(withdrawn).await, 1);
    assert_eq!(count("SELECT count(*) FROM audit_detail WHERE details LIKE '%Nameless%'").await, 0);
}

async fn a_wish_for_contact_stands_in_the_inbox_apart_and_once(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    let secret = store.draw_review_secret().unwrap();
    for _ in 0..2 {
        let with = WrittenWith::Code(&desk.code);
        let wish = store.write_review(desk.service, with, (&secret, &story("Please ring"))).await.unwrap();
        store.ask_for_contact(&wish.unwrap(), &secret).await.unwrap();
    }
    let [line] = store.inbox(&desk.hub).await.unwrap().try_into().unwrap();
    assert_eq!((line.message.about, line.message.carer), (About::Contact, desk.carer));
    assert_eq!(
        (line.message.words, line.message.sent_at.to_rfc3339()),
        (None, "2026-11-21T00:00:00+00:00".to_owned())
    );
    assert!(store.messages_of(&desk.hub, desk.carer).await.unwrap().is_empty(), "no phone shows it");
}

async fn a_database_from_before_gets_the_keys_of_reviews(database: Database) {
    let desk = start(database).await;
    let secret = desk.write("Before").await;
    desk.world.tamper("DELETE FROM server_key WHERE purpose IN ('review', 'safeguarding')").await;
    let second = desk.world.second_store().await;
    assert!(second.own_review(&secret).await.is_err(), "the key is another one");
    second
        .write_review(desk.service, WrittenWith::Code(&desk.code), (&secret, &story("After")))
        .await
        .unwrap();
    assert_eq!(second.own_review(&secret).await.unwrap().review.story.as_deref(), Some("After"));
}
