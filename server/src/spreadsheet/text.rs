//! CSV: cells between commas, semicolons or tabs, whichever makes sense of the titles.

use csv::{Position, Reader, ReaderBuilder, StringRecord};

use super::{Grid, Line, MOST_COLUMNS, MOST_ROWS, SheetError, TITLES_WITHIN, columns, letters, tidy};

const BETWEEN: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A cell with more lines than this was opened by a quotation mark that is never closed.
const MOST_LINES_OF_A_CELL: usize = 20;

/// The cells of a text file.
///
/// # Errors
/// See [`SheetError`].
pub(super) fn grid(file: &[u8]) -> Result<Grid, SheetError> {
    let (text, letters_guessed) = letters::decode(file)?;
    let (between, text, skipped) = separator(&text);
    let mut lines = Vec::new();
    // Lines within cells are not rows of the spreadsheet program.
    let mut inner: u64 = 0;
    for record in reader(text, between).into_records() {
        let record = record.map_err(|_| SheetError::Unreadable)?;
        let line = record.position().map_or(0, |begins| line_of(text, begins)) + skipped - inner;
        let number = u32::try_from(line).map_err(|_| SheetError::TooManyRows)?;
        let breaks = record.iter().map(|cell| cell.matches('\n').count()).max().unwrap_or_default();
        if breaks > MOST_LINES_OF_A_CELL {
            return Err(SheetError::OpenQuote(number));
        }
        inner += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        let cells = cells(&record)?;
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line { number, cells });
        }
        if lines.len() > MOST_ROWS + TITLES_WITHIN {
            return Err(SheetError::TooManyRows);
        }
    }
    Ok(Grid { lines, letters_guessed })
}

/// The line where a record's first cell stands: the position given is that of the blank lines before it.
fn line_of(text: &str, begins: &Position) -> u64 {
    let place = usize::try_from(begins.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(place..).unwrap_or_default().iter();
    let blank = ahead.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    begins.line() + blank as u64
}

fn cells(record: &StringRecord) -> Result<Vec<String>, SheetError> {
    if record.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim().is_empty()) {
        return Err(SheetError::TooManyColumns);
    }
    Ok(record.iter().take(MOST_COLUMNS).map(tidy).collect())
}

/// What stands between the cells, the text they stand in, and how many lines were taken off its top.
fn separator(text: &str) -> (u8, &str, u64) {
    // Excel writes and obeys such a first line.
    if let Some((first, rest)) = text.split_once('\n')
        && let [between] = first.trim_end().strip_prefix("sep=").unwrap_or_default().as_bytes()
    {
        return (*between, rest, 1);
    }
    let known = |between: u8| {
        let first = reader(text, between).into_records().take(TITLES_WITHIN).flatten();
        first
            .filter_map(|record| cells(&record).ok())
            .map(|cells| columns::assign(&cells).iter().flatten().count())
            .max()
    };
    // Of two that make as much sense, the first.
    let best = BETWEEN.into_iter().rev().max_by_key(|between| known(*between).unwrap_or_default());
    (best.unwrap_or(b','), text, 0)
}

fn reader(text: &str, between: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between).from_reader(text.as_bytes())
}
