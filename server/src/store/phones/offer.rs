//! Offers, as a wallet or our own page asks for them; and whether one may still be redeemed.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use passport_core::activation_code::ActivationCode;
use passport_core::card::{Arrangements, HubSlug, Setting};
use passport_core::issue::today;
use passport_core::phone::phone_ends_on;
use serde_json::{Map, Value};
use sqlx::AssertSqlSafe;
use sqlx::types::Json;

use super::super::carers::read_date;
use super::super::db::{View, look, on_db};
use super::super::{ActivationId, Actor, CardId, HubId, HubScope, Store, StoreError, Thing};
use super::activation::{MOST_TRIES, OPEN_FOR};
use super::secrets::{OfferFor, hash};

/// Redeemed once, an offer can be redeemed again for so long: a reply can get lost, and an installed app does not see what the
/// browser kept.
const AGAIN_FOR: TimeDelta = TimeDelta::hours(1);

/// An offer that may be redeemed.
#[derive(Clone)]
pub struct Offered {
    /// The settings it takes, in their order.
    pub settings: Vec<Setting>,
    /// What it is redeemed with, beside the 6 digits.
    pub code: String,
}

/// An offer as stored, with all that decides whether it may be redeemed.
#[derive(sqlx::FromRow)]
pub(super) struct OfferRow {
    pub(super) activation_id: ActivationId,
    pub(super) card_id: CardId,
    setting: String,
    redeemed_at: Option<DateTime<Utc>>,
    all_redeemed_at: Option<DateTime<Utc>>,
    wrong_tries: i64,
    created_at: DateTime<Utc>,
    ends_on: String,
    caring_ended_on: Option<String>,
    arrangements: Json<Map<String, Value>>,
}

/// By what an offer is found.
#[derive(Clone, Copy)]
pub(super) enum OfferBy<'a> {
    /// The last part of its address.
    Handle(&'a str),
    /// What it is redeemed with.
    Code(&'a str),
}

const SELECT: &str = "SELECT a.activation_id, a.card_id, o.setting, o.redeemed_at, a.wrong_tries, a.created_at, k.ends_on,
        k.arrangements, r.caring_ended_on, (SELECT w.redeemed_at FROM offer w WHERE w.hub_id = o.hub_id
            AND w.activation_id = o.activation_id AND w.setting = 'all') AS all_redeemed_at
    FROM offer o JOIN activation a ON a.hub_id = o.hub_id AND a.activation_id = o.activation_id AND a.ended_at IS NULL
    JOIN card k ON k.hub_id = a.hub_id AND k.card_id = a.card_id AND k.withdrawn_at IS NULL
    JOIN carer r ON r.hub_id = k.hub_id AND r.carer_id = k.carer_id
    WHERE o.hub_id = $1 AND ";

impl OfferRow {
    pub(super) fn offer(&self) -> Result<OfferFor, StoreError> {
        OfferFor::from_code(&self.setting)
    }

    pub(super) fn arrangements(&self) -> Result<Arrangements, StoreError> {
        Arrangements::from_json(&self.arrangements).ok_or(StoreError::Unreadable(Thing::Card))
    }

    /// The last day on which a phone may have the card.
    fn last_day(&self) -> Result<NaiveDate, StoreError> {
        let caring_ended_on = self.caring_ended_on.as_deref().map(read_date).transpose()?;
        Ok(phone_ends_on(read_date(&self.ends_on)?, caring_ended_on))
    }

    /// Whether the right 6 digits would redeem it now. Once our own phone took all settings, no other wallet takes one.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let in_time = match self.redeemed_at {
            Some(at) => now < at + AGAIN_FOR,
            None => now < self.created_at + OPEN_FOR,
        };
        let is_ours = self.offer()? == OfferFor::All;
        let free = is_ours || self.all_redeemed_at.is_none();
        Ok(in_time && free && self.wrong_tries < MOST_TRIES && today(now) <= self.last_day()?)
    }

    /// The settings it takes of what is allowed now.
    pub(super) fn settings(&self) -> Result<Vec<Setting>, StoreError> {
        let (allowed, only) = (self.arrangements()?, self.offer()?.settings());
        let taken = |setting: &Setting| {
            allowed.any_of(*setting) && only.as_ref().is_none_or(|only| only.contains(setting))
        };
        Ok(Setting::ALL.into_iter().filter(taken).collect())
    }
}

/// The offer of this hub that a wallet named, open or not.
pub(super) async fn find(
    view: &mut View,
    scope: &HubScope,
    by: OfferBy<'_>,
) -> Result<Option<OfferRow>, StoreError> {
    let (column, secret) = match by {
        OfferBy::Handle(handle) => ("o.handle_hash = $2", handle),
        OfferBy::Code(code) => ("o.code_hash = $2", code),
    };
    let sql = format!("{SELECT}{column}");
    Ok(on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str()))
        .bind(scope.hub())
        .bind(hash(secret))
        .fetch_optional(c))?)
}

impl Store {
    /// The scope of a hub for whoever comes with something that is yet to be judged.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no hub has this short name.
    pub async fn issuer_scope(&self, slug: &HubSlug) -> Result<HubScope, StoreError> {
        let found = self.operator_scope(slug).await?;
        Ok(HubScope::of(found.hub(), slug.clone(), Actor::Server))
    }

    /// What is offered under a handle, while it may be redeemed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn offered(&self, scope: &HubScope, handle: &str) -> Result<Option<Offered>, StoreError> {
        let now = self.now();
        look!(self, "show offer", |view| {
            let Some(row) = find(view, scope, OfferBy::Handle(handle)).await? else { return Ok(None) };
            if !row.is_open(now)? {
                return Ok(None);
            }
            let code = self.offer_secrets(scope, row.activation_id, row.offer()?).code;
            Ok(Some(Offered { settings: row.settings()?, code }))
        })
    }

    /// The hub and the handle that a typed code stands for, while they may be redeemed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn offer_of_typed_code(
        &self,
        code: &ActivationCode,
    ) -> Result<Option<(HubSlug, String)>, StoreError> {
        let sql =
            "SELECT a.hub_id, h.slug, a.activation_id FROM activation a JOIN hub h ON h.hub_id = a.hub_id
            WHERE a.typed_mac = $1 AND a.ended_at IS NULL";
        let (mac, now) = (self.typed_code_mac(code).to_vec(), self.now());
        look!(self, "find typed activation", |view| {
            let found: Option<(HubId, String, ActivationId)> =
                on_db!(view, |c| sqlx::query_as(sql).bind(&mac).fetch_optional(c))?;
            let Some((hub, slug, activation)) = found else { return Ok(None) };
            let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
            let scope = HubScope::of(hub, slug.clone(), Actor::Server);
            let handle = self.offer_secrets(&scope, activation, OfferFor::All).handle;
            let row = find(view, &scope, OfferBy::Handle(&handle)).await?;
            let open = row.map(|row| row.is_open(now)).transpose()?.unwrap_or_default();
            Ok(open.then_some((slug, handle)))
        })
    }
}
