//! What a walk over the audit chains found, in words.

use std::fmt;

/// What a walk over all chains found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// How many entries were recomputed and fit.
    pub entries: u64,
    /// How many of them have had their details erased.
    pub erased: u64,
    /// In each chain that does not add up, the first place.
    pub breaks: Vec<AuditBreak>,
}

/// The first place in a chain that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditBreak {
    /// The hub's short name, or none for the server's own chain.
    pub hub: Option<String>,
    /// `writes` or `reads`.
    pub chain: String,
    /// The entry, from 1.
    pub seq: i64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The entry is gone, others follow.
    Deleted,
    /// The entry was changed, moved here from elsewhere, or put in.
    Altered,
    /// What the entry was about was changed.
    DetailsAltered,
    /// The chain is shorter than its head says, or than a head kept elsewhere says.
    CutOff,
    /// There are entries after the end.
    Added,
    /// The head itself was changed.
    HeadAltered,
    /// A whole chain is gone.
    ChainMissing,
    /// A whole chain, sound in itself, was given to another hub or made to stand for another kind of deeds.
    ChainMoved,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deleted => "was deleted",
            Self::Altered => "was changed, moved or put in",
            Self::DetailsAltered => "has changed details",
            Self::CutOff => "and what followed it were cut off",
            Self::Added => "was added after the end",
            Self::HeadAltered => "is the last, but the chain's end was changed",
            Self::ChainMissing => "cannot be looked for: the whole chain is gone",
            Self::ChainMoved => "and all of its chain belong elsewhere: a head kept elsewhere says of whom",
        })
    }
}

impl AuditReport {
    /// Whether everything added up.
    pub fn is_sound(&self) -> bool {
        self.breaks.is_empty()
    }
}
