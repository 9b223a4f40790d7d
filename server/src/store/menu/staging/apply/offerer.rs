//! Who offers what a directory brought: known by the directory's id, then by name, or new.

use std::collections::HashMap;

use super::super::super::super::carers::fold;
use super::super::super::super::db::{Tx, on_db, write_db};
use super::super::super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::super::super::{HubScope, ProviderId, Store, StoreError};
use crate::feeds::TakenProvider;

/// The most letters of what is said about a provider.
const LONGEST_DESCRIPTION: usize = 1_000;

/// Providers by the directory's id and by folded name, as far as a step has met them.
pub(super) type Providers = HashMap<String, ProviderId>;

impl Store {
    /// Who offers it: known by the directory's id, then by name, or new. What came from this directory follows it.
    pub(super) async fn provider_of(
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
