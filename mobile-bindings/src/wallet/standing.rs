//! How a card stands, and how far a letter is.

use passport_core::wallet as core;

/// Whether the square can be shown, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Standing {
    /// No card was ever put here, or it was taken off.
    Empty,
    /// The hub took it off this phone.
    Removed,
    /// Its last day is over.
    Ended,
    /// There is nothing to show here yet: sync.
    Arriving,
    /// This setting sees nothing: its owner chose so with `choose`, or the hub allows nothing there. No sync brings it.
    NothingShown,
    /// This device's clock is behind: set it.
    ClockWrong,
    /// Too long without a network: sync.
    Stopped,
    /// The square can be shown.
    Good {
        /// A network is needed within so many days: say so.
        network_within_days: Option<u64>,
        /// The card ends in so many days: say so.
        ends_in_days: Option<u64>,
    },
}

/// How far a letter is that was begun with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LetterState {
    /// It was not found yet: sync.
    Looking,
    /// Ask for the six digits.
    DigitsNeeded,
    /// The six digits were given, and the card has not come yet: sync.
    Redeeming,
}

impl From<core::Standing> for Standing {
    fn from(standing: core::Standing) -> Self {
        match standing {
            core::Standing::Empty => Self::Empty,
            core::Standing::Removed => Self::Removed,
            core::Standing::Ended => Self::Ended,
            core::Standing::Arriving => Self::Arriving,
            core::Standing::NothingShown => Self::NothingShown,
            core::Standing::ClockWrong => Self::ClockWrong,
            core::Standing::Stopped => Self::Stopped,
            core::Standing::Good { network_within_days, ends_in_days } => {
                Self::Good { network_within_days, ends_in_days }
            }
        }
    }
}

impl From<core::LetterState> for LetterState {
    fn from(state: core::LetterState) -> Self {
        match state {
            core::LetterState::Looking => Self::Looking,
            core::LetterState::DigitsNeeded => Self::DigitsNeeded,
            core::LetterState::Redeeming => Self::Redeeming,
        }
    }
}
