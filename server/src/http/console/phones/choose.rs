//! The page on which is chosen what a phone may show: for a new one, or for one that is in use.

use super::super::cards::choice::{ArrangementFields, Offered};
use super::super::cards::{Note, ended, notes};
use super::super::fields::Faults;
use super::super::{Staff, again, carers};
use super::address;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{CardId, Draft, HubArrangement};
use axum::response::{IntoResponse, Response};
use passport_core::issue::CardKind;
use serde::{Deserialize, Serialize};

/// What was chosen and typed; `attempt` becomes the id of a new phone's card.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(in crate::http) struct Typed {
    #[serde(flatten)]
    pub(super) chosen: ArrangementFields,
    #[serde(default)]
    pub(super) ends_on: String,
    #[serde(default)]
    pub(super) attempt: String,
}

/// `console/phones/choose.html`.
#[derive(Serialize)]
pub(super) struct ChoosePage {
    frame: Frame,
    name: String,
    card_name: String,
    /// Whether a phone in use is changed.
    changes: bool,
    action: String,
    back_to: String,
    typed: Typed,
    offered: Offered,
    notes: Vec<Note>,
    /// Why no card can be put on a phone at all.
    blocked: Option<Note>,
    errors: Faults,
    failed: bool,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "console/phones/choose.html";
}

/// All that a hub has in use: a phone holds the fare beside everything else.
pub(super) fn offered(app: &App, in_use: &[HubArrangement]) -> Offered {
    Offered::of(app.speaker(), &[CardKind::Printed, CardKind::Fare], in_use)
}

impl ChoosePage {
    /// The page for a new phone, or for one that is changed.
    pub(super) fn new(
        app: &App,
        staff: &Staff,
        (draft, phone): (&Draft, Option<CardId>),
        (offered, typed): (Offered, Typed),
    ) -> Self {
        let carer = draft.carer.carer_id;
        let (action, back_to) = match phone {
            None => (format!("{}/phones/add", carers::address(carer)), carers::address(carer)),
            Some(phone) => (format!("{}/change", address(carer, phone)), address(carer, phone)),
        };
        Self {
            frame: staff.bare_frame(),
            name: carers::full_name(&draft.carer.details),
            card_name: draft.name.to_string(),
            changes: phone.is_some(),
            action,
            back_to,
            typed,
            offered,
            notes: notes(app, draft),
            blocked: ended(app, draft).filter(|_| phone.is_none()),
            errors: Faults::default(),
            failed: false,
        }
    }

    /// With why nothing can be done here, unless something else stands in the way already.
    pub(super) fn blocked(self, why: Option<Note>) -> Self {
        Self { blocked: self.blocked.or(why), ..self }
    }

    pub(super) fn show(self, app: &App) -> Result<Response, AppError> {
        Ok(app.pages().render(&self)?.into_response())
    }

    /// With what is wrong.
    pub(super) fn wrong(self, app: &App, errors: Faults) -> Result<Response, AppError> {
        again(app, &Self { errors, failed: true, ..self })
    }
}
