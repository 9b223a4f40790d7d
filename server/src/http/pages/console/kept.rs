//! The pages that give back what was typed: before a session ended, and when the server could not take it.

use super::super::Page;
use crate::{http::console::Kept, store::Entrance};
use serde::Serialize;

/// `console/kept.html`.
#[derive(Debug, Serialize)]
pub struct KeptPage<F> {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
    /// What stands around it.
    pub frame: F,
    /// Where it goes when it is sent on.
    pub to: String,
    /// The fields, as they were sent.
    pub fields: Vec<(String, String)>,
    /// What was typed, to look at.
    pub typed: Vec<String>,
}

impl<F> KeptPage<F> {
    /// For somebody who is signed in again.
    pub fn of(kept: Kept, entrance: Entrance, frame: F) -> Self {
        let typed = kept.typed().into_iter().map(str::to_owned).collect();
        Self { home: entrance.home(), frame, to: kept.to, fields: kept.fields, typed }
    }
}

impl<F: Serialize> Page for KeptPage<F> {
    const TEMPLATE: &'static str = "console/kept.html";
}

/// `console/unsent.html`: nobody is named on it, since who is signed in cannot be looked up either.
#[derive(Debug, Default, Serialize)]
pub struct UnsentPage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    home: &'static str,
    /// Where it goes when it is sent again; nowhere for a file, which a page cannot hold.
    to: Option<String>,
    /// The fields, as they were sent, with the mark of the session.
    fields: Vec<(String, String)>,
    /// What was typed, to look at.
    typed: Vec<String>,
}

impl UnsentPage {
    /// For a form that was typed.
    pub fn of(kept: Kept, entrance: Entrance) -> Self {
        let typed = kept.without_mark().typed().into_iter().map(str::to_owned).collect();
        Self { home: entrance.home(), to: Some(kept.to), fields: kept.fields, typed }
    }

    /// For a file.
    pub fn of_file(entrance: Entrance) -> Self {
        Self { home: entrance.home(), ..Self::default() }
    }
}

impl Page for UnsentPage {
    const TEMPLATE: &'static str = "console/unsent.html";
}
