//! The wallet of a phone: from the hub's letter to a live square, and everything a young person does with their card. §11.
//!
//! It reaches no network. [`Wallet::next_request`] says what to send, [`Wallet::accept`] takes what came back, until
//! [`Next::Done`]. What is held stands in a [`Vault`], keys in [`DeviceKeys`]; both are an app's. Every state is written down before
//! the request that it leads to is given out, so whatever is cut off is simply gone on with: no card is lost, and every key is named
//! in the vault before it is made and until it is deleted. Two wallets on one vault take turns.
//!
//! It does what `web/src/phone` does, towards the same addresses of the server.

mod answers;
mod asking;
mod device_keys;
mod fault;
mod held;
mod letter;
mod live;
mod my_data;
mod post;
mod readable;
mod request;
mod requests;
mod reviews;
mod shown;
mod standing;
mod talk;
mod talks;
#[cfg(test)]
mod tests;
mod vault;

use crate::card::Base;
use device_keys::KeyName;
use held::Held;

pub use crate::menu::{ReviewFault, WrittenReview};
pub use device_keys::{DeviceKeys, KeyFault};
pub use fault::WalletError;
pub use held::{
    About, AboutHub, Activity, ActivityEntry, ActivityKind, Chosen, Happened, Hindrance, KeptReview, Message,
    MessageKind, Progress, SettingChoice, TakenBack, Told, WaitingReview,
};
pub use letter::NotALetter;
pub use live::LiveSquare;
pub use post::{AboutData, Messages};
pub use request::{Answer, Request};
pub use requests::Next;
pub use reviews::Reviews;
pub use shown::{HeldCard, HeldSetting, LetterState};
pub use standing::Standing;
pub use talk::{Outcome, REQUEST_TIMEOUT};
pub use vault::{Kept, Vault, VaultFault};

/// The most letters of a message.
pub const LONGEST_WORDS: usize = 500;

/// Draws random bytes; none when the system gives none.
pub type Draw = dyn Fn() -> Option<[u8; 16]> + Send + Sync;

/// A wallet: one card, of one hub.
pub struct Wallet<'a> {
    vault: &'a dyn Vault,
    keys: &'a dyn DeviceKeys,
    servers: &'a [Base],
    /// What tells it from another wallet on the same vault.
    id: &'a str,
    draw: &'a Draw,
}

impl<'a> Wallet<'a> {
    /// A wallet on a vault. `servers` are those whose letters are taken, the one first at which typed codes are looked up; `id` is
    /// what tells it from another wallet on the same vault.
    pub fn new(
        vault: &'a dyn Vault,
        keys: &'a dyn DeviceKeys,
        servers: &'a [Base],
        id: &'a str,
        draw: &'a Draw,
    ) -> Self {
        Self { vault, keys, servers, id, draw }
    }

    fn change<T>(&self, change: impl FnMut(&mut Held) -> Result<T, WalletError>) -> Result<T, WalletError> {
        vault::change(self.vault, change)
    }

    fn drawn(&self) -> Result<[u8; 16], WalletError> {
        (self.draw)().ok_or(WalletError::NoRandomness)
    }

    fn new_name(&self) -> Result<KeyName, WalletError> {
        Ok(KeyName(crate::jws::encode(&self.drawn()?)))
    }
}
