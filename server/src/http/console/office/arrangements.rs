//! The arrangements a hub has in use: all on one page, with what is usual in each.

mod typed;

use super::super::fields::{Choice, Faults};
use super::super::{Staff, StaffForm, again};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{HubArrangement, StoreError};
use axum::extract::State;
use axum::response::{Html, Response};
use passport_core::card::{CodedPlace, CodedRole, Place, Role, Setting};
use serde::Serialize;
use typed::{Fields, as_typed, has_minutes, read, value};

/// `console/office/arrangements.html`.
#[derive(Serialize)]
struct ArrangementsPage {
    frame: Frame,
    version: String,
    groups: Vec<Group>,
    places: Vec<Choice>,
    roles: Vec<Choice>,
    errors: Faults,
    failed: bool,
    /// Whether a colleague saved something else meanwhile.
    stale: bool,
}

impl Page for ArrangementsPage {
    const TEMPLATE: &'static str = "console/office/arrangements.html";
}

/// The arrangements that one setting is shown.
#[derive(Serialize)]
struct Group {
    setting: String,
    lines: Vec<Line>,
}

/// One arrangement.
#[derive(Serialize)]
struct Line {
    code: &'static str,
    on: bool,
    /// Minutes as typed, where it has any.
    minutes: Option<String>,
    /// From the list, and the other one, where it has a place.
    place: Option<[String; 2]>,
    /// The same for whom to speak to.
    role: Option<[String; 2]>,
    /// What a colleague saved meanwhile.
    now: Option<String>,
}

/// `GET /hub/office/arrangements`
pub(in crate::http) async fn arrangements(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let kept = app.store().hub_arrangements(&staff.scope).await?;
    app.pages().render(&ArrangementsPage {
        frame: staff.frame(&app).await?,
        ..page(&app, &staff, &kept.all, &as_typed(&kept))
    })
}

/// `POST /hub/office/arrangements`
pub(in crate::http) async fn keep_arrangements(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Fields>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let kept = app.store().hub_arrangements(&staff.scope).await?;
    let wanted = match read(&app, &form, &kept) {
        Ok(wanted) => wanted,
        Err(errors) => {
            let page = page(&app, &staff, &kept.all, &form);
            return again(&app, &ArrangementsPage { errors, failed: true, ..page });
        }
    };
    match app.store().keep_hub_arrangements(&staff.scope, &wanted).await {
        Ok(()) => staff.done(&app, "/hub/office", &words.office_arrangements_done()).await,
        Err(StoreError::Stale(_)) => stale(&app, &staff, form).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What was ticked, with what a colleague saved beside it; sent once more, what was ticked counts.
async fn stale(app: &App, staff: &Staff, form: Fields) -> Result<Response, AppError> {
    let kept = app.store().hub_arrangements(&staff.scope).await?;
    let mut page = page(app, staff, &kept.all, &form);
    for line in page.groups.iter_mut().flat_map(|group| &mut group.lines) {
        line.now = kept.all.iter().find(|one| one.code == line.code).map(|one| said(app, one));
    }
    again(app, &ArrangementsPage { version: kept.version.to_string(), failed: true, stale: true, ..page })
}

fn page(app: &App, staff: &Staff, all: &[HubArrangement], typed: &Fields) -> ArrangementsPage {
    let group = |setting| Group {
        setting: app.speaker().setting(setting),
        lines: all.iter().filter(|one| one.setting == setting).map(|one| line(one.code, typed)).collect(),
    };
    let choice = |value: &str, text| Choice { value: value.to_owned(), text };
    let place = |place: &CodedPlace| choice(place.code(), app.speaker().place(&Place::Coded(*place)));
    let role = |role: &CodedRole| choice(role.code(), app.speaker().role(&Role::Coded(*role)));
    ArrangementsPage {
        frame: staff.bare_frame(),
        version: value(typed, "version").to_owned(),
        groups: Setting::ALL.map(group).into(),
        places: CodedPlace::ALL.iter().map(place).collect(),
        roles: CodedRole::ALL.iter().map(role).collect(),
        errors: Faults::default(),
        failed: false,
        stale: false,
    }
}

fn line(code: &'static str, typed: &Fields) -> Line {
    let two = |listed, other| [value(typed, listed).to_owned(), value(typed, other).to_owned()];
    Line {
        code,
        on: !value(typed, &format!("on-{code}")).is_empty(),
        minutes: has_minutes(code).map(|field| value(typed, field).to_owned()),
        place: (code == "time-out").then(|| two("place", "place-other")),
        role: (code == "speak-to").then(|| two("role", "role-other")),
        now: None,
    }
}

/// An arrangement as it is kept, in one line.
fn said(app: &App, kept: &HubArrangement) -> String {
    let words = app.speaker().words();
    let state = if kept.off_since.is_none() { words.office_in_use() } else { words.office_not_in_use() };
    let usual = [
        kept.usual.minutes.map(|minutes| words.office_minutes(minutes)),
        kept.usual.place.as_ref().map(|place| app.speaker().place(place)),
        kept.usual.role.as_ref().map(|role| app.speaker().role(role)),
    ];
    [Some(state)].into_iter().chain(usual).flatten().collect::<Vec<_>>().join(", ")
}
