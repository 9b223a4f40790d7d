//! Who probably leaves their school this summer, and taking the school off the records of those who did.

use super::super::{Staff, StaffForm};
use super::{Who, printed_by};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CarerId, LeaverLine, OrganisationId};
use axum::extract::State;
use axum::response::{Html, Response};
use passport_core::carer::summer_of;
use passport_core::issue::today;
use serde::Serialize;

/// `console/lists/leavers.html`.
#[derive(Serialize)]
struct LeaversPage {
    frame: Frame,
    /// The year of the summer.
    summer: String,
    leavers: Vec<Line>,
    printed_by: String,
}

#[derive(Serialize)]
struct Line {
    who: Who,
    school: String,
    school_id: OrganisationId,
    leaving: &'static str,
}

impl Page for LeaversPage {
    const TEMPLATE: &'static str = "console/lists/leavers.html";
}

impl From<LeaverLine> for Line {
    fn from(line: LeaverLine) -> Self {
        let LeaverLine { whose, school, school_id, leaving } = line;
        Self { who: whose.into(), school, school_id, leaving: leaving.code() }
    }
}

/// `GET /hub/lists/leaving-school`
pub(in crate::http) async fn leavers(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let leavers = app.store().leavers(&staff.scope).await?;
    app.pages().render(&LeaversPage {
        summer: summer_of(today(app.clock().now())).to_string(),
        leavers: leavers.into_iter().map(Line::from).collect(),
        printed_by: printed_by(&app, &staff),
        frame: staff.frame(&app).await?,
    })
}

/// `POST /hub/lists/leaving-school`
pub(in crate::http) async fn have_left(
    State(app): State<App>,
    StaffForm(staff, fields): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let ticked: Vec<(CarerId, OrganisationId)> = fields.iter().filter_map(left).collect();
    let left = app.store().leave_school(&staff.scope, &ticked).await?;
    staff.done(&app, "/hub/lists/leaving-school", &app.speaker().words().lists_done_left(left)).await
}

/// `left=CARER SCHOOL`: who left, and which school, since they may go to the next one already.
fn left((name, value): &(String, String)) -> Option<(CarerId, OrganisationId)> {
    let (carer, school) = value.split_once(' ').filter(|_| name == "left")?;
    Some((carer.parse().ok()?, school.parse().ok()?))
}
