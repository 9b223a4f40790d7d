//! How a card stands, through time, and with clocks that are wrong.

use super::super::{Outcome, Standing, WalletError};
use super::hub::{DAY, HOUR, Hub, PHOTO};
use super::phone::{Device, Phone};
use crate::card::Setting;
use crate::verify::State;

const GOOD: Standing = Standing::Good { network_within_days: None, ends_in_days: None };

/// A card that came today.
fn with_card(device: &Device) -> (Hub, Phone<'_>) {
    let mut hub = Hub::new();
    let phone = Phone::on(device);
    assert_eq!(phone.activate(&mut hub, 0), Ok(Outcome::UpToDate));
    (hub, phone)
}

fn standing(phone: &Phone<'_>, hub: &Hub) -> Standing {
    phone.wallet().standing(Some(Setting::School), phone.now(hub)).unwrap()
}

#[test]
fn a_card_without_a_network_is_good_then_warns_then_stops() {
    let device = Device::default();
    let (mut hub, phone) = with_card(&device);
    let exp = device.held().credentials[&Setting::School].exp;
    assert_eq!(standing(&phone, &hub), GOOD);
    hub.now = exp - 6 * DAY;
    assert_eq!(standing(&phone, &hub), GOOD);
    for (left, days) in [(6 * DAY - 1, 5), (DAY, 1), (HOUR, 0), (1, 0)] {
        hub.now = exp - left;
        let warned = Standing::Good { network_within_days: Some(days), ends_in_days: None };
        assert_eq!(standing(&phone, &hub), warned);
    }
    assert_eq!(phone.shown(&hub, Setting::School), State::Valid);
    let last = phone.wallet().live_square(Setting::School, hub.now).unwrap();
    assert_eq!(last.lives, 1, "a square is not shown for longer than it is good");
    hub.now = exp;
    assert_eq!(standing(&phone, &hub), Standing::Stopped);
    assert_eq!(phone.wallet().live_square(Setting::School, hub.now), Err(WalletError::CannotShow));
    hub.is_down = true;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Offline));
    assert_eq!(standing(&phone, &hub), Standing::Stopped);
    hub.is_down = false;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(standing(&phone, &hub), GOOD);
}

#[test]
fn a_card_says_that_it_ends_four_weeks_before_and_ends_with_its_day() {
    let device = Device::default();
    let mut hub = Hub::new();
    hub.cards[0].ends_on = "2026-12-31".parse().unwrap();
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    assert_eq!(standing(&phone, &hub), GOOD);
    hub.now += 2 * DAY;
    assert_eq!(standing(&phone, &hub), Standing::Good { network_within_days: None, ends_in_days: Some(28) });
    for _ in 0..4 {
        hub.now += 7 * DAY;
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    }
    // The credential lives as long as the card, so no network is needed any more.
    assert_eq!(standing(&phone, &hub), Standing::Good { network_within_days: None, ends_in_days: Some(0) });
    hub.now += 12 * HOUR - 1;
    assert_eq!(phone.shown(&hub, Setting::School), State::Valid);
    hub.now += 1;
    assert_eq!(standing(&phone, &hub), Standing::Ended);
    assert_eq!(phone.wallet().live_square(Setting::School, hub.now), Err(WalletError::CannotShow));
    // The server lets nobody in with such a card; it has still ended, and was not taken away.
    hub.withdraw(0);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert_eq!(standing(&phone, &hub), Standing::Ended);
}

#[test]
fn a_card_that_the_hub_ended_has_ended_and_its_photo_is_gone() {
    let device = Device::default();
    let (mut hub, phone) = with_card(&device);
    hub.cards[0].photo = Some(PHOTO);
    phone.sync(&mut hub).unwrap();
    hub.cards[0].is_ended = true;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(standing(&phone, &hub), Standing::Ended);
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert!(card.about.is_ended_by_hub() && card.photo.is_none());
}

#[test]
fn a_card_that_the_hub_withdrew_is_off_this_phone_with_the_next_sync() {
    let device = Device::default();
    let (mut hub, phone) = with_card(&device);
    hub.withdraw(0);
    assert_eq!(phone.shown(&hub, Setting::School), State::NotInUse);
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::Removed));
    assert_eq!(standing(&phone, &hub), Standing::Removed);
    assert_eq!(phone.wallet().standing(None, hub.now), Ok(Standing::Removed));
    assert!(device.names().is_empty());
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!((card.sync_due_at, card.photo), (None, None));
}

#[test]
fn a_server_that_is_down_or_answers_nothing_takes_no_card_away() {
    let device = Device::default();
    let (mut hub, phone) = with_card(&device);
    hub.is_down = true;
    for _ in 0..3 {
        hub.now += HOUR;
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::Offline));
    }
    assert_eq!(standing(&phone, &hub), GOOD);
    hub.is_down = false;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_phone_whose_clock_is_wrong_shows_squares_of_the_right_time() {
    for ahead in [-40 * 365 * 86_400, -3_600, -2, 2, 3_600, 20 * 365 * 86_400_i64] {
        let (mut hub, device) = (Hub::new(), Device::default());
        let mut phone = Phone::on(&device);
        phone.ahead = ahead;
        // The letter's offer tells the right time before the first proof is made.
        assert_eq!(phone.activate(&mut hub, 0), Ok(Outcome::UpToDate), "{ahead}");
        assert_eq!(standing(&phone, &hub), GOOD, "{ahead}");
        assert_eq!(phone.shown(&hub, Setting::School), State::Valid, "{ahead}");
        assert_eq!(device.held().ahead, if ahead.abs() < 3 { 0 } else { -ahead });
    }
}

#[test]
fn a_clock_that_is_put_back_after_the_card_came_is_found_without_a_network() {
    let device = Device::default();
    let (mut hub, mut phone) = with_card(&device);
    phone.ahead = -119;
    assert_eq!(standing(&phone, &hub), GOOD);
    phone.ahead = -121;
    assert_eq!(standing(&phone, &hub), Standing::ClockWrong);
    assert_eq!(phone.wallet().live_square(Setting::School, phone.now(&hub)), Err(WalletError::CannotShow));
    // With a network it does no harm.
    hub.now += HOUR;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(standing(&phone, &hub), GOOD);
    assert_eq!(phone.shown(&hub, Setting::School), State::Valid);
    // A clock that was put far ahead stops the card rather than showing what is refused.
    phone.ahead = 30 * 86_400;
    assert_eq!(standing(&phone, &hub), Standing::Stopped);
}

#[test]
fn times_at_the_ends_of_all_calendars_are_no_trouble() {
    let device = Device::default();
    let (_, phone) = with_card(&device);
    for now in [0, i64::MAX.unsigned_abs(), u64::MAX] {
        assert_ne!(phone.wallet().standing(Some(Setting::School), now).unwrap(), GOOD);
        assert!(phone.wallet().card(now).unwrap().is_some());
        assert!(phone.wallet().live_square(Setting::School, now).is_err());
        phone.wallet().sync().unwrap();
        phone.wallet().next_request(now).unwrap();
    }
}

#[test]
fn a_phone_whose_clock_is_wrong_is_told_by_its_own_clock_when_to_sync() {
    let (mut hub, device) = (Hub::new(), Device::default());
    for ahead in [-30, 0, 3] {
        let mut phone = Phone::on(&device);
        phone.ahead = ahead * DAY.cast_signed();
        assert!(matches!(phone.activate(&mut hub, 0), Ok(Outcome::UpToDate)));
        let now = phone.now(&hub);
        let card = phone.wallet().card(now).unwrap().unwrap();
        assert_eq!(card.synced_at, Some(now));
        let due = card.sync_due_at.unwrap() - now;
        assert!((6 * DAY..=8 * DAY).contains(&due), "{ahead}: in {due} seconds");
        let held = card.settings[0].exp.unwrap() - now;
        assert!((13 * DAY..=15 * DAY).contains(&held), "{ahead}: {held} seconds");
    }
}
