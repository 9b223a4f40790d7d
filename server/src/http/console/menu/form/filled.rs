//! The form of a text that is there: each of its parts in the field where it is changed.

use super::{Row, Typed, money, timetable};
use passport_core::menu::{Details, Place};
use passport_words::Speaker;
use std::collections::BTreeMap;

fn row<const N: usize>(fields: [(&str, Option<String>); N]) -> Row {
    fields.into_iter().map(|(field, value)| (field.to_owned(), value.unwrap_or_default())).collect()
}

impl Typed {
    /// The form of a text, opened with this version of its service.
    pub(in super::super) fn filled(speaker: &Speaker, details: &Details, version: i64) -> Self {
        let words = details.words.clone();
        let lines = |lines: Vec<&str>| Some(lines.join("\n"));
        let one = row([
            ("version", Some(version.to_string())),
            ("name", Some(details.name.clone())),
            ("description", Some(details.description.clone())),
            ("website", details.website.clone()),
            ("email", details.email.clone()),
            ("age_from", details.ages.from.map(|age| age.to_string())),
            ("age_to", details.ages.to.map(|age| age.to_string())),
            ("left", details.capacity.map(|one| one.left.to_string())),
            ("of", details.capacity.and_then(|one| one.of).map(|of| of.to_string())),
            ("areas", lines(details.areas.iter().map(String::as_str).collect())),
            ("languages", lines(details.languages.iter().map(|one| one.name.as_str()).collect())),
            ("people", words.people),
            ("bring", words.bring),
            ("how_to_start", words.how_to_start),
            ("first_contact", words.first_contact),
            ("follow_up", words.follow_up),
            ("who_for", words.who_for),
            ("wait", words.wait),
            ("fees", words.fees),
            ("interpreters", words.interpreters),
            ("safety", words.safety),
            ("alert", words.alert),
            ("easy_read", words.easy_read),
        ]);
        let tags = details.tags.iter().map(ToString::to_string).collect();
        Self { one, tags, rows: rows(speaker, details) }
    }
}

fn rows(speaker: &Speaker, details: &Details) -> BTreeMap<&'static str, Vec<Row>> {
    let phones = details.phones.iter();
    let phones = phones.map(|one| row([("number", Some(one.number.clone())), ("note", one.note.clone())]));
    let costs = details.costs.iter().map(|one| {
        row([
            ("what", one.what.clone()),
            ("amount", Some(money::typed(one.pence))),
            ("note", one.note.clone()),
        ])
    });
    let links = details.links.iter();
    let links = links.map(|one| row([("label", Some(one.label.clone())), ("url", Some(one.url.clone()))]));
    BTreeMap::from([
        ("phone", phones.collect()),
        ("place", details.places.iter().map(place).collect()),
        ("time", details.schedules.iter().map(|one| timetable::row(speaker, one)).collect()),
        ("cost", costs.collect()),
        ("link", links.collect()),
    ])
}

fn place(one: &Place) -> Row {
    row([
        ("id", Some(one.place_id.to_string())),
        ("name", one.name.clone()),
        ("street", one.street.clone()),
        ("town", one.town.clone()),
        ("county", one.county.clone()),
        ("postcode", one.postcode.clone()),
        ("getting_there", one.getting_there.clone()),
        ("accessibility", one.accessibility.clone()),
        ("hidden", one.is_hidden.then(|| "yes".to_owned())),
    ])
}
