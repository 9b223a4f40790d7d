//! One review: what was written, with what may say who somebody is marked; and what can be decided about it.

use super::decide::Typed;
use super::marked::{Piece, has_marks, marked};
use super::{Staff, address};
use crate::App;
use crate::http::console::again;
use crate::http::console::fields::{Choice, Faults};
use crate::http::console::office::when;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::http::reviews::month;
use crate::store::{
    EnvelopeOpening, HubTexts, OpenedReview, OrganisationKind, ReviewId, ReviewReason, ReviewReport,
};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/reviews/review.html`.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the page says or not")]
pub(super) struct ReviewPage {
    frame: Frame,
    here: String,
    service: String,
    menu: String,
    month: String,
    written_on: Option<String>,
    state: &'static str,
    stars: [u8; 3],
    texts: Vec<Text>,
    has_marks: bool,
    reason: Option<&'static str>,
    note: Option<String>,
    reports: Vec<Report>,
    worries: bool,
    was_worrying: bool,
    has_envelope: bool,
    openings: Vec<Opening>,
    /// Whom to tell when somebody may be in danger.
    safeguarding: Option<String>,
    reasons: Vec<Choice>,
    typed: Typed,
    why: String,
    stale: bool,
    errors: Faults,
    failed: bool,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "console/reviews/review.html";
}

/// An answer, or the story.
#[derive(Serialize)]
struct Text {
    part: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Report {
    why: &'static str,
    words: Option<String>,
    on: String,
    is_dealt_with: bool,
}

#[derive(Serialize)]
struct Opening {
    href: String,
    asker: String,
    /// Whether whoever reads this asked.
    is_own: bool,
    asked: String,
    reason: String,
    opened: Option<(String, String)>,
    is_shown: bool,
}

/// `GET /hub/menu/reviews/{review}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(review): Path<ReviewId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, review).await?;
    app.pages().render(&ReviewPage { frame: staff.frame(&app).await?, ..page })
}

/// The page again, with what was typed and what is wrong with it, or what somebody else did meanwhile.
pub(super) async fn refused(
    app: &App,
    staff: &Staff,
    review: ReviewId,
    (typed, why): (Option<Typed>, Option<String>),
    errors: Option<Faults>,
) -> Result<Response, AppError> {
    let page = page(app, staff, review).await?;
    let version = page.typed.version;
    again(
        app,
        &ReviewPage {
            stale: errors.is_none(),
            typed: typed.unwrap_or_default().under(version),
            why: why.unwrap_or_default(),
            errors: errors.unwrap_or_default(),
            failed: true,
            ..page
        },
    )
}

async fn page(app: &App, staff: &Staff, review: ReviewId) -> Result<ReviewPage, AppError> {
    let (store, scope, words) = (app.store(), &staff.scope, app.speaker().words());
    let OpenedReview { line, reports, has_envelope, openings } = store.open_review(scope, review).await?;
    let HubTexts { safeguarding, .. } = store.hub_texts(scope).await?;
    let organisations = store.organisations(scope).await?;
    let schools = organisations.into_iter().filter(|one| one.kind == OrganisationKind::School);
    let schools: Vec<String> = schools.map(|one| one.name).collect();
    let (review, service) = (line.review, line.service_name);
    let texts = [("good", &review.good), ("others", &review.others), ("story", &review.story)];
    let texts = texts
        .into_iter()
        .filter_map(|(part, text)| text.as_ref().map(|text| Text { part, pieces: marked(text, &schools) }));
    let texts: Vec<Text> = texts.collect();
    let (reason, note) = review.refused.clone().map(|(reason, note)| (reason.code(), note)).unzip();
    let reasons = ReviewReason::ALL.map(|one| Choice {
        value: one.code().to_owned(),
        text: words.say(&format!("reviews-reason-{}", one.code()), []).unwrap_or_default(),
    });
    Ok(ReviewPage {
        frame: staff.bare_frame(),
        here: address(review.review_id),
        menu: format!("/menu/{}", review.service),
        service,
        month: month(app, review.month),
        written_on: review.written_on.map(|day| app.speaker().date(day)),
        state: review.state.code(),
        stars: [review.stars.welcome, review.stars.easy, review.stars.again],
        has_marks: texts.iter().any(|text| has_marks(&text.pieces)),
        texts,
        reason,
        note: note.flatten(),
        reports: reports.into_iter().map(|one| Report::of(app, one)).collect(),
        worries: review.worries(),
        was_worrying: review.worry_over_at.is_some(),
        has_envelope,
        openings: openings
            .into_iter()
            .map(|one| Opening::of(app, staff, &review_address(&review), one))
            .collect(),
        safeguarding,
        reasons: reasons.into(),
        typed: Typed::default().under(review.version),
        why: String::new(),
        stale: false,
        errors: Faults::default(),
        failed: false,
    })
}

fn review_address(review: &crate::store::ServiceReview) -> String {
    address(review.review_id)
}

impl Report {
    fn of(app: &App, report: ReviewReport) -> Self {
        let ReviewReport { why, words, reported_on, is_dealt_with } = report;
        Self { why: why.code(), words, on: app.speaker().date(reported_on), is_dealt_with }
    }
}

impl Opening {
    fn of(app: &App, staff: &Staff, here: &str, opening: EnvelopeOpening) -> Self {
        let EnvelopeOpening { opening_id, asked_by: (person, asker), asked_at, reason, opened, is_shown } =
            opening;
        Self {
            href: format!("{here}/who/{opening_id}"),
            asker,
            is_own: person == staff.person,
            asked: when(app, asked_at),
            reason,
            opened: opened.map(|(opener, at)| (opener, when(app, at))),
            is_shown,
        }
    }
}
