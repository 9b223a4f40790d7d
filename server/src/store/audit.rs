//! The record of who did what: chains of MACs, written in the transaction of the deed itself.
//!
//! Each entry's MAC covers the entry before it, and the chain's head covers its length and last MAC, so a row that is changed,
//! deleted, swapped, inserted or cut off is found. What a deed was about stands beside it, salted, and can be erased alone.

mod entries;
mod heads;
mod mac;
mod report;
mod verify;

use aws_lc_rs::hmac;
use serde_json::Value;
use uuid::Uuid;

use super::db::{Tx, View, on_db, write_db};
use super::{Actor, HubId, HubScope, Store, StoreError, SubjectId};
use crate::chance::{Chance, draw, draw_uuid};

pub use entries::AuditEntry;
pub use heads::Head;
pub use report::{AuditBreak, AuditReport, Fault};

/// What a chain records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChainKind {
    Writes,
    Reads,
}

impl ChainKind {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Writes => "writes",
            Self::Reads => "reads",
        }
    }
}

/// A deed about to be recorded.
struct Deed<'a> {
    actor: Actor,
    action: &'a str,
    subject: Option<SubjectId>,
    details: Value,
}

/// Starts a chain, empty.
pub(super) async fn open_chain(
    tx: &mut Tx,
    key: &hmac::Key,
    hub: Option<HubId>,
    kind: ChainKind,
    chance: &dyn Chance,
) -> Result<(), StoreError> {
    let chain = draw_uuid(chance)?;
    let head = mac::head(key, chain, 0, &mac::START);
    let sql = "INSERT INTO audit_chain (chain_id, hub_id, kind, seq, head) VALUES ($1, $2, $3, 0, $4)";
    write_db!(tx, |c| sqlx::query(sql).bind(chain).bind(hub).bind(kind.code()).bind(head).execute(c))?;
    Ok(())
}

impl Store {
    /// Records a deed in a hub, in the deed's own transaction.
    pub(super) async fn record(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        action: &str,
        subject: Option<SubjectId>,
        details: Value,
    ) -> Result<(), StoreError> {
        let deed = Deed { actor: scope.actor(), action, subject, details };
        self.append(tx, Some(scope.hub()), ChainKind::Writes, deed).await
    }

    /// Records a deed on the server as a whole.
    pub(super) async fn record_for_server(
        &self,
        tx: &mut Tx,
        actor: Actor,
        action: &str,
        details: Value,
    ) -> Result<(), StoreError> {
        self.append(tx, None, ChainKind::Writes, Deed { actor, action, subject: None, details }).await
    }

    /// Records that somebody looked at a young person's record. What was read is shown only after this is committed.
    pub(super) async fn note_read(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        action: &str,
        subject: Option<SubjectId>,
        details: Value,
    ) -> Result<(), StoreError> {
        let deed = Deed { actor: scope.actor(), action, subject, details };
        self.append(tx, Some(scope.hub()), ChainKind::Reads, deed).await
    }

    async fn append(
        &self,
        tx: &mut Tx,
        hub: Option<HubId>,
        kind: ChainKind,
        deed: Deed<'_>,
    ) -> Result<(), StoreError> {
        let key = &self.keys.audit;
        let (chain, before, head) = end_of_chain(tx, hub, kind).await?;
        let last = mac_at(tx, chain, before).await?.ok_or(StoreError::AuditBroken)?;
        // Going on from an end that was cut off would hide the cut under a new, sound head.
        if mac::head(key, chain, before, &last) != head {
            return Err(StoreError::AuditBroken);
        }
        let seq = before + 1;
        let salt = draw::<16>(&*self.chance)?;
        let details = deed.details.to_string();
        let details_mac = mac::details(key, &salt, &details);
        let actor = deed.actor.to_string();
        let fields = mac::Fields {
            chain,
            seq,
            at: tx.at,
            action: deed.action,
            actor: &actor,
            subject: deed.subject.map(|subject| subject.0),
            details_mac: &details_mac,
        };
        let mac = mac::entry(key, &fields, &last);
        insert(tx, &fields, &mac).await?;
        let sql = "INSERT INTO audit_detail (chain_id, seq, salt, details) VALUES ($1, $2, $3, $4)";
        write_db!(tx, |c| sqlx::query(sql).bind(chain).bind(seq).bind(&salt[..]).bind(&details).execute(c))?;
        let head = mac::head(key, chain, seq, &mac);
        let sql = "UPDATE audit_chain SET seq = $1, head = $2 WHERE chain_id = $3";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(seq).bind(head).bind(chain).execute(c))?;
        if rows == 1 { Ok(()) } else { Err(StoreError::AuditBroken) }
    }
}

async fn end_of_chain(
    tx: &mut Tx,
    hub: Option<HubId>,
    kind: ChainKind,
) -> Result<(Uuid, i64, Vec<u8>), StoreError> {
    let of_hub = "SELECT chain_id, seq, head FROM audit_chain WHERE kind = $1 AND hub_id = $2";
    let of_server = "SELECT chain_id, seq, head FROM audit_chain WHERE kind = $1 AND hub_id IS NULL";
    let kind = kind.code();
    let found = match hub {
        Some(hub) => on_db!(tx, |c| sqlx::query_as(of_hub).bind(kind).bind(hub).fetch_optional(c))?,
        None => on_db!(tx, |c| sqlx::query_as(of_server).bind(kind).fetch_optional(c))?,
    };
    found.ok_or(StoreError::AuditBroken)
}

/// The MAC of one entry; before the first stands a constant.
async fn mac_at(view: &mut View, chain: Uuid, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    if seq == 0 {
        return Ok(Some(mac::START.to_vec()));
    }
    let sql = "SELECT mac FROM audit_entry WHERE chain_id = $1 AND seq = $2";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(chain).bind(seq).fetch_optional(c))?)
}

async fn insert(tx: &mut Tx, fields: &mac::Fields<'_>, mac: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit_entry (chain_id, seq, at, action, actor, subject_id, details_mac, mac)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(fields.chain)
        .bind(fields.seq)
        .bind(fields.at)
        .bind(fields.action)
        .bind(fields.actor)
        .bind(fields.subject)
        .bind(fields.details_mac)
        .bind(mac)
        .execute(c))?;
    Ok(())
}
