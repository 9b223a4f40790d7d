//! Time-outs that a school notes: a pupil left the room, and came back. Never for discipline, and gone when the term is over.
//!
//! Whose one is stands only in its row, which goes with the term; the record keeps that somebody noted something.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::CodedPlace;
use passport_core::issue::today;
use serde_json::json;
use thiserror::Error;

use super::super::db::{Tx, look, on_db, transaction, write_db};
use super::super::lists::Named;
use super::super::names::tidy_text;
use super::super::{CarerId, HubScope, Store, StoreError, Thing, TimeOutId};
use super::clear::term_began;
use super::looks::person_at;
use super::{Desk, pupils};

/// The most letters of initials.
const LONGEST_INITIALS: usize = 5;
/// So long after it was noted a time-out can be taken back as if it had never been.
const UNDO: TimeDelta = TimeDelta::minutes(15);

/// A time-out to note.
#[derive(Clone, Debug)]
pub struct NewTimeOut {
    /// Drawn with the form, so that one sent twice notes one.
    pub time_out_id: TimeOutId,
    /// Where the pupil went.
    pub place: Option<CodedPlace>,
    /// Who noted it, as they are known in the room; a note beside the name of whoever signed in.
    pub initials: String,
}

/// A time-out of today, as its school sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeOut {
    /// Which.
    pub time_out_id: TimeOutId,
    /// Whose; the first name alone of somebody whose card ended while they were out.
    pub whose: Named,
    /// Whether the desk may open their page: they hold a card.
    pub has_page: bool,
    /// When they left.
    pub started_at: DateTime<Utc>,
    /// When they were back.
    pub back_at: Option<DateTime<Utc>>,
    /// Where they went.
    pub place: Option<CodedPlace>,
    /// The initials noted with it.
    pub initials: Option<String>,
    /// Whether it can still be taken back.
    pub can_be_undone: bool,
}

/// A time-out as the young person is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedTimeOut {
    /// When it began.
    pub at: DateTime<Utc>,
    /// The name of the school that noted it.
    pub place: String,
    /// When it was over.
    pub back_at: Option<DateTime<Utc>>,
    /// Whether it ended with its day, since nobody noted them back.
    pub not_noted_back: bool,
}

/// Why nothing is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimeOutRefused {
    /// Nobody leaves twice.
    #[error("this pupil is out already")]
    OutAlready,
    /// Times are today's, the beginning is before the end, and neither is still to come.
    #[error("a time-out begins before it ends, today, and not in the future")]
    Times,
    /// It was noted too long ago to be taken back.
    #[error("this time-out was noted too long ago to be taken back")]
    TooLate,
}

#[derive(sqlx::FromRow)]
struct Row {
    time_out_id: TimeOutId,
    carer_id: CarerId,
    started_at: DateTime<Utc>,
    back_at: Option<DateTime<Utc>>,
    place: Option<String>,
    initials: Option<String>,
    noted_at: Option<DateTime<Utc>>,
}

/// The time-outs of a school that began today, of pupils that its desk may see now; the latest first. Whoever is out stays among
/// them until they are back, also when their last card ends meanwhile: somebody has to know where they are.
async fn of_today(tx: &mut Tx, desk: &Desk) -> Result<Vec<TimeOut>, StoreError> {
    let sql = "SELECT time_out_id, carer_id, started_at, back_at, place, initials, noted_at FROM time_out
        WHERE hub_id = $1 AND organisation_id = $2 AND started_at > $3 ORDER BY started_at DESC, time_out_id";
    let (now, since) = (tx.at, tx.at - TimeDelta::days(1));
    let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sql)
        .bind(desk.hub.hub())
        .bind(desk.organisation)
        .bind(since)
        .fetch_all(c))?;
    let todays: Vec<Row> = rows.into_iter().filter(|row| today(row.started_at) == today(now)).collect();
    if todays.is_empty() {
        return Ok(Vec::new());
    }
    let pupils = pupils::all(tx, desk, None).await?;
    let read = |row: Row| {
        let pupil = pupils.iter().find(|one| one.whose.carer_id == row.carer_id)?;
        let (has_page, whose) = (pupil.card.is_some(), pupil.whose.clone());
        if !has_page && row.back_at.is_some() {
            return None;
        }
        let first_name = |whose: Named| Named { family_name: None, known_as: None, ..whose };
        Some(TimeOut {
            time_out_id: row.time_out_id,
            whose: if has_page { whose } else { first_name(whose) },
            has_page,
            started_at: row.started_at,
            back_at: row.back_at,
            place: row.place.as_deref().and_then(coded),
            initials: row.initials,
            can_be_undone: row.noted_at.is_some_and(|noted_at| now < noted_at + UNDO),
        })
    };
    Ok(todays.into_iter().filter_map(read).collect())
}

/// One of them.
async fn one_of(tx: &mut Tx, desk: &Desk, time_out: TimeOutId) -> Result<TimeOut, StoreError> {
    let todays = of_today(tx, desk).await?;
    let found = todays.into_iter().find(|one| one.time_out_id == time_out);
    found.ok_or(StoreError::NotFound(Thing::TimeOut))
}

fn coded(code: &str) -> Option<CodedPlace> {
    CodedPlace::ALL.iter().copied().find(|place| place.code() == code)
}

impl Store {
    /// An id for a time-out that a form is about to note.
    ///
    /// # Errors
    /// [`StoreError::NoChance`] when the system gives no randomness.
    pub fn draw_time_out_id(&self) -> Result<TimeOutId, StoreError> {
        Ok(TimeOutId(self.draw_uuid()?))
    }

    /// The time-outs of today, of pupils that the desk may see now. The look at whoever is among them is noted.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be noted: then nothing is shown.
    pub async fn time_outs_today(&self, desk: &Desk) -> Result<Vec<TimeOut>, StoreError> {
        transaction!(self, "list time-outs of today", |tx| {
            let todays = of_today(tx, desk).await?;
            let mut carers: Vec<CarerId> = todays.iter().map(|one| one.whose.carer_id).collect();
            carers.sort_unstable();
            carers.dedup();
            if !carers.is_empty() {
                self.note_looks(tx, desk, "time-outs", &carers).await?;
            }
            Ok(todays)
        })
    }

    /// The time-outs of today of a pupil whose page was just opened, which was the look.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn time_outs_of_pupil(&self, desk: &Desk, carer: CarerId) -> Result<Vec<TimeOut>, StoreError> {
        transaction!(self, "list time-outs of pupil", |tx| {
            let mut todays = of_today(tx, desk).await?;
            todays.retain(|one| one.whose.carer_id == carer);
            Ok(todays)
        })
    }

    /// One time-out of today. The look at its pupil is noted, and at nobody else.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] as [`Self::end_time_out`]; [`StoreError`] when the look cannot be noted.
    pub async fn open_time_out(&self, desk: &Desk, time_out: TimeOutId) -> Result<TimeOut, StoreError> {
        transaction!(self, "open time-out", |tx| {
            let found = one_of(tx, desk, time_out).await?;
            self.note_looks(tx, desk, "time-out", &[found.whose.carer_id]).await?;
            Ok(found)
        })
    }

    /// Notes that a pupil leaves the room now.
    ///
    /// # Errors
    /// [`TimeOutRefused::OutAlready`]; [`StoreError::Text`] for initials that cannot be kept; [`StoreError::NotFound`] when they
    /// are not a pupil that this desk may see.
    pub async fn start_time_out(
        &self,
        desk: &Desk,
        carer: CarerId,
        new: &NewTimeOut,
    ) -> Result<(), StoreError> {
        let initials = tidy_text(Some(&new.initials), LONGEST_INITIALS)?;
        let sql = "INSERT INTO time_out (hub_id, time_out_id, carer_id, organisation_id, started_at, place, noted_by, initials,
                noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $5)";
        transaction!(self, "start time-out", |tx| {
            pupils::one(tx, desk, carer).await?;
            let todays = of_today(tx, desk).await?;
            if todays.iter().any(|one| one.time_out_id == new.time_out_id) {
                return Ok(());
            }
            if todays.iter().any(|one| one.whose.carer_id == carer && one.back_at.is_none()) {
                return Err(TimeOutRefused::OutAlready.into());
            }
            let (at, person) = (tx.at, person_at(desk)?);
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(desk.hub.hub())
                .bind(new.time_out_id)
                .bind(carer)
                .bind(desk.organisation)
                .bind(at)
                .bind(new.place.map(CodedPlace::code))
                .bind(person)
                .bind(&initials)
                .execute(c))
            .map_err(|error| StoreError::or_taken(error, Thing::TimeOut))?;
            super::super::one(rows, Thing::TimeOut)?;
            self.note_deed(tx, desk, "time-out noted", new.time_out_id).await
        })
    }

    /// Notes that a pupil is back. Noted twice, the first time counts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not a time-out of today of a pupil that this desk may see.
    pub async fn end_time_out(&self, desk: &Desk, time_out: TimeOutId) -> Result<(), StoreError> {
        transaction!(self, "end time-out", |tx| {
            let known = one_of(tx, desk, time_out).await?;
            if known.back_at.is_some() {
                return Ok(());
            }
            let times = (known.started_at, Some(tx.at));
            set_times(tx, desk, time_out, times).await?;
            self.note_deed(tx, desk, "time-out ended", time_out).await
        })
    }

    /// Corrects the times of a time-out of today; without an end the pupil is still out.
    ///
    /// # Errors
    /// [`TimeOutRefused`] for times that cannot be, and for a second one that goes on; [`StoreError::NotFound`] as
    /// [`Self::end_time_out`].
    pub async fn correct_time_out(
        &self,
        desk: &Desk,
        time_out: TimeOutId,
        (started_at, back_at): (DateTime<Utc>, Option<DateTime<Utc>>),
    ) -> Result<(), StoreError> {
        transaction!(self, "correct time-out", |tx| {
            let known = one_of(tx, desk, time_out).await?;
            let end = back_at.unwrap_or(tx.at);
            if today(started_at) != today(tx.at) || started_at > end || end > tx.at {
                return Err(TimeOutRefused::Times.into());
            }
            let others = of_today(tx, desk).await?;
            let goes_on =
                |one: &&TimeOut| one.whose.carer_id == known.whose.carer_id && one.back_at.is_none();
            let is_second = others.iter().filter(goes_on).any(|one| one.time_out_id != time_out);
            if back_at.is_none() && is_second {
                return Err(TimeOutRefused::OutAlready.into());
            }
            set_times(tx, desk, time_out, (started_at, back_at)).await?;
            self.note_deed(tx, desk, "time-out corrected", time_out).await
        })
    }

    /// Takes a time-out back that was noted by mistake a moment ago.
    ///
    /// # Errors
    /// [`TimeOutRefused::TooLate`] after a quarter of an hour; [`StoreError::NotFound`] as [`Self::end_time_out`].
    pub async fn undo_time_out(&self, desk: &Desk, time_out: TimeOutId) -> Result<(), StoreError> {
        let sql = "DELETE FROM time_out WHERE hub_id = $1 AND organisation_id = $2 AND time_out_id = $3";
        transaction!(self, "undo time-out", |tx| {
            if !one_of(tx, desk, time_out).await?.can_be_undone {
                return Err(TimeOutRefused::TooLate.into());
            }
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(desk.hub.hub())
                .bind(desk.organisation)
                .bind(time_out)
                .execute(c))?;
            super::super::one(rows, Thing::TimeOut)?;
            self.note_deed(tx, desk, "time-out undone", time_out).await
        })
    }

    /// The time-outs of a young person since a time, as schools noted them this term; the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn time_outs_of(
        &self,
        scope: &HubScope,
        carer: CarerId,
        since: DateTime<Utc>,
    ) -> Result<Vec<NotedTimeOut>, StoreError> {
        let sql = "SELECT t.started_at AS at, o.name AS place, t.back_at FROM time_out t
            JOIN organisation o ON o.hub_id = t.hub_id AND o.organisation_id = t.organisation_id
            WHERE t.hub_id = $1 AND t.carer_id = $2 AND t.started_at >= $3
            ORDER BY t.started_at DESC, t.time_out_id";
        // What the term's end ends is gone, also in the seconds before it is deleted.
        let (now, since) = (self.now(), since.max(term_began(self.now())));
        let rows: Vec<(DateTime<Utc>, String, Option<DateTime<Utc>>)> =
            look!(self, "list time-outs", |view| Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(carer)
                .bind(since)
                .fetch_all(c))?))?;
        let read = |(at, place, back_at): (_, _, Option<_>)| {
            // Nobody is out overnight: what is still open ends with its day, for everybody, without a write.
            let not_noted_back = back_at.is_none() && today(at) != today(now);
            NotedTimeOut { at, place, back_at, not_noted_back }
        };
        Ok(rows.into_iter().map(read).collect())
    }

    async fn note_deed(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        deed: &str,
        time_out: TimeOutId,
    ) -> Result<(), StoreError> {
        let details = json!({"organisation": desk.organisation, "time_out": time_out});
        self.record(tx, &desk.hub, deed, None, details).await
    }
}

async fn set_times(
    tx: &mut Tx,
    desk: &Desk,
    time_out: TimeOutId,
    (started_at, back_at): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<(), StoreError> {
    let sql = "UPDATE time_out SET started_at = $1, back_at = $2
        WHERE hub_id = $3 AND organisation_id = $4 AND time_out_id = $5";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(started_at)
        .bind(back_at)
        .bind(desk.hub.hub())
        .bind(desk.organisation)
        .bind(time_out)
        .execute(c))?;
    super::super::one(rows, Thing::TimeOut)
}
