//! What is asked of every service, and the answers there are, in words.

use super::super::document;
use crate::App;
use axum::{extract::State, http::HeaderMap, response::Response};
use passport_core::menu::taxonomy::taxonomy;
use serde::Serialize;
use utoipa::ToSchema;

/// Every question.
#[derive(Serialize, ToSchema)]
pub struct Questions<'a> {
    /// In the order in which they are asked.
    taxonomies: Vec<MenuQuestion<'a>>,
}

/// A question, and its answers.
#[derive(Serialize, ToSchema)]
pub struct MenuQuestion<'a> {
    /// Its code, which is the name to ask for it by.
    #[schema(example = "transport")]
    code: &'a str,
    /// What it is called.
    #[schema(example = "Getting there")]
    name: &'a str,
    /// The question, if it is one of those every menu asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "How will you get there?")]
    question: Option<String>,
    /// What it is about.
    about: &'a str,
    /// The answers.
    terms: Vec<MenuAnswer<'a>>,
}

/// An answer.
#[derive(Serialize, ToSchema)]
pub struct MenuAnswer<'a> {
    /// Its code, which is the value to ask for it by.
    #[schema(example = "included")]
    code: &'a str,
    /// What people say.
    #[schema(example = "They pick you up")]
    name: &'a str,
    /// What it means.
    about: &'a str,
    /// Whether a hub added it.
    is_own: bool,
}

/// What is asked of every service, and the answers there are.
#[utoipa::path(
    get, operation_id = "menu_terms", path = "/api/menu/terms", tag = "Menu",
    responses((status = 200, description = "Questions and answers", body = Questions))
)]
pub async fn terms(State(app): State<App>, headers: HeaderMap) -> Response {
    let today = app.feed();
    let questions = today.feed.terms().taxonomies().iter().map(|one| {
        let ours = taxonomy(&one.code).map_or(&[][..], |ours| ours.terms);
        let terms = one.terms.iter().map(|term| MenuAnswer {
            code: &term.code,
            name: &term.name,
            about: &term.description,
            is_own: !ours.contains(&term.code.as_str()),
        });
        MenuQuestion {
            code: &one.code,
            name: &one.taxonomy.name,
            question: app.speaker().menu_taxonomy(&one.code).map(|spoken| spoken.question),
            about: &one.taxonomy.description,
            terms: terms.collect(),
        }
    });
    document::json(&headers, &Questions { taxonomies: questions.collect() })
}
