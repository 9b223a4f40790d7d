//! Getting to a desk and leaving it: the PIN that is chosen after signing in, the lock, and which of several desks.

use super::super::console::fields::Faults;
use super::super::console::proof::Factor;
use super::super::console::sign_in::Nothing;
use super::super::console::{Kept, again, cookie, go_to, refused};
use super::super::error::AppError;
use super::super::pages::Page;
use super::super::pages::console::kept::KeptPage;
use super::super::pages::console::sign_in::SignInPage;
use super::{AtDesk, DeskForm, Enrolled, EnrolledForm, Frame};
use crate::App;
use crate::sign_in::{DeskPin, NotAPin};
use crate::store::{DeskState, Entrance, OrganisationId, PinTried, SessionToken};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

/// `desk/pin.html`: the PIN is chosen.
#[derive(Serialize)]
struct PinPage {
    frame: Frame,
    /// What was typed before an earlier session ended.
    kept: String,
    errors: Faults,
    failed: bool,
}

/// `desk/locked.html`: the PIN is asked for.
#[derive(Serialize)]
struct LockedPage {
    frame: Frame,
    /// What was typed before the desk locked.
    kept: String,
    errors: Faults,
    failed: bool,
}

/// `desk/choose.html`.
#[derive(Serialize)]
struct ChoosePage {
    frame: Frame,
    desks: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    organisation: OrganisationId,
    name: String,
    hub: String,
    /// Whether the browser is there now.
    here: bool,
}

impl Page for PinPage {
    const TEMPLATE: &'static str = "desk/pin.html";
}

impl Page for LockedPage {
    const TEMPLATE: &'static str = "desk/locked.html";
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "desk/choose.html";
}

/// What a PIN's form sends.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(in crate::http) struct TypedPin {
    pin: String,
    again: String,
    kept: String,
}

/// What a page sends that nobody used for five minutes, or whoever locks it by hand.
#[derive(Deserialize)]
pub(in crate::http) struct Left {
    /// What was typed on it and not sent, if anything was.
    #[serde(default)]
    kept: String,
}

/// Which desk was chosen.
#[derive(Deserialize)]
pub(in crate::http) struct Chosen {
    #[serde(default)]
    organisation: String,
}

/// After signing in: the PIN, which carries along what was typed before an earlier session ended.
pub(in crate::http) async fn welcome(
    app: &App,
    token: &SessionToken,
    kept: Option<Kept>,
    factor: &Factor,
) -> Result<Response, AppError> {
    let session = app.store().desk_session(token).await?.ok_or_else(AppError::not_found)?;
    if matches!(factor, Factor::Recovery(_)) {
        let left = app.store().recovery_codes_left(session.person_id).await?;
        app.store()
            .put_flash(session.session_id, &app.speaker().words().desk_recovery_codes_left(left))
            .await?;
    }
    let Some(kept) = kept else { return Ok(go_to("/desk/pin")) };
    let enrolled = Enrolled::of(session, token);
    let page =
        PinPage { frame: enrolled.frame(), kept: kept.to_field(), errors: Faults::default(), failed: false };
    Ok(app.pages().render(&page)?.into_response())
}

/// `GET /desk/pin`
pub(in crate::http) async fn choose_pin(
    State(app): State<App>,
    enrolled: Enrolled,
) -> Result<Response, AppError> {
    if enrolled.session.state != DeskState::WithoutPin {
        return Ok(go_to("/desk"));
    }
    let page =
        PinPage { frame: enrolled.frame(), kept: String::new(), errors: Faults::default(), failed: false };
    Ok(app.pages().render(&page)?.into_response())
}

/// `POST /desk/pin`
pub(in crate::http) async fn keep_pin(
    State(app): State<App>,
    EnrolledForm(enrolled, typed): EnrolledForm<TypedPin>,
) -> Result<Response, AppError> {
    if enrolled.session.state != DeskState::WithoutPin {
        return Ok(go_to("/desk"));
    }
    let words = app.speaker().words();
    let pin = DeskPin::typed(&typed.pin).and_then(|pin| pin.check().map(|()| pin));
    let fault = match &pin {
        Err(NotAPin::NotSixDigits) => Some(("pin", words.desk_pin_six_digits())),
        Err(NotAPin::TooEasy) => Some(("pin", words.desk_pin_easy())),
        Ok(pin) if DeskPin::typed(&typed.again).is_ok_and(|again| again.as_str() == pin.as_str()) => None,
        Ok(_) => Some(("again", words.desk_pin_not_again())),
    };
    let (Ok(pin), None) = (pin, &fault) else {
        let errors = fault.map_or_else(Faults::default, |(field, text)| Faults::one(field, text));
        let page = PinPage { frame: enrolled.frame(), kept: typed.kept, errors, failed: true };
        return again(&app, &page);
    };
    app.store().choose_pin(&enrolled.session, &pin).await?;
    let first = if enrolled.session.desks > 1 { "/desk/choose" } else { "/desk" };
    go_on(&app, &enrolled, &typed.kept, first)
}

/// On to what was typed before, or to a page.
fn go_on(app: &App, enrolled: &Enrolled, kept: &str, path: &str) -> Result<Response, AppError> {
    let Some(kept) = Kept::of_field(kept, Entrance::Desk) else { return Ok(go_to(path)) };
    let page = KeptPage::of(kept, Entrance::Desk, enrolled.frame());
    Ok(app.pages().render(&page)?.into_response())
}

/// `GET /desk/locked`. It locks nothing and is no use of the desk: a page that nobody watches may go here by itself.
pub(in crate::http) async fn locked(
    State(app): State<App>,
    enrolled: Enrolled,
) -> Result<Response, AppError> {
    if enrolled.session.state == DeskState::WithoutPin {
        return Ok(go_to("/desk/pin"));
    }
    let page =
        LockedPage { frame: enrolled.frame(), kept: String::new(), errors: Faults::default(), failed: false };
    Ok(app.pages().render(&page)?.into_response())
}

/// The page that asks for the PIN, carrying along what was typed before the desk locked.
pub(super) fn unlock_first(app: &App, enrolled: &Enrolled, kept: &Kept) -> Response {
    let page = LockedPage {
        frame: Frame { open: false, ..enrolled.frame() },
        kept: kept.to_field(),
        errors: Faults::default(),
        failed: false,
    };
    refused(app, StatusCode::UNAUTHORIZED, &page).unwrap_or_else(axum::response::IntoResponse::into_response)
}

/// `POST /desk/locked`
pub(in crate::http) async fn unlock(
    State(app): State<App>,
    EnrolledForm(enrolled, typed): EnrolledForm<TypedPin>,
) -> Result<Response, AppError> {
    if enrolled.session.state == DeskState::WithoutPin {
        return Ok(go_to("/desk/pin"));
    }
    let pin = DeskPin::typed(&typed.pin).ok();
    match app.store().unlock_desk(&enrolled.session, pin.as_ref()).await? {
        PinTried::Right => go_on(&app, &enrolled, &typed.kept, "/desk"),
        PinTried::Wrong(left) => {
            let errors = Faults::one("pin", app.speaker().words().desk_pin_wrong(left));
            again(&app, &LockedPage { frame: enrolled.frame(), kept: typed.kept, errors, failed: true })
        }
        PinTried::Ended => {
            let page = SignInPage { kept: typed.kept, ended: true, ..SignInPage::at(Entrance::Desk) };
            refused(&app, StatusCode::UNAUTHORIZED, &page)
        }
    }
}

/// `POST /desk/lock`
pub(in crate::http) async fn lock(
    State(app): State<App>,
    EnrolledForm(enrolled, left): EnrolledForm<Left>,
) -> Result<Response, AppError> {
    app.store().lock_desk(&enrolled.session).await?;
    let kept = Kept::of_field(&left.kept, Entrance::Desk);
    let (Some(kept), true) = (kept, enrolled.session.state != DeskState::WithoutPin) else {
        return Ok(go_to("/desk/locked"));
    };
    Ok(unlock_first(&app, &enrolled, &kept))
}

/// `POST /desk/in-use`: a page on which somebody types for long says so, and stays open.
pub(in crate::http) async fn in_use(DeskForm(_at, Nothing {}): DeskForm<Nothing>) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The form to keep over a sign-in: of the lock's own, what was typed on the page that it came from.
pub(super) fn typed_before(kept: &Kept) -> Kept {
    let locks = kept.to == "/desk/lock";
    let inner = kept.fields.iter().find(|(name, _)| locks && name == "kept");
    inner.and_then(|(_, text)| Kept::of_field(text, Entrance::Desk)).unwrap_or_else(|| kept.clone())
}

/// `POST /desk/sign-out`
pub(in crate::http) async fn sign_out(
    State(app): State<App>,
    EnrolledForm(enrolled, Nothing {}): EnrolledForm<Nothing>,
) -> Result<Response, AppError> {
    app.store().end_session(enrolled.session.desk.hub(), enrolled.session.session_id).await?;
    let mut answer = go_to("/desk/sign-in");
    cookie::clear(&app, Entrance::Desk, answer.headers_mut());
    Ok(answer)
}

/// `GET /desk/choose`
pub(in crate::http) async fn choose(State(app): State<App>, at: AtDesk) -> Result<Html<String>, AppError> {
    let theirs = app.store().own_desks(&at.0.session).await?;
    let desks = theirs.into_iter().map(|one| Choice {
        here: one.organisation() == at.desk().organisation(),
        organisation: one.organisation(),
        name: one.name().to_owned(),
        hub: one.hub_name().to_owned(),
    });
    app.pages().render(&ChoosePage { desks: desks.collect(), frame: at.frame(&app).await? })
}

/// `POST /desk/choose`
pub(in crate::http) async fn chosen(
    State(app): State<App>,
    DeskForm(at, form): DeskForm<Chosen>,
) -> Result<Response, AppError> {
    let Ok(organisation) = form.organisation.parse::<OrganisationId>() else {
        return Err(AppError::bad_request("The form's organisation is not an id."));
    };
    let token = app.store().change_desk(&at.0.session, organisation).await?;
    let mut answer = go_to("/desk");
    cookie::set(&app, Entrance::Desk, answer.headers_mut(), &token);
    Ok(answer)
}
