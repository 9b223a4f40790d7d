//! The apps that a browser can keep and open without a network: the phone card at `/card`, the checker at `/check`, and the list that a
//! phone keeps of the menu, at `/menu/shortlist`.
//!
//! Each has a service worker of its own below its address, none stands at `/`. The worker keeps exactly the files of its app under the
//! version that all of them make together, so a browser never holds half of one version and half of another.

mod files;

use super::{
    error::AppError,
    pages::{
        apps::{CheckerPage, PhoneCardPage},
        menu::one::KeptPage,
    },
};
use crate::App;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{Html, Redirect, Response},
};
use passport_words::Catalogue;

/// One of them.
struct OfflineApp {
    /// Where its worker reigns, and where the installed app opens.
    scope: &'static str,
    /// The address of the page that is kept. Where that is not the scope itself, it also stands in for any other page of the scope that
    /// cannot be had without a network.
    path: &'static str,
    /// Where else below it the same page opens.
    also: &'static [&'static str],
    /// What its page loads, as the build knows it; what these import comes with them.
    sources: &'static [&'static str],
    /// What of that is only of use with a network, and too large to be kept for nothing.
    left_out: &'static [&'static str],
    /// What stands under its icon.
    name: fn(&Catalogue) -> String,
    /// Its page, which must be the same for everybody, since a browser keeps it.
    page: fn(&App) -> Result<Html<String>, AppError>,
}

/// Where the letter's link opens: below the card, so that its worker gives it without a network too.
const LETTERS_LINK: &str = "/card/activate";

const CARD: OfflineApp = OfflineApp {
    scope: "/card",
    path: "/card",
    also: &[LETTERS_LINK],
    sources: &["style/phone.scss", "style/icon.svg", "icons/touch.png", "src/wipe.ts", "src/card.ts"],
    left_out: &["src/scan/zxing.ts"],
    name: Catalogue::app_card_name,
    page: |app| app.pages().render(&PhoneCardPage { kept: app.config().offline_apps }),
};

const CHECKER: OfflineApp = OfflineApp {
    scope: "/check",
    path: "/check",
    also: &[],
    sources: &["style/main.scss", "style/icon.svg", "icons/touch.png", "src/checker.ts"],
    left_out: &[],
    name: Catalogue::app_checker_name,
    page: |app| {
        let root = app.store().root_public_key().to_text();
        app.pages().render(&CheckerPage { kept: app.config().offline_apps, root })
    },
};

const MENU: OfflineApp = OfflineApp {
    scope: "/menu",
    path: "/menu/shortlist",
    also: &[],
    sources: &[
        "style/main.scss",
        "style/menu.scss",
        "style/icon.svg",
        "icons/touch.png",
        "src/leave.ts",
        "src/kept.ts",
    ],
    left_out: &[],
    name: Catalogue::app_menu_name,
    page: |app| app.pages().render(&KeptPage { kept: app.config().offline_apps }),
};

/// `GET /card`, and `GET /card/activate`, which the letter's link opens: the same app, shown from another side.
pub async fn card(State(app): State<App>) -> Result<Response, AppError> {
    CARD.page_that_scans(&app)
}

/// `GET /activate`, where the link of older letters opens. Browsers take what stands behind its `#` along.
pub async fn older_letters() -> Redirect {
    Redirect::permanent(LETTERS_LINK)
}

/// `GET /check`
pub async fn checker(State(app): State<App>) -> Result<Response, AppError> {
    CHECKER.page_that_scans(&app)
}

/// `GET /menu/shortlist`
pub async fn shortlist(State(app): State<App>) -> Result<Html<String>, AppError> {
    (MENU.page)(&app)
}

/// `GET /menu/worker.js`
pub async fn menu_worker(State(app): State<App>, asked: HeaderMap) -> Result<Response, AppError> {
    MENU.worker(&app, &asked)
}

/// `GET /menu/manifest.webmanifest`
pub async fn menu_manifest(State(app): State<App>, asked: HeaderMap) -> Response {
    MENU.manifest(&app, &asked)
}

/// `GET /card/worker.js`
pub async fn card_worker(State(app): State<App>, asked: HeaderMap) -> Result<Response, AppError> {
    CARD.worker(&app, &asked)
}

/// `GET /check/worker.js`
pub async fn checker_worker(State(app): State<App>, asked: HeaderMap) -> Result<Response, AppError> {
    CHECKER.worker(&app, &asked)
}

/// `GET /card/manifest.webmanifest`
pub async fn card_manifest(State(app): State<App>, asked: HeaderMap) -> Response {
    CARD.manifest(&app, &asked)
}

/// `GET /check/manifest.webmanifest`
pub async fn checker_manifest(State(app): State<App>, asked: HeaderMap) -> Response {
    CHECKER.manifest(&app, &asked)
}

#[cfg(test)]
mod tests;
