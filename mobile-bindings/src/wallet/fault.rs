//! What somebody has to do something about.

use passport_core::menu::ReviewFault;
use passport_core::wallet as core;
use passport_core::wallet::WalletError as Fault;

/// What somebody has to do something about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum WalletError {
    /// One of the addresses that the wallet was made with is no server's, such as `https://pass.example.uk`: correct it in the app.
    #[error("is not the address of a server")]
    NotAServer,
    /// Not the link, the square or the code of a hub's letter: scan the letter again, or type its code.
    #[error("is no letter of a hub")]
    NotALetter,
    /// The letter is of a server that this app does not work with.
    #[error("is the letter of another server")]
    LetterOfAnotherServer,
    /// Ask for six digits.
    #[error("are not six digits")]
    NotSixDigits,
    /// No letter has this typed code, or not any more: look at it again, or ask the hub.
    #[error("no letter has this code, or not any more")]
    CodeUnknown,
    /// The letter was used, or is over: ask the hub for another.
    #[error("the letter was used, or is over")]
    LetterOver,
    /// The letter is for a wallet of another kind: ask the hub for one of this app.
    #[error("the letter is for another wallet")]
    LetterForAnotherWallet,
    /// The six digits are wrong: ask for them again. Five wrong ones end the letter, which `LetterOver` says when the next are given.
    #[error("the six digits are wrong, or no longer good")]
    WrongDigits,
    /// Too many tries: wait.
    #[error("too many tries: wait {wait_seconds} seconds")]
    TooManyTries {
        /// So long.
        wait_seconds: u64,
    },
    /// There is no card on this phone for that: `standing` tells why.
    #[error("there is no card for that on this phone")]
    NoCard,
    /// The card has no such setting, or the hub did not allow there what was chosen: read `card` again.
    #[error("the hub did not allow that there")]
    NotAllowed,
    /// The card cannot be shown now: `standing` tells why.
    #[error("the card cannot be shown now")]
    CannotShow,
    /// Nothing was written: ask for words. Only a deletion needs none.
    #[error("only a deletion needs no words")]
    WordsMissing,
    /// There are more than 500 letters: ask for fewer.
    #[error("has more than 500 letters")]
    WordsTooLong,
    /// Each of a review's three wants 1 to 5 stars.
    #[error("needs 1 to 5 stars for each of the three")]
    StarsMissing,
    /// A review's answer has more than 300 letters, or its story more than 2,000.
    #[error("is too long")]
    ReviewTooLong,
    /// That is no review's code: ask for it again.
    #[error("is not a code")]
    NotACode,
    /// That is no message's id: take it from `unsentMessages`.
    #[error("is not the id of a message")]
    NoSuchMessage,
    /// That is no service's id.
    #[error("no such service is on the menu")]
    NoSuchService,
    /// The key of this setting is gone from the device: sync, and the setting comes anew. A device that lost all its keys lost the card
    /// too: sync says `Removed`, and the hub sends a new letter.
    #[error("the key is gone from the device: sync")]
    KeyGone,
    /// The device's keys cannot be used now: unlock it, and try again.
    #[error("the device's keys cannot be used now")]
    KeysUnusable,
    /// The vault cannot be read or written now: try again.
    #[error("the vault cannot be used now")]
    VaultUnusable,
    /// The vault holds something that is no wallet's, or is of a later version of this library. Was the app put back to an older
    /// version, update it, and all is there. Else begin anew: delete the document and all keys, and ask the hub for another letter.
    #[error("the vault holds something that is not a wallet's: update the app, or begin with an empty vault")]
    VaultUnreadable,
    /// Your own keys or vault asked the wallet, from within their answer, for what needs that answer, and so on without end: ask it
    /// once they have answered.
    #[error("the app's keys or vault ask the wallet for what it is asking them")]
    AskedFromWithin,
}

impl From<Fault> for WalletError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotALetter(core::NotALetter::Form) => Self::NotALetter,
            Fault::NotALetter(core::NotALetter::Elsewhere) => Self::LetterOfAnotherServer,
            Fault::NotSixDigits => Self::NotSixDigits,
            Fault::CodeUnknown => Self::CodeUnknown,
            Fault::LetterOver => Self::LetterOver,
            Fault::LetterForAnotherWallet => Self::LetterForAnotherWallet,
            Fault::WrongDigits => Self::WrongDigits,
            Fault::TooManyTries { wait } => Self::TooManyTries { wait_seconds: wait },
            Fault::NoCard => Self::NoCard,
            Fault::NotAllowed => Self::NotAllowed,
            Fault::CannotShow => Self::CannotShow,
            Fault::WordsMissing => Self::WordsMissing,
            Fault::WordsTooLong => Self::WordsTooLong,
            Fault::Review(ReviewFault::Stars) => Self::StarsMissing,
            Fault::Review(ReviewFault::TooLong) => Self::ReviewTooLong,
            Fault::Review(ReviewFault::NoCode) => Self::NotACode,
            Fault::Key(core::KeyFault::Gone) => Self::KeyGone,
            Fault::Key(core::KeyFault::Unusable) | Fault::NoRandomness => Self::KeysUnusable,
            Fault::Vault(core::VaultFault::Unreadable) => Self::VaultUnreadable,
            Fault::Vault(core::VaultFault::Changed | core::VaultFault::Unusable) => Self::VaultUnusable,
        }
    }
}
