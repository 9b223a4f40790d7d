//! Portraits drawn by the program, so that the demo shows faces and no real person's.

mod brush;
mod face;
mod hair;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageError};
use tiny_skia::{Color, Pixmap};

use brush::Brush;

/// Width of a portrait in pixels; it is shaped as a passport photo, 3 to 4.
pub const WIDTH: u16 = 300;
/// Height of a portrait in pixels.
pub const HEIGHT: u16 = 400;
const JPEG_QUALITY: u8 = 88;

/// A colour as 0xRRGGBB.
pub type Rgb = u32;

/// How somebody looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The wall behind them.
    pub wall: Rgb,
    /// Their skin.
    pub skin: Rgb,
    /// Their hair, or the cloth that covers it.
    pub hair: Rgb,
    /// How they wear it.
    pub style: Style,
    /// What they wear.
    pub clothes: Rgb,
    /// Whether there are glasses, and of which colour.
    pub glasses: Option<Rgb>,
}

/// How hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Cut short, parted at the side.
    Short,
    /// A short back and sides with volume on top.
    Crop,
    /// Round and full.
    Afro,
    /// Chin-length, with a fringe.
    Bob,
    /// Past the shoulders.
    Long,
    /// Tied up on top.
    Bun,
    /// Loose curls.
    Curls,
    /// Covered by a headscarf.
    Headscarf,
    /// Two plaits.
    Plaits,
    /// Covered by a turban.
    Turban,
}

/// Draws a portrait as a JPEG of at most 50 kB.
///
/// # Errors
/// [`ImageError`] when it cannot be encoded.
pub fn draw(look: &Look) -> Result<Vec<u8>, ImageError> {
    let mut brush = Brush::new(WIDTH, HEIGHT);
    brush.wash(look.wall);
    hair::behind(&mut brush, look);
    face::shoulders(&mut brush, look);
    face::head(&mut brush, look);
    face::features(&mut brush, look);
    hair::before(&mut brush, look);
    if let Some(frame) = look.glasses {
        face::glasses(&mut brush, frame);
    }
    encode(&brush.finish())
}

fn encode(drawn: &Pixmap) -> Result<Vec<u8>, ImageError> {
    // The wall covers everything, so no pixel is transparent and premultiplied colours are plain ones.
    let rgb: Vec<u8> =
        drawn.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY).encode(
        &rgb,
        WIDTH.into(),
        HEIGHT.into(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(jpeg)
}

/// A colour made darker (below 1) or lighter (above 1).
fn shade(rgb: Rgb, by: f32) -> Color {
    let part = |shift: u32| f32::from(u8::try_from((rgb >> shift) & 0xff).unwrap_or(0)) / 255.0 * by;
    Color::from_rgba(part(16).min(1.0), part(8).min(1.0), part(0).min(1.0), 1.0).unwrap_or(Color::BLACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(style: Style) -> Look {
        Look {
            wall: 0x00dd_e6ea,
            skin: 0x00c6_8642,
            hair: 0x002b_1d14,
            style,
            clothes: 0x0030_4a6e,
            glasses: None,
        }
    }

    #[test]
    fn every_portrait_is_small_and_unlike_the_others() {
        use Style::{Afro, Bob, Bun, Crop, Curls, Headscarf, Long, Plaits, Short, Turban};
        let styles = [Short, Crop, Afro, Bob, Long, Bun, Curls, Headscarf, Plaits, Turban];
        let mut drawn: Vec<Vec<u8>> = styles.iter().map(|style| draw(&look(*style)).unwrap()).collect();
        assert!(drawn.iter().all(|jpeg| jpeg.len() <= 50 * 1024 && jpeg.starts_with(&[0xff, 0xd8])));
        drawn.sort();
        drawn.dedup();
        assert_eq!(drawn.len(), styles.len());
    }
}
