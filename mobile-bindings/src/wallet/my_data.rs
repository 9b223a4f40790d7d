//! My data: all that the hub keeps about the card's owner, to be seen and taken away.

use std::sync::PoisonError;

use passport_core::wallet::Wallet;

use super::{CardWallet, WalletError};

#[uniffi::export]
impl CardWallet {
    /// Begins to fetch all that the hub keeps about the card's owner: do what `nextRequest` says, then take it with `takeMyData`. It needs
    /// the network. Where a PIN of the app keeps the log of who looked, let it keep this too.
    pub fn ask_for_my_data(&self) -> Result<(), WalletError> {
        self.with(Wallet::ask_for_my_data)
    }

    /// What came, as JSON in the server's order, once; nothing where none came. The library keeps it nowhere else. Who looked is in it only
    /// from when that was switched on here.
    pub fn take_my_data(&self) -> Option<String> {
        self.my_data.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
