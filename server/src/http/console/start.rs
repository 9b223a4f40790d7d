//! The console's first page.

use super::Staff;
use crate::{
    App,
    http::{error::AppError, pages::console::start::StartPage},
};
use axum::{extract::State, response::Html};

/// `GET /hub`
pub async fn start(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    app.pages().render(&StartPage { frame: staff.frame(&app).await? })
}
