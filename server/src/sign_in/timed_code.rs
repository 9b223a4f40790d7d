//! The six digits that change every 30 seconds (TOTP, RFC 6238), with HMAC-SHA1 since every authenticator app knows it.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::chance::{Chance, NoChance, draw};

/// Seconds for which one code stands.
const STEP: i64 = 30;
/// RFC 4226 section 4: at least 128 bits, 160 recommended.
const SECRET_LEN: usize = 20;
/// RFC 4648 section 6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the server and the person's app share.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// [`NoChance`] when the system gives no randomness.
    pub fn generate(chance: &dyn Chance) -> Result<Self, NoChance> {
        Ok(Self::from_bytes(&draw::<SECRET_LEN>(chance)?))
    }

    /// The bytes as they were kept.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }

    /// The bytes to keep, sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret as people type it into an app: base32 in groups of four.
    pub fn to_text(&self) -> Zeroizing<String> {
        let plain = self.base32();
        let groups: Vec<&str> =
            plain.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        Zeroizing::new(groups.join(" "))
    }

    /// The address behind the square that apps scan. Only letters that need no escape stand in `account` and `issuer`.
    pub fn to_address(&self, account: &str) -> Zeroizing<String> {
        let mut label = String::new();
        for byte in account.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => label.push(char::from(byte)),
                _ => drop(write!(label, "%{byte:02X}")),
            }
        }
        Zeroizing::new(format!("otpauth://totp/Pass:{label}?secret={}&issuer=Pass", *self.base32()))
    }

    /// The step whose code this is, at `seconds` since 1970: the present one, or one before or after for a clock that is
    /// a little off. Spaces in what was typed do not count. A step may be used once; the store sees to that.
    pub fn step_of(&self, typed: &str, seconds: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        let now = seconds.div_euclid(STEP);
        // Each is computed and compared whole, so the time taken tells nothing.
        let fits = |step: &i64| bool::from(self.code_of(*step).as_bytes().ct_eq(typed.as_bytes()));
        [now, now - 1, now + 1].into_iter().filter(fits).fold(None, |_, step| Some(step))
    }

    /// The code that stands at `seconds` since 1970.
    pub fn code_at(&self, seconds: i64) -> String {
        self.code_of(seconds.div_euclid(STEP))
    }

    /// RFC 4226 section 5.3.
    fn code_of(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let mac = mac.as_ref();
        let offset = usize::from(mac[mac.len() - 1] & 0xf);
        let four = [mac[offset] & 0x7f, mac[offset + 1], mac[offset + 2], mac[offset + 3]];
        format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
    }

    fn base32(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        for five in self.0.chunks(5) {
            let mut bits = [0; 8];
            bits[3..3 + five.len()].copy_from_slice(five);
            let bits = u64::from_be_bytes(bits);
            for letter in 0..(five.len() * 8).div_ceil(5) {
                let place = (bits >> (35 - 5 * letter)) & 31;
                text.push(char::from(BASE32[usize::try_from(place).expect("five bits are below 32")]));
            }
        }
        text
    }
}

/// The secret as text without groups, for the demo and for programs that make codes.
impl From<&Secret> for String {
    fn from(secret: &Secret) -> Self {
        secret.base32().to_string()
    }
}

/// Never shown, not even by mistake.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_rfc_6238_appendix_b() {
        let secret = Secret::from_bytes(KEY);
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code_at(seconds), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_stands_for_its_step_and_one_either_side() {
        let secret = Secret::from_bytes(KEY);
        assert_eq!(secret.step_of("081 804", 1_111_111_109), Some(37_037_036));
        assert_eq!(secret.step_of("081804", 1_111_111_109 + 30), Some(37_037_036));
        assert_eq!(secret.step_of("081804", 1_111_111_109 - 30), Some(37_037_036));
        for seconds in [1_111_111_109 + 61, 1_111_111_109 - 61] {
            assert_eq!(secret.step_of("081804", seconds), None);
        }
        for wrong in ["", "81804", "0818040", "081805", "០៨១៨០៤"] {
            assert_eq!(secret.step_of(wrong, 1_111_111_109), None, "{wrong}");
        }
    }

    #[test]
    fn the_secret_reads_as_apps_expect_it() {
        let secret = Secret::from_bytes(KEY);
        assert_eq!(String::from(&secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(*secret.to_text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = secret.to_address("zoë@hub.example");
        assert!(
            address.starts_with("otpauth://totp/Pass:zo%C3%AB%40hub.example?secret=GEZD"),
            "{}",
            *address
        );
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
