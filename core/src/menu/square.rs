//! A square kilometre of the National Grid, as `SJ8990`: near enough to find what is near, too big to tell a home.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::postcode::{mended, plain};
use super::{GridPoint, Position};

/// One square kilometre, named by the letters of its 100 km square and two digits each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Square {
    /// Whole kilometres east of the grid's origin, below 700.
    east: u16,
    /// Whole kilometres north, below 1,300.
    north: u16,
}

/// Why a text is no square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a square kilometre like SJ8990")]
pub struct SquareError;

/// The letters of the grid, from its north-western corner line by line.
const LETTERS: &[u8; 25] = b"ABCDEFGHJKLMNOPQRSTUVWXYZ";

impl Square {
    /// Reads what a person typed: case and spaces do not matter.
    ///
    /// # Errors
    /// [`SquareError`] unless it names a square within the grid.
    pub fn parse(typed: &str) -> Result<Self, SquareError> {
        let plain = plain(typed).ok().and_then(|plain| mended(&plain, has_shape)).ok_or(SquareError)?;
        Self::named(plain.as_bytes()).ok_or(SquareError)
    }

    fn named(text: &[u8]) -> Option<Self> {
        let [first, second, digits @ ..] = text else { return None };
        let place = |letter: u8| LETTERS.iter().position(|one| *one == letter);
        let ((line, column), (finer_line, finer_column)) = (split(place(*first)?), split(place(*second)?));
        // The origin is the south-western corner of S, in the fourth line and the third column.
        let east = (column * 5 + finer_column).checked_sub(10)?;
        let north = 19_usize.checked_sub(line * 5 + finer_line)?;
        let tens = |at: usize| {
            Some(usize::from(digits.get(at)? - b'0') * 10 + usize::from(digits.get(at + 1)? - b'0'))
        };
        let square = Self {
            east: u16::try_from(east * 100 + tens(0)?).ok()?,
            north: u16::try_from(north * 100 + tens(2)?).ok()?,
        };
        GridPoint::new(f64::from(square.east) * 1000.0, f64::from(square.north) * 1000.0).map(|_| square)
    }

    /// The square a position lies in, if it lies within the grid.
    pub fn of(position: Position) -> Option<Self> {
        GridPoint::of(position).map(Self::holding)
    }

    /// The square a point lies in.
    pub fn holding(point: GridPoint) -> Self {
        // Points are within the grid, so that both are small and not negative.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 1,300")]
        let whole = |metres: f64| (metres / 1000.0) as u16;
        Self { east: whole(point.easting), north: whole(point.northing) }
    }

    /// The middle of it.
    pub fn centre(self) -> Position {
        let middle = |kilometres: u16| f64::from(kilometres) * 1000.0 + 500.0;
        GridPoint { easting: middle(self.east), northing: middle(self.north) }.position()
    }
}

/// The line and column of a letter.
fn split(place: usize) -> (usize, usize) {
    (place / 5, place % 5)
}

fn has_shape(text: &[u8]) -> bool {
    text.len() == 6
        && text[..2].iter().all(|letter| LETTERS.contains(letter))
        && text[2..].iter().all(u8::is_ascii_digit)
}

impl fmt::Display for Square {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (east, north) = (usize::from(self.east), usize::from(self.north));
        let (column, line) = (east / 100 + 10, 19 - (north / 100).min(19));
        let letter =
            |line: usize, column: usize| LETTERS.get(line * 5 + column).copied().map_or('?', char::from);
        let (first, second) = (letter(line / 5, column / 5), letter(line % 5, column % 5));
        write!(f, "{first}{second}{:02}{:02}", east % 100, north % 100)
    }
}

impl TryFrom<String> for Square {
    type Error = SquareError;
    fn try_from(text: String) -> Result<Self, SquareError> {
        Self::parse(&text)
    }
}

impl From<Square> for String {
    fn from(square: Square) -> Self {
        square.to_string()
    }
}
