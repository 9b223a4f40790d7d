//! Spreadsheets that go out: CSV with its byte order mark, so that Excel reads the accents, and no cell that would be run.

use std::borrow::Cow;

/// Excel and others run a cell that starts so.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Says that the file is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) fn starts_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA)
}

/// A cell that is read as text whatever it starts with. Reading it in again takes the mark off.
fn defused(cell: &str) -> Cow<'_, str> {
    if starts_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A file of these rows.
///
/// # Errors
/// Never while there is memory; the library that writes it does not know that.
pub fn to_csv(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|fault| csv::Error::from(fault.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_that_goes_out_is_run() {
        let cells = ["=1+1", "+44", "-Anna", "@SUM(A1)", "\t=1", "\r=1", "O'Neill", "a \"b\", c", "Zoë"];
        let file = to_csv([cells.map(str::to_owned).to_vec()]).unwrap();
        let text = String::from_utf8(file).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let read = reader.records().next().unwrap().unwrap();
        let expected =
            ["'=1+1", "'+44", "'-Anna", "'@SUM(A1)", "'\t=1", "'\r=1", "O'Neill", "a \"b\", c", "Zoë"];
        assert_eq!(read.iter().collect::<Vec<_>>(), expected);
    }
}
