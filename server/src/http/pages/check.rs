//! The page where a card is checked.

use super::Page;
use crate::http::check::Answer;
use serde::Serialize;

/// `check.html`.
#[derive(Debug, Serialize)]
pub struct CheckPage {
    /// The addresses whose squares count, the current one first.
    pub bases: Vec<String>,
    /// What was typed, when it has to be typed again.
    pub code: Option<String>,
    /// The setting chosen, by its code.
    pub setting: Option<&'static str>,
    /// The word catalogue's key of what is wrong with what was typed.
    pub fault: Option<&'static str>,
    /// Whole minutes to wait, with `check-code-too-many`.
    pub minutes: Option<u64>,
    /// The answer, without JavaScript.
    pub answer: Option<Answer>,
    /// Whether the title says "Error:".
    pub failed: bool,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "check.html";
}
