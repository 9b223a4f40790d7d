//! The hub's credential endpoint.

use chrono::DateTime;
use serde_json::json;

use super::super::super::Request;
use super::{Given, Hub, ISS, LIST, good, read};
use crate::card::{Setting, StatusRef};
use crate::credential::sign;
use crate::issue::{phone_claims, phone_exp};
use crate::keys::Kid;
use crate::phone::shown;
use crate::proof::{ProofFor, read_proof};

/// Seconds that a nonce lives.
const NONCE: u64 = 300;

impl Hub {
    pub(super) fn credential(&mut self, request: &Request) -> Given {
        let holder = self.holder(request)?;
        let wish = read(&request.body);
        let setting: Setting = wish["credential_configuration_id"].as_str().unwrap().parse().unwrap();
        let proof = wish["proofs"]["jwt"][0].as_str().unwrap();
        let made_for = ProofFor { iss: ISS, client_id: None, now: self.now };
        let proof = read_proof(proof, made_for).map_err(|_| (400, "invalid_proof"))?;
        let drawn_at = proof.nonce.rsplit_once('.').and_then(|(_, at)| at.parse::<u64>().ok());
        if drawn_at.is_none_or(|at| self.now.abs_diff(at) > NONCE) {
            return Err((400, "invalid_nonce"));
        }
        if self.keys_seen.contains(&proof.key) || self.knows(&proof.key) {
            return Err((400, "invalid_proof"));
        }
        let card = &self.cards[holder];
        let arrangements = shown(&card.allowed, setting, &card.choices);
        let now = DateTime::from_timestamp(self.now.cast_signed(), 0).unwrap();
        let exp = phone_exp(now, card.ends_on).filter(|_| !card.is_ended && !arrangements.is_empty());
        let exp = exp.ok_or((400, "credential_request_denied"))?;
        // Each credential has a place of its own; a key stands in one.
        self.keys_seen.push(proof.key.clone());
        let status = StatusRef { list: LIST, idx: u32::try_from(self.keys_seen.len()).unwrap() };
        let of = (setting, proof.key);
        let claims = phone_claims(self.issuer.clone(), card.name.clone(), of, &arrangements, exp, status);
        let text = sign(&claims, Kid::FIRST, &*self.key).unwrap();
        self.cards[holder].issued.push(claims);
        good(&json!({ "credentials": [{ "credential": text }], "notification_id": "a-delivery" }))
    }
}
