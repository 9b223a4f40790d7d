//! What is noted while a form is read: what is wrong, field by field.

use super::contact::website;
use crate::App;
use crate::chance::draw_uuid;
use crate::http::console::fields::Faults;
use passport_core::card::is_unseen;
use passport_words::Catalogue;
use uuid::Uuid;

/// Collects what is wrong, and draws ids for what is new.
pub(in super::super) struct Notes<'a> {
    pub(in super::super) words: &'a Catalogue,
    app: &'a App,
    pub(super) faults: Faults,
}

impl<'a> Notes<'a> {
    /// Nothing is wrong yet.
    pub(super) fn of(app: &'a App) -> Self {
        Self { words: app.speaker().words(), app, faults: Faults::default() }
    }

    /// This is wrong.
    pub(in super::super) fn wrong(&mut self, field: String, why: String) {
        self.faults.add(field, why);
    }

    /// A text that is not empty, within its bound.
    pub(in super::super) fn text(&mut self, field: String, typed: &str, longest: usize) -> Option<String> {
        let text = typed.trim().replace("\r\n", "\n");
        let unseen = |letter: char| is_unseen(letter) && letter != '\n';
        if text.chars().count() > longest {
            self.wrong(field, self.words.menu_form_long(longest));
        } else if text.chars().any(unseen) {
            self.wrong(field, self.words.menu_form_unseen());
        }
        (!text.is_empty()).then_some(text)
    }

    /// The id that a row has, or a new one.
    pub(in super::super) fn id(&self, typed: &str) -> Uuid {
        typed.parse().ok().or_else(|| draw_uuid(&*self.app.store().chance()).ok()).unwrap_or_default()
    }

    /// The address of a page.
    pub(super) fn address(&mut self, field: String, typed: &str) -> Option<String> {
        let address = website(typed);
        if address.is_err() {
            self.wrong(field, self.words.menu_form_website_wrong());
        }
        address.unwrap_or_default()
    }

    /// A number, up to the most that makes sense.
    pub(super) fn number(&mut self, field: &str, typed: &str, most: u32) -> Option<u32> {
        let number = typed.parse::<u32>().ok().filter(|number| *number <= most);
        if number.is_none() && !typed.is_empty() {
            self.wrong(field.to_owned(), self.words.menu_form_number_wrong(most));
        }
        number
    }
}
