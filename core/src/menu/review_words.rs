//! How far a review has come, why one is reported and what follows, by the codes that stand in JSON and in the books.

use serde::{Deserialize, Serialize};

/// The most letters of what is said with a report.
pub const MOST_REPORT: usize = 300;

/// How far a review has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// The hub has not decided.
    Waiting,
    /// Everybody reads it.
    Shown,
    /// It was not shown.
    Refused,
    /// It was shown and is not any more.
    TakenDown,
    /// Its writer took it back or wrote a newer one; kept only while somebody may be in danger.
    Withdrawn,
}

/// Why a hub does not show a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewReason {
    /// It says who somebody is.
    Personal,
    /// It may hurt somebody.
    Unkind,
    /// It is not about this service.
    NotAbout,
    /// It is not sure that whoever wrote it was there.
    Unsure,
    /// The hub is worried about its writer.
    Worried,
    /// Something else, which the note says.
    Other,
}

/// Why somebody reports a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyReported {
    /// Somebody may be in danger.
    Danger,
    /// It says who somebody is.
    Personal,
    /// It hurts somebody.
    Hurtful,
    /// It is not true.
    Untrue,
    /// Something else.
    Other,
}

/// What follows for a writer who would like to be contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewContact {
    /// Their hub was asked.
    Asked,
    /// Nobody knows whom to contact: they ring themselves.
    Ring,
}

impl ReviewState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Shown, Self::Refused, Self::TakenDown, Self::Withdrawn];

    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "shown",
            Self::Refused => "refused",
            Self::TakenDown => "taken-down",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl ReviewReason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Personal, Self::Unkind, Self::NotAbout, Self::Unsure, Self::Worried, Self::Other];

    /// The code in the store, in JSON and in the journal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Unkind => "unkind",
            Self::NotAbout => "not-about",
            Self::Unsure => "unsure",
            Self::Worried => "worried",
            Self::Other => "other",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl WhyReported {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Danger, Self::Personal, Self::Hurtful, Self::Untrue, Self::Other];

    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Personal => "personal",
            Self::Hurtful => "hurtful",
            Self::Untrue => "untrue",
            Self::Other => "other",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_one_code_in_an_answer_and_in_the_books() {
        for state in ReviewState::ALL {
            assert_eq!(serde_json::from_str::<ReviewState>(&format!("{:?}", state.code())).unwrap(), state);
            assert_eq!(ReviewState::from_code(state.code()), Some(state));
        }
        assert_eq!(ReviewState::from_code("lost"), None);
    }

    #[test]
    fn a_reason_has_one_code_in_an_answer_and_in_the_books() {
        for reason in ReviewReason::ALL {
            assert_eq!(
                serde_json::from_str::<ReviewReason>(&format!("{:?}", reason.code())).unwrap(),
                reason
            );
        }
    }
}
