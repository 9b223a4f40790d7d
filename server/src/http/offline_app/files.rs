//! What a browser is given so that it can keep an app and install it: the page, the worker with the names of all files, the manifest.

use super::OfflineApp;
use crate::{
    App,
    http::{
        document,
        error::AppError,
        headers::{SCANNER_POLICY, WORKER_POLICY},
    },
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The look of an installed app before its page is there: the header's colour and the page's ground.
const COLOURS: (&str, &str) = ("#3b3573", "#ffffff");

/// The icons that `web/tools/icons.ts` makes, with their sides in pixels and what they may be used for.
const ICONS: [(&str, &str, &str); 3] = [
    ("icons/192.png", "192x192", "any"),
    ("icons/512.png", "512x512", "any"),
    ("icons/maskable-512.png", "512x512", "maskable"),
];

impl OfflineApp {
    /// Its page, which may read squares: cards, and the square of the letter that a card comes with.
    pub(super) fn page_that_scans(&self, app: &App) -> Result<Response, AppError> {
        Ok(([(header::CONTENT_SECURITY_POLICY, SCANNER_POLICY)], (self.page)(app)?).into_response())
    }

    /// Its service worker: what it is to keep, then the built script that keeps it; or, when the operator turned the apps off, the
    /// one that takes itself away.
    pub(super) fn worker(&self, app: &App, asked: &HeaderMap) -> Result<Response, AppError> {
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
    pub(super) fn kept(&self, files: &BTreeSet<String>, page: &str) -> serde_json::Value {
        let integrity = format!("sha256-{}", STANDARD.encode(Sha256::digest(page)));
        let all = files.iter().fold(Sha256::new_with_prefix(page), Digest::chain_update);
        let version = URL_SAFE_NO_PAD.encode(&all.finalize()[..12]);
        let stands_in = self.path != self.scope;
        json!({ "page": self.path, "also": self.also, "standsIn": stands_in, "integrity": integrity, "files": files, "version": version })
    }

    /// What a browser asks for when it installs the app (W3C Web Application Manifest).
    pub(super) fn manifest(&self, app: &App, asked: &HeaderMap) -> Response {
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
