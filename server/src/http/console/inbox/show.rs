//! One message: who wrote it, when, what happened, and what can be done about it.

use super::answer::{Typed, ready};
use super::{Due, Staff, address, came, when};
use crate::App;
use crate::http::console::again;
use crate::http::console::carers::{self, Wishes, full_name};
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{About, HubTexts, MessageId, OpenedMessage, StoreError};
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use serde::Serialize;

/// `console/inbox/message.html`.
#[derive(Serialize)]
pub(super) struct MessagePage {
    frame: Frame,
    here: String,
    record: String,
    name: String,
    protected: bool,
    kind: &'static str,
    /// Where it was and how, of a card that was not accepted.
    setting: Option<&'static str>,
    happened: Option<&'static str>,
    words: Option<String>,
    came: String,
    due: Option<Due>,
    state: &'static str,
    /// What their phone's card says there.
    says: Vec<String>,
    /// How they may be reached, once the hub must ring.
    wishes: Option<Wishes>,
    /// Whom to tell when somebody may be in danger.
    safeguarding: Option<String>,
    answer: Option<String>,
    answered: Option<String>,
    ready: Vec<Choice>,
    typed: Typed,
    /// Whether a colleague answered meanwhile.
    stale: bool,
    errors: Faults,
    failed: bool,
}

impl Page for MessagePage {
    const TEMPLATE: &'static str = "console/inbox/message.html";
}

/// `GET /hub/inbox/{message}`
pub(in crate::http) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(message): Path<MessageId>,
) -> Result<Html<String>, AppError> {
    let page = page(&app, &staff, message, None).await?;
    app.pages().render(&MessagePage { frame: staff.frame(&app).await?, ..page })
}

/// The page again, with what was typed and what is wrong with it, or what a colleague answered meanwhile.
pub(super) async fn refused(
    app: &App,
    staff: &Staff,
    (message, typed): (MessageId, Typed),
    errors: Option<Faults>,
) -> Result<Response, AppError> {
    let page = page(app, staff, message, Some(typed)).await?;
    again(
        app,
        &MessagePage { stale: errors.is_none(), errors: errors.unwrap_or_default(), failed: true, ..page },
    )
}

async fn page(
    app: &App,
    staff: &Staff,
    message: MessageId,
    typed: Option<Typed>,
) -> Result<MessagePage, AppError> {
    let (store, scope) = (app.store(), &staff.scope);
    let opened = store.open_message(scope, message).await?;
    let wishes = store.contact_wishes(scope, opened.carer.carer_id).await?;
    let HubTexts { safeguarding, .. } = store.hub_texts(scope).await?;
    let OpenedMessage { message, carer } = &opened;
    let (setting, happened) = match message.about {
        About::NotAccepted { setting, happened } => (Some(setting.code()), Some(happened.code())),
        _ => (None, None),
    };
    let (answer, answered) = message.answer.clone().map(|(text, at)| (text, when(app, at))).unzip();
    let version = message.version;
    Ok(MessagePage {
        frame: staff.bare_frame(),
        here: address(message.message_id),
        record: carers::address(carer.carer_id),
        name: full_name(&carer.details),
        protected: carer.details.protected_since.is_some(),
        kind: message.about.kind(),
        setting,
        happened,
        words: message.words.clone(),
        came: came(app, message),
        due: Due::of(app, message),
        state: message.state().code(),
        says: says(app, staff, &opened).await?,
        wishes: wishes.map(|kept| Wishes::of(app, kept)),
        safeguarding,
        answer,
        answered,
        ready: ready(app.speaker().words(), message.about),
        typed: typed.unwrap_or_default().under(version),
        stale: false,
        errors: Faults::default(),
        failed: false,
    })
}

/// What the card said where it was not accepted.
async fn says(app: &App, staff: &Staff, opened: &OpenedMessage) -> Result<Vec<String>, StoreError> {
    let (Some(phone), About::NotAccepted { setting, .. }) = (opened.message.phone, opened.message.about)
    else {
        return Ok(Vec::new());
    };
    let card = app.store().open_card(&staff.scope, phone).await?;
    let there = card.arrangements.iter().filter(|one| one.setting() == Some(setting));
    Ok(there.map(|one| app.speaker().own_words(one)).collect())
}
