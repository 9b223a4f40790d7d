//! Code-Point Open, as Ordnance Survey gives it: files without a heading, one postcode a row, with eastings and northings.

use std::io::Read;

use passport_core::menu::{GridPoint, Position, Postcode};

/// The largest file that is read; the whole country in one has about 150 MB.
pub const LARGEST_FILE: u64 = 512 * 1024 * 1024;
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
    /// It cannot be read any further.
    #[error("cannot be read: {0}")]
    Io(csv::Error),
}

/// The rows of a file, in order, each with its number.
pub struct Rows<R> {
    reader: csv::Reader<std::io::Take<R>>,
    record: csv::StringRecord,
    number: u64,
    good: u64,
}

/// A row with its number, counted from 1, or what is wrong with it.
pub type NumberedRow = (u64, Result<Row, RowFault>);

impl<R: Read> Rows<R> {
    /// Begins to read.
    pub fn of(file: R) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(file.take(LARGEST_FILE));
        Self { reader, record: csv::StringRecord::new(), number: 0, good: 0 }
    }

    /// The next row, if there is one.
    ///
    /// # Errors
    /// [`FileFault`] when there is no point in reading on.
    pub fn next_row(&mut self) -> Result<Option<NumberedRow>, FileFault> {
        let row = match self.reader.read_record(&mut self.record) {
            Ok(false) if self.number > 0 && self.good == 0 => return Err(FileFault::Other),
            Ok(false) => return Ok(None),
            Ok(true) => read(&self.record),
            Err(fault) if fault.is_io_error() => return Err(FileFault::Io(fault)),
            Err(_) => Err(RowFault::Text),
        };
        self.number += 1;
        self.good += u64::from(row.is_ok());
        if self.good == 0 && self.number >= ROWS_TO_JUDGE_BY {
            return Err(FileFault::Other);
        }
        Ok(Some((self.number, row)))
    }
}

fn read(record: &csv::StringRecord) -> Result<Row, RowFault> {
    let field = |place: usize| record.get(place).unwrap_or_default().trim();
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
        let mut few = Rows::of(&b"PK\x03\x04\xff\n"[..]);
        assert!(matches!(few.next_row(), Ok(Some((1, Err(_))))));
        assert!(matches!(few.next_row(), Err(FileFault::Other)));
    }
}
