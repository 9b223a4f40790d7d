//! The menu for programs: the API, and the feed of Open Referral UK.

use super::{FIVE_MINUTES, GET, HALF_A_MINUTE, NOTHING, ONE_CARD, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::{AskAgain, Never},
    Door::{Api, Data},
    Handler::Documented,
    Role::Anyone,
    menu_api, open_referral, reviews,
};
use utoipa_axum::routes;

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/api/menu/services", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::search::services))),
    row(GET, "/api/menu/services/{service}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::service))),
    row(GET, "/api/menu/terms", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(menu_api::terms::terms))),
    row(GET, "/api/menu/changes", Data, Anyone, NOTHING, AskAgain, Documented(|| routes!(menu_api::changes::changes))),

    row(GET, "/api/menu/services/{service}/reviews", Api, Anyone, NOTHING, AskAgain, Documented(|| routes!(reviews::reviews))),
    row(POST, "/api/menu/reviews", Api, Anyone, ONE_FORM, Never, Documented(|| routes!(reviews::write_review))),
    row(POST, "/api/menu/reviews/state", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::review_state))),
    row(POST, "/api/menu/reviews/withdraw", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::withdraw_review))),
    row(POST, "/api/menu/reviews/{review}/report", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(reviews::report_review))),

    row(GET, "/open-referral", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(open_referral::about_too))),
    row(GET, "/open-referral/", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(open_referral::about))),
    row(GET, "/open-referral/services", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::services::services))),
    row(GET, "/open-referral/services/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::services::service))),
    row(GET, "/open-referral/service_at_locations", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::places::service_at_locations))),
    row(GET, "/open-referral/service_at_locations/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::places::service_at_location))),
    row(GET, "/open-referral/organizations", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::organizations::organizations))),
    row(GET, "/open-referral/organizations/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::organizations::organization))),
    row(GET, "/open-referral/taxonomies", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomies))),
    row(GET, "/open-referral/taxonomies/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy))),
    row(GET, "/open-referral/taxonomy_terms", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy_terms))),
    row(GET, "/open-referral/taxonomy_terms/{id}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy_term))),
    row(GET, "/open-referral/terms/{taxonomy}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::taxonomy_at))),
    row(GET, "/open-referral/terms/{taxonomy}/{term}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(open_referral::taxonomies::term_at))),
];
