//! What a form asks for, read and tried out: the cards it would become, or all that is wrong with it.

use super::super::Staff;
use super::super::fields::Faults;
use super::super::typed_day::typed_day;
use super::choice::{ArrangementFields, Offered};
use crate::App;
use crate::store::{CardIds, Draft};
use chrono::NaiveDate;
use passport_core::card::{Arrangement, Issuer, StatusRef};
use passport_core::credential::Claims;
use passport_core::issue::{IssueError, check_end, choose, paper_claims, today};
use passport_core::keys::Kid;
use passport_core::packed::{self, PackError};
use passport_core::shorten::{FreeText, Shortening, shorten};
use passport_words::Catalogue;
use serde::{Deserialize, Serialize};

/// What was typed. `attempt` and `attempt_fare` are drawn with the form and become the ids of the cards.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(in crate::http) struct Typed {
    #[serde(flatten)]
    pub(super) chosen: ArrangementFields,
    #[serde(default)]
    pub(super) ends_on: String,
    #[serde(default)]
    attempt: String,
    #[serde(default)]
    attempt_fare: String,
    /// The button that only looks.
    #[serde(default)]
    pub(super) preview: String,
}

/// What would be issued.
pub(super) struct Plan {
    pub(super) arrangements: Vec<Arrangement>,
    pub(super) ends_on: NaiveDate,
    /// The printed card first, then the fare card, with a place in a status list that stands in for theirs.
    pub(super) cards: Vec<Claims>,
}

impl Typed {
    /// A form that nobody has sent yet.
    pub(super) fn new(chosen: ArrangementFields, ends_on: String, ids: CardIds) -> Self {
        let (attempt, attempt_fare) = (ids.printed.to_string(), ids.fare.to_string());
        Self { chosen, ends_on, attempt, attempt_fare, preview: String::new() }
    }

    /// The ids that were drawn with the form; none when it is not a form of ours.
    pub(super) fn ids(&self) -> Option<CardIds> {
        Some(CardIds { printed: self.attempt.parse().ok()?, fare: self.attempt_fare.parse().ok()? })
    }

    /// What would be issued to somebody, or all that is wrong.
    pub(super) fn plan(
        &self,
        app: &App,
        staff: &Staff,
        (draft, offered): (&Draft, &Offered),
    ) -> Result<Plan, Faults> {
        let words = app.speaker().words();
        let today = today(app.clock().now());
        let read = self.chosen.read(offered, app.speaker(), today);
        let ends_on = last_day(app, draft, &self.ends_on);
        let (arrangements, ends_on) = match (read, ends_on) {
            (Ok(arrangements), Ok(ends_on)) => (arrangements, ends_on),
            (read, ends_on) => {
                let mut faults = read.err().unwrap_or_default();
                if let Err(said) = ends_on {
                    faults.add("ends_on", said);
                }
                return Err(faults);
            }
        };
        let chosen = choose(arrangements.clone(), today).map_err(|fault| unforeseen(&fault))?;
        let cards: Vec<Claims> = [chosen.printed, chosen.fare]
            .into_iter()
            .flatten()
            .map(|chosen| {
                let issuer = Issuer { base: app.config().base.clone(), hub: staff.scope.slug().clone() };
                paper_claims(issuer, draft.name.clone(), chosen, ends_on, SOME_PLACE)
            })
            .collect();
        for card in &cards {
            packed::draft(card, Kid::FIRST).map_err(|fault| too_dense(words, card, &fault))?;
        }
        Ok(Plan { arrangements, ends_on, cards })
    }
}

/// The last day that was typed for somebody's card, or what is wrong with it.
pub(in crate::http::console) fn last_day(app: &App, draft: &Draft, typed: &str) -> Result<NaiveDate, String> {
    let words = app.speaker().words();
    let day = typed_day(typed).ok_or_else(|| words.cards_ends_wrong())?;
    match check_end(today(app.clock().now()), day, draft.carer.details.caring_ended_on) {
        Ok(()) => Ok(day),
        Err(IssueError::EndsAfterGrace(grace)) => Err(words.cards_ends_grace(app.speaker().date(grace))),
        Err(IssueError::EndsInThePast) => Err(words.cards_ends_past()),
        Err(_) => Err(words.cards_ends_late()),
    }
}

/// A place in a status list as short as most are; the card's own is drawn when it is issued.
const SOME_PLACE: StatusRef = StatusRef { list: 1, idx: 0 };

/// What the rules still find wrong with fields that each are right.
fn unforeseen(fault: &IssueError) -> Faults {
    Faults::one("ends_on", fault.to_string())
}

/// Which texts to shorten, at their fields, when a card holds more than its square has room for.
pub(super) fn too_dense(words: &Catalogue, card: &Claims, fault: &PackError) -> Faults {
    let mut faults = Faults::default();
    let PackError::TooDense { bytes, room } = fault else {
        faults.add("ends_on", fault.to_string());
        return faults;
    };
    let advice = shorten(card, bytes.saturating_sub(*room));
    let (Shortening::OneOf(texts) | Shortening::AllOf(texts)) = &advice;
    for (which, letters) in texts {
        let field = match which {
            FreeText::Name => "card_name",
            FreeText::Place => "time_out_place_other",
            FreeText::Role => "speak_to_role_other",
        };
        let said = match (&advice, which) {
            (Shortening::AllOf(_), _) => words.dense_all(*letters),
            (_, FreeText::Name) => words.dense_name(*letters),
            _ if texts.len() == 1 => words.dense_one(*letters),
            _ => words.dense_either(*letters),
        };
        faults.add(field, said);
    }
    faults
}
