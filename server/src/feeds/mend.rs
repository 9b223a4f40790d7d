//! Text that was written as UTF-8 and read as Windows-1252 by somebody before us: `Iâ€™m` for `I’m`.

use encoding_rs::WINDOWS_1252;

/// It may have happened twice.
const MOST_TIMES: usize = 2;

/// The text as it was meant, where that is certain: as a whole, or run by run of letters that are not ASCII.
pub(super) fn mended(text: String) -> String {
    let mut text = text;
    for _ in 0..MOST_TIMES {
        match once(&text) {
            Some(better) => text = better,
            None => break,
        }
    }
    text
}

/// Each run of letters beyond ASCII is turned back into bytes; bytes that are good UTF-8 of letters were meant so. Honest text
/// is never that: `é` alone is no UTF-8, and `Ã©` is a word in no language here.
fn once(text: &str) -> Option<String> {
    let (mut better, mut run, mut any) = (String::with_capacity(text.len()), String::new(), false);
    for letter in text.chars().chain(['\0']) {
        if letter.is_ascii() {
            let before = better.chars().next_back();
            let meant = meant(&run).or_else(|| left_of_a_space(&run, before, letter));
            any |= meant.is_some();
            better.push_str(meant.as_deref().unwrap_or(&run));
            run.clear();
            better.push(letter);
        } else {
            run.push(letter);
        }
    }
    better.pop();
    any.then_some(better)
}

fn meant(run: &str) -> Option<String> {
    if run.chars().count() < 2 {
        return None;
    }
    let bytes = run.chars().map(byte).collect::<Option<Vec<u8>>>()?;
    // Several may stand together: “â€œâ€¦”.
    String::from_utf8(bytes).ok()
}

/// A space that does not break is read as `Â` and that space, which somebody then made a plain one. No word here ends so, but in capitals.
fn left_of_a_space(run: &str, before: Option<char>, after: char) -> Option<String> {
    let ends = after.is_ascii_whitespace() || after == '\0';
    (run == "Â" && ends && !before.is_some_and(char::is_uppercase)).then(String::new)
}

/// The byte that Windows-1252 shows as this letter; the five that it shows as nothing stay what they are (WHATWG Encoding).
fn byte(letter: char) -> Option<u8> {
    if let Ok(code @ 0x80..=0x9f) = u8::try_from(u32::from(letter)) {
        return [0x81, 0x8d, 0x8f, 0x90, 0x9d].contains(&code).then_some(code);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !unmappable => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_wrongly_is_mended_and_honest_text_stays() {
        for (read, meant) in [
            ("If youâ€™re low", "If you’re low"),
            ("Â£10 a hour", "£10 a hour"),
            ("cafÃ©, ZoÃ«", "café, Zoë"),
            ("â€œhiâ€\u{9d} â€“ bye", "“hi” – bye"),
            ("Ã¢â‚¬â„¢", "’"),
            ("a\u{c2}\u{a0}b", "a\u{a0}b"),
            ("the aim is:Â That all\nÂ", "the aim is: That all\n"),
        ] {
            assert_eq!(mended(read.to_owned()), meant);
            assert_eq!(mended(meant.to_owned()), meant);
        }
        for honest in
            ["Zoë Łukasz O’Neill", "£5 – £10…", "Âge", "GWLÂ a", "naïve café", "ÉÀ", "日本語", "Tŷ Hafan", ""]
        {
            assert_eq!(mended(honest.to_owned()), honest);
        }
    }
}
