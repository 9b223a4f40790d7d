//! Kinds and answers: what the menu asks of every service, with the hub's own answers beside those that are built in.

mod change;

pub(in crate::http) use change::{
    answer, bring_answer_back, change_answer, keep_answer, new_answer, retire_answer,
};

use super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::HubTerm;
use axum::extract::State;
use axum::response::Html;
use passport_core::menu::taxonomy::{TAXONOMIES, Taxonomy};
use serde::Serialize;

/// Where they are listed.
const HERE: &str = "/hub/menu/answers";

/// `console/menu/answers.html`.
#[derive(Serialize)]
struct AnswersPage {
    frame: Frame,
    questions: Vec<Question>,
}

impl Page for AnswersPage {
    const TEMPLATE: &'static str = "console/menu/answers.html";
}

/// One question with its answers.
#[derive(Serialize)]
struct Question {
    code: &'static str,
    name: String,
    asked: String,
    built_in: Vec<String>,
    own: Vec<HubTermLine>,
}

#[derive(Serialize)]
struct HubTermLine {
    code: String,
    name: String,
    about: String,
    retired: bool,
}

impl Question {
    fn of(app: &App, one: &Taxonomy, own: &[HubTerm]) -> Self {
        let speaker = app.speaker();
        let spoken = speaker.menu_taxonomy(one.code);
        let own = own.iter().filter(|term| term.taxonomy == one.code).map(|term| HubTermLine {
            code: term.code.clone(),
            name: term.name.clone(),
            about: term.description.clone(),
            retired: term.retired_at.is_some(),
        });
        let (name, asked) = spoken
            .map_or_else(|| (one.code.to_owned(), String::new()), |spoken| (spoken.name, spoken.question));
        Self {
            code: one.code,
            name,
            asked,
            built_in: one.tags().filter_map(|tag| speaker.menu_term(&tag)).map(|term| term.name).collect(),
            own: own.collect(),
        }
    }
}

/// `GET /hub/menu/answers`
pub(in crate::http) async fn answers(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let own = app.store().hub_terms(&staff.scope).await?;
    app.pages().render(&AnswersPage {
        frame: staff.frame(&app).await?,
        questions: TAXONOMIES.iter().map(|one| Question::of(&app, one, &own)).collect(),
    })
}
