//! The pupils whose school may know, and the card of each: the printed one, or else one on a phone.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::card::{Arrangements, Setting};
use passport_core::carer::{AgreedBy, counts_on, year_group};
use passport_core::issue::{CardKind, today};
use passport_core::phone::{Choices, phone_ends_on, shown};
use serde_json::{Map, Value};
use sqlx::types::Json;

use super::super::carers::read_date;
use super::super::db::{View, on_db};
use super::super::phones::IDLE;
use super::super::{CardId, CarerId, HubScope, OrganisationId, StoreError, Thing};
use super::Named;

/// A pupil whose school may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// Who.
    pub whose: Named,
    /// The year they are in by age.
    pub year: Option<u8>,
    /// Whether there is a photo of them that somebody's agreement still covers.
    pub has_photo: bool,
    /// The card that they hold, if one is good: on paper, or else on a phone that fetched it.
    pub card: Option<PupilCard>,
}

/// A pupil's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilCard {
    /// The card.
    pub card_id: CardId,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// What was arranged for school; of a card on a phone what its owner lets a school see.
    pub arrangements: Arrangements,
    /// Whether it is on a phone, and no paper to look at.
    pub on_phone: bool,
}

/// Somebody who agreed, with the card that counts.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) school_id: OrganisationId,
    pub(super) school: String,
    agreed_by: String,
    born_on: String,
    #[sqlx(flatten)]
    whose: Named,
    caring_ended_on: Option<String>,
    card_id: Option<CardId>,
    kind: Option<String>,
    ends_on: Option<String>,
    arrangements: Option<Json<Map<String, Value>>>,
    choices: Option<Json<Choices>>,
    photo_agreed_by: Option<String>,
}

impl Row {
    /// Whether what was agreed to still counts: a parent's word does until the 18th birthday.
    fn counts(&self, by: &str, day: NaiveDate) -> Result<bool, StoreError> {
        let by = AgreedBy::from_code(by).ok_or(StoreError::Unreadable(Thing::Agreement))?;
        Ok(counts_on(by, read_date(&self.born_on)?, day))
    }

    /// The card, if it is good on a day: once caring has ended, a phone's ends with the grace.
    fn card(&self, day: NaiveDate) -> Result<Option<PupilCard>, StoreError> {
        let (Some(card_id), Some(kind), Some(ends_on), Some(Json(arrangements))) =
            (self.card_id, &self.kind, &self.ends_on, &self.arrangements)
        else {
            return Ok(None);
        };
        let unreadable = || StoreError::Unreadable(Thing::Card);
        let on_phone = CardKind::from_code(kind).ok_or_else(unreadable)? == CardKind::Phone;
        let allowed = Arrangements::from_json(arrangements).ok_or_else(unreadable)?;
        let chosen = self.choices.as_ref().map(|Json(choices)| choices.clone()).unwrap_or_default();
        let arrangements = shown(&allowed, Setting::School, &chosen);
        let caring_ended_on = self.caring_ended_on.as_deref().map(read_date).transpose()?;
        let mut ends_on = read_date(ends_on)?;
        if on_phone {
            ends_on = phone_ends_on(ends_on, caring_ended_on);
        }
        Ok((ends_on >= day).then_some(PupilCard { card_id, ends_on, arrangements, on_phone }))
    }

    fn read(self, day: NaiveDate) -> Result<Pupil, StoreError> {
        let year = year_group(read_date(&self.born_on)?, day);
        let has_photo = match self.photo_agreed_by.as_deref() {
            Some(by) => self.counts(by, day)?,
            None => false,
        };
        let card = self.card(day)?;
        Ok(Pupil { whose: self.whose, year, has_photo, card })
    }
}

/// Everybody who agreed, of one school or of all that the hub works with.
pub(super) async fn agreed(
    view: &mut View,
    scope: &HubScope,
    (school, carer): (Option<OrganisationId>, Option<CarerId>),
    now: DateTime<Utc>,
) -> Result<Vec<Row>, StoreError> {
    let day = today(now);
    // A phone counts from when the wallet that has it now fetched something until it is removed, or over.
    let sql = "SELECT a.school_id, o.name AS school, a.agreed_by, r.born_on, r.carer_id, r.given_name,
            r.family_name, r.known_as, r.caring_ended_on, k.card_id, k.kind, k.ends_on, k.arrangements, f.choices,
            g.agreed_by AS photo_agreed_by
        FROM agreement a
        JOIN carer r ON r.hub_id = a.hub_id AND r.carer_id = a.carer_id AND r.protected_since IS NULL
            AND r.school_id = a.school_id
        JOIN organisation o ON o.hub_id = a.hub_id AND o.organisation_id = a.school_id AND o.closed_at IS NULL
        LEFT JOIN card k ON k.hub_id = r.hub_id AND k.card_id = (SELECT c.card_id FROM card c
            WHERE c.hub_id = r.hub_id AND c.carer_id = r.carer_id AND c.kind IN ('printed', 'phone')
            AND c.superseded_at IS NULL AND c.withdrawn_at IS NULL AND c.ends_on >= $2
            AND EXISTS (SELECT 1 FROM credential s
                JOIN signing_key y ON y.hub_id = s.hub_id AND y.kid = s.kid AND y.refused_at IS NULL
                WHERE s.hub_id = c.hub_id AND s.card_id = c.card_id AND s.signed_at IS NOT NULL
                AND (c.kind = 'printed' OR EXISTS (SELECT 1 FROM phone_grant w
                    WHERE w.hub_id = s.hub_id AND w.card_id = s.card_id AND w.ended_at IS NULL AND w.seen_at > $5
                    AND w.created_at <= s.created_at)))
            ORDER BY CASE WHEN c.kind = 'printed' THEN 0 ELSE 1 END, c.created_at DESC, c.card_id LIMIT 1)
        LEFT JOIN phone f ON f.hub_id = k.hub_id AND f.card_id = k.card_id
        LEFT JOIN agreement g ON g.hub_id = r.hub_id AND g.carer_id = r.carer_id AND g.purpose = 'photo'
            AND g.withdrawn_at IS NULL
            AND EXISTS (SELECT 1 FROM photo p WHERE p.hub_id = r.hub_id AND p.carer_id = r.carer_id)
        WHERE a.hub_id = $1 AND a.purpose = 'school' AND a.withdrawn_at IS NULL
            AND ($3 IS NULL OR a.school_id = $3) AND ($4 IS NULL OR a.carer_id = $4)
        ORDER BY o.name, a.school_id, r.search_name, r.carer_id";
    let rows: Vec<Row> = on_db!(view, |c| sqlx::query_as(sql)
        .bind(scope.hub())
        .bind(day.to_string())
        .bind(school)
        .bind(carer)
        .bind(now - IDLE)
        .fetch_all(c))?;
    let mut counting = Vec::with_capacity(rows.len());
    for row in rows {
        if row.counts(&row.agreed_by, day)? {
            counting.push(row);
        }
    }
    Ok(counting)
}

/// The pupils of a school who agreed that it may know, by surname, or one of them.
pub(in crate::store) async fn of_school(
    view: &mut View,
    scope: &HubScope,
    (school, carer): (OrganisationId, Option<CarerId>),
    now: DateTime<Utc>,
) -> Result<Vec<Pupil>, StoreError> {
    let rows = agreed(view, scope, (Some(school), carer), now).await?;
    rows.into_iter().map(|row| row.read(today(now))).collect()
}
