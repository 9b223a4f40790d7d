//! What a walk over the audit chains found, in words.

use std::fmt;

/// What a walk over all chains found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// How many entries were recomputed and fit.
    pub entries: u64,
    /// How many of them have had their details erased.
    pub erased: u64,
    /// In each chain that does not add up, every place.
    pub breaks: Vec<AuditBreak>,
}

/// Entries one after the other that do not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditBreak {
    /// The hub's short name, or none for the server's own chain.
    pub hub: Option<String>,
    /// `writes` or `reads`.
    pub chain: String,
    /// The first of them, from 1.
    pub seq: i64,
    /// The last of them.
    pub last: i64,
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
    /// What the entry was about is gone, and no entry says that its young person was erased.
    DetailsGone,
    /// There are details of an entry that is not there.
    DetailsAdded,
    /// A column holds what it cannot hold.
    Unreadable,
    /// It stands in no chain.
    OfNoChain,
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

impl fmt::Display for AuditBreak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hub = self.hub.as_deref().unwrap_or("the server");
        write!(f, "{hub}, {}, ", self.chain)?;
        match self.last {
            last if last == self.seq => write!(f, "entry {last}: {}", self.fault),
            last => write!(f, "entries {} to {last}: {}", self.seq, self.fault),
        }
    }
}

/// What is the matter, without a word that is about one entry or about many.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deleted => "deleted",
            Self::Altered => "changed, moved or put in",
            Self::DetailsAltered => "details changed",
            Self::DetailsGone => "details deleted, and nobody was erased",
            Self::DetailsAdded => "details put in where there is no entry",
            Self::Unreadable => "changed into what cannot be read",
            Self::CutOff => "cut off",
            Self::Added => "added after the end",
            Self::HeadAltered => "the last, but the chain's end was changed",
            Self::ChainMissing => "the whole chain is gone",
            Self::ChainMoved => "the whole chain belongs elsewhere: a head kept elsewhere says of whom",
            Self::OfNoChain => "put in outside every chain",
        })
    }
}

impl AuditReport {
    /// Whether everything added up.
    pub fn is_sound(&self) -> bool {
        self.breaks.is_empty()
    }
}
