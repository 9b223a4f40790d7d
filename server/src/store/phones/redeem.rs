//! Redeeming an offer: the code from the link with the six digits that were told another way.

use passport_core::card::Setting;
use passport_core::carer::Purpose;
use passport_core::dpop::thumbprint;
use passport_core::issue::today;
use passport_core::keys::PublicKey;
use serde_json::json;
use subtle::ConstantTimeEq as _;

use super::super::cards::of_hub;
use super::super::db::{Tx, look, transaction, write_db};
use super::super::{Actor, GrantId, HubScope, Store, StoreError, Thing, carers, one};
use super::grant::{end_grant, live_of, overlap};
use super::offer::{OfferBy, OfferRow, find};
use super::token::Tokens;

/// What a wallet comes with.
#[derive(Clone, Copy)]
pub struct Redemption<'a> {
    /// The pre-authorized code.
    pub code: &'a str,
    /// The six digits, as they were typed.
    pub tx_code: &'a str,
    /// The settings that it asks for; none asks for all that are offered.
    pub settings: Option<&'a [Setting]>,
    /// The key that its requests are signed with; none of a plain bearer.
    pub key: Option<&'a PublicKey>,
    /// The name that it gives itself.
    pub client_id: Option<&'a str>,
}

/// Why nothing is given. A wrong code, a dead one and one that is no longer good are told apart nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedeemed {
    /// The code or the six digits are wrong, or no longer good.
    Codes,
    /// A setting was asked for that is not offered.
    Settings,
    /// The key stands in a card, or stood in one, so it would show two verifiers the same.
    Key,
}

impl Store {
    /// Redeems an offer: gives tokens and the settings they are for. What this phone held of these settings through an earlier
    /// redemption is refused from now on. A wrong try is counted, in the database, before anything is said.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn redeem(
        &self,
        scope: &HubScope,
        with: Redemption<'_>,
    ) -> Result<Result<(Tokens, Vec<Setting>), NotRedeemed>, StoreError> {
        // A code that is unknown or dead costs no write.
        let now = self.now();
        let known = look!(self, "find offer", |view| find(view, scope, OfferBy::Code(with.code)).await)?;
        if !known.map(|row| row.is_open(now)).transpose()?.unwrap_or_default() {
            return Ok(Err(NotRedeemed::Codes));
        }
        let grant = GrantId(self.draw_uuid()?);
        transaction!(self, "redeem offer", |tx| {
            let row = find(tx, scope, OfferBy::Code(with.code)).await?;
            let at = tx.at;
            let Some(row) = row else { return Ok(Err(NotRedeemed::Codes)) };
            if !row.is_open(at)? {
                return Ok(Err(NotRedeemed::Codes));
            }
            let phone = HubScope::of(scope.hub(), scope.slug().clone(), Actor::Phone(row.card_id));
            let digits = self.tx_code(scope, row.activation_id);
            if !bool::from(digits.as_bytes().ct_eq(with.tx_code.as_bytes())) {
                self.count_wrong_try(tx, &phone, &row).await?;
                return Ok(Err(NotRedeemed::Codes));
            }
            self.grant_to(tx, &phone, (&row, grant), with).await
        })
    }

    async fn count_wrong_try(&self, tx: &mut Tx, phone: &HubScope, row: &OfferRow) -> Result<(), StoreError> {
        let sql =
            "UPDATE activation SET wrong_tries = wrong_tries + 1 WHERE hub_id = $1 AND activation_id = $2";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(phone.hub()).bind(row.activation_id).execute(c))?;
        one(rows, Thing::Activation)?;
        let (_, subject) = of_hub(tx, phone, row.card_id).await?;
        self.record(tx, phone, "phone code wrong", Some(subject), json!({"card": row.card_id})).await
    }

    async fn grant_to(
        &self,
        tx: &mut Tx,
        phone: &HubScope,
        (row, grant): (&OfferRow, GrantId),
        with: Redemption<'_>,
    ) -> Result<Result<(Tokens, Vec<Setting>), NotRedeemed>, StoreError> {
        let (card, subject) = of_hub(tx, phone, row.card_id).await?;
        let carer = carers::of_hub(tx, phone, card.carer_id).await?;
        let day = today(tx.at);
        if !carers::is_agreed(tx, phone, &carer, (Purpose::Phone, day)).await? {
            return Ok(Err(NotRedeemed::Codes));
        }
        let offered = row.settings()?;
        if with.settings.is_some_and(|asked| !asked.iter().all(|setting| offered.contains(setting))) {
            return Ok(Err(NotRedeemed::Settings));
        }
        if let Some(key) = with.key
            && self.any_key_seen(tx, std::slice::from_ref(key)).await?
        {
            return Ok(Err(NotRedeemed::Key));
        }
        // An offer of all settings is also for those that the hub allows later.
        let settings = with.settings.map(<[_]>::to_vec).or(row.offer()?.settings());
        for earlier in live_of(tx, phone, card.card_id).await? {
            if overlap(earlier.settings()?.as_deref(), settings.as_deref()) {
                end_grant(tx, phone, &earlier).await?;
            }
        }
        insert(tx, phone, (row, grant), settings.as_deref(), with).await?;
        note_redeemed(tx, phone, row).await?;
        let details = json!({"card": card.card_id, "setting": row.offer()?.code()});
        self.record(tx, phone, "phone activated", Some(subject), details).await?;
        let is_owners = settings.is_none() && with.key.is_some();
        let tokens = Tokens { is_owners, ..self.tokens(phone.hub(), grant, 1, tx.seconds()) };
        Ok(Ok((tokens, settings.unwrap_or(offered))))
    }
}

async fn insert(
    tx: &mut Tx,
    phone: &HubScope,
    (row, grant): (&OfferRow, GrantId),
    settings: Option<&[Setting]>,
    with: Redemption<'_>,
) -> Result<(), StoreError> {
    let at = tx.at;
    let settings = settings.map(|its| its.iter().map(|setting| setting.code()).collect::<Vec<_>>().join(" "));
    let sql = "INSERT INTO phone_grant (hub_id, grant_id, card_id, settings, thumbprint, client_id, used,
            created_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(phone.hub())
        .bind(grant)
        .bind(row.card_id)
        .bind(settings)
        .bind(with.key.map(thumbprint))
        .bind(with.client_id)
        .bind(at)
        .execute(c))?;
    Ok(())
}

/// The first time counts: from then on the offer is good for an hour.
async fn note_redeemed(tx: &mut Tx, phone: &HubScope, row: &OfferRow) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE offer SET redeemed_at = COALESCE(redeemed_at, $1)
        WHERE hub_id = $2 AND activation_id = $3 AND setting = $4";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(at)
        .bind(phone.hub())
        .bind(row.activation_id)
        .bind(row.offer()?.code())
        .execute(c))?;
    one(rows, Thing::Activation)?;
    let sql = "UPDATE phone SET activated_at = COALESCE(activated_at, $1), seen_at = $1
        WHERE hub_id = $2 AND card_id = $3";
    one(
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(phone.hub()).bind(row.card_id).execute(c))?,
        Thing::Card,
    )
}
