//! What may be on a phone: who may have one, until when, and what each setting sees of it. §11.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::card::{Arrangement, Arrangements, Setting};
use crate::issue::{IssueError, choose, grace_end};

/// The most phones that hold cards of one young person at a time.
pub const MOST_PHONES: usize = 3;

/// Why a card is not put, or does not stay, on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneRefused {
    /// Nobody's agreement to a card on a phone counts today.
    #[error("note first who agreed to a card on a phone")]
    NotAgreed,
    /// There are [`MOST_PHONES`] already.
    #[error("there are three phones already: remove one first")]
    TooMany,
    /// The card is not on a phone.
    #[error("this card is not on a phone")]
    NotAPhone,
    /// Somebody may not be safe, so no letter is written.
    #[error("the record is protected, so no letter is written: show the square on your screen")]
    Protected,
    /// The phone holds its card already, so it needs no new codes.
    #[error("this phone has its card already: remove it and put the card on a phone anew")]
    Activated,
    /// The wallet was given other settings than the one it asks for.
    #[error("this wallet was not given that setting")]
    NotGiven,
    /// Nothing is arranged for a setting, or its owner shows nothing there.
    #[error("nothing is shown in that setting")]
    NothingShown,
    /// More than a wallet ever needs: each takes a place in a status list for good.
    #[error("too many cards for one setting in a day: use those that were issued")]
    TooOften,
    /// A key that stands in a card already, or signs requests.
    #[error("a key is used for one card and for nothing else: make a new one")]
    KeySeen,
}

/// What the young person lets each setting see: codes for a setting. A setting that is not named sees all that is allowed there.
pub type Choices = BTreeMap<Setting, BTreeSet<String>>;

/// Whether one more phone may get a card.
///
/// # Errors
/// [`PhoneRefused::NotAgreed`] or [`PhoneRefused::TooMany`].
pub fn check_phone(agreed: bool, held: usize) -> Result<(), PhoneRefused> {
    match agreed {
        false => Err(PhoneRefused::NotAgreed),
        true if held >= MOST_PHONES => Err(PhoneRefused::TooMany),
        true => Ok(()),
    }
}

/// Checks what was chosen on `today` for a phone, which holds the fare beside everything else.
///
/// # Errors
/// See [`IssueError`].
pub fn arranged(arrangements: Vec<Arrangement>, today: NaiveDate) -> Result<Arrangements, IssueError> {
    choose(arrangements.clone(), today)?;
    Ok(Arrangements::new(arrangements)?)
}

/// The last day of a card on a phone: its own, or the end of the grace once caring has ended.
pub fn phone_ends_on(ends_on: NaiveDate, caring_ended_on: Option<NaiveDate>) -> NaiveDate {
    caring_ended_on.map_or(ends_on, |ended_on| ends_on.min(grace_end(ended_on)))
}

/// What a setting sees of what the hub allowed. Codes that were chosen and are no longer allowed mean nothing.
pub fn shown(allowed: &Arrangements, setting: Setting, choices: &Choices) -> Arrangements {
    let (own, chosen) = (allowed.of(setting), choices.get(&setting));
    let is_shown = |one: &&Arrangement| chosen.is_none_or(|codes| codes.contains(one.code()));
    // A part of valid arrangements is valid: fewer, and in the same order.
    Arrangements::new(own.iter().filter(is_shown).cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::FareBand;

    fn allowed() -> Arrangements {
        let fare = Arrangement::Fare { band: FareBand::Child };
        Arrangements::new(vec![Arrangement::PhoneOnSilent, Arrangement::LateArrival, fare]).unwrap()
    }

    fn codes(choices: &Choices, setting: Setting) -> Vec<String> {
        shown(&allowed(), setting, choices).iter().map(|one| one.code().to_owned()).collect()
    }

    #[test]
    fn a_setting_sees_what_is_allowed_there_and_chosen() {
        let nothing_said = Choices::new();
        assert_eq!(codes(&nothing_said, Setting::School), ["phone-on-silent", "late-arrival"]);
        assert_eq!(codes(&nothing_said, Setting::Gp), Vec::<String>::new());
        let choice = |codes: &[&str]| {
            Choices::from([(Setting::School, codes.iter().map(|code| (*code).to_owned()).collect())])
        };
        assert_eq!(codes(&choice(&["late-arrival", "fare", "time-out"]), Setting::School), ["late-arrival"]);
        assert_eq!(codes(&choice(&[]), Setting::School), Vec::<String>::new());
        assert_eq!(codes(&choice(&[]), Setting::Transport), ["fare"]);
    }

    #[test]
    fn three_phones_and_no_fourth_and_none_without_an_agreement() {
        assert_eq!(check_phone(true, 2), Ok(()));
        assert_eq!(check_phone(true, 3), Err(PhoneRefused::TooMany));
        assert_eq!(check_phone(false, 0), Err(PhoneRefused::NotAgreed));
    }

    #[test]
    fn a_phone_does_not_outlive_the_grace_after_caring_has_ended() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(phone_ends_on(day("2027-08-31"), None), day("2027-08-31"));
        assert_eq!(phone_ends_on(day("2027-08-31"), Some(day("2026-11-21"))), day("2027-02-21"));
        assert_eq!(phone_ends_on(day("2026-12-01"), Some(day("2026-11-21"))), day("2026-12-01"));
    }
}
