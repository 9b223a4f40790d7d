//! A page of what fits: server and phone cut it alike.

use super::LAST_PAGE;

/// Which page, and how many stand on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    number: u32,
    per_page: usize,
}

impl Page {
    /// So many stand on one, unless more or fewer are asked for.
    pub const USUAL: usize = 50;
    /// So many stand on one at most.
    pub const MOST: usize = 200;

    /// The page of a number, from 1, with so many on each. What is too little or too much is taken as the nearest there is.
    pub fn new(number: u32, per_page: Option<usize>) -> Self {
        let per_page = per_page.unwrap_or(Self::USUAL).clamp(1, Self::MOST);
        Self { number: number.clamp(1, LAST_PAGE), per_page }
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Those of all that stand on it; none beyond the last.
    pub fn of<T>(self, all: &[T]) -> &[T] {
        let before = (self.number as usize - 1).saturating_mul(self.per_page).min(all.len());
        let rest = &all[before..];
        &rest[..self.per_page.min(rest.len())]
    }

    /// How many pages so many take; none takes none.
    pub fn count(self, all: usize) -> usize {
        all.div_ceil(self.per_page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_are_all_of_it_once_in_its_order() {
        for (all, per_page) in [(0, 3), (1, 3), (3, 3), (7, 3), (7, 1), (450, Page::MOST)] {
            let all: Vec<usize> = (0..all).collect();
            let page = |number| Page::new(number, Some(per_page));
            let pages: Vec<&[usize]> =
                (1..=9).map(|number| page(number).of(&all)).take_while(|shown| !shown.is_empty()).collect();
            assert_eq!(pages.len(), page(1).count(all.len()));
            assert!(pages.iter().rev().skip(1).all(|shown| shown.len() == per_page));
            assert_eq!(pages.concat(), all);
        }
    }

    #[test]
    fn what_is_too_little_or_too_much_is_the_nearest_page_there_is() {
        let all: Vec<usize> = (0..1_000).collect();
        assert_eq!(Page::new(0, None).of(&all), &all[..Page::USUAL]);
        assert_eq!(Page::new(1, Some(0)).of(&all), &all[..1]);
        assert_eq!(Page::new(2, Some(usize::MAX)).of(&all), &all[Page::MOST..2 * Page::MOST]);
        assert_eq!(Page::new(u32::MAX, Some(usize::MAX)).number(), LAST_PAGE);
        assert!(Page::new(u32::MAX, Some(usize::MAX)).of(&all).is_empty());
    }
}
