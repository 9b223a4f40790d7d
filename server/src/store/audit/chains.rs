//! Which chains there are, which ought to be there, and what stands in none.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::super::StoreError;
use super::super::db::{View, on_db};
use super::{AuditBreak, Fault, Head};

#[derive(sqlx::FromRow)]
pub(super) struct Chain {
    pub(super) id: Uuid,
    pub(super) hub_id: Option<Uuid>,
    pub(super) slug: Option<String>,
    pub(super) kind: String,
    pub(super) seq: i64,
    pub(super) head: Vec<u8>,
}

pub(super) async fn chains(view: &mut View) -> Result<Vec<Chain>, StoreError> {
    let sql = "SELECT c.chain_id AS id, c.hub_id, h.slug, c.kind, c.seq, c.head FROM audit_chain c
        LEFT JOIN hub h ON h.hub_id = c.hub_id ORDER BY h.slug, c.kind";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}

/// Entries and details that stand in no chain at all.
pub(super) async fn of_no_chain(view: &mut View) -> Result<Vec<AuditBreak>, StoreError> {
    let mut found = Vec::new();
    for table in ["SELECT MIN(seq), MAX(seq) FROM audit_entry", "SELECT MIN(seq), MAX(seq) FROM audit_detail"]
    {
        let sql =
            format!("{table} WHERE chain_id NOT IN (SELECT chain_id FROM audit_chain) GROUP BY chain_id");
        let rows: Vec<(i64, i64)> =
            on_db!(view, |c| sqlx::query_as(AssertSqlSafe(sql.as_str())).fetch_all(c))?;
        found.extend(rows);
    }
    found.sort_unstable();
    found.dedup();
    let named = |(seq, last)| {
        let chain = "a chain that is not known".to_owned();
        AuditBreak { hub: None, chain, seq, last, fault: Fault::OfNoChain }
    };
    Ok(found.into_iter().map(named).collect())
}

/// Each hub has two chains and the server one; a chain whose head was kept must be there.
pub(super) async fn missing_chains(view: &mut View, kept: &[Head]) -> Result<Vec<AuditBreak>, StoreError> {
    let slugs: Vec<(Uuid, String)> =
        on_db!(view, |c| sqlx::query_as("SELECT hub_id, slug FROM hub").fetch_all(c))?;
    let slugs: BTreeMap<Uuid, String> = slugs.into_iter().collect();
    let there = chains(view).await?;
    let mut wanted: BTreeSet<(Option<String>, String)> = BTreeSet::new();
    let of_hub = |hub: &Uuid| slugs.get(hub).cloned().unwrap_or_else(|| hub.to_string());
    for kind in ["writes", "reads"] {
        wanted.extend(slugs.values().map(|slug| (Some(slug.clone()), kind.to_owned())));
    }
    wanted.insert((None, "writes".to_owned()));
    wanted.retain(|(hub, kind)| there.iter().all(|chain| (&chain.slug, &chain.kind) != (hub, kind)));
    for head in kept.iter().filter(|head| there.iter().all(|chain| chain.id != head.chain_id)) {
        let kind = head.kind.clone().unwrap_or_else(|| "kept elsewhere".to_owned());
        wanted.insert((head.hub_id.as_ref().map(of_hub), kind));
    }
    let gone = |(hub, chain)| AuditBreak { hub, chain, seq: 1, last: 1, fault: Fault::ChainMissing };
    Ok(wanted.into_iter().map(gone).collect())
}
