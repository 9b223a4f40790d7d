//! What core finds wrong with a text as a whole, at the field of the form where it can be put right.

use super::rows::is_empty;
use super::{ROWS, Typed};
use passport_core::menu::{Details, Wrong};
use passport_words::Catalogue;

/// Each fault as a field of the form and what to say there.
pub(super) fn faults(words: &Catalogue, typed: &Typed, details: &Details) -> Vec<(String, String)> {
    let faults = details.check().into_iter();
    faults.map(|fault| (field(typed, &fault.field), said(words, fault.wrong))).collect()
}

/// `places.0.postcode` is the postcode of the first row in which something was typed.
fn field(typed: &Typed, found: &str) -> String {
    let mut parts = found.splitn(3, '.');
    let (part, n, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
    let row = match part {
        "places" => "place",
        "schedules" => "time",
        "phones" => "phone",
        "costs" => "cost",
        "links" => "link",
        "words" => return n.to_owned(),
        "ages" => return "age_to".to_owned(),
        "capacity" => return "of".to_owned(),
        "tags" => return "tag-kind".to_owned(),
        _ => return part.to_owned(),
    };
    let filled = typed.rows(row).iter().enumerate().filter(|(_, row)| !is_empty(row));
    let at = n.parse().ok().and_then(|n| filled.map(|(at, _)| at).nth(n)).unwrap_or_default();
    let first = if ROWS[0].0 == row { "name" } else { "note" };
    let field = match rest.unwrap_or(first) {
        "opens_at" => "opens",
        "closes_at" => "closes",
        "starts_on" => "starts",
        "ends_on" => "ends",
        "repeats" => "how",
        "place_id" => "place",
        "position" => "postcode",
        other => other,
    };
    format!("{row}-{at}-{field}")
}

fn said(words: &Catalogue, wrong: Wrong) -> String {
    match wrong {
        Wrong::Missing | Wrong::Empty => words.menu_form_empty(),
        Wrong::TooLong(most) => words.menu_form_long(most),
        Wrong::TooMany(most) => words.menu_form_many(most),
        Wrong::Unseen => words.menu_form_unseen(),
        Wrong::Url => words.menu_form_website_wrong(),
        Wrong::Email => words.invite_email_wrong(),
        Wrong::Telephone => words.texts_telephone_wrong(),
        Wrong::Postcode | Wrong::Position => words.menu_form_postcode_wrong(),
        Wrong::Language => words.menu_form_language_wrong(),
        Wrong::Age => words.menu_form_number_wrong(passport_core::menu::OLDEST),
        Wrong::Backwards => words.menu_form_backwards(),
        Wrong::NoDay => words.menu_form_no_day(),
        Wrong::NoOpening => words.menu_form_no_opening(),
        Wrong::NoPlace | Wrong::Twice => words.menu_form_twice(),
    }
}
