//! What people may do.

use serde::{Deserialize, Serialize};

/// What a person may do in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs the hub: everything a worker does, and its people and settings.
    Manager,
    /// The hub's daily work: carers and cards.
    Worker,
    /// Checks cards at a school's or a counter's desk.
    Desk,
    /// Shares the menu at school; never sees a record.
    Ambassador,
    /// Counts only.
    Commissioner,
}

impl Role {
    const ALL: [Self; 5] = [Self::Manager, Self::Worker, Self::Desk, Self::Ambassador, Self::Commissioner];

    /// The code in the database, in JSON and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Worker => "worker",
            Self::Desk => "desk",
            Self::Ambassador => "ambassador",
            Self::Commissioner => "commissioner",
        }
    }

    /// The role of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
