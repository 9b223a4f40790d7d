//! The fields of the hub's texts, and what is wrong with them.

use super::super::super::fields::Faults;
use crate::App;
use crate::accent::{Accent, AccentError};
use crate::contact::{ShownNameError, shown_name, telephone};
use crate::store::HubTexts;
use passport_core::card::is_unseen;
use serde::{Deserialize, Serialize};

/// The most letters of the opening hours, and of whom to tell.
const LONGEST_HOURS: usize = 200;
/// The most letters of a text in the letter.
const LONGEST_TEXT: usize = 600;

/// What was typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    name: String,
    telephone: String,
    accent: String,
    opening_hours: String,
    greeting: String,
    closing: String,
    kind_letter: String,
    safeguarding: String,
    pub(super) version: i64,
}

impl Typed {
    pub(super) fn of(kept: HubTexts) -> Self {
        Self {
            name: kept.name,
            telephone: kept.telephone,
            accent: kept.accent,
            opening_hours: kept.opening_hours.unwrap_or_default(),
            greeting: kept.greeting.unwrap_or_default(),
            closing: kept.closing.unwrap_or_default(),
            kind_letter: kept.kind_letter.unwrap_or_default(),
            safeguarding: kept.safeguarding.unwrap_or_default(),
            version: kept.version,
        }
    }

    /// What to keep, or all that is wrong.
    pub(super) fn read(&self, app: &App) -> Result<HubTexts, Faults> {
        let words = app.speaker().words();
        let mut faults = Faults::default();
        let name = shown_name(&self.name).map_err(|fault| match fault {
            ShownNameError::Empty => words.texts_name_empty(),
            ShownNameError::TooLong => words.texts_name_long(),
            ShownNameError::Unseen => words.texts_name_unseen(),
            ShownNameError::SaysCarer => words.texts_name_says_carer(),
        });
        let name = name.unwrap_or_else(|text| faults.none("name", text));
        let number = telephone(&self.telephone);
        let number = number.unwrap_or_else(|_| faults.none("telephone", words.texts_telephone_wrong()));
        let accent = self.accent.trim().parse::<Accent>().map_err(|fault| match fault {
            AccentError::Form => words.texts_accent_wrong(),
            AccentError::TooLight => words.texts_accent_light(),
        });
        let accent = match accent {
            Ok(accent) => accent.to_string(),
            Err(text) => faults.none("accent", text),
        };
        let texts = [
            ("opening_hours", &self.opening_hours, LONGEST_HOURS, words.texts_hours_long()),
            ("greeting", &self.greeting, LONGEST_TEXT, words.texts_text_long()),
            ("closing", &self.closing, LONGEST_TEXT, words.texts_text_long()),
            ("kind_letter", &self.kind_letter, LONGEST_TEXT, words.texts_text_long()),
            ("safeguarding", &self.safeguarding, LONGEST_HOURS, words.texts_hours_long()),
        ];
        for (field, text, most, too_long) in texts {
            // A browser sends each line break as two characters; the store counts one.
            let text = text.trim().replace("\r\n", "\n");
            if text.chars().count() > most {
                faults.add(field, too_long);
            } else if text.chars().any(|letter| is_unseen(letter) && letter != '\n') {
                faults.add(field, words.texts_wrong());
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(HubTexts {
            name,
            telephone: number,
            accent,
            opening_hours: Some(self.opening_hours.clone()),
            greeting: Some(self.greeting.clone()),
            closing: Some(self.closing.clone()),
            kind_letter: Some(self.kind_letter.clone()),
            safeguarding: Some(self.safeguarding.clone()),
            version: self.version,
        })
    }
}

impl Faults {
    /// This is wrong too; gives nothing in its place.
    fn none(&mut self, field: &'static str, text: String) -> String {
        self.add(field, text);
        String::new()
    }
}
