//! The envelope beside a review: who wrote it, sealed when it was written, by a key that nothing in the running server opens. Only
//! [`super::danger`] does, with two people there.

use chrono::Days;
use passport_core::issue::today;
use uuid::Uuid;

use super::super::db::{Tx, View, on_db, write_db};
use super::super::{CarerId, HubId, HubScope, ReviewId, ServiceId, Store, StoreError, Thing};

/// Envelopes are deleted after so many days.
pub(super) const KEPT_FOR: u64 = 90;

impl Store {
    /// Seals who writes a review.
    pub(super) async fn seal_writer(
        &self,
        tx: &mut Tx,
        (hub, review): (&HubScope, ReviewId),
        (own, carer): (HubId, CarerId),
    ) -> Result<(), StoreError> {
        let who = [&own.0.as_bytes()[..], &carer.0.as_bytes()[..]].concat();
        let sealed = self.keys.safeguarding.seal(&place(hub, review), &who, &*self.chance)?;
        let until = (today(tx.at) + Days::new(KEPT_FOR)).to_string();
        let sql =
            "INSERT INTO review_envelope (hub_id, review_id, sealed, delete_on) VALUES ($1, $2, $3, $4)";
        write_db!(tx, |c| sqlx::query(sql)
            .bind(hub.hub())
            .bind(review)
            .bind(&sealed)
            .bind(&until)
            .execute(c))?;
        Ok(())
    }

    /// Who wrote a review. The key is unsealed for this one envelope.
    pub(super) async fn unseal_writer(
        &self,
        view: &mut View,
        scope: &HubScope,
        review: ReviewId,
    ) -> Result<(HubId, CarerId), StoreError> {
        let sql = "SELECT sealed FROM review_envelope WHERE hub_id = $1 AND review_id = $2";
        let sealed: Option<Vec<u8>> =
            on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(review).fetch_optional(c))?;
        let sealed = sealed.ok_or(StoreError::NotFound(Thing::Envelope))?;
        let who = self.envelope_opener(view).await?.open(&place(scope, review), &sealed)?;
        let unreadable = |_| StoreError::Unreadable(Thing::Envelope);
        let (own, carer) = who.split_at_checked(16).ok_or(StoreError::Unreadable(Thing::Envelope))?;
        let own = Uuid::from_slice(own).map_err(unreadable)?;
        Ok((HubId(own), CarerId(Uuid::from_slice(carer).map_err(unreadable)?)))
    }
}

fn place(scope: &HubScope, review: ReviewId) -> Vec<u8> {
    [b"review\0", &scope.hub().0.as_bytes()[..], &review.0.as_bytes()[..]].concat()
}

#[derive(sqlx::FromRow)]
struct Sealed {
    hub_id: HubId,
    review_id: ReviewId,
    service_id: ServiceId,
    writer_mac: Vec<u8>,
}

/// Deletes every envelope that holds a young person who is erased, whichever hub's services they wrote about. No envelope is opened
/// for it: the reviews' MACs say which they are.
pub(in crate::store) async fn forget_writer(
    store: &Store,
    tx: &mut Tx,
    scope: &HubScope,
    carer: CarerId,
) -> Result<(), StoreError> {
    let sql = "SELECT e.hub_id, e.review_id, r.service_id, r.writer_mac FROM review_envelope e
        JOIN review r ON r.hub_id = e.hub_id AND r.review_id = e.review_id";
    let all: Vec<Sealed> = on_db!(tx, |c| sqlx::query_as(sql).fetch_all(c))?;
    for one in all {
        if store.carer_mac((scope.hub(), carer), one.service_id)[..] != one.writer_mac[..] {
            continue;
        }
        let sql = "DELETE FROM review_envelope WHERE hub_id = $1 AND review_id = $2";
        write_db!(tx, |c| sqlx::query(sql).bind(one.hub_id).bind(one.review_id).execute(c))?;
    }
    Ok(())
}
