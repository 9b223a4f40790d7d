//! The page to sign in on.

use super::super::Page;
use crate::store::Entrance;
use serde::Serialize;

/// `console/sign-in.html`.
#[derive(Debug, Default, Serialize)]
pub struct SignInPage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
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

impl SignInPage {
    /// With nothing typed yet.
    pub fn at(entrance: Entrance) -> Self {
        Self { home: entrance.home(), ..Self::default() }
    }
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "console/sign-in.html";
}
