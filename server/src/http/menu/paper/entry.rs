//! A service as a booklet has it: on half a page where it fits, on a page of its own where not. What does not fit there either is cut at
//! a word, and the entry says that there is more.
//!
//! How much fits is reckoned from the number of letters, with room to spare: nobody knows here which fonts a printer has.

use crate::http::pages::menu::{
    Part, Told,
    paper::{Entry, Short},
};

/// The questions of half a page, those that a whole one should have, and those that it may have room for.
const ON_HALF: &[&str] = &["there", "bring", "when", "first"];
const ON_WHOLE: &[&str] = &["people", "there", "bring", "when", "cost", "first"];
const WITH_ROOM: &[&str] =
    &["for", "people", "there", "bring", "when", "cost", "start", "first", "follow", "left", "comfort"];
/// Tenths of a millimetre: half a page and a whole one, a line, a line of the name, what stands between two blocks.
const HALF: usize = 860;
const WHOLE: usize = 1_790;
const LINE: usize = 46;
const NAME_LINE: usize = 56;
const GAP: usize = 14;
/// Letters of a line of the name, of the page, and of one of two columns.
const NAME: usize = 46;
const PAGE: usize = 66;
const COLUMN: usize = 31;
/// Lines of one answer that are tried first on a whole page.
const MOST_LINES: usize = 36;
/// Ways to reach a service that are printed.
const WAYS: usize = 3;

/// A service in a booklet.
pub fn entry(told: &Told) -> Entry {
    let half = Entry { parts: parts(told, ON_HALF), ..bare(told) };
    if height(&half) <= HALF {
        return half;
    }
    let on_a_page = |codes| Entry { parts: parts(told, codes), is_long: true, ..bare(told) };
    let fits = |entry: &Entry| height(entry) <= WHOLE;
    let (roomy, whole) = (on_a_page(WITH_ROOM), on_a_page(ON_WHOLE));
    if fits(&roomy) {
        return roomy;
    }
    (2..=MOST_LINES).rev().map(|most| cut(&whole, most)).find(fits).unwrap_or_else(|| cut(&whole, 1))
}

fn bare(told: &Told) -> Entry {
    let ways = told.phones.iter().map(|phone| phone.said.clone());
    let written = told.website.clone().or_else(|| told.email.clone());
    Entry {
        name: told.name.clone(),
        from: Some(&told.provider)
            .filter(|from| **from != told.name)
            .into_iter()
            .chain(&told.facts)
            .cloned()
            .collect(),
        alert: told.alert.clone(),
        is_paused: told.is_paused,
        lead: told.lead.clone(),
        parts: Vec::new(),
        reach: ways.take(WAYS - usize::from(written.is_some())).chain(written).collect(),
        is_long: false,
        is_cut: false,
    }
}

fn parts(told: &Told, codes: &[&str]) -> Vec<Short> {
    let asked = told.parts.iter().filter(|part| codes.contains(&part.code));
    asked.map(|part| Short { title: part.title.clone(), lines: lines(part) }).collect()
}

/// What an editor wrote, and the chosen answers where they add to it.
fn lines(part: &Part) -> Vec<String> {
    let block = |heading: &Option<String>, lines: &[String]| match (heading, lines.split_first()) {
        (Some(heading), Some((first, rest))) => [&[format!("{heading}. {first}")], rest].concat(),
        (Some(heading), None) => vec![heading.clone()],
        (None, _) => lines.to_vec(),
    };
    let mut all: Vec<String> = part.blocks.iter().flat_map(|one| block(&one.heading, &one.lines)).collect();
    if (all.is_empty() || matches!(part.code, "there" | "bring")) && !part.answers.is_empty() {
        all.push(part.answers.join(". "));
    }
    all
}

/// The same with no more lines to an answer.
fn cut(entry: &Entry, most: usize) -> Entry {
    let mut entry = entry.clone();
    for part in &mut entry.parts {
        let mut left = most;
        let mut kept = Vec::new();
        for line in &part.lines {
            let long = lines_of(line, PAGE);
            if long <= left {
                kept.push(line.clone());
                left -= long;
                continue;
            }
            if left > 0 {
                kept.push(shortened(line, left * PAGE));
            } else if let Some(last) = kept.last_mut() {
                last.push('…');
            }
            entry.is_cut = true;
            break;
        }
        part.lines = kept;
    }
    entry
}

/// The first letters of a text, to the end of a word.
fn shortened(text: &str, letters: usize) -> String {
    let cut: String = text.chars().take(letters.saturating_sub(1)).collect();
    let whole = cut.rsplit_once(' ').map_or(&*cut, |(words, _)| words);
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.']))
}

/// How high it becomes on paper.
fn height(entry: &Entry) -> usize {
    let text = |text: &str| lines_of(text, PAGE) * LINE + GAP;
    let short =
        |short: &Short, width| 1 + short.lines.iter().map(|line| lines_of(line, width)).sum::<usize>();
    let parts: usize = if entry.is_long {
        entry.parts.iter().map(|one| short(one, PAGE) * LINE + GAP).sum()
    } else {
        let rows = entry.parts.chunks(2);
        rows.map(|row| row.iter().map(|one| short(one, COLUMN)).max().unwrap_or(0) * LINE + GAP).sum()
    };
    let alert = entry.alert.as_deref().map_or(0, |alert| text(alert) + 2 * GAP);
    let paused = usize::from(entry.is_paused) * (LINE + 3 * GAP);
    let more = usize::from(entry.is_cut) * (LINE + GAP);
    lines_of(&entry.name, NAME) * NAME_LINE
        + text(&entry.from.join(" · "))
        + alert
        + paused
        + text(&entry.lead)
        + parts
        + entry.reach.iter().map(|way| text(way)).sum::<usize>()
        + more
}

/// Lines that a text takes.
pub fn lines_of(text: &str, width: usize) -> usize {
    text.chars().count().div_ceil(width).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::pages::menu::Block;

    fn told(words: usize) -> Told {
        let part = |code| Part {
            code,
            title: "What to know".to_owned(),
            answers: vec!["They pick you up".to_owned()],
            blocks: vec![Block { heading: None, lines: vec!["towel ".repeat(words).trim().to_owned()] }],
        };
        Told {
            name: "Swimming".to_owned(),
            provider: "Łukasz & Zoë's Place".to_owned(),
            lead: "We swim.".to_owned(),
            parts: ["what", "people", "there", "bring", "when", "first"].map(part).to_vec(),
            ..Told::default()
        }
    }

    #[test]
    fn what_is_short_stands_on_half_a_page_and_what_is_longer_on_a_whole_one_uncut() {
        let half = entry(&told(5));
        assert!(!half.is_long && !half.is_cut && half.parts.len() == 4, "{half:?}");
        let whole = entry(&told(50));
        assert!(whole.is_long && !whole.is_cut && whole.parts.len() == 5, "{whole:?}");
        let said = |entry: &Entry| entry.parts[1].lines.concat().matches("towel").count();
        assert_eq!((said(&half), said(&whole)), (5, 50));
    }

    #[test]
    fn what_does_not_fit_on_a_page_is_cut_at_a_word_and_says_so() {
        for words in [400, 4_000] {
            let cut = entry(&told(words));
            assert!(cut.is_long && cut.is_cut && height(&cut) <= WHOLE, "{cut:?}");
            assert!(cut.parts.iter().all(|part| part.lines.concat().contains("towel…")), "{cut:?}");
        }
    }
}
