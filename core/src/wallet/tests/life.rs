//! A card's life on a phone: it comes, is shown, renewed, narrowed, moved and taken off.

use super::super::talk::REQUEST_TIMEOUT;
use super::super::{Chosen, Next, Outcome, Request, Standing, WalletError};
use super::hub::{DAY, Hub, PHOTO, allowed};
use super::phone::{Device, Phone};
use crate::card::{Arrangement, Arrangements, Setting};
use crate::verify::{Line, State};

fn choice(setting: Setting, codes: &[&str]) -> Chosen {
    Chosen::from([(setting, codes.iter().map(|code| (*code).to_owned()).collect())])
}

#[test]
fn a_card_comes_from_its_letter_to_a_square_that_is_good_everywhere_it_is_shown() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().card(hub.now), Ok(None));
    assert_eq!(phone.activate(&mut hub, 0), Ok(Outcome::UpToDate));
    device.check_whole(&hub);

    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!((card.about.hub.name.as_str(), card.about.name.as_deref()), ("Riverton", Some("Zoë M")));
    assert_eq!(
        card.settings.iter().map(|one| one.choice.setting).collect::<Vec<_>>(),
        [Setting::School, Setting::Transport]
    );
    assert_eq!(card.synced_at, Some(hub.now));
    let lines = phone.wallet().lines(Setting::School, hub.now).unwrap();
    assert_eq!(
        lines,
        [Line::Arrangement(Arrangement::PhoneOnSilent), Line::Arrangement(Arrangement::LateArrival)]
    );

    let square = phone.wallet().live_square(Setting::School, hub.now).unwrap();
    let seen = hub.checked(&square.text, Setting::School);
    assert_eq!((seen.state, seen.name.unwrap().as_str()), (State::Valid, "Zoë M"));
    assert_eq!(seen.lines, lines);
    // Elsewhere it says nothing, it is soon too old, and each is signed anew.
    assert_eq!(hub.checked(&square.text, Setting::Gp).state, State::ValidNotHere);
    assert_eq!((square.seconds_left(hub.now), square.seconds_left(hub.now + 29)), (Some(30), Some(1)));
    assert_eq!((square.seconds_left(hub.now + 30), square.seconds_left(hub.now - 1)), (None, None));
    assert_ne!(phone.wallet().live_square(Setting::School, hub.now).unwrap().text, square.text);
    hub.now += 600;
    assert_eq!(hub.checked(&square.text, Setting::School).state, State::CannotCheck);
    assert_eq!(phone.wallet().live_square(Setting::Gp, hub.now), Err(WalletError::NoCard));
}

#[test]
fn credentials_are_renewed_when_half_their_life_is_over_and_not_before() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let due = phone.wallet().card(hub.now).unwrap().unwrap().sync_due_at.unwrap();
    assert!((hub.now + 6 * DAY..=hub.now + 7 * DAY).contains(&due));
    hub.now = due;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(hub.cards[0].issued.len(), 2);
    hub.now = due + 1;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(hub.cards[0].issued.len(), 4);
    device.check_whole(&hub);
    let next = phone.wallet().card(hub.now).unwrap().unwrap().sync_due_at.unwrap();
    assert!(next > due + 6 * DAY, "{next}");
}

#[test]
fn in_the_last_days_of_a_card_its_credentials_are_not_fetched_again_and_again() {
    let (mut hub, device) = (Hub::new(), Device::default());
    hub.cards[0].ends_on = "2026-12-04".parse().unwrap();
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    for _ in 0..3 {
        hub.now += 3600;
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    }
    assert_eq!(hub.cards[0].issued.len(), 2);
    device.check_whole(&hub);
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!(card.sync_due_at, card.settings[0].exp);
}

#[test]
fn what_its_owner_chooses_is_all_that_a_setting_sees_once_the_hub_knows() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().choose(&choice(Setting::School, &[])), Err(WalletError::NoCard));
    phone.activate(&mut hub, 0).unwrap();
    let before = phone.wallet().live_square(Setting::School, hub.now).unwrap();
    for (setting, code) in
        [(Setting::School, "fare"), (Setting::School, "no-such"), (Setting::Transport, "late-arrival")]
    {
        assert_eq!(phone.wallet().choose(&choice(setting, &[code])), Err(WalletError::NotAllowed));
    }
    phone.wallet().choose(&choice(Setting::School, &["late-arrival"])).unwrap();
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!(card.settings[0].waiting, Some(["late-arrival".to_owned()].into()));
    assert_eq!(card.settings[0].shown(), &["late-arrival".to_owned()].into());
    assert_eq!(card.sync_due_at, Some(hub.now));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
    let lines = phone.wallet().lines(Setting::School, hub.now).unwrap();
    assert_eq!(lines, [Line::Arrangement(Arrangement::LateArrival)]);
    assert_eq!(hub.checked(&before.text, Setting::School).state, State::NotInUse);
    let left = |square| phone.wallet().seconds_left(square, Setting::School, hub.now);
    assert_eq!(left(&before), Ok(None), "it says what its owner has hidden since");
    let after = phone.wallet().live_square(Setting::School, hub.now).unwrap();
    assert_eq!(left(&after), Ok(Some(30)));

    // Nothing at all for one setting takes its credential off this phone.
    phone.wallet().choose(&choice(Setting::School, &[])).unwrap();
    phone.wallet().choose(&choice(Setting::Transport, &["fare"])).unwrap();
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
    assert_eq!(phone.wallet().live_square(Setting::School, hub.now), Err(WalletError::NoCard));
    assert_eq!(phone.wallet().standing(Some(Setting::School), hub.now), Ok(Standing::NothingShown));
    phone.wallet().choose(&choice(Setting::School, &["late-arrival"])).unwrap();
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert!(matches!(phone.wallet().standing(Some(Setting::School), hub.now), Ok(Standing::Good { .. })));
}

/// An app opens and syncs while its background work does, or a button is pressed twice.
#[test]
fn two_threads_with_one_wallet_make_no_request_twice() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    hub.now += 8 * DAY;
    let (mut same_hub, same_device) = (hub.clone(), device.clone());
    assert_eq!(Phone::on(&same_device).sync(&mut same_hub), Ok(Outcome::UpToDate));

    let mut under_way: [Option<Request>; 2] = [None, None];
    let mut ends: [Option<Outcome>; 2] = [None, None];
    phone.wallet().sync().unwrap();
    phone.wallet().sync().unwrap();
    while ends.contains(&None) {
        for (request, end) in under_way.iter_mut().zip(&mut ends).filter(|(_, end)| end.is_none()) {
            match request.take() {
                Some(sent) => phone.wallet().accept(sent.number, &hub.answer(&sent), hub.now).unwrap(),
                None => match phone.wallet().next_request(hub.now).unwrap() {
                    Next::Send(next) => *request = Some(next),
                    Next::Wait(seconds) => assert_eq!(seconds, 1),
                    Next::Done(outcome) => *end = Some(outcome),
                },
            }
        }
    }
    assert_eq!(ends, [Some(Outcome::UpToDate); 2]);
    assert_eq!(hub.asked, same_hub.asked);
    device.check_whole(&hub);
}

/// An app that was put to sleep amid a request, and never said what became of it.
#[test]
fn a_request_given_up_without_a_word_is_made_again_when_its_time_is_over() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().sync().unwrap();
    let Ok(Next::Send(lost)) = phone.wallet().next_request(hub.now) else { panic!("nothing to send") };
    for passed in [0, REQUEST_TIMEOUT - 1] {
        assert_eq!(phone.wallet().next_request(hub.now + passed), Ok(Next::Wait(1)));
    }
    hub.now += REQUEST_TIMEOUT;
    let Ok(Next::Send(again)) = phone.wallet().next_request(hub.now) else { panic!("nothing to send") };
    assert_eq!((&again.url, again.number > lost.number), (&lost.url, true));
    phone.wallet().accept(again.number, &hub.answer(&again), hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
}

#[test]
fn what_is_chosen_while_the_choice_before_is_on_its_way_goes_out_too() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().choose(&choice(Setting::School, &["late-arrival"])).unwrap();
    phone.wallet().sync().unwrap();
    while !hub.asked.iter().any(|one| one == "PUT /api/card/choices") {
        let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() else { panic!("over") };
        let answer = hub.answer(&request);
        if request.method == "PUT" {
            phone.wallet().choose(&choice(Setting::School, &["phone-on-silent"])).unwrap();
        }
        phone.wallet().accept(request.number, &answer, hub.now).unwrap();
    }
    phone.drive(&mut hub).unwrap();
    phone.sync(&mut hub).unwrap();
    assert_eq!(
        phone.wallet().lines(Setting::School, hub.now).unwrap(),
        [Line::Arrangement(Arrangement::PhoneOnSilent)]
    );
    assert_eq!(device.held().choices, None);
}

#[test]
fn what_the_hub_changes_comes_in_with_the_next_sync() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    hub.allow(0, Arrangements::new(vec![Arrangement::HomeworkTime]).unwrap());
    hub.cards[0].photo = Some(PHOTO);
    assert_eq!(phone.shown(&hub, Setting::School), State::NotInUse);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!(card.photo.as_deref(), Some(PHOTO));
    assert_eq!(card.settings.len(), 1);
    let photos = |hub: &Hub| hub.asked.iter().filter(|one| *one == "GET /api/card/photo").count();
    phone.sync(&mut hub).unwrap();
    assert_eq!(photos(&hub), 1);
    hub.cards[0].photo = None;
    hub.allow(0, allowed());
    phone.sync(&mut hub).unwrap();
    assert_eq!(phone.wallet().card(hub.now).unwrap().unwrap().photo, None);
    device.check_whole(&hub);
}

#[test]
fn a_new_letter_replaces_the_card_and_leaves_nothing_of_the_one_before() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().begin_activity(hub.now).unwrap();
    let before = device.names();
    assert_eq!(phone.activate(&mut hub, 1), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
    assert!(before.is_disjoint(&device.names()));
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!(card.about.name.as_deref(), Some("Łukasz O"));
    assert_eq!(phone.wallet().activity(), Ok(None));
}

#[test]
fn a_card_that_moved_to_another_phone_is_taken_off_this_one() {
    let (mut hub, device, other) = (Hub::new(), Device::default(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    assert_eq!(Phone::on(&other).activate(&mut hub, 0), Ok(Outcome::UpToDate));
    other.check_whole(&hub);
    assert_eq!(phone.shown(&hub, Setting::School), State::NotInUse);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert_eq!(phone.wallet().standing(None, hub.now), Ok(Standing::Removed));
    assert!(device.names().is_empty());
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    other.check_whole(&hub);
}

#[test]
fn a_card_that_is_forgotten_leaves_nothing_behind_and_is_refused_everywhere() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let square = phone.wallet().live_square(Setting::School, hub.now).unwrap();
    phone.wallet().forget().unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Forgotten));
    assert!(device.names().is_empty());
    assert_eq!(device.held().keys().len(), 0);
    assert_eq!(phone.wallet().standing(None, hub.now), Ok(Standing::Empty));
    assert_eq!(hub.checked(&square.text, Setting::School).state, State::NotInUse);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::NoCard));
}

#[test]
fn a_card_is_forgotten_without_a_network_too_and_that_is_said() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    hub.is_down = true;
    phone.wallet().forget().unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::ForgottenUntold));
    assert!(device.names().is_empty());
    // A letter that was only begun with is gone at once.
    phone.wallet().take_letter(&hub.link(1)).unwrap();
    phone.wallet().forget().unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Forgotten));
    assert_eq!(phone.wallet().letter(), Ok(None));
}

#[test]
fn keys_that_a_device_lost_cost_a_setting_or_the_card_and_never_more() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    device.lose_keys();
    let lost = WalletError::Key(super::super::KeyFault::Gone);
    assert_eq!(phone.wallet().live_square(Setting::School, hub.now), Err(lost));
    assert_eq!(phone.wallet().standing(Some(Setting::School), hub.now), Ok(Standing::Arriving));
    // The key of the right to fetch it is gone as well: the hub takes it for another phone's.
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert!(device.names().is_empty());
    assert_eq!(phone.activate(&mut hub, 0), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}
