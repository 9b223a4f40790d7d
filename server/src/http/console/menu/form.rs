//! The long form of a service, as plain HTML sends it: fields by name, rows that are added and taken away by buttons, nothing typed lost.

mod checked;
mod filled;
mod money;
mod page;
mod read;
mod rows;
mod time_of_day;
mod timetable;

pub(super) use page::{FormPage, page};
pub(super) use read::{read, website};
pub(super) use timetable::hour;

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One row of a part that may come many times: its fields by name.
pub(super) type Row = BTreeMap<String, String>;

/// The parts that may come many times, with the most rows of each.
const ROWS: [(&str, usize); 5] = [
    ("place", passport_core::menu::MOST_PLACES),
    ("time", passport_core::menu::MOST_SCHEDULES),
    ("phone", passport_core::menu::MOST_PHONES),
    ("cost", passport_core::menu::MOST_COSTS),
    ("link", passport_core::menu::MOST_LINKS),
];

/// What was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Typed {
    /// Fields that stand once.
    pub one: BTreeMap<String, String>,
    /// The answers that are ticked.
    pub tags: BTreeSet<String>,
    /// The rows of each part, by its name.
    pub rows: BTreeMap<&'static str, Vec<Row>>,
}

/// What the button that was pressed asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// To save.
    Save,
    /// One more row, or one less: the form comes back.
    Rows,
}

impl Typed {
    /// Nothing yet, under an id that is drawn with the form.
    pub(super) fn empty(attempt: String) -> Self {
        let one = BTreeMap::from([("attempt".to_owned(), attempt)]);
        Self { one, ..Self::default() }
    }

    /// The fields of a form as they were sent. What is no field of ours is left out.
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        let mut rows: BTreeMap<(&'static str, usize), Row> = BTreeMap::new();
        for (name, value) in fields {
            if name == "tag" {
                typed.tags.insert(value);
            } else if let Some((part, row, field)) = rows::place_of(&name) {
                rows.entry((part, row)).or_default().insert(field.to_owned(), value);
            } else {
                typed.one.insert(name, value);
            }
        }
        for ((part, _), row) in rows {
            typed.rows.entry(part).or_default().push(row);
        }
        typed
    }

    /// A field that stands once, without space around it.
    pub(super) fn get(&self, name: &str) -> &str {
        self.one.get(name).map_or("", |value| value.trim())
    }

    /// The rows of a part.
    pub(super) fn rows(&self, part: &str) -> &[Row] {
        self.rows.get(part).map_or(&[], Vec::as_slice)
    }

    /// The version of the text that the form was opened with.
    pub(super) fn version(&self) -> i64 {
        self.get("version").parse().unwrap_or_default()
    }
}
