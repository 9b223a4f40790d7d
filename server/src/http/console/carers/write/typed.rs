//! What was typed about a young person, read into what the books keep, or what is wrong with it field by field.

use super::super::super::fields::Faults;
use super::super::super::opened;
use super::super::super::typed_day::typed_day;
use crate::App;
use crate::store::CarerDetails;
use chrono::NaiveDate;
use passport_core::carer::{BirthError, check_birth};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// What was typed. `attempt` is drawn with the form that adds, `version` and `opened` read with the form that changes.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    pub(super) given_name: String,
    #[serde(default)]
    pub(super) family_name: String,
    #[serde(default)]
    pub(super) known_as: String,
    #[serde(default)]
    pub(super) born_on: String,
    #[serde(default)]
    pub(super) school: String,
    #[serde(default)]
    pub(super) protected: String,
    #[serde(default)]
    pub(super) attempt: String,
    #[serde(default)]
    pub(super) version: i64,
    #[serde(default)]
    pub(super) different: String,
    #[serde(default)]
    pub(super) opened: String,
}

impl Typed {
    /// A record as the form shows it.
    pub(super) fn of(app: &App, details: &CarerDetails, version: i64) -> Self {
        let mut shown = Self {
            given_name: details.given_name.clone(),
            family_name: details.family_name.clone().unwrap_or_default(),
            known_as: details.known_as.clone().unwrap_or_default(),
            born_on: app.speaker().date(details.born_on),
            school: details.school.map(|school| school.to_string()).unwrap_or_default(),
            protected: if details.protected_since.is_some() { "yes".to_owned() } else { String::new() },
            version,
            ..Self::default()
        };
        shown.opened = opened::written(shown.fields());
        shown
    }

    /// What was touched in this form, over what the record says by now.
    pub(super) fn over(mut self, now: &Self) -> Self {
        let opened = std::mem::take(&mut self.opened);
        let Self { given_name, family_name, known_as, born_on, school, protected, .. } = &mut self;
        let typed = [given_name, family_name, known_as, born_on, school, protected];
        opened::take_over(typed, &opened, now.fields());
        Self { version: now.version, opened: now.opened.clone(), ..self }
    }

    fn fields(&self) -> [&str; 6] {
        let Self { given_name, family_name, known_as, born_on, school, protected, .. } = self;
        [given_name, family_name, known_as, born_on, school, protected]
    }

    /// The day of birth, or what is wrong with it.
    fn birthday(&self, app: &App) -> Result<NaiveDate, String> {
        let words = app.speaker().words();
        let born_on = typed_day(&self.born_on).ok_or_else(|| words.carers_born_wrong())?;
        match check_birth(born_on, today(app.clock().now())) {
            Ok(_) => Ok(born_on),
            Err(BirthError::ToCome) => Err(words.carers_born_to_come()),
            Err(BirthError::TooYoung) => Err(words.carers_born_too_young()),
            Err(BirthError::TooOld) => Err(words.carers_born_too_old()),
        }
    }

    /// What to write down, beside what the record says already, or all that is wrong. A day of birth that was not touched is
    /// not checked again: who has turned 26 must still be able to change their name.
    pub(super) fn read(&self, app: &App, before: Option<&CarerDetails>) -> Result<CarerDetails, Faults> {
        let words = app.speaker().words();
        let mut faults = Faults::default();
        if self.given_name.trim().is_empty() {
            faults.add("given_name", words.carers_given_empty());
        }
        let untouched =
            before.map(|known| known.born_on).filter(|day| typed_day(&self.born_on) == Some(*day));
        let born_on = match untouched.map_or_else(|| self.birthday(app), Ok) {
            Ok(day) => day,
            Err(text) => {
                faults.add("born_on", text);
                NaiveDate::default()
            }
        };
        let school = match self.school.as_str() {
            "" => None,
            id => id.parse().map_err(|_| faults.add("school", words.carers_school_wrong())).ok(),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let protected_before = before.and_then(|known| known.protected_since);
        Ok(CarerDetails {
            given_name: self.given_name.clone(),
            family_name: Some(self.family_name.clone()),
            known_as: Some(self.known_as.clone()),
            born_on,
            school,
            protected_since: (!self.protected.is_empty())
                .then(|| protected_before.unwrap_or_else(|| app.clock().now())),
            caring_ended_on: before.and_then(|known| known.caring_ended_on),
        })
    }
}
