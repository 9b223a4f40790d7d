//! Photos, one of each young person who has one; in the database, so that a backup holds them.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::db::{Tx, View, look, on_db, transaction, write_db};
use super::{Carer, CarerId, HubScope, Store, StoreError, Thing, carers};
use crate::journal::Noted;

/// The most bytes of a photo: 50 kB.
pub const LARGEST_PHOTO: usize = 50 * 1024;

impl Store {
    /// Keeps a photo, in place of the one before. It must be a JPEG already cleaned and made small.
    ///
    /// # Errors
    /// [`StoreError::PhotoTooLarge`] above [`LARGEST_PHOTO`]; [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn put_photo(&self, scope: &HubScope, carer: CarerId, jpeg: &[u8]) -> Result<(), StoreError> {
        if jpeg.len() > LARGEST_PHOTO {
            return Err(StoreError::PhotoTooLarge);
        }
        let sql = "INSERT INTO photo (hub_id, carer_id, jpeg, taken_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (hub_id, carer_id) DO UPDATE SET jpeg = excluded.jpeg, taken_at = excluded.taken_at";
        transaction!(self, "put photo", |tx| {
            let subject = carers::of_hub(tx, scope, carer).await?.subject_id;
            let at = tx.at;
            write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(carer).bind(jpeg).bind(at).execute(c))?;
            self.record(tx, scope, "photo kept", Some(subject), json!({})).await
        })
    }

    /// A photo. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none in this hub.
    pub async fn photo(&self, scope: &HubScope, carer: CarerId) -> Result<Vec<u8>, StoreError> {
        transaction!(self, "show photo", |tx| {
            let subject = carers::of_hub(tx, scope, carer).await?.subject_id;
            self.note_read(tx, scope, "photo shown", Some(subject), json!({})).await?;
            of_carer(tx, scope, carer).await?.ok_or(StoreError::NotFound(Thing::Photo))
        })
    }

    /// Whether there is a photo of a young person of this hub, without showing it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn has_photo(&self, scope: &HubScope, carer: CarerId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM photo WHERE hub_id = $1 AND carer_id = $2";
        look!(self, "look for photo", |view| {
            let found: i64 =
                on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).fetch_one(c))?;
            Ok(found > 0)
        })
    }

    /// Removes a photo.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none in this hub.
    pub async fn remove_photo(&self, scope: &HubScope, carer: CarerId) -> Result<(), StoreError> {
        transaction!(self, "remove photo", |tx| {
            let found = carers::of_hub(tx, scope, carer).await?;
            super::one(self.delete_photo(tx, scope, &found, tx.at).await?, Thing::Photo)?;
            self.note_outside(tx, scope.hub(), vec![Noted::PhotoRemoved { carer }]).await
        })
    }

    /// Deletes the photo of somebody if it was taken by then, in the transaction of what makes that needful; gives how many that were.
    pub(super) async fn delete_photo(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        taken_by: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let sql = "DELETE FROM photo WHERE hub_id = $1 AND carer_id = $2 AND taken_at <= $3";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(carer.carer_id)
            .bind(taken_by)
            .execute(c))?;
        if rows > 0 {
            self.record(tx, scope, "photo removed", Some(carer.subject_id), json!({})).await?;
        }
        Ok(rows)
    }
}

/// The photo of a young person of this hub, if there is one.
pub(super) async fn of_carer(
    view: &mut View,
    scope: &HubScope,
    carer: CarerId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT jpeg FROM photo WHERE hub_id = $1 AND carer_id = $2";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer).fetch_optional(c))?)
}
