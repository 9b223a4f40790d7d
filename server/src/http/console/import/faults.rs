//! Rows with something wrong in them: in words on the page, and as a spreadsheet to put right and read in again.

use super::super::Staff;
use super::csv;
use crate::App;
use crate::http::error::AppError;
use crate::spreadsheet::{CellFault, Column, RowFault};
use crate::store::{FaultyRow, ImportId};
use axum::extract::{Path, State};
use axum::response::Response;
use passport_core::issue::today;
use passport_words::Catalogue;
use serde::Serialize;

/// One row, as the page names it.
#[derive(Serialize)]
pub(super) struct Faulty {
    number: i64,
    said: Vec<String>,
}

impl Faulty {
    pub(super) fn of(app: &App, row: &FaultyRow) -> Self {
        Self { number: row.number, said: wrong(app, row) }
    }
}

/// `GET /hub/import/{import}/rows-to-put-right.csv`
pub(in crate::http) async fn faults(
    State(app): State<App>,
    staff: Staff,
    Path(import): Path<ImportId>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let mut titles = Column::ALL.map(|one| column(words, one)).to_vec();
    titles.push(words.import_faults_column());
    let mut rows = vec![titles];
    for row in app.store().faulty_rows(&staff.scope, import).await? {
        let mut cells = Column::ALL.map(|column| row.written.cell(column).to_owned()).to_vec();
        cells.push(wrong(&app, &row).join("; "));
        rows.push(cells);
    }
    csv("attachment; filename=\"rows-to-put-right.csv\"", rows)
}

/// What is wrong with a row, cell by cell.
fn wrong(app: &App, row: &FaultyRow) -> Vec<String> {
    let words = app.speaker().words();
    let faults = row.written.person(today(app.clock().now())).err().unwrap_or_default();
    faults
        .iter()
        .map(|RowFault { column: at, fault: what }| {
            words.import_fault(column(words, *at), fault(words, *what))
        })
        .collect()
}

/// A column's title.
pub(super) fn column(words: &Catalogue, column: Column) -> String {
    match column {
        Column::GivenName => words.import_column_given_name(),
        Column::FamilyName => words.import_column_family_name(),
        Column::KnownAs => words.import_column_known_as(),
        Column::BornOn => words.import_column_born_on(),
        Column::School => words.import_column_school(),
        Column::Protected => words.import_column_protected(),
    }
}

fn fault(words: &Catalogue, fault: CellFault) -> String {
    match fault {
        CellFault::Empty => words.import_fault_empty(),
        CellFault::Long => words.import_fault_long(),
        CellFault::Unseen => words.import_fault_unseen(),
        CellFault::NotOnCard => words.import_fault_not_on_card(),
        CellFault::NoDay => words.import_fault_no_day(),
        CellFault::ToCome => words.import_fault_to_come(),
        CellFault::TooYoung => words.import_fault_too_young(),
        CellFault::TooOld => words.import_fault_too_old(),
        CellFault::Unclear => words.import_fault_unclear(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_that_goes_out_is_read_when_it_comes_in_again() {
        let speaker = passport_words::Speaker::new("en").unwrap();
        for one in Column::ALL {
            assert_eq!(Column::of_title(&column(speaker.words(), one)), Some(one));
        }
    }
}
