//! The OpenAPI document, gathered from the rows of [`ROUTES`], so that it can neither leave one out nor invent one.

use super::{Door, Handler, ROUTES, Role, document, error::AppError, pages::api::ApiPage, problem::Problem};
use crate::App;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{Html, Response},
};
use passport_core::card::Base;
use utoipa::{
    ToSchema,
    openapi::{
        ComponentsBuilder, Content, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Paths, Ref,
        ResponseBuilder, ServerBuilder,
        path::Operation,
        security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
    },
};

/// What the document calls it.
const PHONE: &str = "phone";
const NO_SCOPES: [&str; 0] = [];

/// The document for a server at this address.
pub fn describe(base: &Base) -> OpenApi {
    let mut paths = Paths::new();
    let mut components = ComponentsBuilder::new().schema_from::<Problem>();
    for route in ROUTES {
        if let Handler::Documented(handler) = &route.handler {
            let (schemas, mut described, _handler) = handler();
            add_common_answers(route.door, &mut described);
            if route.role == Role::Phone {
                for operation in operations(&mut described) {
                    operation.security = Some(vec![SecurityRequirement::new(PHONE, NO_SCOPES)]);
                }
            }
            components = components.schemas_from_iter(schemas);
            paths.merge(described);
        }
    }
    components = components.security_scheme(PHONE, phone());
    let license =
        LicenseBuilder::new().name("MIT or Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let info = InfoBuilder::new()
        .title("Pass")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(license))
        .build();
    let server = ServerBuilder::new().url(base.as_str()).build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([server]))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// What any address of a door may answer, beside what its handler says of itself.
fn add_common_answers(door: Door, described: &mut Paths) {
    let unchanged = (door == Door::Data).then(|| ("304", held_already()));
    let common = [
        ("400", problem("The request cannot be read")),
        ("429", problem("Too many requests from one network; wait as `Retry-After` says")),
        ("405", problem("Another method than `Allow` names")),
        ("503", problem("It cannot be answered just now; wait as `Retry-After` says")),
    ];
    for operation in operations(described) {
        let body = operation.request_body.is_some().then(|| {
            [
                ("413", problem("The body is longer than this address takes")),
                ("415", problem("The body is of another type than this address takes")),
            ]
        });
        for (status, answer) in common.iter().chain(&unchanged).chain(body.iter().flatten()) {
            operation
                .responses
                .responses
                .entry((*status).to_owned())
                .or_insert_with(|| answer.clone().into());
        }
    }
}

fn operations(described: &mut Paths) -> impl Iterator<Item = &mut Operation> {
    let paths = described.paths.values_mut();
    paths.flat_map(|path| [&mut path.get, &mut path.post, &mut path.put, &mut path.delete]).flatten()
}

/// How a phone shows whose it is. OpenAPI 3.1 has a kind for bearer tokens and none for those of a key.
fn phone() -> SecurityScheme {
    let how = "`DPoP` and the access token, with a fresh proof of its key in the header `DPoP` (RFC 9449); `Bearer` and the token, where \
        the offer was taken by a wallet without a key";
    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description("Authorization", how)))
}

/// RFC 9110 section 15.4.5, as [`document`] answers it.
fn held_already() -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description("Unchanged since the `ETag` that `If-None-Match` names; no body")
        .build()
}

fn problem(description: &str) -> utoipa::openapi::Response {
    let body = Content::new(Some(Ref::from_schema_name(Problem::name())));
    ResponseBuilder::new().description(description).content("application/problem+json", body).build()
}

const ABOUT: &str = "Check a card, and fetch what is needed to check cards without asking about any one of them. \
    Checking, and reading the menu of breaks and support, needs no account and leaves no trail. Every fault is an RFC 9457 problem.";

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "About", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub async fn openapi(State(app): State<App>, headers: HeaderMap) -> Response {
    document::json(&headers, app.openapi())
}

/// `GET /api/docs`: rendered here, since the viewers to be had need inline styles or HTML made from text, which no page of ours allows.
pub async fn docs(State(app): State<App>) -> Result<Html<String>, AppError> {
    app.pages().render(&ApiPage::of(app.openapi()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_changes_only_when_somebody_means_it() {
        let document = describe(&Base::parse("https://pass.example.uk").unwrap());
        let operations = document.paths.paths.values().flat_map(|path| [&path.get, &path.post]).flatten();
        for response in operations.flat_map(|operation| operation.responses.responses.values()) {
            let text = serde_json::to_string(response).unwrap();
            assert!(text.contains("description"), "OpenAPI asks for a description of each response: {text}");
        }
        insta::assert_json_snapshot!(document, { ".info.version" => "[version]" });
    }
}
