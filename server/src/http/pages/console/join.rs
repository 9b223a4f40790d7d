//! The pages behind the link of an invitation.

use super::super::Page;
use serde::Serialize;

/// `console/join.html`: a password and the codes, or one button for somebody who signs in already.
#[derive(Debug, Serialize)]
pub struct JoinPage {
    /// Who is invited.
    pub name: String,
    /// By which hub.
    pub hub: String,
    /// What they will sign in with.
    pub email: String,
    /// Whether a password and codes are to be set.
    pub enrols: bool,
    /// An SVG of the square that an authenticator app scans.
    pub square: String,
    /// The same secret to type.
    pub secret: String,
    /// The word catalogue's key of what is wrong with the password.
    pub password: Option<&'static str>,
    /// Whether the code is not the app's.
    pub code_wrong: bool,
    /// Whole minutes to wait after too many tries.
    pub minutes: Option<u64>,
}

impl Page for JoinPage {
    const TEMPLATE: &'static str = "console/join.html";
}

/// `console/recovery-codes.html`: shown once.
#[derive(Debug, Serialize)]
pub struct RecoveryCodesPage {
    /// The codes to write down.
    pub codes: Vec<String>,
}

impl Page for RecoveryCodesPage {
    const TEMPLATE: &'static str = "console/recovery-codes.html";
}

/// `console/joined.html`: for somebody who signs in as before.
#[derive(Debug, Serialize)]
pub struct JoinedPage {
    /// The hub they now work for too.
    pub hub: String,
}

impl Page for JoinedPage {
    const TEMPLATE: &'static str = "console/joined.html";
}

/// `console/link-gone.html`: the link does not open, or not any more.
#[derive(Debug, Serialize)]
pub struct LinkGonePage {}

impl Page for LinkGonePage {
    const TEMPLATE: &'static str = "console/link-gone.html";
}
