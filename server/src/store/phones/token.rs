//! The tokens that a wallet holds: ids and a number with a MAC over them. Nothing of a token stands in a table, and one of another
//! hub, kind or server is none at all.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::super::{GrantId, HubId, Store};

/// An access token lives so long.
pub(super) const ACCESS_FOR: TimeDelta = TimeDelta::minutes(10);
/// Hub, grant and number.
const PLAIN_LEN: usize = 16 + 16 + 8;
/// 128 bits of the MAC.
const MAC_LEN: usize = 16;

/// What a wallet is given by the token endpoint.
#[derive(Clone)]
pub struct Tokens {
    /// For the next requests.
    pub access: Zeroizing<String>,
    /// Whole seconds that the access token lives.
    pub lifetime: i64,
    /// For the tokens after these.
    pub refresh: Zeroizing<String>,
    /// Whether the access token opens `/api/card` too: see [`super::PhoneGrant::is_owners`].
    pub is_owners: bool,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Its number is the second since 1970 at which it ends.
    Access,
    /// Its number counts the tokens of its family, from 1.
    Refresh,
}

/// A token that this server made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) hub: HubId,
    pub(super) grant: GrantId,
    pub(super) number: i64,
}

impl TokenKind {
    fn purpose(self) -> &'static str {
        match self {
            Self::Access => "accesstoken",
            Self::Refresh => "refreshtoken",
        }
    }
}

impl Token {
    fn plain(&self) -> Vec<u8> {
        [self.hub.0.as_bytes(), &self.grant.0.as_bytes()[..], &self.number.to_be_bytes()].concat()
    }

    fn of_plain(plain: &[u8]) -> Option<Self> {
        let (hub, rest) = plain.split_at_checked(16)?;
        let (grant, number) = rest.split_at_checked(16)?;
        Some(Self {
            hub: HubId(Uuid::from_slice(hub).ok()?),
            grant: GrantId(Uuid::from_slice(grant).ok()?),
            number: i64::from_be_bytes(number.try_into().ok()?),
        })
    }
}

impl Store {
    /// A token as text: 75 characters of base64url.
    pub(super) fn token_text(&self, kind: TokenKind, token: &Token) -> Zeroizing<String> {
        let plain = token.plain();
        let mac = self.mac_of(kind.purpose(), &plain);
        Zeroizing::new(URL_SAFE_NO_PAD.encode([&plain[..], &mac[..MAC_LEN]].concat()))
    }

    /// The token of a text, if this server made it for that.
    pub(super) fn read_token(&self, kind: TokenKind, text: &str) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == PLAIN_LEN + MAC_LEN)?;
        let (plain, mac) = bytes.split_at(PLAIN_LEN);
        let ours = self.mac_of(kind.purpose(), plain);
        bool::from(ours[..MAC_LEN].ct_eq(mac)).then(|| Token::of_plain(plain)).flatten()
    }

    /// A pair of tokens for now, the refresh token with this number, for settings alone until the caller knows better.
    pub(super) fn tokens(&self, hub: HubId, grant: GrantId, number: i64, now: i64) -> Tokens {
        let lifetime = ACCESS_FOR.num_seconds();
        let access = Token { hub, grant, number: now + lifetime };
        Tokens {
            access: self.token_text(TokenKind::Access, &access),
            lifetime,
            refresh: self.token_text(TokenKind::Refresh, &Token { hub, grant, number }),
            is_owners: false,
        }
    }
}
