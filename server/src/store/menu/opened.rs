//! A service as its editors open it: what everybody reads, what is being written, and how it stands.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::db::{View, look, on_db};
use super::super::{HubScope, ServiceId, Store, StoreError, Thing};
use super::provider::{ProviderRecord, provider_of};
use super::read::day;
use super::sharing::{OtherHub, shared_with};
use super::versions::{Version, versions_of};

/// A service of a hub with all that its editors need.
#[derive(Clone, Debug, PartialEq)]
pub struct EditedService {
    /// Which.
    pub service_id: ServiceId,
    /// Who offers it.
    pub provider: ProviderRecord,
    /// What everybody reads.
    pub live: Option<Version>,
    /// What is being written, waits to be approved or was sent back.
    pub draft: Option<Version>,
    /// The first and last day on which it is shown.
    pub shown: (Option<NaiveDate>, Option<NaiveDate>),
    /// When and by whom it was last found right.
    pub checked: Option<(DateTime<Utc>, Option<String>)>,
    /// Since when it is not there for now.
    pub paused_at: Option<DateTime<Utc>>,
    /// Since when it is shown no more.
    pub archived_at: Option<DateTime<Utc>>,
    /// Other hubs that show it.
    pub shared_with: Vec<OtherHub>,
    /// Counts the changes of its text: a form names the version that it was opened with.
    pub version: i64,
}

impl EditedService {
    /// The text that an editor goes on with: the draft, or what everybody reads.
    pub fn newest(&self) -> Option<&Version> {
        self.draft.as_ref().or(self.live.as_ref())
    }
}

/// The head of a service.
#[derive(sqlx::FromRow)]
pub(super) struct Head {
    pub(super) provider_id: super::super::ProviderId,
    pub(super) live_number: Option<i64>,
    pub(super) draft_number: Option<i64>,
    pub(super) visible_from: Option<String>,
    pub(super) visible_until: Option<String>,
    pub(super) checked_at: Option<DateTime<Utc>>,
    pub(super) checked_by: Option<String>,
    pub(super) paused_at: Option<DateTime<Utc>>,
    pub(super) archived_at: Option<DateTime<Utc>>,
    pub(super) version: i64,
}

impl Store {
    /// Opens a service of this hub.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn open_service(
        &self,
        scope: &HubScope,
        service: ServiceId,
    ) -> Result<EditedService, StoreError> {
        look!(self, "open service", |view| {
            let head = head_of(view, scope, service).await?;
            let versions = versions_of(view, scope, service).await?;
            let numbered =
                |number: Option<i64>| versions.iter().find(|one| Some(one.number) == number).cloned();
            Ok(EditedService {
                service_id: service,
                provider: provider_of(view, scope, head.provider_id).await?,
                live: numbered(head.live_number),
                draft: numbered(head.draft_number),
                shown: (day(head.visible_from.as_deref())?, day(head.visible_until.as_deref())?),
                checked: head.checked_at.map(|at| (at, head.checked_by)),
                paused_at: head.paused_at,
                archived_at: head.archived_at,
                shared_with: shared_with(view, scope, service).await?,
                version: head.version,
            })
        })
    }
}

/// The head of a service of this hub.
pub(super) async fn head_of(
    view: &mut View,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Head, StoreError> {
    let sql =
        "SELECT s.provider_id, s.live_number, s.draft_number, s.visible_from, s.visible_until, s.checked_at,
            p.display_name AS checked_by, s.paused_at, s.archived_at, s.version
        FROM menu_service s LEFT JOIN person p ON p.person_id = s.checked_by
        WHERE s.hub_id = $1 AND s.service_id = $2";
    let found: Option<Head> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Service))
}
