//! All messages: those that wait first, kind by kind, then what was done of late.

use super::Staff;
use super::{Due, LIST, address, came};
use crate::App;
use crate::http::console::reviews::{EnvelopeLine, envelopes};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{About, InboxLine};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/inbox/list.html`.
#[derive(Serialize)]
struct InboxPage {
    frame: Frame,
    here: &'static str,
    /// What waits for this person because somebody may be in danger.
    envelopes: Vec<EnvelopeLine>,
    groups: Vec<Group>,
    done: Vec<Line>,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "console/inbox/list.html";
}

/// Those of one kind that wait.
#[derive(Serialize)]
struct Group {
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    protected: bool,
    kind: &'static str,
    setting: Option<&'static str>,
    came: String,
    due: Option<Due>,
    state: &'static str,
}

impl Line {
    fn of(app: &App, line: &InboxLine) -> Self {
        let setting = match line.message.about {
            About::NotAccepted { setting, .. } => Some(setting.code()),
            _ => None,
        };
        Self {
            href: address(line.message.message_id),
            name: line.whose.full_name(),
            protected: line.protected,
            kind: line.message.about.kind(),
            setting,
            came: came(app, &line.message),
            due: Due::of(app, &line.message),
            state: line.message.state().code(),
        }
    }
}

/// `GET /hub/inbox`
pub(in crate::http) async fn list(State(app): State<App>, staff: Staff) -> Result<Html<String>, AppError> {
    let all = app.store().inbox(&staff.scope).await?;
    let (done, open): (Vec<_>, Vec<_>) = all.iter().partition(|line| line.message.done_at.is_some());
    let group = |kind: &'static str| {
        let lines = open.iter().filter(|line| line.message.about.kind() == kind);
        Group { kind, lines: lines.map(|line| Line::of(&app, line)).collect() }
    };
    app.pages().render(&InboxPage {
        frame: staff.frame(&app).await?,
        here: LIST,
        envelopes: envelopes(&app, &staff).await?,
        groups: About::KINDS.map(group).into_iter().filter(|group| !group.lines.is_empty()).collect(),
        done: done.into_iter().map(|line| Line::of(&app, line)).collect(),
    })
}
