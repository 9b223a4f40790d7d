//! What can be done instead when a card refuses: the command, in full.

use passport_server::store::{CardId, CardRefused, StoreError};

use super::super::within::Within;

/// The fault, with the command that goes on from there.
pub fn way_on(fault: StoreError, within: &Within, card: CardId) -> anyhow::Error {
    let like = format!("`passport card issue --hub {} --like {card}`", within.hub());
    match &fault {
        StoreError::Card(CardRefused::Withdrawn | CardRefused::Abandoned) => {
            anyhow::anyhow!("{fault}: {like} issues another like it")
        }
        StoreError::Card(CardRefused::Superseded) => {
            anyhow::anyhow!(
                "{fault}, or if that one is withdrawn or has ended: {like} issues another like this one"
            )
        }
        _ => fault.into(),
    }
}
