//! The page to sign in on.

use super::super::Page;
use serde::Serialize;

/// `console/sign-in.html`.
#[derive(Debug, Default, Serialize)]
pub struct SignInPage {
    /// Whether a recovery code is asked for instead of the app's code.
    pub recovery: bool,
    /// The address that was typed.
    pub email: String,
    /// What was typed into another form before, as one hidden field; empty when there was none.
    pub kept: String,
    /// Whether a session ended while somebody was typing.
    pub ended: bool,
    /// Whether anything of the three was wrong.
    pub wrong: bool,
    /// Whole minutes to wait after too many tries.
    pub minutes: Option<u64>,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "console/sign-in.html";
}
