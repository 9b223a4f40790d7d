//! The order of a booklet's pages: as they are read, and as they are printed to be folded.

use super::entry::lines_of;
use crate::http::pages::menu::paper::{ContentsLine, Entry, Holds, Leaf};

/// Tenths of a millimetre: the contents of a page, a line of them, and each more line of a long name.
const CONTENTS: usize = 1_640;
const LINE: usize = 84;
const MORE: usize = 50;
/// Letters of a line of contents.
const WIDTH: usize = 56;
/// Pages on a folded sheet.
const ON_A_SHEET: usize = 4;

/// Cover, contents, services, help now; with room to write, so that it can be folded out of whole sheets.
pub fn leaves(services: &[Entry]) -> Vec<Leaf> {
    let contents = contents(services);
    let pages = pages(services);
    let first = 2 + contents.len();
    let page_of = |place: usize| pages.iter().position(|places| places.contains(&place)).unwrap_or_default();
    let line = |place: usize| ContentsLine { place, page: first + page_of(place) };
    let lines = |places: Vec<usize>| Holds::Contents { lines: places.into_iter().map(line).collect() };
    let mut all = vec![Holds::Cover];
    all.extend(contents.into_iter().map(lines));
    all.extend(pages.iter().map(|places| Holds::Services { places: places.clone() }));
    while (all.len() + 1) % ON_A_SHEET != 0 {
        all.push(Holds::Notes);
    }
    all.push(Holds::Back);
    all.into_iter().enumerate().map(|(place, holds)| Leaf { number: place + 1, holds }).collect()
}

/// Which services stand in the contents of which page.
fn contents(services: &[Entry]) -> Vec<Vec<usize>> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut left = 0;
    for (place, service) in services.iter().enumerate() {
        let high = LINE + (lines_of(&service.name, WIDTH) - 1) * MORE;
        match pages.last_mut() {
            Some(page) if high <= left => page.push(place),
            _ => {
                pages.push(vec![place]);
                left = CONTENTS;
            }
        }
        left = left.saturating_sub(high);
    }
    pages
}

/// Which services stand on which page: two, or a long one by itself. One of half a page moves up beside another where long ones stand between them.
fn pages(services: &[Entry]) -> Vec<Vec<usize>> {
    let mut pages: Vec<Vec<usize>> = Vec::new();
    let mut with_room = None;
    for (place, service) in services.iter().enumerate() {
        if service.is_long {
            pages.push(vec![place]);
        } else if let Some(page) = with_room.take().and_then(|page: usize| pages.get_mut(page)) {
            page.push(place);
        } else {
            with_room = Some(pages.len());
            pages.push(vec![place]);
        }
    }
    pages
}

/// One page after the other.
pub fn flat(leaves: Vec<Leaf>) -> Vec<Vec<Leaf>> {
    leaves.into_iter().map(|leaf| vec![leaf]).collect()
}

/// Two side by side: the last with the first, the second with the last but one, and so on to the middle.
pub fn folded(leaves: &[Leaf]) -> Vec<Vec<Leaf>> {
    let last = leaves.len();
    let at = |number: usize| leaves.get(number - 1).cloned();
    let side = |place: usize| {
        let (low, high) = (place + 1, last - place);
        let pair = if place.is_multiple_of(2) { [high, low] } else { [low, high] };
        pair.into_iter().filter_map(at).collect()
    };
    (0..last / 2).map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{menu::paper::entry::entry, pages::menu::Told};

    fn numbers(sheets: &[Vec<Leaf>]) -> Vec<Vec<usize>> {
        sheets.iter().map(|sheet| sheet.iter().map(|leaf| leaf.number).collect()).collect()
    }

    /// Every third needs a page, every fifth has a long name.
    fn some(services: usize) -> Vec<Entry> {
        let one = |n: usize| Entry {
            name: "Club ".repeat(if n.is_multiple_of(5) { 30 } else { 1 }),
            is_long: n % 3 == 2,
            ..entry(&Told::default())
        };
        (0..services).map(one).collect()
    }

    #[test]
    fn a_booklet_is_made_of_whole_sheets_and_every_service_is_on_the_page_that_its_contents_name() {
        for services in 0..=60 {
            let leaves = leaves(&some(services));
            assert_eq!(leaves.len() % ON_A_SHEET, 0, "{services}");
            assert_eq!((&leaves[0].holds, &leaves[leaves.len() - 1].holds), (&Holds::Cover, &Holds::Back));
            let mut listed = 0;
            for leaf in &leaves {
                let Holds::Contents { lines } = &leaf.holds else { continue };
                for line in lines {
                    let Holds::Services { places } = &leaves[line.page - 1].holds else {
                        panic!("{services}: page {} holds no service", line.page)
                    };
                    assert!(places.contains(&line.place), "{services}: {line:?}");
                    listed += 1;
                }
            }
            assert_eq!(listed, services);
            let is_alone =
                |leaf: &&Leaf| matches!(&leaf.holds, Holds::Services { places } if places.len() == 1);
            assert!(
                leaves.iter().filter(is_alone).count() <= services / 3 + 1,
                "{services}: half empty pages"
            );
        }
    }

    #[test]
    fn folded_sheets_turn_into_pages_in_their_order() {
        assert_eq!(numbers(&folded(&leaves(&some(3)))), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!(numbers(&flat(leaves(&[]))), [[1], [2], [3], [4]]);
    }
}
