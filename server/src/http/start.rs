//! The start page, "What is this?" and the poster for a counter.

use super::{
    error::AppError,
    pages::start::{PosterPage, StartPage, WhatIsThisPage},
};
use crate::App;
use axum::{extract::State, response::Html};
use passport_core::square;

/// `GET /`
pub async fn start(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&StartPage {})
}

/// `GET /what-is-this`
pub async fn what_is_this(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&WhatIsThisPage {})
}

/// `GET /poster`
pub async fn poster(State(app): State<App>) -> Result<Html<String>, AppError> {
    let square = square::svg(&format!("{}/v", app.config().base)).map_err(AppError::internal)?;
    app.pages().render(&PosterPage { square })
}
