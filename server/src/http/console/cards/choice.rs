//! The fields in which arrangements are chosen, and the arrangements they stand for.

mod offered;
mod reading;
#[cfg(test)]
mod tests;
mod writing;

pub(in crate::http::console) use offered::Offered;

use super::super::fields::Faults;
use chrono::NaiveDate;
use passport_core::card::Arrangement;
use passport_words::Speaker;
use reading::Reading;
use serde::{Deserialize, Serialize};

/// A place or a role that is not on the list, and stands in the field beside it.
const OTHER: &str = "other";

/// What was ticked and typed; a box is ticked when its field holds anything. The details of a box that is not ticked are kept
/// for the form and mean nothing.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http::console) struct ArrangementFields {
    time_out: String,
    time_out_minutes: String,
    time_out_place: String,
    time_out_place_other: String,
    phone_on_silent: String,
    late_arrival: String,
    leave_early: String,
    leave_early_minutes: String,
    homework_time: String,
    speak_to: String,
    speak_to_role: String,
    speak_to_role_other: String,
    collect_arranged: String,
    collect_arranged_noted: String,
    flexible_appointments: String,
    may_discuss: String,
    may_discuss_medicines: String,
    may_discuss_appointments: String,
    may_discuss_noted: String,
    fare: String,
    fare_band: String,
}

impl ArrangementFields {
    /// What was chosen out of the codes that are offered, in the order of the page, or all that is wrong with it.
    ///
    /// # Errors
    /// At each field what is wrong with it; at the first box, when none is ticked.
    pub(in crate::http::console) fn read(
        &self,
        offered: &Offered,
        speaker: &Speaker,
        today: NaiveDate,
    ) -> Result<Vec<Arrangement>, Faults> {
        let mut reading = Reading { words: speaker.words(), today, faults: Faults::default() };
        let mut chosen = Vec::new();
        for code in offered.codes() {
            if !self.ticked(code).is_empty() {
                chosen.extend(self.one(code, &mut reading));
            }
        }
        if chosen.is_empty() && reading.faults.is_empty() {
            let first = offered.codes().next().map_or("time_out", field_of);
            reading.faults.add(first, speaker.words().choice_nothing());
        }
        if reading.faults.is_empty() { Ok(chosen) } else { Err(reading.faults) }
    }

    /// What the box of a code holds.
    fn ticked(&self, code: &str) -> &str {
        match code {
            "time-out" => &self.time_out,
            "phone-on-silent" => &self.phone_on_silent,
            "late-arrival" => &self.late_arrival,
            "leave-early" => &self.leave_early,
            "homework-time" => &self.homework_time,
            "speak-to" => &self.speak_to,
            "collect-arranged" => &self.collect_arranged,
            "flexible-appointments" => &self.flexible_appointments,
            "may-discuss" => &self.may_discuss,
            "fare" => &self.fare,
            _ => "",
        }
    }

    /// The arrangement of a ticked box; none when something is wrong with its details.
    fn one(&self, code: &str, reading: &mut Reading<'_>) -> Option<Arrangement> {
        Some(match code {
            "time-out" => {
                let minutes = reading.minutes("time_out_minutes", &self.time_out_minutes);
                let place = match self.time_out_place.as_str() {
                    "" => None,
                    listed => Some(reading.place(listed, &self.time_out_place_other)?),
                };
                Arrangement::TimeOut { minutes: minutes?, place }
            }
            "phone-on-silent" => Arrangement::PhoneOnSilent,
            "late-arrival" => Arrangement::LateArrival,
            "leave-early" => Arrangement::LeaveEarly {
                minutes: reading.minutes("leave_early_minutes", &self.leave_early_minutes)?,
            },
            "homework-time" => Arrangement::HomeworkTime,
            "speak-to" => {
                Arrangement::SpeakTo { role: reading.role(&self.speak_to_role, &self.speak_to_role_other)? }
            }
            "collect-arranged" => Arrangement::CollectArranged {
                noted: reading.noted("collect_arranged_noted", &self.collect_arranged_noted)?,
            },
            "flexible-appointments" => Arrangement::FlexibleAppointments,
            "may-discuss" => {
                let about = reading.topics(&self.may_discuss_medicines, &self.may_discuss_appointments);
                let noted = reading.noted("may_discuss_noted", &self.may_discuss_noted);
                Arrangement::MayDiscuss { about: about?, noted: noted? }
            }
            "fare" => Arrangement::Fare { band: reading.band(&self.fare_band)? },
            _ => return None,
        })
    }
}

/// The box of a code.
fn field_of(code: &str) -> &'static str {
    match code {
        "phone-on-silent" => "phone_on_silent",
        "late-arrival" => "late_arrival",
        "leave-early" => "leave_early",
        "homework-time" => "homework_time",
        "speak-to" => "speak_to",
        "collect-arranged" => "collect_arranged",
        "flexible-appointments" => "flexible_appointments",
        "may-discuss" => "may_discuss",
        "fare" => "fare",
        _ => "time_out",
    }
}
