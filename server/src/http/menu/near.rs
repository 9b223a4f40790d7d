//! `POST /menu/near`: a postcode, which is looked up in our own list and then forgotten. The answer leads to an address with the
//! square kilometre it lies in, or with the outward code where only that was typed.

use super::{asked::Asked, list};
use crate::{App, http::error::AppError};
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use passport_core::menu::{Near, Outward, Position, Postcode, Square};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    postcode: String,
    /// The question of the address that it was sent from.
    #[serde(default)]
    back: String,
}

/// `POST /menu/near`
pub async fn typed(
    State(app): State<App>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(Typed { postcode, back }) = typed?;
    let mut asked = Asked::read(&app, Some(back.trim_start_matches('?')));
    match look_up(&app, postcode.trim()).await {
        Ok(near) => {
            asked.wanted.near = Some(near);
            Ok(Redirect::to(&format!("/menu{}", asked.query())).into_response())
        }
        Err(fault) => {
            asked.locate(&app).await;
            list::show(&app, asked, Some(fault))
        }
    }
}

/// Where that is, as an address may say it; or what is wrong: the key of a message.
async fn look_up(app: &App, typed: &str) -> Result<Near, &'static str> {
    if typed.is_empty() {
        return Err("menu-near-empty");
    }
    let (found, outward) = if let Ok(postcode) = Postcode::parse(typed) {
        (app.store().postcode_position(&postcode).await, None)
    } else if let Ok(outward) = Outward::parse(typed) {
        let near = Near::Outward(outward);
        (app.store().near_position(&near).await, Some(near))
    } else {
        return Err("menu-near-wrong");
    };
    let position = found.map_err(|_| "menu-near-busy")?.ok_or("menu-near-unknown")?;
    outward.or_else(|| Square::of(position).map(Near::Square)).ok_or("menu-near-unknown")
}

/// Where an outward code is, if our list has it and answers.
pub async fn position(app: &App, near: &Near) -> Option<Position> {
    app.store().near_position(near).await.ok().flatten()
}
