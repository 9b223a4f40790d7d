//! What somebody has to do something about.

use super::device_keys::KeyFault;
use super::letter::NotALetter;
use super::vault::VaultFault;
use super::{LONGEST_WORDS, ReviewFault};

/// What somebody has to do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WalletError {
    /// What was scanned, pasted or typed is no letter of this app's servers.
    #[error(transparent)]
    NotALetter(#[from] NotALetter),
    /// Not six digits.
    #[error("are not six digits")]
    NotSixDigits,
    /// No letter has this typed code, or not any more.
    #[error("no letter has this code, or not any more")]
    CodeUnknown,
    /// The letter was used already, or is over: ask the hub for another.
    #[error("the letter was used, or is over")]
    LetterOver,
    /// The letter was made for one setting in a wallet of another kind: ask the hub for one of this app.
    #[error("the letter is for another wallet")]
    LetterForAnotherWallet,
    /// The six digits are not this letter's; five wrong ones end it.
    #[error("the six digits are wrong, or no longer good")]
    WrongDigits,
    /// Too many tries: wait.
    #[error("too many tries: wait {wait} seconds")]
    TooManyTries {
        /// Seconds.
        wait: u64,
    },
    /// There is nothing on this phone to do that with.
    #[error("there is no card for that on this phone")]
    NoCard,
    /// The card has no such setting, or the hub did not allow there what was chosen.
    #[error("the hub did not allow that there")]
    NotAllowed,
    /// The card is here, and cannot be shown now: [`Wallet::standing`] tells why.
    #[error("the card cannot be shown now")]
    CannotShow,
    /// Nothing was written, where only a deletion needs no words.
    #[error("only a deletion needs no words")]
    WordsMissing,
    /// More than [`LONGEST_WORDS`] letters.
    #[error("has more than {LONGEST_WORDS} letters")]
    WordsTooLong,
    /// What is wrong with a review, or with its code.
    #[error(transparent)]
    Review(#[from] ReviewFault),
    /// The device's key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// What is held cannot be read or written.
    #[error(transparent)]
    Vault(#[from] VaultFault),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}
