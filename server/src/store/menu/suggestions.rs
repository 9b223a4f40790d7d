//! "Suggest a change": what readers of the menu, and hubs that a service is shared with, say is not right. Nobody's name is asked;
//! the record says that something was suggested, and never its words.

mod deal;
mod send;

use chrono::{DateTime, Utc};

use super::super::{ServiceId, StoreError, SuggestionId, Thing};

pub use send::MOST_SUGGESTED;

/// What is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Where it is, or how to reach it.
    Place,
    /// When it is.
    Times,
    /// What it costs.
    Cost,
    /// It is not there any more.
    Gone,
    /// Something else.
    Other,
}

impl About {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Place, Self::Times, Self::Cost, Self::Gone, Self::Other];

    /// The code in the store and on pages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Times => "times",
            Self::Cost => "cost",
            Self::Gone => "gone",
            Self::Other => "other",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A suggestion, as the editors read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Which.
    pub suggestion_id: SuggestionId,
    /// The service.
    pub service_id: ServiceId,
    /// What that is called now.
    pub service: String,
    /// The hub whose staff wrote it; none is a reader.
    pub from: Option<String>,
    /// What is not right.
    pub about: About,
    /// In their words.
    pub words: Option<String>,
    /// When it came.
    pub sent_at: DateTime<Utc>,
    /// When the editors were done with it.
    pub done_at: Option<DateTime<Utc>>,
    /// Who of them.
    pub done_by: Option<String>,
    /// What they did, for their colleagues.
    pub answer: Option<String>,
    /// Counts its changes.
    pub version: i64,
}

/// What somebody wrote never reaches a log by way of `{:?}`.
impl std::fmt::Debug for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Suggestion({}, {})", self.suggestion_id, self.about.code())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    suggestion_id: SuggestionId,
    service_id: ServiceId,
    service: String,
    from_hub: Option<String>,
    about: String,
    words: Option<String>,
    sent_at: DateTime<Utc>,
    done_at: Option<DateTime<Utc>>,
    done_by: Option<String>,
    answer: Option<String>,
    version: i64,
}

impl Row {
    fn read(self) -> Result<Suggestion, StoreError> {
        let about = About::from_code(&self.about).ok_or(StoreError::Unreadable(Thing::Suggestion))?;
        Ok(Suggestion {
            suggestion_id: self.suggestion_id,
            service_id: self.service_id,
            service: self.service,
            from: self.from_hub,
            about,
            words: self.words,
            sent_at: self.sent_at,
            done_at: self.done_at,
            done_by: self.done_by,
            answer: self.answer,
            version: self.version,
        })
    }
}
