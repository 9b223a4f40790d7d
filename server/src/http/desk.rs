//! The desks of organisations that a hub invites: who sits there, and what all their pages share.

mod check;
mod doorway;
mod password;
mod pupils;
mod start;
mod time_outs;

pub(super) use check::{check, checked};
pub(super) use doorway::{
    choose, choose_pin, chosen, in_use, keep_pin, lock, locked, sign_out, unlock, welcome,
};
pub(super) use password::{change_password, password};
pub(super) use pupils::{found, list, photo, pupil};
pub(super) use start::start;
pub(super) use time_outs::{back, correct, corrected, overview, start_now, undo};

use super::console::{Kept, SignedIn, cookie, go_to, sign_in_first, taken};
use super::error::AppError;
use crate::App;
use crate::store::{Desk, DeskSession, DeskState, Entrance, OrganisationKind, SessionToken};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Europe::London;
use passport_core::issue::today;
use serde::Serialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

/// A browser that somebody enrolled at a desk today, open or locked.
#[derive(Debug)]
pub struct Enrolled {
    /// The session.
    pub session: DeskSession,
    /// What every form of it carries as `csrf`.
    pub csrf: String,
}

/// Somebody at an open desk; that they are here counts as use.
#[derive(Debug)]
pub struct AtDesk(Enrolled);

/// Why nobody is at the desk.
pub enum NotAtDesk {
    /// The browser is not enrolled, or not any more.
    SignIn,
    /// Its PIN is still to be chosen.
    Pin,
    /// It was left alone.
    Locked(Box<Enrolled>),
    /// The server's own fault.
    Error(AppError),
}

/// What somebody at an open desk sent.
pub struct DeskForm<T>(pub AtDesk, pub T);

/// What somebody sent whose desk may be locked.
pub struct EnrolledForm<T>(pub Enrolled, pub T);

/// What stands around every page; a page holds it as `frame`.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The organisation whose desk it is.
    organisation: String,
    /// The hub that invited it.
    hub: String,
    /// The name of the person who signed in.
    name: String,
    /// At how many desks they work.
    desks: i64,
    /// Whether it has pupils.
    school: bool,
    /// Whether the desk is open.
    open: bool,
    /// What every form carries.
    csrf: String,
    /// What was just done, in words.
    flash: Option<String>,
}

impl Enrolled {
    /// Whose browser it is.
    pub fn of(session: DeskSession, token: &SessionToken) -> Self {
        Self { session, csrf: token.csrf() }
    }

    /// What stands around a page, without a banner.
    pub fn frame(&self) -> Frame {
        let desk = &self.session.desk;
        Frame {
            organisation: desk.name().to_owned(),
            hub: desk.hub_name().to_owned(),
            name: self.session.display_name.clone(),
            desks: self.session.desks,
            school: desk.kind() == OrganisationKind::School,
            open: self.session.state == DeskState::Open,
            csrf: self.csrf.clone(),
            flash: None,
        }
    }
}

impl AtDesk {
    /// The right to act here.
    pub fn desk(&self) -> &Desk {
        &self.0.session.desk
    }

    /// What stands around a page, with the banner of what was just done, which is shown once.
    ///
    /// # Errors
    /// When the database cannot forget the banner.
    pub async fn frame(&self, app: &App) -> Result<Frame, AppError> {
        let session = &self.0.session;
        if session.flash.is_some() {
            app.store().clear_flash(session.session_id).await?;
        }
        Ok(Frame { flash: session.flash.clone(), ..self.0.frame() })
    }

    /// After something was done: keeps what to say about it, and goes on to the page that says it.
    ///
    /// # Errors
    /// When the database cannot keep it.
    pub async fn done(&self, app: &App, path: &str, said: &str) -> Result<Response, AppError> {
        app.store().put_flash(self.0.session.session_id, said).await?;
        Ok(go_to(path))
    }
}

impl FromRequestParts<App> for Enrolled {
    type Rejection = NotAtDesk;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotAtDesk> {
        let token = cookie::read(app, Entrance::Desk, &parts.headers).ok_or(NotAtDesk::SignIn)?;
        let session = app.store().desk_session(&token).await?.ok_or(NotAtDesk::SignIn)?;
        Ok(Self::of(session, &token))
    }
}

impl FromRequestParts<App> for AtDesk {
    type Rejection = NotAtDesk;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotAtDesk> {
        let enrolled = Enrolled::from_request_parts(parts, app).await?;
        match enrolled.session.state {
            DeskState::WithoutPin => Err(NotAtDesk::Pin),
            DeskState::Locked => Err(NotAtDesk::Locked(Box::new(enrolled))),
            DeskState::Open => {
                app.store().use_desk(&enrolled.session).await?;
                Ok(Self(enrolled))
            }
        }
    }
}

impl SignedIn for Enrolled {
    fn sent(&self, csrf: &str) -> bool {
        self.csrf.as_bytes().ct_eq(csrf.as_bytes()).into()
    }

    fn not_in(app: &App, why: NotAtDesk, kept: &Kept) -> Response {
        match why {
            NotAtDesk::SignIn => sign_in_first(app, Entrance::Desk, &doorway::typed_before(kept)),
            NotAtDesk::Locked(enrolled) => doorway::unlock_first(app, &enrolled, kept),
            other => other.into_response(),
        }
    }
}

impl SignedIn for AtDesk {
    fn sent(&self, csrf: &str) -> bool {
        self.0.sent(csrf)
    }

    fn not_in(app: &App, why: NotAtDesk, kept: &Kept) -> Response {
        Enrolled::not_in(app, why, kept)
    }
}

impl<T: DeserializeOwned + Send + 'static> FromRequest<App> for DeskForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (desk, form) = taken::<AtDesk, T>(request, app).await?;
        Ok(Self(desk, form))
    }
}

impl<T: DeserializeOwned + Send + 'static> FromRequest<App> for EnrolledForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (enrolled, form) = taken::<Enrolled, T>(request, app).await?;
        Ok(Self(enrolled, form))
    }
}

/// The time on a clock in London, as `09:05`.
fn clock_time(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%H:%M").to_string()
}

/// A time of today as somebody typed it: `9:05`, `09.05` or `0905`.
fn typed_time(typed: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let digits: String = typed.trim().chars().filter(|letter| !matches!(letter, ':' | '.')).collect();
    let time =
        NaiveTime::parse_from_str(&format!("{digits:0>4}"), "%H%M").ok().filter(|_| digits.len() >= 3)?;
    // The hour that is there twice in autumn is night: the first of the two.
    let local = today(now).and_time(time).and_local_timezone(London).earliest()?;
    Some(local.with_timezone(&Utc))
}

impl IntoResponse for NotAtDesk {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => go_to("/desk/sign-in"),
            Self::Pin => go_to("/desk/pin"),
            Self::Locked(_) => go_to("/desk/locked"),
            Self::Error(error) => error.into_response(),
        }
    }
}

impl<E: Into<AppError>> From<E> for NotAtDesk {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_typed() {
        let now = "2026-07-01T10:00:00Z".parse().unwrap();
        for (typed, read) in [
            ("9:05", Some("2026-07-01T08:05:00Z")),
            ("09.05", Some("2026-07-01T08:05:00Z")),
            (" 905 ", Some("2026-07-01T08:05:00Z")),
            ("1130", Some("2026-07-01T10:30:00Z")),
            ("25:00", None),
            ("9", None),
            ("noon", None),
            ("", None),
        ] {
            assert_eq!(typed_time(typed, now), read.map(|time| time.parse().unwrap()), "{typed}");
        }
        assert_eq!(clock_time("2026-07-01T08:05:59Z".parse().unwrap()), "09:05");
    }
}
