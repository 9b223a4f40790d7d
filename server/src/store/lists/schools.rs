//! "My school may know": the pupils of each school who agreed to it, and what their cards say there.

use chrono::NaiveDate;
use passport_core::card::Arrangements;
use passport_core::carer::{AgreedBy, counts_on, year_group};
use passport_core::issue::today;
use serde_json::{Map, Value, json};
use sqlx::types::Json;

use super::super::carers::read_date;
use super::super::db::{View, look, on_db, transaction};
use super::super::{CardId, CarerId, HubScope, OrganisationId, Store, StoreError, Thing};
use super::Named;

/// A school that may know about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolThatKnows {
    /// The school.
    pub school: OrganisationId,
    /// Its name.
    pub name: String,
    /// About how many pupils.
    pub pupils: usize,
}

/// A pupil whose school may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// Who.
    pub whose: Named,
    /// The year they are in by age.
    pub year: Option<u8>,
    /// Whether there is a photo of them that somebody's agreement still covers.
    pub has_photo: bool,
    /// Their printed card, if they hold one that is good.
    pub card: Option<PupilCard>,
}

/// A pupil's printed card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilCard {
    /// The card.
    pub card_id: CardId,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// What was arranged, for every setting.
    pub arrangements: Arrangements,
}

#[derive(sqlx::FromRow)]
struct Row {
    school_id: OrganisationId,
    school: String,
    agreed_by: String,
    born_on: String,
    #[sqlx(flatten)]
    whose: Named,
    card_id: Option<CardId>,
    ends_on: Option<String>,
    arrangements: Option<Json<Map<String, Value>>>,
    photo_agreed_by: Option<String>,
}

impl Row {
    /// Whether what was agreed to still counts: a parent's word does until the 18th birthday.
    fn counts(&self, by: &str, day: NaiveDate) -> Result<bool, StoreError> {
        let by = AgreedBy::from_code(by).ok_or(StoreError::Unreadable(Thing::Agreement))?;
        Ok(counts_on(by, read_date(&self.born_on)?, day))
    }

    fn read(self, day: NaiveDate) -> Result<Pupil, StoreError> {
        let year = year_group(read_date(&self.born_on)?, day);
        let has_photo = match self.photo_agreed_by.as_deref() {
            Some(by) => self.counts(by, day)?,
            None => false,
        };
        let card = match (self.card_id, self.ends_on, self.arrangements) {
            (Some(card_id), Some(ends_on), Some(Json(arrangements))) => Some(PupilCard {
                card_id,
                ends_on: read_date(&ends_on)?,
                arrangements: Arrangements::from_json(&arrangements)
                    .ok_or(StoreError::Unreadable(Thing::Card))?,
            }),
            _ => None,
        };
        Ok(Pupil { whose: self.whose, year, has_photo, card })
    }
}

/// Everybody who agreed, of one school or of all that the hub works with.
async fn agreed(
    view: &mut View,
    scope: &HubScope,
    (school, carer): (Option<OrganisationId>, Option<CarerId>),
    day: NaiveDate,
) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT a.school_id, o.name AS school, a.agreed_by, r.born_on, r.carer_id, r.given_name,
            r.family_name, r.known_as, k.card_id, k.ends_on, k.arrangements, g.agreed_by AS photo_agreed_by
        FROM agreement a
        JOIN carer r ON r.hub_id = a.hub_id AND r.carer_id = a.carer_id AND r.protected_since IS NULL
            AND r.school_id = a.school_id
        JOIN organisation o ON o.hub_id = a.hub_id AND o.organisation_id = a.school_id AND o.closed_at IS NULL
        LEFT JOIN card k ON k.hub_id = r.hub_id AND k.carer_id = r.carer_id AND k.kind = 'printed'
            AND k.superseded_at IS NULL AND k.withdrawn_at IS NULL AND k.ends_on >= $2
            AND EXISTS (SELECT 1 FROM credential s
                JOIN signing_key y ON y.hub_id = s.hub_id AND y.kid = s.kid AND y.refused_at IS NULL
                WHERE s.hub_id = k.hub_id AND s.card_id = k.card_id AND s.signed_at IS NOT NULL)
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
    day: NaiveDate,
) -> Result<Vec<Pupil>, StoreError> {
    let rows = agreed(view, scope, (Some(school), carer), day).await?;
    rows.into_iter().map(|row| row.read(day)).collect()
}

impl Store {
    /// The schools that may know about at least one of their pupils, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn schools_that_know(&self, scope: &HubScope) -> Result<Vec<SchoolThatKnows>, StoreError> {
        let day = today(self.now());
        let rows = look!(self, "count schools", |view| agreed(view, scope, (None, None), day).await)?;
        let mut schools: Vec<SchoolThatKnows> = Vec::new();
        for row in rows {
            match schools.last_mut() {
                Some(last) if last.school == row.school_id => last.pupils += 1,
                _ => schools.push(SchoolThatKnows { school: row.school_id, name: row.school, pupils: 1 }),
            }
        }
        Ok(schools)
    }

    /// The pupils of a school who agreed that it may know, by surname. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn pupils_who_agreed(
        &self,
        scope: &HubScope,
        school: OrganisationId,
    ) -> Result<Vec<Pupil>, StoreError> {
        transaction!(self, "open school list", |tx| {
            let day = today(tx.at);
            let pupils = of_school(tx, scope, (school, None), day).await?;
            let details = json!({"list": "school", "school": school, "found": pupils.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(pupils)
        })
    }
}
