//! Envelopes that wait for whoever is signed in: said where their day begins, since only the review's own page would say it otherwise.

use super::{Staff, address};
use crate::App;
use crate::http::console::office::when;
use crate::http::error::AppError;
use crate::store::EnvelopeWaiting;
use serde::Serialize;

/// One of them.
#[derive(Debug, Serialize)]
pub struct EnvelopeLine {
    href: String,
    service: String,
    asker: String,
    asked: String,
    /// Whether a colleague opened it for whoever asked; otherwise it is to be opened for a colleague.
    is_open: bool,
}

/// All that wait for this person, the oldest first.
pub(in crate::http::console) async fn envelopes(
    app: &App,
    staff: &Staff,
) -> Result<Vec<EnvelopeLine>, AppError> {
    let waiting = app.store().envelopes_waiting(&staff.scope).await?;
    let line = |EnvelopeWaiting { review_id, service_name, asker, asked_at, is_open }| EnvelopeLine {
        href: format!("{}#who", address(review_id)),
        service: service_name,
        asker,
        asked: when(app, asked_at),
        is_open,
    };
    Ok(waiting.into_iter().map(line).collect())
}
