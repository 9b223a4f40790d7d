//! The order of a booklet's pages: as they are read, and as they are printed to be folded.

use crate::http::pages::menu::paper::{ContentsLine, Holds, Leaf};

/// Services on a page.
const ON_A_PAGE: usize = 2;
/// Lines of contents on a page.
const LINES: usize = 18;
/// Pages on a folded sheet.
const ON_A_SHEET: usize = 4;

/// Cover, contents, services, help now; with room to write, so that it can be folded out of whole sheets.
pub fn leaves(services: usize) -> Vec<Leaf> {
    let contents = services.div_ceil(LINES);
    let first = 2 + contents;
    let lines: Vec<ContentsLine> =
        (0..services).map(|place| ContentsLine { place, page: first + place / ON_A_PAGE }).collect();
    let mut all = vec![Holds::Cover];
    all.extend(lines.chunks(LINES).map(|lines| Holds::Contents { lines: lines.to_vec() }));
    let places: Vec<usize> = (0..services).collect();
    all.extend(places.chunks(ON_A_PAGE).map(|places| Holds::Services { places: places.to_vec() }));
    while (all.len() + 1) % ON_A_SHEET != 0 {
        all.push(Holds::Notes);
    }
    all.push(Holds::Back);
    all.into_iter().enumerate().map(|(place, holds)| Leaf { number: place + 1, holds }).collect()
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

    fn numbers(sheets: &[Vec<Leaf>]) -> Vec<Vec<usize>> {
        sheets.iter().map(|sheet| sheet.iter().map(|leaf| leaf.number).collect()).collect()
    }

    #[test]
    fn a_booklet_is_made_of_whole_sheets_and_every_service_is_on_the_page_that_its_contents_name() {
        for services in 0..=60 {
            let leaves = leaves(services);
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
        }
    }

    #[test]
    fn folded_sheets_turn_into_pages_in_their_order() {
        assert_eq!(numbers(&folded(&leaves(3))), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!(numbers(&flat(leaves(0))), [[1], [2], [3], [4]]);
    }
}
