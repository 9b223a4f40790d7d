//! What cards are printed as, and which card is not printed at all.

use chrono::NaiveDate;

use crate::issue::CardKind;

/// What cards are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// For a card printer: front and back, each a page of a card's size.
    Cards,
    /// For an office printer: five cards on an A4 sheet, to cut out and fold.
    Sheet,
    /// An A4 letter to the young person, with the card to cut out.
    Letter,
}

/// Why a card that was chosen is not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeftOut {
    /// It is on a phone.
    #[error("a card on a phone is not printed")]
    OnPhone,
    /// It was withdrawn or replaced.
    #[error("the card is withdrawn already")]
    Withdrawn,
    /// Its last day is past.
    #[error("the card's last day is past: renew it")]
    Ended,
    /// Somebody may not be safe, so no letter is written.
    #[error("the record is protected, so no letter is written: print the card alone and hand it over")]
    Protected,
}

/// What decides whether a card is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printing {
    /// On paper or on a phone.
    pub kind: CardKind,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether the young person's record is protected.
    pub protected: bool,
}

impl Paper {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Cards, Self::Sheet, Self::Letter];

    /// The code on forms, on the command line and in the record.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Sheet => "sheet",
            Self::Letter => "letter",
        }
    }

    /// The paper of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.code() == code)
    }
}

impl Printing {
    /// Whether the card may be printed as this, on that day.
    ///
    /// # Errors
    /// See [`LeftOut`].
    pub fn check(self, paper: Paper, today: NaiveDate) -> Result<(), LeftOut> {
        if self.kind == CardKind::Phone {
            Err(LeftOut::OnPhone)
        } else if self.withdrawn {
            Err(LeftOut::Withdrawn)
        } else if self.ends_on < today {
            Err(LeftOut::Ended)
        } else if self.protected && paper == Paper::Letter {
            Err(LeftOut::Protected)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_nobody_could_use_is_not_printed() {
        let today = "2027-01-15".parse().unwrap();
        let good = Printing { kind: CardKind::Fare, ends_on: today, withdrawn: false, protected: false };
        for paper in Paper::ALL {
            assert_eq!(good.check(paper, today), Ok(()));
            assert_eq!(Printing { withdrawn: true, ..good }.check(paper, today), Err(LeftOut::Withdrawn));
            let ended = Printing { ends_on: today.pred_opt().unwrap(), ..good };
            assert_eq!(ended.check(paper, today), Err(LeftOut::Ended));
            let on_phone = Printing { kind: CardKind::Phone, ..good };
            assert_eq!(on_phone.check(paper, today), Err(LeftOut::OnPhone));
            assert_eq!(Paper::from_code(paper.code()), Some(paper));
        }
    }

    #[test]
    fn somebody_who_may_not_be_safe_gets_no_letter() {
        let today = "2027-01-15".parse().unwrap();
        let kind = CardKind::Printed;
        let protected = Printing { kind, ends_on: today, withdrawn: false, protected: true };
        assert_eq!(protected.check(Paper::Letter, today), Err(LeftOut::Protected));
        assert_eq!(protected.check(Paper::Sheet, today), Ok(()));
    }
}
