//! `/v`: where a square opens and a code is typed; without JavaScript the answer is rendered here.

use super::{
    check::check,
    client::Network,
    error::{AppError, OwnPage},
    fault::Fault,
    pages::check::{CheckPage, Complaint},
};
use crate::App;
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use passport_core::{card::Setting, short_code::ShortCode};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    setting: String,
}

/// Bytes. Longer than any short code with its spaces: somebody pasted a square. The page's script takes it alike.
const PASTED: usize = 30;

/// `GET /v`
pub async fn empty(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&page(&app))
}

/// `POST /v`
pub async fn typed(
    State(app): State<App>,
    network: Network,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(Typed { code, setting }) = typed?;
    let place = match setting.as_str() {
        "" => Ok(None),
        code => code.parse::<Setting>().map(Some),
    };
    let setting_code = place.as_ref().ok().copied().flatten().map(Setting::code);
    let again = |fault: Complaint| CheckPage {
        fault: Some(fault),
        failed: true,
        code: Some(code.clone()),
        setting: setting_code,
        ..page(&app)
    };
    let mend = |fault| refused(&app, StatusCode::UNPROCESSABLE_ENTITY, &again(fault));
    if code.trim().is_empty() {
        return mend(Complaint::of_code("check-code-empty"));
    }
    if code.trim().len() < PASTED && ShortCode::parse(&code).is_err() {
        return mend(Complaint::of_code("check-code-wrong"));
    }
    let Ok(setting) = place else {
        return mend(Complaint::of_place("check-place-wrong"));
    };
    match check(&app, network, &code, setting) {
        Ok(answer) => {
            // Real or not comes first; what was typed stays until the place is said too.
            let code = setting.is_none().then_some(code);
            let page = CheckPage { answer: Some(answer), code, setting: setting_code, ..page(&app) };
            Ok(app.pages().render(&page)?.into_response())
        }
        Err(AppError { fault: Fault::TooManyMisses, retry_after: Some(seconds), .. }) => {
            let too_many = again(Complaint::of_code("check-code-too-many"));
            let page = CheckPage { minutes: Some(seconds.div_ceil(60)), ..too_many };
            let mut answer = refused(&app, StatusCode::TOO_MANY_REQUESTS, &page)?;
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            Ok(answer)
        }
        Err(error) => Err(error),
    }
}

fn page(app: &App) -> CheckPage {
    let bases = app.snapshot().held().trust.bases.iter().map(ToString::to_string).collect();
    CheckPage { bases, code: None, setting: None, fault: None, minutes: None, answer: None, failed: false }
}

/// The form again, with what was typed and what is wrong with it.
fn refused(app: &App, status: StatusCode, page: &CheckPage) -> Result<Response, AppError> {
    let mut answer = (status, app.pages().render(page)?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}
