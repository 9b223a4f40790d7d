//! The menu as people read it, with its reviews and suggestions.

use super::{GET, NOTHING, ONE_CARD, ONE_FORM, POST, Route, row};
use crate::http::{
    Caching::{AskAgain, Never},
    Door::{Asset, Page},
    Handler::Plain,
    Role::Anyone,
    menu, offline_app, reviews, suggest,
};
use axum::routing::{get, post};

#[rustfmt::skip]
pub(super) static ROUTES: &[Route] = &[
    row(GET, "/menu", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::list))),
    row(POST, "/menu/near", Page, Anyone, ONE_CARD, Never, Plain(|| post(menu::typed))),
    row(GET, "/menu/shared", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::shared))),
    row(GET, "/menu/print", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::print))),
    row(GET, "/menu/booklet", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::booklet))),
    row(GET, "/menu/easy-read", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::easy_read))),
    row(GET, "/menu/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::poster))),
    row(GET, "/menu/shortlist", Page, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::shortlist))),
    row(GET, "/menu/worker.js", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::menu_worker))),
    row(GET, "/menu/manifest.webmanifest", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(offline_app::menu_manifest))),
    row(GET, "/menu/kept.json", Asset, Anyone, NOTHING, AskAgain, Plain(|| get(menu::kept))),
    row(GET, "/menu/{service}", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::one))),
    row(GET, "/menu/{service}/dates.ics", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::dates))),
    row(GET, "/menu/{service}/easy-read", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::easy_read_of_one))),
    row(GET, "/menu/{service}/poster", Page, Anyone, NOTHING, AskAgain, Plain(|| get(menu::poster_of_one))),

    row(GET, "/menu/my-review", Page, Anyone, NOTHING, Never, Plain(|| get(reviews::own))),
    row(POST, "/menu/my-review", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::look_up))),
    row(POST, "/menu/my-review/take-back", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::take_back))),
    row(GET, "/menu/{service}/review", Page, Anyone, NOTHING, Never, Plain(|| get(reviews::empty))),
    row(POST, "/menu/{service}/review", Page, Anyone, ONE_FORM, Never, Plain(|| post(reviews::typed))),
    row(GET, "/menu/{service}/reviews", Page, Anyone, NOTHING, AskAgain, Plain(|| get(reviews::all))),
    row(GET, "/menu/{service}/reviews/{review}/report", Page, Anyone, NOTHING, AskAgain, Plain(|| get(reviews::ask))),
    row(POST, "/menu/{service}/reviews/{review}/report", Page, Anyone, ONE_CARD, Never, Plain(|| post(reviews::reported))),

    row(GET, "/menu/{service}/suggest", Page, Anyone, NOTHING, AskAgain, Plain(|| get(suggest::empty))),
    row(POST, "/menu/{service}/suggest", Page, Anyone, ONE_CARD, Never, Plain(|| post(suggest::typed))),
];
