//! From what was typed to a text that can be saved, or all that is wrong, each fault at its field.

mod answers;
mod contact;
mod notes;
mod places;

pub(in super::super) use contact::website;
pub(super) use notes::Notes;

use super::rows::is_empty;
use super::{Row, Typed, timetable};
use crate::App;
use crate::http::console::fields::Faults;
use answers::{ages, capacity, languages, lines, tags};
use contact::{email, link, phone};
use passport_core::menu::{Details, Words};
use places::{cost, place};
use uuid::Uuid;

/// The most letters of a line, and of all that is longer.
const LINE: usize = 200;
const PARAGRAPH: usize = 5_000;

/// What came of reading a form.
pub(in super::super) struct Reading {
    /// The text, as far as it can be read.
    pub details: Details,
    /// What is wrong.
    pub faults: Faults,
}

/// Reads a form. `before` is the text that is changed: what the form does not ask for is taken over from it.
pub(in super::super) fn read(app: &App, typed: &Typed, before: Option<&Details>) -> Reading {
    let mut notes = Notes::of(app);
    let words = notes.words;
    let name = notes.text("name".to_owned(), typed.get("name"), LINE).unwrap_or_default();
    if name.is_empty() {
        notes.wrong("name".to_owned(), words.menu_form_name_empty());
    }
    let description =
        notes.text("description".to_owned(), typed.get("description"), PARAGRAPH).unwrap_or_default();
    if description.is_empty() {
        notes.wrong("description".to_owned(), words.menu_form_description_empty());
    }
    let alert = notes.text("alert".to_owned(), typed.get("alert"), PARAGRAPH);
    let tags = tags(&mut notes, typed);
    let ages = ages(&mut notes, typed);
    let who_for = notes.text("who_for".to_owned(), typed.get("who_for"), PARAGRAPH);
    let areas = lines(&mut notes, typed, "areas");
    let places: Vec<_> = filled(typed, "place").map(|(n, row)| place(&mut notes, n, row, before)).collect();
    let ids: Vec<Uuid> = places.iter().map(|place| place.place_id).collect();
    let schedules = filled(typed, "time");
    let schedules = schedules.filter_map(|(n, row)| timetable::schedule(&mut notes, n, row, &ids)).collect();
    let phones = filled(typed, "phone").filter_map(|(n, row)| phone(&mut notes, n, row)).collect();
    let website = notes.address("website".to_owned(), typed.get("website"));
    let email = email(&mut notes, typed.get("email"));
    let links = filled(typed, "link").filter_map(|(n, row)| link(&mut notes, n, row)).collect();
    let costs = filled(typed, "cost").filter_map(|(n, row)| cost(&mut notes, n, row)).collect();
    let fees = notes.text("fees".to_owned(), typed.get("fees"), PARAGRAPH);
    let capacity = capacity(&mut notes, typed);
    let said = said(&mut notes, typed);
    let languages = languages(&mut notes, typed, before);
    let details = Details {
        name,
        description,
        website,
        email,
        phones,
        ages,
        tags,
        places,
        schedules,
        costs,
        words: Words { who_for, fees, alert, ..said },
        languages,
        capacity,
        links,
        areas,
    };
    if notes.faults.is_empty() {
        for (field, why) in super::checked::faults(words, typed, &details) {
            notes.wrong(field, why);
        }
    }
    Reading { details, faults: notes.faults }
}

/// What else there is to say, in the order of the page.
fn said(notes: &mut Notes<'_>, typed: &Typed) -> Words {
    let mut said = |field: &str| notes.text(field.to_owned(), typed.get(field), PARAGRAPH);
    let (how_to_start, first_contact, follow_up) =
        (said("how_to_start"), said("first_contact"), said("follow_up"));
    let (wait, people, bring) = (said("wait"), said("people"), said("bring"));
    let (interpreters, safety) = (said("interpreters"), said("safety"));
    let easy_read = notes.text("easy_read".to_owned(), typed.get("easy_read"), PARAGRAPH);
    Words {
        people,
        bring,
        how_to_start,
        first_contact,
        follow_up,
        wait,
        interpreters,
        safety,
        easy_read,
        ..Words::default()
    }
}

/// The rows of a part in which something was typed, with their places in the form.
fn filled<'a>(typed: &'a Typed, part: &str) -> impl Iterator<Item = (usize, &'a Row)> {
    typed.rows(part).iter().enumerate().filter(|(_, row)| !is_empty(row))
}
