//! One step of a run: whose turn it is, who of them gets which card, and who gets none.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::card::{Arrangements, Issuer, LineText, StatusRef};
use passport_core::credential::STATUS_ENTRIES;
use passport_core::issue::{CardKind, card_name, paper_claims};
use passport_core::keys::Kid;
use passport_core::packed::draft;
use serde_json::{Map, Value};
use sqlx::types::Json;

use super::super::db::{View, on_db};
use super::super::{CardRunId, CarerId, HubScope, StoreError, SubjectId, Thing};
use super::{WhyNot, read_day};

/// So many people are one step: two transactions, one before signing and one after.
const STEP: i64 = 100;

/// What a run was started with.
pub(super) struct Chosen {
    pub(super) printed: Option<Arrangements>,
    pub(super) fare: Option<Arrangements>,
    pub(super) ends_on: NaiveDate,
}

/// Somebody whose turn it is.
#[derive(sqlx::FromRow)]
pub(super) struct Turn {
    pub(super) carer_id: CarerId,
    pub(super) subject_id: SubjectId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    protected_since: Option<DateTime<Utc>>,
    caring_ended_on: Option<String>,
    has_printed: bool,
    has_fare: bool,
}

/// The cards that somebody gets.
pub(super) struct Given<'a> {
    pub(super) name: LineText,
    pub(super) cards: Vec<(CardKind, &'a Arrangements)>,
}

/// What a square would carry: the largest numbers of a list, since the card's own are not drawn yet.
pub(super) struct Room {
    pub(super) issuer: Issuer,
    pub(super) kid: Kid,
}

type Row = (Option<Json<Map<String, Value>>>, Option<Json<Map<String, Value>>>, String);

/// What a run was started with, unless it is through.
pub(super) async fn chosen(
    view: &mut View,
    scope: &HubScope,
    run: CardRunId,
) -> Result<Option<Chosen>, StoreError> {
    let sql = "SELECT printed, fare, ends_on FROM card_run WHERE hub_id = $1 AND run_id = $2 AND finished_at IS NULL";
    let found: Option<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(run).fetch_optional(c))?;
    let Some((printed, fare, ends_on)) = found else { return Ok(None) };
    let read = |stored: Option<Json<Map<String, Value>>>| {
        let read = |Json(object): Json<Map<String, Value>>| {
            Arrangements::from_json(&object).ok_or(StoreError::Unreadable(Thing::CardRun))
        };
        stored.map(read).transpose()
    };
    Ok(Some(Chosen { printed: read(printed)?, fare: read(fare)?, ends_on: read_day(&ends_on)? }))
}

/// Whose turn it is, with what they hold today. The cards in force are looked through once for all of them: right after an import
/// neither database knows yet how many there are, and would look through them for each.
pub(super) async fn turns(
    view: &mut View,
    scope: &HubScope,
    run: CardRunId,
    today: NaiveDate,
) -> Result<Vec<Turn>, StoreError> {
    let sql = "SELECT c.carer_id, c.subject_id, c.given_name, c.family_name, c.known_as,
        c.protected_since, c.caring_ended_on,
        c.carer_id IN (SELECT carer_id FROM card WHERE hub_id = $1 AND kind = 'printed'
            AND superseded_at IS NULL AND withdrawn_at IS NULL AND ends_on >= $3) AS has_printed,
        c.carer_id IN (SELECT carer_id FROM card WHERE hub_id = $1 AND kind = 'fare'
            AND superseded_at IS NULL AND withdrawn_at IS NULL AND ends_on >= $3) AS has_fare
        FROM (SELECT hub_id, carer_id, place FROM card_run_row WHERE hub_id = $1 AND run_id = $2 AND outcome IS NULL
            ORDER BY place LIMIT $4) AS w
        JOIN carer c ON c.hub_id = w.hub_id AND c.carer_id = w.carer_id ORDER BY w.place";
    Ok(on_db!(view, |c| sqlx::query_as(sql)
        .bind(scope.hub())
        .bind(run)
        .bind(today.to_string())
        .bind(STEP)
        .fetch_all(c))?)
}

impl Chosen {
    /// The cards that somebody gets, or why they get none.
    pub(super) fn given<'a>(&'a self, turn: &Turn, room: &Room) -> Result<Given<'a>, WhyNot> {
        if turn.protected_since.is_some() {
            return Err(WhyNot::Protected);
        }
        if turn.caring_ended_on.is_some() {
            return Err(WhyNot::CaringEnded);
        }
        let kinds = [
            (CardKind::Printed, self.printed.as_ref().filter(|_| !turn.has_printed)),
            (CardKind::Fare, self.fare.as_ref().filter(|_| !turn.has_fare)),
        ];
        let cards: Vec<_> = kinds
            .into_iter()
            .filter_map(|(kind, all)| all.map(|arrangements| (kind, arrangements)))
            .collect();
        if cards.is_empty() {
            return Err(WhyNot::HasOne);
        }
        let called = turn.known_as.as_ref().unwrap_or(&turn.given_name);
        let name = card_name(called, turn.family_name.as_deref().unwrap_or_default());
        let name = name.map_err(|_| WhyNot::TooLong)?;
        let fits = |arrangements: &Arrangements| {
            let status = StatusRef { list: u32::MAX >> 1, idx: STATUS_ENTRIES - 1 };
            let (issuer, name) = (room.issuer.clone(), name.clone());
            draft(&paper_claims(issuer, name, arrangements.clone(), self.ends_on, status), room.kid).is_ok()
        };
        if cards.iter().all(|(_, arrangements)| fits(arrangements)) {
            Ok(Given { name, cards })
        } else {
            Err(WhyNot::TooLong)
        }
    }
}
