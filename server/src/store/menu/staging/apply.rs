//! Carrying out what was decided, one step at a time. Writers queue, so two servers on one reading take turns, and a step that was cut
//! off has done nothing.

mod offerer;
mod rows;

use passport_core::card::HubSlug;
use passport_core::menu::Details;
use serde_json::json;
use sqlx::types::Json;

use super::super::super::db::{Tx, look, on_db, transaction};
use super::super::super::{
    Actor, HubId, HubScope, MenuImportId, PersonId, ServiceId, Store, StoreError, Thing,
};
use super::super::moved;
use super::super::write::insert_service;
use crate::feeds::TakenProvider;
use offerer::Providers;
use rows::{note, put_live, remember, standing, take_off, taken_before, waiting};

/// So many services go onto the menu in one transaction.
const SERVICES_A_STEP: i64 = 50;

/// A service as it stands before a step.
#[derive(sqlx::FromRow)]
struct Standing {
    /// Of its newest version.
    last_number: i64,
    /// Of the version that somebody is writing.
    draft_number: Option<i64>,
    /// What everybody reads.
    live: Option<Json<Details>>,
}

impl Standing {
    /// A directory's text over the live one, which keeps what editors wrote themselves.
    fn renewed(self, details: &Details) -> Details {
        self.live.map_or_else(|| details.clone(), |Json(live)| live.renewed(details))
    }
}

/// A row that waits to be carried out.
#[derive(sqlx::FromRow)]
struct Waiting {
    number: i64,
    source: String,
    source_id: Option<String>,
    service_id: Option<ServiceId>,
    provider: Option<Json<TakenProvider>>,
    details: Option<Json<Details>>,
    digest: Option<String>,
}

impl Store {
    /// Puts the next services of a reading on the menu that somebody approved; gives whether none is left.
    ///
    /// # Errors
    /// [`StoreError`] when the step was not done; it may be tried again.
    pub async fn go_on_with_menu_import(
        &self,
        scope: &HubScope,
        import: MenuImportId,
    ) -> Result<bool, StoreError> {
        transaction!(self, "go on with menu import", |tx| {
            let rows = waiting(tx, scope, import).await?;
            if rows.is_empty() {
                return Ok(true);
            }
            let (mut providers, mut done, mut left) = (Providers::new(), Vec::new(), Vec::new());
            for row in &rows {
                let is_done = self.carry_out(tx, scope, row, &mut providers).await?;
                if is_done { &mut done } else { &mut left }.push(row);
            }
            note(tx, scope, import, (&done, "approved")).await?;
            note(tx, scope, import, (&left, "left")).await?;
            moved(tx).await?;
            let approved: Vec<_> = done.iter().filter_map(|row| row.service_id).collect();
            let details = json!({"import": import, "services": approved});
            self.record(tx, scope, "services taken in", None, details).await?;
            Ok(i64::try_from(rows.len()).unwrap_or(0) < SERVICES_A_STEP)
        })
    }

    /// Readings of which something approved is not on the menu yet, on whichever hub, each with the right of whoever approved it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn unfinished_menu_imports(&self) -> Result<Vec<(HubScope, MenuImportId)>, StoreError> {
        let sql = "SELECT DISTINCT r.hub_id, h.slug, r.import_id FROM menu_import_row r JOIN hub h ON h.hub_id = r.hub_id
            WHERE r.decision = 'approve' AND r.outcome IS NULL ORDER BY r.import_id";
        let sql_person = "SELECT decided_by FROM menu_import_row WHERE hub_id = $1 AND import_id = $2
            AND decision = 'approve' AND outcome IS NULL ORDER BY number LIMIT 1";
        look!(self, "find unfinished menu imports", |view| {
            let rows: Vec<(HubId, String, MenuImportId)> =
                on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
            let mut found = Vec::with_capacity(rows.len());
            for (hub, slug, import) in rows {
                let person: Option<PersonId> =
                    on_db!(view, |c| sqlx::query_scalar(sql_person).bind(hub).bind(import).fetch_one(c))?;
                let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
                found.push((HubScope::of(hub, slug, person.map_or(Actor::Operator, Actor::Person)), import));
            }
            Ok(found)
        })
    }

    /// Gives whether it was done; not while somebody is writing on the service.
    async fn carry_out(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        row: &Waiting,
        providers: &mut Providers,
    ) -> Result<bool, StoreError> {
        let service = match taken_before(tx, scope, row).await? {
            Some(service) => service,
            None => row.service_id.ok_or(StoreError::Unreadable(Thing::MenuImport))?,
        };
        let there = standing(tx, scope, service).await?;
        if there.as_ref().is_some_and(|there| there.draft_number.is_some()) {
            return Ok(false);
        }
        let (Some(Json(details)), Some(Json(provider))) = (&row.details, &row.provider) else {
            return take_off(tx, scope, row, service).await.map(|()| true);
        };
        let provider = self.provider_of(tx, scope, (&row.source, provider), providers).await?;
        let (number, details) = if let Some(there) = there {
            (there.last_number + 1, there.renewed(details))
        } else {
            insert_service(tx, scope, service, provider).await?;
            (1, details.clone())
        };
        put_live(tx, scope, (service, number), (row, provider, &details)).await?;
        remember(tx, scope, row, service).await?;
        Ok(true)
    }
}
