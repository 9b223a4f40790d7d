//! The cards that somebody chose, laid out on their paper, and what is said of those that are not.

use chrono::NaiveDate;
use passport_core::credential::Broken;
use passport_core::paper::{LeftOut, Paper};
use passport_words::Speaker;
use serde::Serialize;

use super::letter::notices;
use super::{Face, Facts, Letter};
use crate::store::{ForPaper, Hub, HubTexts, Whose};

/// One card on its paper.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// Its faces.
    pub face: Face,
    /// The letter around it, if it is one.
    pub letter: Option<Letter>,
    /// What whoever sends the letter must know; it stands on the screen alone.
    pub notices: Vec<String>,
}

/// What is printed, and what must be said about it.
#[derive(Debug)]
pub struct Chosen {
    /// The cards, in their order.
    pub pieces: Vec<Piece>,
    /// A sentence about each card that is left out.
    pub notices: Vec<String>,
}

impl Chosen {
    /// Lays out the cards of a hub on a day; its texts stand in letters.
    ///
    /// # Errors
    /// [`Broken`] when a card has no square, which no card in the books is.
    pub fn of(
        (hub, texts): (&Hub, &HubTexts),
        cards: &[ForPaper],
        paper: Paper,
        today: NaiveDate,
        speaker: &Speaker,
    ) -> Result<Self, Broken> {
        let mut chosen = Self { pieces: Vec::new(), notices: Vec::new() };
        for ForPaper { whose, card } in cards {
            let printable = match card {
                Ok(printable) => printable,
                Err(why) => {
                    chosen.notices.push(left_out(*why, whose, speaker));
                    continue;
                }
            };
            let facts = Facts::of(hub, printable);
            let face = Face::of(&facts, &printable.square, &printable.short_code, speaker)?;
            let letter = (paper == Paper::Letter).then(|| Letter::of(texts, whose, speaker.date(today)));
            let notices = if letter.is_some() { notices(whose, speaker) } else { Vec::new() };
            chosen.pieces.push(Piece { face, letter, notices });
        }
        Ok(chosen)
    }
}

fn left_out(why: LeftOut, whose: &Whose, speaker: &Speaker) -> String {
    let (words, name) = (speaker.words(), whose.full_name.as_str());
    match why {
        LeftOut::OnPhone => words.print_left_out_phone(name),
        LeftOut::Withdrawn => words.print_left_out_withdrawn(name),
        LeftOut::Ended => words.print_left_out_ended(name),
        LeftOut::Protected => words.print_left_out_protected(name),
    }
}
