//! All that is in hand: somebody may be in danger, reported ones, those that wait, and what was decided of late.

use super::{LIST, Staff, address};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::http::reviews::month;
use crate::store::{InHand, ReviewLine};
use axum::extract::State;
use axum::response::Html;
use passport_core::issue::today;
use serde::Serialize;

/// `console/reviews/list.html`.
#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    here: &'static str,
    /// In the order of their urgency.
    groups: Vec<Group>,
    decided: Vec<Line>,
    /// How long decisions took of late.
    days: Option<u64>,
    /// How long the oldest has waited.
    longest: Option<i64>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "console/reviews/list.html";
}

#[derive(Serialize)]
struct Group {
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    service: String,
    month: String,
    state: &'static str,
    /// Whole days since it came, while it waits.
    days: Option<i64>,
    reports: u64,
}

impl Line {
    fn of(app: &App, line: ReviewLine) -> Self {
        let ReviewLine { review, service_name, reports } = line;
        let today = today(app.clock().now());
        Self {
            href: address(review.review_id),
            service: service_name,
            month: month(app, review.month),
            state: review.state.code(),
            days: review.written_on.map(|day| (today - day).num_days().max(0)),
            reports,
        }
    }
}

/// `GET /hub/menu/reviews`
pub(in crate::http) async fn list(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let InHand { worrying, reported, waiting, decided } = app.store().reviews_in_hand(&staff.scope).await?;
    let lines =
        |lines: Vec<ReviewLine>| lines.into_iter().map(|line| Line::of(&app, line)).collect::<Vec<_>>();
    let groups = [("worrying", worrying), ("reported", reported), ("waiting", waiting)];
    let groups = groups.map(|(kind, all)| Group { kind, lines: lines(all) });
    let longest = groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.days).max();
    app.pages().render(&ListPage {
        frame: staff.frame(&app).await?,
        here: LIST,
        groups: groups.into_iter().filter(|group| !group.lines.is_empty()).collect(),
        decided: lines(decided),
        days: app.store().review_days(&staff.scope).await?,
        longest,
    })
}
