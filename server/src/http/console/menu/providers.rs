//! Who offers services: their names and what everybody reads of them.

mod add;
mod change;
mod form;

pub(in crate::http) use add::{add_provider, added_provider};
pub(in crate::http) use change::{change_provider, keep_provider};

use super::{LIST, Staff};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{ProviderId, ProviderLine};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// Where they are listed.
fn list() -> String {
    format!("{LIST}/providers")
}

/// `console/menu/providers.html`.
#[derive(Serialize)]
struct ProvidersPage {
    frame: Frame,
    lines: Vec<Line>,
}

impl Page for ProvidersPage {
    const TEMPLATE: &'static str = "console/menu/providers.html";
}

#[derive(Serialize)]
struct Line {
    provider: ProviderId,
    name: String,
    services: i64,
}

/// `GET /hub/menu/providers`
pub(in crate::http) async fn providers(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let all = app.store().providers(&staff.scope).await?;
    let line = |ProviderLine { provider, services }| Line {
        provider: provider.provider_id,
        name: provider.name,
        services,
    };
    app.pages().render(&ProvidersPage {
        frame: staff.frame(&app).await?,
        lines: all.into_iter().map(line).collect(),
    })
}
