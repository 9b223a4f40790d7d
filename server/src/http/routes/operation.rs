//! What describes the server to programs, and what watches over it.

use super::{FIVE_MINUTES, GET, NOTHING, ONE_DAY, Route, row};
use crate::http::{
    Caching::{AskAgain, Never},
    Door::{Asset, Data, Operator, Page},
    Handler::{Documented, Plain},
    Role::Anyone,
    health, openapi, security_txt,
};
use axum::routing::get;
use utoipa_axum::routes;

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/api/docs", Page, Anyone, NOTHING, AskAgain, Plain(|| get(openapi::docs))),
    row(GET, "/api/openapi.json", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(openapi::openapi))),

    row(GET, "/.well-known/security.txt", Asset, Anyone, NOTHING, ONE_DAY, Plain(|| get(security_txt::security_txt))),

    row(GET, "/health/live", Operator, Anyone, NOTHING, Never, Documented(|| routes!(health::live))),
    row(GET, "/health/ready", Operator, Anyone, NOTHING, Never, Documented(|| routes!(health::ready))),
];
