//! Appending to a chain: its end is read once, and however many deeds one step has, their entries are written together.

use aws_lc_rs::hmac;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, View, on_db, places, write_db};
use super::super::{Actor, HubId, Store, StoreError, SubjectId};
use super::{ChainKind, mac};
use crate::chance::draw;

/// A deed about to be recorded.
pub(super) struct Deed<'a> {
    pub(super) actor: Actor,
    pub(super) action: &'a str,
    pub(super) subject: Option<SubjectId>,
    pub(super) details: Value,
}

/// The end of a chain: how many entries it has, and the last one's MAC.
struct End {
    chain: Uuid,
    seq: i64,
    mac: Vec<u8>,
}

/// An entry as it is written, with what stands beside it.
struct Entry<'a> {
    seq: i64,
    action: &'a str,
    actor: String,
    subject: Option<Uuid>,
    salt: [u8; 16],
    details: String,
    details_mac: Vec<u8>,
    mac: Vec<u8>,
}

impl Store {
    pub(super) async fn append(
        &self,
        tx: &mut Tx,
        hub: Option<HubId>,
        kind: ChainKind,
        deeds: &[Deed<'_>],
    ) -> Result<(), StoreError> {
        if deeds.is_empty() {
            return Ok(());
        }
        let mut end = end_of_chain(tx, &self.keys.audit, hub, kind).await?;
        for deeds in deeds.chunks(MOST_ROWS_AT_ONCE) {
            let mut entries = Vec::with_capacity(deeds.len());
            for deed in deeds {
                let entry = self.entry_after(tx, &end, deed)?;
                (end.seq, end.mac) = (entry.seq, entry.mac.clone());
                entries.push(entry);
            }
            insert(tx, end.chain, &entries).await?;
        }
        let head = mac::head(&self.keys.audit, end.chain, end.seq, &end.mac);
        let sql = "UPDATE audit_chain SET seq = $1, head = $2 WHERE chain_id = $3";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(end.seq).bind(head).bind(end.chain).execute(c))?;
        if rows == 1 { Ok(()) } else { Err(StoreError::AuditBroken) }
    }

    fn entry_after<'a>(&self, tx: &Tx, end: &End, deed: &Deed<'a>) -> Result<Entry<'a>, StoreError> {
        let key = &self.keys.audit;
        let (salt, details) = (draw::<16>(&*self.chance)?, deed.details.to_string());
        let (actor, details_mac) = (deed.actor.to_string(), mac::details(key, &salt, &details));
        let (seq, subject) = (end.seq + 1, deed.subject.map(|subject| subject.0));
        let fields = mac::Fields {
            chain: end.chain,
            seq,
            at: tx.at,
            action: deed.action,
            actor: &actor,
            subject,
            details_mac: &details_mac,
        };
        let mac = mac::entry(key, &fields, &end.mac);
        Ok(Entry { seq, action: deed.action, actor, subject, salt, details, details_mac, mac })
    }
}

async fn end_of_chain(
    tx: &mut Tx,
    key: &hmac::Key,
    hub: Option<HubId>,
    kind: ChainKind,
) -> Result<End, StoreError> {
    let of_hub = "SELECT chain_id, seq, head FROM audit_chain WHERE kind = $1 AND hub_id = $2";
    let of_server = "SELECT chain_id, seq, head FROM audit_chain WHERE kind = $1 AND hub_id IS NULL";
    let kind = kind.code();
    let found: Option<(Uuid, i64, Vec<u8>)> = match hub {
        Some(hub) => on_db!(tx, |c| sqlx::query_as(of_hub).bind(kind).bind(hub).fetch_optional(c))?,
        None => on_db!(tx, |c| sqlx::query_as(of_server).bind(kind).fetch_optional(c))?,
    };
    let (chain, seq, head) = found.ok_or(StoreError::AuditBroken)?;
    let mac = mac_at(tx, chain, seq).await?.ok_or(StoreError::AuditBroken)?;
    // Going on from an end that was cut off would hide the cut under a new, sound head.
    if mac::head(key, chain, seq, &mac) == head {
        Ok(End { chain, seq, mac })
    } else {
        Err(StoreError::AuditBroken)
    }
}

/// The MAC of one entry; before the first stands a constant.
pub(super) async fn mac_at(view: &mut View, chain: Uuid, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    if seq == 0 {
        return Ok(Some(mac::START.to_vec()));
    }
    let sql = "SELECT mac FROM audit_entry WHERE chain_id = $1 AND seq = $2";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(chain).bind(seq).fetch_optional(c))?)
}

async fn insert(tx: &mut Tx, chain: Uuid, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = format!(
        "INSERT INTO audit_entry (chain_id, seq, at, action, actor, subject_id, details_mac, mac) VALUES {}",
        places(entries.len(), 8)
    );
    write_db!(tx, |c| entries
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, entry| query
            .bind(chain)
            .bind(entry.seq)
            .bind(at)
            .bind(entry.action)
            .bind(&entry.actor)
            .bind(entry.subject)
            .bind(&entry.details_mac)
            .bind(&entry.mac))
        .execute(c))?;
    let sql = format!(
        "INSERT INTO audit_detail (chain_id, seq, salt, details) VALUES {}",
        places(entries.len(), 4)
    );
    write_db!(tx, |c| entries
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, entry| query
            .bind(chain)
            .bind(entry.seq)
            .bind(&entry.salt[..])
            .bind(&entry.details))
        .execute(c))?;
    Ok(())
}
