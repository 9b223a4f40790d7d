//! What a card of a young person would start from, before anything is chosen for it.

use passport_core::card::LineText;
use passport_core::carer::Purpose;
use passport_core::issue::today;
use serde_json::json;

use super::super::carers::{self, Carer};
use super::super::db::transaction;
use super::super::{CarerId, HubScope, Store, StoreError, photos};
use super::issue::name_of;
use super::{Card, finished};

/// What a card would start from.
#[derive(Clone, Debug)]
pub struct Draft {
    /// For whom.
    pub carer: Carer,
    /// The name on it.
    pub name: LineText,
    /// Whether there is a photo.
    pub has_photo: bool,
    /// Whether somebody's agreement to a photo counts today; without it none is printed.
    pub photo_agreed: bool,
    /// The finished cards they hold or held, newest first.
    pub cards: Vec<Card>,
}

impl Store {
    /// What a card of a young person would start from. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn draft_card(&self, scope: &HubScope, carer: CarerId) -> Result<Draft, StoreError> {
        transaction!(self, "draft card", |tx| {
            let carer = carers::of_hub(tx, scope, carer).await?;
            self.note_read(tx, scope, "card drafted", Some(carer.subject_id), json!({})).await?;
            let day = today(tx.at);
            Ok(Draft {
                name: name_of(&carer)?,
                has_photo: photos::of_carer(tx, scope, carer.carer_id).await?.is_some(),
                photo_agreed: carers::is_agreed(tx, scope, &carer, (Purpose::Photo, day)).await?,
                cards: finished(tx, scope, carer.carer_id).await?,
                carer,
            })
        })
    }
}
