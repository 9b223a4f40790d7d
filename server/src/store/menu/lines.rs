//! All services of a hub, one line each, as its editors list them.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::db::{look, on_db};
use super::super::{HubScope, ServiceId, Store, StoreError};
use super::read::day;
use super::versions::VersionState;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceLine {
    /// Which.
    pub service_id: ServiceId,
    /// What it is called: in the draft, if there is one.
    pub name: String,
    /// Who offers it.
    pub provider: String,
    /// Whether everybody reads a version of it.
    pub is_live: bool,
    /// How far the next version is.
    pub draft: Option<VersionState>,
    /// Who wrote the newest text.
    pub written_by: Option<String>,
    /// When.
    pub written_at: Option<DateTime<Utc>>,
    /// When it was last found right.
    pub checked_at: Option<DateTime<Utc>>,
    /// By whom.
    pub checked_by: Option<String>,
    /// Since when it is not there for now.
    pub paused_at: Option<DateTime<Utc>>,
    /// Since when it is shown no more.
    pub archived_at: Option<DateTime<Utc>>,
    /// The first and last day on which it is shown.
    pub shown: (Option<NaiveDate>, Option<NaiveDate>),
}

#[derive(sqlx::FromRow)]
struct Row {
    service_id: ServiceId,
    name: String,
    provider: String,
    live_number: Option<i64>,
    draft_state: Option<String>,
    written_by: Option<String>,
    written_at: Option<DateTime<Utc>>,
    checked_at: Option<DateTime<Utc>>,
    checked_by: Option<String>,
    paused_at: Option<DateTime<Utc>>,
    archived_at: Option<DateTime<Utc>>,
    visible_from: Option<String>,
    visible_until: Option<String>,
}

impl Row {
    fn read(self) -> Result<ServiceLine, StoreError> {
        Ok(ServiceLine {
            service_id: self.service_id,
            name: self.name,
            provider: self.provider,
            is_live: self.live_number.is_some(),
            draft: self.draft_state.as_deref().map(VersionState::read).transpose()?,
            written_by: self.written_by,
            written_at: self.written_at,
            checked_at: self.checked_at,
            checked_by: self.checked_by,
            paused_at: self.paused_at,
            archived_at: self.archived_at,
            shown: (day(self.visible_from.as_deref())?, day(self.visible_until.as_deref())?),
        })
    }
}

impl Store {
    /// Every service of this hub, archived ones too, without an order.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn service_lines(&self, scope: &HubScope) -> Result<Vec<ServiceLine>, StoreError> {
        let sql = "SELECT s.service_id, coalesce(d.name, l.name, '') AS name, p.name AS provider, s.live_number,
                d.state AS draft_state, w.display_name AS written_by, coalesce(d.written_at, l.written_at) AS written_at,
                s.checked_at, c.display_name AS checked_by, s.paused_at, s.archived_at, s.visible_from, s.visible_until
            FROM menu_service s
            JOIN menu_provider p ON p.hub_id = s.hub_id AND p.provider_id = s.provider_id
            LEFT JOIN menu_version d ON d.hub_id = s.hub_id AND d.service_id = s.service_id AND d.number = s.draft_number
            LEFT JOIN menu_version l ON l.hub_id = s.hub_id AND l.service_id = s.service_id AND l.number = s.live_number
            LEFT JOIN person w ON w.person_id = CASE WHEN d.number IS NULL THEN l.written_by ELSE d.written_by END
            LEFT JOIN person c ON c.person_id = s.checked_by
            WHERE s.hub_id = $1";
        look!(self, "list services", |view| {
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).fetch_all(c))?;
            rows.into_iter().map(Row::read).collect()
        })
    }
}
