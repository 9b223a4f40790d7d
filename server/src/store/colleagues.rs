//! Who works for a hub, as its managers see it: roles, when somebody was last there, and invitations still open.

mod change;
pub(super) mod former;
mod history;
pub(super) mod invited;

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::db::{View, look, on_db};
use super::people::Role;
use super::{HubScope, PersonId, Store, StoreError, Thing};

pub(super) use change::{end_sessions_here, not_oneself};
pub use former::FormerColleague;
pub use history::Deed;
pub use invited::OpenInvitation;

/// A member of a hub's staff.
#[derive(Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The person.
    pub person_id: PersonId,
    /// Their name.
    pub display_name: String,
    /// Their address, in lower case.
    pub email: String,
    /// The highest role they have here.
    pub role: Role,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When they last did something at this hub.
    pub seen_at: Option<DateTime<Utc>>,
}

/// Why nothing is changed about a colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ColleagueRefused {
    /// A hub without a manager could not be looked after by anybody.
    #[error("this is the hub's last manager: make somebody else a manager first")]
    LastManager,
    /// Nobody locks themselves out by accident.
    #[error("nobody changes their own access: another manager does")]
    Oneself,
    /// A new sign-in would also open the other hub.
    #[error("this person works for another hub too: ask whoever runs the server for `passport staff reset`")]
    WorksElsewhere,
    /// They need no invitation.
    #[error("this person works for the hub already")]
    WorksHere,
}

/// Neither names nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for Colleague {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Colleague({}, {})", self.person_id, self.role.code())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    person_id: PersonId,
    display_name: String,
    email: String,
    role: String,
    created_at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<Colleague, StoreError> {
        let role = Role::from_code(&self.role).ok_or(StoreError::Unreadable(Thing::Membership))?;
        let Self { person_id, display_name, email, created_at, seen_at, .. } = self;
        Ok(Colleague { person_id, display_name, email, role, created_at, seen_at })
    }
}

impl Store {
    /// Who works for a hub now, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn colleagues(&self, scope: &HubScope) -> Result<Vec<Colleague>, StoreError> {
        look!(self, "list colleagues", |view| of_hub(view, scope).await)
    }
}

/// `manager` comes before `worker`, so the first role by letter is the highest.
async fn of_hub(view: &mut View, scope: &HubScope) -> Result<Vec<Colleague>, StoreError> {
    let sql = "SELECT m.person_id, p.display_name, p.email, MIN(m.role) AS role, MIN(m.created_at) AS created_at,
            (SELECT MAX(s.seen_at) FROM session s WHERE s.person_id = m.person_id AND s.workplace = $1) AS seen_at
        FROM membership m JOIN person p ON p.person_id = m.person_id AND p.ended_at IS NULL
        WHERE m.hub_id = $1 AND m.ended_at IS NULL AND m.role IN ('manager', 'worker')
        GROUP BY m.person_id, p.display_name, p.email ORDER BY p.display_name, p.email";
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
    rows.into_iter().map(Row::read).collect()
}

/// One of them.
pub(super) async fn one_of(
    view: &mut View,
    scope: &HubScope,
    person: PersonId,
) -> Result<(Colleague, Vec<Colleague>), StoreError> {
    let mut all = of_hub(view, scope).await?;
    let at = all.iter().position(|one| one.person_id == person).ok_or(StoreError::NotFound(Thing::Person))?;
    Ok((all.remove(at), all))
}
