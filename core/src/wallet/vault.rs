//! Where a wallet keeps what it holds: one document, replaced whole or not at all, and never by somebody who read an older one.

use super::held::Held;

/// So often a change is tried again when somebody else changed the document meanwhile.
const MOST_TRIES: usize = 16;

/// What is kept, with the number of its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// 1 for the first document, and one more for each that replaces it.
    pub version: u64,
    /// The document.
    pub document: Vec<u8>,
}

/// Storage that outlives the app and that nobody else reads: encrypted files, a keychain.
pub trait Vault: Send + Sync {
    /// What was kept last; `None` where nothing ever was.
    ///
    /// # Errors
    /// [`VaultFault::Unusable`].
    fn load(&self) -> Result<Option<Kept>, VaultFault>;

    /// Keeps a document in place of version `replaces` (0: of nothing), in one step that a power cut leaves undone or done.
    ///
    /// # Errors
    /// [`VaultFault::Changed`], with nothing written, when another version stands there.
    fn save(&self, new: Kept, replaces: u64) -> Result<(), VaultFault>;
}

/// Why a vault did not do as it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFault {
    /// Another version stands there than the one to be replaced.
    #[error("the vault was changed meanwhile")]
    Changed,
    /// It cannot be read or written now.
    #[error("the vault cannot be used now")]
    Unusable,
    /// What it gives is not what was kept in it, or was written by a later version of this library.
    #[error("the vault holds something that is not a wallet's")]
    Unreadable,
}

/// What is held, with the version it was read from.
pub(super) fn read(vault: &dyn Vault) -> Result<(Held, u64), VaultFault> {
    match vault.load()? {
        None => Ok((Held::default(), 0)),
        Some(kept) => Ok((Held::from_document(&kept.document)?, kept.version)),
    }
}

/// Changes what is held. When somebody else was faster, their change is read and this one made again on top of it, so `change` may
/// run several times and does nothing but change what it is given. Nothing is written where nothing changed.
pub(super) fn change<T, E: From<VaultFault>>(
    vault: &dyn Vault,
    mut change: impl FnMut(&mut Held) -> Result<T, E>,
) -> Result<T, E> {
    for _ in 0..MOST_TRIES {
        let (before, version) = read(vault)?;
        let mut after = before.clone();
        let given = change(&mut after)?;
        if after == before {
            return Ok(given);
        }
        let next = version.checked_add(1).ok_or(VaultFault::Unreadable)?;
        let new = Kept { version: next, document: after.to_document()? };
        match vault.save(new, version) {
            Ok(()) => return Ok(given),
            Err(VaultFault::Changed) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(VaultFault::Unusable.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One that gives a version that this library never counted to.
    struct AtItsEnd;

    impl Vault for AtItsEnd {
        fn load(&self) -> Result<Option<Kept>, VaultFault> {
            Ok(Some(Kept { version: u64::MAX, document: Held::default().to_document()? }))
        }

        fn save(&self, _new: Kept, _replaces: u64) -> Result<(), VaultFault> {
            Ok(())
        }
    }

    #[test]
    fn a_vault_that_gives_garbage_as_its_version_is_refused() {
        let changed = change(&AtItsEnd, |held| {
            held.ahead += 1;
            Ok::<_, VaultFault>(())
        });
        assert_eq!(changed, Err(VaultFault::Unreadable));
    }
}
