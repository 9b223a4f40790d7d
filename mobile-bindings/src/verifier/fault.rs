//! Why something was not taken.

use passport_core::bundle::BundleRefused;
use passport_core::status::ListRefused;

/// Why something was not taken. What was held before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VerifierError {
    /// The root key is not the 44 characters that `passport keys root` prints, or the trust store cannot be read.
    #[error("the root key or the trust store cannot be read")]
    NotTrust,
    /// It is no bundle or list, or was changed on its way: fetch it again.
    #[error("is no bundle or list")]
    Broken,
    /// It is signed by another root key or hub: tell whoever runs this device.
    #[error("is signed by another key")]
    OtherKey,
    /// Signed in the future, or long over: this device's clock is wrong.
    #[error("this device's clock is wrong")]
    ClockWrong,
    /// Not the address of a server.
    #[error("is not the address of a server")]
    NotAServer,
    /// Not a short code, or one with a slip: ask for it again.
    #[error("is not a short code")]
    NotACode,
    /// Too many wrong codes came from this network: wait. A square is still checked.
    #[error("too many wrong codes: wait {wait_seconds} seconds")]
    TooManyTries {
        /// So long.
        wait_seconds: u64,
    },
    /// What was kept cannot be read: begin with a new verifier, and fetch a bundle.
    #[error("what was kept cannot be read")]
    NotKept,
}

/// Of several servers one may lag behind the others: what is held is the newer and stays, and there is nothing to be done.
pub(super) fn of_bundle(taken: Result<(), BundleRefused>) -> Result<(), VerifierError> {
    match taken {
        Ok(()) | Err(BundleRefused::Backwards) => Ok(()),
        Err(BundleRefused::Broken) => Err(VerifierError::Broken),
        Err(BundleRefused::Signature) => Err(VerifierError::OtherKey),
        Err(BundleRefused::FromTheFuture | BundleRefused::TooOld) => Err(VerifierError::ClockWrong),
    }
}

/// As of a bundle.
pub(super) fn of_list(taken: Result<(), ListRefused>) -> Result<(), VerifierError> {
    match taken {
        Ok(()) | Err(ListRefused::Backwards) => Ok(()),
        Err(ListRefused::Broken) => Err(VerifierError::Broken),
        Err(ListRefused::Signature) => Err(VerifierError::OtherKey),
        Err(ListRefused::FromTheFuture | ListRefused::TooOld) => Err(VerifierError::ClockWrong),
    }
}
