//! The two ways in for people who sign in. Their pages for it are the same; which one is meant stands in the row of the address.

use super::{Door, Route};
use crate::{App, store::Entrance};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::convert::Infallible;

impl Entrance {
    /// The first page behind it; its other pages stand under it.
    pub(super) fn home(self) -> &'static str {
        match self {
            Self::Console => "/hub",
            Self::Desk => "/desk",
        }
    }

    /// The way in that a row belongs to.
    pub(super) fn of_route(route: &Route) -> Self {
        if route.door == Door::Desk { Self::Desk } else { Self::Console }
    }
}

impl FromRequestParts<App> for Entrance {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        let route = parts.extensions.get::<&'static Route>();
        Ok(route.map_or(Self::Console, |route| Self::of_route(route)))
    }
}
