//! A member of staff at their laptop, with the mark that their forms carry.

use super::{Got, Joined, get, post};
use crate::store::{self, HubScope};
use axum::http::header;
use passport_core::card::HubSlug;

/// Somebody at their laptop.
pub(super) struct Desk {
    pub(super) joined: Joined,
    csrf: String,
    scope: HubScope,
}

impl Desk {
    /// A worker's.
    pub(super) async fn open() -> Self {
        Self::of(store::Role::Worker).await
    }

    /// A worker's or a manager's.
    pub(super) async fn of(role: store::Role) -> Self {
        let joined = Joined::as_a(role).await;
        let csrf = get(&joined.app, "/hub/carers/add", &joined.cookie).await.csrf();
        let scope = joined.app.store().operator_scope(&HubSlug::parse("riverton").unwrap()).await.unwrap();
        Self { joined, csrf, scope }
    }

    /// The hub that they work for.
    pub(super) fn scope(&self) -> &HubScope {
        &self.scope
    }

    /// Opens a page.
    pub(super) async fn see(&self, path: &str) -> Got {
        get(&self.joined.app, path, &self.joined.cookie).await
    }

    /// Sends a form's fields.
    pub(super) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let fields = [&[("csrf", self.csrf.as_str())], fields].concat();
        post(&self.joined.app, path, &self.joined.cookie, &fields).await
    }

    /// Sends a form with a file in it, as a browser does.
    pub(super) async fn send_file(&self, path: &str, file: &[u8]) -> Got {
        let part = |name: &str| format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"");
        let csrf = format!("{}\r\n\r\n{}\r\n", part("csrf"), self.csrf);
        let attempt = format!("{}\r\n\r\n{}\r\n", part("attempt"), self.attempt());
        let head = format!("{}; filename=\"a\"\r\n\r\n", part("file"));
        let body = [csrf.as_bytes(), attempt.as_bytes(), head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = axum::http::Request::post(path)
            .header(header::COOKIE, &self.joined.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(axum::body::Body::from(body))
            .unwrap();
        let router = crate::http::router(&self.joined.app);
        let answer = tower::ServiceExt::oneshot(router, request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Got { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// What a form that adds somebody carries.
    pub(super) fn attempt(&self) -> String {
        self.joined.app.store().draw_carer_id().unwrap().to_string()
    }
}

impl Got {
    /// Whether the page says something, however its markup writes a slash or an apostrophe.
    pub(super) fn says(&self, text: &str) -> bool {
        self.body.replace("&#x2f;", "/").replace("&#x27;", "'").contains(text)
    }
}
