//! The MACs of the audit chain: HMAC-SHA256 under a sealed key, over fields that cannot run into one another.

use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What stands before the first entry of a chain.
pub(super) const START: [u8; 32] = [0; 32];

/// The fields of an entry that its MAC covers.
pub(super) struct Fields<'a> {
    pub(super) chain: Uuid,
    pub(super) seq: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) action: &'a str,
    pub(super) actor: &'a str,
    pub(super) subject: Option<Uuid>,
    pub(super) details_mac: &'a [u8],
}

/// The MAC of an entry and, through the one before it, of all before.
pub(super) fn entry(key: &hmac::Key, fields: &Fields<'_>, before: &[u8]) -> Vec<u8> {
    let subject = fields.subject.map(|subject| subject.as_bytes().to_vec()).unwrap_or_default();
    mac(
        key,
        &[
            b"entry",
            fields.chain.as_bytes(),
            &fields.seq.to_be_bytes(),
            &fields.at.timestamp_micros().to_be_bytes(),
            fields.action.as_bytes(),
            fields.actor.as_bytes(),
            &subject,
            fields.details_mac,
            before,
        ],
    )
}

/// The MAC of what an entry was about. The salt keeps equal details from looking equal after they are erased.
pub(super) fn details(key: &hmac::Key, salt: &[u8], details: &str) -> Vec<u8> {
    mac(key, &[b"details", salt, details.as_bytes()])
}

/// The MAC of a chain's end: its length and last MAC. Without the key nobody can make a shorter chain look whole.
pub(super) fn head(key: &hmac::Key, chain: Uuid, seq: i64, last: &[u8]) -> Vec<u8> {
    mac(key, &[b"head", chain.as_bytes(), &seq.to_be_bytes(), last])
}

/// Each part is preceded by its length.
fn mac(key: &hmac::Key, parts: &[&[u8]]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    context.sign().as_ref().to_vec()
}
