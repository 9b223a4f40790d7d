//! Putting a card on a phone, and changing what the hub allows there.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements, Issuer, Setting, StatusRef};
use passport_core::carer::Purpose;
use passport_core::credential::STATUS_ENTRIES;
use passport_core::issue::{CardKind, check_end, paper_exp, phone_claims, today};
use passport_core::packed::draft;
use passport_core::phone::{PhoneRefused, arranged, check_phone};
use serde_json::{Map, Value, json};
use sqlx::types::Json;

use super::super::cards::{CardRefused, last_day, name_of, of_hub};
use super::super::carers::{self, Carer};
use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::{CardId, CarerId, HubScope, Store, StoreError, Thing, base, one, signing_keys};

/// What was chosen with a young person for a phone.
#[derive(Clone, Debug)]
pub struct PhoneWish {
    /// The id of the card, drawn with the form.
    pub card: CardId,
    /// For whom.
    pub carer: CarerId,
    /// The last day. If the hub says nothing, a year from today, or the end of the grace once caring has ended.
    pub ends_on: Option<NaiveDate>,
    /// What the hub allows, over all settings.
    pub arrangements: Vec<Arrangement>,
}

impl Store {
    /// An id for a card that a form is about to put on a phone.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_card_id(&self) -> Result<CardId, StoreError> {
        Ok(CardId(self.draw_uuid()?))
    }

    /// Writes a card for a phone down, with the codes that take it there. Sent again, it changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Phone`] without an agreement that counts, or with three phones; [`StoreError::Issue`] and
    /// [`StoreError::Pack`] say what to change.
    pub async fn put_on_phone(&self, scope: &HubScope, wish: &PhoneWish) -> Result<(), StoreError> {
        let today = today(self.now());
        let arrangements = arranged(wish.arrangements.clone(), today)?;
        transaction!(self, "put on phone", |tx| {
            if is_put(tx, scope, wish).await? {
                return Ok(());
            }
            let carer = carers::of_hub(tx, scope, wish.carer).await?;
            let agreed = carers::is_agreed(tx, scope, &carer, (Purpose::Phone, today)).await?;
            check_phone(agreed, held(tx, scope, wish.carer, today).await?)?;
            let ends_on = wish.ends_on.unwrap_or_else(|| last_day(&carer, today));
            check_end(today, ends_on, carer.details.caring_ended_on)?;
            insist_on_room(tx, scope, &carer, &arrangements).await?;
            insert(tx, scope, wish, (&arrangements, ends_on)).await?;
            self.make_codes(tx, scope, wish.card).await?;
            let details = json!({"card": wish.card, "kind": CardKind::Phone.code(), "ends_on": ends_on,
                "codes": codes(&arrangements)});
            self.record(tx, scope, "phone added", Some(carer.subject_id), details).await
        })
    }

    /// Changes what the hub allows on a phone. What carries something that is taken off or narrowed is refused at once; the phone
    /// fetches the rest anew. Adding leaves everything good.
    ///
    /// # Errors
    /// [`StoreError::Card`] when it is withdrawn; otherwise as [`Self::put_on_phone`].
    pub async fn change_phone(
        &self,
        scope: &HubScope,
        card: CardId,
        arrangements: Vec<Arrangement>,
    ) -> Result<(), StoreError> {
        let arrangements = arranged(arrangements, today(self.now()))?;
        transaction!(self, "change phone", |tx| {
            let (found, subject) = of_hub(tx, scope, card).await?;
            match (found.kind, found.withdrawn_at) {
                (CardKind::Printed | CardKind::Fare, _) => return Err(PhoneRefused::NotAPhone.into()),
                (CardKind::Phone, Some(_)) => return Err(CardRefused::Withdrawn.into()),
                (CardKind::Phone, None) => {}
            }
            let carer = carers::of_hub(tx, scope, found.carer_id).await?;
            insist_on_room(tx, scope, &carer, &arrangements).await?;
            let sql = "UPDATE card SET arrangements = $1 WHERE hub_id = $2 AND card_id = $3";
            let object = as_object(&arrangements)?;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(Json(&object))
                .bind(scope.hub())
                .bind(card)
                .execute(c))?;
            one(rows, Thing::Card)?;
            let revoked = super::end::revoke_what_is_taken_off(tx, scope, card).await?;
            let details = json!({"card": card, "codes": codes(&arrangements), "revoked": revoked});
            self.record(tx, scope, "phone changed", Some(subject), details).await
        })
    }
}

/// Whether the form that drew this id was taken already.
async fn is_put(view: &mut View, scope: &HubScope, wish: &PhoneWish) -> Result<bool, StoreError> {
    let sql =
        "SELECT count(*) FROM card WHERE hub_id = $1 AND card_id = $2 AND carer_id = $3 AND kind = 'phone'";
    let put: i64 = on_db!(view, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(wish.card)
        .bind(wish.carer)
        .fetch_one(c))?;
    Ok(put > 0)
}

/// How many phones of a young person are in use, or wait to be.
async fn held(
    view: &mut View,
    scope: &HubScope,
    carer: CarerId,
    today: NaiveDate,
) -> Result<usize, StoreError> {
    let sql = "SELECT count(*) FROM card WHERE hub_id = $1 AND carer_id = $2 AND kind = 'phone'
        AND withdrawn_at IS NULL AND ends_on >= $3";
    let held: i64 = on_db!(view, |c| sqlx::query_scalar(sql)
        .bind(scope.hub())
        .bind(carer)
        .bind(today.to_string())
        .fetch_one(c))?;
    Ok(usize::try_from(held).unwrap_or(usize::MAX))
}

/// What each setting would see must fit into the square that a phone shows there.
pub(super) async fn insist_on_room(
    view: &mut View,
    scope: &HubScope,
    carer: &Carer,
    arrangements: &Arrangements,
) -> Result<(), StoreError> {
    let issuer = Issuer { base: base::current(view).await?, hub: scope.slug().clone() };
    let (kid, device) = signing_keys::newest(view, scope).await?;
    // As many bytes as any list and index of the next years.
    let status = StatusRef { list: u32::from(u16::MAX), idx: STATUS_ENTRIES - 1 };
    let exp = paper_exp(carer.created_at.date_naive());
    for setting in Setting::ALL.into_iter().filter(|setting| arrangements.any_of(*setting)) {
        // Any key and any day pack into as many bytes.
        let bound = (setting, device.clone());
        draft(&phone_claims(issuer.clone(), name_of(carer)?, bound, arrangements, exp, status), kid)?;
    }
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    wish: &PhoneWish,
    (arrangements, ends_on): (&Arrangements, NaiveDate),
) -> Result<(), StoreError> {
    let (at, object) = (tx.at, as_object(arrangements)?);
    let sql = "INSERT INTO card (hub_id, card_id, carer_id, kind, ends_on, arrangements, created_at)
        VALUES ($1, $2, $3, 'phone', $4, $5, $6)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(wish.card)
        .bind(wish.carer)
        .bind(ends_on.to_string())
        .bind(Json(&object))
        .bind(at)
        .execute(c))
    .map_err(|error| StoreError::or_taken(error, Thing::Card))?;
    let sql = "INSERT INTO phone (hub_id, card_id, choices) VALUES ($1, $2, $3)";
    let nothing_said = Json(Map::<String, Value>::new());
    write_db!(tx, |c| sqlx::query(sql).bind(scope.hub()).bind(wish.card).bind(&nothing_said).execute(c))?;
    Ok(())
}

fn as_object(arrangements: &Arrangements) -> Result<Map<String, Value>, StoreError> {
    serde_json::from_str(&arrangements.to_json()).map_err(|_| StoreError::Unreadable(Thing::Card))
}

fn codes(arrangements: &Arrangements) -> Vec<&str> {
    arrangements.iter().map(Arrangement::code).collect()
}
