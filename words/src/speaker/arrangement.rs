//! An arrangement in its two voices: to the person who checks, and on the card in its owner's own words.

use chrono::NaiveDate;
use passport_core::card::Arrangement;

use super::Speaker;

impl Speaker {
    /// What the person who checks is told. `until` is the card's last day, said with a fare; `today` is the day of the
    /// check.
    pub fn arrangement(
        &self,
        arrangement: &Arrangement,
        until: Option<NaiveDate>,
        today: NaiveDate,
    ) -> String {
        let words = &self.words;
        match arrangement {
            Arrangement::TimeOut { minutes, place: None } => words.arrangement_time_out(*minutes),
            Arrangement::TimeOut { minutes, place: Some(place) } => {
                words.arrangement_time_out_place(*minutes, self.place(place))
            }
            Arrangement::PhoneOnSilent => words.arrangement_phone_on_silent(),
            Arrangement::LateArrival => words.arrangement_late_arrival(),
            Arrangement::LeaveEarly { minutes } => words.arrangement_leave_early(*minutes),
            Arrangement::HomeworkTime => words.arrangement_homework_time(),
            Arrangement::SpeakTo { role } => words.arrangement_speak_to(self.role(role)),
            Arrangement::CollectArranged { noted } => words.arrangement_collect_arranged(self.day(*noted)),
            Arrangement::FlexibleAppointments => words.arrangement_flexible_appointments(),
            Arrangement::MayDiscuss { about, noted } => {
                words.arrangement_may_discuss(self.day(*noted), self.topics(*about))
            }
            Arrangement::Fare { band } => match until {
                Some(until) => {
                    words.arrangement_fare_until(self.fare_band(*band), self.short_date(until, today))
                }
                None => words.arrangement_fare(self.fare_band(*band)),
            },
            Arrangement::Other { .. } => words.arrangement_other(),
        }
    }

    /// What stands on the card, in its owner's voice. Days on which something was noted are left to the check: paper
    /// outlasts them.
    pub fn own_words(&self, arrangement: &Arrangement) -> String {
        let words = &self.words;
        match arrangement {
            Arrangement::TimeOut { minutes, place: None } => words.own_time_out(*minutes),
            Arrangement::TimeOut { minutes, place: Some(place) } => {
                words.own_time_out_place(*minutes, self.place(place))
            }
            Arrangement::PhoneOnSilent => words.own_phone_on_silent(),
            Arrangement::LateArrival => words.own_late_arrival(),
            Arrangement::LeaveEarly { minutes } => words.own_leave_early(*minutes),
            Arrangement::HomeworkTime => words.own_homework_time(),
            Arrangement::SpeakTo { role } => words.own_speak_to(self.role(role)),
            Arrangement::CollectArranged { .. } => words.own_collect_arranged(),
            Arrangement::FlexibleAppointments => words.own_flexible_appointments(),
            Arrangement::MayDiscuss { about, .. } => words.own_may_discuss(self.topics(*about)),
            Arrangement::Fare { band } => words.own_fare(self.fare_band(*band)),
            Arrangement::Other { .. } => words.own_other(),
        }
    }
}

#[cfg(test)]
mod tests {
    use passport_core::card::{FareBand, Place, Role, Topics};

    use super::*;

    fn said(arrangement: &Arrangement) -> String {
        let today = "2026-11-21".parse().unwrap();
        let until = "2027-08-31".parse().unwrap();
        Speaker::new("en").unwrap().arrangement(arrangement, Some(until), today)
    }

    fn owned(arrangement: &Arrangement) -> String {
        Speaker::new("en").unwrap().own_words(arrangement)
    }

    #[test]
    fn school_is_told_what_may_happen_and_never_why() {
        let place = Some(Place::parse("pastoral-office").unwrap());
        let time_out = Arrangement::TimeOut { minutes: 10, place };
        assert_eq!(said(&time_out), "May leave the room for up to 10 minutes. Goes to: Pastoral office.");
        assert_eq!(said(&Arrangement::LeaveEarly { minutes: 5 }), "May leave 5 minutes early.");
        let speak_to = Arrangement::SpeakTo { role: Role::parse("head-of-year").unwrap() };
        assert_eq!(said(&speak_to), "Please don't ask about home. Speak to: Head of Year.");
        let typed = Arrangement::SpeakTo { role: Role::parse("Mx Okafor").unwrap() };
        assert_eq!(said(&typed), "Please don't ask about home. Speak to: Mx Okafor.");
    }

    #[test]
    fn pharmacist_and_practice_decide_for_themselves() {
        let noted = "2026-03-03".parse().unwrap();
        assert_eq!(
            said(&Arrangement::CollectArranged { noted }),
            "May be collecting for someone they look after. Noted by the hub on 3 March. Not proof of consent: use \
             your usual checks, especially for controlled drugs. You still decide."
        );
        assert_eq!(
            said(&Arrangement::MayDiscuss { about: Topics::Medicines, noted }),
            "The hub has noted that the patient told this practice it may talk about: medicines (3 March). Check \
             your own record before saying anything."
        );
    }

    #[test]
    fn driver_is_told_the_band_and_its_last_day() {
        assert_eq!(
            said(&Arrangement::Fare { band: FareBand::Child }),
            "Fare band: child. Valid until 31 Aug."
        );
    }

    #[test]
    fn card_speaks_in_its_owners_voice() {
        assert_eq!(
            owned(&Arrangement::TimeOut { minutes: 10, place: None }),
            "I may step out for ten minutes"
        );
        let place = Some(Place::parse("library").unwrap());
        assert_eq!(
            owned(&Arrangement::TimeOut { minutes: 12, place }),
            "I may step out for 12 minutes. I go to: Library"
        );
        assert_eq!(owned(&Arrangement::LeaveEarly { minutes: 1 }), "I may leave one minute early");
        let noted = "2026-03-03".parse().unwrap();
        assert_eq!(
            owned(&Arrangement::CollectArranged { noted }),
            "I may be collecting for someone I look after. It is up to you"
        );
    }
}
