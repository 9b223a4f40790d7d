//! A form that a member of staff sent: taken only with the session's own mark; when the session has ended, what was
//! typed is kept.

use super::{Staff, kept::Kept, refused, staff::NotIn};
use crate::{
    App,
    http::{error::AppError, fault::Fault, pages::console::sign_in::SignInPage},
};
use axum::{
    Form, RequestExt as _,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

/// Staff and what they sent. `T` need not know the `csrf` field.
pub struct StaffForm<T>(pub Staff, pub T);

impl<T: DeserializeOwned + Send + 'static> FromRequest<App> for StaffForm<T> {
    type Rejection = Response;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Response> {
        let staff = request.extract_parts_with_state::<Staff, _>(app).await;
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
        let staff = match staff {
            Ok(staff) => staff,
            Err(NotIn::SignIn) => return Err(sign_in_first(app, &Kept { to: path, fields })),
            Err(other) => return Err(other.into_response()),
        };
        let csrf = fields.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
        if !staff.sent(csrf) {
            return Err(AppError::from(Fault::NotAllowed).into_response());
        }
        Ok(Self(staff, read::<T>(again()).await?))
    }
}

async fn read<T: DeserializeOwned + 'static>(request: Request) -> Result<T, Response> {
    let form = Form::<T>::from_request(request, &()).await;
    form.map(|Form(form)| form).map_err(|fault| AppError::from(fault).into_response())
}

/// The sign-in page, which carries what was typed along.
fn sign_in_first(app: &App, kept: &Kept) -> Response {
    let page = SignInPage { kept: kept.to_field(), ended: true, ..SignInPage::default() };
    refused(app, StatusCode::UNAUTHORIZED, &page).unwrap_or_else(IntoResponse::into_response)
}

/// The sign-in page after a session ended, with nothing to carry along.
///
/// # Errors
/// When the page cannot be written.
pub fn sign_in_again(app: &App) -> Result<Response, AppError> {
    refused(app, StatusCode::UNAUTHORIZED, &SignInPage { ended: true, ..SignInPage::default() })
}
