//! What a setting is told by a good card. §9 "Shown".

use chrono::{DateTime, Months, NaiveDate};
use chrono_tz::Europe::London;

use super::Line;
use crate::card::{Arrangement, Setting};
use crate::credential::{Claims, Kind};

/// What rests on consent is shown only from a list younger than this many seconds.
pub const CONSENT_LIST_AGE: u64 = 24 * 3600;
/// Consent lasts so many months at most.
const CONSENT_MONTHS: u32 = 12;

/// The lines of this setting, in the card's order; empty when nothing is set for it.
pub(crate) fn lines(claims: &Claims, setting: Setting, list_iat: u64, now: u64) -> Vec<Line> {
    if matches!(claims.kind, Kind::Phone { setting: own, .. } if own != setting) {
        return Vec::new();
    }
    let stale = now.saturating_sub(list_iat) > CONSENT_LIST_AGE;
    let today = london_date(now);
    let mut lines = Vec::new();
    for arrangement in claims.arrangements.iter().filter(|arrangement| is_for(arrangement, claims, setting)) {
        match arrangement.noted() {
            Some(noted) if today.is_none_or(|today| consent_is_over(noted, today)) => {}
            Some(_) if stale && lines.contains(&Line::NeedsFreshList) => {}
            Some(_) if stale => lines.push(Line::NeedsFreshList),
            _ => lines.push(Line::Arrangement(arrangement.clone())),
        }
    }
    lines
}

/// A code unknown to this version is shown where it may belong: on a phone to the credential's setting, on paper to all but
/// transport, whose card carries nothing else.
fn is_for(arrangement: &Arrangement, claims: &Claims, setting: Setting) -> bool {
    match (arrangement.setting(), &claims.kind) {
        (Some(of), _) => of == setting,
        (None, Kind::Phone { .. }) => true,
        (None, Kind::Printed) => (setting == Setting::Transport) == claims.is_transport(),
    }
}

/// Whether what rests on consent noted on a day is shown no more: consent lasts twelve months at most.
pub fn consent_is_over(noted: NaiveDate, today: NaiveDate) -> bool {
    noted.checked_add_months(Months::new(CONSENT_MONTHS)).is_none_or(|over| today >= over)
}

/// The last day of a card in Europe/London: of `exp` itself on paper, of the second before on a phone, whose `exp` is a midnight.
pub fn valid_until(claims: &Claims) -> Option<NaiveDate> {
    match claims.kind {
        Kind::Printed => london_date(claims.exp),
        Kind::Phone { .. } => london_date(claims.exp.saturating_sub(1)),
    }
}

pub(crate) fn london_date(seconds: u64) -> Option<NaiveDate> {
    let moment = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
    Some(moment.with_timezone(&London).date_naive())
}
