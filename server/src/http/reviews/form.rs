//! `/menu/{service}/review`: a review, written without signing in and without a script. What was typed survives whatever goes wrong.

use super::sending::{Bearer, NotTaken, Sent, take_in};
use super::service;
use crate::{
    App,
    http::{
        client::Network,
        console::fields::Faults,
        error::{AppError, OwnPage},
        pages::Page,
    },
    store::{MOST_ANSWER, MOST_STORY, NewReview, ReviewDesk, ServiceId, Stars},
};
use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use passport_core::{
    menu::{ReviewContact, Service},
    short_code::ShortCode,
};
use serde::{Deserialize, Serialize};

/// What the form sends.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    welcome: String,
    easy: String,
    again: String,
    good: String,
    others: String,
    story: String,
    contact: String,
    /// The code with which its writer comes back; the form holds it from the beginning, so that sent twice it is one review.
    secret: String,
}

/// `menu/review-form.html`.
#[derive(Serialize)]
struct FormPage {
    here: String,
    back: String,
    service: String,
    service_id: ServiceId,
    desk: ReviewDesk,
    typed: Typed,
    errors: Faults,
    failed: bool,
    /// Whether the server could not take it, and everything is to be sent again.
    busy: bool,
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "menu/review-form.html";
}

/// `menu/review-sent.html`.
#[derive(Serialize)]
struct SentPage {
    back: String,
    service: String,
    desk: ReviewDesk,
    secret: String,
    /// `asked`, `ring`, or nothing.
    contact: Option<ReviewContact>,
}

impl Page for SentPage {
    const TEMPLATE: &'static str = "menu/review-sent.html";
}

/// `GET /menu/{service}/review`
pub async fn empty(State(app): State<App>, Path(id): Path<String>) -> Result<Html<String>, AppError> {
    let (id, found) = service(&app, &id)?;
    let secret = app.store().draw_review_secret()?.to_string();
    let typed = Typed { secret, ..Typed::default() };
    let desk = app.store().review_desk(id).await?;
    app.pages().render(&page((id, &found), desk, typed))
}

/// `POST /menu/{service}/review`
pub async fn typed(
    State(app): State<App>,
    network: Network,
    Path(id): Path<String>,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, AppError> {
    let Form(typed) = typed?;
    let (id, found) = service(&app, &id)?;
    let desk = app.store().review_desk(id).await;
    let desk =
        desk.unwrap_or_else(|_| ReviewDesk { hub_name: String::new(), telephone: String::new(), days: None });
    let (secret, review, errors) = read(&app, &typed)?;
    let Some(review) = review.filter(|_| errors.is_empty()) else {
        return refused(
            &app,
            StatusCode::UNPROCESSABLE_ENTITY,
            &FormPage { errors, failed: true, ..page((id, &found), desk, typed) },
        );
    };
    let wants_contact = typed.contact == "yes";
    let sent = Sent {
        service: id,
        bearer: Bearer::Typed(&typed.code),
        secret: &secret,
        review: &review,
        wants_contact,
    };
    let words = app.speaker().words();
    let (status, errors, busy) = match take_in(&app, network, sent).await {
        Ok(contact) => return thanks(&app, (id, &found), desk, (&secret, contact)),
        Err(NotTaken::Code) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Faults::one("code", words.review_code_unknown()), false)
        }
        Err(NotTaken::Wait(seconds)) => {
            let errors = Faults::one("code", words.review_code_wait(seconds.div_ceil(60)));
            let page = FormPage { errors, failed: true, ..page((id, &found), desk, typed) };
            let mut answer = refused(&app, StatusCode::TOO_MANY_REQUESTS, &page)?;
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            return Ok(answer);
        }
        Err(NotTaken::Text) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Faults::one("story", words.review_text_unseen()), false)
        }
        Err(NotTaken::Error(error)) if error.fault.status().is_server_error() => {
            (StatusCode::SERVICE_UNAVAILABLE, Faults::default(), true)
        }
        Err(NotTaken::Error(error)) => return Err(error),
    };
    refused(&app, status, &FormPage { errors, busy, failed: true, ..page((id, &found), desk, typed) })
}

/// What was typed, as far as it can be read, and what is wrong with it.
fn read(app: &App, typed: &Typed) -> Result<(ShortCode, Option<NewReview>, Faults), AppError> {
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let star = |text: &str| text.parse().unwrap_or(0);
    for (field, text, said) in [
        ("welcome", &typed.welcome, words.review_welcome_empty()),
        ("easy", &typed.easy, words.review_easy_empty()),
        ("again", &typed.again, words.review_again_empty()),
    ] {
        if !(1..=5).contains(&star(text)) {
            errors.add(field, said);
        }
    }
    for (field, text, most) in [
        ("good", &typed.good, MOST_ANSWER),
        ("others", &typed.others, MOST_ANSWER),
        ("story", &typed.story, MOST_STORY),
    ] {
        if text.trim().replace("\r\n", "\n").chars().count() > most {
            errors.add(field, words.review_text_long(most));
        }
    }
    if typed.code.trim().is_empty() {
        errors.add("code", words.review_code_empty());
    }
    let secret = match ShortCode::parse(&typed.secret) {
        Ok(secret) => secret,
        Err(_) => app.store().draw_review_secret()?,
    };
    let text = |text: &str| Some(text.to_owned());
    let stars = Stars::new(star(&typed.welcome), star(&typed.easy), star(&typed.again));
    let review = stars.map(|stars| NewReview {
        stars,
        good: text(&typed.good),
        others: text(&typed.others),
        story: text(&typed.story),
    });
    Ok((secret, review, errors))
}

fn page((id, service): (ServiceId, &Service), desk: ReviewDesk, typed: Typed) -> FormPage {
    FormPage {
        here: format!("/menu/{id}/review"),
        back: format!("/menu/{id}"),
        service: service.details.name.clone(),
        service_id: id,
        desk,
        typed,
        errors: Faults::default(),
        failed: false,
        busy: false,
    }
}

fn thanks(
    app: &App,
    (id, service): (ServiceId, &Service),
    desk: ReviewDesk,
    (secret, contact): (&ShortCode, Option<ReviewContact>),
) -> Result<Response, AppError> {
    let page = SentPage {
        back: format!("/menu/{id}"),
        service: service.details.name.clone(),
        desk,
        secret: secret.to_string(),
        contact,
    };
    Ok(app.pages().render(&page)?.into_response())
}

/// The form again, with what is wrong and all that was typed.
fn refused(app: &App, status: StatusCode, page: &FormPage) -> Result<Response, AppError> {
    let mut answer = (status, app.pages().render(page)?).into_response();
    answer.extensions_mut().insert(OwnPage);
    Ok(answer)
}
