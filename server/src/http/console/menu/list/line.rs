//! One line of the list: a service of the hub's own, or one that another hub shares, and how it stands.

use super::super::{Fresh, LIST, address, this_day, when};
use crate::App;
use crate::store::{ServiceLine, SharedLine, VersionState};
use serde::Serialize;

/// A service as its line says it.
#[derive(Serialize)]
pub(super) struct Line {
    href: String,
    name: String,
    provider: String,
    stands: Vec<&'static str>,
    written_by: Option<String>,
    written: Option<String>,
    checked_by: Option<String>,
    fresh: Option<Fresh>,
    /// Of one that another hub shares: whose it is.
    owner: Option<String>,
}

/// A line before it is spoken.
pub(super) enum Found {
    Own(ServiceLine),
    Shared(SharedLine),
}

impl Found {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Own(line) => &line.name,
            Self::Shared(line) => &line.name,
        }
    }

    pub(super) fn provider(&self) -> &str {
        match self {
            Self::Own(line) => &line.provider,
            Self::Shared(line) => &line.provider,
        }
    }

    /// Every way in which it stands.
    pub(super) fn stands(&self, app: &App) -> Vec<&'static str> {
        match self {
            Self::Own(line) => stands(app, line),
            Self::Shared(_) => vec!["shared"],
        }
    }
}

/// Every way in which a service stands.
fn stands(app: &App, line: &ServiceLine) -> Vec<&'static str> {
    if line.archived_at.is_some() {
        return vec!["archived"];
    }
    let day = this_day(app);
    let mut stands = Vec::new();
    match line.draft {
        Some(VersionState::Waiting) => stands.push("waiting"),
        Some(_) => stands.push("draft"),
        None => {}
    }
    if line.is_live {
        let fresh = Fresh::of(app, line.checked_at).state;
        let (from, until) = line.shown;
        let is_shown = from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until);
        match (fresh, is_shown) {
            ("hidden", _) => stands.push("hidden"),
            (_, false) => stands.push("not-now"),
            (_, true) => stands.push("live"),
        }
        if ["due", "old", "stale", "hidden"].contains(&fresh) {
            stands.push("due");
        }
    }
    if line.paused_at.is_some() {
        stands.push("paused");
    }
    stands
}

/// The line of a service, spoken.
pub(super) fn line(app: &App, stands: Vec<&'static str>, one: Found) -> Line {
    match one {
        Found::Own(one) => Line {
            href: address(one.service_id),
            name: one.name,
            provider: one.provider,
            stands,
            written_by: one.written_by,
            written: one.written_at.map(|at| when(app, at)),
            checked_by: one.checked_by,
            fresh: one.is_live.then(|| Fresh::of(app, one.checked_at)),
            owner: None,
        },
        Found::Shared(one) => Line {
            href: format!("{LIST}/shared/{}", one.service_id),
            name: one.name,
            provider: one.provider,
            stands,
            written_by: None,
            written: None,
            checked_by: None,
            fresh: Some(Fresh::of(app, one.checked_at)),
            owner: Some(one.owner),
        },
    }
}
