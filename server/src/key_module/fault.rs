//! What can be wrong with a module, in words that say what to do.

use cryptoki::error::{Error, RvError};
use thiserror::Error as Fault;

/// Why the module did not do it.
#[derive(Clone, Debug, PartialEq, Eq, Fault)]
pub enum ModuleFault {
    /// The library is not there, or is none.
    #[error("the key module's library cannot be loaded from {0}: check pkcs11_module")]
    Library(String),
    /// No token has that label.
    #[error("the key module has no token called {0}: check pkcs11_token, and that the module is reachable")]
    NoToken(String),
    /// The file cannot be read.
    #[error("the file with the key module's PIN cannot be read: check pkcs11_pin_file, and who may read it")]
    PinFile,
    /// The PIN is wrong. It is not tried again, since tokens lock themselves after some wrong ones.
    #[error(
        "the key module refuses the PIN: put the right one into pkcs11_pin_file, then start again; it is not tried twice"
    )]
    Pin,
    /// The key is not in it.
    #[error(
        "the key module does not hold this key: check pkcs11_token, or restore the module from its own backup"
    )]
    NoSuchKey,
    /// It would give the key away, or its public half makes no sense.
    #[error("the key module makes no P-256 key that stays inside: nothing was kept of it")]
    NotKept,
    /// It does not do what it was asked.
    #[error("the key module does not answer as it should ({0}): look at the module and its own log")]
    Silent(String),
}

impl ModuleFault {
    /// What the library said, by its names alone.
    pub(super) fn silent(fault: &Error) -> Self {
        match fault {
            Error::Pkcs11(RvError::PinIncorrect | RvError::PinLocked | RvError::PinInvalid, _) => Self::Pin,
            Error::Pkcs11(said, function) => Self::Silent(format!("{function:?}: {said:?}")),
            other => Self::Silent(format!("{other:?}")),
        }
    }
}
