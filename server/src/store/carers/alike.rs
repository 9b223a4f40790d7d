//! Somebody who may be on the books already: one birthday and a name in common, or the same names.

use std::collections::BTreeSet;

use passport_core::issue::today;
use serde_json::json;

use super::super::db::{on_db, transaction};
use super::super::{HubScope, Store, StoreError};
use super::find::{MOST_FOUND, Row, lines};
use super::{CarerDetails, CarerLine, search_name};

impl Store {
    /// Those on a hub's books who may be the same young person as the one about to be added.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn carers_like(
        &self,
        scope: &HubScope,
        details: &CarerDetails,
    ) -> Result<Vec<CarerLine>, StoreError> {
        let sql = lines!("born_on = $4 OR search_name = $5");
        let (born_on, name) = (details.born_on.to_string(), details.search_name());
        transaction!(self, "find carers alike", |tx| {
            let today = today(tx.at).to_string();
            let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(&today)
                .bind(i64::from(MOST_FOUND))
                .bind(&born_on)
                .bind(&name)
                .fetch_all(c))?;
            let lines = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            let alike: Vec<_> = lines.into_iter().filter(|line| is_like(line, details)).collect();
            if !alike.is_empty() {
                self.note_read(tx, scope, "records compared", None, json!({"found": alike.len()})).await?;
            }
            Ok(alike)
        })
    }
}

impl CarerLine {
    /// Whether the books have the same names and birthday here.
    pub fn is_same_as(&self, details: &CarerDetails) -> bool {
        self.born_on == details.born_on && words_of(self) == words_of_new(details)
    }
}

fn is_like(line: &CarerLine, details: &CarerDetails) -> bool {
    let (theirs, new) = (words_of(line), words_of_new(details));
    theirs == new || (line.born_on == details.born_on && !theirs.is_disjoint(&new))
}

fn words_of(line: &CarerLine) -> BTreeSet<String> {
    words([Some(&line.given_name), line.family_name.as_ref(), line.known_as.as_ref()])
}

fn words_of_new(details: &CarerDetails) -> BTreeSet<String> {
    words([Some(&details.given_name), details.family_name.as_ref(), details.known_as.as_ref()])
}

/// The words of somebody's names, folded.
pub(in super::super) fn words<'a>(names: impl IntoIterator<Item = Option<&'a String>>) -> BTreeSet<String> {
    let folded = names.into_iter().flatten().map(|name| search_name::fold(name));
    folded.flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}
