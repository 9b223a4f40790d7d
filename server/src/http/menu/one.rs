//! `GET /menu/{service}`: all there is to say of one service, and its dates for a calendar.

use super::{asked::Asked, calendar, teller::Teller};
use crate::{
    App,
    http::{
        document,
        error::{AppError, OwnPage},
        pages::menu::one::{Doors, Foretold, GonePage, OnePage, SeenBy},
        reviews,
    },
    store::ServiceId,
};
use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use passport_core::menu::Service;
use std::sync::Arc;
use uuid::Uuid;

/// `GET /menu/{service}`
pub async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let mut asked = Asked::read(&app, query.as_deref());
    let Some(service) = find(&app, &id) else { return gone(&app) };
    let address = format!("/menu/{}", service.service_id);
    if asked.held_postcode {
        return Ok(Redirect::to(&format!("{address}{}", asked.query())).into_response());
    }
    asked.locate(&app).await;
    let teller = Teller::of(&app, asked.at());
    let mut longer = asked.list.clone();
    longer.retain(|one| *one != service.service_id);
    longer.push(service.service_id);
    let doors = Doors {
        kept: app.config().offline_apps,
        share: format!("{}{address}", app.config().base),
        add: format!("/menu/shared?{}", super::asked::list_part(&longer)),
        reviews: reviews::block(&app, ServiceId(service.service_id)).await,
        address,
    };
    let (told, back) = (teller.tell(&service), format!("/menu{}", asked.query()));
    let page = OnePage { told, back, seen_by: SeenBy::Reader(Box::new(doors)) };
    Ok(app.pages().render(&page)?.into_response())
}

/// The same page for the editors of a service, before everybody reads it: nothing on it acts.
pub fn foretold(
    app: &App,
    service: &Service,
    (back, foretold): (String, Foretold),
) -> Result<Html<String>, AppError> {
    let told = Teller::of(app, None).tell(service);
    app.pages().render(&OnePage { told, back, seen_by: SeenBy::Editor(foretold) })
}

/// `GET /menu/{service}/dates.ics`
pub async fn dates(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let service = find(&app, &id).ok_or_else(AppError::not_found)?;
    let calendar = calendar::of(&service, &app.config().base, app.clock().now());
    let mut answer = document::document(&headers, "text/calendar; charset=utf-8", calendar);
    let name = HeaderValue::from_static("attachment; filename=\"dates.ics\"");
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(answer)
}

/// A service that everybody may read today.
pub fn find(app: &App, id: &str) -> Option<Arc<Service>> {
    let today = passport_core::issue::today(app.clock().now());
    let id = Uuid::try_parse(id).ok()?;
    app.menu().held().index.service(id).filter(|service| service.is_visible(today)).cloned()
}

/// There is none such: ended, hidden, or never there.
pub fn gone(app: &App) -> Result<Response, AppError> {
    let mut answer = (StatusCode::NOT_FOUND, app.pages().render(&GonePage {})?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}
