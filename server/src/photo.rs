//! Photos made safe and small: decoded, turned upright, cut to passport shape and written anew, so that nothing of the file
//! that came (place, time, camera) is kept.

mod crop;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, Rgba, RgbaImage};

pub use crop::Crop;

/// Width of a kept photo in pixels; it is 3 to 4.
pub(crate) const WIDTH: u32 = 360;
/// Height of a kept photo in pixels.
pub(crate) const HEIGHT: u32 = 480;
/// The most bytes of a kept photo.
const LARGEST: usize = 50 * 1024;
/// The most bytes of a file that comes: 10 MB.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// A side longer than this is no photo of a person for a pass.
const LONGEST_SIDE: u32 = 12_000;
/// More pixels than this fill the memory; no telephone's usual photo has them.
const MOST_PIXELS: u64 = 50_000_000;
/// The most bytes that decoding may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Tried in turn until the photo is small enough.
const QUALITIES: [u8; 5] = [88, 80, 70, 55, 35];
/// The brands of HEIC files, which iPhones write and browsers cannot show.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// Why a photo cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Not a JPEG, PNG or WebP, or damaged.
    #[error("the photo cannot be read: use a JPEG, PNG or WebP file")]
    Unreadable,
    /// A HEIC file.
    #[error("this is a HEIC photo: save it as JPEG first")]
    Heic,
    /// More than [`LARGEST_FILE`] bytes.
    #[error("the photo's file is larger than 10 MB: save it smaller")]
    FileTooLarge,
    /// Too wide, too high, or too many pixels.
    #[error("the photo has too many pixels: save it at most 5,000 pixels wide and high")]
    TooManyPixels,
    /// Even at the lowest quality it has more than 50 kB.
    #[error("the photo cannot be made small enough: use one with a plain background")]
    TooDetailed,
}

/// Makes a photo for a card out of a file, cut in the middle.
///
/// # Errors
/// See [`PhotoError`].
pub fn clean(file: &[u8]) -> Result<Vec<u8>, PhotoError> {
    cut(file, Crop::default())
}

/// Makes a photo for a card out of a file, cut as somebody chose.
///
/// # Errors
/// See [`PhotoError`].
pub fn cut(file: &[u8], crop: Crop) -> Result<Vec<u8>, PhotoError> {
    let upright = upright(file)?;
    let part = crop.of(upright.width(), upright.height());
    let part = upright.crop_imm(part.left, part.top, part.width, part.height);
    let small = part.resize_exact(WIDTH, HEIGHT, FilterType::CatmullRom).into_rgba8();
    // What is see-through becomes white, as on paper.
    let mut paper = RgbaImage::from_pixel(WIDTH, HEIGHT, Rgba([255; 4]));
    imageops::overlay(&mut paper, &small, 0, 0);
    let small = DynamicImage::ImageRgba8(paper).into_rgb8();
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
    if file.len() > LARGEST_FILE {
        return Err(PhotoError::FileTooLarge);
    }
    if file.get(4..8) == Some(b"ftyp") && file.get(8..12).is_some_and(|brand| HEIC_BRANDS.contains(&brand)) {
        return Err(PhotoError::Heic);
    }
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| PhotoError::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|fault| refused(&fault))?;
    // Asked before anything is decoded: a few bytes can promise gigabytes.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(PhotoError::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(|_| PhotoError::Unreadable)?;
    let mut photo = DynamicImage::from_decoder(decoder).map_err(|fault| refused(&fault))?;
    photo.apply_orientation(orientation);
    Ok(photo)
}

fn refused(fault: &image::ImageError) -> PhotoError {
    match fault {
        image::ImageError::Limits(_) => PhotoError::TooManyPixels,
        _ => PhotoError::Unreadable,
    }
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

    fn png(photo: &DynamicImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        photo.write_to(&mut file, image::ImageFormat::Png).unwrap();
        file.into_inner()
    }

    #[test]
    fn png_and_webp_are_taken_and_what_is_see_through_turns_white() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(300, 400, Rgba([0, 0, 0, 0])));
        let mut webp = Cursor::new(Vec::new());
        clear.write_to(&mut webp, image::ImageFormat::WebP).unwrap();
        for file in [png(&clear), webp.into_inner()] {
            let kept = image::load_from_memory(&clean(&file).unwrap()).unwrap().into_rgb8();
            assert_eq!(kept.dimensions(), (WIDTH, HEIGHT));
            assert!(kept.get_pixel(180, 240).0.iter().all(|part| *part > 250));
        }
    }

    #[test]
    fn the_chosen_part_is_kept() {
        let wide =
            RgbImage::from_fn(1000, 400, |x, _| image::Rgb(if x < 500 { [250, 0, 0] } else { [0, 0, 250] }));
        for (across, part) in [(0, 0), (100, 2)] {
            let kept = cut(&jpeg(&wide), Crop { across, ..Crop::default() }).unwrap();
            let kept = image::load_from_memory(&kept).unwrap().into_rgb8();
            assert!(kept.get_pixel(180, 240)[part] > 200, "{across}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_decoded() {
        // A PNG of 10,000 × 10,000 pixels in a few bytes: its header, and nothing after.
        let mut bomb = png(&DynamicImage::ImageRgb8(RgbImage::new(1, 1)));
        bomb[16..24].copy_from_slice(&[0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10]);
        let check = crc(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&check);
        assert_eq!(clean(&bomb), Err(PhotoError::TooManyPixels));
        bomb[16..20].copy_from_slice(&[0, 1, 0, 0]);
        let check = crc(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&check);
        assert_eq!(clean(&bomb), Err(PhotoError::TooManyPixels));
        assert_eq!(clean(&vec![0xff; LARGEST_FILE + 1]), Err(PhotoError::FileTooLarge));
    }

    /// The check of a PNG chunk, ISO 3309.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(
                crc ^ u32::from(*byte),
                |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
            )
        })
    }

    #[test]
    fn a_heic_file_is_known_by_its_name_inside() {
        assert_eq!(clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(PhotoError::Heic));
        assert_eq!(clean(b"\0\0\0\x18ftypisom"), Err(PhotoError::Unreadable));
    }
}
