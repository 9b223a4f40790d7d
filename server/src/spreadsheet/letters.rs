//! The letters of a text file, whichever program wrote it.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::SheetError;

/// So many bytes show whether a file without a mark is UTF-16.
const LOOKED_AT: usize = 400;

/// The text, and whether its letters were guessed.
///
/// # Errors
/// [`SheetError::OtherKind`] for what is no text.
pub(super) fn decode(file: &[u8]) -> Result<(String, bool), SheetError> {
    let (text, guessed) = match marked(file).or_else(|| unmarked_utf_16(file)) {
        Some((encoding, body)) => (strictly(encoding, body)?, false),
        None => match std::str::from_utf8(file) {
            Ok(text) => (text.to_owned(), false),
            // What Excel on Windows calls CSV; every byte is a letter of it.
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(file).0.into_owned(), true),
        },
    };
    if text.contains('\0') {
        return Err(SheetError::OtherKind);
    }
    // A Macintosh once ended its lines so.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    Ok((text, guessed))
}

fn strictly(encoding: &'static Encoding, body: &[u8]) -> Result<String, SheetError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    text.map(std::borrow::Cow::into_owned).ok_or(SheetError::Unreadable)
}

fn marked(file: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    let (encoding, length) = Encoding::for_bom(file)?;
    Some((encoding, &file[length..]))
}

/// Western letters in UTF-16 have every other byte empty.
fn unmarked_utf_16(file: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    let (pairs, _) = file[..file.len().min(LOOKED_AT)].as_chunks::<2>();
    let empty = |place: usize| pairs.iter().filter(|pair| pair[place] == 0).count() * 10 > pairs.len() * 7;
    match (empty(0), empty(1)) {
        (true, false) => Some((UTF_16BE, file)),
        (false, true) => Some((UTF_16LE, file)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_whichever_program_wrote_them() {
        let little: Vec<u8> = "Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "Zoë".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (file, guessed) in [
            ("Zoë".as_bytes().to_vec(), false),
            ("\u{feff}Zoë".as_bytes().to_vec(), false),
            ([&[0xff, 0xfe], &little[..]].concat(), false),
            ([&[0xfe, 0xff], &big[..]].concat(), false),
            (little, false),
            (big, false),
            (b"Zo\xeb".to_vec(), true),
        ] {
            assert_eq!(decode(&file), Ok(("Zoë".to_owned(), guessed)), "{file:02x?}");
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        for file in [&b"\x00\x01\x02\x03\x7f"[..], b"a\0b\0\0\0\0c", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"]
        {
            assert!(decode(file).is_err(), "{file:02x?}");
        }
    }
}
