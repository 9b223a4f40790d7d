//! What people say of themselves: names, ages and schools, in English.

use super::token::Token;
use super::{Personal, PersonalKind};

/// What comes before a name.
const BEFORE_A_NAME: [&[&str]; 9] = [
    &["my", "name", "is"],
    &["my", "name's"],
    &["my", "names"],
    &["i", "am", "called"],
    &["i'm", "called"],
    &["im", "called"],
    &["is", "called"],
    &["call", "me"],
    &["my", "surname", "is"],
];
/// Whose names come after "my", "our", "his", "her".
const FAMILY: [&str; 24] = [
    "mum", "mam", "mom", "mummy", "mother", "dad", "daddy", "father", "brother", "sister", "nan", "gran",
    "grandma", "grandad", "auntie", "aunt", "uncle", "cousin", "stepmum", "stepdad", "friend", "teacher",
    "mate", "carer",
];
const BEFORE_AN_AGE: [&str; 6] = ["am", "i'm", "im", "aged", "is", "turned"];
const AFTER_AN_AGE: [&str; 7] = ["years", "year", "yrs", "year-old", "yo", "year-olds", "birthday"];
/// What the name of a school ends with.
const ENDS_A_SCHOOL: [&str; 5] = ["school", "academy", "college", "primary", "grammar"];

/// "My name is Zoë", "my brother Tom".
pub(super) fn names(tokens: &[Token<'_>]) -> Vec<Personal> {
    let kind = PersonalKind::Name;
    let said = |at: usize| {
        let fits = |phrase: &&&[&str]| {
            tokens.len() >= at + phrase.len()
                && phrase.iter().zip(&tokens[at..]).all(|(word, token)| *word == token.plain)
        };
        let phrase = BEFORE_A_NAME.iter().find(fits)?;
        let last = (at + phrase.len()).min(tokens.len() - 1);
        Some(tokens[at].to(&tokens[last], kind))
    };
    let family =
        tokens.windows(2).filter(|pair| FAMILY.contains(&pair[0].plain.as_str()) && is_name(&pair[1]));
    (0..tokens.len()).filter_map(said).chain(family.map(|pair| pair[0].to(&pair[1], kind))).collect()
}

/// A capital that is not the word "I".
fn is_name(token: &Token<'_>) -> bool {
    token.is_capital() && !matches!(token.plain.as_str(), "i" | "i'm" | "i've" | "i'd" | "i'll")
}

/// "I am 12", "Tom (12)", "12 years old".
pub(super) fn ages(tokens: &[Token<'_>]) -> Vec<Personal> {
    let kind = PersonalKind::Age;
    let of = |at: usize| {
        let token = &tokens[at];
        let number = token.plain.split('-').next().and_then(|word| word.parse::<u8>().ok());
        number.filter(|years| (4..=25).contains(years))?;
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let after = tokens.get(at + 1);
        if let Some(before) = before.filter(|one| BEFORE_AN_AGE.contains(&one.plain.as_str()) || is_name(one))
        {
            return Some(before.to(token, kind));
        }
        let is_after = |one: &&Token<'_>| AFTER_AN_AGE.contains(&one.plain.as_str());
        if let Some(after) = after.filter(is_after) {
            return Some(token.to(after, kind));
        }
        token.plain.ends_with("-year-old").then(|| token.as_a(kind))
    };
    (0..tokens.len()).filter_map(of).collect()
}

/// The schools that are known, and what is called like one: "Riverton High School".
pub(super) fn schools(tokens: &[Token<'_>], known: &[String]) -> Vec<Personal> {
    let kind = PersonalKind::School;
    let mut found = Vec::new();
    for name in known {
        let words: Vec<String> = super::token::tokens(name).into_iter().map(|token| token.plain).collect();
        if words.is_empty() {
            continue;
        }
        let same = |run: &&[Token<'_>]| run.iter().zip(&words).all(|(token, word)| token.plain == *word);
        let runs = tokens.windows(words.len()).filter(same);
        found.extend(runs.map(|run| run[0].to(&run[run.len() - 1], kind)));
    }
    let ends = |pair: &&[Token<'_>]| is_name(&pair[0]) && ENDS_A_SCHOOL.contains(&pair[1].plain.as_str());
    found.extend(tokens.windows(2).filter(ends).map(|pair| pair[0].to(&pair[1], kind)));
    found
}
