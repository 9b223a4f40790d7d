//! Where a key stands in a module: the id that it was given there, written as a PKCS#11 URI (RFC 7512).

const START: &str = "pkcs11:type=private;id=";

/// A key's place in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAddress([u8; 16]);

impl KeyAddress {
    /// A new one, of bytes that were drawn for it.
    pub fn of(drawn: [u8; 16]) -> Self {
        Self(drawn)
    }

    /// The id as the module keeps it.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// As text, which is sealed in the place of a private key.
    pub fn to_uri(self) -> String {
        self.0.iter().fold(START.to_owned(), |uri, byte| format!("{uri}%{byte:02X}"))
    }

    /// Reads [`Self::to_uri`]; none for a private key itself, which is no text.
    pub fn of_uri(sealed: &[u8]) -> Option<Self> {
        let id = std::str::from_utf8(sealed).ok()?.strip_prefix(START)?;
        let bytes = id.strip_prefix('%')?.split('%').map(|hex| u8::from_str_radix(hex, 16).ok());
        let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
        bytes.try_into().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_and_a_private_key_is_none() {
        let address = KeyAddress::of([0xab; 16]);
        assert_eq!(KeyAddress::of_uri(address.to_uri().as_bytes()), Some(address));
        assert!(address.to_uri().ends_with("id=%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB%AB"));
        let (_, document) = passport_core::keys::SigningKey::generate().unwrap();
        assert_eq!(KeyAddress::of_uri(&document), None);
        for other in ["pkcs11:type=private;id=%AB", "pkcs11:id=%AB", "pkcs11:type=private;id=", ""] {
            assert_eq!(KeyAddress::of_uri(other.as_bytes()), None, "{other}");
        }
    }
}
