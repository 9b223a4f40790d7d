//! A sheet of invitations to write a review: slips to cut out, each with a code that is good once.

use passport_core::short_code::ShortCode;
use serde::Serialize;

use super::page::{Printed, print};
use crate::http::error::AppError;
use crate::http::pages::{Page, Pages};

/// What stands on the slips.
pub(crate) struct ReviewSheet {
    /// The hub's name.
    pub(crate) hub: String,
    /// The one service that may be written about; none for any of the hub's.
    pub(crate) service: Option<String>,
    /// Where to write.
    pub(crate) link: String,
    /// The last day on which a code is good, in words.
    pub(crate) last_day: String,
    /// The codes.
    pub(crate) codes: Vec<ShortCode>,
}

/// `print/review-sheet.html`.
#[derive(Serialize)]
struct SheetPage {
    hub: String,
    service: Option<String>,
    link: String,
    last_day: String,
    codes: Vec<String>,
    way_back: String,
    style: &'static str,
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "print/review-sheet.html";
}

impl ReviewSheet {
    /// The page to print, with the way back to where it was made.
    ///
    /// # Errors
    /// When the template cannot be filled.
    pub(crate) fn print(self, pages: &Pages, way_back: String) -> Result<Printed, AppError> {
        let Self { hub, service, link, last_day, codes } = self;
        let codes = codes.iter().map(ToString::to_string).collect();
        print(pages, &SheetPage { hub, service, link, last_day, codes, way_back, style: STYLE }, STYLE)
    }
}

const STYLE: &str = concat!(
    include_str!("../../../web/style/print-page.css"),
    include_str!("../../../web/style/print-review-sheet.css")
);
