//! The keys of this device, by their names: a Secure Enclave or a key store makes them and never gives them away. Whatever comes from
//! there is looked at before it is used.

use serde::{Deserialize, Serialize};

use crate::jws;
use crate::keys::{PublicKey, SignError, Signer};

/// Makes keys, and signs with them.
pub trait DeviceKeys: Send + Sync {
    /// The public half of the key of this name, as a SEC 1 point of 33 or 65 bytes. The key is made if there is none.
    ///
    /// # Errors
    /// See [`KeyFault`].
    fn public_key(&self, name: &str) -> Result<Vec<u8>, KeyFault>;

    /// Signs with ES256 (over SHA-256 of the message): 64 bytes r ‖ s, or the DER of both.
    ///
    /// # Errors
    /// [`KeyFault::Gone`] where there is no key of this name: none is made.
    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyFault>;

    /// Deletes the key of this name. That there is none is no fault.
    ///
    /// # Errors
    /// [`KeyFault::Unusable`].
    fn delete(&self, name: &str) -> Result<(), KeyFault>;
}

/// Why a key was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// There is no such key any more.
    #[error("the key is gone")]
    Gone,
    /// Not now: the device is locked, or its store gives something that is no key and no signature.
    #[error("the key cannot be used now")]
    Unusable,
}

/// What a wallet calls a key: random, never used twice, and written down before the key is made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct KeyName(pub(super) String);

/// A key of the device with its public half, ready to sign.
pub(super) struct DeviceKey<'a> {
    keys: &'a dyn DeviceKeys,
    name: &'a KeyName,
    pub(super) public: PublicKey,
}

impl<'a> DeviceKey<'a> {
    /// The key of this name, made if there is none.
    pub(super) fn find_or_make(keys: &'a dyn DeviceKeys, name: &'a KeyName) -> Result<Self, KeyFault> {
        let point = keys.public_key(&name.0)?;
        let public = PublicKey::from_point(&point).map_err(|_| KeyFault::Unusable)?;
        Ok(Self { keys, name, public })
    }

    /// The key of this name, which is known to be there.
    pub(super) fn known(keys: &'a dyn DeviceKeys, name: &'a KeyName, public: PublicKey) -> Self {
        Self { keys, name, public }
    }

    /// A JWT of this header and payload.
    pub(super) fn jwt(&self, header: &str, payload: &str) -> Result<String, KeyFault> {
        let signed = jws::join(header, payload);
        let signature = self.signature(signed.as_bytes())?;
        Ok(jws::append(signed, &signature))
    }

    /// A signature that is known to be good.
    pub(super) fn signature(&self, message: &[u8]) -> Result<[u8; 64], KeyFault> {
        let given = self.keys.sign(&self.name.0, message)?;
        let forms = [<[u8; 64]>::try_from(given.as_slice()).ok(), from_der(&given)];
        let is_good = |one: &[u8; 64]| self.public.verifies(message, &jws::encode(one));
        forms.into_iter().flatten().find(is_good).ok_or(KeyFault::Unusable)
    }
}

impl Signer for DeviceKey<'_> {
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        self.signature(message).map_err(|_| SignError)
    }
}

/// r ‖ s out of `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3), as key stores give it.
fn from_der(der: &[u8]) -> Option<[u8; 64]> {
    let body = der.strip_prefix(&[0x30])?;
    let (&length, body) = body.split_first()?;
    if usize::from(length) != body.len() {
        return None;
    }
    let (r, rest) = integer(body)?;
    let (s, rest) = integer(rest)?;
    let mut raw = [0; 64];
    raw[..32].copy_from_slice(&r);
    raw[32..].copy_from_slice(&s);
    rest.is_empty().then_some(raw)
}

/// A whole number of at most 256 bits, and what follows it.
fn integer(der: &[u8]) -> Option<([u8; 32], &[u8])> {
    let (&length, rest) = der.strip_prefix(&[0x02])?.split_first()?;
    let (number, rest) = rest.split_at_checked(length.into())?;
    let number = number.strip_prefix(&[0]).unwrap_or(number);
    let mut wide = [0; 32];
    wide.get_mut(32_usize.checked_sub(number.len())?..)?.copy_from_slice(number);
    Some((wide, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_in_der_reads_as_its_two_numbers() {
        let mut raw = [7; 64];
        raw[0] = 0x80;
        (raw[32], raw[33]) = (0, 1);
        let r = [&[0x02, 33, 0][..], &raw[..32]].concat();
        let s = [&[0x02, 31][..], &raw[33..]].concat();
        let der = [&[0x30, 68][..], &r, &s].concat();
        assert_eq!(from_der(&der), Some(raw));
        for broken in [&der[..67], &[], &[0x30], &[0x30, 0], &[&der[..], &[0]].concat(), &[0x30, 2, 2, 200]] {
            assert_eq!(from_der(broken), None, "{broken:?}");
        }
        let long = [&[0x30, 37, 0x02, 33, 1][..], &raw[..32]].concat();
        assert_eq!(from_der(&long), None);
    }
}
