//! XLSX: measured before it is read, since a small file may unpack to a large one, then read cell by cell.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, copy, sink};
use std::panic::catch_unwind;

use calamine::{DataRef, DataType as _, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{Grid, Line, MOST_COLUMNS, MOST_ROWS, SheetError, TITLES_WITHIN, tidy};

/// The most bytes of all parts together once they are unpacked: 10,000 rows of 60 long cells fit.
const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// The container of Excel before 2007, and of a newer workbook with a password.
const OLD_CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(super) fn is_old_container(file: &[u8]) -> bool {
    file.starts_with(OLD_CONTAINER)
}

/// Inside it, the contents of a locked workbook have a name of their own, in UTF-16.
pub(super) fn fault_of_old_container(file: &[u8]) -> SheetError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = file.windows(name.len()).any(|part| part == name);
    if locked { SheetError::Locked } else { SheetError::OldExcel }
}

/// The cells of the first sheet that is shown and has any.
///
/// # Errors
/// See [`SheetError`].
pub(super) fn grid(file: &[u8]) -> Result<Grid, SheetError> {
    measure(file)?;
    // A workbook that is made to mean harm can have calamine stop in the middle, for instance at a row numbered beyond all numbers.
    catch_unwind(|| first_sheet(file)).unwrap_or(Err(SheetError::Unreadable))
}

fn first_sheet(file: &[u8]) -> Result<Grid, SheetError> {
    let mut book = Xlsx::new(Cursor::new(file)).map_err(|fault| fault_of(&fault))?;
    let shown = book.sheets_metadata().iter();
    let shown =
        shown.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let lines = lines(&mut book, &name)?;
        if !lines.is_empty() {
            return Ok(Grid { lines, letters_guessed: false });
        }
    }
    Err(SheetError::Empty)
}

/// Unpacks every part into nothing, to see how large it is: what the directory says of it may be a lie.
fn measure(file: &[u8]) -> Result<(), SheetError> {
    let mut parts = ZipArchive::new(Cursor::new(file)).map_err(|_| SheetError::Unreadable)?;
    if parts.index_for_name("xl/workbook.xml").is_none() {
        return Err(SheetError::OtherKind);
    }
    if parts.len() > MOST_PARTS {
        return Err(SheetError::TooLarge);
    }
    let mut left = LARGEST_UNPACKED;
    for place in 0..parts.len() {
        let part = parts.by_index(place).map_err(|_| SheetError::Unreadable)?;
        let size = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| SheetError::Unreadable)?;
        left = left.checked_sub(size).ok_or(SheetError::TooLarge)?;
    }
    Ok(())
}

fn lines(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Line>, SheetError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|fault| fault_of(&fault))?;
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|fault| fault_of(&fault))? {
        let (row, place) = cell.get_position();
        let said = tidy(&said(cell.get_value()));
        // Formatted cells without contents reach far to the right and down.
        if said.is_empty() {
            continue;
        }
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        if place >= MOST_COLUMNS {
            return Err(SheetError::TooManyColumns);
        }
        let cells = lines.entry(row).or_default();
        cells.resize(cells.len().max(place + 1), String::new());
        cells[place] = said;
        if lines.len() > MOST_ROWS + TITLES_WITHIN {
            return Err(SheetError::TooManyRows);
        }
    }
    Ok(lines.into_iter().map(|(row, cells)| Line { number: row.saturating_add(1), cells }).collect())
}

/// A cell in words; a day as CSV would have it.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(day) => day.as_datetime().map(|at| at.date().to_string()).unwrap_or_default(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        other => other.as_string().unwrap_or_default(),
    }
}

fn fault_of(fault: &XlsxError) -> SheetError {
    match fault {
        XlsxError::Password => SheetError::Locked,
        _ => SheetError::Unreadable,
    }
}
