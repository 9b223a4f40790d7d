//! Code-Point Open, as Ordnance Survey gives it: files without a heading, one postcode a row, with eastings and northings.

use std::io::{BufRead as _, BufReader, Read, Take};

use passport_core::menu::{GridPoint, Position, Postcode};

/// The largest file that is read; the whole country in one has about 150 MB.
pub const LARGEST_FILE: u64 = 512 * 1024 * 1024;
/// The most bytes of one row; real ones have about a hundred.
const LONGEST_ROW: usize = 4_096;
/// Positional quality 90: where the postcode is, is not known.
const NO_POSITION: &str = "90";
/// Of a file that is another one, so many rows are looked at.
const ROWS_TO_JUDGE_BY: u64 = 100;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A postcode, and where it is.
    At(Postcode, Position),
    /// A postcode of which that is not known.
    Nowhere,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// It does not begin with a postcode.
    #[error("its first field is not a postcode")]
    Postcode,
    /// Its easting and northing are not numbers of metres.
    #[error("its third and fourth fields are not an easting and a northing in metres")]
    Metres,
    /// They lie outside Great Britain.
    #[error("its easting and northing lie outside Great Britain's grid")]
    Outside,
    /// It is no row of text.
    #[error("it cannot be read as a row of text")]
    Text,
}

/// Why nothing of a file is read.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It is something else.
    #[error(
        "is not Code-Point Open: no row has a postcode, its quality, an easting and a northing; unpack the download and give its files \
         in Data/CSV"
    )]
    Other,
    /// It has no ends of lines where they should be.
    #[error("is not Code-Point Open: row {0} has more than 4,096 bytes")]
    LongRow(u64),
    /// It cannot be read any further.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
}

/// The rows of a file, in order, each with its number.
pub struct Rows<R> {
    reader: BufReader<Take<R>>,
    row: Vec<u8>,
    number: u64,
    good: u64,
}

/// A row with its number, counted from 1, or what is wrong with it.
pub type NumberedRow = (u64, Result<Row, RowFault>);

impl<R: Read> Rows<R> {
    /// Begins to read.
    pub fn of(file: R) -> Self {
        Self {
            reader: BufReader::with_capacity(1 << 16, file.take(LARGEST_FILE)),
            row: Vec::new(),
            number: 0,
            good: 0,
        }
    }

    /// The next row, if there is one.
    ///
    /// # Errors
    /// [`FileFault`] when there is no point in reading on.
    pub fn next_row(&mut self) -> Result<Option<NumberedRow>, FileFault> {
        loop {
            if !self.fill()? {
                return if self.number > 0 && self.good == 0 { Err(FileFault::Other) } else { Ok(None) };
            }
            self.number += 1;
            if !self.row.is_empty() {
                break;
            }
        }
        let row = std::str::from_utf8(&self.row).map_err(|_| RowFault::Text).and_then(read);
        self.good += u64::from(row.is_ok());
        if self.good == 0 && self.number >= ROWS_TO_JUDGE_BY {
            return Err(FileFault::Other);
        }
        Ok(Some((self.number, row)))
    }

    /// Reads one more row without its end; gives whether there was one.
    fn fill(&mut self) -> Result<bool, FileFault> {
        self.row.clear();
        let most = u64::try_from(LONGEST_ROW).unwrap_or(u64::MAX) + 1;
        let length = self.reader.by_ref().take(most).read_until(b'\n', &mut self.row)?;
        if length > LONGEST_ROW {
            return Err(FileFault::LongRow(self.number + 1));
        }
        let kept = self.row.trim_ascii_end().len();
        self.row.truncate(kept);
        Ok(length > 0)
    }
}

/// A row of Code-Point Open: no field has a comma or a quotation mark in it.
fn read(row: &str) -> Result<Row, RowFault> {
    let row = row.trim_start_matches('\u{feff}');
    let fields: Vec<&str> = row.split(',').map(|field| field.trim().trim_matches('"').trim()).collect();
    let field = |place: usize| fields.get(place).copied().unwrap_or_default();
    let postcode = Postcode::parse(field(0)).map_err(|_| RowFault::Postcode)?;
    if field(1) == NO_POSITION {
        return Ok(Row::Nowhere);
    }
    let metres = |place: usize| field(place).parse::<u32>().map_err(|_| RowFault::Metres);
    let (easting, northing) = (metres(2)?, metres(3)?);
    if (easting, northing) == (0, 0) {
        return Ok(Row::Nowhere);
    }
    let point = GridPoint::new(f64::from(easting), f64::from(northing)).ok_or(RowFault::Outside)?;
    Ok(Row::At(postcode, point.position()))
}

#[cfg(test)]
mod tests {
    use passport_core::menu::metres_between;

    use super::*;

    fn all(text: &str) -> Vec<(u64, Result<Row, RowFault>)> {
        let mut rows = Rows::of(text.as_bytes());
        std::iter::from_fn(|| rows.next_row().unwrap()).collect()
    }

    /// Eastings, northings and degrees as Ordnance Survey prints them (Caister water tower) and as maps show the others.
    #[test]
    fn a_postcode_is_where_it_is_to_ten_metres() {
        for (row, latitude, longitude) in [
            ("\"NR30 5TA\",10,651409,313177,\"E92000001\",\"\",\"\"\r\n", 52.658_008, 1.716_038),
            ("SW1A 1AA,10,529090,179645\n", 51.501_009, -0.141_588),
        ] {
            let Some((1, Ok(Row::At(_, at)))) = all(row).into_iter().next() else { panic!("{row}") };
            let off = metres_between(at, Position { latitude, longitude });
            assert!(off < 10.0, "{row}: {off} m off, at {at:?}");
        }
    }

    #[test]
    fn a_row_that_is_wrong_is_named_and_the_others_are_read() {
        let rows = all("SK1 1AA,10,389357,390095\nSK1 1AB,90,0,0\nnobody,10,1,1\nSK1 1AD,10,x,390095\n\
            SK1 1AE,10,900000,390095\nSK1 1AF\nSK11AG,50,389357,390095,,\n");
        let said: Vec<_> = rows.iter().map(|(number, row)| (*number, row.as_ref().err().copied())).collect();
        let wrong = [None, None, Some(RowFault::Postcode), Some(RowFault::Metres), Some(RowFault::Outside)];
        let wrong = wrong.into_iter().chain([Some(RowFault::Metres), None]);
        assert_eq!(said, (1..).zip(wrong).collect::<Vec<_>>());
        assert_eq!(rows[1].1, Ok(Row::Nowhere));
    }

    #[test]
    fn another_file_is_refused_early() {
        let spreadsheet = "First name,Surname\nZoë,Moss\n".repeat(60);
        let mut rows = Rows::of(spreadsheet.as_bytes());
        let refused = std::iter::from_fn(|| rows.next_row().transpose()).find_map(Result::err);
        assert!(matches!(refused, Some(FileFault::Other)), "{refused:?}");
        let mut endless = Rows::of(std::io::repeat(b'a'));
        assert!(matches!(endless.next_row(), Err(FileFault::LongRow(1))), "without being read to its end");
        let mut few = Rows::of(&b"PK\x03\x04\xff\n"[..]);
        assert!(matches!(few.next_row(), Ok(Some((1, Err(_))))));
        assert!(matches!(few.next_row(), Err(FileFault::Other)));
    }
}
