//! Who offers services.

use serde_json::json;

use super::super::db::{transaction, write_db};
use super::super::names::{LONGEST_NAME, tidy_name, tidy_text};
use super::super::{HubScope, ProviderId, Store, StoreError};

/// The most letters of what is said about a provider.
const LONGEST_DESCRIPTION: usize = 1_000;

/// What is written of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProvider {
    /// Its name.
    pub name: String,
    /// What it does; without words its name stands there, since feeds must say something.
    pub description: Option<String>,
    /// Its website.
    pub website: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
}

impl Store {
    /// Adds somebody who offers services.
    ///
    /// # Errors
    /// [`StoreError::Name`] or [`StoreError::Text`] for what cannot be shown.
    pub async fn add_provider(&self, scope: &HubScope, new: &NewProvider) -> Result<ProviderId, StoreError> {
        let name = tidy_name(&new.name, LONGEST_NAME)?;
        let description = tidy_text(new.description.as_deref(), LONGEST_DESCRIPTION)?;
        let provider = ProviderId(self.draw_uuid()?);
        let sql =
            "INSERT INTO menu_provider (hub_id, provider_id, name, description, website, email, changed_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
        transaction!(self, "add provider", |tx| {
            let at = tx.at;
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(provider)
                .bind(&name)
                .bind(description.as_ref().unwrap_or(&name))
                .bind(&new.website)
                .bind(&new.email)
                .bind(at)
                .execute(c))?;
            let details = json!({"provider": provider, "name": name});
            self.record(tx, scope, "provider added", None, details).await
        })?;
        Ok(provider)
    }
}
