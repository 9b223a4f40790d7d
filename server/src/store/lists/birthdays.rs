//! Lists by birthday: who turns 18 or 26, and who probably leaves their school this summer.

use chrono::{Days, NaiveDate};
use passport_core::carer::{ELDEST, Leaving, summer_of, turns_on};
use passport_core::issue::today;
use serde_json::json;

use super::super::carers::read_date;
use super::super::db::{Tx, on_db, transaction};
use super::super::{HubScope, OrganisationId, Store, StoreError};
use super::{MOST_LINES, Named};

/// So many days before and after a birthday it stands on its list.
const AROUND: u64 = 90;
/// From this age, in years, they agree for themselves.
const GROWN_UP: u32 = 18;

/// Somebody whose birthday changes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BirthdayLine {
    /// Who.
    pub whose: Named,
    /// The name of their school.
    pub school: Option<String>,
    /// The age.
    pub turns: u32,
    /// The birthday.
    pub on: NaiveDate,
}

/// Somebody who probably leaves their school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaverLine {
    /// Who.
    pub whose: Named,
    /// Their school.
    pub school: String,
    /// The school's row.
    pub school_id: OrganisationId,
    /// What they leave.
    pub leaving: Leaving,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    whose: Named,
    born_on: String,
    school_id: Option<OrganisationId>,
    school: Option<String>,
}

/// Those born from one day to another whose caring goes on, by birthday.
async fn born_between(
    tx: &mut Tx,
    scope: &HubScope,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Row>, StoreError> {
    let sql =
        "SELECT r.carer_id, r.given_name, r.family_name, r.known_as, r.born_on, r.school_id, o.name AS school
        FROM carer r LEFT JOIN organisation o ON o.hub_id = r.hub_id AND o.organisation_id = r.school_id
        WHERE r.hub_id = $1 AND r.born_on BETWEEN $2 AND $3 AND r.caring_ended_on IS NULL
        ORDER BY r.born_on, r.search_name, r.carer_id LIMIT $4";
    Ok(on_db!(tx, |c| sqlx::query_as(sql)
        .bind(scope.hub())
        .bind(first.to_string())
        .bind(last.to_string())
        .bind(i64::from(MOST_LINES))
        .fetch_all(c))?)
}

impl Store {
    /// Who turns 18 within 90 days of now, before or after, and who turns 26 or is older, while their caring goes on; by
    /// birthday. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn birthdays(&self, scope: &HubScope) -> Result<Vec<BirthdayLine>, StoreError> {
        transaction!(self, "open birthday list", |tx| {
            let today = today(tx.at);
            let (from, to) = (today - Days::new(AROUND), today + Days::new(AROUND));
            let mut lines = Vec::new();
            for (turns, earliest) in [(GROWN_UP, from), (ELDEST + 1, NaiveDate::default())] {
                // A day more at either end, for birthdays on 29 February.
                let born = (born_for(turns, earliest) - Days::new(1), born_for(turns, to) + Days::new(1));
                for row in born_between(tx, scope, born).await? {
                    let Some(on) = turns_on(read_date(&row.born_on)?, turns) else { continue };
                    if (earliest..=to).contains(&on) {
                        lines.push(BirthdayLine { whose: row.whose, school: row.school, turns, on });
                    }
                }
            }
            let details = json!({"list": "birthdays", "found": lines.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(lines)
        })
    }

    /// Those with a school who probably leave it in the summer that this day belongs to, by school. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn leavers(&self, scope: &HubScope) -> Result<Vec<LeaverLine>, StoreError> {
        transaction!(self, "open leavers list", |tx| {
            let summer = summer_of(today(tx.at));
            let mut lines = Vec::new();
            for leaving in Leaving::ALL {
                let Some(born) = leaving.born(summer) else { continue };
                let rows = born_between(tx, scope, born).await?;
                lines.extend(rows.into_iter().filter_map(|row| {
                    let (school, school_id) = (row.school?, row.school_id?);
                    Some(LeaverLine { whose: row.whose, school, school_id, leaving })
                }));
            }
            lines.sort_by(|one, other| one.school.cmp(&other.school));
            let details = json!({"list": "leaving-school", "found": lines.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(lines)
        })
    }
}

/// Born on this day, somebody turns an age on that one.
fn born_for(turns: u32, on: NaiveDate) -> NaiveDate {
    on.checked_sub_months(chrono::Months::new(turns * 12)).unwrap_or(NaiveDate::MIN)
}
