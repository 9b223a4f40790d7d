//! The apps that a browser can keep and open without a network: the phone card at `/card`, the checker at `/check`, and the list that a
//! phone keeps of the menu, at `/menu/shortlist`.
//!
//! Each has a service worker of its own below its address, none stands at `/`. The worker keeps exactly the files of its app under the
//! version that all of them make together, so a browser never holds half of one version and half of another.

use super::{
    document,
    error::AppError,
    headers::{SCANNER_POLICY, WORKER_POLICY},
    pages::{
        apps::{CheckerPage, PhoneCardPage},
        menu::one::KeptPage,
    },
};
use crate::App;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use passport_words::Catalogue;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

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

/// The look of an installed app before its page is there: the header's colour and the page's ground.
const COLOURS: (&str, &str) = ("#3b3573", "#ffffff");

/// The icons that `web/tools/icons.ts` makes, with their sides in pixels and what they may be used for.
const ICONS: [(&str, &str, &str); 3] = [
    ("icons/192.png", "192x192", "any"),
    ("icons/512.png", "512x512", "any"),
    ("icons/maskable-512.png", "512x512", "maskable"),
];

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

impl OfflineApp {
    /// Its page, which may read squares: cards, and the square of the letter that a card comes with.
    fn page_that_scans(&self, app: &App) -> Result<Response, AppError> {
        Ok(([(header::CONTENT_SECURITY_POLICY, SCANNER_POLICY)], (self.page)(app)?).into_response())
    }

    /// Its service worker: what it is to keep, then the built script that keeps it; or, when the operator turned the apps off, the
    /// one that takes itself away.
    fn worker(&self, app: &App, asked: &HeaderMap) -> Result<Response, AppError> {
        let (kept, script) = if app.config().offline_apps {
            let files = app.assets().needed_by(self.sources, self.left_out);
            let Html(page) = (self.page)(app)?;
            (self.kept(&files, &page), "src/worker.ts")
        } else {
            (json!({ "page": self.path }), "src/worker-leaving.ts")
        };
        let script = app.assets().text(script).ok_or_else(AppError::not_found)?;
        let mut answer =
            document::document(asked, "text/javascript; charset=utf-8", format!("self.kept={kept};{script}"));
        answer.headers_mut().extend([
            (HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static(self.scope)),
            (header::CONTENT_SECURITY_POLICY, WORKER_POLICY),
        ]);
        Ok(answer)
    }

    /// What the worker keeps. `integrity` refuses a page of another version, which a second server may already give.
    fn kept(&self, files: &BTreeSet<String>, page: &str) -> serde_json::Value {
        let integrity = format!("sha256-{}", STANDARD.encode(Sha256::digest(page)));
        let all = files.iter().fold(Sha256::new_with_prefix(page), Digest::chain_update);
        let version = URL_SAFE_NO_PAD.encode(&all.finalize()[..12]);
        let stands_in = self.path != self.scope;
        json!({ "page": self.path, "also": self.also, "standsIn": stands_in, "integrity": integrity, "files": files, "version": version })
    }

    /// What a browser asks for when it installs the app (W3C Web Application Manifest).
    fn manifest(&self, app: &App, asked: &HeaderMap) -> Response {
        let words = app.speaker().words();
        let icon = |(source, sizes, purpose)| json!({ "src": app.assets().address(source), "sizes": sizes, "type": "image/png", "purpose": purpose });
        let manifest = json!({
            "id": self.scope, "start_url": self.scope, "scope": self.scope, "display": "standalone",
            "name": (self.name)(words), "short_name": (self.name)(words), "lang": words.language(),
            "theme_color": COLOURS.0, "background_color": COLOURS.1, "icons": ICONS.map(icon),
        });
        document::document(asked, "application/manifest+json", manifest.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::router, test_app};
    use axum::{
        body::{Body, to_bytes},
        http::{Request, StatusCode},
    };
    use std::sync::Arc;
    use tower::ServiceExt;

    async fn get(app: &App, path: &str) -> (HeaderMap, String) {
        let answer = router(app).oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let headers = answer.headers().clone();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (headers, String::from_utf8(body.to_vec()).unwrap())
    }

    /// What stands before the built script, which a tree without built pages has not.
    fn kept(app: &OfflineApp, page: &str) -> serde_json::Value {
        app.kept(&["/assets/a.js".to_owned()].into(), page)
    }

    #[test]
    fn a_version_is_another_as_soon_as_the_page_or_one_file_is() {
        let first = kept(&CHECKER, "<p>one</p>");
        assert_eq!(first, kept(&CHECKER, "<p>one</p>"));
        assert_ne!(first["version"], kept(&CHECKER, "<p>two</p>")["version"]);
        let other_file = CHECKER.kept(&["/assets/b.js".to_owned()].into(), "<p>one</p>");
        assert_ne!(first["version"], other_file["version"]);
        assert_eq!(first["integrity"], other_file["integrity"]);
    }

    #[tokio::test]
    async fn every_file_that_a_page_names_is_kept_with_it() {
        let app = test_app().await;
        for one in [CARD, CHECKER, MENU] {
            let Html(page) = (one.page)(&app).unwrap();
            let page = page.replace("&#x2f;", "/");
            let named = page.split("\"/assets/").skip(1).map(|rest| rest.split('"').next().unwrap());
            let files = app.assets().needed_by(one.sources, one.left_out);
            for file in named {
                assert!(files.contains(&format!("/assets/{file}")), "{} lacks {file}", one.path);
            }
        }
    }

    #[tokio::test]
    async fn only_pages_that_scan_may_compile_webassembly() {
        let app = test_app().await;
        for (path, may) in
            [("/check", true), ("/card", true), ("/card/activate", true), ("/v", false), ("/", false)]
        {
            let (headers, _) = get(&app, path).await;
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert_eq!(policy.contains("'wasm-unsafe-eval'"), may, "{path}: {policy}");
        }
    }

    #[tokio::test]
    async fn the_link_of_an_older_letter_opens_the_same_page() {
        let asked = Request::get("/activate").body(Body::empty()).unwrap();
        let answer = router(&test_app().await).oneshot(asked).await.unwrap();
        assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);
        // A fragment of its own would take the place of the letter's.
        assert_eq!(answer.headers()[header::LOCATION], "/card/activate");
    }

    #[tokio::test]
    async fn a_manifest_names_the_app_neutrally_and_stays_inside_it() {
        let app = test_app().await;
        for path in ["/card", "/check", "/menu"] {
            let (headers, manifest) = get(&app, &format!("{path}/manifest.webmanifest")).await;
            assert_eq!(headers[header::CONTENT_TYPE], "application/manifest+json");
            assert!(!manifest.to_lowercase().contains("carer"), "{manifest}");
            let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
            for member in ["id", "start_url", "scope"] {
                assert_eq!(manifest[member], path);
            }
        }
    }

    #[tokio::test]
    async fn a_page_offers_its_worker_unless_the_apps_are_turned_off() {
        let mut app = test_app().await;
        assert!(get(&app, "/check").await.1.contains("webmanifest"));
        Arc::get_mut(&mut app.0).unwrap().config.offline_apps = false;
        assert!(!get(&app, "/check").await.1.contains("webmanifest"));
    }
}
