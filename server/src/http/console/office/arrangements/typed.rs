//! The ticks and numbers of the page, and the arrangements that they stand for.

use super::super::super::fields::Faults;
use crate::App;
use crate::store::{HubArrangement, HubArrangements, Usual};
use passport_core::card::{LineTextError, Place, Role};

/// The fields of the page: `version`; `on-CODE` where ticked; `minutes-CODE`; `place` and `role` from their lists, with
/// `place-other` and `role-other` for what is not in them.
pub(super) type Fields = Vec<(String, String)>;

/// The longest time that an arrangement has.
const MOST_MINUTES: u8 = 60;

/// What was typed into a field; nothing where there is no such field.
pub(super) fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|field| field.0 == name).map_or("", |field| field.1.trim())
}

/// The field for the minutes of an arrangement, where it has any.
pub(super) fn has_minutes(code: &str) -> Option<&'static str> {
    match code {
        "time-out" => Some("minutes-time-out"),
        "leave-early" => Some("minutes-leave-early"),
        _ => None,
    }
}

/// What is kept, as the page shows it.
pub(super) fn as_typed(kept: &HubArrangements) -> Fields {
    let mut fields = vec![("version".to_owned(), kept.version.to_string())];
    for HubArrangement { code, usual, off_since, .. } in &kept.all {
        if off_since.is_none() {
            fields.push((format!("on-{code}"), "yes".to_owned()));
        }
        if let (Some(field), Some(minutes)) = (has_minutes(code), usual.minutes) {
            fields.push((field.to_owned(), minutes.to_string()));
        }
        if let Some(place) = &usual.place {
            let field = if matches!(place, Place::Coded(_)) { "place" } else { "place-other" };
            fields.push((field.to_owned(), place.as_str().to_owned()));
        }
        if let Some(role) = &usual.role {
            let field = if matches!(role, Role::Coded(_)) { "role" } else { "role-other" };
            fields.push((field.to_owned(), role.as_str().to_owned()));
        }
    }
    fields
}

/// What to keep, or all that is wrong. What is off already stays off since then.
pub(super) fn read(app: &App, fields: &Fields, before: &HubArrangements) -> Result<HubArrangements, Faults> {
    let words = app.speaker().words();
    let mut faults = Faults::default();
    let mut all = Vec::new();
    for known in &before.all {
        let code = known.code;
        let is_on = !value(fields, &format!("on-{code}")).is_empty();
        let off_since = (!is_on).then(|| known.off_since.unwrap_or_else(|| app.store().now()));
        let mut usual = Usual::default();
        if let Some(field) = has_minutes(code) {
            usual.minutes = minutes(value(fields, field)).unwrap_or_else(|()| {
                faults.add(field, words.office_minutes_wrong());
                None
            });
        }
        if code == "time-out" {
            usual.place = either(fields, "place", "place-other", Place::parse).unwrap_or_else(|_| {
                faults.add("place-other", words.office_place_wrong());
                None
            });
        }
        if code == "speak-to" {
            usual.role = either(fields, "role", "role-other", Role::parse).unwrap_or_else(|_| {
                faults.add("role-other", words.office_role_wrong());
                None
            });
        }
        all.push(HubArrangement { usual, off_since, ..known.clone() });
    }
    if all.iter().all(|one| one.off_since.is_some()) {
        faults.add("on-time-out", words.office_none_in_use());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    // A version that is no number is older than any.
    Ok(HubArrangements { all, version: value(fields, "version").parse().unwrap_or_default() })
}

fn minutes(typed: &str) -> Result<Option<u8>, ()> {
    match typed {
        "" => Ok(None),
        typed => match typed.parse() {
            Ok(minutes @ 1..=MOST_MINUTES) => Ok(Some(minutes)),
            _ => Err(()),
        },
    }
}

/// What was typed beside the list, or else what was chosen from it.
fn either<T>(
    fields: &Fields,
    listed: &str,
    other: &str,
    parse: impl Fn(&str) -> Result<T, LineTextError>,
) -> Result<Option<T>, LineTextError> {
    let typed = [value(fields, other), value(fields, listed)].into_iter().find(|text| !text.is_empty());
    typed.map(parse).transpose()
}
