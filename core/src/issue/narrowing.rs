//! Whether the next card allows less than the one before. What is taken off must not go on being shown by an old card.

use crate::card::{Arrangement, Arrangements};

/// Whether anything on a card is taken off, changed or made narrower on the next one: then the card before is withdrawn, where it
/// would otherwise stay good until its own end.
pub fn is_narrowed(before: &Arrangements, after: &Arrangements) -> bool {
    before.iter().any(|old| !after.iter().any(|new| covers(new, old)))
}

/// Whether an arrangement allows all that another does.
fn covers(new: &Arrangement, old: &Arrangement) -> bool {
    use Arrangement::{CollectArranged, LeaveEarly, MayDiscuss, TimeOut};
    match (new, old) {
        (TimeOut { minutes, place }, TimeOut { minutes: before, place: from }) => {
            minutes >= before && (place.is_none() || place == from)
        }
        (LeaveEarly { minutes }, LeaveEarly { minutes: before }) => minutes >= before,
        (CollectArranged { noted }, CollectArranged { noted: before }) => noted >= before,
        (MayDiscuss { about, noted }, MayDiscuss { about: before, noted: earlier }) => {
            noted >= earlier && before.codes().iter().all(|topic| about.codes().contains(topic))
        }
        _ => new == old,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{FareBand, Place, Role, Topics};

    fn narrowed(before: &[Arrangement], after: &[Arrangement]) -> bool {
        let [before, after] = [before, after].map(|one| Arrangements::new(one.to_vec()).unwrap());
        is_narrowed(&before, &after)
    }

    fn time_out(minutes: u8, place: Option<&str>) -> Arrangement {
        Arrangement::TimeOut { minutes, place: place.map(|place| Place::parse(place).unwrap()) }
    }

    #[test]
    fn adding_or_widening_leaves_the_card_before_good() {
        let before = [time_out(5, Some("library")), Arrangement::LeaveEarly { minutes: 5 }];
        assert!(!narrowed(&before, &before));
        let wider = [time_out(10, None), Arrangement::LeaveEarly { minutes: 9 }, Arrangement::LateArrival];
        assert!(!narrowed(&before, &wider));
    }

    #[test]
    fn taking_off_shortening_or_changing_does_not() {
        let before = [time_out(10, Some("library")), Arrangement::PhoneOnSilent];
        for after in [
            vec![time_out(10, Some("library"))],
            vec![time_out(9, Some("library")), Arrangement::PhoneOnSilent],
            vec![time_out(10, Some("reception")), Arrangement::PhoneOnSilent],
        ] {
            assert!(narrowed(&before, &after), "{after:?}");
        }
        let speak_to = |role| [Arrangement::SpeakTo { role: Role::parse(role).unwrap() }];
        assert!(narrowed(&speak_to("head-of-year"), &speak_to("form-tutor")));
        let fare = |band| [Arrangement::Fare { band }];
        assert!(narrowed(&fare(FareBand::Child), &fare(FareBand::SixteenToEighteen)));
    }

    #[test]
    fn consent_given_again_is_not_narrower_and_fewer_topics_are() {
        let discuss = |about, noted: &str| [Arrangement::MayDiscuss { about, noted: noted.parse().unwrap() }];
        let both = discuss(Topics::MedicinesAndAppointments, "2026-03-03");
        assert!(!narrowed(&both, &discuss(Topics::MedicinesAndAppointments, "2026-11-21")));
        assert!(narrowed(&both, &discuss(Topics::Medicines, "2026-11-21")));
        let noted = |day: &str| [Arrangement::CollectArranged { noted: day.parse().unwrap() }];
        assert!(!narrowed(&noted("2026-03-03"), &noted("2026-11-21")));
    }
}
