//! The four places where a card is shown.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a card is shown; each sees its own arrangements only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Setting {
    /// A school or college.
    School,
    /// A pharmacy counter.
    Pharmacy,
    /// A GP surgery.
    Gp,
    /// A bus or train.
    Transport,
}

impl Setting {
    /// All four, in the order of their packed numbers.
    pub const ALL: [Self; 4] = [Self::School, Self::Pharmacy, Self::Gp, Self::Transport];

    /// The code in signed bytes, addresses and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Pharmacy => "pharmacy",
            Self::Gp => "gp",
            Self::Transport => "transport",
        }
    }

    /// The setting's packed number, 1 to 4 (§5).
    pub(crate) fn number(self) -> u8 {
        self as u8 + 1
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.number() == number)
    }
}

/// A text that names none of the four settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a setting: choose school, pharmacy, gp or transport")]
pub struct UnknownSetting;

impl FromStr for Setting {
    type Err = UnknownSetting;
    fn from_str(code: &str) -> Result<Self, UnknownSetting> {
        Self::ALL.into_iter().find(|setting| setting.code() == code).ok_or(UnknownSetting)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
