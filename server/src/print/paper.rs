//! What cards are printed as, and the style sheet of each.

use serde::Serialize;

/// What cards are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// For a card printer: front and back, each a page of a card's size.
    Cards,
    /// For an office printer: five cards on an A4 sheet, to cut out and fold.
    Sheet,
}

impl Paper {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Cards, Self::Sheet];

    /// The code on forms and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Sheet => "sheet",
        }
    }

    /// The paper of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.code() == code)
    }

    /// All that a page of it needs.
    pub(super) fn style(self) -> &'static str {
        match self {
            Self::Cards => concat!(
                include_str!("../../../web/style/print-page.css"),
                include_str!("../../../web/style/print-faces.css"),
                include_str!("../../../web/style/print-cards.css")
            ),
            Self::Sheet => concat!(
                include_str!("../../../web/style/print-page.css"),
                include_str!("../../../web/style/print-faces.css"),
                include_str!("../../../web/style/print-sheet.css")
            ),
        }
    }
}
