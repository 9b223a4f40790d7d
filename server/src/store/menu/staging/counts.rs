//! What the services of a reading would change on the menu, and how many of each there are.

/// What a service of a reading would change on the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StagedKind {
    /// It is not on the menu.
    New,
    /// It is, and its text is another one now.
    Changed,
    /// Nothing.
    Unchanged,
    /// It came from this directory, and is not in it any more.
    Gone,
    /// It cannot be shown.
    Faulty,
}

impl StagedKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Gone, Self::Faulty, Self::Unchanged];

    /// Its code in the store and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Gone => "gone",
            Self::Faulty => "faulty",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Numbers of services of a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StagedCounts {
    /// Not on the menu yet.
    pub new: i64,
    /// Changed.
    pub changed: i64,
    /// Not changed.
    pub unchanged: i64,
    /// Not there any more.
    pub gone: i64,
    /// With something wrong.
    pub faulty: i64,
    /// New, changed and gone ones that nobody has decided on.
    pub waiting: i64,
    /// Those that are about to go onto the menu.
    pub running: i64,
    /// Those that went.
    pub approved: i64,
    /// Those that were passed over.
    pub skipped: i64,
    /// Those that were left, since somebody was writing on them.
    pub left: i64,
}

impl StagedCounts {
    /// Counts one more, or takes it back, of a kind.
    pub fn add(&mut self, kind: StagedKind, count: i64) {
        *match kind {
            StagedKind::New => &mut self.new,
            StagedKind::Changed => &mut self.changed,
            StagedKind::Unchanged => &mut self.unchanged,
            StagedKind::Gone => &mut self.gone,
            StagedKind::Faulty => &mut self.faulty,
        } += count;
    }

    /// How many there are of a kind.
    pub fn of(&self, kind: StagedKind) -> i64 {
        match kind {
            StagedKind::New => self.new,
            StagedKind::Changed => self.changed,
            StagedKind::Unchanged => self.unchanged,
            StagedKind::Gone => self.gone,
            StagedKind::Faulty => self.faulty,
        }
    }

    /// All of them.
    pub fn total(&self) -> i64 {
        StagedKind::ALL.into_iter().map(|kind| self.of(kind)).sum()
    }
}
