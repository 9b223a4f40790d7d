//! What is said of a service in words.

use super::shapes::{is_email, is_url};
use super::{Faults, LONG_TEXT, LONGEST_EMAIL, LONGEST_URL, OLDEST, SHORT_TEXT, Wrong};
use crate::menu::{Details, Words};

pub(super) fn check(details: &Details, faults: &mut Faults) {
    let Details { name, description, website, email, ages, words, .. } = details;
    if name.trim().is_empty() {
        faults.say("name", Wrong::Missing);
    } else {
        faults.line("name", name, SHORT_TEXT);
    }
    if !description.is_empty() {
        faults.lines("description", description, LONG_TEXT);
    }
    if let Some(website) = website {
        faults.shaped("website", website, LONGEST_URL, (is_url, Wrong::Url));
    }
    if let Some(email) = email {
        faults.shaped("email", email, LONGEST_EMAIL, (is_email, Wrong::Email));
    }
    for (field, age) in [("ages.from", ages.from), ("ages.to", ages.to)] {
        faults.say_if(age.is_some_and(|age| age > OLDEST), field, Wrong::Age);
    }
    let is_backwards = ages.from.zip(ages.to).is_some_and(|(from, to)| to < from);
    faults.say_if(is_backwards, "ages.to", Wrong::Backwards);
    for (field, text) in words.all() {
        faults.lines(format!("words.{field}"), text, LONG_TEXT);
    }
}

impl Words {
    /// What is said, each with its field's name, in the order of a form.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("people", &self.people),
            ("bring", &self.bring),
            ("how_to_start", &self.how_to_start),
            ("first_contact", &self.first_contact),
            ("follow_up", &self.follow_up),
            ("who_for", &self.who_for),
            ("wait", &self.wait),
            ("fees", &self.fees),
            ("interpreters", &self.interpreters),
            ("safety", &self.safety),
            ("alert", &self.alert),
            ("easy_read", &self.easy_read),
        ]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text.as_deref()?)))
    }
}
