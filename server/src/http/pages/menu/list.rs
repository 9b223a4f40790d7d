//! The list of the menu: what was asked, what fits, and what else could be asked.

use super::Told;
use crate::http::pages::Page;
use serde::Serialize;

/// `menu/list.html`.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the template asks")]
#[derive(Debug, Default, Serialize)]
pub struct ListPage {
    /// Whether the operator lets browsers keep the list.
    pub kept: bool,
    /// Words that were searched for.
    pub words: String,
    /// What was chosen, each with the way back.
    pub chosen: Vec<Chosen>,
    /// The address without all that.
    pub clear: String,
    /// Parts of the address that were not understood: keys of messages.
    pub misread: Vec<&'static str>,
    /// Kinds of help by how they come; none where nothing is on the menu.
    pub matrix: Option<Matrix>,
    /// What else can be asked.
    pub questions: Vec<Question>,
    /// The age that was told.
    pub age: Option<u8>,
    /// What the form sends beside its own fields, so that nothing of the address is lost.
    pub hidden: Vec<Field>,
    /// The address's question, for the form that asks where somebody is.
    pub back: String,
    /// Whether it is known where they are.
    pub is_near: bool,
    /// What is wrong with the postcode that was typed: the key of a message.
    pub near_fault: Option<&'static str>,
    /// For the page's title.
    pub failed: bool,
    /// What fits, of this page.
    pub cards: Vec<Card>,
    /// How many fit.
    pub found: usize,
    /// Which page, from 1.
    pub page: u32,
    /// Of how many.
    pub pages: u32,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the next.
    pub next: Option<String>,
    /// What to leave out where nothing fits.
    pub drops: Vec<Drop>,
    /// Whether anything at all is on the menu.
    pub is_empty: bool,
    /// What stands after the addresses of paper and poster, with its `?`.
    pub query: String,
    /// The whole address, to be shared.
    pub share: String,
    /// The list in the address that is being made, and how many are on it.
    pub list: Option<List>,
}

/// A service on the list, with its address from here.
#[derive(Debug, Serialize)]
pub struct Card {
    /// What there is to say.
    pub told: Told,
    /// Its page.
    pub address: String,
    /// The day on which it is next.
    pub next: Option<String>,
}

/// Something that was chosen.
#[derive(Debug, Serialize)]
pub struct Chosen {
    /// What.
    pub said: String,
    /// The address without it.
    pub without: String,
}

/// Something to leave out, so that more fits.
#[derive(Debug, Serialize)]
pub struct Drop {
    /// What.
    pub said: String,
    /// The address without it.
    pub address: String,
    /// How many would fit.
    pub count: usize,
}

/// Kinds of help by how they come.
#[derive(Debug, Serialize)]
pub struct Matrix {
    /// The codes of the ways.
    pub ways: Vec<Way>,
    /// One row a kind.
    pub rows: Vec<Row>,
}

/// One way in which help comes.
#[derive(Debug, Serialize)]
pub struct Way {
    /// Its code.
    pub code: String,
    /// A few letters.
    pub name: String,
}

/// One kind of help.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its code, which names its picture.
    pub code: String,
    /// What it is called.
    pub kind: String,
    /// How many there are of it, however they come.
    pub all: Cell,
    /// By way.
    pub cells: Vec<Cell>,
}

/// How many there are, and where they are listed.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// How many.
    pub count: usize,
    /// Where.
    pub address: String,
}

/// One question with its answers.
#[derive(Debug, Serialize)]
pub struct Question {
    /// Its code, which makes ids.
    pub code: String,
    /// The question.
    pub asked: String,
    /// Whether one answer rules out the others.
    pub is_one: bool,
    /// How many answers were chosen.
    pub chosen: usize,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// The field it is sent in.
    pub name: String,
    /// What is sent.
    pub value: String,
    /// What people read.
    pub said: String,
    /// How many would fit; none where that is not counted.
    pub count: Option<usize>,
    /// Whether it was chosen.
    pub is_chosen: bool,
}

/// A field that is sent unseen.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A list that is being made in the address.
#[derive(Debug, Serialize)]
pub struct List {
    /// How many are on it.
    pub count: usize,
    /// Its page.
    pub address: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "menu/list.html";
}
