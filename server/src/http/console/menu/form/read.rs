//! From what was typed to a text that can be saved, or all that is wrong, each fault at its field.

use super::rows::{get, is_empty};
use super::{Row, Typed, money, timetable};
use crate::App;
use crate::chance::draw_uuid;
use crate::contact::telephone;
use crate::http::console::fields::Faults;
use crate::sign_in::tidy_email;
use passport_core::card::is_unseen;
use passport_core::menu::{
    Ages, Capacity, Cost, Details, Language, Link, MOST_TAGS, Place, Postcode, Tag, Telephone, Words,
};
use passport_words::Catalogue;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most letters of a line, and of all that is longer.
const LINE: usize = 200;
const PARAGRAPH: usize = 5_000;
/// The most letters of an address.
const LONGEST_ADDRESS: usize = 500;

/// What came of reading a form.
pub(in super::super) struct Reading {
    /// The text, as far as it can be read.
    pub details: Details,
    /// What is wrong.
    pub faults: Faults,
}

/// Collects what is wrong, and draws ids for what is new.
pub(super) struct Notes<'a> {
    pub(super) words: &'a Catalogue,
    app: &'a App,
    faults: Faults,
}

impl Notes<'_> {
    pub(super) fn wrong(&mut self, field: String, why: String) {
        self.faults.add(field, why);
    }

    /// A text that is not empty, within its bound.
    pub(super) fn text(&mut self, field: String, typed: &str, longest: usize) -> Option<String> {
        let text = typed.trim().replace("\r\n", "\n");
        let unseen = |letter: char| is_unseen(letter) && letter != '\n';
        if text.chars().count() > longest {
            self.wrong(field, self.words.menu_form_long(longest));
        } else if text.chars().any(unseen) {
            self.wrong(field, self.words.menu_form_unseen());
        }
        (!text.is_empty()).then_some(text)
    }

    /// The id that a row has, or a new one.
    pub(super) fn id(&self, typed: &str) -> Uuid {
        typed.parse().ok().or_else(|| draw_uuid(&*self.app.store().chance()).ok()).unwrap_or_default()
    }

    fn address(&mut self, field: String, typed: &str) -> Option<String> {
        let address = website(typed);
        if address.is_err() {
            self.wrong(field, self.words.menu_form_website_wrong());
        }
        address.unwrap_or_default()
    }

    fn number(&mut self, field: &str, typed: &str, most: u32) -> Option<u32> {
        let number = typed.parse::<u32>().ok().filter(|number| *number <= most);
        if number.is_none() && !typed.is_empty() {
            self.wrong(field.to_owned(), self.words.menu_form_number_wrong(most));
        }
        number
    }
}

/// What was typed is no address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct NotAWebsite;

/// The address of a page, with the `https://` that people leave out; none where nothing was typed.
pub(in super::super) fn website(typed: &str) -> Result<Option<String>, NotAWebsite> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let full = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let host = full.strip_prefix("https://").or_else(|| full.strip_prefix("http://"));
    let host = host.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let is_sound = host.contains('.') && !host.starts_with('.') && !host.contains('@');
    let is_plain = !full.chars().any(|letter| letter.is_whitespace() || is_unseen(letter));
    if is_sound && is_plain && full.len() <= LONGEST_ADDRESS { Ok(Some(full)) } else { Err(NotAWebsite) }
}

/// Reads a form. `before` is the text that is changed: what the form does not ask for is taken over from it.
pub(in super::super) fn read(app: &App, typed: &Typed, before: Option<&Details>) -> Reading {
    let mut notes = Notes { words: app.speaker().words(), app, faults: Faults::default() };
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

fn tags(notes: &mut Notes<'_>, typed: &Typed) -> BTreeSet<Tag> {
    let tags: BTreeSet<Tag> = typed.tags.iter().filter_map(|tag| Tag::parse(tag).ok()).collect();
    if tags.len() > MOST_TAGS {
        notes.wrong("tag-kind".to_owned(), notes.words.menu_form_tags_many(MOST_TAGS));
    }
    tags
}

fn ages(notes: &mut Notes<'_>, typed: &Typed) -> Ages {
    let age = |notes: &mut Notes<'_>, field: &str| {
        notes.number(field, typed.get(field), 120).and_then(|age| u8::try_from(age).ok())
    };
    let ages = Ages { from: age(notes, "age_from"), to: age(notes, "age_to") };
    if ages.from.zip(ages.to).is_some_and(|(from, to)| to < from) {
        notes.wrong("age_to".to_owned(), notes.words.menu_form_ages_wrong());
    }
    ages
}

fn lines(notes: &mut Notes<'_>, typed: &Typed, field: &str) -> Vec<String> {
    let text = notes.text(field.to_owned(), typed.get(field), PARAGRAPH).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn languages(notes: &mut Notes<'_>, typed: &Typed, before: Option<&Details>) -> Vec<Language> {
    let known = before.map_or(&[][..], |before| &before.languages);
    let code = |name: &str| known.iter().find(|one| one.name == name).and_then(|one| one.code.clone());
    let names = lines(notes, typed, "languages").into_iter();
    names.map(|name| Language { code: code(&name), name }).collect()
}

/// The position of a postcode that did not change is kept; a new one is looked up when the text is saved.
fn place(notes: &mut Notes<'_>, n: usize, row: &Row, before: Option<&Details>) -> Place {
    let mut text = |field: &str, longest| notes.text(format!("place-{n}-{field}"), get(row, field), longest);
    let (name, street, town) = (text("name", LINE), text("street", LINE), text("town", LINE));
    let (county, getting_there) = (text("county", LINE), text("getting_there", PARAGRAPH));
    let accessibility = text("accessibility", PARAGRAPH);
    let postcode = match get(row, "postcode") {
        "" => None,
        typed => {
            let read = Postcode::parse(typed).ok();
            if read.is_none() {
                notes.wrong(format!("place-{n}-postcode"), notes.words.menu_form_postcode_wrong());
            }
            read.map(|one| one.as_str().to_owned())
        }
    };
    let place_id = notes.id(get(row, "id"));
    let kept = before.and_then(|before| before.places.iter().find(|one| one.place_id == place_id));
    let position = kept.filter(|kept| kept.postcode == postcode).and_then(|kept| kept.position);
    let is_hidden = !get(row, "hidden").is_empty();
    Place {
        place_id,
        name,
        street,
        town,
        county,
        postcode,
        position,
        getting_there,
        accessibility,
        is_hidden,
    }
}

fn phone(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Telephone> {
    let number = telephone(get(row, "number")).ok();
    if number.is_none() {
        notes.wrong(format!("phone-{n}-number"), notes.words.texts_telephone_wrong());
    }
    let note = notes.text(format!("phone-{n}-note"), get(row, "note"), LINE);
    Some(Telephone { number: number?, note })
}

fn email(notes: &mut Notes<'_>, typed: &str) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let email = tidy_email(typed).ok();
    if email.is_none() {
        notes.wrong("email".to_owned(), notes.words.invite_email_wrong());
    }
    email
}

fn link(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Link> {
    let label = notes.text(format!("link-{n}-label"), get(row, "label"), LINE);
    if label.is_none() {
        notes.wrong(format!("link-{n}-label"), notes.words.menu_form_link_label_empty());
    }
    let url = notes.address(format!("link-{n}-url"), get(row, "url"));
    if url.is_none() {
        notes.wrong(format!("link-{n}-url"), notes.words.menu_form_website_wrong());
    }
    Some(Link { label: label?, url: url? })
}

fn cost(notes: &mut Notes<'_>, n: usize, row: &Row) -> Option<Cost> {
    let pence = money::pence(get(row, "amount"));
    if pence.is_none() {
        notes.wrong(format!("cost-{n}-amount"), notes.words.menu_form_money_wrong());
    }
    let what = notes.text(format!("cost-{n}-what"), get(row, "what"), LINE);
    let note = notes.text(format!("cost-{n}-note"), get(row, "note"), LINE);
    Some(Cost { what, pence: pence?, note })
}

fn capacity(notes: &mut Notes<'_>, typed: &Typed) -> Option<Capacity> {
    let left = notes.number("left", typed.get("left"), 100_000);
    let of = notes.number("of", typed.get("of"), 100_000);
    if left.is_none() && typed.get("left").is_empty() && of.is_some() {
        notes.wrong("left".to_owned(), notes.words.menu_form_left_empty());
    }
    if left.zip(of).is_some_and(|(left, of)| of < left) {
        notes.wrong("of".to_owned(), notes.words.menu_form_left_many());
    }
    left.map(|left| Capacity { left, of })
}
