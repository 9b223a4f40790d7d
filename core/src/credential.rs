//! The credential: an SD-JWT VC without disclosures, in exactly one form of bytes. §3; RFC 9901 section 4.
//!
//! Reading is strict in one stroke: the payload is parsed into [`Claims`], written again, and must be equal byte for byte. So
//! duplicate members, `_sd`, extra claims, escapes, white space and fractions are all refused by a single comparison.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::card::{Arrangements, Issuer, LineText, Setting, StatusRef};
use crate::jws::{self, Jws};
use crate::keys::{Jwk, Kid, PublicKey, SignError, Signer};

/// Status lists have this many entries.
pub const STATUS_ENTRIES: u32 = 1 << 17;

/// What one credential says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The hub that signs it.
    pub issuer: Issuer,
    /// Paper or phone.
    pub kind: Kind,
    /// The last second it is valid in, since 1970.
    pub exp: u64,
    /// Known-as name and initial; absent exactly for transport.
    pub name: Option<LineText>,
    /// The arrangements it carries.
    pub arrangements: Arrangements,
    /// Its place in a status list.
    pub status: StatusRef,
}

/// What a credential is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A printed card: bound to nothing, with the settings chosen for paper.
    Printed,
    /// A phone's: one setting, bound to a device key.
    Phone {
        /// Its one setting.
        setting: Setting,
        /// The key the phone signs with.
        device: PublicKey,
    },
}

/// The text is not one of our credentials; nothing finer is told to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a card in the form that we write")]
pub struct Broken;

/// Why claims cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    /// The claims break a rule of §3, for instance a name beside a fare.
    #[error("the card's contents do not fit together")]
    Shape,
    /// The key could not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// A credential read from text: well-formed, its signature not yet verified.
pub struct Credential<'a> {
    /// What it says.
    pub claims: Claims,
    /// Which of the hub's keys it names.
    pub kid: Kid,
    /// The text up to and including the tilde, over which a KB-JWT is made.
    pub text: &'a str,
    /// What follows the tilde; empty without a KB-JWT.
    pub key_binding: &'a str,
    jws: Jws<'a>,
}

/// Signs a credential. The text ends with its tilde.
///
/// # Errors
/// See [`ClaimsError`].
pub fn sign(claims: &Claims, kid: Kid, key: &dyn Signer) -> Result<String, ClaimsError> {
    if !claims.fit_together() {
        return Err(ClaimsError::Shape);
    }
    let mut text = jws::sign(&header(kid), &claims.to_json(), key)?;
    text.push('~');
    Ok(text)
}

/// The one header there is.
pub(crate) fn header(kid: Kid) -> String {
    format!(r#"{{"typ":"dc+sd-jwt","alg":"ES256","kid":"{kid}"}}"#)
}

impl Claims {
    /// The canonical payload.
    pub fn to_json(&self) -> String {
        let base = &self.issuer.base;
        let vct = match self.kind {
            Kind::Printed => base.printed_type(),
            Kind::Phone { .. } => base.phone_type(),
        };
        let mut out = format!(r#"{{"iss":"{}","vct":"{vct}","exp":{}"#, self.issuer.iss(), self.exp);
        if let Some(name) = &self.name {
            out.push_str(&format!(r#","name":"{name}""#));
        }
        if let Kind::Phone { setting, .. } = self.kind {
            out.push_str(&format!(r#","setting":"{setting}""#));
        }
        out.push_str(r#","arrangements":"#);
        self.arrangements.write_json(&mut out);
        if let Kind::Phone { device, .. } = &self.kind {
            out.push_str(&format!(
                r#","cnf":{{"jwk":{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}}}"#,
                device.x(),
                device.y()
            ));
        }
        let StatusRef { list, idx } = self.status;
        out.push_str(&format!(
            r#","status":{{"status_list":{{"idx":{idx},"uri":"{}"}}}}}}"#,
            self.issuer.status_uri(list)
        ));
        out
    }

    /// Reads a canonical payload.
    ///
    /// # Errors
    /// [`Broken`] unless it is exactly what [`Self::to_json`] writes for claims that fit together.
    pub fn from_json(payload: &str) -> Result<Self, Broken> {
        let claims = serde_json::from_str::<Raw>(payload).ok().and_then(Raw::into_claims).ok_or(Broken)?;
        if claims.fit_together() && claims.to_json() == payload { Ok(claims) } else { Err(Broken) }
    }

    /// Whether it is transport's: a fare card, or a phone's transport credential.
    pub fn is_transport(&self) -> bool {
        match &self.kind {
            Kind::Phone { setting, .. } => *setting == Setting::Transport,
            Kind::Printed => self.arrangements.any_of(Setting::Transport),
        }
    }

    /// The rules of §3 that types alone do not hold: a name exactly when it is not transport's, a phone's arrangements of its
    /// own setting, a fare alone on paper, numbers in their bounds.
    pub(crate) fn fit_together(&self) -> bool {
        let only = match &self.kind {
            Kind::Phone { setting, .. } => Some(*setting),
            Kind::Printed => self.is_transport().then_some(Setting::Transport),
        };
        let settings_fit =
            only.is_none_or(|only| self.arrangements.iter().all(|a| a.setting().is_none_or(|of| of == only)));
        settings_fit
            && self.name.is_some() != self.is_transport()
            && u32::try_from(self.exp).is_ok()
            && self.status.idx < STATUS_ENTRIES
            && (1..=i32::MAX.unsigned_abs()).contains(&self.status.list)
    }
}

impl<'a> Credential<'a> {
    /// Reads a credential, with or without a KB-JWT behind it.
    ///
    /// # Errors
    /// [`Broken`] unless every byte is as §3 says.
    pub fn parse(text: &'a str) -> Result<Self, Broken> {
        let tilde = text.find('~').ok_or(Broken)?;
        let key_binding = &text[tilde + 1..];
        if key_binding.contains('~') {
            return Err(Broken); // a disclosure
        }
        let jws = Jws::split(&text[..tilde]).ok_or(Broken)?;
        let kid = kid_of(&jws.header).ok_or(Broken)?;
        let claims = Claims::from_json(&jws.payload)?;
        Ok(Self { claims, kid, text: &text[..=tilde], key_binding, jws })
    }

    /// Whether this key signed it.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.jws.is_signed_by(key)
    }

    /// The issuer's signature.
    pub(crate) fn signature(&self) -> Result<[u8; 64], Broken> {
        self.jws.signature().ok_or(Broken)
    }
}

/// The `kid` of a header that is exactly ours; `alg`, `typ` and stray members are thereby settled too.
fn kid_of(found: &str) -> Option<Kid> {
    let kid = found.strip_prefix(r#"{"typ":"dc+sd-jwt","alg":"ES256","kid":""#)?.strip_suffix(r#""}"#)?;
    Kid::parse(kid)
}

/// The payload's members, loosely; the comparison in [`Claims::from_json`] is what is strict.
#[derive(Deserialize)]
struct Raw {
    iss: String,
    vct: String,
    exp: u64,
    name: Option<LineText>,
    setting: Option<Setting>,
    arrangements: Map<String, Value>,
    cnf: Option<RawConfirmation>,
    status: RawStatus,
}

#[derive(Deserialize)]
struct RawConfirmation {
    jwk: Jwk,
}

#[derive(Deserialize)]
struct RawStatus {
    status_list: RawStatusList,
}

#[derive(Deserialize)]
struct RawStatusList {
    idx: u32,
    uri: String,
}

impl Raw {
    fn into_claims(self) -> Option<Claims> {
        let issuer = Issuer::parse(&self.iss).ok()?;
        let kind = match (self.setting, self.cnf) {
            (None, None) if self.vct == issuer.base.printed_type() => Kind::Printed,
            (Some(setting), Some(cnf)) if self.vct == issuer.base.phone_type() => {
                Kind::Phone { setting, device: PublicKey::from_jwk(&cnf.jwk).ok()? }
            }
            _ => return None,
        };
        let StatusRef { list, idx } = status_ref(&issuer, &self.status.status_list)?;
        let arrangements = Arrangements::from_json(&self.arrangements)?;
        Some(Claims {
            issuer,
            kind,
            exp: self.exp,
            name: self.name,
            arrangements,
            status: StatusRef { list, idx },
        })
    }
}

fn status_ref(issuer: &Issuer, status: &RawStatusList) -> Option<StatusRef> {
    let n = status.uri.strip_prefix(&issuer.iss())?.strip_prefix("/status/")?;
    let list = crate::card::parse_number(n, i32::MAX.unsigned_abs())?;
    Some(StatusRef { list, idx: status.idx })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::card::{Arrangement, FareBand, Place};
    use crate::keys::SigningKey;

    pub(crate) fn printed() -> Claims {
        Claims {
            issuer: Issuer::parse("https://pass.example.uk/h/riverton").unwrap(),
            kind: Kind::Printed,
            exp: 1_819_753_199,
            name: Some(LineText::parse("Zoë M").unwrap()),
            arrangements: Arrangements::new(vec![
                Arrangement::PhoneOnSilent,
                Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").unwrap()) },
            ])
            .unwrap(),
            status: StatusRef { list: 1, idx: 54_321 },
        }
    }

    #[test]
    fn the_payload_stands_in_the_order_of_the_specification() {
        assert_eq!(
            printed().to_json(),
            r#"{"iss":"https://pass.example.uk/h/riverton","vct":"https://pass.example.uk/vct/printed/1","exp":1819753199,"name":"Zoë M","arrangements":{"time-out":{"minutes":10,"place":"library"},"phone-on-silent":{}},"status":{"status_list":{"idx":54321,"uri":"https://pass.example.uk/h/riverton/status/1"}}}"#
        );
    }

    #[test]
    fn a_signed_credential_reads_back_and_verifies() {
        let (key, _) = SigningKey::generate().unwrap();
        let text = sign(&printed(), Kid::new(7).unwrap(), &key).unwrap();
        let read = Credential::parse(&text).unwrap();
        assert_eq!((&read.claims, read.kid.to_string()), (&printed(), "k7".to_owned()));
        assert!(read.is_signed_by(key.public()));
        assert!(!read.is_signed_by(SigningKey::generate().unwrap().0.public()));
    }

    #[test]
    fn a_payload_in_any_other_form_is_broken() {
        let good = printed().to_json();
        assert!(Claims::from_json(&good).is_ok());
        for (from, to) in [
            (r#""exp":1819753199"#, r#""exp":1819753199.0"#),
            (r#""exp":1819753199"#, r#""exp":1819753199,"exp":1819753199"#),
            (r#"{"iss""#, r#"{ "iss""#),
            (r#"{"iss""#, r#"{"_sd":[],"iss""#),
            (r#"{"iss""#, r#"{"nbf":1,"iss""#),
            ("Zoë", r"Zo\u00eb"),
            (r#""idx":54321"#, r#""idx":131072"#),
            ("/vct/printed/1", "/vct/printed/2"),
            ("/riverton/status/1", "/northdale/status/1"),
            ("/status/1", "/status/01"),
            (r#","name":"Zoë M""#, ""),
            ("time-out", "fare"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert_eq!(Claims::from_json(&bad), Err(Broken), "{bad}");
        }
    }

    #[test]
    fn a_name_never_stands_beside_a_fare() {
        let (key, _) = SigningKey::generate().unwrap();
        let fare = Arrangements::new(vec![Arrangement::Fare { band: FareBand::Child }]).unwrap();
        let named = Claims { arrangements: fare, ..printed() };
        assert_eq!(sign(&named, Kid::new(1).unwrap(), &key), Err(ClaimsError::Shape));
        assert!(sign(&Claims { name: None, ..named }, Kid::new(1).unwrap(), &key).is_ok());
    }
}
