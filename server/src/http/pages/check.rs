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
    /// What is wrong with what was typed or chosen.
    pub fault: Option<Complaint>,
    /// Whole minutes to wait, with `check-code-too-many`.
    pub minutes: Option<u64>,
    /// The answer, without JavaScript.
    pub answer: Option<Answer>,
    /// Whether the title says "Error:".
    pub failed: bool,
}

/// What is wrong with one field of the form.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Complaint {
    /// The field's id on the page.
    field: &'static str,
    /// The word catalogue's key.
    words: &'static str,
}

impl Complaint {
    /// About the code, in words of this key.
    pub fn of_code(words: &'static str) -> Self {
        Self { field: "code", words }
    }

    /// About the place chosen, in words of this key.
    pub fn of_place(words: &'static str) -> Self {
        Self { field: "setting", words }
    }
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "check.html";
}
