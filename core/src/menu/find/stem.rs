//! English words without their endings, so that "games" finds "game" and "counselling" finds "counsel". Light on purpose: a carer is
//! not care.

/// Words so common that they are not looked for, unless there are no others.
const LITTLE: [&str; 34] = [
    "a", "about", "am", "an", "and", "any", "are", "at", "be", "by", "can", "do", "for", "from", "i", "im",
    "in", "is", "it", "me", "my", "near", "of", "on", "or", "some", "that", "the", "there", "this", "to",
    "want", "with", "you",
];

/// Whether a word is so common that it tells nothing.
pub(super) fn is_little(word: &str) -> bool {
    LITTLE.binary_search(&word).is_ok()
}

/// A folded word without its ending. What is not in the English alphabet keeps it.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if stem.len() > 3 && stem.bytes().all(|byte| byte.is_ascii_lowercase()) {
        drop_plural(&mut stem);
        drop_form(&mut stem);
        even_out(&mut stem);
    }
    stem
}

/// `parties` is `parti`, `classes` is `class`, `clubs` is `club`; `bus`, `class` and `this` stay.
fn drop_plural(stem: &mut String) {
    let ends = |endings: &[&str]| endings.iter().any(|ending| stem.ends_with(ending));
    let cut = match () {
        () if ends(&["ies"]) && stem.len() > 4 || ends(&["sses", "shes", "ches", "xes", "zes"]) => 2,
        () if ends(&["s"]) && !ends(&["ss", "us", "is"]) => 1,
        () => 0,
    };
    stem.truncate(stem.len() - cut);
}

/// `swimming` is `swimm`, `visited` is `visit`, `caring` is `care`; `sing`, `speed` and `bed` stay.
fn drop_form(stem: &mut String) {
    let without =
        stem.strip_suffix("ing").or_else(|| stem.strip_suffix("ed").filter(|rest| !rest.ends_with('e')));
    let Some(length) = without.filter(|rest| rest.len() > 2 && rest.bytes().any(is_vowel)).map(str::len)
    else {
        return;
    };
    stem.truncate(length);
    let is_short = match stem.as_bytes() {
        [first, second, third] => {
            !is_vowel(*first) && is_vowel(*second) && !is_vowel(*third) && !b"wxy".contains(third)
        }
        _ => false,
    };
    if is_short {
        stem.push('e');
    }
}

/// The last letter as it is in all forms: one of a pair, no e, i for y.
fn even_out(stem: &mut String) {
    let bytes = stem.as_bytes();
    let [.., before, last] = *bytes else { return };
    if bytes.len() > 3 && before == last && !is_vowel(last) || bytes.len() > 4 && last == b'e' {
        stem.pop();
    } else if last == b'y' && !is_vowel(before) && bytes.len() > 2 {
        stem.pop();
        stem.push('i');
    }
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouy".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["swim", "swims", "swimming"][..],
            &["counsel", "counselling", "counseling", "counselled"],
            &["party", "parties"],
            &["study", "studies", "studying", "studied"],
            &["care", "cares", "caring", "cared"],
            &["carer", "carers"],
            &["dance", "dances", "dancing", "danced"],
            &["write", "writing", "writes"],
            &["hike", "hiking", "hikes"],
            &["call", "calls", "calling", "called"],
            &["class", "classes"],
            &["bus", "bus"],
            &["house", "houses", "housing"],
            &["box", "boxes", "boxing"],
            &["watch", "watches", "watching"],
            &["cookie", "cookies"],
            &["activity", "activities"],
            &["play", "plays", "playing", "played"],
            &["speed", "speeds", "speeding"],
            &["cafe", "cafes"],
            &["run", "runs", "running"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{forms:?} {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("car", "care"),
            ("care", "carer"),
            ("thing", "the"),
            ("sing", "sin"),
            ("bed", "be"),
            ("bus", "but"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
        assert_eq!(stem("café"), "café");
        assert!(LITTLE.is_sorted());
    }
}
