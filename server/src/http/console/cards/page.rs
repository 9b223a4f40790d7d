//! The page on which a card is chosen: for somebody's first card, or for the one after another.

use super::super::carers::{self, full_name};
use super::super::fields::Faults;
use super::super::{Staff, refused};
use super::choice::Offered;
use super::notes::{Note, ended, notes};
use super::plan::{Plan, Typed};
use super::preview::Preview;
use super::{address, held};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Card, CarerId, Draft, Following};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use passport_core::issue::CardKind;
use serde::Serialize;

/// What the page is for.
#[derive(Clone, Copy)]
pub(super) enum Task<'a> {
    /// A card where there is none.
    Add,
    /// The card after this one.
    Follow(&'a Card, Following),
}

/// `console/cards/choose.html`.
#[derive(Serialize)]
pub(super) struct ChoosePage {
    frame: Frame,
    carer: CarerId,
    /// First name and surname.
    name: String,
    /// The name that will stand on the card.
    card_name: String,
    /// Its code, for the words.
    task: &'static str,
    /// Where the form is sent, and where the way back leads.
    action: String,
    back_to: String,
    typed: Typed,
    offered: Offered,
    notes: Vec<Note>,
    /// Why nothing can be issued at all.
    blocked: Option<Note>,
    preview: Option<Preview>,
    /// The card that was issued before this form was sent.
    elsewhere: Option<String>,
    errors: Faults,
    failed: bool,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "console/cards/choose.html";
}

impl Task<'_> {
    fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Follow(_, Following::Renewed) => "renew",
            Self::Follow(_, Following::Replaced | Following::Lost) => "replace",
        }
    }

    /// The kinds of card that can come of it: both for a first card, else the kind of the card before.
    pub(super) fn kinds(self) -> Vec<CardKind> {
        match self {
            Self::Add => vec![CardKind::Printed, CardKind::Fare],
            Self::Follow(card, _) => vec![card.kind],
        }
    }
}

impl ChoosePage {
    /// The page with what was typed.
    pub(super) fn new(
        app: &App,
        staff: &Staff,
        (draft, task): (&Draft, Task<'_>),
        (offered, typed): (Offered, Typed),
    ) -> Self {
        let carer = draft.carer.carer_id;
        let (action, back) = match task {
            Task::Add => (format!("{}/cards/add", carers::address(carer)), carers::address(carer)),
            Task::Follow(card, _) => {
                let back = address(carer, card.card_id);
                (format!("{back}/{}", task.code()), back)
            }
        };
        Self {
            frame: staff.bare_frame(),
            carer,
            name: full_name(&draft.carer.details),
            card_name: draft.name.to_string(),
            task: task.code(),
            action,
            back_to: back,
            typed,
            offered,
            notes: notes(app, draft),
            blocked: ended(app, draft),
            preview: None,
            elsewhere: None,
            errors: Faults::default(),
            failed: false,
        }
    }

    /// The same without a form, since there is nothing to choose.
    pub(super) fn blocked(self, blocked: Note) -> Self {
        Self { blocked: Some(blocked), ..self }
    }

    /// With what was done already, before all that there is to know.
    pub(super) fn telling(mut self, done: Option<String>) -> Self {
        self.notes.splice(..0, done.map(Note::plain));
        self
    }

    /// As it is first shown.
    pub(super) fn show(self, app: &App) -> Result<Response, AppError> {
        Ok(app.pages().render(&self)?.into_response())
    }

    /// With what would be issued.
    pub(super) async fn preview(
        self,
        app: &App,
        staff: &Staff,
        (draft, plan): (&Draft, &Plan),
    ) -> Result<Response, AppError> {
        let hub = app.store().hub(&staff.scope).await?;
        Self { preview: Some(Preview::of(app, &hub, draft, plan)?), ..self }.show(app)
    }

    /// With what is wrong.
    pub(super) fn wrong(self, app: &App, errors: Faults) -> Result<Response, AppError> {
        refused(app, StatusCode::UNPROCESSABLE_ENTITY, &Self { errors, failed: true, ..self })
    }

    /// With the way to the card that was issued meanwhile, and nothing of what was typed lost.
    pub(super) fn overtaken(
        self,
        app: &App,
        (draft, kinds): (&Draft, &[CardKind]),
    ) -> Result<Response, AppError> {
        let present = kinds.iter().find_map(|kind| held(&draft.cards, *kind, app));
        let elsewhere =
            present.map_or_else(|| carers::address(self.carer), |card| address(self.carer, card.card_id));
        let page = Self { elsewhere: Some(elsewhere), failed: true, ..self };
        refused(app, StatusCode::CONFLICT, &page)
    }
}
