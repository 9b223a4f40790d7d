//! Type metadata at each `vct`: what a wallet may call a card and its claims (SD-JWT VC section 6).

use super::document;
use crate::App;
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use passport_core::card::Base;
use serde_json::{Value, json};

/// The type of a card on a phone.
#[utoipa::path(get, operation_id = "phone_type", path = "/vct/pass/1", tag = "Published", responses((status = 200, description = "Type metadata", body = Object)))]
pub async fn phone(State(app): State<App>, headers: HeaderMap) -> Response {
    let mut claims = claims();
    claims.push(claim("setting", "Where it may be shown", true));
    let base = base(&app, &headers);
    document::json(
        &headers,
        &metadata(&base.phone_type(), "Pass", "A card on a phone, for one setting.", &claims),
    )
}

/// The type of a printed card.
#[utoipa::path(get, operation_id = "printed_type", path = "/vct/printed/1", tag = "Published", responses((status = 200, description = "Type metadata", body = Object)))]
pub async fn printed(State(app): State<App>, headers: HeaderMap) -> Response {
    let base = base(&app, &headers);
    document::json(&headers, &metadata(&base.printed_type(), "Pass, printed", "A printed card.", &claims()))
}

fn metadata(vct: &str, name: &str, description: &str, claims: &[Value]) -> Value {
    json!({
        "vct": vct,
        "name": name,
        "description": description,
        "display": [{ "locale": "en", "name": "Pass", "description": description }],
        "claims": claims,
    })
}

/// Nothing is selectively disclosable: a card shows what it says, and says little.
fn claims() -> Vec<Value> {
    vec![claim("name", "Name", false), claim("arrangements", "What has been arranged", true)]
}

fn claim(name: &str, label: &str, mandatory: bool) -> Value {
    json!({ "path": [name], "display": [{ "locale": "en", "label": label }], "mandatory": mandatory, "sd": "never" })
}

fn base(app: &App, headers: &HeaderMap) -> Base {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    app.snapshot().held().base_of(host, &app.config().base).clone()
}
