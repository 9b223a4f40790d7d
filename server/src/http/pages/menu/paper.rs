//! The menu on paper: a list, a booklet, easy read, and posters.

use super::Told;
use crate::http::pages::Page;
use serde::Serialize;

/// What every paper of several services is told.
#[derive(Debug, Serialize)]
pub struct Papers {
    /// The services.
    pub all: Vec<Told>,
    /// What was chosen.
    pub chosen: Vec<String>,
    /// The day it was made.
    pub printed_on: String,
    /// Where the newest stands.
    pub newest: String,
    /// An SVG of a square that opens it; none where it is too long for one.
    pub square: Option<String>,
    /// Back to the page it is of.
    pub back: String,
    /// How many are printed at most, where there were more.
    pub most: Option<usize>,
}

/// `menu/print.html`: A4.
#[derive(Debug, Serialize)]
pub struct PrintedList {
    /// What is on it.
    #[serde(flatten)]
    pub papers: Papers,
}

impl Page for PrintedList {
    const TEMPLATE: &'static str = "menu/print.html";
}

/// `menu/easy-read.html`: one idea a line, a picture beside each.
#[derive(Debug, Serialize)]
pub struct EasyRead {
    /// What is on it.
    #[serde(flatten)]
    pub papers: Papers,
}

impl Page for EasyRead {
    const TEMPLATE: &'static str = "menu/easy-read.html";
}

/// `menu/booklet.html`: A5, or A4 to fold.
#[derive(Debug, Serialize)]
pub struct Booklet {
    /// What is in it.
    #[serde(flatten)]
    pub papers: Papers,
    /// The services, as short as a booklet needs them.
    pub entries: Vec<Entry>,
    /// Its leaves in the order in which they are printed: one page each, or two side by side.
    pub sheets: Vec<Vec<Leaf>>,
    /// Whether two stand side by side, to be folded.
    pub is_folded: bool,
    /// The same in the other order.
    pub other: String,
}

impl Page for Booklet {
    const TEMPLATE: &'static str = "menu/booklet.html";
}

/// A service in a booklet.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// Who offers it, and what is most asked.
    pub from: Vec<String>,
    /// Something to know now.
    pub alert: Option<String>,
    /// Whether it is not there for now.
    pub is_paused: bool,
    /// Its first words.
    pub lead: String,
    /// What there is to say.
    pub parts: Vec<Short>,
    /// Where to ring or write to.
    pub reach: Vec<String>,
    /// Whether it has a page of its own.
    pub is_long: bool,
    /// Whether there is more to read elsewhere.
    pub is_cut: bool,
}

/// A question with its answers.
#[derive(Clone, Debug, Serialize)]
pub struct Short {
    /// The question.
    pub title: String,
    /// The answers.
    pub lines: Vec<String>,
}

/// One page of the booklet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leaf {
    /// Which, from 1.
    pub number: usize,
    /// What is on it.
    #[serde(flatten)]
    pub holds: Holds,
}

/// What is on a page of the booklet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "holds", rename_all = "kebab-case")]
pub enum Holds {
    /// The front.
    Cover,
    /// What is inside: places in the list of services, with their pages.
    Contents {
        /// In their order.
        lines: Vec<ContentsLine>,
    },
    /// Services, by their places in the list.
    Services {
        /// Two at most, or one long one.
        places: Vec<usize>,
    },
    /// Room to write.
    Notes,
    /// The back: help now.
    Back,
}

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContentsLine {
    /// The service's place in the list.
    pub place: usize,
    /// Its page.
    pub page: usize,
}

/// `menu/poster.html`: a square for a wall.
#[derive(Debug, Serialize)]
pub struct MenuPoster {
    /// The service it is of; none is the menu.
    pub told: Option<Told>,
    /// What was chosen.
    pub chosen: Vec<String>,
    /// An SVG of the square; none where it is too long for phones to read from a wall.
    pub square: Option<String>,
    /// What it opens, as people read it.
    pub shown: String,
    /// Back to the page it is of.
    pub back: String,
}

impl Page for MenuPoster {
    const TEMPLATE: &'static str = "menu/poster.html";
}
