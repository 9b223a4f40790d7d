//! Which part of a photo is kept, as three sliders say it: a face is seldom in the middle.

use super::{HEIGHT, WIDTH};

/// The part of an upright photo to keep, always 3 to 4. Each number goes from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Crop {
    /// 0 is the left edge, 100 the right one.
    pub across: u32,
    /// 0 is the upper edge, 100 the lower one.
    pub down: u32,
    /// 0 keeps as much as fits, 100 a quarter of that width.
    pub closer: u32,
}

/// A part of a photo in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The middle, as much as fits.
impl Default for Crop {
    fn default() -> Self {
        Self { across: 50, down: 50, closer: 0 }
    }
}

impl Crop {
    /// The part of a photo of so many pixels. Sides are at most some thousands, so nothing overflows.
    pub(super) fn of(self, width: u32, height: u32) -> Part {
        let widest = width.min(height * WIDTH / HEIGHT);
        let kept = (widest * (400 - 3 * self.closer.min(100)) / 400).max(1);
        let tall = (kept * HEIGHT / WIDTH).clamp(1, height);
        Part {
            left: (width - kept) * self.across.min(100) / 100,
            top: (height - tall) * self.down.min(100) / 100,
            width: kept,
            height: tall,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_within_its_photo_whatever_the_sliders_say() {
        for (width, height) in [(1, 1), (1, 12_000), (12_000, 1), (300, 400), (4000, 3000), (3000, 4000)] {
            for across in [0, 50, 100, u32::MAX] {
                for closer in [0, 50, 100, u32::MAX] {
                    let part = Crop { across, down: across, closer }.of(width, height);
                    assert!(part.left + part.width <= width && part.top + part.height <= height, "{part:?}");
                    assert!(part.width > 0 && part.height > 0);
                }
            }
        }
    }

    #[test]
    fn the_middle_of_a_wide_photo_is_as_high_as_the_photo() {
        let part = Crop::default().of(4000, 3000);
        assert_eq!(part, Part { left: 875, top: 0, width: 2250, height: 3000 });
        let close = Crop { closer: 100, ..Crop::default() }.of(4000, 3000);
        assert_eq!((close.width, close.height), (562, 749));
    }
}
