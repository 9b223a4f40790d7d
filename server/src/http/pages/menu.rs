//! The pages of the public menu, and what they are told of a service.

pub mod list;
pub mod one;
pub mod paper;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

/// A service, said in the words of the page. The same goes to pages, to paper and to the list that a phone keeps.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Told {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Who offers it.
    pub provider: String,
    /// Its first words, for a card of the list.
    pub lead: String,
    /// What is most asked, in a few words each, for a card of the list.
    pub facts: Vec<String>,
    /// Whether it helps at once.
    pub is_now: bool,
    /// Whether it is not there for now.
    pub is_paused: bool,
    /// Something to know now.
    pub alert: Option<String>,
    /// How far it is, where somebody said where they are.
    pub distance: Option<String>,
    /// That the address is told on getting in touch, where no place of it is told here.
    pub private_place: Option<String>,
    /// When somebody last made sure that all of it is right.
    pub checked: String,
    /// Whether that is long ago.
    pub is_old: bool,
    /// What there is to say, question by question.
    pub parts: Vec<Part>,
    /// The next days on which it is.
    pub dates: Vec<Day>,
    /// Where to ring.
    pub phones: Vec<Phone>,
    /// Where to write to.
    pub email: Option<String>,
    /// Its own page.
    pub website: Option<String>,
    /// More addresses.
    pub links: Vec<Address>,
    /// Easy read, where an editor wrote it: one idea a line.
    pub easy: Vec<String>,
}

/// One question about a service with all its answers.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its code, which also names its picture.
    pub code: &'static str,
    /// The question.
    pub title: String,
    /// Answers out of the list that every menu has.
    pub answers: Vec<String>,
    /// Answers in the editor's own words.
    pub blocks: Vec<Block>,
}

/// Lines that belong together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Block {
    /// What they are about, such as the name of a place.
    pub heading: Option<String>,
    /// The lines.
    pub lines: Vec<String>,
}

/// A day on which a service is.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// Which.
    pub on: NaiveDate,
    /// The same with its time, as people say it.
    pub said: String,
}

/// A telephone number.
#[derive(Clone, Debug, Serialize)]
pub struct Phone {
    /// What to press, with whose it is.
    pub said: String,
    /// As a link dials it.
    pub call: String,
}

/// An address with its name.
#[derive(Clone, Debug, Serialize)]
pub struct Address {
    /// What is there.
    pub label: String,
    /// `https://…` or `http://…`.
    pub url: String,
}
