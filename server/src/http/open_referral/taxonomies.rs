//! Our taxonomies and their terms, so that a reader knows what our attributes mean.

use super::super::{error::AppError, problem::Problem};
use super::asked::Asked;
use super::id;
use super::named::Named;
use super::page::{Part, Written, list, one};
use crate::{
    App,
    open_referral::{TermsOf, record::WholeTaxonomy},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use passport_core::menu::Tag;
use uuid::Uuid;

/// Taxonomies, a page or all of them.
#[utoipa::path(
    get, path = "/open-referral/taxonomies", tag = "Menu: Open Referral UK",
    params(
        ("search" = Option<String>, Query, description = "Words of its name or of what it is about, in any order"),
        ("page" = Option<u64>, Query, description = "As for services"),
        ("per_page" = Option<u64>, Query, description = "As for services"),
        ("format" = Option<String>, Query, description = "json or ndjson")
    ),
    responses(
        (status = 200, description = "A page in its envelope, or lines", body = Object),
        (status = 400, description = "A parameter cannot be read; the problem names it", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn taxonomies(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let wanted = Named::wanted(&asked)?;
    let fits = |one: &TermsOf| wanted.fits(&one.taxonomy.name, &one.taxonomy.description);
    let all = today.feed.terms().taxonomies();
    let items: Vec<usize> = (0..all.len()).filter(|at| fits(&all[*at])).collect();
    let write = move |at: &usize| serde_json::to_string(&today.feed.terms().taxonomies()[*at].taxonomy);
    Ok(list(&headers, Part::of(&asked)?, items, write))
}

/// One taxonomy, with its terms.
#[utoipa::path(
    get, path = "/open-referral/taxonomies/{id}", tag = "Menu: Open Referral UK",
    params(("id" = String, Path, description = "The taxonomy’s id")),
    responses(
        (status = 200, description = "The taxonomy", body = Object),
        (status = 404, description = "No such taxonomy", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn taxonomy(
    State(app): State<App>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    one(&headers, today.feed.terms().taxonomy(id(&text)?).map(whole))
}

/// The taxonomy of an address.
///
/// What its `uri` leads to: the same record as by its id.
#[utoipa::path(
    get, path = "/open-referral/terms/{taxonomy}", tag = "Menu: Open Referral UK",
    params(("taxonomy" = String, Path, description = "The taxonomy’s code", example = "transport")),
    responses(
        (status = 200, description = "The taxonomy", body = Object),
        (status = 404, description = "No such taxonomy", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn taxonomy_at(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let found = today.feed.terms().taxonomies().iter().find(|one| one.code == code);
    one(&headers, found.map(whole))
}

fn whole(one: &TermsOf) -> Written {
    let taxonomy_terms = one.terms.iter().collect();
    serde_json::to_string(&WholeTaxonomy { taxonomy: &one.taxonomy, taxonomy_terms })
}

/// Terms of all taxonomies, a page or all of them.
#[utoipa::path(
    get, path = "/open-referral/taxonomy_terms", tag = "Menu: Open Referral UK",
    params(
        ("search" = Option<String>, Query, description = "Words of its name or of what it means, in any order"),
        ("page" = Option<u64>, Query, description = "As for services"),
        ("per_page" = Option<u64>, Query, description = "As for services"),
        ("format" = Option<String>, Query, description = "json or ndjson"),
        ("taxonomy_id" = Option<String>, Query, description = "Of this taxonomy; of several, commas between, one is enough"),
        ("top_only" = Option<bool>, Query, description = "Without terms below others; there are none, so all stay"),
        ("parent_id" = Option<String>, Query, description = "Below this term; there are none, so nothing stays")
    ),
    responses(
        (status = 200, description = "A page in its envelope, or lines", body = Object),
        (status = 400, description = "A parameter cannot be read; the problem names it", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn taxonomy_terms(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let wanted = Named::wanted(&asked)?;
    let of = asked.ids("taxonomy_id", "`taxonomy_id` is the id of a taxonomy, a UUID.")?;
    asked.is_set("top_only", "`top_only` is true or false.")?;
    let is_below = asked.ids("parent_id", "`parent_id` is the id of a term, a UUID.")?.is_some();
    let terms = today.feed.terms().taxonomies().iter().flat_map(|one| &one.terms);
    let fits = terms.filter(|term| {
        !is_below
            && of.as_ref().is_none_or(|of| of.contains(&term.taxonomy_id))
            && wanted.fits(&term.name, &term.description)
    });
    let items: Vec<Uuid> = fits.map(|term| term.id).collect();
    let write = move |id: &Uuid| serde_json::to_string(&today.feed.terms().term(*id));
    Ok(list(&headers, Part::of(&asked)?, items, write))
}

/// One term.
#[utoipa::path(
    get, path = "/open-referral/taxonomy_terms/{id}", tag = "Menu: Open Referral UK",
    params(("id" = String, Path, description = "The term’s id")),
    responses(
        (status = 200, description = "The term", body = Object),
        (status = 404, description = "No such term", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn taxonomy_term(
    State(app): State<App>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    one(&headers, today.feed.terms().term(id(&text)?).map(serde_json::to_string))
}

/// The term of an address.
///
/// What its `term_uri` leads to: the same record as by its id.
#[utoipa::path(
    get, path = "/open-referral/terms/{taxonomy}/{term}", tag = "Menu: Open Referral UK",
    params(
        ("taxonomy" = String, Path, description = "The taxonomy’s code", example = "transport"),
        ("term" = String, Path, description = "The term’s code", example = "included")
    ),
    responses(
        (status = 200, description = "The term", body = Object),
        (status = 404, description = "No such term", body = Problem, content_type = "application/problem+json")
    )
)]
pub async fn term_at(
    State(app): State<App>,
    Path((taxonomy, term)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let today = app.feed();
    let tag = Tag::parse(&format!("{taxonomy}/{term}")).map_err(|_| AppError::not_found())?;
    one(&headers, today.feed.terms().of_tag(&tag).map(serde_json::to_string))
}
