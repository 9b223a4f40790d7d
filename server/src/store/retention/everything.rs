//! All rules together, side by side: what is counted here is what goes.

use super::super::{Store, StoreError};

impl Store {
    /// How many rows are over by each rule, in all hubs together; records of young people by hub. Nothing is written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_everything_over(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut counts = self.count_what_is_over().await?;
        counts.push(("sessions", self.count_old_sessions().await?));
        counts.push(("known browsers", self.count_old_browsers().await?));
        counts.extend(self.count_old_reviews().await?);
        counts.extend(self.count_old_desk_notes().await?);
        counts.push(("rows of spreadsheets", self.count_old_import_rows().await?));
        counts.push(("names of staff who left", self.count_who_left().await?));
        let mut counts: Vec<(String, u64)> =
            counts.into_iter().map(|(what, rows)| (what.to_owned(), rows)).collect();
        let records = self.count_records_to_erase().await?;
        counts.extend(records.into_iter().map(|(hub, rows)| (format!("records of {hub}"), rows)));
        Ok(counts)
    }

    /// Deletes all of that now, as the server does by and by.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written; what was deleted so far stays so.
    pub async fn clear_everything_over(&self) -> Result<(), StoreError> {
        // Before the browsers of desks, which keep their sessions: what was not counted is not deleted.
        self.clear_old_sessions().await?;
        self.clear_what_is_over().await?;
        self.clear_known_browsers().await?;
        self.clear_old_reviews().await?;
        self.clear_old_desk_notes().await?;
        self.clear_old_imports().await?;
        self.forget_who_left().await?;
        self.erase_due_records().await?;
        Ok(())
    }
}
