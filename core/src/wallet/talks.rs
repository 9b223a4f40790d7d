//! What a talk with the server is begun for: a letter, its digits, a sync, taking the card off.

use super::held::{From as LetterFrom, Held, Redeeming};
use super::letter::{self, Letter};
use super::talk::{Outcome, Step, Talk};
use super::{NotALetter, Wallet, WalletError, answers};

impl Wallet<'_> {
    /// Begins with a letter: what its square or link says, or its typed code. Nothing is redeemed before the six digits are given.
    ///
    /// # Errors
    /// [`WalletError::NotALetter`].
    pub fn take_letter(&self, text: &str) -> Result<(), WalletError> {
        let (from, todo) = match Letter::read(text, self.servers)? {
            Letter::Place(place) => (LetterFrom::Place(place), vec![Step::ReadOffer]),
            Letter::Typed(code) => {
                let base = self.servers.first().ok_or(NotALetter::Elsewhere)?.to_string();
                let code = code.to_string();
                (LetterFrom::Typed { base, code }, vec![Step::FindOffer, Step::ReadOffer])
            }
        };
        let name = self.new_name()?;
        self.change(|held| {
            // Begun with again, it goes on with the key that it has.
            if held.redeeming.as_ref().is_none_or(|one| one.from != from) {
                held.drop_letter();
                let (from, key) = (from.clone(), name.clone());
                held.redeeming = Some(Redeeming { from, key, code: None, digits: None, refused: false });
            }
            held.begin(Talk::of(todo.clone(), self.id));
            Ok(())
        })
    }

    /// Redeems the letter with the six digits that were told another way. Done again after a reply that got lost, it gives what the
    /// first gave. A card that was here before is replaced; what its owner still had to say goes out first.
    ///
    /// # Errors
    /// [`WalletError::NotSixDigits`], or [`WalletError::NoCard`] without a letter that was found.
    pub fn give_digits(&self, typed: &str) -> Result<(), WalletError> {
        let digits = letter::digits(typed).ok_or(WalletError::NotSixDigits)?;
        self.change(|held| {
            let redeeming = held.redeeming.as_mut().filter(|one| one.code.is_some());
            let redeeming = redeeming.ok_or(WalletError::NoCard)?;
            redeeming.digits = Some(digits.clone());
            // After five wrong tries the server calls right digits wrong, too; it says of the letter that it is over. Asked only now: once it may
            // have been redeemed, what it gave is asked for again whatever became of the letter.
            let was_refused = std::mem::take(&mut redeeming.refused);
            let mut talk = held.redemption(self.id);
            if was_refused {
                talk.todo.insert(talk.todo.len() - 1, Step::ReadOffer);
            }
            held.begin(talk);
            Ok(())
        })
    }

    /// Begins to bring phone and server together: what waits here goes out, what changed there comes in, credentials are renewed. A
    /// talk that was cut off goes on instead.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn sync(&self) -> Result<(), WalletError> {
        self.change(|held| {
            if held.talk.as_ref().is_some_and(|talk| !talk.todo.is_empty()) {
                return Ok(());
            }
            held.talk = Some(held.next_talk(self.id));
            Ok(())
        })
    }

    /// Begins to take the card off this phone: the server is told, then nothing of it stays here.
    ///
    /// # Errors
    /// [`WalletError::Vault`].
    pub fn forget(&self) -> Result<(), WalletError> {
        self.change(|held| {
            // What its owner takes back is taken back while somebody still knows what that was.
            let todo = held.take_backs().chain([Step::Remove { anew: false }]).collect();
            let mut talk = Talk::of(todo, self.id);
            if held.grant.is_none() {
                // The server may have given a card whose answer has not come.
                let is_redeemed = held.redeeming.as_ref().is_some_and(|one| one.digits.is_some());
                let outcome = if is_redeemed { Outcome::ForgottenUntold } else { Outcome::Forgotten };
                answers::forget(held, &mut talk, outcome);
            }
            held.talk = Some(talk);
            Ok(())
        })
    }
}

impl Held {
    /// Begins a talk in place of another. One in which another wallet redeems a letter this very moment is waited for: redeemed twice at
    /// once, the letter's card would go to whichever reaches the server last.
    fn begin(&mut self, mut talk: Talk) {
        if let Some(before) = self.talk.take().filter(|before| before.is_redeeming_elsewhere(&talk.by)) {
            (talk.by, talk.until) = (before.by, before.until);
        }
        self.talk = Some(talk);
    }

    /// The card before says what it still has to say, then the letter is redeemed.
    fn redemption(&self, by: &str) -> Talk {
        let farewell = if self.grant.is_some() { self.post() } else { Vec::new() };
        Talk::of(farewell.into_iter().chain([Step::Redeem]).collect(), by)
    }

    /// What a sync begins with.
    fn next_talk(&self, by: &str) -> Talk {
        let mut talk = match &self.redeeming {
            Some(Redeeming { code: Some(_), digits: Some(_), .. }) => self.redemption(by),
            _ if self.grant.is_some() => Talk::of(vec![Step::About { anew: false }], by),
            Some(Redeeming { code: Some(_), .. }) => Talk::over(Outcome::DigitsNeeded, by),
            Some(Redeeming { from: LetterFrom::Place(_), .. }) => Talk::of(vec![Step::ReadOffer], by),
            Some(_) => Talk::of(vec![Step::FindOffer, Step::ReadOffer], by),
            None if self.removed_at.is_some() => Talk::over(Outcome::Removed, by),
            None => Talk::over(Outcome::NoCard, by),
        };
        // That needs no card.
        talk.todo.extend(self.take_backs());
        talk
    }
}
