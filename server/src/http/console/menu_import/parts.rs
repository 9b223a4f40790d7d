//! A text of a service, part by part in words, for two of them to be laid side by side. Every text has the same parts in the same order.

use crate::App;
use chrono::{Datelike as _, NaiveTime};
use passport_core::menu::{Ages, Cost, Details, MonthDay, Place, Repeats, Schedule};

/// One part.
pub(super) struct Part {
    /// What it is.
    pub label: String,
    /// What it says; nothing where nothing is said.
    pub text: String,
}

/// All parts.
pub(super) fn parts(app: &App, details: &Details) -> Vec<Part> {
    let words = &details.words;
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    let lines = |lines: Vec<String>| lines.join("\n");
    let held = app.menu().held();
    let tags = details.tags.iter().map(|tag| held.speak(app.speaker(), tag).name);
    let all = [
        ("name", details.name.clone()),
        ("description", details.description.clone()),
        ("alert", word(&words.alert)),
        ("ages", ages(app, details.ages)),
        ("who-for", word(&words.who_for)),
        ("tags", lines(tags.collect())),
        ("places", details.places.iter().map(place).collect::<Vec<_>>().join("\n\n")),
        ("schedules", lines(details.schedules.iter().map(|one| schedule(app, one)).collect())),
        ("costs", lines(details.costs.iter().map(|one| cost(app, one)).collect())),
        ("fees", word(&words.fees)),
        ("how-to-start", word(&words.how_to_start)),
        ("wait", word(&words.wait)),
        ("phones", lines(details.phones.iter().map(|one| noted(&one.number, one.note.as_ref())).collect())),
        ("email", word(&details.email)),
        ("website", word(&details.website)),
        ("links", lines(details.links.iter().map(|one| format!("{}: {}", one.label, one.url)).collect())),
        ("languages", lines(details.languages.iter().map(|one| one.name.clone()).collect())),
        ("interpreters", word(&words.interpreters)),
        ("areas", lines(details.areas.clone())),
    ];
    let label = |part| app.speaker().words().menu_import_part(part);
    all.into_iter().map(|(part, text)| Part { label: label(part), text }).collect()
}

fn noted(text: &str, note: Option<&String>) -> String {
    note.map_or_else(|| text.to_owned(), |note| format!("{text} ({note})"))
}

fn ages(app: &App, ages: Ages) -> String {
    let words = app.speaker().words();
    match (ages.from, ages.to) {
        (Some(from), Some(to)) => words.menu_import_ages(from, to),
        (Some(from), None) => words.menu_import_ages_from(from),
        (None, Some(to)) => words.menu_import_ages_to(to),
        (None, None) => String::new(),
    }
}

fn place(place: &Place) -> String {
    let lines = [
        &place.name,
        &place.street,
        &place.town,
        &place.county,
        &place.postcode,
        &place.getting_there,
        &place.accessibility,
    ];
    lines.into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")
}

fn cost(app: &App, cost: &Cost) -> String {
    let (pounds, pence) = (cost.pence / 100, format!("{:02}", cost.pence % 100));
    let amount = app.speaker().words().menu_import_cost(pence, pounds.to_string());
    let what = cost.what.as_ref().map(|what| format!("{what}: {amount}"));
    noted(&what.unwrap_or(amount), cost.note.as_ref())
}

fn schedule(app: &App, one: &Schedule) -> String {
    let (speaker, words) = (app.speaker(), app.speaker().words());
    let day_name = |day: chrono::Weekday| words.menu_import_day(day.number_from_monday());
    let mut said = vec![match &one.repeats {
        Repeats::Once => speaker.date(one.starts_on),
        Repeats::Weekly { every, days } => {
            let days: Vec<String> = days.iter().map(|day| day_name(*day)).collect();
            words.menu_import_weekly(days.join(", "), *every)
        }
        Repeats::Monthly { every, on: MonthDay::Date(date) } => words.menu_import_monthly_date(*date, *every),
        Repeats::Monthly { every, on: MonthDay::Nth { nth, day } } => {
            words.menu_import_monthly_day(day_name(*day), *every, *nth)
        }
    }];
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    said.extend(one.opens_at.map(|opens| match one.closes_at {
        Some(closes) => words.menu_import_hours(time(closes), time(opens)),
        None => words.menu_import_opens(time(opens)),
    }));
    if one.repeats != Repeats::Once && one.starts_on.year() > 2020 {
        said.push(words.menu_import_from(speaker.date(one.starts_on)));
    }
    said.extend(one.ends_on.map(|day| words.menu_import_until(speaker.date(day))));
    noted(&said.join(", "), one.note.as_ref())
}
