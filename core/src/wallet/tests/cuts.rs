//! The power goes, at every single moment of a card's life, and whoever comes after goes on where it stopped.

use super::super::talk::LEASE;
use super::super::{AboutData, LetterState, Outcome, Standing, WalletError};
use super::hub::{DAY, DIGITS, Hub};
use super::phone::{Device, Phone};
use crate::card::Setting;

type Stage = fn(&Phone<'_>, &mut Hub) -> Result<(), WalletError>;

/// From a letter to a card, through a choice and a message, a renewal and another card.
const LIFE: [Stage; 4] = [
    |phone, hub| phone.activate(hub, 0).map(drop),
    |phone, hub| {
        phone.wallet().choose(&[(Setting::School, ["late-arrival".to_owned()].into())].into())?;
        phone.wallet().write(AboutData::Deletion, None)?;
        phone.sync(hub).map(drop)
    },
    |phone, hub| {
        hub.now += 8 * DAY;
        phone.sync(hub).map(drop)
    },
    |phone, hub| phone.activate(hub, 1).map(drop),
];

/// What comes of a stage whose power lasts for so many moments, and how many are left.
fn lived(stage: Stage, hub: &Hub, device: &Device, moments: usize) -> (Hub, Device, bool, usize) {
    let (mut hub, device) = (hub.clone(), device.clone());
    let phone = Phone::with_power(&device, moments);
    let is_done = stage(&phone, &mut hub).is_ok();
    let left = phone.left();
    (hub, device, is_done, left)
}

/// Another life that nobody cuts off brings everything to its end. Its owner does no more than scan the letter if the phone never had it, and type
/// the digits where they are asked for.
pub(super) fn finish(hub: &mut Hub, device: &Device) {
    let phone = Phone::on(device);
    // By then nobody else talks.
    hub.now += LEASE;
    for _ in 0..6 {
        let outcome = phone.sync(hub);
        assert!(matches!(outcome, Ok(_) | Err(WalletError::WrongDigits)), "{outcome:?}");
        device.check();
        if phone.wallet().letter() == Ok(Some(LetterState::DigitsNeeded)) {
            phone.wallet().give_digits(DIGITS).unwrap();
            phone.drive(hub).unwrap();
        }
        let is_empty = phone.wallet().standing(None, hub.now) == Ok(Standing::Empty);
        if is_empty && phone.wallet().letter() == Ok(None) {
            let first_use = hub.letters.iter().all(|letter| letter.redeemed_at.is_none());
            assert!(first_use, "a card was lost");
            phone.wallet().take_letter(&hub.link(0)).unwrap();
            phone.drive(hub).unwrap();
        }
        if outcome == Ok(Outcome::UpToDate) && phone.wallet().letter() == Ok(None) {
            return device.check_whole(hub);
        }
    }
    panic!("it never comes to an end: {:?}", device.held());
}

/// Cuts one stage of a life off at every moment, after those before it went well.
fn cut_everywhere(number: usize) {
    const ALL: usize = 100_000;
    let (mut hub, mut device) = (Hub::new(), Device::default());
    for stage in &LIFE[..number] {
        (hub, device, ..) = lived(*stage, &hub, &device, ALL);
    }
    let (after, device_after, is_done, left) = lived(LIFE[number], &hub, &device, ALL);
    assert!(is_done && ALL - left > 10, "{left}");
    device_after.check_whole(&after);
    for moment in 0..ALL - left {
        let (mut hub, device, is_done, _) = lived(LIFE[number], &hub, &device, moment);
        assert!(!is_done, "{moment}");
        device.check();
        finish(&mut hub, &device);
        let sent: usize = hub.cards.iter().map(|card| card.messages.len()).sum();
        assert!(sent <= 1, "a message that arrived twice");
    }
}

#[test]
fn the_power_may_go_at_any_moment_between_a_letter_and_its_card() {
    cut_everywhere(0);
}

#[test]
fn the_power_may_go_at_any_moment_of_a_sync_with_a_choice_and_a_message() {
    cut_everywhere(1);
}

#[test]
fn the_power_may_go_at_any_moment_of_a_renewal() {
    cut_everywhere(2);
}

#[test]
fn the_power_may_go_at_any_moment_in_which_another_card_replaces_the_first() {
    cut_everywhere(3);
}

#[test]
fn the_power_may_go_while_a_card_is_taken_off() {
    for moment in 0..40 {
        let (mut hub, device) = (Hub::new(), Device::default());
        Phone::on(&device).activate(&mut hub, 0).unwrap();
        let phone = Phone::with_power(&device, moment);
        let begun = phone.wallet().forget();
        let is_over = begun.and_then(|()| phone.drive(&mut hub)).is_ok();
        device.check();
        hub.now += LEASE;
        let next = Phone::on(&device);
        let outcome = next.sync(&mut hub).unwrap();
        if begun.is_ok() && !is_over {
            assert!(matches!(outcome, Outcome::Forgotten | Outcome::NoCard), "{outcome:?}");
        }
        match outcome {
            // The power went before anything was begun.
            Outcome::UpToDate => device.check_whole(&hub),
            _ => assert!(device.names().is_empty() && hub.cards[0].is_withdrawn),
        }
    }
}
