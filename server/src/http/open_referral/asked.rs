//! What was asked after the question mark, each parameter read into what it means.

use super::super::error::AppError;
use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc, Weekday};
use passport_core::card::HubSlug;
use std::str::FromStr;
use uuid::Uuid;

/// The most letters of a search.
const LONGEST_SEARCH: usize = 200;
/// The oldest anybody is.
const OLDEST: u8 = 150;

/// The parameters of a request.
pub struct Asked(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let Query(pairs) = Query::from_request_parts(parts, state)
            .await
            .map_err(|_| AppError::bad_request("What stands after the question mark cannot be read."))?;
        Ok(Self(pairs))
    }
}

impl Asked {
    /// A parameter; the last one, if it stands twice, and none that is blank.
    pub fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
        fault: &'static str,
    ) -> Result<Option<T>, AppError> {
        match self.text(name) {
            None => Ok(None),
            Some(text) => read(text).map(Some).ok_or_else(|| AppError::bad_request(fault)),
        }
    }

    /// `search`.
    pub fn search(&self) -> Result<Option<&str>, AppError> {
        match self.text("search") {
            Some(text) if text.chars().count() > LONGEST_SEARCH => {
                Err(AppError::bad_request("`search` takes at most 200 letters."))
            }
            text => Ok(text),
        }
    }

    /// A parameter that is true or false.
    pub fn is_set(&self, name: &str, fault: &'static str) -> Result<bool, AppError> {
        let read = |text: &str| match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => Some(true),
            "false" | "0" | "no" => Some(false),
            _ => None,
        };
        Ok(self.read(name, read, fault)?.unwrap_or(false))
    }

    /// A parameter of ids, of which there may be several with commas between; none at all if it is not there.
    pub fn ids(&self, name: &str, fault: &'static str) -> Result<Option<Vec<Uuid>>, AppError> {
        let read = |text: &str| text.split(',').map(|id| id.trim().parse().ok()).collect();
        self.read(name, read, fault)
    }

    /// `modified_after`: a moment, or a day from its first second on.
    pub fn modified_after(&self) -> Result<Option<DateTime<Utc>>, AppError> {
        let fault = "`modified_after` is a moment like 2026-11-21T09:00:00Z (RFC 3339), its + written as %2B, or a day like 2026-11-21.";
        self.read("modified_after", moment, fault)
    }

    /// A parameter that is an age.
    pub fn age(&self, name: &str, fault: &'static str) -> Result<Option<u8>, AppError> {
        self.read(name, |text| text.parse().ok().filter(|age| *age <= OLDEST), fault)
    }

    /// `day`: one or more days of the week.
    pub fn days(&self) -> Result<Vec<Weekday>, AppError> {
        let fault = "`day` is one or more of MO,TU,WE,TH,FR,SA,SU.";
        let read = |text: &str| text.split(',').map(|day| weekday(day.trim())).collect();
        Ok(self.read("day", read, fault)?.unwrap_or_default())
    }

    /// A parameter that is a time of day.
    pub fn time(&self, name: &str, fault: &'static str) -> Result<Option<NaiveTime>, AppError> {
        let read = |text: &str| {
            let forms = ["%H:%M", "%H:%M:%S"];
            forms.into_iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        };
        self.read(name, read, fault)
    }

    /// `hub`.
    pub fn hub(&self) -> Result<Option<HubSlug>, AppError> {
        self.read("hub", |text| HubSlug::parse(text).ok(), "`hub` is a hub’s short name, as in its cards.")
    }

    /// A whole number of at least `least`: less is taken as that.
    pub fn number(&self, name: &str, least: u64, fault: &'static str) -> Result<Option<u64>, AppError> {
        let read = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                None
            } else if text.starts_with('-') {
                Some(least)
            } else {
                // More digits than a number has is more than there is of anything.
                Some(u64::from_str(digits).unwrap_or(u64::MAX).max(least))
            }
        };
        self.read(name, read, fault)
    }
}

/// A moment (RFC 3339), or the first of a day. A plus that came as a space is taken for one.
pub fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.replace(' ', "+");
    let whole = DateTime::parse_from_rfc3339(&text).map(|at| at.to_utc()).ok();
    let day = || Some(text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0)?.and_utc());
    whole.or_else(day)
}

fn weekday(text: &str) -> Option<Weekday> {
    let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let two = days.iter().position(|day| text.eq_ignore_ascii_case(day));
    match two {
        Some(at) => u8::try_from(at).ok().and_then(|at| Weekday::try_from(at).ok()),
        None => text.parse().ok(),
    }
}
