//! The console through the router, desk by desk; here is what its tests share: a hub, and somebody who joined it.

mod carers;
mod desk;
mod forms;
mod guessing;
mod import;
mod join;
mod office;
mod organisations;
mod print;
mod sign_in;

use crate::{
    App,
    http::router,
    store::{self, Actor, NewHub, NewInvitation},
    test_app_and_clock,
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::TimeDelta;
use passport_core::{card::HubSlug, clock::TestClock};
use std::sync::Arc;
use tower::ServiceExt;

const EMAIL: &str = "grace@hub.example";
const PASSWORD: &str = "three brown ponies";

/// A hub with one member of staff who joined by their link.
pub(super) struct Joined {
    app: App,
    clock: Arc<TestClock>,
    link: String,
    secret: crate::sign_in::Secret,
    recovery: Vec<String>,
    cookie: String,
}

/// What came back.
pub(super) struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The session that a browser has now.
    fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }

    fn csrf(&self) -> String {
        self.body.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

async fn ask(app: &App, request: axum::http::request::Builder, body: String) -> Got {
    let answer = router(app).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    Got { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

async fn get(app: &App, path: &str, cookie: &str) -> Got {
    ask(app, Request::get(path).header(header::COOKIE, cookie), String::new()).await
}

async fn post(app: &App, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Got {
    let plain = |text: &str| {
        text.bytes().fold(String::new(), |line, byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => line + &char::from(byte).to_string(),
            _ => line + &format!("%{byte:02X}"),
        })
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    ask(app, request, body.join("&")).await
}

/// Opens the link of an invitation.
async fn open(app: &App, link: &str) -> Got {
    post(app, "/hub/join/open", "", &[("link", link)]).await
}

/// Sends the form behind it.
async fn accept(app: &App, link: &str, cookie: &str, fields: &[(&str, &str)]) -> Got {
    post(app, "/hub/join/accept", cookie, &[&[("link", link)], fields].concat()).await
}

async fn invited(role: store::Role) -> (App, Arc<TestClock>, String) {
    let (app, clock) = test_app_and_clock().await;
    let hub = NewHub {
        slug: HubSlug::parse("riverton").unwrap(),
        name: "Riverton Hub".to_owned(),
        telephone: "01632 960100".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let scope = app.store().add_hub(Actor::Operator, &hub).await.unwrap();
    let new = NewInvitation { email: EMAIL.to_owned(), display_name: "Grace Hill".to_owned(), role };
    let id = app.store().invite(&scope, &new).await.unwrap();
    let link = app.store().invitation_link(id);
    (app, clock, link)
}

impl Joined {
    pub(super) async fn as_a(role: store::Role) -> Self {
        let (app, clock, link) = invited(role).await;
        let secret = app.store().invitation(&link).await.unwrap().unwrap().secret;
        let code = secret.code_at(seconds(&app));
        let joined = accept(&app, &link, "", &[("password", PASSWORD), ("code", &code)]).await;
        assert_eq!(joined.status, StatusCode::OK, "{}", joined.body);
        let recovery: Vec<String> = joined
            .body
            .split("<li><code>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect();
        let cookie = joined.cookie();
        clock.advance(TimeDelta::seconds(30));
        Self { app, clock, link, secret, recovery, cookie }
    }

    fn code(&self) -> String {
        self.secret.code_at(seconds(&self.app))
    }

    pub(super) async fn sign_in(&self, email: &str, password: &str, code: &str) -> Got {
        let fields = [("email", email), ("password", password), ("code", code)];
        post(&self.app, "/hub/sign-in", "", &fields).await
    }

    async fn is_in(&self, cookie: &str) -> bool {
        get(&self.app, "/hub", cookie).await.status == StatusCode::OK
    }
}

fn seconds(app: &App) -> i64 {
    i64::try_from(app.clock().seconds()).unwrap()
}
