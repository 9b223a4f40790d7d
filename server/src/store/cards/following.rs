//! Why a card is followed by another.

use passport_core::card::Arrangements;
use passport_core::issue::is_narrowed;

use super::Card;

/// Why a card is followed by another, which decides what becomes of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Following {
    /// Time goes on, or more is arranged: it stays good until its own end, unless something on it is taken off or narrowed.
    Renewed,
    /// It is damaged, misprinted or wrong: it is withdrawn.
    Replaced,
    /// It is lost: that is noted, and it is withdrawn, even where there can be no other.
    Lost,
}

impl Following {
    /// A card that allows more than the one after it is replaced, not renewed.
    pub(super) fn for_what_is_arranged(self, old: &Card, next: &Arrangements) -> Self {
        if self == Self::Renewed && is_narrowed(&old.arrangements, next) { Self::Replaced } else { self }
    }

    /// The name of its transaction.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Renewed => "renew card",
            Self::Replaced => "replace card",
            Self::Lost => "replace lost card",
        }
    }
}
