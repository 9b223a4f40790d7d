//! The hub's console: who is signed in, what its pages share, and its desks.

mod browser;
pub(super) mod card_runs;
pub(super) mod cards;
pub(super) mod carers;
pub(super) mod cookie;
pub(super) mod fields;
mod form;
pub(super) mod history;
pub(super) mod import;
pub(super) mod inbox;
pub(super) mod join;
mod kept;
pub(super) mod lists;
pub(super) mod menu;
pub(super) mod menu_import;
pub(super) mod new_password;
pub(super) mod office;
mod opened;
pub(super) mod organisations;
pub(super) mod phones;
pub(super) mod print;
pub(super) mod proof;
mod prove_again;
pub(super) mod reviews;
mod same_site;
pub(super) mod session;
pub(super) mod sign_in;
mod staff;
pub(super) mod start;
#[cfg(test)]
mod tests;
mod tried;
mod unsent;
mod who;

pub(super) use form::{SignedIn, StaffForm, sign_in_again, sign_in_first, taken};
pub(super) use kept::Kept;
pub(super) use same_site::refuse_other_sites;
pub(super) use staff::{NotIn, Staff};
pub(super) use unsent::give_back;

use super::{
    error::{AppError, OwnPage},
    pages::Page,
};
use crate::{App, typed_day};
use axum::{
    extract::{Path, rejection::PathRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Where a form was sent, read only once it is known who sent it: to a stranger every address answers alike.
pub(super) type At<T> = Result<Path<T>, PathRejection>;

/// Goes on to an address of ours after something was done, so that "reload" does not do it again.
pub(super) fn go_to(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// A form again, with what was typed and what is wrong with it.
pub(super) fn refused<P: Page>(app: &App, status: StatusCode, page: &P) -> Result<Response, AppError> {
    let mut answer = (status, app.pages().render(page)?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}

/// A form once more, as it was typed, with what is wrong in it.
pub(super) fn again<P: Page>(app: &App, page: &P) -> Result<Response, AppError> {
    refused(app, StatusCode::UNPROCESSABLE_ENTITY, page)
}
