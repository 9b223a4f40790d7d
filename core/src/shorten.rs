//! Which texts of a printed card to shorten when its square has no room for them. §5.

use crate::card::{Arrangement, LineText, Place, Role};
use crate::credential::Claims;

/// A text that people chose. Only these can make a square too dense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreeText {
    /// The known-as name and its initial.
    Name,
    /// The place of a time-out.
    Place,
    /// Whom to speak to.
    Role,
}

/// What makes room in a square: each text with the number of letters that it must lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortening {
    /// Any one of these is enough.
    OneOf(Vec<(FreeText, usize)>),
    /// All of these are needed.
    AllOf(Vec<(FreeText, usize)>),
}

/// Which texts of a card to shorten so that it takes `excess` bytes fewer. Without any such text, nothing helps.
pub fn shorten(claims: &Claims, excess: usize) -> Shortening {
    let texts = free_texts(claims);
    let alone: Vec<_> = texts
        .iter()
        .filter_map(|(which, text)| Some((*which, letters_for(text.as_str(), excess)?)))
        .collect();
    if alone.is_empty() { Shortening::AllOf(together(&texts, excess)) } else { Shortening::OneOf(alone) }
}

fn free_texts(claims: &Claims) -> Vec<(FreeText, &LineText)> {
    let chosen = claims.arrangements.iter().filter_map(|arrangement| match arrangement {
        Arrangement::TimeOut { place: Some(Place::Free(text)), .. } => Some((FreeText::Place, text)),
        Arrangement::SpeakTo { role: Role::Free(text) } => Some((FreeText::Role, text)),
        _ => None,
    });
    chosen.chain(claims.name.as_ref().map(|name| (FreeText::Name, name))).collect()
}

/// How many letters at its end hold so many bytes, if one letter is left before them.
fn letters_for(text: &str, bytes: usize) -> Option<usize> {
    let mut held = 0;
    let position = text.chars().rev().position(|letter| {
        held += letter.len_utf8();
        held >= bytes
    })?;
    let letters = position + 1;
    (letters < text.chars().count()).then_some(letters)
}

/// Takes a letter at a time from the longest, until it is enough or each is one letter long.
fn together(texts: &[(FreeText, &LineText)], excess: usize) -> Vec<(FreeText, usize)> {
    let mut left: Vec<_> = texts.iter().map(|(which, text)| (*which, text.as_str(), 0)).collect();
    let mut freed = 0;
    while freed < excess {
        let shortenable = left.iter_mut().filter(|(_, text, _)| text.chars().count() > 1);
        let Some((_, text, lost)) = shortenable.max_by_key(|(_, text, _)| text.len()) else { break };
        let Some((cut, letter)) = text.char_indices().next_back() else { break };
        (*text, *lost) = (&text[..cut], *lost + 1);
        freed += letter.len_utf8();
    }
    left.into_iter().filter(|(_, _, lost)| *lost > 0).map(|(which, _, lost)| (which, lost)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Arrangements, Issuer, StatusRef, Topics};
    use crate::issue::paper_claims;
    use crate::keys::Kid;
    use crate::packed::{PackError, draft};

    /// The fullest card that school, pharmacy and practice can be given, with these free texts.
    fn claims(name: &str, place: &str, role: &str) -> Claims {
        let noted = "2026-11-21".parse().unwrap();
        let arrangements = vec![
            Arrangement::TimeOut { minutes: 10, place: Some(Place::parse(place).unwrap()) },
            Arrangement::PhoneOnSilent,
            Arrangement::LateArrival,
            Arrangement::LeaveEarly { minutes: 5 },
            Arrangement::HomeworkTime,
            Arrangement::SpeakTo { role: Role::parse(role).unwrap() },
            Arrangement::CollectArranged { noted },
            Arrangement::FlexibleAppointments,
            Arrangement::MayDiscuss { about: Topics::Medicines, noted },
        ];
        paper_claims(
            Issuer::parse("https://pass.example.uk/h/a-sixteen-letter").unwrap(),
            LineText::parse(name).unwrap(),
            Arrangements::new(arrangements).unwrap(),
            "2027-08-31".parse().unwrap(),
            StatusRef { list: 1, idx: 1 },
        )
    }

    fn excess(claims: &Claims) -> usize {
        match draft(claims, Kid::FIRST) {
            Ok(_) => 0,
            Err(PackError::TooDense { bytes, room }) => bytes - room,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn coded_words_always_fit() {
        assert_eq!(excess(&claims("Maximiliana-Josephine-XY", "library", "head-of-year")), 0);
    }

    #[test]
    fn a_text_shortened_as_advised_makes_room() {
        let (name, place, role) = ("Zoë M", &"p".repeat(24), "ŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵ");
        let over = excess(&claims(name, place, role));
        let Shortening::OneOf(advice) = shorten(&claims(name, place, role), over) else {
            panic!("one is enough")
        };
        assert_eq!(
            advice.iter().map(|(which, _)| *which).collect::<Vec<_>>(),
            [FreeText::Place, FreeText::Role]
        );
        let cut = |text: &str, letters: usize| {
            text.chars().take(text.chars().count() - letters).collect::<String>()
        };
        assert_eq!(excess(&claims(name, &cut(place, advice[0].1), role)), 0);
        assert_eq!(excess(&claims(name, place, &cut(role, advice[1].1))), 0);
        assert!(
            excess(&claims(name, &cut(place, advice[0].1 - 1), role)) > 0,
            "not a letter more than needed"
        );
    }

    #[test]
    fn texts_that_are_too_long_together_are_all_named() {
        let long = "漢".repeat(24);
        let over = excess(&claims(&long, &long, &long));
        let Shortening::AllOf(advice) = shorten(&claims(&long, &long, &long), over) else {
            panic!("one is not enough")
        };
        assert_eq!(advice.len(), 3);
        let cut = |letters: usize| "漢".repeat(24 - letters);
        let of = |which| advice.iter().find(|(named, _)| *named == which).unwrap().1;
        let (name, place, role) = (of(FreeText::Name), of(FreeText::Place), of(FreeText::Role));
        assert_eq!(excess(&claims(&cut(name), &cut(place), &cut(role))), 0);
    }
}
