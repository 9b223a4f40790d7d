//! What a service has several of, but for its timetable.

use std::collections::HashSet;

use super::shapes::{is_language, is_telephone, is_url};
use super::{
    Faults, LONG_TEXT, LONGEST_CODE, LONGEST_NUMBER, LONGEST_URL, MOST_AREAS, MOST_LANGUAGES, SHORT_TEXT,
    Wrong,
};
use crate::menu::{
    Details, MOST_COSTS, MOST_LINKS, MOST_PHONES, MOST_PLACES, MOST_TAGS, Place, Position, Postcode,
};

pub(super) fn check(details: &Details, faults: &mut Faults) {
    for (field, count, most) in [
        ("phones", details.phones.len(), MOST_PHONES),
        ("tags", details.tags.len(), MOST_TAGS),
        ("places", details.places.len(), MOST_PLACES),
        ("costs", details.costs.len(), MOST_COSTS),
        ("languages", details.languages.len(), MOST_LANGUAGES),
        ("links", details.links.len(), MOST_LINKS),
        ("areas", details.areas.len(), MOST_AREAS),
    ] {
        faults.say_if(count > most, field, Wrong::TooMany(most));
    }
    for (at, phone) in details.phones.iter().enumerate().take(MOST_PHONES) {
        let number = format!("phones.{at}.number");
        faults.shaped(number, &phone.number, LONGEST_NUMBER, (is_telephone, Wrong::Telephone));
        line(faults, format!("phones.{at}.note"), phone.note.as_deref());
    }
    let mut seen = HashSet::new();
    for (at, one) in details.places.iter().enumerate().take(MOST_PLACES) {
        faults.say_if(!seen.insert(one.place_id), format!("places.{at}"), Wrong::Twice);
        place(faults, &format!("places.{at}"), one);
    }
    for (at, cost) in details.costs.iter().enumerate().take(MOST_COSTS) {
        line(faults, format!("costs.{at}.what"), cost.what.as_deref());
        line(faults, format!("costs.{at}.note"), cost.note.as_deref());
    }
    for (at, language) in details.languages.iter().enumerate().take(MOST_LANGUAGES) {
        faults.line(format!("languages.{at}.name"), &language.name, SHORT_TEXT);
        if let Some(code) = &language.code {
            faults.shaped(format!("languages.{at}.code"), code, LONGEST_CODE, (is_language, Wrong::Language));
        }
    }
    for (at, link) in details.links.iter().enumerate().take(MOST_LINKS) {
        faults.line(format!("links.{at}.label"), &link.label, SHORT_TEXT);
        faults.shaped(format!("links.{at}.url"), &link.url, LONGEST_URL, (is_url, Wrong::Url));
    }
    for (at, area) in details.areas.iter().enumerate().take(MOST_AREAS) {
        faults.line(format!("areas.{at}"), area, SHORT_TEXT);
    }
}

fn place(faults: &mut Faults, field: &str, place: &Place) {
    line(faults, format!("{field}.name"), place.name.as_deref());
    if let Some(street) = &place.street {
        faults.lines(format!("{field}.street"), street, SHORT_TEXT);
    }
    line(faults, format!("{field}.town"), place.town.as_deref());
    line(faults, format!("{field}.county"), place.county.as_deref());
    let is_read = |text: &String| Postcode::parse(text).is_ok();
    faults.say_if(!place.postcode.iter().all(is_read), format!("{field}.postcode"), Wrong::Postcode);
    faults.say_if(!place.position.is_none_or(is_on_earth), format!("{field}.position"), Wrong::Position);
    for (name, text) in [("getting_there", &place.getting_there), ("accessibility", &place.accessibility)] {
        if let Some(text) = text {
            faults.lines(format!("{field}.{name}"), text, LONG_TEXT);
        }
    }
}

fn line(faults: &mut Faults, field: String, text: Option<&str>) {
    if let Some(text) = text {
        faults.line(field, text, SHORT_TEXT);
    }
}

fn is_on_earth(position: Position) -> bool {
    (-90.0..=90.0).contains(&position.latitude) && (-180.0..=180.0).contains(&position.longitude)
}
