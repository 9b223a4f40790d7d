//! The hub's token endpoint, and who comes with a token.

use std::collections::HashMap;

use serde_json::json;

use super::super::super::Request;
use super::super::super::asking::PRE_AUTHORIZED;
use super::{DIGITS, Given, Grant, Hub, good};
use crate::dpop::{self, DpopProof, read_dpop, thumbprint};
use crate::keys::PublicKey;

/// Seconds that an access token lives.
const ACCESS: u64 = 600;

impl Hub {
    pub(super) fn token(&mut self, request: &Request) -> Given {
        let proof = self.proof(request, None).map_err(|()| (400, "invalid_dpop_proof"))?;
        let fields = fields(&request.body);
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        match field("grant_type") {
            PRE_AUTHORIZED => self.redeem(field("pre-authorized_code"), field("tx_code"), &proof.key),
            "refresh_token" => self.refresh(field("refresh_token"), &proof.key),
            _ => Err((400, "unsupported_grant_type")),
        }
    }

    fn redeem(&mut self, code: &str, digits: &str, key: &PublicKey) -> Given {
        let wrong = Err((400, "invalid_grant"));
        let Some(letter) = Self::letter_of(code).filter(|letter| self.is_open(*letter)) else { return wrong };
        if digits != DIGITS {
            self.letters[letter].wrong_tries += 1;
            return wrong;
        }
        if self.keys_seen.contains(key) {
            return Err((400, "invalid_dpop_proof"));
        }
        self.letters[letter].redeemed_at.get_or_insert(self.now);
        // Redeemed again, the card moves: what was fetched before is refused from now on.
        self.grants.iter_mut().filter(|one| one.card == letter).for_each(|one| one.is_over = true);
        for claims in &self.cards[letter].issued {
            self.bits.withdraw(claims.status.idx);
        }
        self.grants.push(Grant { card: letter, thumbprint: thumbprint(key), used: 0, is_over: false });
        self.tokens(self.grants.len() - 1, 1)
    }

    /// The successor of a refresh token is always the same, and the one before is good until that is first used.
    fn refresh(&mut self, token: &str, key: &PublicKey) -> Given {
        let gone = Err((400, "invalid_grant"));
        let Some((at, number)) = token.strip_prefix("r.").and_then(|rest| rest.split_once('.')) else {
            return gone;
        };
        let (at, number): (usize, u64) = (at.parse().unwrap(), number.parse().unwrap());
        let grant = &mut self.grants[at];
        if grant.is_over || grant.thumbprint != thumbprint(key) || self.cards[grant.card].is_withdrawn {
            return gone;
        }
        if number < grant.used {
            grant.is_over = true;
            return gone;
        }
        grant.used = number;
        self.tokens(at, number + 1)
    }

    fn tokens(&self, grant: usize, number: u64) -> Given {
        let letter = &self.letters[self.grants[grant].card];
        let scope = if letter.is_for_another_wallet { "school" } else { "card school transport" };
        good(&json!({ "access_token": format!("a.{grant}.{}", self.now + ACCESS), "token_type": "DPoP",
            "expires_in": ACCESS, "refresh_token": format!("r.{grant}.{number}"), "scope": scope }))
    }

    /// The card of whoever comes with a token.
    pub(super) fn holder(&mut self, request: &Request) -> Result<usize, (u16, &'static str)> {
        let refused = (401, "invalid_token");
        let token = header(request, "Authorization").and_then(|value| value.strip_prefix("DPoP "));
        let token = token.ok_or(refused)?;
        let (grant, until) = token.strip_prefix("a.").and_then(|rest| rest.split_once('.')).ok_or(refused)?;
        let (grant, until): (usize, u64) = (grant.parse().unwrap(), until.parse().unwrap());
        let proof = self.proof(request, Some(token)).map_err(|()| (401, "invalid_dpop_proof"))?;
        let grant = &self.grants[grant];
        let is_good = until > self.now
            && !grant.is_over
            && grant.thumbprint == thumbprint(&proof.key)
            && !self.cards[grant.card].is_withdrawn;
        if is_good { Ok(grant.card) } else { Err(refused) }
    }

    fn proof(&mut self, request: &Request, token: Option<&str>) -> Result<DpopProof, ()> {
        let made_for = dpop::Request { method: request.method, address: &request.url, token, now: self.now };
        let proof = read_dpop(header(request, "DPoP").ok_or(())?, made_for).map_err(|_| ())?;
        if self.proofs_seen.insert(proof.jti.clone()) { Ok(proof) } else { Err(()) }
    }
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

/// A form's fields.
fn fields(body: &[u8]) -> HashMap<String, String> {
    let text = std::str::from_utf8(body).unwrap();
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push(char::from(u8::from_str_radix(&part[..2], 16).unwrap()));
        out.push_str(&part[2..]);
    }
    out
}
