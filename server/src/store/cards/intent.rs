//! The intent of a card: everything about it is decided and written down before anything is signed.

use chrono::NaiveDate;
use passport_core::card::{Arrangements, Issuer, LineText};
use passport_core::credential::Claims;
use passport_core::issue::{CardKind, paper_claims, paper_exp};
use passport_core::keys::Kid;
use passport_core::packed::draft;
use passport_core::short_code::ShortCode;
use serde_json::{Map, Value};
use sqlx::types::Json;

use super::super::db::{Tx, write_db};
use super::super::signing_keys::HubSigner;
use super::super::status_lists::{ListKind, take_index};
use super::super::{CardId, CarerId, CredentialId, HubScope, Store, StoreError, Thing, base};
use super::CardRefused;

/// What a card will be.
pub(super) struct Plan<'a> {
    pub(super) card: CardId,
    pub(super) carer: CarerId,
    pub(super) kind: CardKind,
    pub(super) name: LineText,
    pub(super) arrangements: &'a Arrangements,
    pub(super) ends_on: NaiveDate,
    pub(super) follows: Option<CardId>,
}

/// A card that is written down and waits to be signed, with the key that will sign it.
pub(super) struct Intent {
    pub(super) card: CardId,
    pub(super) credential: CredentialId,
    pub(super) kind: CardKind,
    pub(super) ends_on: NaiveDate,
    pub(super) claims: Claims,
    pub(super) code: ShortCode,
    pub(super) signer: HubSigner,
}

impl Store {
    /// Writes a printed card down: its row, its place in a status list, its claims and its short code.
    pub(super) async fn intend(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        plan: Plan<'_>,
    ) -> Result<Intent, StoreError> {
        let base = base::current(tx).await?;
        let signer = self.active_signer(tx, scope).await?;
        let issuer = Issuer { base, hub: scope.slug().clone() };
        let status = take_index(self, tx, scope, ListKind::Print, paper_exp(plan.ends_on)).await?;
        let claims = paper_claims(issuer, plan.name.clone(), plan.arrangements.clone(), plan.ends_on, status);
        // Whether it fits into a square shows before its number is written down for good.
        draft(&claims, signer.kid)?;
        let (card, credential) = (plan.card, CredentialId(self.draw_uuid()?));
        insert_card(tx, scope, &plan).await?;
        insert_credential(tx, scope, (card, credential), &claims, signer.kid).await?;
        let code = self.take_short_code(tx, scope, card).await?;
        let Plan { kind, ends_on, .. } = plan;
        Ok(Intent { card, credential, kind, ends_on, claims, code, signer })
    }
}

async fn insert_card(tx: &mut Tx, scope: &HubScope, plan: &Plan<'_>) -> Result<(), StoreError> {
    let at = tx.at;
    let arrangements: Map<String, Value> = serde_json::from_str(&plan.arrangements.to_json())
        .map_err(|_| StoreError::Unreadable(Thing::Card))?;
    let sql = "INSERT INTO card (hub_id, card_id, carer_id, kind, ends_on, arrangements, follows, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(plan.card)
        .bind(plan.carer)
        .bind(plan.kind.code())
        .bind(plan.ends_on.to_string())
        .bind(Json(arrangements))
        .bind(plan.follows)
        .bind(at)
        .execute(c))
    .map_err(|error| match &error {
        sqlx::Error::Database(fault) if fault.is_unique_violation() => CardRefused::AlreadyHasOne.into(),
        _ => StoreError::from(error),
    })?;
    Ok(())
}

async fn insert_credential(
    tx: &mut Tx,
    scope: &HubScope,
    (card, credential): (CardId, CredentialId),
    claims: &Claims,
    kid: Kid,
) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = "INSERT INTO credential
        (hub_id, credential_id, card_id, n, idx, kid, exp, claims, created_at, changed_n)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(credential)
        .bind(card)
        .bind(i64::from(claims.status.list))
        .bind(i64::from(claims.status.idx))
        .bind(i64::from(kid.number()))
        .bind(claims.exp.cast_signed())
        .bind(claims.to_json())
        .bind(at)
        .bind(n)
        .execute(c))?;
    Ok(())
}
