//! The pages for somebody who has never seen a card.

use super::Page;
use serde::Serialize;

/// `start.html`: what this is, and the way to checking.
#[derive(Debug, Serialize)]
pub struct StartPage {}

impl Page for StartPage {
    const TEMPLATE: &'static str = "start.html";
}

/// `what-is-this.html`: for the pharmacist who holds a card in her hand.
#[derive(Debug, Serialize)]
pub struct WhatIsThisPage {}

impl Page for WhatIsThisPage {
    const TEMPLATE: &'static str = "what-is-this.html";
}

/// `poster.html`: to print for a counter.
#[derive(Debug, Serialize)]
pub struct PosterPage {
    /// An SVG of the square that opens the checking page.
    pub square: String,
}

impl Page for PosterPage {
    const TEMPLATE: &'static str = "poster.html";
}
