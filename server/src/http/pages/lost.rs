//! The page for whoever lost phone or card.

use super::Page;
use serde::Serialize;

/// `lost.html`.
#[derive(Debug, Default, Serialize)]
pub struct LostPage {
    /// Whether a code was sent: the answer is the same, whatever it was.
    pub told: bool,
    /// Whether nothing was typed, no more is taken for now, or it could not be looked at.
    pub failed: bool,
    /// What was typed, where it was not looked at: to be sent again.
    pub code: String,
    /// Whole minutes to wait, where too many codes came from there.
    pub minutes: Option<u64>,
    /// Whether the database did not take it.
    pub away: bool,
}

impl Page for LostPage {
    const TEMPLATE: &'static str = "lost.html";
}
