//! Reviews: one for each young person and service, without a person in the books; taken back with its code; read by the hub first.

use chrono::TimeDelta;
use passport_core::card::{Arrangement, FareBand};
use passport_core::menu::Details;
use passport_core::short_code::ShortCode;
use passport_server::store::{
    About, Accepted, CarerId, Decision, HubScope, NewInvitation, NewProvider, NewReview, NewSignIn,
    OpeningRefused, ReviewPlace, ReviewReason, ReviewState, Role, ServiceId, Stars, StoreError, Thing,
    WhoWrote, WhyReported, Wish, WrittenWith,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, school_wish};

on_both_databases!(
    a_review_is_read_by_everybody_once_it_is_approved,
    a_writer_has_one_review_of_a_service_and_the_newer_one_counts,
    sent_again_with_its_code_it_is_one_review,
    a_code_that_is_no_card_and_no_invitation_writes_nothing,
    a_card_that_is_over_writes_nothing,
    an_invitation_is_good_once_for_its_service_until_its_last_day,
    its_writer_sees_how_far_it_is_and_takes_it_back,
    nothing_in_the_books_says_who_wrote_it_or_when,
    a_wish_for_contact_stands_in_the_inbox_apart_and_once,
    a_decision_about_another_text_is_refused,
    a_hub_decides_nothing_about_anothers_reviews,
    what_is_reported_comes_back_to_the_hub,
    the_waiting_time_is_told_from_decisions,
    taking_back_what_worries_somebody_leaves_it_with_the_hub_until_its_envelope_goes,
    envelopes_and_what_is_over_are_deleted_in_time,
    erasing_somebody_takes_their_envelopes_wherever_they_wrote,
    a_database_from_before_gets_the_keys_of_reviews,
);

/// A hub with a live service, and somebody with a card.
struct Desk {
    world: World,
    hub: HubScope,
    service: ServiceId,
    carer: CarerId,
    code: ShortCode,
}

async fn start(database: Database) -> Desk {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let service = service(&world, &hub, "Saturday trips").await;
    let carer = world.carer(&hub, "Zoë").await;
    let code = world.card(&hub, carer).await.short_code;
    Desk { world, hub, service, carer, code }
}

async fn service(world: &World, hub: &HubScope, name: &str) -> ServiceId {
    let provider = NewProvider { name: "Trust".to_owned(), description: None, website: None, email: None };
    let provider = world.store.add_provider(hub, &provider).await.unwrap();
    let details =
        Details { name: name.to_owned(), description: "A day out.".to_owned(), ..Details::default() };
    let service = world.store.add_service(hub, provider, &details).await.unwrap();
    world.store.approve_service(hub, service, 1).await.unwrap();
    service
}

fn story(text: &str) -> NewReview {
    NewReview {
        stars: Stars::new(5, 3, 4).unwrap(),
        good: Some("  The pizza \r\n".to_owned()),
        others: None,
        story: Some(text.to_owned()),
    }
}

const ALL: ReviewPlace = ReviewPlace { after: 0, most: 50 };

impl Desk {
    async fn write(&self, text: &str) -> ShortCode {
        self.write_with(&self.code, text).await.unwrap()
    }

    async fn write_with(&self, code: &ShortCode, text: &str) -> Result<ShortCode, StoreError> {
        let secret = self.world.store.draw_review_secret().unwrap();
        let with = WrittenWith::Code(code);
        self.world.store.write_review(self.service, with, (&secret, &story(text))).await?;
        Ok(secret)
    }

    /// The stories that wait.
    async fn waiting(&self) -> Vec<String> {
        let waiting = self.world.store.reviews_in_hand(&self.hub).await.unwrap().waiting;
        waiting.into_iter().map(|line| line.review.story.unwrap()).collect()
    }

    async fn decide(&self, decision: Decision) {
        let line = self.world.store.reviews_in_hand(&self.hub).await.unwrap().waiting.remove(0);
        let which = (line.review.review_id, line.review.version);
        self.world.store.decide_review(&self.hub, which, &decision).await.unwrap();
    }

    async fn shown(&self) -> Vec<String> {
        let shown = self.world.store.shown_reviews(self.service, ALL).await.unwrap();
        shown.reviews.into_iter().map(|one| one.story.unwrap()).collect()
    }
}

async fn a_review_is_read_by_everybody_once_it_is_approved(database: Database) {
    let desk = start(database).await;
    let store = &desk.world.store;
    desk.write("We went to the sea").await;
    assert!(desk.shown().await.is_empty());
    assert_eq!(desk.waiting().await, ["We went to the sea"]);
    desk.decide(Decision::Show).await;
    let shown = store.shown_reviews(desk.service, ALL).await.unwrap();
    assert_eq!((shown.count, shown.tenths), (1, Some([50, 30, 40])));
    assert_eq!(shown.reviews[0].good.as_deref(), Some("The pizza"));
    assert_eq!(shown.reviews[0].month.to_string(), "2026-11-01");
    assert!(desk.waiting().await.is_empty());
    let elsewhere = store.shown_reviews("00000000-0000-4000-8000-000000000009".parse().unwrap(), ALL).await;
    assert!(matches!(elsewhere, Err(StoreError::NotFound(Thing::Service))), "{elsewhere:?}");
}

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
    assert_eq!(store.reviews_in_hand(&other).await.unwrap(), Default::default());
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

/// A colleague of a hub, as their session acts.
async fn signed_in(world: &World, hub: &HubScope, name: &str, role: Role) -> HubScope {
    let email = format!("{name}@hub.example.uk");
    let new = NewInvitation { email, display_name: name.to_owned(), role };
    let link = world.store.invitation_link(world.store.invite(hub, &new).await.unwrap());
    let open = world.store.invitation(&link).await.unwrap().unwrap();
    let chosen = NewSignIn { password: "a hash".into(), step: 0, browser: None };
    let Accepted::SignedIn(token, _) = world.store.accept_invitation(&open, &chosen).await.unwrap() else {
        panic!("{name} is new");
    };
    world.store.live_session(&token).await.unwrap().unwrap().scope
}

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
