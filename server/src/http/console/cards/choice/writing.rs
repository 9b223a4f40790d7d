//! The fields as they are first shown: what is usual in a hub, or what a card says.

use super::{ArrangementFields, OTHER};
use crate::store::HubArrangement;
use chrono::NaiveDate;
use passport_core::card::{Arrangement, Arrangements, Place, Role, Topics};
use passport_words::Speaker;

impl ArrangementFields {
    /// Before anything is chosen: no box is ticked, and the details say what is usual in this hub.
    pub(in crate::http::console) fn usual(in_use: &[HubArrangement]) -> Self {
        in_use.iter().fold(Self::default(), |fields, one| {
            let minutes = one.usual.minutes.map(|minutes| minutes.to_string());
            match one.code {
                "time-out" => {
                    let (time_out_place, time_out_place_other) = place_fields(one.usual.place.as_ref());
                    let time_out_minutes = minutes.unwrap_or_else(|| "10".to_owned());
                    Self { time_out_minutes, time_out_place, time_out_place_other, ..fields }
                }
                "leave-early" => {
                    Self { leave_early_minutes: minutes.unwrap_or_else(|| "5".to_owned()), ..fields }
                }
                "speak-to" => {
                    let (speak_to_role, speak_to_role_other) = role_fields(one.usual.role.as_ref());
                    Self { speak_to_role, speak_to_role_other, ..fields }
                }
                _ => fields,
            }
        })
    }

    /// The same fields as they stand for a card's arrangements. A code newer than this version has no field: what is issued from
    /// the form leaves it out, as its preview shows.
    pub(in crate::http::console) fn choosing(self, arrangements: &Arrangements, speaker: &Speaker) -> Self {
        arrangements.iter().fold(self, |fields, one| fields.with(one, speaker))
    }

    fn with(self, arrangement: &Arrangement, speaker: &Speaker) -> Self {
        let yes = || "yes".to_owned();
        let day = |date: &NaiveDate| speaker.date(*date);
        match arrangement {
            Arrangement::TimeOut { minutes, place } => {
                let (time_out_place, time_out_place_other) = place_fields(place.as_ref());
                let time_out_minutes = minutes.to_string();
                Self { time_out: yes(), time_out_minutes, time_out_place, time_out_place_other, ..self }
            }
            Arrangement::PhoneOnSilent => Self { phone_on_silent: yes(), ..self },
            Arrangement::LateArrival => Self { late_arrival: yes(), ..self },
            Arrangement::LeaveEarly { minutes } => {
                Self { leave_early: yes(), leave_early_minutes: minutes.to_string(), ..self }
            }
            Arrangement::HomeworkTime => Self { homework_time: yes(), ..self },
            Arrangement::SpeakTo { role } => {
                let (speak_to_role, speak_to_role_other) = role_fields(Some(role));
                Self { speak_to: yes(), speak_to_role, speak_to_role_other, ..self }
            }
            Arrangement::CollectArranged { noted } => {
                Self { collect_arranged: yes(), collect_arranged_noted: day(noted), ..self }
            }
            Arrangement::FlexibleAppointments => Self { flexible_appointments: yes(), ..self },
            Arrangement::MayDiscuss { about, noted } => {
                let of = |topic| if *about == topic { String::new() } else { yes() };
                Self {
                    may_discuss: yes(),
                    may_discuss_medicines: of(Topics::Appointments),
                    may_discuss_appointments: of(Topics::Medicines),
                    may_discuss_noted: day(noted),
                    ..self
                }
            }
            Arrangement::Fare { band } => Self { fare: yes(), fare_band: band.code().to_owned(), ..self },
            Arrangement::Other { .. } => self,
        }
    }
}

/// A place in the list and the field beside it.
fn place_fields(place: Option<&Place>) -> (String, String) {
    match place {
        None => Default::default(),
        Some(Place::Coded(coded)) => (coded.code().to_owned(), String::new()),
        Some(Place::Free(text)) => (OTHER.to_owned(), text.to_string()),
    }
}

/// A role in the list and the field beside it.
fn role_fields(role: Option<&Role>) -> (String, String) {
    match role {
        None => Default::default(),
        Some(Role::Coded(coded)) => (coded.code().to_owned(), String::new()),
        Some(Role::Free(text)) => (OTHER.to_owned(), text.to_string()),
    }
}
