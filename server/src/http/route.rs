//! What a row of the table of addresses says: who stands before it, who may pass, what it takes and what answers.

use crate::App;
use axum::{http::Method, routing::MethodRouter};
use utoipa_axum::router::UtoipaMethodRouter;

/// Who stands on the other side, which decides what an error looks like and what a browser may do with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A person with a browser: errors are pages.
    Page,
    /// A program: errors are RFC 9457 problems, any website may ask.
    Api,
    /// Published documents of the standards: as for programs, from any website.
    Data,
    /// A member of a hub's staff with a browser: errors are pages that lead back to the console, and nothing is kept.
    Console,
    /// Somebody at the desk of an organisation with a browser: errors are pages that lead back to the desk, and nothing is kept.
    Desk,
    /// The files of our pages.
    Asset,
    /// Whoever watches over the running server.
    Operator,
}

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Without signing in.
    Anyone,
    /// A member of the hub's staff, signed in with both factors.
    Worker,
    /// One of them who runs the hub.
    Manager,
    /// A phone that holds a card, with its own token.
    Phone,
    /// Somebody at the desk of an organisation, who enrolled this browser with both factors; locked or not, the page decides.
    Desk,
    /// Without signing in, on a demo's server; on any other there is no such address.
    InDemo,
}

/// How long a good answer may be kept by browsers and the caches between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Not at all: it says something about a card.
    Never,
    /// Kept, but asked about each time.
    AskAgain,
    /// Whole seconds.
    Seconds(u32),
    /// Its name changes whenever its content does.
    ForEver,
}

/// The code that answers.
pub enum Handler {
    /// A page or a file.
    Plain(fn() -> MethodRouter<App>),
    /// Part of the public API, so it also writes its own entry of the OpenAPI document.
    Documented(fn() -> UtoipaMethodRouter<App>),
}

/// One row of the table.
pub struct Route {
    /// The method. HEAD goes with GET, and OPTIONS is answered for [`Door::Api`] and [`Door::Data`].
    pub method: Method,
    /// The path as a template; the only form of an address that is ever logged.
    pub path: &'static str,
    /// Who stands before it.
    pub door: Door,
    /// Who may pass.
    pub role: Role,
    /// The most bytes of a request body.
    pub body_limit: usize,
    /// How long a good answer may be kept.
    pub caching: Caching,
    /// What answers.
    pub handler: Handler,
}
