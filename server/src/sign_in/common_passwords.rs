//! What people choose first: the most common passwords, alone, doubled, or dressed up by a year, a few signs or letters written as digits.
//! A password of ours has 12 letters, and common ones of that length are made of shorter ones, so what counts is of how few pieces it is.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The list, its licence first.
const LIST: &str = include_str!("common_passwords.txt");
/// A password of no more pieces than this is one of those that are tried first: "password1234!" has three.
const FEWEST_PIECES: usize = 4;
/// The shortest and the longest of the list, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=18;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LIST.lines().filter(|line| !line.starts_with('#')).collect());

/// Whether this password, in lower case, is made of so few common passwords, numbers and single letters that it is soon tried.
pub(super) fn is_common(text: &str) -> bool {
    pieces(text.as_bytes()) < FEWEST_PIECES
}

/// Into how few pieces a text can be cut: a common password, a run of digits, one letter again and again, or else a letter each.
fn pieces(text: &[u8]) -> usize {
    let mut fewest = vec![0; text.len() + 1];
    for end in 1..=text.len() {
        let mut best = fewest[end - 1] + 1;
        for start in (0..end).rev() {
            let piece = &text[start..end];
            let is_run =
                piece.iter().all(u8::is_ascii_digit) || piece.iter().all(|letter| *letter == piece[0]);
            if is_run || (LENGTHS.contains(&piece.len()) && is_listed(piece)) {
                best = best.min(fewest[start] + 1);
            } else if piece.len() > *LENGTHS.end() {
                break;
            }
        }
        fewest[end] = best;
    }
    fewest[text.len()]
}

/// Whether it stands in the list, as it is or with letters for the digits and signs that are written in their place.
fn is_listed(piece: &[u8]) -> bool {
    let plain = |letter: &u8| match letter {
        b'0' => b'o',
        b'1' | b'!' => b'i',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' => b't',
        other => *other,
    };
    let letters: Vec<u8> = piece.iter().map(plain).collect();
    [piece, &letters].into_iter().any(|one| std::str::from_utf8(one).is_ok_and(|one| COMMON.contains(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        assert_eq!(COMMON.len(), 10_000);
        assert!(COMMON.iter().all(|one| LENGTHS.contains(&one.len()) && one.is_ascii()));
        assert!(LIST.starts_with('#') && LIST.contains("MIT licence"));
    }

    #[test]
    fn what_everybody_tries_is_common_however_it_is_dressed_up() {
        for common in [
            "password1234",
            "p@ssw0rd2026!",
            "123456789012",
            "qwertyuiop12",
            "dragonmonkey",
            "monkey monkey",
            "iloveyou2010!",
            "leavemealone",
            "1qaz2wsx3edc",
            "aaaaaaaabbbb",
            "sunshine!!!!",
        ] {
            assert!(is_common(common), "{common}");
        }
        // As many as may be asked for, each as it stands and with a year behind it.
        let long: Vec<&&str> = COMMON.iter().filter(|one| one.len() >= 12).collect();
        assert!(long.len() > 50);
        assert!(COMMON.iter().all(|one| is_common(one)
            && is_common(&format!("{one}2026"))
            && is_common(&format!("{one}123!"))));
    }

    #[test]
    fn words_that_do_not_belong_together_are_not() {
        for own in [
            "three brown ponies",
            "slow green river boats",
            "nine gulls and a kettle",
            "пароль моей кошки",
            "hV4-kq8.Zr2w",
        ] {
            assert!(!is_common(&own.to_lowercase()), "{own}");
        }
    }

    #[test]
    fn a_long_one_takes_no_longer_than_a_moment() {
        assert!(is_common(&"1".repeat(256)));
        assert!(!is_common(&"ab cd ".repeat(42)));
    }
}
