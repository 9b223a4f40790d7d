//! Histories for managers, out of the record of who did what: of a young person, and of what a colleague did; each act in words.

use super::who::who;
use super::{Staff, carers};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{AuditEntry, CarerId, History, Membership, PersonId, Role, StoreError, Thing};
use axum::extract::{Path, Query, State};
use axum::response::Html;
use chrono_tz::Europe::London;
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// `console/history.html`.
#[derive(Serialize)]
struct HistoryPage {
    frame: Frame,
    /// The part of the console that it belongs to.
    part: &'static str,
    title: String,
    lead: String,
    /// Where it came from, and its own address.
    back: String,
    here: String,
    lines: Vec<Line>,
    /// Whether each line says who did it.
    by_many: bool,
    page: u32,
    pages: u32,
    printed_by: String,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "console/history.html";
}

/// What one person did within a minute.
#[derive(Serialize)]
struct Line {
    when: String,
    /// One act or more, the newest first.
    what: Vec<String>,
    who: String,
}

/// Which page was asked for.
#[derive(Deserialize)]
pub(in crate::http) struct Wanted {
    #[serde(default)]
    page: String,
}

impl Wanted {
    fn number(&self) -> u32 {
        self.page.parse().unwrap_or(1)
    }
}

/// `GET /hub/carers/{carer}/history`
pub(in crate::http) async fn of_carer(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, AppError> {
    let words = app.speaker().words();
    let (known, history) = app.store().carer_history(&staff.scope, carer, wanted.number()).await?;
    let colleagues = app.store().memberships(&staff.scope).await?;
    let back = carers::address(carer);
    app.pages().render(&HistoryPage {
        part: "carers",
        title: words.history_carer_title(carers::full_name(&known.details)),
        lead: words.history_carer_lead(),
        here: format!("{back}/history"),
        back,
        by_many: true,
        ..page(&app, &staff, &history, &colleagues).await?
    })
}

/// `GET /hub/office/colleagues/{person}/history`
pub(in crate::http) async fn of_colleague(
    State(app): State<App>,
    staff: Staff,
    Path(person): Path<PersonId>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, AppError> {
    let words = app.speaker().words();
    let history = app.store().colleague_history(&staff.scope, person, wanted.number()).await?;
    let colleagues = app.store().memberships(&staff.scope).await?;
    let whose = colleagues.iter().find(|one| one.person_id == person);
    let name = whose.ok_or(StoreError::NotFound(Thing::Person))?.display_name.clone();
    let is_staff = |one: &Membership| matches!(one.role, Role::Manager | Role::Worker);
    let works_here =
        colleagues.iter().any(|one| one.person_id == person && is_staff(one) && one.ended_at.is_none());
    let page_of = format!("/hub/office/colleagues/{person}");
    app.pages().render(&HistoryPage {
        part: "office",
        title: words.history_colleague_title(name),
        lead: words.history_colleague_lead(),
        here: format!("{page_of}/history"),
        back: if works_here { page_of } else { "/hub/office/colleagues".to_owned() },
        by_many: false,
        ..page(&app, &staff, &history, &colleagues).await?
    })
}

async fn page(
    app: &App,
    staff: &Staff,
    history: &History,
    colleagues: &[Membership],
) -> Result<HistoryPage, AppError> {
    let words = app.speaker().words();
    let day = app.speaker().date(today(app.clock().now()));
    Ok(HistoryPage {
        frame: staff.frame(app).await?,
        part: "",
        title: String::new(),
        lead: String::new(),
        back: String::new(),
        here: String::new(),
        lines: lines(app, &history.entries, colleagues),
        by_many: true,
        page: history.page,
        pages: history.pages,
        printed_by: words.lists_printed_by(day, staff.hub_name.clone(), staff.display_name.clone()),
    })
}

/// Opening one record is a look at each of its parts: what somebody did within a minute is one line.
fn lines(app: &App, entries: &[AuditEntry], colleagues: &[Membership]) -> Vec<Line> {
    let words = app.speaker().words();
    let minute = |entry: &AuditEntry| entry.at.with_timezone(&London).format("%H:%M").to_string();
    let together = |a: &AuditEntry, b: &AuditEntry| {
        a.actor == b.actor && today(a.at) == today(b.at) && minute(a) == minute(b)
    };
    let line = |entries: &[AuditEntry]| Line {
        when: words.card_page_history_when(app.speaker().date(today(entries[0].at)), minute(&entries[0])),
        what: told_once(app, entries),
        who: who(words, &entries[0].actor, colleagues),
    };
    entries.chunk_by(together).map(line).collect()
}

/// Each deed once, with how often it was done.
fn told_once(app: &App, entries: &[AuditEntry]) -> Vec<String> {
    let mut deeds: Vec<(&str, usize)> = Vec::new();
    for entry in entries {
        match deeds.iter_mut().find(|(action, _)| *action == entry.action) {
            Some((_, times)) => *times += 1,
            None => deeds.push((&entry.action, 1)),
        }
    }
    let told = |(action, times)| match times {
        1 => did(app, action),
        times => app.speaker().words().colleagues_did_times(times, did(app, action)),
    };
    deeds.into_iter().map(told).collect()
}

/// A deed in words: the key is what the audit chain calls it.
pub(super) fn did(app: &App, action: &str) -> String {
    let words = app.speaker().words();
    let key = format!("did-{}", action.replace(' ', "-"));
    words.say(&key, []).unwrap_or_else(|_unknown| words.did_something())
}
