//! What somebody looks at before they decide.

use passport_core::menu::Details;
use serde_json::{Map, Value};
use sqlx::types::Json;

use super::super::super::db::{View, look, on_db};
use super::super::super::{HubScope, MenuImportId, ServiceId, Store, StoreError, Thing};
use super::{MenuImport, StagedKind, of_hub};
use crate::feeds::{Fault, TakenProvider};

/// A service of a reading, in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct StagedLine {
    /// Its place in the reading.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// What it would change.
    pub kind: StagedKind,
    /// The service, on the menu or to be.
    pub service_id: Option<ServiceId>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Whether somebody chose that it goes on, or is passed over.
    pub is_decided: bool,
    /// What became of it: `approved`, `skipped` or `left`.
    pub outcome: Option<String>,
}

/// A service of a reading, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct StagedService {
    /// As in the list.
    pub line: StagedLine,
    /// Who offers it.
    pub provider: Option<TakenProvider>,
    /// What the menu would say; nothing where it is gone.
    pub details: Option<Details>,
    /// Fields that have no place here.
    pub aside: Map<String, Value>,
    /// What the menu says of it now.
    pub live: Option<Details>,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    name: String,
    kind: String,
    service_id: Option<ServiceId>,
    faults: Json<Vec<Fault>>,
    decision: Option<String>,
    outcome: Option<String>,
}

impl Row {
    fn read(self) -> Result<StagedLine, StoreError> {
        let kind = StagedKind::from_code(&self.kind).ok_or(StoreError::Unreadable(Thing::MenuImport))?;
        let Self { number, name, service_id, faults: Json(faults), decision, outcome, .. } = self;
        Ok(StagedLine { number, name, kind, service_id, faults, is_decided: decision.is_some(), outcome })
    }
}

#[derive(sqlx::FromRow)]
struct Whole {
    provider: Option<Json<TakenProvider>>,
    details: Option<Json<Details>>,
    aside: Json<Map<String, Value>>,
    live: Option<Json<Details>>,
}

impl Store {
    /// A reading with services of one kind, in their order, so many after the first ones.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn staged_services(
        &self,
        scope: &HubScope,
        import: MenuImportId,
        kind: StagedKind,
        (skipped, most): (i64, i64),
    ) -> Result<(MenuImport, Vec<StagedLine>), StoreError> {
        look!(self, "list staged services", |view| {
            let reading = of_hub(view, scope, import).await?;
            let sql = "SELECT number, name, kind, service_id, faults, decision, outcome FROM menu_import_row
                WHERE hub_id = $1 AND import_id = $2 AND kind = $3 ORDER BY number LIMIT $4 OFFSET $5";
            let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(import)
                .bind(kind.code())
                .bind(most)
                .bind(skipped)
                .fetch_all(c))?;
            Ok((reading, rows.into_iter().map(Row::read).collect::<Result<_, _>>()?))
        })
    }

    /// One service of a reading, beside what the menu says of it now.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn staged_service(
        &self,
        scope: &HubScope,
        import: MenuImportId,
        number: i64,
    ) -> Result<(MenuImport, StagedService), StoreError> {
        look!(self, "find staged service", |view| {
            let reading = of_hub(view, scope, import).await?;
            let line = line(view, scope, import, number).await?;
            let sql = "SELECT r.provider, r.details, r.aside, v.details AS live FROM menu_import_row r
                LEFT JOIN menu_service s ON s.hub_id = r.hub_id AND s.service_id = r.service_id
                LEFT JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id AND v.number = s.live_number
                WHERE r.hub_id = $1 AND r.import_id = $2 AND r.number = $3";
            let whole: Whole = on_db!(view, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(import)
                .bind(number)
                .fetch_one(c))?;
            let Whole { provider, details, aside: Json(aside), live } = whole;
            let (provider, live) = (provider.map(|Json(it)| it), live.map(|Json(it)| it));
            let details = details.map(|Json(read)| match &live {
                Some(now) => now.renewed(&read),
                None => read,
            });
            Ok((reading, StagedService { line, provider, details, aside, live }))
        })
    }
}

async fn line(
    view: &mut View,
    scope: &HubScope,
    import: MenuImportId,
    number: i64,
) -> Result<StagedLine, StoreError> {
    let sql = "SELECT number, name, kind, service_id, faults, decision, outcome FROM menu_import_row
        WHERE hub_id = $1 AND import_id = $2 AND number = $3";
    let found: Option<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(number).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::MenuImport))?.read()
}
