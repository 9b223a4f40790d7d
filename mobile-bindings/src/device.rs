//! What an app gives the library: keys of the device, and a vault. Both are the app's own; whatever they throw or return, the library
//! answers with an error of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use passport_core::keys::{Signer as _, SigningKey};
use passport_core::wallet as core;

/// Why a key was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum DeviceKeyError {
    /// There is no key of this name any more, for instance because the device's lock was changed.
    #[error("the key is gone")]
    Gone,
    /// The key cannot be used now, for instance because the device is locked.
    #[error("the key cannot be used now")]
    Unusable,
}

/// Why a vault did not do as it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// Another version stands there than the one to be replaced. Nothing was written.
    #[error("the vault was changed meanwhile")]
    Changed,
    /// It cannot be read or written now.
    #[error("the vault cannot be used now")]
    Unusable,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for DeviceKeyError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unusable
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unusable
    }
}

/// The keys of this device: the Secure Enclave, or Android's Keystore. They are P-256 keys that never leave it, each known by a name
/// that the library draws. The library may call from any thread.
#[uniffi::export(rust, foreign)]
pub trait DeviceKeys: Send + Sync {
    /// The public half of the key of this name, as a SEC 1 point (65 bytes beginning with 4, or 33). Makes the key if there is none.
    fn public_key(&self, name: String) -> Result<Vec<u8>, DeviceKeyError>;

    /// Signs with ECDSA over SHA-256 of the message. Gives r and s, 32 bytes each, or their DER: whichever the device gives. Throws
    /// `Gone` where there is no key of this name, and makes none.
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError>;

    /// Deletes the key of this name, and gives true once there is none, also where there was none before.
    fn delete(&self, name: String) -> Result<bool, DeviceKeyError>;
}

/// What a vault keeps.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VaultDocument {
    /// The number of its version: 1 for the first, and one more for each that replaces it.
    pub version: u64,
    /// The document. It holds tokens and a name: keep it encrypted, and out of backups.
    pub bytes: Vec<u8>,
}

/// Storage for one document that outlives the app and that nobody else reads: an encrypted file, the keychain. The library may call
/// from any thread.
#[uniffi::export(rust, foreign)]
pub trait Vault: Send + Sync {
    /// The document that was saved last; nothing where none ever was.
    fn load(&self) -> Result<Option<VaultDocument>, VaultError>;

    /// Keeps a document in place of the one whose version is `replaces` (0: in place of none). It is kept whole or not at all, also when
    /// the power goes, and gives the version that stands there now. Throws `Changed`, and keeps what stands there, where that has another
    /// version than `replaces`.
    fn save(&self, document: VaultDocument, replaces: u64) -> Result<u64, VaultError>;
}

/// Keys in memory, FOR TESTS ONLY: whoever reads the memory has them, and they are gone with it.
#[derive(Default, uniffi::Object)]
pub struct SoftwareDeviceKeysForTests {
    keys: Mutex<HashMap<String, Arc<SigningKey>>>,
}

#[uniffi::export]
impl SoftwareDeviceKeysForTests {
    /// No keys yet.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// The names of all keys, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.lock().keys().cloned().collect();
        names.sort();
        names
    }
}

impl SoftwareDeviceKeysForTests {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<SigningKey>>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[uniffi::export]
impl DeviceKeys for SoftwareDeviceKeysForTests {
    fn public_key(&self, name: String) -> Result<Vec<u8>, DeviceKeyError> {
        let mut keys = self.lock();
        if !keys.contains_key(&name) {
            let (key, _) = SigningKey::generate().map_err(|_| DeviceKeyError::Unusable)?;
            keys.insert(name.clone(), Arc::new(key));
        }
        keys.get(&name).map(|key| key.public().uncompressed().to_vec()).ok_or(DeviceKeyError::Unusable)
    }

    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError> {
        let key = self.lock().get(&name).cloned().ok_or(DeviceKeyError::Gone)?;
        key.sign(&message).map(|signature| signature.to_vec()).map_err(|_| DeviceKeyError::Unusable)
    }

    fn delete(&self, name: String) -> Result<bool, DeviceKeyError> {
        self.lock().remove(&name);
        Ok(true)
    }
}

/// A vault in memory, FOR TESTS ONLY: what is in it is gone with it.
#[derive(Default, uniffi::Object)]
pub struct MemoryVaultForTests {
    document: Mutex<Option<VaultDocument>>,
}

#[uniffi::export]
impl MemoryVaultForTests {
    /// An empty one.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }
}

#[uniffi::export]
impl Vault for MemoryVaultForTests {
    fn load(&self) -> Result<Option<VaultDocument>, VaultError> {
        Ok(self.document.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, document: VaultDocument, replaces: u64) -> Result<u64, VaultError> {
        let mut held = self.document.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().map_or(0, |held| held.version) != replaces {
            return Err(VaultError::Changed);
        }
        let version = document.version;
        *held = Some(document);
        Ok(version)
    }
}

/// An app's keys, as core asks for them.
pub(crate) struct KeysOfApp(pub Arc<dyn DeviceKeys>);

impl core::DeviceKeys for KeysOfApp {
    fn public_key(&self, name: &str) -> Result<Vec<u8>, core::KeyFault> {
        self.0.public_key(name.to_owned()).map_err(Into::into)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, core::KeyFault> {
        self.0.sign(name.to_owned(), message.to_vec()).map_err(Into::into)
    }

    fn delete(&self, name: &str) -> Result<(), core::KeyFault> {
        // What Kotlin calls an Error, and Python a BaseException, never reaches this side: an answer that was not given reads as false or 0.
        if self.0.delete(name.to_owned())? { Ok(()) } else { Err(core::KeyFault::Unusable) }
    }
}

/// An app's vault, as core asks for it.
pub(crate) struct VaultOfApp(pub Arc<dyn Vault>);

impl core::Vault for VaultOfApp {
    fn load(&self) -> Result<Option<core::Kept>, core::VaultFault> {
        let found = self.0.load()?;
        Ok(found.map(|VaultDocument { version, bytes }| core::Kept { version, document: bytes }))
    }

    fn save(&self, new: core::Kept, replaces: u64) -> Result<(), core::VaultFault> {
        let core::Kept { version, document: bytes } = new;
        let stands = self.0.save(VaultDocument { version, bytes }, replaces)?;
        if stands == version { Ok(()) } else { Err(core::VaultFault::Unusable) }
    }
}

impl From<DeviceKeyError> for core::KeyFault {
    fn from(error: DeviceKeyError) -> Self {
        match error {
            DeviceKeyError::Gone => Self::Gone,
            DeviceKeyError::Unusable => Self::Unusable,
        }
    }
}

impl From<VaultError> for core::VaultFault {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Changed => Self::Changed,
            VaultError::Unusable => Self::Unusable,
        }
    }
}
