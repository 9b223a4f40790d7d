//! Whose review it is: told by a card's typed code, a phone that holds a card, or an invitation. It is known while the review is written,
//! and only as MACs afterwards.

use passport_core::card::HubSlug;
use passport_core::issue::today;
use passport_core::short_code::ShortCode;

use super::super::db::{Tx, on_db, write_db};
use super::super::{Actor, CarerId, HubId, HubScope, PhoneGrant, ServiceId, Store, StoreError, Thing};
use super::invitations::INVITATION;

/// With what somebody shows that they may write.
#[derive(Clone, Copy, Debug)]
pub enum WrittenWith<'a> {
    /// A code: the one under a card's square, or an invitation.
    Code(&'a ShortCode),
    /// The owner's own phone.
    Phone(&'a PhoneGrant),
}

/// Who writes.
pub(super) enum Writer {
    /// A young person, of whatever hub.
    Carer(HubScope, CarerId),
    /// Whoever holds an invitation; its MAC.
    Invited([u8; 32]),
}

impl Store {
    /// Who may write about a service of this hub with that. An invitation is used up. Cards and invitations are both looked for,
    /// whatever is found.
    pub(super) async fn writer(
        &self,
        tx: &mut Tx,
        (hub, service): (&HubScope, ServiceId),
        with: WrittenWith<'_>,
    ) -> Result<Writer, StoreError> {
        let code = match with {
            WrittenWith::Phone(phone) => {
                let own = HubScope::of(phone.scope.hub(), phone.scope.slug().clone(), Actor::Server);
                return Ok(Writer::Carer(own, phone.carer));
            }
            WrittenWith::Code(code) => code,
        };
        let card = self.holder_of(tx, code).await?;
        let invitation = self.review_mac(INVITATION, code.as_plain().as_bytes());
        let invited = use_up(tx, (hub, service), &invitation).await?;
        match (card, invited) {
            (Some(writer), _) => Ok(writer),
            (None, true) => Ok(Writer::Invited(invitation)),
            (None, false) => Err(StoreError::NotFound(Thing::ReviewCode)),
        }
    }

    /// Whose card it is that has this code, if that is in force.
    pub(super) async fn holder_of(
        &self,
        tx: &mut Tx,
        code: &ShortCode,
    ) -> Result<Option<Writer>, StoreError> {
        let day = today(tx.at).to_string();
        let mac = self.short_code_mac(code);
        let sql = "SELECT k.hub_id, h.slug, k.carer_id FROM short_code s
            JOIN card k ON k.hub_id = s.hub_id AND k.card_id = s.card_id JOIN hub h ON h.hub_id = s.hub_id
            WHERE s.code_mac = $1 AND s.ended_at IS NULL AND k.withdrawn_at IS NULL AND k.lost_at IS NULL AND k.ends_on >= $2";
        let found: Option<(HubId, String, CarerId)> =
            on_db!(tx, |c| sqlx::query_as(sql).bind(&mac[..]).bind(&day).fetch_optional(c))?;
        let Some((hub, slug, carer)) = found else { return Ok(None) };
        let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        Ok(Some(Writer::Carer(HubScope::of(hub, slug, Actor::Server), carer)))
    }

    /// What stands for a writer and a service together.
    pub(super) fn writer_mac(&self, writer: &Writer, service: ServiceId) -> [u8; 32] {
        match writer {
            Writer::Carer(scope, carer) => self.carer_mac((scope.hub(), *carer), service),
            Writer::Invited(code) => self.review_mac("invited", &[&code[..], service.0.as_bytes()].concat()),
        }
    }

    pub(super) fn carer_mac(&self, (hub, carer): (HubId, CarerId), service: ServiceId) -> [u8; 32] {
        let whole = [hub.0.as_bytes(), carer.0.as_bytes(), service.0.as_bytes()];
        self.review_mac("writer", &whole.map(|id| &id[..]).concat())
    }
}

/// Deletes an invitation that is good for a service on this day.
async fn use_up(
    tx: &mut Tx,
    (hub, service): (&HubScope, ServiceId),
    mac: &[u8; 32],
) -> Result<bool, StoreError> {
    let day = today(tx.at).to_string();
    let sql = "DELETE FROM review_invitation WHERE hub_id = $1 AND code_mac = $2 AND EXISTS (SELECT 1 FROM review_invitations b
        WHERE b.hub_id = $1 AND b.batch_id = review_invitation.batch_id AND b.last_day >= $3
            AND (b.service_id IS NULL OR b.service_id = $4))";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(hub.hub())
        .bind(&mac[..])
        .bind(&day)
        .bind(service)
        .execute(c))?;
    Ok(rows == 1)
}
