//! Credentials for a phone: written down before they are signed, like every card.

use passport_core::card::{Arrangements, Issuer, Setting};
use passport_core::carer::Purpose;
use passport_core::credential::Claims;
use passport_core::dpop::thumbprint;
use passport_core::issue::{IssueError, phone_claims, phone_exp, today};
use passport_core::keys::{Kid, PublicKey};
use passport_core::phone::{PhoneRefused, phone_ends_on, shown};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::cards::{Card, keep_texts, name_of, of_hub};
use super::super::carers::{self, Carer};
use super::super::db::{Tx, on_db, places, transaction, write_db};
use super::super::signing_keys::HubSigner;
use super::super::status_lists::{ListKind, take_indexes};
use super::super::{CredentialId, DeliveryId, Store, StoreError, SubjectId, Thing, base, one};
use super::PhoneGrant;
use super::end::choices_of;
use super::grant::live;
use super::put::insist_on_room;

/// So many credentials a setting are enough for a day; each takes a place in a status list for good.
const MOST_A_DAY: i64 = 64;
const ONE_DAY: i64 = 24 * 3600;

/// What a wallet is given.
#[derive(Clone)]
pub struct Delivered {
    /// One signed text for each key, in their order.
    pub texts: Vec<String>,
    /// By which the wallet tells what became of it.
    pub delivery: DeliveryId,
}

/// What is written down and waits to be signed.
struct Intended {
    signer: HubSigner,
    written: Vec<(CredentialId, Claims)>,
    subject: SubjectId,
}

impl Store {
    /// Issues a setting's credential to each of these keys, in one step.
    ///
    /// # Errors
    /// [`StoreError::Phone`] and [`StoreError::Issue`] say why not; [`StoreError::NotFound`] when the wallet may fetch nothing any more.
    pub async fn deliver(
        &self,
        phone: &PhoneGrant,
        setting: Setting,
        keys: &[PublicKey],
    ) -> Result<Delivered, StoreError> {
        let delivery = DeliveryId(self.draw_uuid()?);
        let intended = transaction!(self, "issue to phone", |tx| {
            self.intend_for_phone(tx, phone, (setting, keys), delivery).await
        })?;
        let mut signed = Vec::with_capacity(intended.written.len());
        for (credential, claims) in &intended.written {
            signed.push((*credential, intended.signer.sign_card(claims).await?));
        }
        transaction!(self, "complete phone card", |tx| {
            let texts: Vec<_> =
                signed.iter().map(|(credential, text)| (*credential, text.as_str())).collect();
            let kept = keep_texts(tx, &phone.scope, &texts).await?;
            if kept.len() != texts.len() {
                // Given up meanwhile with its key, or settled by a server that started: the wallet asks again.
                return Err(StoreError::Overtaken);
            }
            let details = json!({"card": phone.card, "kid": intended.signer.kid});
            self.record(tx, &phone.scope, "card signed", Some(intended.subject), details).await
        })?;
        Ok(Delivered { texts: signed.into_iter().map(|(_, text)| text).collect(), delivery })
    }

    async fn intend_for_phone(
        &self,
        tx: &mut Tx,
        phone: &PhoneGrant,
        (setting, keys): (Setting, &[PublicKey]),
        delivery: DeliveryId,
    ) -> Result<Intended, StoreError> {
        let scope = &phone.scope;
        let grant = live(tx, scope, phone.grant).await?.ok_or(StoreError::NotFound(Thing::Activation))?;
        if grant.settings()?.is_some_and(|given| !given.contains(&setting)) {
            return Err(PhoneRefused::NotGiven.into());
        }
        let (card, subject) = of_hub(tx, scope, phone.card).await?;
        let carer = carers::of_hub(tx, scope, card.carer_id).await?;
        let (arrangements, exp) = may_hold(tx, phone, (&card, &carer), setting).await?;
        self.insist_on_new_keys(tx, phone, keys).await?;
        insist_on_few(tx, phone, setting, keys.len()).await?;
        insist_on_room(tx, scope, &carer, &arrangements).await?;
        let issuer = Issuer { base: base::current(tx).await?, hub: scope.slug().clone() };
        let signer = self.active_signer(tx, scope).await?;
        let places = take_indexes(self, tx, scope, ListKind::Phone, (exp, keys.len())).await?;
        let mut written = Vec::with_capacity(keys.len());
        for (key, status) in keys.iter().zip(places) {
            let bound = (setting, key.clone());
            let claims = phone_claims(issuer.clone(), name_of(&carer)?, bound, &arrangements, exp, status);
            written.push((CredentialId(self.draw_uuid()?), claims));
        }
        insert(tx, phone, (setting, keys), (&written, signer.kid)).await?;
        let at = tx.at;
        let sql =
            "INSERT INTO phone_delivery (hub_id, delivery_id, grant_id, created_at) VALUES ($1, $2, $3, $4)";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(scope.hub())
            .bind(delivery)
            .bind(phone.grant)
            .bind(at)
            .execute(c))?;
        let details = json!({"card": phone.card, "setting": setting.code(), "count": keys.len()});
        self.record(tx, scope, "phone card issued", Some(subject), details).await?;
        Ok(Intended { signer, written, subject })
    }

    /// A key that stands or stood in another card, or that signs requests, would let two verifiers join what they saw.
    async fn insist_on_new_keys(
        &self,
        tx: &mut Tx,
        phone: &PhoneGrant,
        keys: &[PublicKey],
    ) -> Result<(), StoreError> {
        let signs = |key: &PublicKey| phone.thumbprint.as_ref() == Some(&thumbprint(key));
        if keys.iter().any(signs) || self.any_key_seen(tx, keys).await? {
            return Err(PhoneRefused::KeySeen.into());
        }
        Ok(())
    }

    /// Keeps what a wallet says became of what it was given; said again, it stays. A hint, on which nothing rests.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when this wallet was given no such thing.
    pub async fn note_delivery(
        &self,
        phone: &PhoneGrant,
        delivery: DeliveryId,
        event: &'static str,
    ) -> Result<(), StoreError> {
        let known =
            "SELECT event FROM phone_delivery WHERE hub_id = $1 AND delivery_id = $2 AND grant_id = $3";
        let sql = "UPDATE phone_delivery SET event = $1, noted_at = $2
            WHERE hub_id = $3 AND delivery_id = $4 AND grant_id = $5";
        transaction!(self, "note delivery", |tx| {
            let (at, scope) = (tx.at, &phone.scope);
            let before: Option<Option<String>> = on_db!(tx, |c| sqlx::query_scalar(known)
                .bind(scope.hub())
                .bind(delivery)
                .bind(phone.grant)
                .fetch_optional(c))?;
            if before.ok_or(StoreError::NotFound(Thing::Activation))?.as_deref() == Some(event) {
                return Ok(());
            }
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(event)
                .bind(at)
                .bind(scope.hub())
                .bind(delivery)
                .bind(phone.grant)
                .execute(c))?;
            one(rows, Thing::Activation)?;
            let (_, subject) = of_hub(tx, scope, phone.card).await?;
            let details = json!({"card": phone.card, "event": event});
            self.record(tx, scope, "phone card noted", Some(subject), details).await
        })
    }
}

/// What a setting is shown and until when, if the phone may hold it today.
async fn may_hold(
    tx: &mut Tx,
    phone: &PhoneGrant,
    (card, carer): (&Card, &Carer),
    setting: Setting,
) -> Result<(Arrangements, u64), StoreError> {
    let scope = &phone.scope;
    let day = today(tx.at);
    if !carers::is_agreed(tx, scope, carer, (Purpose::Phone, day)).await? {
        return Err(PhoneRefused::NotAgreed.into());
    }
    let ends_on = phone_ends_on(card.ends_on, carer.details.caring_ended_on);
    let exp = phone_exp(tx.at, ends_on).ok_or(IssueError::EndsInThePast)?;
    let arrangements = shown(&card.arrangements, setting, &choices_of(tx, scope, card.card_id).await?);
    if arrangements.is_empty() {
        return Err(PhoneRefused::NothingShown.into());
    }
    Ok((arrangements, exp))
}

async fn insist_on_few(
    tx: &mut Tx,
    phone: &PhoneGrant,
    setting: Setting,
    more: usize,
) -> Result<(), StoreError> {
    let since = tx.at - chrono::TimeDelta::seconds(ONE_DAY);
    let sql = "SELECT count(*) FROM credential WHERE hub_id = $1 AND card_id = $2 AND setting = $3 AND created_at > $4";
    let of_late: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
        .bind(phone.scope.hub())
        .bind(phone.card)
        .bind(setting.code())
        .bind(since)
        .fetch_one(c))?;
    let more = i64::try_from(more).unwrap_or(MOST_A_DAY);
    if of_late + more > MOST_A_DAY { Err(PhoneRefused::TooOften.into()) } else { Ok(()) }
}

async fn insert(
    tx: &mut Tx,
    phone: &PhoneGrant,
    (setting, keys): (Setting, &[PublicKey]),
    (written, kid): (&[(CredentialId, Claims)], Kid),
) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = format!(
        "INSERT INTO credential (hub_id, credential_id, card_id, n, idx, kid, exp, setting, device_key, claims, created_at,
            changed_n) VALUES {}",
        places(written.len(), 12)
    );
    write_db!(tx, |c| written
        .iter()
        .zip(keys)
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, ((credential, claims), key)| query
            .bind(phone.scope.hub())
            .bind(*credential)
            .bind(phone.card)
            .bind(i64::from(claims.status.list))
            .bind(i64::from(claims.status.idx))
            .bind(i64::from(kid.number()))
            .bind(claims.exp.cast_signed())
            .bind(setting.code())
            .bind(key.compressed().to_vec())
            .bind(claims.to_json())
            .bind(at)
            .bind(n))
        .execute(c))?;
    Ok(())
}
