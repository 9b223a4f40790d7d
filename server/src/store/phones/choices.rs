//! What the owner of a phone lets each setting see, of what the hub allowed.

use passport_core::phone::Choices;
use serde_json::json;
use sqlx::types::Json;

use super::super::cards::of_hub;
use super::super::db::{transaction, write_db};
use super::super::{Store, StoreError, Thing, one};
use super::PhoneGrant;
use super::end::{choices_of, revoke_what_is_taken_off};

impl Store {
    /// Keeps what was chosen for the settings that are named; the others stay as they were. What carries something that is taken
    /// off is refused at once.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn keep_choices(&self, phone: &PhoneGrant, wanted: &Choices) -> Result<(), StoreError> {
        let scope = &phone.scope;
        let sql = "UPDATE phone SET choices = $1 WHERE hub_id = $2 AND card_id = $3";
        transaction!(self, "keep choices", |tx| {
            let before = choices_of(tx, scope, phone.card).await?;
            let mut choices = before.clone();
            choices.extend(wanted.clone());
            if choices == before {
                return Ok(());
            }
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(Json(&choices))
                .bind(scope.hub())
                .bind(phone.card)
                .execute(c))?;
            one(rows, Thing::Card)?;
            let revoked = revoke_what_is_taken_off(tx, scope, phone.card).await?;
            let (_, subject) = of_hub(tx, scope, phone.card).await?;
            let details = json!({"card": phone.card, "choices": choices, "revoked": revoked});
            self.record(tx, scope, "phone choices kept", Some(subject), details).await
        })
    }
}
