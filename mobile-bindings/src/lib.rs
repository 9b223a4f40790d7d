//! The phone library: `core` for native apps in Kotlin and Swift. No rule stands here, no network and no clock of its own; only the
//! words of one side are turned into those of the other. The documentation of whatever is exported becomes that of the Kotlin and
//! Swift sources.
//!
//! [`CardWallet`] holds a young person's card, [`CardVerifier`] checks others', [`SupportMenu`] keeps the menu. An app gives [`DeviceKeys`] and a [`Vault`], and makes the requests.

#![expect(
    clippy::needless_pass_by_value,
    reason = "lists, bytes and what may be missing come from Kotlin and Swift as their own: UniFFI lends none of them"
)]
#![expect(
    clippy::missing_errors_doc,
    reason = "errors say themselves what to do; a section of this form would stand amid KDoc and Swift comments"
)]

mod card;
mod device;
mod menu;
mod told;
mod verifier;
mod wallet;

pub use card::{Arrangement, FareBand, Line, Setting};
pub use device::{
    DeviceKeyError, DeviceKeys, MemoryVaultForTests, SoftwareDeviceKeysForTests, Vault, VaultDocument,
    VaultError,
};
pub use menu::*;
pub use told::{
    AboutData, ActivityEntry, ActivityKind, Happened, HubMessage, MessageKind, Progress, UnsentMessage,
};
pub use verifier::{
    CannotCheckReason, CardVerifier, Expected, Fetch, HubContact, ListAge, TrustStore, TrustedHub, Verdict,
    VerdictState, VerifierError,
};
pub use wallet::{
    Card, CardHub, CardReviews, CardSetting, CardWallet, HttpHeader, HttpRequest, HttpResponse, KeptReview,
    LetterState, LiveSquare, NextStep, Outcome, ReviewHindrance, Standing, WaitingReview, WalletError,
};

uniffi::setup_scaffolding!();

/// The version of this library.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
