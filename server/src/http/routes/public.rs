//! The pages that anybody may open, other than the menu: start, checking, the apps that a browser keeps, a lost card; and the files of all pages.

use super::{GET, NOTHING, ONE_CARD, ONE_DAY, POST, Route, row};
use crate::http::{
    Caching::{AskAgain, ForEver, Never},
    Door::{Asset, Page},
    Handler::Plain,
    Role::{Anyone, InDemo},
    assets, check_page, demo_card, lost, offline_app, start,
};
use axum::routing::{get, post};

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::start))),
    row(GET, "/what-is-this", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::what_is_this))),
    row(GET, "/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(start::poster))),
    row(GET, "/v", Page, Anyone, NOTHING, AskAgain, Plain(|| get(check_page::empty))),
    row(POST, "/v", Page, Anyone, ONE_CARD, Never, Plain(|| post(check_page::typed))),
    row(GET, "/card", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card))),
    row(GET, "/card/activate", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card))),
    row(GET, "/activate", Page, Anyone, NOTHING, ONE_DAY, Plain(|| get(offline_app::older_letters))),
    row(GET, "/card/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card_worker))),
    row(GET, "/card/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::card_manifest))),
    row(GET, "/check", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker))),
    row(GET, "/check/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker_worker))),
    row(GET, "/check/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::checker_manifest))),
    row(GET, "/lost", Page, Anyone, NOTHING, AskAgain, Plain(|| get(lost::empty))),
    row(POST, "/lost", Page, Anyone, ONE_CARD, Never, Plain(|| post(lost::typed))),

    row(GET, "/assets/{*file}", Asset, Anyone, NOTHING, ForEver, Plain(|| get(assets::asset))),

    row(GET, "/demo/cards/{number}", Page, InDemo, NOTHING, Never, Plain(|| get(demo_card::sheet))),
];
