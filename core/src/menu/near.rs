//! Where somebody is, as an address may say it: never the postcode.

use std::fmt;

use super::{Outward, Position, Postcode, Square};

/// An outward code or a square kilometre.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Near {
    /// The outward half of a postcode; where that is, a list of postcodes tells.
    Outward(Outward),
    /// A square kilometre.
    Square(Square),
}

/// Why a text says nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not like SK1 or SJ8990")]
pub struct NearError;

impl Near {
    /// Reads what stands in an address.
    ///
    /// # Errors
    /// [`NearError`] if it is neither, a whole postcode too.
    pub fn parse(text: &str) -> Result<Self, NearError> {
        let square = || Square::parse(text).map(Self::Square);
        Outward::parse(text).map(Self::Outward).or_else(|_| square()).map_err(|_| NearError)
    }

    /// As [`Near::parse`], and of a whole postcode its outward half, for addresses that somebody wrote by hand.
    ///
    /// # Errors
    /// [`NearError`] if it is none of these.
    pub fn coarse(text: &str) -> Result<Self, NearError> {
        Self::parse(text).or_else(|fault| match Postcode::parse(text) {
            Ok(postcode) => Ok(Self::Outward(postcode.outward())),
            Err(_) => Err(fault),
        })
    }

    /// Where that is, as far as it can be told without a list of postcodes.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::Outward(_) => None,
            Self::Square(square) => Some(square.centre()),
        }
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outward(outward) => outward.fmt(f),
            Self::Square(square) => square.fmt(f),
        }
    }
}
