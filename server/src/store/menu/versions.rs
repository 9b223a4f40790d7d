//! The versions of a service, as its editors see them: who wrote each, what became of it, and why.

use chrono::{DateTime, Utc};
use passport_core::menu::Details;
use sqlx::types::Json;

use super::super::db::{View, on_db};
use super::super::{HubScope, ServiceId, StoreError, Thing};
use super::VersionNumber;

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionState {
    /// It is being written, or was left for a later one.
    Draft,
    /// It waits to be approved.
    Waiting,
    /// It is or was what everybody reads.
    Approved,
    /// It was sent back, with a reason.
    Refused,
}

impl VersionState {
    /// The code in the store and on pages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }

    /// What a code stands for.
    pub(super) fn read(code: &str) -> Result<Self, StoreError> {
        let all = [Self::Draft, Self::Waiting, Self::Approved, Self::Refused];
        let unreadable = StoreError::Unreadable(Thing::Service);
        all.into_iter().find(|one| one.code() == code).ok_or(unreadable)
    }

    /// Whether it may still be approved.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Waiting)
    }
}

/// One version of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Which, counted from 1.
    pub number: VersionNumber,
    /// What is written.
    pub details: Details,
    /// What became of it.
    pub state: VersionState,
    /// Who wrote it; none is whoever runs the server, or a list that was taken in.
    pub written_by: Option<String>,
    /// When.
    pub written_at: DateTime<Utc>,
    /// Who approved it or sent it back.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was sent back.
    pub reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    details: Json<Details>,
    state: String,
    written_by: Option<String>,
    written_at: DateTime<Utc>,
    decided_by: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

impl Row {
    fn read(self) -> Result<Version, StoreError> {
        Ok(Version {
            number: self.number,
            details: self.details.0,
            state: VersionState::read(&self.state)?,
            written_by: self.written_by,
            written_at: self.written_at,
            decided_by: self.decided_by,
            decided_at: self.decided_at,
            reason: self.reason,
        })
    }
}

/// Every version of a service, the newest first.
pub(super) async fn versions_of(
    view: &mut View,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Vec<Version>, StoreError> {
    let sql = "SELECT v.number, v.details, v.state, w.display_name AS written_by, v.written_at,
            d.display_name AS decided_by, v.decided_at, v.reason
        FROM menu_version v
        LEFT JOIN person w ON w.person_id = v.written_by
        LEFT JOIN person d ON d.person_id = v.decided_by
        WHERE v.hub_id = $1 AND v.service_id = $2 ORDER BY v.number DESC";
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_all(c))?;
    rows.into_iter().map(Row::read).collect()
}
