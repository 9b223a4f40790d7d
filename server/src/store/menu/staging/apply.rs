//! Carrying out what was decided, one step at a time. Writers queue, so two servers on one reading take turns, and a step that was cut
//! off has done nothing.

use std::collections::HashMap;

use passport_core::card::HubSlug;
use passport_core::menu::Details;
use serde_json::json;
use sqlx::types::Json;

use super::super::super::carers::fold;
use super::super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::super::{
    Actor, HubId, HubScope, MenuImportId, PersonId, ProviderId, ServiceId, Store, StoreError, Thing,
};
use super::super::moved;
use super::super::write::{go_live, insert_service, insert_version};
use crate::feeds::TakenProvider;

/// So many services go onto the menu in one transaction.
const SERVICES_A_STEP: i64 = 50;
/// The most letters of what is said about a provider.
const LONGEST_DESCRIPTION: usize = 1_000;

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

/// Providers by the directory's id and by folded name, as far as a step has met them.
type Providers = HashMap<String, ProviderId>;

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
            let (mut providers, mut approved) = (Providers::new(), Vec::new());
            for row in &rows {
                let is_done = self.carry_out(tx, scope, row, &mut providers).await?;
                note(tx, scope, import, (row.number, is_done)).await?;
                approved.extend(row.service_id.filter(|_| is_done));
            }
            moved(tx).await?;
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
        let there = numbers_of(tx, scope, service).await?;
        if matches!(there, Some((_, Some(_)))) {
            return Ok(false);
        }
        let (Some(Json(details)), Some(Json(provider))) = (&row.details, &row.provider) else {
            return take_off(tx, scope, row, service).await.map(|()| true);
        };
        let provider = self.provider_of(tx, scope, (&row.source, provider), providers).await?;
        let number = if let Some((last, _)) = there {
            last + 1
        } else {
            insert_service(tx, scope, service, provider).await?;
            1
        };
        insert_version(tx, scope, (service, number), details).await?;
        go_live(tx, scope, (service, number)).await?;
        come_from(tx, scope, row, (service, provider)).await?;
        remember(tx, scope, row, service).await?;
        Ok(true)
    }

    /// Who offers it: known by the directory's id, then by name, or new. What came from this directory follows it.
    async fn provider_of(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (source, taken): (&str, &TakenProvider),
        met: &mut Providers,
    ) -> Result<ProviderId, StoreError> {
        let key = format!("{source} {}", taken.source_id);
        if let Some(provider) = met.get(&key) {
            return Ok(*provider);
        }
        let short: String = taken.name.chars().take(LONGEST_NAME).collect();
        let name = tidy_name(&short, LONGEST_NAME)?;
        let description: Option<String> =
            taken.description.as_ref().map(|text| text.chars().take(LONGEST_DESCRIPTION).collect());
        let description = tidy_text(description.as_deref(), LONGEST_DESCRIPTION)?;
        let texts = (name.as_str(), description.as_deref().unwrap_or(&name), taken);
        let provider = match known_provider(tx, scope, source, &taken.source_id).await? {
            Some(provider) => {
                change_provider(tx, scope, provider, texts).await?;
                provider
            }
            None => {
                if let Some(provider) = provider_named(tx, scope, &name).await? {
                    provider
                } else {
                    let provider = ProviderId(self.draw_uuid()?);
                    insert_provider(tx, scope, (provider, source), texts).await?;
                    provider
                }
            }
        };
        met.insert(key, provider);
        Ok(provider)
    }
}

/// Off the menu; it stays on the books.
async fn take_off(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    service: ServiceId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE menu_service SET archived_at = $3, changed_at = $3, version = version + 1
        WHERE hub_id = $1 AND service_id = $2 AND archived_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(service).bind(at).execute(c))?;
    // Should it come back, that is news.
    let sql = "UPDATE menu_taken SET digest = '', taken_at = $4 WHERE hub_id = $1 AND source = $2 AND source_id = $3";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .bind(at)
        .execute(c))?;
    Ok(())
}

async fn waiting(tx: &mut Tx, scope: &HubScope, import: MenuImportId) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT r.number, i.source, r.source_id, r.service_id, r.provider, r.details, r.digest
        FROM menu_import_row r JOIN menu_import i ON i.hub_id = r.hub_id AND i.import_id = r.import_id
        WHERE r.hub_id = $1 AND r.import_id = $2 AND r.decision = 'approve' AND r.outcome IS NULL ORDER BY r.number LIMIT $3";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(import).bind(SERVICES_A_STEP).fetch_all(c))?)
}

async fn note(
    tx: &mut Tx,
    scope: &HubScope,
    import: MenuImportId,
    (number, is_done): (i64, bool),
) -> Result<(), StoreError> {
    let outcome = if is_done { "approved" } else { "left" };
    let sql = "UPDATE menu_import_row SET outcome = $4 WHERE hub_id = $1 AND import_id = $2 AND number = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(import).bind(number).bind(outcome).execute(c))?;
    Ok(())
}

/// Another reading may have brought the same service since this one was compared.
async fn taken_before(tx: &mut Tx, scope: &HubScope, row: &Waiting) -> Result<Option<ServiceId>, StoreError> {
    let sql = "SELECT service_id FROM menu_taken WHERE hub_id = $1 AND source = $2 AND source_id = $3";
    let found: Option<Option<ServiceId>> = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .fetch_optional(c))?;
    Ok(found.flatten())
}

/// The number of a service's last version and of its draft, if it is there.
async fn numbers_of(
    tx: &mut Tx,
    scope: &HubScope,
    service: ServiceId,
) -> Result<Option<(i64, Option<i64>)>, StoreError> {
    let sql = "SELECT (SELECT COALESCE(max(number), 0) FROM menu_version v WHERE v.hub_id = s.hub_id
            AND v.service_id = s.service_id), s.draft_number
        FROM menu_service s WHERE s.hub_id = $1 AND s.service_id = $2";
    Ok(on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(service).fetch_optional(c))?)
}

async fn come_from(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    (service, provider): (ServiceId, ProviderId),
) -> Result<(), StoreError> {
    let sql = "UPDATE menu_service SET provider_id = $3, source = COALESCE(source, $4), source_id = COALESCE(source_id, $5)
        WHERE hub_id = $1 AND service_id = $2";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(service)
        .bind(provider)
        .bind(&row.source)
        .bind(&row.source_id)
        .execute(c))?;
    super::super::super::one(rows, Thing::Service)
}

async fn remember(
    tx: &mut Tx,
    scope: &HubScope,
    row: &Waiting,
    service: ServiceId,
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO menu_taken (hub_id, source, source_id, service_id, digest, taken_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (hub_id, source, source_id) DO UPDATE SET service_id = excluded.service_id, digest = excluded.digest,
            taken_at = excluded.taken_at";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(&row.source)
        .bind(&row.source_id)
        .bind(service)
        .bind(row.digest.as_deref().unwrap_or_default())
        .bind(at)
        .execute(c))?;
    Ok(())
}

async fn known_provider(
    tx: &mut Tx,
    scope: &HubScope,
    source: &str,
    source_id: &str,
) -> Result<Option<ProviderId>, StoreError> {
    let sql = "SELECT provider_id FROM menu_provider WHERE hub_id = $1 AND source = $2 AND source_id = $3";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(source)
        .bind(source_id)
        .fetch_optional(c))?)
}

/// Of the same name, however it is written.
async fn provider_named(tx: &mut Tx, scope: &HubScope, name: &str) -> Result<Option<ProviderId>, StoreError> {
    let sql = "SELECT provider_id, name FROM menu_provider WHERE hub_id = $1 AND lower(name) = lower($2) ORDER BY provider_id";
    let rows: Vec<(ProviderId, String)> =
        on_db!(tx, |c| sqlx::query_as(sql).bind(scope.hub()).bind(name).fetch_all(c))?;
    Ok(rows.into_iter().find(|(_, there)| fold(there) == fold(name)).map(|(provider, _)| provider))
}

async fn change_provider(
    tx: &mut Tx,
    scope: &HubScope,
    provider: ProviderId,
    (name, description, taken): (&str, &str, &TakenProvider),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "UPDATE menu_provider SET name = $3, description = $4, website = $5, email = $6, changed_at = $7,
            version = version + 1
        WHERE hub_id = $1 AND provider_id = $2 AND (name <> $3 OR description <> $4
            OR COALESCE(website, '') <> COALESCE($5, '') OR COALESCE(email, '') <> COALESCE($6, ''))";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(provider)
        .bind(name)
        .bind(description)
        .bind(&taken.website)
        .bind(&taken.email)
        .bind(at)
        .execute(c))?;
    Ok(())
}

async fn insert_provider(
    tx: &mut Tx,
    scope: &HubScope,
    (provider, source): (ProviderId, &str),
    (name, description, taken): (&str, &str, &TakenProvider),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "INSERT INTO menu_provider (hub_id, provider_id, name, description, website, email, source, source_id,
        changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(provider)
        .bind(name)
        .bind(description)
        .bind(&taken.website)
        .bind(&taken.email)
        .bind(source)
        .bind(&taken.source_id)
        .bind(at)
        .execute(c))?;
    Ok(())
}
