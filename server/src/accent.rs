//! The one colour of a hub's cards: white letters must be readable on it (WCAG 2.2, contrast 4.5 to 1).

use std::fmt;
use std::str::FromStr;

/// A colour, `#rrggbb` in lower case, dark enough to carry white letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent(String);

/// Why a colour cannot be a hub's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccentError {
    /// Not `#rrggbb`.
    #[error("is not a colour such as #3b3573")]
    Form,
    /// White letters would be hard to read on it.
    #[error("is too light: white letters on it could not be read; choose a darker one")]
    TooLight,
}

const LEAST_CONTRAST: f64 = 4.5;

impl FromStr for Accent {
    type Err = AccentError;

    fn from_str(text: &str) -> Result<Self, AccentError> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(AccentError::Form)?;
        let part = |at: usize| digits.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
        let parts = [part(0), part(2), part(4)];
        let [Some(red), Some(green), Some(blue)] = parts else { return Err(AccentError::Form) };
        // Relative luminance as WCAG 2.2 defines it; white has 1.
        let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        let contrast = 1.05 / (luminance + 0.05);
        if contrast < LEAST_CONTRAST {
            return Err(AccentError::TooLight);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_letters_can_be_read_on_every_accent() {
        for dark in ["#3b3573", "#0B5D5E", "#000000", "#767676"] {
            assert_eq!(dark.parse::<Accent>().unwrap().to_string(), dark.to_ascii_lowercase());
        }
        for light in ["#ffffff", "#777777", "#ffcc00"] {
            assert_eq!(light.parse::<Accent>(), Err(AccentError::TooLight));
        }
        for wrong in ["3b3573", "#3b357", "#3b35731", "#gggggg", "#3é35", "purple"] {
            assert_eq!(wrong.parse::<Accent>(), Err(AccentError::Form));
        }
    }
}
