//! Reads `--arrange SETTING/CODE:DETAIL:DETAIL`, and says which part is wrong and what may stand there.

use chrono::NaiveDate;
use passport_core::card::{Arrangement, CodedPlace, CodedRole, FareBand, Place, Role, Setting, Topics};

/// Why an `--arrange` was not understood: the whole of it, the part that is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--arrange {typed}: {part:?} {right}")]
pub struct ArrangeError {
    typed: String,
    part: String,
    right: String,
}

/// What `passport card issue --help` says about arrangements.
pub const GRAMMAR: &str = "\
Arrangements, as --arrange SETTING/CODE:DETAIL (once for each):
  school/time-out:MINUTES[:PLACE]     school/phone-on-silent     school/late-arrival
  school/leave-early:MINUTES          school/homework-time       school/speak-to:ROLE
  pharmacy/collect-arranged[:DATE]    gp/flexible-appointments   gp/may-discuss:TOPICS[:DATE]
  transport/fare:BAND                 (a fare goes on a card of its own, without a name)
PLACE: pastoral-office, library, reception, medical-room, quiet-room, staff-room, head-office, or up to 24 characters
ROLE: head-of-year, form-tutor, pastoral-lead, school-nurse, safeguarding-lead, key-adult, reception, or up to 24 characters
TOPICS: medicines, appointments or medicines+appointments   BAND: child, 16-18, concession
DATE: the day the consent was recorded, such as 2026-03-03; today unless given
Name no service and no person in a place or a role: everyone who checks the card reads it.";

/// Reads one `--arrange`; a consent without a date was recorded `today`.
///
/// # Errors
/// [`ArrangeError`] naming the part that is wrong.
pub fn read(typed: &str, today: NaiveDate) -> Result<Arrangement, ArrangeError> {
    let wrong =
        |part: &str, right: String| ArrangeError { typed: typed.to_owned(), part: part.to_owned(), right };
    let (setting_part, rest) = typed
        .split_once('/')
        .ok_or_else(|| wrong(typed, format!("has no setting: start with {}", one_of(&settings(), "/"))))?;
    let setting: Setting = setting_part
        .parse()
        .map_err(|_| wrong(setting_part, format!("is not a setting: choose {}", one_of(&settings(), ""))))?;
    let (code, details) = rest.split_once(':').map_or((rest, None), |(code, details)| (code, Some(details)));
    if !codes(setting).contains(&code) {
        return Err(wrong(
            code,
            format!("is not arranged for {setting}: choose {}", one_of(codes(setting), "")),
        ));
    }
    arrangement(code, details, today).map_err(|(part, right)| wrong(&part, right))
}

/// The part that is wrong, and what would be right.
type Wrong = (String, String);

fn arrangement(code: &str, details: Option<&str>, today: NaiveDate) -> Result<Arrangement, Wrong> {
    let needed = |what: &str| details.ok_or_else(|| (code.to_owned(), format!("needs {what}")));
    let plain = |arrangement| match details {
        None => Ok(arrangement),
        Some(extra) => Err((extra.to_owned(), format!("is too much: {code} takes no details"))),
    };
    match code {
        "time-out" => {
            let details = needed("minutes, such as time-out:10 or time-out:10:library")?;
            let (minutes_part, place) =
                details.split_once(':').map_or((details, None), |(m, p)| (m, Some(p)));
            let place = place.map(|typed| Place::parse(typed).map_err(|fault| free(typed, fault, &places())));
            Ok(Arrangement::TimeOut { minutes: minutes(minutes_part)?, place: place.transpose()? })
        }
        "leave-early" => {
            Ok(Arrangement::LeaveEarly { minutes: minutes(needed("minutes, such as leave-early:5")?)? })
        }
        "speak-to" => {
            let typed = needed("a role, such as speak-to:head-of-year")?;
            Role::parse(typed)
                .map(|role| Arrangement::SpeakTo { role })
                .map_err(|fault| free(typed, fault, &roles()))
        }
        "collect-arranged" => Ok(Arrangement::CollectArranged { noted: noted(details, today)? }),
        "may-discuss" => {
            let details = needed("topics, such as may-discuss:medicines")?;
            let (topics, date) = details.split_once(':').map_or((details, None), |(t, d)| (t, Some(d)));
            Ok(Arrangement::MayDiscuss { about: about(topics)?, noted: noted(date, today)? })
        }
        "fare" => {
            let typed = needed("a band, such as fare:child")?;
            let bands = FareBand::ALL.map(FareBand::code);
            FareBand::from_code(typed).map(|band| Arrangement::Fare { band }).ok_or_else(|| {
                (typed.to_owned(), format!("is not a fare band: choose {}", one_of(&bands, "")))
            })
        }
        "phone-on-silent" => plain(Arrangement::PhoneOnSilent),
        "late-arrival" => plain(Arrangement::LateArrival),
        "homework-time" => plain(Arrangement::HomeworkTime),
        _ => plain(Arrangement::FlexibleAppointments),
    }
}

fn minutes(typed: &str) -> Result<u8, Wrong> {
    let minutes = typed.parse().ok().filter(|minutes| (1..=60).contains(minutes));
    minutes.ok_or_else(|| (typed.to_owned(), "is not a number of minutes from 1 to 60".to_owned()))
}

fn noted(typed: Option<&str>, today: NaiveDate) -> Result<NaiveDate, Wrong> {
    let Some(typed) = typed else { return Ok(today) };
    typed.parse().map_err(|_| (typed.to_owned(), format!("is not a date such as {today}")))
}

fn about(typed: &str) -> Result<Topics, Wrong> {
    let mut topics: Vec<&str> = typed.split('+').collect();
    // Medicines come first in a card, whichever order was typed.
    topics.sort_unstable_by(|a, b| b.cmp(a));
    Topics::from_codes(&topics).ok_or_else(|| {
        (
            typed.to_owned(),
            "is not what may be discussed: choose medicines, appointments or medicines+appointments"
                .to_owned(),
        )
    })
}

fn free(typed: &str, fault: impl std::fmt::Display, coded: &[&str]) -> Wrong {
    (typed.to_owned(), format!("{fault}: choose {}, or type up to 24 characters", one_of(coded, "")))
}

/// The codes that a setting's `--arrange` may name.
fn codes(setting: Setting) -> &'static [&'static str] {
    match setting {
        Setting::School => {
            &["time-out", "phone-on-silent", "late-arrival", "leave-early", "homework-time", "speak-to"]
        }
        Setting::Pharmacy => &["collect-arranged"],
        Setting::Gp => &["flexible-appointments", "may-discuss"],
        Setting::Transport => &["fare"],
    }
}

fn settings() -> [&'static str; 4] {
    Setting::ALL.map(Setting::code)
}

fn places() -> Vec<&'static str> {
    CodedPlace::ALL.iter().map(|place| place.code()).collect()
}

fn roles() -> Vec<&'static str> {
    CodedRole::ALL.iter().map(|role| role.code()).collect()
}

/// "a, b or c", each with `ending`.
fn one_of(words: &[&str], ending: &str) -> String {
    match words {
        [only] => format!("{only}{ending}"),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(|word| format!("{word}{ending}")).collect();
            format!("{} or {last}{ending}", rest.join(", "))
        }
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-21".parse().unwrap()
    }

    fn fault(typed: &str) -> String {
        read(typed, today()).unwrap_err().to_string()
    }

    #[test]
    fn every_code_of_the_list_can_be_typed() {
        let typed = [
            "school/time-out:10:library",
            "school/phone-on-silent",
            "school/late-arrival",
            "school/leave-early:5",
            "school/homework-time",
            "school/speak-to:head-of-year",
            "pharmacy/collect-arranged:2026-03-03",
            "gp/flexible-appointments",
            "gp/may-discuss:appointments+medicines:2026-03-03",
            "transport/fare:16-18",
        ];
        let codes: Vec<String> =
            typed.iter().map(|typed| read(typed, today()).unwrap().code().to_owned()).collect();
        assert_eq!(codes, Arrangement::CODES);
    }

    #[test]
    fn help_names_every_word_that_may_be_typed() {
        for word in Arrangement::CODES
            .iter()
            .chain(&places())
            .chain(&roles())
            .chain(&FareBand::ALL.map(FareBand::code))
        {
            assert!(GRAMMAR.contains(word), "{word}");
        }
    }

    #[test]
    fn a_place_may_hold_a_colon_and_a_consent_without_a_date_is_of_today() {
        let place = Some(Place::parse("Block B: room 7").unwrap());
        assert_eq!(
            read("school/time-out:10:Block B: room 7", today()),
            Ok(Arrangement::TimeOut { minutes: 10, place })
        );
        assert_eq!(
            read("pharmacy/collect-arranged", today()),
            Ok(Arrangement::CollectArranged { noted: today() })
        );
    }

    #[test]
    fn the_part_that_is_wrong_is_named_with_what_may_stand_there() {
        assert_eq!(
            fault("scool/time-out:10"),
            "--arrange scool/time-out:10: \"scool\" is not a setting: choose school, pharmacy, gp or transport"
        );
        assert_eq!(
            fault("gp/time-out:10"),
            "--arrange gp/time-out:10: \"time-out\" is not arranged for gp: choose flexible-appointments or may-discuss"
        );
        assert_eq!(
            fault("school/time-out:90"),
            "--arrange school/time-out:90: \"90\" is not a number of minutes from 1 to 60"
        );
        assert_eq!(
            fault("transport/fare:adult"),
            "--arrange transport/fare:adult: \"adult\" is not a fare band: choose child, 16-18 or concession"
        );
        assert!(fault("time-out:10").contains("start with school/, pharmacy/, gp/ or transport/"));
        assert!(fault("school/time-out").contains("needs minutes"));
        assert!(fault("school/homework-time:5").contains("takes no details"));
        assert!(fault("gp/may-discuss:illness").contains("medicines+appointments"));
        assert!(fault("pharmacy/collect-arranged:3 March").contains("is not a date such as 2026-11-21"));
        assert!(fault("school/time-out:10:a room with a very long name").contains("24 characters"));
    }
}
