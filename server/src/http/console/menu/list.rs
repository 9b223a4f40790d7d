//! All services of the hub: found by a word, counted by how they stand, a page at a time.

mod line;

use super::{Staff, this_day};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use axum::extract::{Query, State};
use axum::response::Html;
use line::{Found, Line, line};
use serde::{Deserialize, Serialize};

/// So many lines stand on a page.
const A_PAGE: usize = 50;
/// The most letters of what is searched for.
const LONGEST: usize = 100;

/// How a service may stand; one may stand in several ways.
const STANDS: [&str; 9] =
    ["draft", "waiting", "live", "due", "hidden", "not-now", "paused", "archived", "shared"];

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct Asked {
    q: String,
    state: String,
    page: String,
}

/// `console/menu/list.html`.
#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    /// What is searched for.
    q: String,
    /// The same as part of an address.
    q_in_address: String,
    /// How they stand that are shown; nothing is all but the archive.
    state: Option<&'static str>,
    /// How many stand how.
    counts: Vec<(&'static str, usize)>,
    /// How many there are but the archive.
    all: usize,
    lines: Vec<Line>,
    /// How many fit.
    found: usize,
    /// The pages before and after, if there are any.
    before: Option<usize>,
    after: Option<usize>,
    day: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/menu/list.html";
}

/// `GET /hub/menu`
pub(in crate::http) async fn list(
    State(app): State<App>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, AppError> {
    let own = app.store().service_lines(&staff.scope).await?.into_iter().map(Found::Own);
    let shared = app.store().shared_services(&staff.scope).await?.into_iter().map(Found::Shared);
    let mut all: Vec<_> = own.chain(shared).map(|one| (one.stands(&app), one)).collect();
    all.sort_by_cached_key(|(_, one)| one.name().to_lowercase());
    let q: String = asked.q.trim().chars().take(LONGEST).collect();
    let state = STANDS.into_iter().find(|state| *state == asked.state);
    let fits_words = |one: &Found| {
        let text = format!("{} {}", one.name(), one.provider()).to_lowercase();
        q.to_lowercase().split_whitespace().all(|word| text.contains(word))
    };
    all.retain(|(_, one)| fits_words(one));
    let count =
        |state: &'static str| (state, all.iter().filter(|(stands, _)| stands.contains(&state)).count());
    let counts = STANDS.map(count).into_iter().filter(|(_, count)| *count > 0).collect();
    let is_kept = |stands: &[&str]| !stands.contains(&"archived");
    let total = all.iter().filter(|(stands, _)| is_kept(stands)).count();
    let fits = |stands: &[&str]| state.map_or_else(|| is_kept(stands), |state| stands.contains(&state));
    let found: Vec<_> = all.into_iter().filter(|(stands, _)| fits(stands)).collect();
    let pages = found.len().div_ceil(A_PAGE).max(1);
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let (many, from) = (found.len(), (page - 1) * A_PAGE);
    let lines = found.into_iter().skip(from).take(A_PAGE);
    app.pages().render(&ListPage {
        frame: staff.frame(&app).await?,
        q_in_address: in_address(&q),
        q,
        state,
        counts,
        all: total,
        lines: lines.map(|(stands, one)| line(&app, stands, one)).collect(),
        found: many,
        before: (page > 1).then(|| page - 1),
        after: (page < pages).then_some(page + 1),
        day: app.speaker().date(this_day(&app)),
    })
}

/// A text as the value of a field in an address.
fn in_address(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
