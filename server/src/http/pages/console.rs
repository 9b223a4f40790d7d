//! The console's pages, and the frame around all of them.

pub mod join;
pub mod kept;
pub mod sign_in;
pub mod start;

use super::Page;
use crate::{
    http::{error::AppError, pages::errors::ErrorPage},
    store::Entrance,
};
use serde::Serialize;

/// What stands around a page of somebody who is signed in; a page holds it as `frame`.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The hub's name.
    pub hub: String,
    /// The person's name.
    pub name: String,
    /// Whether they run the hub.
    pub manager: bool,
    /// How many hubs they work for.
    pub hubs: i64,
    /// How many messages wait in the inbox.
    pub waiting: i64,
    /// What every form carries as `csrf`.
    pub csrf: String,
    /// What was just done, in words.
    pub flash: Option<String>,
}

/// `console/error.html`: a fault, with the way back to the console or the desk.
#[derive(Debug, Serialize)]
pub struct ConsoleErrorPage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
    /// As [`ErrorPage::words`].
    pub words: &'static str,
}

impl ConsoleErrorPage {
    /// The page of this error.
    pub fn of(error: &AppError, entrance: Entrance) -> Self {
        Self { home: entrance.home(), words: ErrorPage::of(error).words }
    }
}

impl Page for ConsoleErrorPage {
    const TEMPLATE: &'static str = "console/error.html";
}
