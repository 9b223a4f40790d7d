//! The sentences of a line, for easy read and for the first words of a card. Where it is not sure that one ends they stay together: a long
//! line is read more easily than half a name.

/// What stands before a full stop that ends no sentence, in small letters.
const SHORT: &[&str] = &[
    "approx", "apt", "ave", "cllr", "dept", "dr", "e.g", "eg", "est", "ext", "fr", "i.e", "ie", "incl", "jr",
    "min", "mr", "mrs", "ms", "mt", "nr", "opp", "prof", "rd", "rev", "revd", "sr", "st", "tel", "vs",
];
/// The same, where a number follows: "No. 7", "p. 3".
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "p", "pp", "pt", "vol", "yr", "age", "ages"];
/// After these a new sentence may begin even so: "at 9 a.m. Bring a towel."
const HOURS: &[&str] = &["a.m", "p.m"];

/// Each sentence by itself; together they hold every letter of the line.
pub fn sentences(line: &str) -> Vec<String> {
    let (mut all, mut one) = (Vec::new(), String::new());
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if !one.is_empty() {
            one.push(' ');
        }
        one.push_str(word);
        if words.peek().is_none_or(|next| is_last(word, next)) {
            all.push(std::mem::take(&mut one));
        }
    }
    all
}

/// Whether a sentence ends with this word, where that one follows.
fn is_last(word: &str, next: &str) -> bool {
    let bare = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    let begins = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«']);
    if bare.ends_with(['!', '?']) {
        return !begins.starts_with(char::is_lowercase);
    }
    let Some(stopped) = bare.strip_suffix(['.', '…']) else { return false };
    // A closing bracket belongs to what it closes: "(e.g. a towel)" goes on, "(Ask us.)" has ended.
    let short = stopped.trim_start_matches(['(', '[', '"', '\'', '“', '‘']).to_lowercase();
    let is_number = begins.starts_with(|sign: char| sign.is_ascii_digit());
    let goes_on = begins.starts_with(char::is_lowercase)
        || SHORT.contains(&&*short)
        || (is_number && BEFORE_NUMBERS.contains(&&*short))
        || (is_initials(stopped) && !HOURS.contains(&&*short));
    !goes_on && !begins.is_empty()
}

/// "J", "U.K", "N.H.S": letters that stand for words. Somebody's "I" is none.
fn is_initials(stopped: &str) -> bool {
    let letters = stopped.trim_start_matches(['(', '"', '“']);
    let is_one = |part: &str| {
        let mut signs = part.chars();
        signs.next().is_some_and(char::is_alphabetic) && signs.next().is_none()
    };
    letters != "I" && !letters.is_empty() && letters.split('.').all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_sentence_stands_by_itself() {
        let cases: [(&str, &[&str]); 8] = [
            ("We swim. Come along! Is it free? Yes", &["We swim.", "Come along!", "Is it free?", "Yes"]),
            (
                "It costs £1.50. Bring £2. 30 people come.",
                &["It costs £1.50.", "Bring £2.", "30 people come."],
            ),
            ("Open 9 a.m. to 5 p.m. Ring first.", &["Open 9 a.m. to 5 p.m.", "Ring first."]),
            ("(Ask us.) Zoë knows.", &["(Ask us.)", "Zoë knows."]),
            ("“Can I come?” she said. You can.", &["“Can I come?” she said.", "You can."]),
            ("So do I. Łukasz too.", &["So do I.", "Łukasz too."]),
            ("Wait… Then go.", &["Wait…", "Then go."]),
            ("  Two   spaces.\tOne tab. ", &["Two spaces.", "One tab."]),
        ];
        for (line, apart) in cases {
            assert_eq!(sentences(line), apart, "{line}");
        }
        assert!(sentences(" ").is_empty());
    }

    #[test]
    fn a_short_form_is_not_the_end_of_a_sentence() {
        for line in [
            "We meet at St. Mary's Hall on Mill Rd. Stockport.",
            "Bring what you like, e.g. Lego or a book.",
            "Ask for Mrs. O'Neill or Dr. J. Smith.",
            "Take the No. 192 bus, i.e. Stockport to Manchester.",
            "Ring tel. 01632 960101, ext. 4.",
            "From 4 p.m. until late.",
            "The N.H.S. Trust runs it.",
            "See www.swim.example or write to us@swim.example for more.",
            "Stars! and stripes",
        ] {
            assert_eq!(sentences(line), [line]);
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(line in "([A-Za-zŁë0-9.!?…,()“” \t]|a\\.m\\. |e\\.g\\. |St\\. ){0,80}") {
            let apart = sentences(&line);
            let whole: Vec<&str> = line.split_whitespace().collect();
            prop_assert_eq!(apart.join(" "), whole.join(" "));
            prop_assert!(apart.iter().all(|one| !one.trim().is_empty()));
        }
    }
}
