//! What one wallet may fetch, and for how long.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::{HubSlug, Setting};
use passport_core::credential::{Claims, Kind};

use super::super::db::{Tx, View, look, on_db, write_db};
use super::super::{Actor, CardId, CarerId, GrantId, HubId, HubScope, Store, StoreError, Thing, one};
use super::end::{held, revoke};
use super::token::TokenKind;

/// A family of tokens that nobody used for so long is over.
pub(in crate::store) const IDLE: TimeDelta = TimeDelta::days(180);

/// A wallet that came with an access token.
#[derive(Clone, Debug)]
pub struct PhoneGrant {
    /// The right to act in its hub, as this phone.
    pub scope: HubScope,
    /// What it may fetch.
    pub grant: GrantId,
    /// The card it holds.
    pub card: CardId,
    /// Whose card that is.
    pub carer: CarerId,
    /// The thumbprint of the key that every request of it is signed with; none of a plain bearer.
    pub thumbprint: Option<String>,
    /// The name that it gave itself with its first request.
    pub client_id: Option<String>,
    /// Whether it may see and change the card as a whole: it took all settings, and signs every request. Another's wallet with one
    /// setting learns nothing of the others.
    pub is_owners: bool,
}

/// A grant as stored.
#[derive(sqlx::FromRow)]
pub(super) struct GrantRow {
    pub(super) grant_id: GrantId,
    pub(super) card_id: CardId,
    settings: Option<String>,
    pub(super) thumbprint: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) used: i64,
    pub(super) seen_at: DateTime<Utc>,
}

impl GrantRow {
    /// The settings it may fetch; none where it may fetch all.
    pub(super) fn settings(&self) -> Result<Option<Vec<Setting>>, StoreError> {
        let read = |code: &str| code.parse().map_err(|_| StoreError::Unreadable(Thing::Activation));
        self.settings.as_deref().map(|codes| codes.split(' ').map(read).collect()).transpose()
    }
}

/// Whether what two wallets may fetch has a setting in common; none is all of them.
pub(super) fn overlap(one: Option<&[Setting]>, other: Option<&[Setting]>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.iter().any(|setting| other.contains(setting)),
        _ => true,
    }
}

/// One live grant of this hub.
pub(super) async fn live(
    view: &mut View,
    scope: &HubScope,
    grant: GrantId,
) -> Result<Option<GrantRow>, StoreError> {
    let sql = "SELECT grant_id, card_id, settings, thumbprint, client_id, used, seen_at FROM phone_grant
        WHERE hub_id = $1 AND grant_id = $2 AND ended_at IS NULL";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(grant).fetch_optional(c))?)
}

/// Every live grant of a phone.
pub(super) async fn live_of(
    view: &mut View,
    scope: &HubScope,
    card: CardId,
) -> Result<Vec<GrantRow>, StoreError> {
    let sql = "SELECT grant_id, card_id, settings, thumbprint, client_id, used, seen_at FROM phone_grant
        WHERE hub_id = $1 AND card_id = $2 AND ended_at IS NULL";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(card).fetch_all(c))?)
}

/// Ends a grant, and refuses what the phone holds of its settings.
pub(super) async fn end_grant(tx: &mut Tx, scope: &HubScope, grant: &GrantRow) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE phone_grant SET ended_at = $1 WHERE hub_id = $2 AND grant_id = $3 AND ended_at IS NULL";
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(grant.grant_id).execute(c))?;
    one(rows, Thing::Activation)?;
    let settings = grant.settings()?;
    let is_its = |claims: &Claims| match claims.kind {
        Kind::Phone { setting, .. } => settings.as_ref().is_none_or(|its| its.contains(&setting)),
        Kind::Printed => false,
    };
    let held = held(tx, scope, grant.card_id).await?;
    let its = held.iter().filter(|(_, claims)| is_its(claims)).map(|(id, claims)| (*id, claims));
    revoke(tx, scope, &its.collect::<Vec<_>>()).await.map(drop)
}

#[derive(sqlx::FromRow)]
struct SignedIn {
    slug: String,
    card_id: CardId,
    carer_id: CarerId,
    thumbprint: Option<String>,
    client_id: Option<String>,
    is_owners: bool,
}

impl Store {
    /// Who comes with an access token; nobody when it is not ours, has ended, or the phone was removed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn phone_of_token(&self, access: &str) -> Result<Option<PhoneGrant>, StoreError> {
        let Some(token) = self.read_token(TokenKind::Access, access) else { return Ok(None) };
        if token.number <= self.now().timestamp() {
            return Ok(None);
        }
        let found = look!(self, "find phone", |view| signed_in(view, token.hub, token.grant).await)?;
        let Some(found) = found else { return Ok(None) };
        let slug = HubSlug::parse(&found.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        let SignedIn { card_id, carer_id, thumbprint, client_id, is_owners, .. } = found;
        let scope = HubScope::of(token.hub, slug, Actor::Phone(card_id));
        let (card, carer) = (card_id, carer_id);
        Ok(Some(PhoneGrant { scope, grant: token.grant, card, carer, thumbprint, client_id, is_owners }))
    }
}

async fn signed_in(view: &mut View, hub: HubId, grant: GrantId) -> Result<Option<SignedIn>, StoreError> {
    let sql = "SELECT h.slug, k.card_id, k.carer_id, g.thumbprint, g.client_id,
            g.settings IS NULL AND g.thumbprint IS NOT NULL AS is_owners FROM phone_grant g
        JOIN hub h ON h.hub_id = g.hub_id
        JOIN card k ON k.hub_id = g.hub_id AND k.card_id = g.card_id AND k.withdrawn_at IS NULL
        WHERE g.hub_id = $1 AND g.grant_id = $2 AND g.ended_at IS NULL";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(hub).bind(grant).fetch_optional(c))?)
}
