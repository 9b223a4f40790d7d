//! A form that a member of staff sent: taken only with the session's own mark; when the session has ended, what was
//! typed is kept.

use super::{Staff, kept::Kept, refused, staff::NotIn};
use crate::{
    App,
    http::{error::AppError, fault::Fault, pages::console::sign_in::SignInPage},
    store::Entrance,
};
use axum::{
    Form, RequestExt as _,
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

/// Staff and what they sent. `T` need not know the `csrf` field.
pub struct StaffForm<T>(pub Staff, pub T);

/// Somebody who is signed in, as a form asks for them.
pub trait SignedIn: FromRequestParts<App, Rejection: IntoResponse> + Send {
    /// Whether a form is one that we gave to this session.
    fn sent(&self, csrf: &str) -> bool;

    /// The answer to a form of somebody who is not in: where they can get in, carrying along what was typed.
    fn not_in(app: &App, why: Self::Rejection, kept: &Kept) -> Response;
}

impl SignedIn for Staff {
    fn sent(&self, csrf: &str) -> bool {
        Self::sent(self, csrf)
    }

    fn not_in(app: &App, why: NotIn, kept: &Kept) -> Response {
        match why {
            NotIn::SignIn => sign_in_first(app, Entrance::Console, kept),
            other @ NotIn::Error(_) => other.into_response(),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> FromRequest<App> for StaffForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (staff, form) = taken::<Staff, T>(request, app).await?;
        Ok(Self(staff, form))
    }
}

/// Takes a form of somebody who is signed in. Who sent it is judged before anything else of the request.
///
/// # Errors
/// The answer to a form that is not taken.
pub async fn taken<S, T>(mut request: Request, app: &App) -> Result<(S, T), Response>
where
    S: SignedIn + 'static,
    T: DeserializeOwned + Send + 'static,
{
    let who = request.extract_parts_with_state::<S, _>(app).await;
    let path = request.uri().path().to_owned();
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let body =
        Bytes::from_request(request, app).await.map_err(|fault| AppError::from(fault).into_response())?;
    let again = || {
        let mut request = Request::post("/").body(Body::from(body.clone())).unwrap_or_default();
        request.headers_mut().extend(kind.clone().map(|kind| (header::CONTENT_TYPE, kind)));
        request
    };
    let fields = read::<Vec<(String, String)>>(again()).await?;
    let who = match who {
        Ok(who) => who,
        Err(why) => return Err(S::not_in(app, why, &Kept::of(path, fields))),
    };
    let csrf = fields.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
    if !who.sent(csrf) {
        return Err(AppError::from(Fault::NotAllowed).into_response());
    }
    Ok((who, read::<T>(again()).await?))
}

async fn read<T: DeserializeOwned + 'static>(request: Request) -> Result<T, Response> {
    let form = Form::<T>::from_request(request, &()).await;
    form.map(|Form(form)| form).map_err(|fault| AppError::from(fault).into_response())
}

/// The sign-in page, which carries what was typed along.
pub fn sign_in_first(app: &App, entrance: Entrance, kept: &Kept) -> Response {
    let page = SignInPage { kept: kept.to_field(), ended: true, ..SignInPage::at(entrance) };
    refused(app, StatusCode::UNAUTHORIZED, &page).unwrap_or_else(IntoResponse::into_response)
}

/// The sign-in page after a session ended, with nothing to carry along.
///
/// # Errors
/// When the page cannot be written.
pub fn sign_in_again(app: &App) -> Result<Response, AppError> {
    refused(app, StatusCode::UNAUTHORIZED, &SignInPage { ended: true, ..SignInPage::at(Entrance::Console) })
}
