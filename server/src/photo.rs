//! Photos made safe and small: decoded, turned upright, cut to passport shape and written anew, so that nothing of the file
//! that came (place, time, camera) is kept.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

/// Width of a kept photo in pixels; it is 3 to 4.
const WIDTH: u32 = 360;
/// Height of a kept photo in pixels.
const HEIGHT: u32 = 480;
/// The most bytes of a kept photo.
const LARGEST: usize = 50 * 1024;
/// A side longer than this is no photo of a person for a pass, and could fill the memory.
const LONGEST_SIDE: u32 = 12_000;
/// Tried in turn until the photo is small enough.
const QUALITIES: [u8; 5] = [88, 80, 70, 55, 35];

/// Why a photo cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// Not a JPEG, damaged, or far too large.
    #[error("the photo cannot be read: use a JPEG file, at most 12,000 pixels wide and high")]
    Unreadable,
    /// Even at the lowest quality it has more than 50 kB.
    #[error("the photo cannot be made small enough: use one with a plain background")]
    TooDetailed,
}

/// Makes a photo for a card out of a JPEG file.
///
/// # Errors
/// See [`PhotoError`].
pub fn clean(file: &[u8]) -> Result<Vec<u8>, PhotoError> {
    let small = upright(file)?.resize_to_fill(WIDTH, HEIGHT, FilterType::CatmullRom).into_rgb8();
    QUALITIES
        .iter()
        .map(|&quality| {
            let mut jpeg = Vec::new();
            let written = JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&small);
            written.map(|()| jpeg).map_err(|_| PhotoError::Unreadable)
        })
        .find(|jpeg| jpeg.as_ref().map_or(true, |jpeg| jpeg.len() <= LARGEST))
        .unwrap_or(Err(PhotoError::TooDetailed))
}

fn upright(file: &[u8]) -> Result<DynamicImage, PhotoError> {
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| PhotoError::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PhotoError::Unreadable)?;
    let orientation = decoder.orientation().map_err(|_| PhotoError::Unreadable)?;
    let mut photo = DynamicImage::from_decoder(decoder).map_err(|_| PhotoError::Unreadable)?;
    photo.apply_orientation(orientation);
    Ok(photo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn jpeg(photo: &RgbImage) -> Vec<u8> {
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 95).encode_image(photo).unwrap();
        file
    }

    /// An EXIF segment that says "turn by 90°" and carries a secret.
    fn with_exif(jpeg: &[u8], secret: &[u8]) -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        tiff.extend_from_slice(secret);
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &tiff, &jpeg[2..]].concat()
    }

    #[test]
    fn a_photo_is_turned_upright_and_tells_nothing_of_its_camera() {
        let wide =
            RgbImage::from_fn(800, 600, |x, _| image::Rgb(if x < 400 { [250, 0, 0] } else { [0, 0, 250] }));
        let kept = clean(&with_exif(&jpeg(&wide), b"51.5N 0.1W")).unwrap();
        assert!(kept.len() <= LARGEST && !kept.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"51.5"));
        let kept = image::load_from_memory(&kept).unwrap().into_rgb8();
        assert_eq!(kept.dimensions(), (WIDTH, HEIGHT));
        assert!(kept.get_pixel(180, 40)[0] > 200, "the left side of the file is the top of the photo");
        assert!(kept.get_pixel(180, 440)[2] > 200);
    }

    #[test]
    fn a_photo_full_of_detail_is_still_small() {
        let mut state = 1_u32;
        let noise = RgbImage::from_fn(900, 1200, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = state.to_be_bytes();
            image::Rgb([red, green, blue])
        });
        assert!(clean(&jpeg(&noise)).unwrap().len() <= LARGEST);
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        let photo = jpeg(&RgbImage::new(40, 40));
        for file in [&b"GIF89a"[..], &[], &photo[..photo.len() / 3]] {
            assert!(matches!(clean(file), Err(PhotoError::Unreadable)));
        }
    }
}
