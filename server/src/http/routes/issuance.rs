//! Issuing to phones, and what a phone that holds a card asks of its hub.

use super::{DELETE, FIVE_MINUTES, GET, NOTHING, ONE_CARD, ONE_FORM, POST, PUT, Route, row};
use crate::http::{
    Caching::Never,
    Door::{Api, Data},
    Handler::Documented,
    Role::{Anyone, Phone},
    phone,
};
use utoipa_axum::routes;

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/.well-known/openid-credential-issuer/h/{hub}", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::inserted))),
    row(GET, "/h/{hub}/.well-known/openid-credential-issuer", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::appended))),
    row(GET, "/.well-known/oauth-authorization-server/h/{hub}", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::server_inserted))),
    row(GET, "/h/{hub}/.well-known/oauth-authorization-server", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(phone::server_appended))),
    row(GET, "/h/{hub}/offers/{handle}", Api, Anyone, NOTHING, Never, Documented(|| routes!(phone::offer))),
    row(POST, "/h/{hub}/token", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::token))),
    row(POST, "/h/{hub}/nonce", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::nonce))),
    row(POST, "/h/{hub}/credential", Api, Phone, ONE_FORM, Never, Documented(|| routes!(phone::credential))),
    row(POST, "/h/{hub}/notification", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::notification))),
    row(POST, "/api/activation", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(phone::find_offer))),
    row(GET, "/api/card", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::show_card))),
    row(DELETE, "/api/card", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::remove))),
    row(PUT, "/api/card/choices", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::choose))),
    row(GET, "/api/card/activity", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::activity))),
    row(GET, "/api/card/data", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::data))),
    row(GET, "/api/card/messages", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::messages))),
    row(POST, "/api/card/messages", Api, Phone, ONE_CARD, Never, Documented(|| routes!(phone::write))),
    row(GET, "/api/card/photo", Api, Phone, NOTHING, Never, Documented(|| routes!(phone::photo))),
];
