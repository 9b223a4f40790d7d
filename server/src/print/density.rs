//! How large a square's modules print. A cheap phone reads them from 0.40 mm on; below, some phones fail.

use passport_core::credential::Broken;
use passport_core::square::{self, QUIET_ZONE};
use serde::Serialize;

/// The side of a printed square with its quiet zone, in millimetres: `.pass-face__square` in `web/style/print-faces.css`.
const SIDE_MM: f64 = 34.0;
/// The least side of one module, in millimetres.
pub const LEAST_MODULE_MM: f64 = 0.40;

/// The modules of a printed square.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Density {
    /// Modules on a side, the quiet zone not counted.
    pub modules: usize,
    /// The side of one module on a card, in millimetres.
    pub module_mm: f64,
}

impl Density {
    /// Of the square with this text.
    ///
    /// # Errors
    /// [`Broken`] when the text is longer than a square holds.
    pub fn of(square: &str) -> Result<Self, Broken> {
        let modules = square::matrix(square)?.width;
        // A square has 177 modules at most, which every float holds exactly.
        let across = u16::try_from(modules + 2 * QUIET_ZONE).map_err(|_| Broken)?;
        Ok(Self { modules, module_mm: SIDE_MM / f64::from(across) })
    }

    /// Whether a cheap phone reads it.
    pub fn is_readable(self) -> bool {
        self.module_mm >= LEAST_MODULE_MM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_text_makes_smaller_modules_down_to_the_least() {
        let base = "https://pass.example.uk/v#";
        let of = |digits: usize| Density::of(&format!("{base}{}", "7".repeat(digits))).unwrap();
        let (usual, fullest) = (of(347), of(427));
        assert_eq!((usual.modules, fullest.modules), (53, 57));
        assert!(usual.module_mm > fullest.module_mm && fullest.module_mm > 0.52 && fullest.is_readable());
        assert!(!of(1100).is_readable());
    }

    #[test]
    fn the_style_sheet_draws_the_square_as_large_as_is_counted_on() {
        let style = include_str!("../../../web/style/print-faces.css");
        let square = style.split(".pass-face__square svg {").nth(1).unwrap().split('}').next().unwrap();
        assert!(square.contains(&format!("width: {SIDE_MM}mm")), "{square}");
    }
}
