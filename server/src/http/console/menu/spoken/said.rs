//! What stands in one part of a text, in a line or a few.

use super::super::hours::{day_name, hours};
use crate::App;
use passport_core::menu::{Cost, Details, MonthDay, Place, Repeats, Schedule};

pub(super) fn noted(text: &str, note: Option<&String>) -> String {
    note.map_or_else(|| text.to_owned(), |note| format!("{text} ({note})"))
}

pub(super) fn ages(app: &App, details: &Details) -> Option<String> {
    let words = app.speaker().words();
    match (details.ages.from, details.ages.to) {
        (Some(from), Some(to)) => Some(words.menu_ages_between(from, to)),
        (Some(from), None) => Some(words.menu_ages_from(from)),
        (None, Some(to)) => Some(words.menu_ages_to(to)),
        (None, None) => None,
    }
}

pub(super) fn left(app: &App, details: &Details) -> Option<String> {
    let words = app.speaker().words();
    details.capacity.map(|one| match one.of {
        Some(of) => words.menu_left_of(one.left, of),
        None => words.menu_left(one.left),
    })
}

pub(super) fn cost_text(app: &App, cost: &Cost) -> String {
    let words = app.speaker().words();
    let (pounds, pence) = (cost.pence / 100, format!("{:02}", cost.pence % 100));
    let amount =
        if cost.pence == 0 { words.menu_cost_free() } else { words.menu_cost(pence, pounds.to_string()) };
    let amount = cost.what.as_ref().map_or_else(|| amount.clone(), |what| format!("{what}: {amount}"));
    noted(&amount, cost.note.as_ref())
}

pub(super) fn place_text(app: &App, place: &Place) -> String {
    let words = app.speaker().words();
    let address = [&place.name, &place.street, &place.town, &place.county, &place.postcode];
    let address = address.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    let hidden = place.is_hidden.then(|| words.menu_place_hidden());
    let more = [Some(address), hidden, place.getting_there.clone(), place.accessibility.clone()];
    more.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

pub(super) fn time_text(app: &App, details: &Details, time: &Schedule) -> String {
    let (speaker, words) = (app.speaker(), app.speaker().words());
    let starts = speaker.date(time.starts_on);
    let mut said = match &time.repeats {
        Repeats::Once => vec![starts.clone()],
        Repeats::Weekly { every, days } => {
            let days: Vec<String> = days.iter().map(|day| day_name(words, *day)).collect();
            vec![words.menu_when_weekly(days.join(", "), *every)]
        }
        Repeats::Monthly { every, on: MonthDay::Date(date) } => vec![words.menu_when_date(*date, *every)],
        Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
            vec![words.menu_when_nth(day_name(words, *day), *every, *nth)]
        }
    };
    said.extend(hours(words, time.opens_at, time.closes_at));
    if time.repeats != Repeats::Once {
        said.push(words.menu_when_from(starts));
    }
    said.extend(time.ends_on.map(|day| words.menu_when_until(speaker.date(day))));
    let place = details.places.iter().find(|place| Some(place.place_id) == time.place_id);
    said.extend(place.and_then(|place| place.name.clone().or_else(|| place.town.clone())));
    noted(&said.join(", "), time.note.as_ref())
}
