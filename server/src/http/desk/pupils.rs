//! A school's own pupils: the class list, and the page of each, no more than such a school may see of them.

use super::super::console::At;
use super::super::console::fields::Choice;
use super::super::error::AppError;
use super::super::pages::Page;
use super::time_outs::{Line as TimeOutLine, places};
use super::{AtDesk, DeskForm, Frame};
use crate::App;
use crate::store::{CarerId, OrganisationKind, OwnPupil};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// `desk/pupils.html`.
#[derive(Serialize)]
struct ListPage {
    frame: Frame,
    pupils: Vec<Line>,
    /// What was searched for.
    typed: Option<String>,
    /// Whether it is sorted by year.
    by_year: bool,
    printed_by: String,
}

/// `desk/pupil.html`.
#[derive(Serialize)]
pub(super) struct PupilPage {
    frame: Frame,
    pupil: Line,
    /// Their time-outs of today, the latest first.
    todays: Vec<TimeOutLine>,
    /// Drawn for one that starts now.
    attempt: String,
    places: Vec<Choice>,
}

/// A pupil.
#[derive(Serialize)]
struct Line {
    carer: CarerId,
    name: String,
    year: Option<u8>,
    photo: bool,
    /// What the card says at school, in the words of a check.
    arrangements: Vec<String>,
    /// The card's last day.
    until: String,
    /// Whether the card is on a phone.
    on_phone: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "desk/pupils.html";
}

impl Page for PupilPage {
    const TEMPLATE: &'static str = "desk/pupil.html";
}

impl Line {
    fn of(app: &App, pupil: &OwnPupil) -> Self {
        let (today, card) = (today(app.clock().now()), &pupil.card);
        Self {
            carer: pupil.whose.carer_id,
            name: pupil.whose.full_name(),
            year: pupil.year,
            photo: pupil.has_photo,
            arrangements: card
                .arrangements
                .iter()
                .map(|one| app.speaker().arrangement(one, Some(card.ends_on), today))
                .collect(),
            until: app.speaker().date(card.ends_on),
            on_phone: card.on_phone,
        }
    }
}

/// How the list is sorted.
#[derive(Deserialize)]
pub(in crate::http) struct Sorted {
    #[serde(default)]
    by: String,
}

/// What was searched for.
#[derive(Deserialize)]
pub(in crate::http) struct Searched {
    #[serde(default)]
    name: String,
}

/// Other desks have no pupils, and no such page.
fn insist_on_school(at: &AtDesk) -> Result<(), AppError> {
    if at.desk().kind() == OrganisationKind::School { Ok(()) } else { Err(AppError::not_found()) }
}

/// `GET /desk/pupils`
pub(in crate::http) async fn list(
    State(app): State<App>,
    at: AtDesk,
    Query(sorted): Query<Sorted>,
) -> Result<Html<String>, AppError> {
    insist_on_school(&at)?;
    let mut pupils = app.store().class_list(at.desk()).await?;
    let by_year = sorted.by == "year";
    if by_year {
        // Whose year nobody knows comes last.
        pupils.sort_by_key(|one| one.year.unwrap_or(u8::MAX));
    }
    page(&app, &at, (pupils, by_year), None).await
}

/// `POST /desk/pupils`
pub(in crate::http) async fn found(
    State(app): State<App>,
    DeskForm(at, Searched { name }): DeskForm<Searched>,
) -> Result<Html<String>, AppError> {
    insist_on_school(&at)?;
    let pupils = app.store().find_pupils(at.desk(), &name).await?;
    page(&app, &at, (pupils, false), Some(name)).await
}

async fn page(
    app: &App,
    at: &AtDesk,
    (pupils, by_year): (Vec<OwnPupil>, bool),
    typed: Option<String>,
) -> Result<Html<String>, AppError> {
    let day = app.speaker().date(today(app.clock().now()));
    let (school, who) = (at.desk().name().to_owned(), at.0.session.display_name.clone());
    app.pages().render(&ListPage {
        frame: at.frame(app).await?,
        pupils: pupils.iter().map(|one| Line::of(app, one)).collect(),
        typed,
        by_year,
        printed_by: app.speaker().words().desk_printed_by(day, who, school),
    })
}

/// `GET /desk/pupils/{carer}`
pub(in crate::http) async fn pupil(
    State(app): State<App>,
    at: AtDesk,
    carer: At<CarerId>,
) -> Result<Html<String>, AppError> {
    let Path(carer) = carer?;
    let pupil = app.store().open_pupil(at.desk(), carer).await?;
    let todays = app.store().time_outs_of_pupil(at.desk(), carer).await?;
    app.pages().render(&PupilPage {
        frame: at.frame(&app).await?,
        pupil: Line::of(&app, &pupil),
        todays: todays.into_iter().map(|one| TimeOutLine::of(&app, one)).collect(),
        attempt: app.store().draw_time_out_id()?.to_string(),
        places: places(&app),
    })
}

/// `GET /desk/pupils/{carer}/photo.jpg`
pub(in crate::http) async fn photo(
    State(app): State<App>,
    at: AtDesk,
    carer: At<CarerId>,
) -> Result<Response, AppError> {
    let Path(carer) = carer?;
    let jpeg = app.store().pupil_photo(at.desk(), carer).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response())
}
