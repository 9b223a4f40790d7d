//! The phone library: `core` for apps in Kotlin and Swift. No rule stands here, no network and no clock.

uniffi::setup_scaffolding!();

/// The version of this library.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
