//! What was taken back since a backup stays so after it is restored: agreements with what they allowed, photos, reviews; and a record that was
//! protected is protected again. What came later than the line in the journal is left as it is.

use chrono::{DateTime, Utc};
use passport_core::carer::Purpose;
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::{Tx, write_db};
use super::super::{CarerId, HubScope, Store, StoreError};
use super::replay::{is_on_the_books, scopes};
use crate::journal::{Entry, Noted};

impl Store {
    /// Takes back again; gives how often there was anything to do.
    pub(super) async fn replay_taken_back(
        &self,
        tx: &mut Tx,
        journal: &[Entry],
    ) -> Result<usize, StoreError> {
        let (hubs, mut done) = (scopes(tx).await?, 0);
        for entry in journal {
            let Some(scope) = hubs.get(&entry.hub) else { continue };
            let at = entry.at;
            let again = match &entry.deed {
                Noted::AgreementEnded { carer, purpose } => match on_the_books(tx, scope, *carer).await? {
                    Some(carer) => self.end_again(tx, scope, (&carer, *purpose), at).await?,
                    None => false,
                },
                Noted::PhotoRemoved { carer } => match on_the_books(tx, scope, *carer).await? {
                    Some(carer) => self.delete_photo(tx, scope, &carer, at).await? > 0,
                    None => false,
                },
                Noted::RecordProtected { carer } => match on_the_books(tx, scope, *carer).await? {
                    Some(carer) => self.protect_again(tx, scope, &carer, at).await?,
                    None => false,
                },
                deed => self.replay_review(tx, scope, (deed, at)).await?,
            };
            done += usize::from(again);
        }
        Ok(done)
    }

    async fn end_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        (carer, purpose): (&Carer, Purpose),
        ended_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE agreement SET withdrawn_at = $1
            WHERE hub_id = $2 AND carer_id = $3 AND purpose = $4 AND withdrawn_at IS NULL AND created_at <= $1";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(ended_at)
            .bind(scope.hub())
            .bind(carer.carer_id)
            .bind(purpose.code())
            .execute(c))?;
        if rows == 0 {
            return Ok(false);
        }
        let details = json!({"purpose": purpose.code()});
        self.record(tx, scope, "agreement withdrawn", Some(carer.subject_id), details).await?;
        self.remove_what_was_agreed(tx, scope, carer, purpose).await?;
        Ok(true)
    }

    async fn protect_again(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        protected_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE carer SET protected_since = $1, version = version + 1
            WHERE hub_id = $2 AND carer_id = $3 AND protected_since IS NULL AND updated_at <= $1";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(protected_at)
            .bind(scope.hub())
            .bind(carer.carer_id)
            .execute(c))?;
        if rows > 0 {
            let details = json!({"to": {"protected_since": protected_at}});
            self.record(tx, scope, "record changed", Some(carer.subject_id), details).await?;
        }
        Ok(rows > 0)
    }
}

async fn on_the_books(tx: &mut Tx, scope: &HubScope, carer: CarerId) -> Result<Option<Carer>, StoreError> {
    if !is_on_the_books(tx, scope, carer).await? {
        return Ok(None);
    }
    carers::of_hub(tx, scope, carer).await.map(Some)
}
