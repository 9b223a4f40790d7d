//! How much of the menu waits for its editors, for the console's first page.

use chrono::{DateTime, Utc};
use passport_core::issue::today;
use passport_core::menu::{Freshness, freshness, is_to_be_checked};

use super::super::db::{look, on_db};
use super::super::{HubScope, Store, StoreError};

/// What waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MenuCounts {
    /// Drafts that a manager may approve.
    pub waiting: i64,
    /// Services that somebody should look at again, those that are hidden already among them.
    pub to_check: usize,
    /// Of these, those that nobody sees because nobody checked them.
    pub hidden: usize,
    /// What readers and other hubs suggest.
    pub suggestions: i64,
}

impl Store {
    /// How much of the menu waits for the editors of this hub.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn menu_counts(&self, scope: &HubScope) -> Result<MenuCounts, StoreError> {
        let day = today(self.now());
        let waiting = "SELECT count(*) FROM menu_service s
            JOIN menu_version v ON v.hub_id = s.hub_id AND v.service_id = s.service_id AND v.number = s.draft_number
            WHERE s.hub_id = $1 AND s.archived_at IS NULL AND v.state = 'waiting'";
        let checked = "SELECT checked_at FROM menu_service
            WHERE hub_id = $1 AND archived_at IS NULL AND live_number IS NOT NULL";
        let suggested = "SELECT count(*) FROM menu_suggestion WHERE hub_id = $1 AND done_at IS NULL";
        look!(self, "count menu", |view| {
            let waiting = on_db!(view, |c| sqlx::query_scalar(waiting).bind(scope.hub()).fetch_one(c))?;
            let suggestions = on_db!(view, |c| sqlx::query_scalar(suggested).bind(scope.hub()).fetch_one(c))?;
            let checked: Vec<Option<DateTime<Utc>>> =
                on_db!(view, |c| sqlx::query_scalar(checked).bind(scope.hub()).fetch_all(c))?;
            let days = || checked.iter().map(|at| at.map(today));
            let to_check = days().filter(|on| is_to_be_checked(*on, day)).count();
            let hidden = days().filter(|on| freshness(*on, day) == Freshness::Hidden).count();
            Ok(MenuCounts { waiting, to_check, hidden, suggestions })
        })
    }
}
