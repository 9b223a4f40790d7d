//! The console's first page.

use super::{super::Page, Frame};
use crate::http::console::reviews::EnvelopeLine;
use serde::Serialize;

/// `console/start.html`.
#[derive(Debug, Serialize)]
pub struct StartPage {
    /// What stands around it.
    pub frame: Frame,
    /// Each list on which somebody waits: its code and how many cards stand on it.
    pub waiting: Vec<(&'static str, i64)>,
    /// How many records go within thirty days.
    pub erased_soon: i64,
    /// What of the menu waits, and how much of it.
    pub menu: Vec<(&'static str, usize)>,
    /// What waits for this person because somebody may be in danger.
    pub envelopes: Vec<EnvelopeLine>,
    /// How many reviews of services wait for somebody.
    pub reviews: u64,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "console/start.html";
}
