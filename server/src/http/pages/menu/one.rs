//! The page of one service, a list in a link, and the list that a phone keeps.

use super::{Told, list::Card};
use crate::http::{pages::Page, reviews::ReviewsBlock};
use serde::Serialize;

/// `menu/one.html`: what is said of a service, and what stands around that for whoever looks at it.
#[derive(Debug, Serialize)]
pub struct OnePage {
    /// What there is to say.
    pub told: Told,
    /// Back to where they came from.
    pub back: String,
    /// Who looks at it.
    pub seen_by: SeenBy,
}

/// For whom the page of a service is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SeenBy {
    /// Somebody who reads the menu.
    Reader(Box<Doors>),
    /// An editor, who sees how it will look.
    Editor(Foretold),
}

/// What a reader can do from the page of a service.
#[derive(Debug, Serialize)]
pub struct Doors {
    /// Whether the operator lets browsers keep the list.
    pub kept: bool,
    /// Where it stands, without what somebody looked for.
    pub address: String,
    /// The same as a whole link, to be shared.
    pub share: String,
    /// A list in the address with this on it as well.
    pub add: String,
    /// What others say of it.
    pub reviews: ReviewsBlock,
}

/// What an editor is told above a page that is not what everybody reads yet.
#[derive(Debug, Serialize)]
pub struct Foretold {
    /// Whether it is a draft; otherwise everybody reads it as it is.
    pub is_draft: bool,
    /// Where this editor may approve it.
    pub approve: Option<String>,
}

impl Page for OnePage {
    const TEMPLATE: &'static str = "menu/one.html";
}

/// `menu/gone.html`: nothing of this id is on the menu.
#[derive(Debug, Serialize)]
pub struct GonePage {}

impl Page for GonePage {
    const TEMPLATE: &'static str = "menu/gone.html";
}

/// `menu/shared.html`: a list in a link.
#[derive(Debug, Serialize)]
pub struct SharedPage {
    /// What is on it.
    pub cards: Vec<Listed>,
    /// How many of the link are on the menu no more.
    pub gone: usize,
    /// What stands after the addresses of paper and poster, with its `?`.
    pub query: String,
    /// The whole link.
    pub share: String,
    /// To the menu, to add more.
    pub more: String,
}

/// A service on a list in a link.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// As on the menu.
    pub card: Card,
    /// The list without it.
    pub without: String,
}

impl Page for SharedPage {
    const TEMPLATE: &'static str = "menu/shared.html";
}

/// `menu/kept.html`: the list that a phone keeps, the same page for everybody.
#[derive(Debug, Serialize)]
pub struct KeptPage {
    /// Whether browsers may keep it.
    pub kept: bool,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "menu/kept.html";
}
