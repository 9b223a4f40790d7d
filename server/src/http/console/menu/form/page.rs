//! The page of the form: the questions with the answers that are offered, and what a colleague saved meanwhile.

use super::super::difference::Changed;
use super::Typed;
use crate::App;
use crate::http::console::Staff;
use crate::http::console::fields::{Choice, Faults};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::HubTerm;
use passport_core::menu::Tag;
use passport_core::menu::taxonomy::TAXONOMIES;
use serde::Serialize;
use std::collections::BTreeSet;

/// `console/menu/form.html`.
#[derive(Serialize)]
pub(in super::super) struct FormPage {
    pub frame: Frame,
    /// Where the form is sent.
    pub action: String,
    /// The way back.
    pub back: String,
    /// What it is called now; nothing of one that is added.
    pub name: Option<String>,
    /// Who may offer it, where one is added.
    pub providers: Vec<Choice>,
    pub typed: Typed,
    pub questions: Questions,
    /// What a colleague saved meanwhile, beside what was typed.
    pub meanwhile: Vec<Changed>,
    /// Whether a colleague saved meanwhile.
    pub stale: bool,
    pub errors: Faults,
    pub failed: bool,
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "console/menu/form.html";
}

/// What is asked of a service, with the answers that are offered.
#[derive(Serialize)]
#[serde(transparent)]
pub(in super::super) struct Questions(Vec<Question>);

#[derive(Serialize)]
struct Question {
    code: String,
    name: String,
    answers: Vec<Choice>,
}

impl Questions {
    /// Ours and the hub's own; of those that are offered no more, the ones that are ticked already.
    pub(in super::super) async fn of(
        app: &App,
        staff: &Staff,
        ticked: &BTreeSet<String>,
    ) -> Result<Self, AppError> {
        let own = app.store().hub_terms(&staff.scope).await?;
        let question = |code: &'static str, built_in: Vec<Tag>| {
            let name =
                app.speaker().menu_taxonomy(code).map_or_else(|| code.to_owned(), |spoken| spoken.name);
            let mut tags: Vec<String> = built_in.iter().map(ToString::to_string).collect();
            let offered = |term: &&HubTerm| term.taxonomy == code && term.retired_at.is_none();
            tags.extend(own.iter().filter(offered).map(|term| format!("{code}/{}", term.code)));
            let of_this = |tag: &&String| tag.split_once('/').is_some_and(|(taxonomy, _)| taxonomy == code);
            let more: Vec<_> =
                ticked.iter().filter(of_this).filter(|tag| !tags.contains(tag)).cloned().collect();
            tags.extend(more);
            let answers =
                tags.iter().filter_map(|tag| Tag::parse(tag).ok()).map(|tag| answer(app, &own, &tag));
            Question { code: code.to_owned(), name, answers: answers.collect() }
        };
        Ok(Self(TAXONOMIES.iter().map(|one| question(one.code, one.tags().collect())).collect()))
    }
}

/// An answer in words: the hub's own as its colleagues just wrote them.
fn answer(app: &App, own: &[HubTerm], tag: &Tag) -> Choice {
    let of_tag = |term: &&HubTerm| term.taxonomy == tag.taxonomy() && term.code == tag.term();
    let text = match own.iter().find(of_tag) {
        Some(term) => term.name.clone(),
        None => app.menu().held().speak(app.speaker(), tag).name,
    };
    Choice { value: tag.to_string(), text }
}

/// The page with what was typed.
pub(in super::super) async fn page(
    app: &App,
    staff: &Staff,
    (action, back): (String, String),
    typed: Typed,
) -> Result<FormPage, AppError> {
    Ok(FormPage {
        frame: staff.bare_frame(),
        action,
        back,
        name: None,
        providers: Vec::new(),
        questions: Questions::of(app, staff, &typed.tags).await?,
        typed,
        meanwhile: Vec::new(),
        stale: false,
        errors: Faults::default(),
        failed: false,
    })
}
