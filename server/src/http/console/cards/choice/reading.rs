//! Reads the details of one arrangement after another, and gathers what is wrong with them.

use super::super::super::fields::Faults;
use super::super::super::typed_day::typed_day;
use super::OTHER;
use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements, FareBand, LineTextError, Place, Role, Topics};
use passport_core::verify::consent_is_over;
use passport_words::Catalogue;

/// What is needed to read fields, and what was found wrong so far.
pub(super) struct Reading<'a> {
    pub(super) words: &'a Catalogue,
    pub(super) today: NaiveDate,
    pub(super) faults: Faults,
}

impl Reading<'_> {
    /// A number of minutes that a card can say.
    pub(super) fn minutes(&mut self, field: &'static str, typed: &str) -> Option<u8> {
        let fits =
            |minutes: &u8| Arrangements::new(vec![Arrangement::LeaveEarly { minutes: *minutes }]).is_ok();
        let minutes = typed.trim().parse().ok().filter(fits);
        if minutes.is_none() {
            self.faults.add(field, self.words.choice_minutes_wrong());
        }
        minutes
    }

    /// Where to go: a place on the list, or one that was typed.
    pub(super) fn place(&mut self, listed: &str, typed: &str) -> Option<Place> {
        if listed == OTHER {
            return match Place::parse(typed) {
                Ok(place) => Some(place),
                Err(LineTextError::Empty) => {
                    self.wrong("time_out_place_other", self.words.choice_place_typed_empty())
                }
                Err(fault) => self.text("time_out_place_other", fault),
            };
        }
        match Place::parse(listed) {
            Ok(place @ Place::Coded(_)) => Some(place),
            _ => self.wrong("time_out_place", self.words.choice_place_empty()),
        }
    }

    /// Whom to speak to: somebody on the list, or one who was typed.
    pub(super) fn role(&mut self, listed: &str, typed: &str) -> Option<Role> {
        if listed == OTHER {
            return match Role::parse(typed) {
                Ok(role) => Some(role),
                Err(LineTextError::Empty) => {
                    self.wrong("speak_to_role_other", self.words.choice_role_typed_empty())
                }
                Err(fault) => self.text("speak_to_role_other", fault),
            };
        }
        match Role::parse(listed) {
            Ok(role @ Role::Coded(_)) => Some(role),
            _ => self.wrong("speak_to_role", self.words.choice_role_empty()),
        }
    }

    /// The day on which somebody's consent was noted: not to come, and not so long ago that it is shown no more.
    pub(super) fn noted(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        match typed_day(typed) {
            None => self.wrong(field, self.words.choice_noted_wrong()),
            Some(day) if day > self.today => self.wrong(field, self.words.choice_noted_to_come()),
            Some(day) if consent_is_over(day, self.today) => {
                self.wrong(field, self.words.choice_noted_over())
            }
            day => day,
        }
    }

    /// What a practice may talk about.
    pub(super) fn topics(&mut self, medicines: &str, appointments: &str) -> Option<Topics> {
        match (medicines.is_empty(), appointments.is_empty()) {
            (false, false) => Some(Topics::MedicinesAndAppointments),
            (false, true) => Some(Topics::Medicines),
            (true, false) => Some(Topics::Appointments),
            (true, true) => self.wrong("may_discuss_medicines", self.words.choice_topics_empty()),
        }
    }

    /// A fare band.
    pub(super) fn band(&mut self, code: &str) -> Option<FareBand> {
        FareBand::from_code(code).or_else(|| self.wrong("fare_band", self.words.choice_band_empty()))
    }

    fn text<T>(&mut self, field: &'static str, fault: LineTextError) -> Option<T> {
        let said = match fault {
            LineTextError::TooLong => self.words.choice_text_long(),
            LineTextError::Empty | LineTextError::Forbidden | LineTextError::NotNormal => {
                self.words.choice_text_forbidden()
            }
        };
        self.wrong(field, said)
    }

    fn wrong<T>(&mut self, field: &'static str, said: String) -> Option<T> {
        self.faults.add(field, said);
        None
    }
}
