//! The people of the demo: all of them made up, as are their hubs; the telephone numbers are Ofcom's for drama.

mod carers;
mod colleagues;
mod messages;
mod organisations;
mod phones;

use super::portrait::Look;

pub use carers::CARERS;
pub use colleagues::{COLLEAGUES, DemoColleague};
pub use messages::MESSAGES;
pub use organisations::ORGANISATIONS;
pub use phones::PHONES;

/// A made-up hub.
pub struct DemoHub {
    /// Its short name in addresses.
    pub slug: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its telephone number.
    pub telephone: &'static str,
    /// The colour of its cards.
    pub accent: &'static str,
}

/// What became of somebody's card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is good.
    Valid,
    /// It is good, and waits at the hub to be handed over.
    Waiting,
    /// It is good for a few more days.
    Ending,
    /// It is good until the hub has rung its owner, who lost it.
    Lost,
    /// They have none yet.
    None,
    /// It ended some weeks ago.
    Expired,
    /// It was withdrawn.
    Withdrawn,
    /// A hub on another server issued it.
    Foreign,
}

/// A made-up young person and their card.
pub struct DemoCarer {
    /// The short name of their hub.
    pub hub: &'static str,
    /// First name, or the only one.
    pub given_name: &'static str,
    /// Surname, where there is one.
    pub family_name: Option<&'static str>,
    /// Date of birth.
    pub born_on: &'static str,
    /// The name of their school.
    pub school: Option<&'static str>,
    /// Whether they said "my school may know".
    pub known_at_school: bool,
    /// What was arranged, as typed after `--arrange`.
    pub arranged: &'static [&'static str],
    /// What became of the card.
    pub fate: Fate,
    /// The portrait.
    pub look: Look,
}

/// The two hubs of this server.
pub const HUBS: [DemoHub; 2] = [
    DemoHub { slug: "riverton", name: "Riverton Hub", telephone: "01632 960100", accent: "#3b3573" },
    DemoHub { slug: "harbourside", name: "Harbourside Hub", telephone: "01632 960200", accent: "#0b5d5e" },
];

/// A hub on a server elsewhere, which this one does not know.
pub const ELSEWHERE: DemoHub =
    DemoHub { slug: "moorland", name: "Moorland Hub", telephone: "01632 960300", accent: "#7a2e2e" };
/// That server's address.
pub const ELSEWHERE_BASE: &str = "https://pass.elsewhere.example";
