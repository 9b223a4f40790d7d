//! The square itself: an address that any phone's camera opens, drawn as a QR symbol. §5 "Digits"; ISO/IEC 18004.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode, Version};

use crate::card::Base;
use crate::credential::Broken;
use crate::packed::Packed;

/// What stands between base and digits. After the `#`, so that the card never reaches a server's log.
pub(crate) const PATH: &str = "/v#";

/// White modules on each side, as the standard asks.
pub const QUIET_ZONE: usize = 4;

/// The text of a square: `{base}/v#{digits}`.
pub fn square(base: &Base, packed: &Packed) -> String {
    format!("{base}{PATH}{}", packed.digits())
}

/// A drawn symbol: its modules, row by row, without the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// QR version, 1 to 40.
    pub version: u8,
    /// Modules on a side.
    pub width: usize,
    /// `width` × `width`; true is dark.
    pub dark: Vec<bool>,
}

/// Draws a text at error level M; byte and numeric segments are mixed by the library.
///
/// # Errors
/// [`Broken`] when the text is longer than a QR symbol holds.
pub fn matrix(text: &str) -> Result<Matrix, Broken> {
    let code = draw(text)?;
    let Version::Normal(version) = code.version() else { return Err(Broken) };
    let dark = code.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect();
    Ok(Matrix { version: u8::try_from(version).map_err(|_| Broken)?, width: code.width(), dark })
}

/// Draws a text as an SVG element, quiet zone included, one unit a module; its colours are fixed so that a dark theme never
/// turns them round. It has no `<?xml` line and can stand inside a page.
///
/// # Errors
/// [`Broken`] when the text is longer than a QR symbol holds.
pub fn svg(text: &str) -> Result<String, Broken> {
    let drawn = draw(text)?
        .render::<svg::Color<'_>>()
        .module_dimensions(1, 1)
        .quiet_zone(true)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    let start = drawn.find("<svg").ok_or(Broken)?;
    Ok(drawn[start..].to_owned())
}

fn draw(text: &str) -> Result<QrCode, Broken> {
    QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Broken)
}
