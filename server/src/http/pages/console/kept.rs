//! The page that gives back what was typed before a session ended.

use super::{super::Page, Frame};
use serde::Serialize;

/// `console/kept.html`.
#[derive(Debug, Serialize)]
pub struct KeptPage {
    /// What stands around it.
    pub frame: Frame,
    /// Where it goes when it is sent on.
    pub to: String,
    /// The fields, as they were sent.
    pub fields: Vec<(String, String)>,
    /// What was typed, to look at.
    pub typed: Vec<String>,
}

impl Page for KeptPage {
    const TEMPLATE: &'static str = "console/kept.html";
}
