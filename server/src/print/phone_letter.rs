//! The letter that takes a card onto a phone. It holds all that is needed but the 6 digits, so whoever finds it alone gets no card.

use chrono::NaiveDate;
use passport_core::issue::today;
use passport_core::short_code::ShortCode;
use passport_core::square;
use passport_words::Speaker;
use serde::Serialize;

use super::letter::{Letter, notices};
use super::page::{Printed, print};
use crate::http::error::AppError;
use crate::http::pages::{Page, Pages};
use crate::store::{Activation, HubTexts, Whose};

/// `print/phone-letter.html`.
#[derive(Serialize)]
pub(crate) struct PhoneLetter {
    /// What every letter to a young person says around it.
    letter: Letter,
    square: String,
    typed_code: String,
    lost_code: String,
    until: String,
    notices: Vec<String>,
    way_back: String,
    style: &'static str,
}

impl Page for PhoneLetter {
    const TEMPLATE: &'static str = "print/phone-letter.html";
}

impl PhoneLetter {
    /// A letter of a hub to somebody, with the codes of one phone, on a day.
    ///
    /// # Errors
    /// When the link is longer than a square holds, which none is.
    pub(crate) fn new(
        (texts, whose): (&HubTexts, &Whose),
        (codes, lost_code): (&Activation, &ShortCode),
        (speaker, day): (&Speaker, NaiveDate),
    ) -> Result<Self, AppError> {
        Ok(Self {
            letter: Letter::of(texts, whose, speaker.date(day)),
            square: square::svg(&codes.link).map_err(AppError::internal)?,
            typed_code: codes.typed_code.to_string(),
            lost_code: lost_code.to_string(),
            until: speaker.date(today(codes.expires_at)),
            notices: notices(whose, speaker),
            way_back: String::new(),
            style: STYLE,
        })
    }

    /// The page to print, with the way back to the phone.
    ///
    /// # Errors
    /// When the template cannot be filled.
    pub(crate) fn print(self, pages: &Pages, way_back: String) -> Result<Printed, AppError> {
        print(pages, &Self { way_back, ..self }, STYLE)
    }
}

const STYLE: &str = concat!(
    include_str!("../../../web/style/print-page.css"),
    include_str!("../../../web/style/print-letter.css"),
    include_str!("../../../web/style/print-phone-letter.css")
);
