//! Who is signed in. A handler that takes [`Staff`] runs only for a live session whose person has the row's role.

use super::{cookie, go_to};
use crate::{
    App,
    http::{Role, Route, error::AppError, fault::Fault, pages::console::Frame},
    store::{self, Entrance, HubScope, PersonId, Session, SessionToken},
};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use subtle::ConstantTimeEq as _;

/// A member of the hub's staff at work, with both factors given.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Their right to act in the hub, under their own name in the record.
    pub scope: HubScope,
    /// The person.
    pub person: PersonId,
    /// What they are there.
    pub role: store::Role,
    /// Their name.
    pub display_name: String,
    /// The hub's name.
    pub hub_name: String,
    /// What every form of theirs carries as `csrf`.
    pub csrf: String,
    /// The session itself.
    pub session: Session,
}

/// Why nobody is let in.
pub enum NotIn {
    /// There is no live session.
    SignIn,
    /// There is one, of somebody who may not.
    Error(AppError),
}

impl IntoResponse for NotIn {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => go_to("/hub/sign-in"),
            Self::Error(error) => error.into_response(),
        }
    }
}

impl<E: Into<AppError>> From<E> for NotIn {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = NotIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotIn> {
        let token = cookie::read(app, Entrance::Console, &parts.headers).ok_or(NotIn::SignIn)?;
        let session = app.store().live_session(&token).await?.ok_or(NotIn::SignIn)?;
        let needed = parts.extensions.get::<&'static Route>().map(|route| route.role);
        match needed {
            Some(Role::Worker) => {}
            Some(Role::Manager) if session.role == store::Role::Manager => {}
            _ => return Err(AppError::from(Fault::NotAllowed).into()),
        }
        Ok(Self::of(session, &token))
    }
}

impl Staff {
    /// Who a session belongs to.
    pub fn of(session: Session, token: &SessionToken) -> Self {
        Self {
            scope: session.scope.clone(),
            person: session.person_id,
            role: session.role,
            display_name: session.display_name.clone(),
            hub_name: session.hub_name.clone(),
            csrf: token.csrf(),
            session,
        }
    }

    /// Whether a form is one that we gave to this session.
    pub fn sent(&self, csrf: &str) -> bool {
        self.csrf.as_bytes().ct_eq(csrf.as_bytes()).into()
    }

    /// What stands around every page of theirs, with the banner of what was just done, which is shown once.
    ///
    /// # Errors
    /// When the database cannot forget the banner.
    pub async fn frame(&self, app: &App) -> Result<Frame, AppError> {
        if self.session.flash.is_some() {
            app.store().clear_flash(self.session.session_id).await?;
        }
        Ok(Frame { flash: self.session.flash.clone(), ..self.bare_frame() })
    }

    /// The same without a banner, for a form that comes back.
    pub fn bare_frame(&self) -> Frame {
        Frame {
            hub: self.hub_name.clone(),
            name: self.display_name.clone(),
            manager: self.role == store::Role::Manager,
            hubs: self.session.hubs,
            waiting: self.session.waiting,
            csrf: self.csrf.clone(),
            flash: None,
        }
    }

    /// After something was done: keeps what to say about it, already in words, and goes on to the page that says it.
    ///
    /// # Errors
    /// When the database cannot keep it.
    pub async fn done(&self, app: &App, path: &str, said: &str) -> Result<Response, AppError> {
        app.store().put_flash(self.session.session_id, said).await?;
        Ok(go_to(path))
    }
}
