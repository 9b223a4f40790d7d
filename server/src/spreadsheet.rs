//! Spreadsheets that come in: a CSV or XLSX file becomes people or faults, row by row, within bounds that hold before anything
//! in the file is believed. Whatever is sent, reading it ends with an answer in words.

mod columns;
mod letters;
mod person;
#[cfg(test)]
mod tests;
mod text;
mod workbook;
mod writing;

pub use columns::{Column, Written};
pub use person::{CellFault, Person, RowFault};
pub use writing::to_csv;

/// The most bytes of a file: 10 MB.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// The most rows with people in them.
pub const MOST_ROWS: usize = 10_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 60;
/// Cells are cut after so many letters; no name, day or school has as many.
const LONGEST_CELL: usize = 300;
/// The titles stand in one of the first so many rows that are not blank.
const TITLES_WITHIN: usize = 10;

/// Why a file cannot be used as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// More than [`LARGEST_FILE`] bytes, or far more once it is unpacked.
    #[error("the file is larger than 10 MB: split it, and read the parts one after another")]
    TooLarge,
    /// More than [`MOST_ROWS`].
    #[error("the file has more than 10,000 rows: split it, and read the parts one after another")]
    TooManyRows,
    /// More than [`MOST_COLUMNS`].
    #[error("the file has more than 60 columns: keep only those about names, birthdays and schools")]
    TooManyColumns,
    /// A workbook that opens with a password.
    #[error("the file needs a password: save it without one, or as CSV, and choose that file")]
    Locked,
    /// The format of Excel before 2007.
    #[error("this is an old Excel file (.xls): save it as Excel Workbook (.xlsx) or CSV")]
    OldExcel,
    /// Another kind of file.
    #[error("this is not a CSV or Excel file: save it as CSV or Excel Workbook (.xlsx)")]
    OtherKind,
    /// Damaged.
    #[error("the file is damaged: open it, save it again as CSV, and choose that file")]
    Unreadable,
    /// A quotation mark that is never closed swallows the rest of the file.
    #[error("row {0} has a quotation mark that is never closed: take it out")]
    OpenQuote(u32),
    /// Nothing but titles, or not even those.
    #[error("the file has no rows with people in them")]
    Empty,
    /// Columns that must be there.
    #[error("the file lacks a column for: {}", names(.0))]
    MissingColumns(Vec<Column>),
}

/// A file as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows that are not blank, in their order.
    pub rows: Vec<SheetRow>,
    /// The titles of columns that nothing was taken from.
    pub ignored: Vec<String>,
    /// Whether the letters were guessed (Windows-1252), so that accents may be wrong.
    pub letters_guessed: bool,
}

/// One row about one person.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the spreadsheet program, from 1.
    pub number: u32,
    /// What it says.
    pub written: Written,
}

/// The cells of a file before anything is made of them.
struct Grid {
    lines: Vec<Line>,
    letters_guessed: bool,
}

/// One row that is not blank.
struct Line {
    number: u32,
    cells: Vec<String>,
}

/// Names never reach a log by way of `{:?}`.
impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sheet({} rows)", self.rows.len())
    }
}

/// Reads a file.
///
/// # Errors
/// See [`SheetError`].
pub fn read(file: &[u8]) -> Result<Sheet, SheetError> {
    if file.len() > LARGEST_FILE {
        return Err(SheetError::TooLarge);
    }
    let grid = if file.starts_with(b"PK\x03\x04") {
        workbook::grid(file)?
    } else if workbook::is_old_container(file) {
        return Err(workbook::fault_of_old_container(file));
    } else if file.starts_with(b"%PDF") {
        return Err(SheetError::OtherKind);
    } else {
        text::grid(file)?
    };
    Sheet::of(&grid)
}

impl Sheet {
    /// Finds the titles and reads the rows under them.
    fn of(grid: &Grid) -> Result<Self, SheetError> {
        let known = |line: &Line| columns::assign(&line.cells).iter().flatten().count();
        let first = grid.lines.iter().take(TITLES_WITHIN).enumerate();
        // Of two lines that know as many, the upper one.
        let (at, titles) = first.rev().max_by_key(|(_, line)| known(line)).ok_or(SheetError::Empty)?;
        let places = columns::assign(&titles.cells);
        let missing: Vec<Column> =
            Column::NEEDED.into_iter().filter(|needed| !places.contains(&Some(*needed))).collect();
        if !missing.is_empty() {
            return Err(SheetError::MissingColumns(missing));
        }
        let ignored =
            titles.cells.iter().zip(&places).filter(|(title, place)| place.is_none() && !title.is_empty());
        let ignored = ignored.map(|(title, _)| title.clone()).collect();
        let below = &grid.lines[at + 1..];
        if below.len() > MOST_ROWS {
            return Err(SheetError::TooManyRows);
        }
        let rows = below
            .iter()
            .map(|line| SheetRow { number: line.number, written: Written::of(&line.cells, &places) });
        // A row that says something in other columns alone is about nobody.
        let rows: Vec<SheetRow> = rows.filter(|row| row.written != Written::default()).collect();
        if rows.is_empty() {
            return Err(SheetError::Empty);
        }
        Ok(Self { rows, ignored, letters_guessed: grid.letters_guessed })
    }
}

/// A cell without what does not matter: space around and within, and the mark that [`writing`] sets before a formula.
fn tidy(cell: &str) -> String {
    let plain = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let plain = plain.strip_prefix('\'').filter(|rest| writing::starts_formula(rest)).unwrap_or(plain);
    let mut tidied = String::new();
    for word in plain.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    match tidied.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => tidied[..end].to_owned(),
        None => tidied,
    }
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| column.code()).collect::<Vec<_>>().join(", ")
}
