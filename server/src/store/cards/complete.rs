//! Finishing a card: signed outside any transaction, then its text is kept.

use passport_core::keys::Kid;
use serde_json::json;

use super::super::db::{Tx, on_db, transaction, write_db};
use super::super::{CardId, CredentialId, HubScope, Store, StoreError, Thing, short_codes};
use super::intent::Intent;
use super::{CardRefused, IssuedCard, of_hub};

impl Store {
    /// Signs what was written down and keeps the text. Should another server have settled it meanwhile, its text counts.
    pub(super) async fn finish(&self, scope: &HubScope, intent: Intent) -> Result<IssuedCard, StoreError> {
        let text = intent.signer.sign_card(&intent.claims).await?;
        let kid = intent.signer.kid;
        let text = self.keep_text(scope, (intent.card, intent.credential), kid, text).await?;
        let Intent { card, kind, ends_on, code, .. } = intent;
        Ok(IssuedCard { card_id: card, kind, ends_on, short_code: code, text, withdrawn: Vec::new() })
    }

    /// Keeps a signed text, once; gives the text that is kept.
    pub(super) async fn keep_text(
        &self,
        scope: &HubScope,
        (card, credential): (CardId, CredentialId),
        kid: Kid,
        text: String,
    ) -> Result<String, StoreError> {
        transaction!(self, "complete card", |tx| {
            if let Some(kept) = kept_text(tx, scope, credential).await? {
                return Ok(kept);
            }
            let (n, at) = (tx.n, tx.at);
            let sql = "UPDATE credential SET text = $1, signed_at = $2, changed_n = $3
                WHERE hub_id = $4 AND credential_id = $5 AND signed_at IS NULL AND abandoned_at IS NULL";
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(&text)
                .bind(at)
                .bind(n)
                .bind(scope.hub())
                .bind(credential)
                .execute(c))?;
            if rows != 1 {
                return Err(CardRefused::Abandoned.into());
            }
            short_codes::announce(tx, scope, card).await?;
            let (_, subject) = of_hub(tx, scope, card).await?;
            self.record(tx, scope, "card signed", Some(subject), json!({"card": card, "kid": kid})).await?;
            Ok(text.clone())
        })
    }
}

async fn kept_text(
    tx: &mut Tx,
    scope: &HubScope,
    credential: CredentialId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT text FROM credential WHERE hub_id = $1 AND credential_id = $2";
    let found: Option<Option<String>> =
        on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(credential).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Card))
}
