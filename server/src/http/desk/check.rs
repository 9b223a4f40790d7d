//! Checking a card by its code at a desk: the answer that anybody there gets, and for a school's own pupil the way to their page.
//! Only that last look is noted.

use super::super::check::{self, Answer};
use super::super::client::Network;
use super::super::console::fields::Faults;
use super::super::console::{again, refused};
use super::super::error::AppError;
use super::super::fault::Fault;
use super::super::pages::Page;
use super::{AtDesk, DeskForm, Frame};
use crate::App;
use crate::store::{CarerId, OrganisationKind};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use passport_core::card::Setting;
use passport_core::short_code::ShortCode;
use serde::{Deserialize, Serialize};

/// `desk/check.html`.
#[derive(Serialize)]
struct CheckPage {
    frame: Frame,
    /// What was typed, when it has to be typed again.
    code: Option<String>,
    answer: Option<Answer>,
    /// The school's own pupil whose card it is.
    pupil: Option<(CarerId, String)>,
    errors: Faults,
    failed: bool,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "desk/check.html";
}

/// What was typed.
#[derive(Deserialize)]
pub(in crate::http) struct Typed {
    #[serde(default)]
    code: String,
}

/// Which lines an organisation is shown; a charity sees only whether a card is real.
fn setting_of(kind: OrganisationKind) -> Option<Setting> {
    match kind {
        OrganisationKind::School => Some(Setting::School),
        OrganisationKind::Pharmacy => Some(Setting::Pharmacy),
        OrganisationKind::Gp => Some(Setting::Gp),
        OrganisationKind::Transport => Some(Setting::Transport),
        OrganisationKind::Charity | OrganisationKind::Hub => None,
    }
}

fn page(frame: Frame) -> CheckPage {
    CheckPage { frame, code: None, answer: None, pupil: None, errors: Faults::default(), failed: false }
}

/// `GET /desk/check`
pub(in crate::http) async fn check(State(app): State<App>, at: AtDesk) -> Result<Html<String>, AppError> {
    app.pages().render(&page(at.frame(&app).await?))
}

/// `POST /desk/check`
pub(in crate::http) async fn checked(
    State(app): State<App>,
    network: Network,
    DeskForm(at, Typed { code }): DeskForm<Typed>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let wrong = |text: String| CheckPage {
        code: Some(code.clone()),
        errors: Faults::one("code", text),
        failed: true,
        ..page(at.0.frame())
    };
    let Ok(short) = ShortCode::parse(&code) else {
        let text = if code.trim().is_empty() { words.check_code_empty() } else { words.check_code_wrong() };
        return again(&app, &wrong(text));
    };
    match check::check(&app, network, &code, setting_of(at.desk().kind())) {
        Ok(answer) => {
            let pupil = app.store().pupil_of_code(at.desk(), &short).await?;
            let pupil = pupil.map(|found| (found.carer, found.name));
            let page = CheckPage { answer: Some(answer), pupil, ..page(at.frame(&app).await?) };
            Ok(app.pages().render(&page)?.into_response())
        }
        Err(AppError { fault: Fault::TooManyMisses, retry_after: Some(seconds), .. }) => {
            let minutes = i64::try_from(seconds.div_ceil(60)).map_err(AppError::internal)?;
            let page = wrong(words.check_code_too_many(minutes));
            let mut answer = refused(&app, StatusCode::TOO_MANY_REQUESTS, &page)?;
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            Ok(answer)
        }
        Err(error) => Err(error),
    }
}
