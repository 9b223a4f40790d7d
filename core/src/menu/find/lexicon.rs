//! Which words stand in which services, and how much that says of them.

use std::collections::HashMap;

use super::fold::each_word;
use super::slips::slips;
use super::stem::{is_little, stem};
use crate::menu::{MOST_LETTERS, MOST_WORDS};

/// Where a word stands in a service, the least telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stands {
    /// In anything else.
    Elsewhere = 1,
    /// In what it is.
    About = 2,
    /// In its name.
    Name = 3,
}

/// How a word was found: points for each, which [`Stands`] multiplies.
const WHOLE: u16 = 4;
const BEGUN: u16 = 3;
const MISTYPED: u16 = 2;

/// What a word's place is worth.
fn worth(stands: u32) -> u16 {
    match stands {
        3 => 8,
        2 => 3,
        _ => 1,
    }
}

/// Words in order, each with the services it stands in.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Box<str>>,
    /// For each word the services, and in the lowest two bits where it stands in each.
    places: Vec<Box<[u32]>>,
    /// Words by their stem.
    stems: HashMap<Box<str>, Box<[u32]>>,
}

/// A lexicon in the making: services come one after the other.
#[derive(Default)]
pub(super) struct Writer {
    numbers: HashMap<Box<str>, u32>,
    places: Vec<Vec<u32>>,
}

impl Writer {
    /// The numbers of a text's words.
    pub fn numbers(&mut self, text: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.each_number(text, |number, _| numbers.push(number));
        numbers
    }

    /// Puts a text into a service.
    pub fn put(&mut self, service: u32, stands: Stands, text: &str) {
        self.each_number(text, |number, places| put(&mut places[number as usize], service, stands));
    }

    /// Puts words into a service.
    pub fn put_numbers(&mut self, service: u32, stands: Stands, numbers: &[u32]) {
        for number in numbers {
            put(&mut self.places[*number as usize], service, stands);
        }
    }

    fn each_number(&mut self, text: &str, mut take: impl FnMut(u32, &mut [Vec<u32>])) {
        let Self { numbers, places } = self;
        each_word(text, |word| {
            let number = numbers.get(word).copied().unwrap_or_else(|| {
                let number = u32::try_from(places.len()).unwrap_or(u32::MAX);
                places.push(vec![]);
                numbers.insert(word.into(), number);
                number
            });
            take(number, places);
        });
    }

    /// The lexicon, when all services are in.
    pub fn finish(self) -> Lexicon {
        let Self { numbers, mut places } = self;
        let mut words: Vec<(Box<str>, u32)> = numbers.into_iter().collect();
        words.sort_unstable();
        let mut stems: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        for (at, (word, _)) in words.iter().enumerate() {
            stems.entry(stem(word).into()).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Lexicon {
            places: words
                .iter()
                .map(|(_, number)| std::mem::take(&mut places[*number as usize]).into())
                .collect(),
            words: words.into_iter().map(|(word, _)| word).collect(),
            stems: stems.into_iter().map(|(stem, words)| (stem, words.into())).collect(),
        }
    }
}

/// Services come in order, so that a word that stands in one already has it last.
fn put(places: &mut Vec<u32>, service: u32, stands: Stands) {
    match places.last_mut() {
        Some(last) if *last >> 2 == service => *last = service << 2 | (*last & 3).max(stands as u32),
        _ => places.push(service << 2 | stands as u32),
    }
}

/// The words somebody typed, as they are looked for. The last may still be begun.
pub(super) fn typed(text: &str) -> Vec<String> {
    let start: String = text.chars().take(MOST_LETTERS).collect();
    let mut words = Vec::new();
    each_word(&start, |word| words.push(word.to_owned()));
    words.truncate(MOST_WORDS);
    if words.iter().all(|word| is_little(word)) {
        words
    } else {
        words.into_iter().filter(|word| !is_little(word)).collect()
    }
}

impl Lexicon {
    /// The points of each service by words somebody typed; 0 if one of them is not in it. Nothing if there are no words.
    pub fn points(&self, text: &str, services: usize) -> Option<Vec<u16>> {
        let typed = typed(text);
        let (last, others) = typed.split_last()?;
        let mut sum = self.of_word(last, true, services);
        for word in others {
            let points = self.of_word(word, false, services);
            for (sum, points) in sum.iter_mut().zip(points) {
                *sum = if *sum == 0 || points == 0 { 0 } else { *sum + points };
            }
        }
        Some(sum)
    }

    /// The points of each service by one word. Words that begin with it count if it may be begun or stands nowhere whole, and those it may
    /// be mistyped for if there is no other.
    fn of_word(&self, word: &str, is_begun: bool, services: usize) -> Vec<u16> {
        let mut points = vec![0; services];
        let whole = self.stems.get(stem(word).as_str()).map(Box::as_ref).unwrap_or_default();
        for at in whole {
            self.give(*at as usize, WHOLE, &mut points);
        }
        let start = self.words.partition_point(|one| **one < *word);
        let begun = start..start + self.words[start..].partition_point(|one| one.starts_with(word));
        let is_unknown = whole.is_empty() && begun.is_empty();
        if is_begun || whole.is_empty() {
            begun.for_each(|at| self.give(at, BEGUN, &mut points));
        }
        for at in if is_unknown { slips(&self.words, word) } else { vec![] } {
            self.give(at, MISTYPED, &mut points);
        }
        points
    }

    fn give(&self, at: usize, found: u16, points: &mut [u16]) {
        for place in self.places.get(at).into_iter().flatten() {
            if let Some(best) = points.get_mut((place >> 2) as usize) {
                *best = (*best).max(found * worth(place & 3));
            }
        }
    }
}
