//! The young person's own side of their phone: messages, activity, all that is kept. Only our own card asks for it: a wallet that holds
//! one setting, or plain bearer tokens, holds that setting's card and learns nothing else.

use super::{Holder, oauth::Refused};
use crate::{
    App,
    http::{error::AppError, fault::Fault},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::ops::Deref;

/// A phone whose grant is for every setting and bound to a key of its own.
#[derive(Debug, Clone)]
pub(crate) struct Owner(Holder);

impl Deref for Owner {
    type Target = Holder;
    fn deref(&self) -> &Holder {
        &self.0
    }
}

impl FromRequestParts<App> for Owner {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let holder = Holder::from_request_parts(parts, app).await?;
        if holder.whole && holder.thumbprint.is_some() {
            Ok(Self(holder))
        } else {
            Err(AppError::from(Fault::NotAllowed).into())
        }
    }
}
