//! Reviews that are written with the card: sent once, kept where wished, taken back; and all that the hub keeps about their writer.

use serde_json::json;
use uuid::Uuid;

use super::super::{Answer, Hindrance, KeptReview, Next, Outcome, ReviewFault, WalletError, WrittenReview};
use super::hub::Hub;
use super::phone::{Device, Phone};

fn review() -> WrittenReview {
    WrittenReview {
        service_id: Uuid::from_u128(7),
        stars: [5, 4, 1],
        good: Some(" The boat. ".into()),
        others: None,
        story: None,
        wants_contact: true,
    }
}

#[test]
fn a_review_waits_for_the_network_arrives_once_and_keeps_its_way_back_where_wished() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().write_review(&review(), "Sailing", true), Err(WalletError::NoCard));
    phone.activate(&mut hub, 0).unwrap();
    let kept = phone.wallet().write_review(&review(), "Sailing", true).unwrap().as_plain();
    let other = phone.wallet().write_review(&review(), "Cooking", false).unwrap().as_plain();
    hub.is_down = true;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Offline));
    assert_eq!(phone.wallet().reviews().unwrap().waiting.len(), 2);
    assert_eq!(phone.wallet().card(hub.now).unwrap().unwrap().sync_due_at, Some(hub.now));
    hub.is_down = false;
    // The server has it, and its answer gets lost.
    phone.wallet().sync().unwrap();
    while hub.cards[0].reviews.is_empty() {
        let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() else { panic!("over") };
        let answer = hub.answer(&request);
        if hub.cards[0].reviews.is_empty() {
            phone.wallet().accept(request.number, &answer, hub.now).unwrap();
        } else {
            phone.wallet().unanswered(request.number).unwrap();
        }
    }
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    let sent = &hub.cards[0].reviews;
    assert_eq!(sent.iter().map(|one| &one["secret"]).collect::<Vec<_>>(), [&kept, &other]);
    assert_eq!(
        (&sent[0]["good"], &sent[0]["contact"], sent[0].get("code")),
        (&json!("The boat."), &json!(true), None)
    );
    let reviews = phone.wallet().reviews().unwrap();
    assert!(reviews.waiting.is_empty());
    assert_eq!(reviews.kept, [KeptReview { code: kept, service: "Sailing".into() }]);
    // Nothing of the other one is left on this phone.
    assert!(!String::from_utf8(device.held().to_document().unwrap()).unwrap().contains(&other));
}

#[test]
fn a_review_that_the_server_would_not_take_is_not_taken_here() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let write = |review: &WrittenReview| phone.wallet().write_review(review, "Sailing", true);
    let starless = WrittenReview { stars: [5, 0, 5], ..review() };
    assert_eq!(write(&starless), Err(WalletError::Review(ReviewFault::Stars)));
    let long = WrittenReview { story: Some("é".repeat(2_001)), ..review() };
    assert_eq!(write(&long), Err(WalletError::Review(ReviewFault::TooLong)));
    for wrong in ["", "K7QX", "not a code"] {
        assert_eq!(phone.wallet().take_review_back(wrong), Err(WalletError::Review(ReviewFault::NoCode)));
    }
}

#[test]
fn a_review_that_is_refused_stays_holds_up_nothing_and_is_not_sent_again_by_itself() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let unseen = WrittenReview { good: Some("\u{200b}".into()), ..review() };
    let of_gone = WrittenReview { service_id: Uuid::nil(), ..review() };
    let unseen = phone.wallet().write_review(&unseen, "Sailing", true).unwrap().to_string();
    phone.wallet().write_review(&of_gone, "Gone", true).unwrap();
    phone.wallet().write_review(&review(), "Cooking", true).unwrap();
    for _ in 0..2 {
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
        let waiting = phone.wallet().reviews().unwrap().waiting;
        let hindrances: Vec<_> = waiting.iter().map(|one| one.hindrance).collect();
        assert_eq!(hindrances, [Some(Hindrance::Refused), Some(Hindrance::ServiceGone)]);
    }
    assert_eq!(hub.asked.iter().filter(|one| *one == "POST /api/menu/reviews").count(), 3);
    phone.wallet().send_review_after_all(&unseen).unwrap();
    phone.sync(&mut hub).unwrap();
    assert_eq!(hub.asked.iter().filter(|one| *one == "POST /api/menu/reviews").count(), 4);
    phone.wallet().forget_review(&unseen.to_lowercase()).unwrap();
    assert_eq!(phone.wallet().reviews().unwrap().waiting.len(), 1);
}

#[test]
fn a_networks_page_refuses_no_review_and_takes_none_back() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let kept = phone.wallet().write_review(&review(), "Sailing", true).unwrap().as_plain();
    let through = |hub: &mut Hub, path: &str| {
        for status in [200, 400, 404] {
            phone.wallet().sync().unwrap();
            while let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() {
                let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
                let page = Answer { status, headers, body: b"<html>Sign in to the wifi".to_vec() };
                let answer = if request.url.ends_with(path) { page } else { hub.answer(&request) };
                phone.wallet().accept(request.number, &answer, hub.now).unwrap();
            }
        }
    };
    through(&mut hub, "/api/menu/reviews");
    let waiting = phone.wallet().reviews().unwrap().waiting;
    assert_eq!(waiting.iter().map(|one| one.hindrance).collect::<Vec<_>>(), [None]);
    phone.sync(&mut hub).unwrap();
    phone.wallet().take_review_back(&kept).unwrap();
    through(&mut hub, "/withdraw");
    assert_eq!(hub.cards[0].reviews.len(), 1);
    phone.sync(&mut hub).unwrap();
    assert!(hub.cards[0].reviews.is_empty(), "it is asked for until the server says that it is done");
}

#[test]
fn a_review_is_taken_back_from_here_from_the_server_and_after_the_card_is_gone() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let write = || phone.wallet().write_review(&review(), "Sailing", true).unwrap().as_plain();
    let (one, two) = (write(), write());
    phone.wallet().take_review_back(&one).unwrap();
    phone.sync(&mut hub).unwrap();
    assert_eq!(hub.cards[0].reviews.len(), 1);
    assert_eq!(phone.wallet().reviews().unwrap().kept.len(), 1);
    // Its card goes, and what it could not send any more waits for its writer's word.
    let three = write();
    hub.withdraw(0);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    let waiting = phone.wallet().reviews().unwrap().waiting;
    assert_eq!(waiting.iter().map(|one| one.hindrance).collect::<Vec<_>>(), [Some(Hindrance::CardBefore)]);
    assert_eq!(phone.wallet().send_review_after_all(&three), Err(WalletError::NoCard));
    phone.wallet().take_review_back(&two).unwrap();
    assert_eq!(phone.wallet().reviews().unwrap().taken_back, [two]);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert!(hub.cards[0].reviews.is_empty());
    assert!(phone.wallet().reviews().unwrap().taken_back.is_empty());
    // The next card keeps no way back of the one before.
    assert_eq!(phone.activate(&mut hub, 1), Ok(Outcome::UpToDate));
    let reviews = phone.wallet().reviews().unwrap();
    assert!(reviews.kept.is_empty() && reviews.waiting.len() == 1 && hub.cards[1].reviews.is_empty());
    phone.wallet().send_review_after_all(&three).unwrap();
    phone.sync(&mut hub).unwrap();
    assert_eq!(hub.cards[1].reviews.len(), 1);
}

#[test]
fn what_is_taken_back_is_told_before_the_card_is_forgotten() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let code = phone.wallet().write_review(&review(), "Sailing", true).unwrap().as_plain();
    phone.sync(&mut hub).unwrap();
    phone.wallet().take_review_back(&code).unwrap();
    phone.wallet().forget().unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Forgotten));
    assert!(hub.cards[0].reviews.is_empty());
    assert_eq!(phone.wallet().reviews(), Ok(super::super::Reviews::default()));
}

#[test]
fn my_data_comes_with_one_answer_is_kept_nowhere_and_tells_no_log_of_before() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().ask_for_my_data(), Err(WalletError::NoCard));
    phone.activate(&mut hub, 0).unwrap();
    hub.cards[0].entries = vec![
        json!({ "at": "2026-12-01T12:05:00Z", "kind": "look", "where": "after" }),
        json!({ "at": "2026-12-01T11:00:00Z", "kind": "look", "where": "before" }),
    ];
    let fetch = |hub: &mut Hub| {
        phone.wallet().ask_for_my_data().unwrap();
        let mut found = None;
        while let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() {
            let answer = hub.answer(&request);
            found = phone.wallet().my_data(request.number, &answer).unwrap().or(found);
            phone.wallet().accept(request.number, &answer, hub.now).unwrap();
        }
        found
    };
    let data = fetch(&mut hub).unwrap();
    assert_eq!((&data["record"]["known_as"], data.get("activity")), (&json!("Zoë M"), None));
    phone.wallet().begin_activity(hub.now).unwrap();
    // The token's minutes are over: a new one is fetched first.
    hub.now += 3600;
    let data = fetch(&mut hub).unwrap();
    assert_eq!(data["activity"].as_array().unwrap().len(), 1);
    assert!(!String::from_utf8(device.held().to_document().unwrap()).unwrap().contains("known_as"));
    hub.is_down = true;
    assert_eq!(fetch(&mut hub), None);
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
}
