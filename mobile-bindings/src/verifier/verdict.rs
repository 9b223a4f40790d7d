//! The answer about a card.

use passport_core::checker::Said;
use passport_core::verify as core;

use super::signed;
use crate::card::{Line, Setting};

/// The seven answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum VerdictState {
    /// Real, in use, with something for this place, by a list fetched just now.
    Valid,
    /// The same, by a list held: show its age, in amber when `age` says `Old`.
    ValidOffline,
    /// Real and in use, with nothing set for this place.
    ValidNotHere,
    /// Real, and needs renewing.
    Expired,
    /// Withdrawn, or ended long ago: never say why.
    NotInUse,
    /// Not one of our cards.
    NotRecognised,
    /// Nothing can be said now; `why` tells the reason.
    CannotCheck,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum CannotCheckReason {
    /// The code on the phone is too old, or a clock is wrong: ask them to open the card again.
    CodeTooOld,
    /// This device's clock is wrong: set it.
    ClockWrong,
    /// No list was ever loaded for this card: connect.
    ListMissing,
    /// The list held is too old: connect.
    ListTooOld,
    /// A short code was typed, and only the server knows whose it is: send `codeRequest`, or scan the square.
    NeedsNetwork,
}

/// The hub that issued a card.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HubContact {
    /// Its name.
    pub name: String,
    /// Its telephone number as people dial it.
    pub telephone: String,
}

/// The answer about a card. Nothing in it has to be interpreted: show what is there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Verdict {
    /// One of seven.
    pub state: VerdictState,
    /// The reason of `CannotCheck`, and of no other state.
    pub why: Option<CannotCheckReason>,
    /// The place that was asked for.
    pub setting: Option<Setting>,
    /// Known-as name and initial: ask "Does the name and photo match the person?".
    pub name: Option<String>,
    /// What this place may do, and of a short code all that the server says.
    pub lines: Vec<Line>,
    /// The last day of the card in Europe/London, `YYYY-MM-DD`.
    pub valid_until: Option<String>,
    /// When this was answered, seconds since 1970.
    pub checked_at: i64,
    /// When the list that was looked at was true, seconds since 1970.
    pub list_issued_at: Option<i64>,
    /// Whose card it is; of a short code the server says it in a line.
    pub hub: Option<HubContact>,
}

impl From<core::Verdict> for Verdict {
    fn from(verdict: core::Verdict) -> Self {
        Self {
            state: verdict.state.into(),
            why: verdict.why.map(Into::into),
            setting: verdict.setting.map(Into::into),
            name: verdict.name.map(|name| name.as_str().to_owned()),
            lines: verdict.lines.iter().map(Into::into).collect(),
            valid_until: verdict.valid_until.map(|day| day.to_string()),
            checked_at: signed(verdict.checked_at),
            list_issued_at: verdict.list_issued_at.map(signed),
            hub: verdict.hub.map(|hub| HubContact { name: hub.name, telephone: hub.telephone }),
        }
    }
}

/// What the server says in words: its headline is left out, which `state` says too.
impl Verdict {
    pub(super) fn said(said: Said, setting: Option<Setting>) -> Self {
        let Said { state, lines, name, valid_until, checked_at, list_issued_at, .. } = said;
        // Why the server cannot tell, it says in its lines.
        let why = (state == core::State::CannotCheck).then_some(CannotCheckReason::NeedsNetwork);
        Self {
            state: state.into(),
            why,
            setting,
            name,
            lines: lines.into_iter().map(|text| Line::Said { text }).collect(),
            valid_until: valid_until.map(|day| day.to_string()),
            checked_at: signed(checked_at),
            list_issued_at: list_issued_at.map(signed),
            hub: None,
        }
    }
}

impl From<core::State> for VerdictState {
    fn from(state: core::State) -> Self {
        match state {
            core::State::Valid => Self::Valid,
            core::State::ValidOffline => Self::ValidOffline,
            core::State::ValidNotHere => Self::ValidNotHere,
            core::State::Expired => Self::Expired,
            core::State::NotInUse => Self::NotInUse,
            core::State::NotRecognised => Self::NotRecognised,
            core::State::CannotCheck => Self::CannotCheck,
        }
    }
}

impl From<core::Why> for CannotCheckReason {
    fn from(why: core::Why) -> Self {
        match why {
            core::Why::CodeTooOld => Self::CodeTooOld,
            core::Why::ClockWrong => Self::ClockWrong,
            core::Why::ListMissing => Self::ListMissing,
            core::Why::ListTooOld => Self::ListTooOld,
            core::Why::NeedsNetwork => Self::NeedsNetwork,
        }
    }
}
