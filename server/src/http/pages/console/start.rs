//! The console's first page.

use super::{super::Page, Frame};
use serde::Serialize;

/// `console/start.html`.
#[derive(Debug, Serialize)]
pub struct StartPage {
    /// What stands around it.
    pub frame: Frame,
    /// Each list on which somebody waits: its code and how many cards stand on it.
    pub waiting: Vec<(&'static str, i64)>,
    /// What of the menu waits, and how much of it.
    pub menu: Vec<(&'static str, usize)>,
    /// How many reviews of services wait for somebody.
    pub reviews: u64,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "console/start.html";
}
