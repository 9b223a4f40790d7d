//! What a card will be, before it is issued: its two faces, and what people who check it are told, by the rule that they are told by.

use super::plan::Plan;
use crate::App;
use crate::http::error::AppError;
use crate::print::{Face, Facts, Photo, sample};
use crate::store::{Draft, Hub};
use passport_core::card::{LineText, Setting};
use passport_core::credential::Claims;
use passport_core::verify::{HubContact, foretell};
use serde::Serialize;

/// With more modules on a side than QR version 9 has, a square still fits, but not every phone reads it with ease.
const COMFORTABLE_MODULES: usize = 53;

/// As `console/cards/preview.html` shows it.
#[derive(Serialize)]
pub(super) struct Preview {
    /// The printed card, then the fare card.
    faces: Vec<Face>,
    /// Whether a square has very small modules.
    fine: bool,
    seen: Vec<Seen>,
}

/// What is told in one place.
#[derive(Serialize)]
pub(super) struct Seen {
    /// The place; none where nobody said which.
    setting: Option<String>,
    state: &'static str,
    headline: String,
    name: Option<String>,
    lines: Vec<String>,
}

impl Preview {
    /// What these cards will be. The photo is shown from its own address, and only if it will be printed.
    pub(super) fn of(app: &App, hub: &Hub, draft: &Draft, plan: &Plan) -> Result<Self, AppError> {
        let photo = format!("/hub/carers/{}/photo.jpg", draft.carer.carer_id);
        let (mut faces, mut fine) = (Vec::new(), false);
        for card in &plan.cards {
            let facts = Facts {
                hub: &hub.name,
                telephone: &hub.telephone,
                accent: &hub.accent,
                name: card.name.as_ref(),
                photo: (draft.has_photo && draft.photo_agreed).then_some(Photo::At(&photo)),
                ends_on: plan.ends_on,
                arrangements: &card.arrangements,
            };
            let (face, density) = sample(&facts, &card.issuer, app.speaker()).map_err(AppError::internal)?;
            fine |= density.modules > COMFORTABLE_MODULES;
            faces.push(face);
        }
        Ok(Self { faces, fine, seen: seen(app, hub, &plan.cards) })
    }
}

/// What each place is told by the card that is shown there: a fare card on the bus, the printed card elsewhere, and either where
/// there is no other.
pub(super) fn seen(app: &App, hub: &Hub, cards: &[Claims]) -> Vec<Seen> {
    let shown = |setting: Option<Setting>| {
        let fares = setting == Some(Setting::Transport);
        cards.iter().find(|card| card.is_transport() == fares).or_else(|| cards.first())
    };
    let settings = Setting::ALL.map(Some).into_iter().chain([None]);
    settings.filter_map(|setting| Some(told(app, hub, shown(setting)?, setting))).collect()
}

fn told(app: &App, hub: &Hub, card: &Claims, setting: Option<Setting>) -> Seen {
    let contact = HubContact { name: hub.name.clone(), telephone: hub.telephone.clone() };
    let verdict = foretell(card.clone(), setting, contact, app.clock().seconds());
    let spoken = app.speaker().verdict(&verdict);
    Seen {
        setting: setting.map(|setting| app.speaker().setting(setting)),
        state: verdict.state.code(),
        headline: spoken.headline,
        name: verdict.name.as_ref().map(LineText::to_string),
        lines: spoken.lines,
    }
}
