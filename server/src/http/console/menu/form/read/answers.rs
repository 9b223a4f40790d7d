//! What is ticked, counted or said a line each.

use super::super::Typed;
use super::{Notes, PARAGRAPH};
use passport_core::menu::{Ages, Capacity, Details, Language, MOST_TAGS, Tag};
use std::collections::BTreeSet;

pub(super) fn tags(notes: &mut Notes<'_>, typed: &Typed) -> BTreeSet<Tag> {
    let tags: BTreeSet<Tag> = typed.tags.iter().filter_map(|tag| Tag::parse(tag).ok()).collect();
    if tags.len() > MOST_TAGS {
        notes.wrong("tag-kind".to_owned(), notes.words.menu_form_tags_many(MOST_TAGS));
    }
    tags
}

pub(super) fn ages(notes: &mut Notes<'_>, typed: &Typed) -> Ages {
    let age = |notes: &mut Notes<'_>, field: &str| {
        notes.number(field, typed.get(field), 120).and_then(|age| u8::try_from(age).ok())
    };
    let ages = Ages { from: age(notes, "age_from"), to: age(notes, "age_to") };
    if ages.from.zip(ages.to).is_some_and(|(from, to)| to < from) {
        notes.wrong("age_to".to_owned(), notes.words.menu_form_ages_wrong());
    }
    ages
}

pub(super) fn lines(notes: &mut Notes<'_>, typed: &Typed, field: &str) -> Vec<String> {
    let text = notes.text(field.to_owned(), typed.get(field), PARAGRAPH).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn languages(notes: &mut Notes<'_>, typed: &Typed, before: Option<&Details>) -> Vec<Language> {
    let known = before.map_or(&[][..], |before| &before.languages);
    let code = |name: &str| known.iter().find(|one| one.name == name).and_then(|one| one.code.clone());
    let names = lines(notes, typed, "languages").into_iter();
    names.map(|name| Language { code: code(&name), name }).collect()
}

pub(super) fn capacity(notes: &mut Notes<'_>, typed: &Typed) -> Option<Capacity> {
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
