//! A kind letter from a hub to a school, pharmacy, surgery or operator that did not accept a card: what a card is, how to check
//! one, what was promised. It never says why anybody has one.

use chrono::NaiveDate;
use passport_core::card::Setting;
use passport_words::Speaker;
use serde::Serialize;

use super::letter::paragraphs;
use super::page::{Printed, print};
use crate::http::error::AppError;
use crate::http::pages::{Page, Pages};
use crate::store::{Happened, HubTexts, OrganisationRecord};

/// What the letter is about.
#[derive(Debug)]
pub struct Occasion {
    /// Where it was.
    pub setting: Setting,
    /// What happened there.
    pub happened: Happened,
    /// On which day the hub was told.
    pub on: NaiveDate,
    /// What the young person is called, where they want to be named.
    pub name: Option<String>,
}

/// `print/kind-letter.html`.
#[derive(Serialize)]
pub(crate) struct KindLetter {
    hub: String,
    telephone: String,
    opening_hours: Option<String>,
    day: String,
    /// The name of the organisation, then its lines.
    to: String,
    person: Option<String>,
    address: Vec<String>,
    greeting: Vec<String>,
    setting: &'static str,
    happened: &'static str,
    on: String,
    name: Option<String>,
    /// What they promised, and when.
    promise: Option<(String, String)>,
    way_back: String,
    style: &'static str,
}

impl Page for KindLetter {
    const TEMPLATE: &'static str = "print/kind-letter.html";
}

impl KindLetter {
    /// A letter of a hub to an organisation, on a day, which begins as it was typed.
    pub(crate) fn new(
        (texts, to): (&HubTexts, &OrganisationRecord),
        occasion: &Occasion,
        greeting: &str,
        (speaker, today): (&Speaker, NaiveDate),
    ) -> Self {
        let contact = &to.details.contact;
        let promise = to.details.promise.as_ref();
        Self {
            hub: texts.name.clone(),
            telephone: texts.telephone.clone(),
            opening_hours: texts.opening_hours.clone(),
            day: speaker.date(today),
            to: to.details.name.clone(),
            person: contact.person.clone(),
            address: paragraphs(contact.address.as_deref()),
            greeting: paragraphs(Some(greeting)),
            setting: occasion.setting.code(),
            happened: occasion.happened.code(),
            on: speaker.date(occasion.on),
            name: occasion.name.clone(),
            promise: promise.map(|one| (one.text.clone(), speaker.date(one.made_on))),
            way_back: String::new(),
            style: STYLE,
        }
    }

    /// The page to print, with the way back to where it was chosen.
    ///
    /// # Errors
    /// When the template cannot be filled.
    pub(crate) fn print(self, pages: &Pages, way_back: String) -> Result<Printed, AppError> {
        print(pages, &Self { way_back, ..self }, STYLE)
    }
}

const STYLE: &str = concat!(
    include_str!("../../../web/style/print-page.css"),
    include_str!("../../../web/style/print-letter.css")
);
