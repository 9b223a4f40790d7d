//! Which size of letters lets a text fit into its place on a card: the classes of `web/style/print-faces.css`. Widths are counted on
//! generously; the browser tests look whether anything is cut off.

/// Sizes of what is arranged, with the letters of a line, and with the height of a line and of the gap after it in hundredths of
/// a millimetre. The last is taken when nothing fits.
const LINES: [(&str, usize, usize, usize); 5] = [
    ("large", 25, 397, 90),
    ("medium", 28, 353, 90),
    ("small", 32, 301, 90),
    ("smaller", 36, 262, 35),
    ("smallest", 42, 219, 35),
];
/// The height that they have on a card, in hundredths of a millimetre.
const ROOM: usize = 3300;

/// Sizes of a name, with the letters of a line and the lines that there are.
const NAMES: [(&str, usize, usize); 4] =
    [("large", 8, 2), ("medium", 10, 3), ("small", 12, 4), ("smallest", 15, 5)];

/// A hub's name of more letters is written smaller.
const LONG_HUB: usize = 40;

/// A host of more letters is written smaller.
const LONG_HOST: usize = 36;

/// The size of a name.
pub(super) fn name(name: &str) -> &'static str {
    let fits = |(_, wide, most): &&(&str, usize, usize)| {
        words(name).all(|word| width(word) <= *wide) && rows(name, *wide) <= *most
    };
    NAMES.iter().find(fits).map_or("smallest", |(size, ..)| size)
}

/// The size of what is arranged.
pub(super) fn arrangements(lines: &[String]) -> &'static str {
    let fits = |(_, wide, line, gap): &&(&str, usize, usize, usize)| {
        let height: usize = lines.iter().map(|text| rows(text, *wide) * line + gap).sum();
        height <= ROOM
    };
    LINES.iter().find(fits).map_or("smallest", |(size, ..)| size)
}

/// Whether a hub's name is written smaller.
pub(super) fn is_long_hub(name: &str) -> bool {
    width(name) > LONG_HUB
}

/// The parts between which a line may be broken: words, and what a hyphen joins.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| word.split_inclusive('-'))
}

/// Whether the host that squares lead to is written smaller.
pub(super) fn is_long_host(host: &str) -> bool {
    width(host) > LONG_HOST
}

/// How many lines of so many letters a text takes, broken between words, and within those that are longer than a line.
fn rows(text: &str, wide: usize) -> usize {
    let mut rows = 1;
    let mut taken = 0;
    let mut before = "";
    for part in words(text) {
        let word = width(part);
        let space = usize::from(taken > 0 && !before.ends_with('-'));
        before = part;
        if taken + space + word <= wide {
            taken += space + word;
        } else {
            rows += usize::from(taken > 0) + word.saturating_sub(1) / wide;
            taken = word.saturating_sub(1) % wide + 1;
        }
    }
    rows
}

/// The width of a text in letters; the squares of Chinese, Japanese and Korean are as wide as two.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter >= '\u{1100}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_large_and_a_long_one_still_fits() {
        assert_eq!([name("Z"), name("Zoë M"), name("美咲"), name("Олена К")], ["large"; 4]);
        assert_eq!(name("Nathaniel B"), "medium");
        assert_eq!(name("Christopher-Alexander M"), "small");
        assert_eq!(name("Konstantinopolis M"), "smallest");
        assert_eq!(name("美咲美咲美咲美咲美咲美咲美咲美咲美咲美咲美咲美咲"), "smallest");
    }

    #[test]
    fn few_lines_are_large_and_many_still_fit() {
        let line = |length: usize| "x".repeat(length);
        assert_eq!(arrangements(&[line(40), line(40)]), "large");
        assert_eq!(arrangements(&vec![line(60); 4]), "small");
        assert_eq!(arrangements(&vec![line(60); 9]), "smallest");
    }

    #[test]
    fn what_is_long_is_written_smaller() {
        assert!(!is_long_host("pass.example.uk") && !is_long_hub("Riverton Hub"));
        assert!(is_long_host("pass.northumberland-county.example.org.uk"));
        assert!(is_long_hub("Northumberland and Tyneside Young People's Hub"));
    }

    #[test]
    fn lines_are_counted_as_a_browser_breaks_them() {
        assert_eq!(rows("I may leave five minutes early", 12), 3);
        assert_eq!(rows("Konstantinopolis", 8), 2);
        assert_eq!(rows("to Konstantinopolis", 8), 3);
        assert_eq!(rows("Anne-Marie", 10), 1);
        assert_eq!(rows("Anne-Marie", 8), 2);
        assert_eq!(rows("", 8), 1);
    }
}
