//! Work that is longer than a request: spreadsheets that are added or undone, cards for many. It stands in the database, a step at a time, so
//! nothing of it is in this memory: when a server dies, any other goes on, and two on one piece of work take turns.

use crate::App;
use crate::store::StoreError;
use std::time::Duration;
use tokio::sync::Notify;

/// How often work is looked for that another server left.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Wakes the worker when there is something to do.
#[derive(Debug, Default)]
pub struct LongWork(Notify);

impl LongWork {
    /// Something was started.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

impl App {
    /// Does all long work that there is, for a test that waits for it.
    ///
    /// # Errors
    /// When the database does not answer; what was done so far is kept.
    pub async fn work_off(&self) -> Result<(), StoreError> {
        let store = self.store();
        for (scope, import) in store.unfinished_imports().await? {
            while !store.go_on_with_import(&scope, import).await? {}
        }
        for (scope, run) in store.unfinished_card_runs().await? {
            while !store.go_on_with_card_run(&scope, run).await? {}
        }
        Ok(())
    }
}

/// Works until the task is dropped. A database that is silent is said once, and so is its return.
pub async fn keep_working(app: App) {
    let mut fails = false;
    loop {
        let worked = async {
            app.work_off().await?;
            app.store().clear_old_imports().await
        };
        match worked.await {
            Ok(_) if fails => fails = false,
            Err(cause) if !fails => {
                tracing::error!(%cause, "long work stands still");
                fails = true;
            }
            Ok(_) | Err(_) => {}
        }
        let _ = tokio::time::timeout(LOOK_EVERY, app.long_work().0.notified()).await;
    }
}
