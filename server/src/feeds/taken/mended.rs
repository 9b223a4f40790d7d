//! What an editor would be told is wrong is mended where nothing is lost by it: a text that is too long is cut, and what cannot be used
//! is left out of its list. Each of it is noted.

use passport_core::menu::{Details, Wrong};

use super::{FaultCode, Field, Taken};

/// Leaving one thing out may show another, such as a day at a place that is not there any more.
const MOST_ROUNDS: usize = 3;

/// Leaves nothing in it that an editor would be refused.
pub(super) fn mend(taken: &mut Taken) {
    for _ in 0..MOST_ROUNDS {
        let faults = taken.details.check();
        if faults.is_empty() {
            return;
        }
        let mut before = (String::new(), usize::MAX);
        // From the end of each list, so that places before keep their numbers.
        for fault in faults.iter().rev() {
            let mut path = fault.field.split('.');
            let part = path.next().unwrap_or_default();
            let second = path.next().unwrap_or_default();
            let index = second.parse().unwrap_or(usize::MAX);
            if index != usize::MAX && before == (part.to_owned(), index) {
                continue;
            }
            before = (part.to_owned(), index);
            let code = match fault.wrong {
                Wrong::Missing => FaultCode::Missing,
                Wrong::TooLong(_) => FaultCode::TooLong,
                Wrong::TooMany(_) => FaultCode::TooMany,
                _ => FaultCode::NotUnderstood,
            };
            taken.note(field(part), code);
            let rest = path.next().unwrap_or_default();
            mend_one(&mut taken.details, (part, second, index, rest), fault.wrong);
        }
    }
    if !taken.details.check().is_empty() {
        taken.note(Field::Whole, FaultCode::NotAService);
    }
}

fn field(part: &str) -> Field {
    Field::ALL.iter().copied().find(|field| field.code() == part).unwrap_or(Field::Whole)
}

fn mend_one(details: &mut Details, (part, second, index, rest): (&str, &str, usize, &str), wrong: Wrong) {
    let most = match wrong {
        Wrong::TooLong(most) | Wrong::TooMany(most) => most,
        _ => 0,
    };
    match part {
        "name" if most > 0 => details.name = cut(&details.name, most),
        "description" => details.description = cut(&details.description, most),
        "website" => details.website = None,
        "email" => details.email = None,
        "ages" => details.ages = passport_core::menu::Ages::default(),
        "words" => mend_word(details, second, most),
        "places" if index != usize::MAX && matches!(rest, "postcode" | "position") => {
            if let Some(place) = details.places.get_mut(index) {
                if rest == "postcode" { place.postcode = None } else { place.position = None }
            }
        }
        "schedules" if index != usize::MAX && matches!(rest, "closes_at" | "note" | "place_id") => {
            if let Some(schedule) = details.schedules.get_mut(index) {
                match rest {
                    "closes_at" => schedule.closes_at = None,
                    "note" => schedule.note = None,
                    _ => schedule.place_id = None,
                }
            }
        }
        "phones" => leave_out(&mut details.phones, index, most),
        "places" => leave_out(&mut details.places, index, most),
        "schedules" => leave_out(&mut details.schedules, index, most),
        "costs" => leave_out(&mut details.costs, index, most),
        "languages" => leave_out(&mut details.languages, index, most),
        "links" => leave_out(&mut details.links, index, most),
        "areas" => leave_out(&mut details.areas, index, most),
        _ => {}
    }
}

fn mend_word(details: &mut Details, name: &str, most: usize) {
    let words = &mut details.words;
    let word = match name {
        "how_to_start" => &mut words.how_to_start,
        "who_for" => &mut words.who_for,
        "wait" => &mut words.wait,
        "fees" => &mut words.fees,
        "interpreters" => &mut words.interpreters,
        "alert" => &mut words.alert,
        _ => return,
    };
    *word = word.as_deref().filter(|_| most > 0).map(|text| cut(text, most));
}

/// One of a list, or all after the most there may be.
fn leave_out<T>(list: &mut Vec<T>, index: usize, most: usize) {
    if index < list.len() {
        list.remove(index);
    } else if most > 0 {
        list.truncate(most);
    }
}

/// So many letters at most, whole words, with a sign that there was more.
fn cut(text: &str, most: usize) -> String {
    let short: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = short.rsplit_once(char::is_whitespace).map_or(short.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end())
}
