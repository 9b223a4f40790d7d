//! What somebody typed when the server could not take it: given back on a plain page, to be sent again. In one place for
//! every form of people who sign in, so that no page can forget it.

use super::{kept::Kept, refused};
use crate::{
    App,
    http::{
        Route,
        error::{AppError, OwnPage},
        pages::console::kept::UnsentPage,
    },
    store::Entrance,
};
use axum::{
    Form,
    body::{Body, to_bytes},
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tokio::time::{Instant, timeout_at};

/// The part of a request's time in which its answer has to be there, in tenths; the rest is for giving back what was typed,
/// before [`crate::http::answer::in_time`] ends it all.
const TENTHS: u32 = 9;
/// A larger form is a file's.
const LARGEST: usize = 1 << 20;
const TYPED: &str = "application/x-www-form-urlencoded";

/// Takes a form in, has it answered, and gives it back if the server or its database failed or took too long.
pub async fn give_back(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<&'static Route>().copied();
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let until = Instant::now() + app.config().request_timeout * TENTHS / 10;
    let path = request.uri().path().to_owned();
    let entrance = route.map_or(Entrance::Console, Entrance::of_route);
    let limit = route.map_or(0, |route| route.body_limit);
    if limit > LARGEST || !is_typed(request.headers()) {
        let answer = answered(until, next, request).await;
        return match failed(&answer) {
            Some(error) => again(&app, error, answer, &UnsentPage::of_file(entrance)),
            None => answer,
        };
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, limit).await else {
        return AppError::from(crate::http::fault::Fault::TooLarge).into_response();
    };
    let answer = answered(until, next, Request::from_parts(parts, Body::from(body.clone()))).await;
    match failed(&answer) {
        Some(error) => {
            let fields = read(body.into()).await;
            again(&app, error, answer, &UnsentPage::of(Kept::of(path, fields), entrance))
        }
        None => answer,
    }
}

/// What the server says until then, or that it was too slow: one that waits for its database may wait for longer than a request lasts.
async fn answered(until: Instant, next: Next, request: Request) -> Response {
    let answer = timeout_at(until, next.run(request)).await;
    answer.unwrap_or_else(|_too_slow| AppError::too_slow().into_response())
}

fn is_typed(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with(TYPED))
}

/// The fault, if it is the server's and nothing else was said about it.
fn failed(answer: &Response) -> Option<AppError> {
    let is_ours = answer.status().is_server_error() && answer.extensions().get::<OwnPage>().is_none();
    is_ours.then(|| AppError::of(answer)).flatten()
}

async fn read(body: Body) -> Vec<(String, String)> {
    let request = Request::post("/").header(header::CONTENT_TYPE, TYPED).body(body).unwrap_or_default();
    let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    form.map_or_else(|_unreadable| Vec::new(), |Form(fields)| fields)
}

/// The page with what was typed, under the fault's own status; the fault goes with it to the log.
fn again(app: &App, error: AppError, before: Response, page: &UnsentPage) -> Response {
    let Ok(mut answer) = refused(app, before.status(), page) else { return before };
    if let Some(seconds) = before.headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.clone());
    }
    answer.extensions_mut().insert(error);
    answer
}
