//! What a phone is told of its own card. It looks at nobody's record but its owner's, so the look is not recorded.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::card::{Arrangements, LineText, Setting};
use passport_core::carer::Purpose;
use passport_core::credential::Claims;
use passport_core::issue::today;
use passport_core::phone::{phone_ends_on, shown};

use super::super::cards::{Card, name_of, of_hub};
use super::super::carers::{self, Carer};
use super::super::db::{View, look, on_db};
use super::super::{Store, StoreError, Thing, photos};
use super::PhoneGrant;
use super::end::choices_of;

/// A card as its phone shows it.
#[derive(Clone, Debug)]
pub struct PhoneCard {
    /// The name on it.
    pub name: LineText,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Whether that day is past.
    pub has_ended: bool,
    /// Each setting that anything is allowed in.
    pub settings: Vec<SettingOnPhone>,
    /// When the photo was taken, if one may be shown.
    pub photo_taken_at: Option<DateTime<Utc>>,
}

/// What a setting may see, and sees.
#[derive(Clone, Debug)]
pub struct SettingOnPhone {
    /// Which.
    pub setting: Setting,
    /// What the hub allowed.
    pub allowed: Arrangements,
    /// What of it is shown.
    pub shown: Arrangements,
    /// Whether what the phone holds of it says something else, or is not good any more.
    pub stale: bool,
}

impl Store {
    /// The card of a phone.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn phone_card(&self, phone: &PhoneGrant) -> Result<PhoneCard, StoreError> {
        let (scope, now) = (&phone.scope, self.now());
        look!(self, "show phone its card", |view| {
            let (card, carer) = card_and_carer(view, phone).await?;
            let name = name_of(&carer)?;
            let ends_on = phone_ends_on(card.ends_on, carer.details.caring_ended_on);
            let choices = choices_of(view, scope, card.card_id).await?;
            let held = newest_held(view, phone, now).await?;
            let mut settings = Vec::new();
            for setting in Setting::ALL.into_iter().filter(|setting| card.arrangements.any_of(*setting)) {
                let allowed = card.arrangements.of(setting);
                let shown = shown(&card.arrangements, setting, &choices);
                let is_held = |claims: &Claims| {
                    claims.arrangements == shown && claims.name.as_ref().is_none_or(|held| *held == name)
                };
                let own = held.iter().find(|(of, _)| *of == setting).and_then(|(_, claims)| claims.as_ref());
                let stale = !shown.is_empty() && !own.is_some_and(is_held);
                settings.push(SettingOnPhone { setting, allowed, shown, stale });
            }
            let has_ended = ends_on < today(now);
            let photo_taken_at = photo_of(view, phone, (&carer, has_ended), now).await?;
            Ok(PhoneCard { name, ends_on, has_ended, settings, photo_taken_at })
        })
    }

    /// The photo of a phone's card, as JPEG, with when it was taken: while somebody's agreement to it counts and the card has not
    /// ended.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when none may be shown.
    pub async fn phone_photo(&self, phone: &PhoneGrant) -> Result<(Vec<u8>, DateTime<Utc>), StoreError> {
        let now = self.now();
        look!(self, "show phone its photo", |view| {
            let (card, carer) = card_and_carer(view, phone).await?;
            let has_ended = phone_ends_on(card.ends_on, carer.details.caring_ended_on) < today(now);
            let taken_at = photo_of(view, phone, (&carer, has_ended), now).await?;
            let taken_at = taken_at.ok_or(StoreError::NotFound(Thing::Photo))?;
            let jpeg = photos::of_carer(view, &phone.scope, carer.carer_id).await?;
            Ok((jpeg.ok_or(StoreError::NotFound(Thing::Photo))?, taken_at))
        })
    }
}

async fn card_and_carer(view: &mut View, phone: &PhoneGrant) -> Result<(Card, Carer), StoreError> {
    let (card, _) = of_hub(view, &phone.scope, phone.card).await?;
    let carer = carers::of_hub(view, &phone.scope, card.carer_id).await?;
    Ok((card, carer))
}

async fn photo_of(
    view: &mut View,
    phone: &PhoneGrant,
    (carer, has_ended): (&Carer, bool),
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let scope = &phone.scope;
    if has_ended || !carers::is_agreed(view, scope, carer, (Purpose::Photo, today(now))).await? {
        return Ok(None);
    }
    let sql = "SELECT taken_at FROM photo WHERE hub_id = $1 AND carer_id = $2";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(carer.carer_id).fetch_optional(c))?)
}

/// The newest credential of each setting; none where it is refused or has ended.
async fn newest_held(
    view: &mut View,
    phone: &PhoneGrant,
    now: DateTime<Utc>,
) -> Result<Vec<(Setting, Option<Claims>)>, StoreError> {
    let sql = "SELECT s.setting, s.claims, s.exp > $3 AND e.withdrawn_at IS NULL AS good FROM credential s
        JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
        WHERE s.hub_id = $1 AND s.card_id = $2 AND s.setting IS NOT NULL AND s.created_at = (SELECT max(m.created_at)
            FROM credential m WHERE m.hub_id = s.hub_id AND m.card_id = s.card_id AND m.setting = s.setting)";
    let rows: Vec<(String, String, bool)> = on_db!(view, |c| sqlx::query_as(sql)
        .bind(phone.scope.hub())
        .bind(phone.card)
        .bind(now.timestamp())
        .fetch_all(c))?;
    let unreadable = || StoreError::Unreadable(Thing::Card);
    rows.into_iter()
        .map(|(setting, claims, good)| {
            let setting = setting.parse().map_err(|_| unreadable())?;
            let claims = Claims::from_json(&claims).map_err(|_| unreadable())?;
            Ok((setting, good.then_some(claims)))
        })
        .collect()
}
