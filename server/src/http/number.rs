//! Numbers in addresses: each has one spelling, so that nothing stands at two addresses.

use super::error::AppError;
use std::{fmt::Display, str::FromStr};

/// The number that `text` is the decimal form of: `1`, and not `01`, `+1` or `1.0`, of which it is known that nothing is there.
pub fn number<N: FromStr + Display>(text: &str) -> Result<N, AppError> {
    let number: N = text.parse().map_err(|_| AppError::not_found())?;
    if number.to_string() == text { Ok(number) } else { Err(AppError::not_found()) }
}
