//! Status lists: one bit a card, published as one signed token for everybody. §7; Token Status List draft-20.

use std::io::Write;
use std::sync::Arc;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use serde::Deserialize;

use crate::card::Issuer;
use crate::credential::STATUS_ENTRIES;
use crate::jws::{self, Jws};
use crate::keys::{Kid, SignError, Signer};
use crate::trust::{HeldList, TrustedIssuer};
use crate::verify::CLOCK_TOLERANCE;

/// Bytes of a list: one bit an entry.
pub const LIST_BYTES: usize = STATUS_ENTRIES as usize / 8;
/// A signed list must not be relied on after so many seconds (7 days).
pub const LIST_LIFETIME: u64 = 7 * 24 * 3600;
/// A reader may keep a list for so many seconds before it asks again (15 minutes).
pub const LIST_TTL: u64 = 15 * 60;
/// The most characters of a list's token that are looked at: a full list that does not compress, and its envelope.
const LARGEST_TOKEN: usize = 64 * 1024;

/// The bits of a list: 0 valid, 1 withdrawn. Cheap to clone; a bit can be set, and never cleared.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusBits(Arc<[u8; LIST_BYTES]>);

/// Why a list is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListRefused {
    /// Not a status list in our form, or of another address.
    #[error("is not a status list of that address")]
    Broken,
    /// Not signed by a key of that issuer.
    #[error("is not signed by that hub")]
    Signature,
    /// Signed more than 120 s in the future.
    #[error("is from the future")]
    FromTheFuture,
    /// Past its `exp`.
    #[error("is too old")]
    TooOld,
    /// Older than the one held.
    #[error("is older than the one held")]
    Backwards,
}

impl StatusBits {
    /// All valid.
    pub fn new() -> Self {
        Self(Arc::new([0; LIST_BYTES]))
    }

    /// Marks an entry withdrawn; an index outside the list is left alone.
    pub fn withdraw(&mut self, idx: u32) {
        if idx < STATUS_ENTRIES {
            Arc::make_mut(&mut self.0)[idx as usize / 8] |= 1 << (idx % 8);
        }
    }

    /// Whether an entry is withdrawn; `None` outside the list.
    pub fn is_withdrawn(&self, idx: u32) -> Option<bool> {
        self.0.get(idx as usize / 8).map(|byte| byte >> (idx % 8) & 1 == 1)
    }

    /// Takes over every bit set in another list.
    pub fn unite(&mut self, other: &Self) {
        if self != other {
            Arc::make_mut(&mut self.0)
                .iter_mut()
                .zip(other.0.iter())
                .for_each(|(mine, theirs)| *mine |= theirs);
        }
    }

    /// How many entries are withdrawn.
    pub fn count_withdrawn(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }

    /// zlib (RFC 1950) at its best level, as base64url.
    fn to_lst(&self) -> String {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        // Writing to a Vec cannot fail; if it ever did, an empty text is refused by every reader.
        let written = encoder.write_all(&self.0[..]).and_then(|()| encoder.finish());
        jws::encode(&written.unwrap_or_default())
    }

    /// Inflates into exactly [`LIST_BYTES`], never more, with nothing left over.
    fn from_lst(lst: &str) -> Option<Self> {
        let compressed = jws::decode(lst)?;
        // One byte of room more than a list has, so that a larger one shows.
        let mut inflated = Vec::with_capacity(LIST_BYTES + 1);
        let mut inflate = Decompress::new(true);
        let end = inflate.decompress_vec(&compressed, &mut inflated, FlushDecompress::Finish).ok()?;
        let whole = end == Status::StreamEnd && inflate.total_in() == compressed.len() as u64;
        if whole { Some(Self(Arc::new(inflated.try_into().ok()?))) } else { None }
    }
}

impl Default for StatusBits {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for StatusBits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatusBits({} withdrawn)", self.count_withdrawn())
    }
}

/// Signs a list as of `iat`.
///
/// # Errors
/// [`SignError`] when the key cannot sign.
pub fn sign_list(
    issuer: &Issuer,
    list: u32,
    bits: &StatusBits,
    iat: u64,
    kid: Kid,
    key: &dyn Signer,
) -> Result<String, SignError> {
    jws::sign(&header(kid), &payload(&issuer.iss(), &issuer.status_uri(list), iat, &bits.to_lst()), key)
}

/// The one header there is.
fn header(kid: Kid) -> String {
    format!(r#"{{"typ":"statuslist+jwt","alg":"ES256","kid":"{kid}"}}"#)
}

/// The one payload there is.
fn payload(iss: &str, sub: &str, iat: u64, lst: &str) -> String {
    let exp = iat.saturating_add(LIST_LIFETIME);
    format!(
        r#"{{"iss":"{iss}","sub":"{sub}","iat":{iat},"exp":{exp},"ttl":{LIST_TTL},"status_list":{{"bits":1,"lst":"{lst}"}}}}"#
    )
}

#[derive(Deserialize)]
struct Header {
    kid: Kid,
}

#[derive(Deserialize)]
struct Payload {
    iat: u64,
    status_list: List,
}

#[derive(Deserialize)]
struct List {
    lst: String,
}

/// Reads the list of `iss` that was asked for at `uri`, fetched or revalidated at `now`. Header and payload are read loosely,
/// written again for that address, and must be equal byte for byte, as with a credential.
///
/// # Errors
/// See [`ListRefused`].
pub fn read_list(
    token: &str,
    iss: &str,
    uri: &str,
    issuer: &TrustedIssuer,
    now: u64,
) -> Result<HeldList, ListRefused> {
    if token.len() > LARGEST_TOKEN {
        return Err(ListRefused::Broken);
    }
    let jws = Jws::split(token).ok_or(ListRefused::Broken)?;
    let Header { kid } = serde_json::from_str(&jws.header).map_err(|_| ListRefused::Broken)?;
    if jws.header != header(kid) {
        return Err(ListRefused::Broken);
    }
    let key = issuer.key(kid).ok_or(ListRefused::Signature)?;
    if !jws.is_signed_by(key) {
        return Err(ListRefused::Signature);
    }
    let Payload { iat, status_list: List { lst } } =
        serde_json::from_str(&jws.payload).map_err(|_| ListRefused::Broken)?;
    if jws.payload != payload(iss, uri, iat, &lst) {
        return Err(ListRefused::Broken);
    }
    let exp = iat.saturating_add(LIST_LIFETIME);
    if iat > now.saturating_add(CLOCK_TOLERANCE) {
        return Err(ListRefused::FromTheFuture);
    }
    if now > exp {
        return Err(ListRefused::TooOld);
    }
    let bits = StatusBits::from_lst(&lst).ok_or(ListRefused::Broken)?;
    Ok(HeldList { iat, exp, bits, fetched_at: now })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SigningKey;

    const NOW: u64 = 1_800_000_000;

    fn hub() -> (SigningKey, TrustedIssuer, Issuer) {
        let (key, _) = SigningKey::generate().unwrap();
        let kid = Kid::new(1).unwrap();
        let trusted = TrustedIssuer {
            name: "Riverton".into(),
            telephone: "01632 960100".into(),
            keys: [(kid, key.public().clone())].into(),
            retired: [].into(),
        };
        (key, trusted, Issuer::parse("https://pass.example.uk/h/riverton").unwrap())
    }

    #[test]
    fn a_signed_list_reads_back_with_its_bits() {
        let (key, trusted, issuer) = hub();
        let mut bits = StatusBits::new();
        for idx in [0, 7, 8, 54_321, 131_071, 131_072] {
            bits.withdraw(idx);
        }
        let token = sign_list(&issuer, 3, &bits, NOW, Kid::new(1).unwrap(), &key).unwrap();
        let held = read_list(&token, &issuer.iss(), &issuer.status_uri(3), &trusted, NOW + 5).unwrap();
        assert_eq!(
            (held.bits.is_withdrawn(54_321), held.bits.is_withdrawn(9), held.bits.is_withdrawn(131_072)),
            (Some(true), Some(false), None)
        );
        assert_eq!((held.bits.count_withdrawn(), held.exp), (5, NOW + LIST_LIFETIME));
    }

    #[test]
    fn bits_stand_least_significant_first() {
        // The draft's sample, 16 entries: B9 A3.
        let mut bits = StatusBits::new();
        for (idx, bit) in (0..).zip([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]) {
            if bit == 1 {
                bits.withdraw(idx);
            }
        }
        assert_eq!(bits.0[..2], [0xb9, 0xa3]);
    }

    #[test]
    fn a_list_is_refused_under_another_address_another_key_or_another_time() {
        let (key, trusted, issuer) = hub();
        let sign = |iat| sign_list(&issuer, 3, &StatusBits::new(), iat, Kid::new(1).unwrap(), &key).unwrap();
        let read = |token: &str, uri: &str, now| {
            read_list(token, &issuer.iss(), uri, &trusted, now).map(|held| held.iat)
        };
        let uri = issuer.status_uri(3);
        assert_eq!(read(&sign(NOW), &issuer.status_uri(4), NOW), Err(ListRefused::Broken));
        assert_eq!(read(&sign(NOW + 121), &uri, NOW), Err(ListRefused::FromTheFuture));
        assert_eq!(read(&sign(NOW), &uri, NOW + LIST_LIFETIME + 1), Err(ListRefused::TooOld));
        let (stranger, ..) = hub();
        let forged = sign_list(&issuer, 3, &StatusBits::new(), NOW, Kid::new(1).unwrap(), &stranger).unwrap();
        assert_eq!(read(&forged, &uri, NOW), Err(ListRefused::Signature));
        let unknown = sign_list(&issuer, 3, &StatusBits::new(), NOW, Kid::new(2).unwrap(), &key).unwrap();
        assert_eq!(read(&unknown, &uri, NOW), Err(ListRefused::Signature));
    }

    #[test]
    fn a_list_of_another_size_never_inflates() {
        for size in [0, LIST_BYTES - 1, LIST_BYTES + 1, 50 * LIST_BYTES] {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&vec![0; size]).unwrap();
            assert_eq!(StatusBits::from_lst(&jws::encode(&encoder.finish().unwrap())), None, "{size}");
        }
        let trailing = format!("{}AAAA", StatusBits::new().to_lst());
        assert_eq!(StatusBits::from_lst(&trailing), None);
    }
}
