//! Finishing many cards: each is signed outside any transaction, then all their texts are kept in one.

use futures_util::future::try_join_all;
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, list, on_db, places, transaction, write_db};
use super::super::{CredentialId, HubScope, Store, StoreError, SubjectId};
use super::intent::Intent;

/// A card that is signed, and whose it is in the audit chain.
struct Signed<'a> {
    intent: &'a Intent,
    subject: SubjectId,
    text: String,
}

impl Store {
    /// Signs what was written down and keeps the texts. Should another server have settled some meanwhile, its texts count.
    pub(in super::super) async fn finish_all(
        &self,
        scope: &HubScope,
        intents: &[(Intent, SubjectId)],
    ) -> Result<(), StoreError> {
        for intents in intents.chunks(MOST_ROWS_AT_ONCE) {
            let signed = intents.iter().map(async |(intent, subject)| {
                let text = intent.signer.sign_card(&intent.claims).await?;
                Ok::<_, StoreError>(Signed { intent, subject: *subject, text })
            });
            let signed = try_join_all(signed).await?;
            transaction!(self, "complete cards", |tx| {
                let texts: Vec<_> =
                    signed.iter().map(|one| (one.intent.credential, one.text.as_str())).collect();
                let kept = keep_texts(tx, scope, &texts).await?;
                let ours: Vec<_> =
                    signed.iter().filter(|one| kept.contains(&one.intent.credential)).collect();
                announce(tx, scope, &ours).await?;
                let deeds = ours
                    .iter()
                    .map(|one| (one.subject, json!({"card": one.intent.card, "kid": one.intent.signer.kid})));
                self.record_each(tx, scope, "card signed", deeds).await
            })?;
        }
        Ok(())
    }
}

/// Keeps each text once, and says which were not kept before.
pub(in super::super) async fn keep_texts(
    tx: &mut Tx,
    scope: &HubScope,
    signed: &[(CredentialId, &str)],
) -> Result<Vec<CredentialId>, StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = format!(
        "WITH signed (credential_id, text) AS (VALUES {}) UPDATE credential SET text = signed.text, signed_at = ${},
            changed_n = ${} FROM signed WHERE credential.hub_id = ${} AND credential.credential_id = signed.credential_id
            AND credential.signed_at IS NULL AND credential.abandoned_at IS NULL RETURNING credential.credential_id",
        places(signed.len(), 2),
        signed.len() * 2 + 1,
        signed.len() * 2 + 2,
        signed.len() * 2 + 3,
    );
    Ok(on_db!(tx, |c| signed
        .iter()
        .fold(sqlx::query_scalar(AssertSqlSafe(sql.as_str())), |query, (credential, text)| query
            .bind(*credential)
            .bind(*text))
        .bind(at)
        .bind(n)
        .bind(scope.hub())
        .fetch_all(c))?)
}

/// Lets every server hear of the cards' codes: they are signed now.
async fn announce(tx: &mut Tx, scope: &HubScope, signed: &[&Signed<'_>]) -> Result<(), StoreError> {
    if signed.is_empty() {
        return Ok(());
    }
    let n = tx.n;
    let sql = format!(
        "UPDATE short_code SET changed_n = $1 WHERE hub_id = $2 AND card_id IN ({})",
        list(2, signed.len())
    );
    write_db!(tx, |c| signed
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())).bind(n).bind(scope.hub()), |query, one| query
            .bind(one.intent.card))
        .execute(c))?;
    Ok(())
}
