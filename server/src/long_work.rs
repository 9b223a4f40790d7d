//! Work that is longer than a request: spreadsheets that are added or undone, cards for many, directories of services. It stands in the database, a step at a time, so
//! nothing of it is in this memory: when a server dies, any other goes on, and two on one piece of work take turns.
//!
//! Each piece fails alone and is tried again in the next round. Which ones failed is remembered here, for their pages to say.

use crate::App;
use crate::store::{CardRunId, HubScope, ImportId, MenuImportId, Store, StoreError};
use chrono::TimeDelta;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// How often work is looked for that another server left.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How often what is over is looked for, to delete it.
const CLEAR_EVERY: TimeDelta = TimeDelta::hours(1);

/// One piece of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// A spreadsheet that is added or undone.
    Import(ImportId),
    /// Cards for many.
    CardRun(CardRunId),
    /// Services of another's directory on their way to the menu.
    MenuImport(MenuImportId),
}

/// Wakes the worker when there is something to do, and knows what stands still.
#[derive(Debug, Default)]
pub struct LongWork {
    started: Notify,
    stuck: Mutex<HashSet<Piece>>,
}

impl LongWork {
    /// Something was started.
    pub fn wake(&self) {
        self.started.notify_one();
    }

    /// Whether a piece failed when it was tried last.
    pub fn is_stuck(&self, piece: Piece) -> bool {
        self.stuck.lock().unwrap_or_else(PoisonError::into_inner).contains(&piece)
    }

    /// What came of trying a piece. A fault is said in the log of every round, by the piece's id.
    fn tried(&self, piece: Piece, outcome: Result<(), StoreError>) {
        let mut stuck = self.stuck.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(()) => {
                stuck.remove(&piece);
            }
            Err(cause) => {
                tracing::error!(?piece, %cause, "a piece of long work stands still");
                stuck.insert(piece);
            }
        }
    }
}

impl App {
    /// Does all long work that there is. A piece that fails does not keep the others waiting.
    ///
    /// # Errors
    /// When the database does not say what there is to do; what was done so far is kept.
    pub async fn work_off(&self) -> Result<(), StoreError> {
        let store = self.store();
        // Also what another server left half issued when it died.
        store.settle_stale().await?;
        for (scope, import) in store.unfinished_imports().await? {
            let outcome = finish_import(store, &scope, import).await;
            self.long_work().tried(Piece::Import(import), outcome);
        }
        for (scope, run) in store.unfinished_card_runs().await? {
            let outcome = finish_card_run(store, &scope, run).await;
            self.long_work().tried(Piece::CardRun(run), outcome);
        }
        for (scope, import) in store.unfinished_menu_imports().await? {
            let outcome = finish_menu_import(store, &scope, import).await;
            self.long_work().tried(Piece::MenuImport(import), outcome);
        }
        Ok(())
    }
}

async fn finish_import(store: &Store, scope: &HubScope, import: ImportId) -> Result<(), StoreError> {
    while !store.go_on_with_import(scope, import).await? {}
    Ok(())
}

async fn finish_card_run(store: &Store, scope: &HubScope, run: CardRunId) -> Result<(), StoreError> {
    while !store.go_on_with_card_run(scope, run).await? {}
    Ok(())
}

async fn finish_menu_import(store: &Store, scope: &HubScope, import: MenuImportId) -> Result<(), StoreError> {
    while !store.go_on_with_menu_import(scope, import).await? {}
    Ok(())
}

/// Works until the task is dropped. A database that is silent is said once, and so is its return.
pub async fn keep_working(app: App) {
    let mut fails = false;
    let mut cleared_at = None;
    loop {
        let worked = async {
            app.work_off().await?;
            app.store().clear_old_imports().await?;
            app.store().clear_old_desk_notes().await?;
            let now = app.clock().now();
            if cleared_at.is_none_or(|at| now < at || now >= at + CLEAR_EVERY) {
                app.store().clear_what_is_over().await?;
                app.store().clear_old_sessions().await?;
                app.store().clear_known_browsers().await?;
                app.store().forget_who_left().await?;
                app.store().erase_announced_records().await?;
                if app.store().may_delete_by_clock().await? {
                    app.store().clear_old_reviews().await?;
                }
                cleared_at = Some(now);
            }
            Ok(())
        };
        let worked: Result<(), StoreError> = worked.await;
        match worked {
            Ok(()) if fails => fails = false,
            Err(cause) if !fails => {
                tracing::error!(%cause, "long work stands still");
                fails = true;
            }
            Ok(()) | Err(_) => {}
        }
        let _ = tokio::time::timeout(LOOK_EVERY, app.long_work().started.notified()).await;
    }
}
