//! What programs check cards with: the verifying API, keys, status lists, types.

use super::{FIVE_MINUTES, GET, HALF_A_MINUTE, NOTHING, ONE_CARD, ONE_DAY, POST, Route, row};
use crate::http::{
    Caching::Never,
    Door::{Api, Data},
    Handler::Documented,
    Role::Anyone,
    check, issuer, status, types,
};
use utoipa_axum::routes;

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(POST, "/api/verify", Api, Anyone, ONE_CARD, Never, Documented(|| routes!(check::verify_card))),
    row(GET, "/api/offline-bundle", Data, Anyone, NOTHING, FIVE_MINUTES, Documented(|| routes!(status::offline_bundle))),
    row(GET, "/.well-known/jwt-vc-issuer/h/{hub}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(issuer::inserted))),
    row(GET, "/h/{hub}/.well-known/jwt-vc-issuer", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(issuer::appended))),
    row(GET, "/h/{hub}/status", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(issuer::aggregation))),
    row(GET, "/h/{hub}/status/{n}", Data, Anyone, NOTHING, HALF_A_MINUTE, Documented(|| routes!(status::status_list))),

    row(GET, "/vct/pass/1", Data, Anyone, NOTHING, ONE_DAY, Documented(|| routes!(types::phone))),
    row(GET, "/vct/printed/1", Data, Anyone, NOTHING, ONE_DAY, Documented(|| routes!(types::printed))),
];
