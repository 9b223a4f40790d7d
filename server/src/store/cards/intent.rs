//! The intent of a card: everything about it is decided and written down before anything is signed.

use std::sync::Arc;

use chrono::NaiveDate;
use passport_core::card::{Arrangements, Issuer, LineText};
use passport_core::credential::Claims;
use passport_core::issue::{CardKind, paper_claims, paper_exp};
use passport_core::keys::Kid;
use passport_core::packed::draft;
use passport_core::short_code::ShortCode;
use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, places, write_db};
use super::super::signing_keys::HubSigner;
use super::super::status_lists::{ListKind, take_indexes};
use super::super::{CardId, CarerId, CredentialId, HubScope, Store, StoreError, Thing, base};
use super::CardRefused;

/// What a card will be.
pub(in super::super) struct Plan<'a> {
    pub(in super::super) card: CardId,
    pub(in super::super) carer: CarerId,
    pub(in super::super) kind: CardKind,
    pub(in super::super) name: LineText,
    pub(in super::super) arrangements: &'a Arrangements,
    pub(in super::super) ends_on: NaiveDate,
    pub(in super::super) follows: Option<CardId>,
}

/// A card that is written down and waits to be signed, with the key that will sign it.
pub(in super::super) struct Intent {
    pub(in super::super) card: CardId,
    pub(super) credential: CredentialId,
    pub(in super::super) carer: CarerId,
    pub(in super::super) kind: CardKind,
    pub(super) ends_on: NaiveDate,
    pub(super) claims: Claims,
    pub(super) code: ShortCode,
    pub(super) signer: Arc<HubSigner>,
}

impl Store {
    /// Writes a printed card down: its row, its place in a status list, its claims and its short code.
    pub(super) async fn intend(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        plan: Plan<'_>,
    ) -> Result<Intent, StoreError> {
        let intents = self.intend_all(tx, scope, plan.ends_on, vec![plan]).await?;
        intents.into_iter().next().ok_or(StoreError::NotFound(Thing::Card))
    }

    /// Writes printed cards down that end on one day.
    pub(in super::super) async fn intend_all(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        ends_on: NaiveDate,
        plans: Vec<Plan<'_>>,
    ) -> Result<Vec<Intent>, StoreError> {
        let issuer = Issuer { base: base::current(tx).await?, hub: scope.slug().clone() };
        let signer = Arc::new(self.active_signer(tx, scope).await?);
        let needed = (paper_exp(ends_on), plans.len());
        let places = take_indexes(self, tx, scope, ListKind::Print, needed).await?;
        let mut written = Vec::with_capacity(plans.len());
        for (plan, status) in plans.into_iter().zip(places) {
            let (name, arrangements) = (plan.name.clone(), plan.arrangements.clone());
            let claims = paper_claims(issuer.clone(), name, arrangements, ends_on, status);
            // Whether it fits into a square shows before its number is written down for good.
            draft(&claims, signer.kid)?;
            written.push(Written { credential: CredentialId(self.draw_uuid()?), claims, plan });
        }
        for written in written.chunks(MOST_ROWS_AT_ONCE) {
            insert_cards(tx, scope, written).await?;
            insert_credentials(tx, scope, written, signer.kid).await?;
        }
        let cards: Vec<CardId> = written.iter().map(|one| one.plan.card).collect();
        let codes = self.take_short_codes(tx, scope, &cards).await?;
        let intents = written.into_iter().zip(codes).map(|(one, code)| Intent {
            card: one.plan.card,
            credential: one.credential,
            carer: one.plan.carer,
            kind: one.plan.kind,
            ends_on,
            claims: one.claims,
            code,
            signer: Arc::clone(&signer),
        });
        Ok(intents.collect())
    }
}

/// A card about to be written down.
struct Written<'a> {
    credential: CredentialId,
    claims: Claims,
    plan: Plan<'a>,
}

async fn insert_cards(tx: &mut Tx, scope: &HubScope, written: &[Written<'_>]) -> Result<(), StoreError> {
    let at = tx.at;
    let objects = written.iter().map(|one| serde_json::from_str(&one.plan.arrangements.to_json()));
    let objects: Vec<Map<String, Value>> =
        objects.collect::<Result<_, _>>().map_err(|_| StoreError::Unreadable(Thing::Card))?;
    let sql = format!(
        "INSERT INTO card (hub_id, card_id, carer_id, kind, ends_on, arrangements, follows, created_at) VALUES {}",
        places(written.len(), 8)
    );
    write_db!(tx, |c| written
        .iter()
        .zip(&objects)
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (one, arrangements)| query
            .bind(scope.hub())
            .bind(one.plan.card)
            .bind(one.plan.carer)
            .bind(one.plan.kind.code())
            .bind(one.plan.ends_on.to_string())
            .bind(Json(arrangements))
            .bind(one.plan.follows)
            .bind(at))
        .execute(c))
    .map_err(|error| match &error {
        sqlx::Error::Database(fault) if fault.is_unique_violation() => CardRefused::AlreadyHasOne.into(),
        _ => StoreError::from(error),
    })?;
    Ok(())
}

async fn insert_credentials(
    tx: &mut Tx,
    scope: &HubScope,
    written: &[Written<'_>],
    kid: Kid,
) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = format!(
        "INSERT INTO credential (hub_id, credential_id, card_id, n, idx, kid, exp, claims, created_at, changed_n)
        VALUES {}",
        places(written.len(), 10)
    );
    write_db!(tx, |c| written
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, one| query
            .bind(scope.hub())
            .bind(one.credential)
            .bind(one.plan.card)
            .bind(i64::from(one.claims.status.list))
            .bind(i64::from(one.claims.status.idx))
            .bind(i64::from(kid.number()))
            .bind(one.claims.exp.cast_signed())
            .bind(one.claims.to_json())
            .bind(at)
            .bind(n))
        .execute(c))?;
    Ok(())
}
