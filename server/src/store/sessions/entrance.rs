//! Which pages a session opens: the console's or a desk's. Neither opens the other's, also not of somebody who works at both.

use super::super::people::Role;

/// A way in for people who sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// The hub's own staff.
    Console,
    /// People at the desk of an organisation.
    Desk,
}

impl Entrance {
    /// The way in of somebody with a role.
    pub fn of(role: Role) -> Self {
        if role == Role::Desk { Self::Desk } else { Self::Console }
    }

    /// The code in the database.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Desk => "desk",
        }
    }
}
