//! The pages of the two apps that browsers keep (`http/offline_app.rs`); each is the same for everybody.

use super::Page;
use serde::Serialize;

/// `card.html`: the card on a phone.
#[derive(Debug, Serialize)]
pub struct PhoneCardPage {
    /// Whether browsers may keep it.
    pub kept: bool,
}

impl Page for PhoneCardPage {
    const TEMPLATE: &'static str = "card.html";
}

/// `checker.html`: for those who check often.
#[derive(Debug, Serialize)]
pub struct CheckerPage {
    /// Whether browsers may keep it.
    pub kept: bool,
    /// The root key that a device pins when it opens this page for the first time, as `passport keys root` prints it.
    pub root: String,
}

impl Page for CheckerPage {
    const TEMPLATE: &'static str = "checker.html";
}
