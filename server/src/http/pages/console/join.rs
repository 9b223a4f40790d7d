//! The pages behind the link of an invitation.

use super::super::Page;
use serde::Serialize;

/// `console/join-link.html`: asks for the link of an invitation.
#[derive(Debug, Serialize)]
pub struct JoinLinkPage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
}

impl Page for JoinLinkPage {
    const TEMPLATE: &'static str = "console/join-link.html";
}

/// `console/join.html`: a password and the codes, which somebody new sets and somebody known gives.
#[derive(Debug, Serialize)]
pub struct JoinPage {
    /// What opens the invitation, to be sent with the rest.
    pub link: String,
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
    /// Who is invited.
    pub name: String,
    /// By which hub, or to which organisation's desk.
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
    /// Whether somebody who signs in already typed a wrong password or code; nothing tells which.
    pub not_proved: bool,
    /// Whole minutes to wait after too many tries.
    pub minutes: Option<u64>,
}

impl Page for JoinPage {
    const TEMPLATE: &'static str = "console/join.html";
}

/// `console/recovery-codes.html`: shown once.
#[derive(Debug, Serialize)]
pub struct RecoveryCodesPage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
    /// The codes to write down.
    pub codes: Vec<String>,
}

impl Page for RecoveryCodesPage {
    const TEMPLATE: &'static str = "console/recovery-codes.html";
}

/// `console/link-gone.html`: the link does not open, or not any more.
#[derive(Debug, Serialize)]
pub struct LinkGonePage {
    /// The first page behind the entrance, `/hub` or `/desk`.
    pub home: &'static str,
}

impl Page for LinkGonePage {
    const TEMPLATE: &'static str = "console/link-gone.html";
}
