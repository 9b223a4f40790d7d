//! The one seam behind which a hub's private key stands: unsealed here for as long as it signs, or in a module that it never leaves.

use std::sync::{Arc, Mutex, PoisonError};

use passport_core::keys::{SignError, Signer, SigningKey};

use super::super::{StoreError, Thing};
use crate::key_module::{KeyAddress, KeyModule, ModuleFault};

/// A private key that can sign.
#[derive(Clone)]
pub(super) enum PrivateHalf {
    /// In memory; wiped when it is dropped.
    Sealed(Arc<SigningKey>),
    /// In a module, by its address there.
    Module(Arc<KeyModule>, KeyAddress),
}

impl PrivateHalf {
    /// From what was sealed: the key itself as PKCS#8, or its address in a module.
    pub(super) fn of(opened: &[u8], module: Option<&Arc<KeyModule>>) -> Result<Self, StoreError> {
        if let Some(address) = KeyAddress::of_uri(opened) {
            let module = module.ok_or(StoreError::NoKeyModule)?;
            return Ok(Self::Module(Arc::clone(module), address));
        }
        let key = SigningKey::from_pkcs8(opened).map_err(|_| StoreError::Unreadable(Thing::Key))?;
        Ok(Self::Sealed(Arc::new(key)))
    }

    /// Has something signed. A module is waited for beside the threads that answer requests.
    pub(super) async fn sign<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Signer) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match self {
            Self::Sealed(key) => work(&**key),
            Self::Module(module, address) => {
                let address = *address;
                let signing = move |module: &KeyModule| {
                    let signer = InModule { module, address, fault: Mutex::new(None) };
                    let done = work(&signer);
                    let fault = signer.fault.into_inner().unwrap_or_else(PoisonError::into_inner);
                    // Why it could not sign says more than that it could not.
                    fault.map_or(done, |fault| Err(fault.into()))
                };
                module.run(signing).await
            }
        }
    }
}

/// A key in a module, where something can be signed at once.
struct InModule<'a> {
    module: &'a KeyModule,
    address: KeyAddress,
    fault: Mutex<Option<ModuleFault>>,
}

impl Signer for InModule<'_> {
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        self.module.sign(self.address, message).map_err(|fault| {
            *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
            SignError
        })
    }
}
