//! What somebody tells their hub, what it answers, and who looked.

use serde_json::json;

use super::super::{AboutData, ActivityKind, Happened, LONGEST_WORDS, Outcome, Progress, WalletError};
use super::hub::{DIGITS, Hub};
use super::phone::{Device, Phone};
use crate::card::Setting;

#[test]
fn a_message_waits_for_the_network_arrives_once_and_shows_what_became_of_it() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    let report = |words| phone.wallet().report_not_accepted(Setting::School, Happened::Refused, words);
    assert_eq!(report(None), Err(WalletError::NoCard));
    phone.activate(&mut hub, 0).unwrap();
    let id = report(Some(" They said no. ")).unwrap();
    let deletion = phone.wallet().write(AboutData::Deletion, None).unwrap();
    hub.is_down = true;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Offline));
    let waiting = phone.wallet().messages().unwrap().waiting;
    assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id, deletion]);
    assert_eq!(waiting[0].words.as_deref(), Some("They said no."));
    assert_eq!(phone.wallet().card(hub.now).unwrap().unwrap().sync_due_at, Some(hub.now));
    hub.is_down = false;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    phone.sync(&mut hub).unwrap();
    let messages = phone.wallet().messages().unwrap();
    assert!(messages.waiting.is_empty() && messages.unsent.is_empty());
    assert_eq!(
        messages.told.iter().map(|one| (one.id, one.progress)).collect::<Vec<_>>(),
        [(id, Progress::Read), (deletion, Progress::Read)]
    );
    assert_eq!(hub.cards[0].messages.len(), 2);
    assert_eq!(hub.cards[0].messages[0]["happened"], "refused");
}

#[test]
fn words_are_needed_but_for_a_deletion_and_have_an_end() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let (longest, longer) = ("é".repeat(LONGEST_WORDS), "é".repeat(LONGEST_WORDS + 1));
    for about in [AboutData::Correction, AboutData::Complaint] {
        for words in [None, Some(""), Some(" \n")] {
            assert_eq!(phone.wallet().write(about, words), Err(WalletError::WordsMissing));
        }
        assert_eq!(phone.wallet().write(about, Some(&longer)), Err(WalletError::WordsTooLong));
        assert!(phone.wallet().write(about, Some(&longest)).is_ok());
    }
    let too_long = phone.wallet().write(AboutData::Deletion, Some(&longer));
    assert_eq!(too_long, Err(WalletError::WordsTooLong));
    assert!(phone.wallet().write(AboutData::Deletion, Some("")).is_ok());
    assert_eq!(phone.wallet().messages().unwrap().waiting.len(), 3);
}

#[test]
fn what_a_card_before_could_not_send_waits_for_its_owner_to_decide() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let write = |words| phone.wallet().write(AboutData::Complaint, Some(words)).unwrap();
    let (one, two) = (write("one"), write("two"));
    hub.withdraw(0);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert_eq!(phone.wallet().send_unsent(one), Err(WalletError::NoCard));
    assert_eq!(phone.activate(&mut hub, 1), Ok(Outcome::UpToDate));
    let messages = phone.wallet().messages().unwrap();
    assert_eq!((messages.waiting.len(), messages.unsent.len()), (0, 2));
    assert!(hub.cards[1].messages.is_empty());
    phone.wallet().send_unsent(one).unwrap();
    phone.wallet().throw_away_unsent(two).unwrap();
    phone.sync(&mut hub).unwrap();
    assert_eq!(hub.cards[1].messages.len(), 1);
    assert!(phone.wallet().messages().unwrap().unsent.is_empty());
}

#[test]
fn what_still_waits_goes_out_before_a_new_card_takes_the_place_of_the_old() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().write(AboutData::Complaint, Some("before I go")).unwrap();
    assert_eq!(phone.activate(&mut hub, 1), Ok(Outcome::UpToDate));
    assert_eq!((hub.cards[0].messages.len(), hub.cards[1].messages.len()), (1, 0));
    device.check_whole(&hub);
    // And where the card before cannot send it any more, the new one comes all the same.
    phone.wallet().write(AboutData::Complaint, Some("too late")).unwrap();
    hub.withdraw(1);
    hub.letters[0].redeemed_at = None;
    phone.wallet().take_letter(&hub.link(0)).unwrap();
    phone.drive(&mut hub).unwrap();
    phone.wallet().give_digits(DIGITS).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(phone.wallet().messages().unwrap().unsent.len(), 1);
    device.check_whole(&hub);
}

#[test]
fn who_looked_is_asked_for_only_once_it_is_switched_on_and_shown_from_then_on() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().begin_activity(hub.now), Err(WalletError::NoCard));
    phone.activate(&mut hub, 0).unwrap();
    let asked = |hub: &Hub| hub.asked.iter().any(|one| one.ends_with("/activity"));
    assert!(!asked(&hub));
    hub.cards[0].entries = vec![
        json!({ "at": "2026-12-01T12:05:00Z", "kind": "time-out", "where": "Riverton High", "back_at": null }),
        json!({ "at": "2026-12-01T11:59:59Z", "kind": "look", "where": "Riverton High" }),
        json!({ "at": "2026-12-01T12:06:00Z", "kind": "a kind of later", "where": "x" }),
    ];
    phone.wallet().begin_activity(hub.now).unwrap();
    hub.now += 600;
    phone.sync(&mut hub).unwrap();
    let activity = phone.wallet().activity().unwrap().unwrap();
    assert_eq!(activity.entries.iter().map(|one| one.kind).collect::<Vec<_>>(), [ActivityKind::TimeOut]);
    // Switched on again, it keeps what it has; off and on again shows nothing of before.
    phone.wallet().begin_activity(hub.now).unwrap();
    assert_eq!(phone.wallet().activity().unwrap(), Some(activity));
    phone.wallet().end_activity().unwrap();
    assert_eq!(phone.wallet().activity(), Ok(None));
    phone.wallet().begin_activity(hub.now).unwrap();
    phone.sync(&mut hub).unwrap();
    assert!(phone.wallet().activity().unwrap().unwrap().entries.is_empty());
}
