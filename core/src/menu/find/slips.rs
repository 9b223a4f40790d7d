//! Words that were meant when one was mistyped.

/// Those of a sorted list of words that are nearest to a word, by their numbers: one slip away if it has four to seven letters, up to two
/// if it has more. A slip is a letter too many, too few, another, or two neighbours swapped.
pub(super) fn slips(words: &[Box<str>], typed: &str) -> Vec<usize> {
    let typed: Vec<char> = typed.chars().collect();
    let most = match typed.len() {
        0..4 => return vec![],
        4..8 => 1,
        _ => 2,
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut table = Table::new(typed);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match table.reach(word, most) {
            // Nothing that begins like this can be near.
            Reached::Dead(beginning) => {
                at += words[at..].partition_point(|later| later.starts_with(beginning)).max(1);
            }
            Reached::End(distance) => {
                if distance <= most {
                    found.push((distance, at));
                }
                at += 1;
            }
        }
    }
    let nearest = found.iter().map(|(distance, _)| *distance).min();
    found.into_iter().filter(|(distance, _)| Some(*distance) == nearest).map(|(_, at)| at).collect()
}

enum Reached<'a> {
    Dead(&'a str),
    End(usize),
}

/// How many slips lie between the beginnings of the typed word and those of another: a row for each letter of that other word, kept for the
/// next as far as it begins alike.
struct Table {
    typed: Vec<char>,
    word: Vec<char>,
    rows: Vec<Vec<usize>>,
}

impl Table {
    fn new(typed: Vec<char>) -> Self {
        let rows = vec![(0..=typed.len()).collect()];
        Self { typed, word: vec![], rows }
    }

    fn reach<'a>(&mut self, word: &'a str, most: usize) -> Reached<'a> {
        let alike = word.chars().zip(&self.word).take_while(|(letter, kept)| letter == *kept).count();
        self.word.truncate(alike);
        self.rows.truncate(alike + 1);
        for (start, letter) in word.char_indices().skip(alike) {
            let row = self.next_row(letter);
            self.word.push(letter);
            let least = |row: &[usize]| row.iter().copied().min().unwrap_or_default();
            // Two swapped letters look back over two rows.
            let is_dead = least(&row) > most && self.rows.last().is_some_and(|last| least(last) >= most);
            self.rows.push(row);
            if is_dead {
                return Reached::Dead(&word[..start + letter.len_utf8()]);
            }
        }
        Reached::End(self.rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX))
    }

    /// Optimal string alignment.
    fn next_row(&self, letter: char) -> Vec<usize> {
        let last = &self.rows[self.rows.len() - 1];
        let mut row = Vec::with_capacity(last.len());
        row.push(last[0] + 1);
        for (at, typed) in self.typed.iter().enumerate() {
            let other = last[at] + usize::from(*typed != letter);
            let mut least = other.min(last[at + 1] + 1).min(row[at] + 1);
            let is_swapped = at > 0 && self.typed[at - 1] == letter && self.word.last() == Some(typed);
            if is_swapped {
                least = least.min(self.rows[self.rows.len() - 2][at - 1] + 1);
            }
            row.push(least);
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::find::tests::distance;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_forgiven_and_two_in_a_long_word() {
        let mut words: Vec<Box<str>> =
            ["cafe", "climbing", "club", "didsbury", "swim", "swimming", "café"].map(Into::into).to_vec();
        words.sort();
        let found = |typed: &str| slips(&words, typed).into_iter().map(|at| &*words[at]).collect::<Vec<_>>();
        assert_eq!(found("didsbery"), ["didsbury"]);
        assert_eq!(found("didsbruy"), ["didsbury"]);
        assert_eq!(found("idsbuury"), ["didsbury"]);
        assert_eq!(found("swiming"), ["swimming"]);
        assert_eq!(found("clbu"), ["club"]);
        assert_eq!(found("clu"), [""; 0]);
        assert_eq!(found("cluub"), ["club"]);
        assert_eq!(found("clxxb"), [""; 0]);
    }

    proptest! {
        #[test]
        fn the_quick_way_finds_what_the_plain_table_finds(words in vec("[abé]{1,9}", 0..60), typed in "[abcé]{0,10}") {
            let mut words: Vec<Box<str>> = words.into_iter().map(Into::into).collect();
            words.sort();
            let most = match typed.chars().count() { 0..4 => None, 4..8 => Some(1), _ => Some(2) };
            let near = |word: &str| Some(distance(word, &typed)).filter(|distance| Some(*distance) <= most);
            let least = words.iter().filter_map(|word| near(word)).min();
            let expected: Vec<usize> =
                (0..words.len()).filter(|at| near(&words[*at]).is_some_and(|one| Some(one) == least)).collect();
            prop_assert_eq!(slips(&words, &typed), expected);
        }
    }
}
