//! The codes that take a card onto a phone: made with it, told to its owner, good for seven days and five wrong tries.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::activation_code::ActivationCode;
use passport_core::card::{Issuer, Setting};
use passport_core::issue::CardKind;
use passport_core::phone::PhoneRefused;
use serde_json::json;

use super::super::cards::{Card, CardRefused, of_hub};
use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::{ActivationId, CardId, HubScope, Store, StoreError, base};
use super::secrets::{OfferFor, hash};
use crate::chance::NoChance;

/// Codes are good for so long.
pub(super) const OPEN_FOR: TimeDelta = TimeDelta::days(7);
/// So many wrong 6-digit codes end an activation.
pub(super) const MOST_TRIES: i64 = 5;
/// How often a typed code is drawn before something must be wrong: of 2^55 codes few are ever in use.
const MOST_DRAWS: u32 = 16;

/// What is told to the owner of a phone that has no card yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Activation {
    /// For the letter and its square: `{base}/card/activate#{hub}.{handle}`.
    pub link: String,
    /// To type instead of the link.
    pub typed_code: ActivationCode,
    /// Six digits, told another way than the link.
    pub tx_code: String,
    /// All settings for a wallet that takes several at once: `openid-credential-offer://…`.
    pub offer: String,
    /// One setting at a time for any other wallet; those that were taken already are left out.
    pub offers: Vec<(Setting, String)>,
    /// When the codes end.
    pub expires_at: DateTime<Utc>,
    /// How many wrong 6-digit codes are still taken; with none left the codes are dead.
    pub tries_left: u32,
}

/// No code reaches a log by way of `{:?}`.
impl std::fmt::Debug for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Activation(until {}, {} tries left)", self.expires_at, self.tries_left)
    }
}

/// The open codes of a phone.
#[derive(sqlx::FromRow)]
struct Open {
    activation_id: ActivationId,
    wrong_tries: i64,
    created_at: DateTime<Utc>,
}

impl Store {
    /// The codes of a phone that has not fetched its card yet, also where they ran out; none once it has. The look is recorded
    /// first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the card is not in this hub.
    pub async fn activation(&self, scope: &HubScope, card: CardId) -> Result<Option<Activation>, StoreError> {
        transaction!(self, "show phone codes", |tx| {
            let (card, subject) = of_hub(tx, scope, card).await?;
            let Some((open, left)) = open_codes(tx, scope, &card).await? else { return Ok(None) };
            let details = json!({"card": card.card_id});
            self.note_read(tx, scope, "phone codes shown", Some(subject), details).await?;
            let issuer = Issuer { base: base::current(tx).await?, hub: scope.slug().clone() };
            Ok(Some(self.tell(scope, &issuer, &open, &left)))
        })
    }

    /// Makes new codes where the old ones ran out, or were seen by somebody; the old ones are dead.
    ///
    /// # Errors
    /// [`PhoneRefused::Activated`] once the phone has its card; [`CardRefused::Withdrawn`] when it was removed.
    pub async fn new_activation(&self, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
        let sql =
            "UPDATE activation SET ended_at = $1 WHERE hub_id = $2 AND card_id = $3 AND ended_at IS NULL";
        transaction!(self, "make phone codes", |tx| {
            let (found, subject) = of_hub(tx, scope, card).await?;
            if found.kind != CardKind::Phone {
                return Err(PhoneRefused::NotAPhone.into());
            }
            if found.withdrawn_at.is_some() {
                return Err(CardRefused::Withdrawn.into());
            }
            if open_codes(tx, scope, &found).await?.is_none() {
                return Err(PhoneRefused::Activated.into());
            }
            let at = tx.at;
            write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?;
            self.make_codes(tx, scope, card).await?;
            self.record(tx, scope, "phone codes made", Some(subject), json!({"card": card})).await
        })
    }

    /// Writes the codes of a phone down, in the transaction of what makes them needful.
    pub(super) async fn make_codes(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        card: CardId,
    ) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO activation (hub_id, activation_id, card_id, typed_mac, wrong_tries, created_at)
            VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (typed_mac) DO NOTHING";
        let at = tx.at;
        for _ in 0..MOST_DRAWS {
            let activation = ActivationId(self.draw_uuid()?);
            let mac = self.typed_code_mac(&self.typed_code(scope, activation)).to_vec();
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(activation)
                .bind(card)
                .bind(&mac)
                .bind(at)
                .execute(c))?;
            if rows == 1 {
                return self.make_offers(tx, scope, activation).await;
            }
        }
        Err(StoreError::NoChance(NoChance))
    }

    async fn make_offers(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        activation: ActivationId,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO offer (hub_id, activation_id, setting, handle_hash, code_hash)
            VALUES ($1, $2, $3, $4, $5)";
        for offer in OfferFor::ALL {
            let secrets = self.offer_secrets(scope, activation, offer);
            let (handle, code) = (hash(&secrets.handle), hash(&secrets.code));
            write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(activation)
                .bind(offer.code())
                .bind(handle)
                .bind(code)
                .execute(c))?;
        }
        Ok(())
    }

    fn tell(&self, scope: &HubScope, issuer: &Issuer, open: &Open, left: &[Setting]) -> Activation {
        let activation = open.activation_id;
        let handle = |offer| self.offer_secrets(scope, activation, offer).handle;
        let ours = handle(OfferFor::All);
        Activation {
            link: format!("{}/card/activate#{}.{ours}", issuer.base, issuer.hub),
            typed_code: self.typed_code(scope, activation),
            tx_code: self.tx_code(scope, activation),
            offer: offer_address(issuer, &ours),
            offers: left
                .iter()
                .map(|setting| (*setting, offer_address(issuer, &handle(OfferFor::Only(*setting)))))
                .collect(),
            expires_at: open.created_at + OPEN_FOR,
            tries_left: u32::try_from(MOST_TRIES - open.wrong_tries).unwrap_or_default(),
        }
    }
}

/// The address that a wallet opens (`OpenID4VCI` 1.0 section 4.1.3): the offer by reference.
fn offer_address(issuer: &Issuer, handle: &str) -> String {
    let uri = format!("{}/offers/{handle}", issuer.iss()).replace(':', "%3A").replace('/', "%2F");
    format!("openid-credential-offer://?credential_offer_uri={uri}")
}

/// The codes of a phone and the settings that were not taken with them yet; none once everything was.
async fn open_codes(
    view: &mut View,
    scope: &HubScope,
    card: &Card,
) -> Result<Option<(Open, Vec<Setting>)>, StoreError> {
    let sql = "SELECT activation_id, wrong_tries, created_at FROM activation
        WHERE hub_id = $1 AND card_id = $2 AND ended_at IS NULL";
    let found: Option<Open> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(card.card_id).fetch_optional(c))?;
    let Some(open) = found else { return Ok(None) };
    let sql =
        "SELECT setting FROM offer WHERE hub_id = $1 AND activation_id = $2 AND redeemed_at IS NOT NULL";
    let redeemed: Vec<String> =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(open.activation_id).fetch_all(c))?;
    let is_left = |setting: &Setting| {
        card.arrangements.any_of(*setting) && !redeemed.iter().any(|code| code == setting.code())
    };
    let left: Vec<Setting> = Setting::ALL.into_iter().filter(is_left).collect();
    let is_taken = left.is_empty() || redeemed.iter().any(|code| code == OfferFor::All.code());
    Ok((!is_taken).then_some((open, left)))
}
