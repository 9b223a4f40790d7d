//! What a young person is to the hub now, as the search shows it.

/// Whether caring goes on, and whether they hold a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarerState {
    /// Holds a card that is good today.
    WithCard,
    /// Holds none.
    WithoutCard,
    /// Caring has ended; a card may still be in its grace.
    CaringEnded,
}

impl CarerState {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::WithCard, Self::WithoutCard, Self::CaringEnded];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::WithCard => "with-card",
            Self::WithoutCard => "without-card",
            Self::CaringEnded => "caring-ended",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
