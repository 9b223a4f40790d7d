//! What is wrong with what an editor wrote, or with what came from another's feed.

mod lists;
mod shapes;
mod texts;
mod times;

use super::Details;

/// The most letters of a name, a label, a note or a town.
pub const SHORT_TEXT: usize = 200;
/// The most letters of a description, or of anything else said at length.
pub const LONG_TEXT: usize = 5000;
/// The most letters of an address of a page.
pub const LONGEST_URL: usize = 500;
/// The most letters of an email address (RFC 5321 §4.5.3.1.3, without its brackets).
pub const LONGEST_EMAIL: usize = 254;
/// The most characters of a telephone number.
pub const LONGEST_NUMBER: usize = 40;
/// The most letters of a language's code.
pub const LONGEST_CODE: usize = 12;
/// The most languages.
pub const MOST_LANGUAGES: usize = 40;
/// The most areas.
pub const MOST_AREAS: usize = 40;
/// The highest age.
pub const OLDEST: u8 = 120;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `name`, `words.bring`, `places.0.postcode` (the first is 0).
    pub field: String,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It must be said.
    #[error("is missing")]
    Missing,
    /// It is there and says nothing.
    #[error("is empty")]
    Empty,
    /// More than so many letters.
    #[error("is longer than {0} letters")]
    TooLong(usize),
    /// More than so many of them.
    #[error("are more than {0}")]
    TooMany(usize),
    /// A character that nobody sees, or a line break where there is one line.
    #[error("has a character that cannot be shown")]
    Unseen,
    /// Not `https://…` or `http://…`.
    #[error("is not an address of a page, like https://www.example.org")]
    Url,
    /// Not like an email address.
    #[error("is not an email address")]
    Email,
    /// Not like a telephone number.
    #[error("is not a telephone number")]
    Telephone,
    /// Not like a postcode.
    #[error("is not a postcode")]
    Postcode,
    /// Not a position on the earth.
    #[error("is not a position on the earth")]
    Position,
    /// Not like a language's code.
    #[error("is not a code of a language")]
    Language,
    /// Higher than the highest age.
    #[error("is not an age")]
    Age,
    /// The last before the first: ages, days, times, places left of places.
    #[error("comes before its beginning")]
    Backwards,
    /// Not a day that comes: no day of the week, a day twice, the sixth Tuesday, the 32nd, each 0 weeks.
    #[error("is on no day")]
    NoDay,
    /// It closes and never opens.
    #[error("closes and does not open")]
    NoOpening,
    /// A place that the service has not.
    #[error("is at a place that is not there")]
    NoPlace,
    /// The same once more.
    #[error("is there twice")]
    Twice,
}

impl Details {
    /// All that is wrong with it, in the order of a form; nothing if it may be kept.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        texts::check(self, &mut faults);
        lists::check(self, &mut faults);
        times::check(self, &mut faults);
        faults.0
    }
}

/// What was found so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn say(&mut self, field: impl Into<String>, wrong: Wrong) {
        self.0.push(Fault { field: field.into(), wrong });
    }

    fn say_if(&mut self, is_wrong: bool, field: impl Into<String>, wrong: Wrong) {
        if is_wrong {
            self.say(field, wrong);
        }
    }

    /// A text of one line.
    fn line(&mut self, field: impl Into<String>, text: &str, most: usize) {
        self.text(field, text, most, char::is_control);
    }

    /// A text of several lines.
    fn lines(&mut self, field: impl Into<String>, text: &str, most: usize) {
        self.text(field, text, most, |letter| letter.is_control() && letter != '\n');
    }

    fn text(&mut self, field: impl Into<String>, text: &str, most: usize, is_unseen: fn(char) -> bool) {
        // A letter has at most four bytes: what is far too long need not be counted.
        if text.len() > most * 4 || text.chars().count() > most {
            self.say(field, Wrong::TooLong(most));
        } else if text.trim().is_empty() {
            self.say(field, Wrong::Empty);
        } else if text.chars().any(|letter| is_unseen(letter) || turns_text(letter)) {
            self.say(field, Wrong::Unseen);
        }
    }

    /// A text of a shape of its own.
    fn shaped(
        &mut self,
        field: impl Into<String>,
        text: &str,
        most: usize,
        shape: (fn(&str) -> bool, Wrong),
    ) {
        if text.len() > most {
            self.say(field, Wrong::TooLong(most));
        } else if !shape.0(text) {
            self.say(field, shape.1);
        }
    }
}

/// Marks that turn the direction of text, with which a text can look like another.
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
