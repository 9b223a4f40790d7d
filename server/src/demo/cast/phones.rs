//! The phones of the demo: each waits for its card, so that whoever tries the demo can take it.

/// A phone that waits.
pub struct DemoPhone {
    /// The short name of its hub.
    pub hub: &'static str,
    /// Its owner's first name, of which their hub has one.
    pub of: &'static str,
    /// What it may show, as typed after `--arrange`.
    pub arranged: &'static [&'static str],
}

/// All of them.
pub const PHONES: [DemoPhone; 6] = [
    DemoPhone {
        hub: "riverton",
        of: "Zoë",
        arranged: &[
            "school/time-out:10:library",
            "school/phone-on-silent",
            "school/speak-to:head-of-year",
            "pharmacy/collect-arranged",
            "gp/flexible-appointments",
            "transport/fare:child",
        ],
    },
    DemoPhone {
        hub: "riverton",
        of: "Łukasz",
        arranged: &["school/leave-early:5", "pharmacy/collect-arranged", "gp/flexible-appointments"],
    },
    DemoPhone {
        hub: "riverton",
        of: "Aoife",
        arranged: &["school/late-arrival", "school/homework-time", "transport/fare:child"],
    },
    DemoPhone {
        hub: "riverton",
        of: "Sukarno",
        arranged: &["school/time-out:5:pastoral-office", "gp/may-discuss:medicines+appointments"],
    },
    DemoPhone {
        hub: "harbourside",
        of: "Harjit",
        arranged: &["school/time-out:10:quiet-room", "school/phone-on-silent", "transport/fare:16-18"],
    },
    DemoPhone {
        hub: "harbourside",
        of: "Олена",
        arranged: &["school/leave-early:10", "pharmacy/collect-arranged"],
    },
];
