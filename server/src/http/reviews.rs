//! Reviews of services, without signing in: written with a card or an invitation, read by everybody once the hub approved them, taken
//! back with their own code, reported. The same for pages and for apps.

mod api;
mod block;
mod form;
mod own;
mod report;
mod sending;

pub(super) use api::{
    __path_report_review, __path_review_state, __path_reviews, __path_withdraw_review, __path_write_review,
    report_review, review_state, reviews, withdraw_review, write_review,
};
pub(super) use block::{ReviewsBlock, all, block, month};
pub(super) use form::{empty, typed};
pub(super) use own::{own, take_back, typed as look_up};
pub(super) use report::{ask, reported};

use super::error::AppError;
use crate::App;
use crate::store::ServiceId;
use passport_core::{issue::today, menu::Service};
use std::sync::Arc;
use uuid::Uuid;

/// A service that everybody may read today, by what stands in an address.
fn service(app: &App, id: &str) -> Result<(ServiceId, Arc<Service>), AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::not_found())?;
    let today = today(app.clock().now());
    let found = app.menu().held().index.service(id).filter(|one| one.is_visible(today)).cloned();
    let found = found.ok_or_else(AppError::not_found)?;
    Ok((ServiceId(id), found))
}
