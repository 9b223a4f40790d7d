//! What is different between two texts of a service: part by part, and within a part word by word.

use super::spoken::{Part, parts};
use crate::App;
use passport_core::menu::Details;
use serde::Serialize;

/// A part that is not the same in both.
#[derive(Debug, Serialize)]
pub(in crate::http::console) struct Changed {
    /// As [`Part::key`].
    key: &'static str,
    /// As [`Part::question`].
    question: Option<String>,
    /// Its words, those that are in one text alone marked so.
    runs: Vec<Run>,
}

/// Words that follow one another and share a fate.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(in crate::http::console) struct Run {
    fate: Fate,
    text: String,
}

/// In which of two texts a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Fate {
    Kept,
    Gone,
    New,
}

/// Texts of more words than this are shown one after the other.
const MOST_WORDS: usize = 1_500;

/// All that is different from one text to another, in the order of the page.
pub(in crate::http::console) fn differences(app: &App, before: &Details, after: &Details) -> Vec<Changed> {
    let (before, after) = (parts(app, before), parts(app, after));
    let text_in = |parts: &[Part], one: &Part| {
        parts.iter().find(|other| other.is_same(one)).map(|other| other.text.clone()).unwrap_or_default()
    };
    let gone = before.iter().filter(|one| !after.iter().any(|other| other.is_same(one)));
    let all = after.iter().chain(gone);
    let changed = all.filter_map(|one| {
        let (old, new) = (text_in(&before, one), text_in(&after, one));
        (old != new).then(|| Changed { key: one.key, question: one.question.clone(), runs: runs(&old, &new) })
    });
    let mut changed: Vec<_> = changed.collect();
    changed.sort_by_key(|one| super::spoken::order(one.key));
    changed
}

/// Words with the space before each, so that runs join to the text again.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() && in_word {
            words.push(&text[start..at]);
            start = at;
        }
        in_word = !letter.is_whitespace();
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// The longest common run of words stays, the rest is gone or new.
fn runs(old: &str, new: &str) -> Vec<Run> {
    let (before, after) = (words(old), words(new));
    let mut runs = Vec::new();
    if before.len() > MOST_WORDS || after.len() > MOST_WORDS {
        push(&mut runs, Fate::Gone, old);
        push(&mut runs, Fate::New, new);
        return runs;
    }
    let same = |i: usize, j: usize| before[i].trim_start() == after[j].trim_start();
    let width = after.len() + 1;
    let mut longest = vec![0_u16; (before.len() + 1) * width];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            longest[i * width + j] = if same(i, j) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < before.len() || j < after.len() {
        if i < before.len() && j < after.len() && same(i, j) {
            push(&mut runs, Fate::Kept, after[j]);
            (i, j) = (i + 1, j + 1);
        } else if j == after.len()
            || (i < before.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            push(&mut runs, Fate::Gone, before[i]);
            i += 1;
        } else {
            push(&mut runs, Fate::New, after[j]);
            j += 1;
        }
    }
    runs
}

fn push(runs: &mut Vec<Run>, fate: Fate, word: &str) {
    match runs.last_mut() {
        Some(run) if run.fate == fate => run.text.push_str(word),
        _ if word.is_empty() => {}
        _ => runs.push(Run { fate, text: word.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(fate: Fate, text: &str) -> Run {
        Run { fate, text: text.to_owned() }
    }

    #[test]
    fn words_that_stay_stand_between_those_that_went_and_came() {
        assert_eq!(
            runs("Every Tuesday at 4", "Every Thursday at 4"),
            [
                run(Fate::Kept, "Every"),
                run(Fate::Gone, " Tuesday"),
                run(Fate::New, " Thursday"),
                run(Fate::Kept, " at 4")
            ]
        );
        assert_eq!(runs("", "Zoë’s trips"), [run(Fate::New, "Zoë’s trips")]);
        assert_eq!(runs("Zoë’s trips", ""), [run(Fate::Gone, "Zoë’s trips")]);
    }

    #[test]
    fn very_long_texts_are_shown_one_after_the_other() {
        let (old, new) = ("a ".repeat(2_000), "b ".repeat(10));
        let fates: Vec<_> = runs(&old, &new).iter().map(|run| run.fate).collect();
        assert_eq!(fates, [Fate::Gone, Fate::New]);
    }
}
