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
    /// Older than the one held, for instance from a server that lags behind: nothing needs to be done.
    #[error("is older than the one held")]
    OlderThanHeld,
    /// What was kept cannot be read: begin with a new verifier, and fetch a bundle.
    #[error("what was kept cannot be read")]
    NotKept,
}

impl From<BundleRefused> for VerifierError {
    fn from(refused: BundleRefused) -> Self {
        match refused {
            BundleRefused::Broken => Self::Broken,
            BundleRefused::Signature => Self::OtherKey,
            BundleRefused::FromTheFuture | BundleRefused::TooOld => Self::ClockWrong,
            BundleRefused::Backwards => Self::OlderThanHeld,
        }
    }
}

impl From<ListRefused> for VerifierError {
    fn from(refused: ListRefused) -> Self {
        match refused {
            ListRefused::Broken => Self::Broken,
            ListRefused::Signature => Self::OtherKey,
            ListRefused::FromTheFuture | ListRefused::TooOld => Self::ClockWrong,
            ListRefused::Backwards => Self::OlderThanHeld,
        }
    }
}
