//! Text as it is searched: words without case, accents and apostrophes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters of a word that are looked at.
const LONGEST: usize = 40;

/// Hands over the words of a text, one after the other. "Zoë’s Café" is `zoes` and `cafe`.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::with_capacity(LONGEST);
    let mut letter = |letter: char| match letter {
        _ if letter.is_alphanumeric() => fold_letter(letter, &mut word),
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' => {}
        _ if is_combining_mark(letter) => {}
        _ => end(&mut word, &mut take),
    };
    if text.is_ascii() {
        text.chars().for_each(&mut letter);
    } else {
        text.nfkd().for_each(&mut letter);
    }
    end(&mut word, &mut take);
}

fn end(word: &mut String, take: &mut impl FnMut(&str)) {
    if let Some((cut, _)) = word.char_indices().nth(LONGEST).filter(|_| word.len() > LONGEST) {
        word.truncate(cut);
    }
    if !word.is_empty() {
        take(word);
        word.clear();
    }
}

/// A letter in lower case, without a stroke through it.
fn fold_letter(letter: char, word: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' => word.push(letter),
        'A'..='Z' => word.push(letter.to_ascii_lowercase()),
        'ł' | 'Ł' => word.push('l'),
        'ø' | 'Ø' => word.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => word.push('d'),
        'ß' | 'ẞ' => word.push_str("ss"),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        'þ' | 'Þ' => word.push_str("th"),
        'ı' => word.push('i'),
        // Of Turkish İ a dot would be left over.
        _ => word.extend(letter.to_lowercase().filter(|letter| !is_combining_mark(*letter))),
    }
}

/// A text as it is put in order: its words with a space between.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, |word| {
        let space = if folded.is_empty() { "" } else { " " };
        folded.push_str(space);
        folded.push_str(word);
    });
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        for (text, expected) in [
            ("Zoë’s Café", "zoes cafe"),
            ("ŁUKASZ O'Neill", "lukasz oneill"),
            ("Straße, Ærø & Þór", "strasse aero thor"),
            ("1-to-1 (under 11s)", "1 to 1 under 11s"),
            ("ﬁne ½ İstanbul", "fine 1 2 istanbul"),
            ("…", ""),
        ] {
            assert_eq!(folded(text), expected);
        }
        assert_eq!(folded(&"é".repeat(50)), "e".repeat(LONGEST));
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC{0,60}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
