//! Walking the chains: every entry is recomputed, and the first that does not fit is named.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::db::{View, look, on_db};
use super::super::{Store, StoreError};
use super::{AuditBreak, AuditReport, Fault, Head, mac, mac_at};

const PAGE: i64 = 1000;

#[derive(sqlx::FromRow)]
struct Chain {
    id: Uuid,
    hub_id: Option<Uuid>,
    slug: Option<String>,
    kind: String,
    seq: i64,
    head: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: DateTime<Utc>,
    action: String,
    actor: String,
    subject_id: Option<Uuid>,
    details_mac: Vec<u8>,
    mac: Vec<u8>,
    salt: Option<Vec<u8>>,
    details: Option<String>,
}

impl Store {
    /// Recomputes every chain, and compares with heads that were kept elsewhere.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer; what does not add up is in the report.
    pub async fn verify_audit(&self, kept: &[Head]) -> Result<AuditReport, StoreError> {
        look!(self, "verify audit", |view| {
            let mut report = AuditReport { entries: 0, erased: 0, breaks: missing_chains(view, kept).await? };
            for chain in chains(view).await? {
                if let Some((seq, fault)) = self.walk(view, &chain, kept, &mut report).await? {
                    report.breaks.push(AuditBreak { hub: chain.slug, chain: chain.kind, seq, fault });
                }
            }
            Ok(report)
        })
    }

    async fn walk(
        &self,
        view: &mut View,
        chain: &Chain,
        kept: &[Head],
        report: &mut AuditReport,
    ) -> Result<Option<(i64, Fault)>, StoreError> {
        let (mut last, mut seq) = (mac::START.to_vec(), 0);
        // From before the first, where nothing belongs and something may have been put.
        let mut after = i64::MIN;
        loop {
            let page = page(view, chain.id, after).await?;
            let full = i64::try_from(page.len()).is_ok_and(|rows| rows == PAGE);
            for row in page {
                if let Some(fault) = self.fault_of(chain, &row, seq + 1, &last) {
                    return Ok(Some((row.seq.min(seq + 1), fault)));
                }
                report.entries += 1;
                report.erased += u64::from(row.details.is_none());
                (last, seq) = (row.mac, row.seq);
                after = seq;
            }
            if !full {
                break;
            }
        }
        if seq < chain.seq {
            return Ok(Some((seq + 1, Fault::CutOff)));
        }
        if mac::head(&self.keys.audit, chain.id, seq, &last) != chain.head {
            return Ok(Some((seq, Fault::HeadAltered)));
        }
        self.compare(view, chain, kept).await
    }

    fn fault_of(&self, chain: &Chain, row: &Row, expected: i64, last: &[u8]) -> Option<Fault> {
        let fields = mac::Fields {
            chain: chain.id,
            seq: row.seq,
            at: row.at,
            action: &row.action,
            actor: &row.actor,
            subject: row.subject_id,
            details_mac: &row.details_mac,
        };
        let details_fit = match (&row.salt, &row.details) {
            (Some(salt), Some(details)) => mac::details(&self.keys.audit, salt, details) == row.details_mac,
            _ => true,
        };
        if row.seq > chain.seq {
            Some(Fault::Added)
        } else if row.seq > expected {
            Some(Fault::Deleted)
        } else if row.seq < expected || mac::entry(&self.keys.audit, &fields, last) != row.mac {
            Some(Fault::Altered)
        } else if details_fit {
            None
        } else {
            Some(Fault::DetailsAltered)
        }
    }

    /// A head that was kept must still be the MAC of that many entries, of the same hub and kind.
    async fn compare(
        &self,
        view: &mut View,
        chain: &Chain,
        kept: &[Head],
    ) -> Result<Option<(i64, Fault)>, StoreError> {
        for head in kept.iter().filter(|head| head.chain_id == chain.id) {
            let whose = (chain.hub_id, chain.kind.as_str());
            if head.kind.as_deref().is_some_and(|kind| (head.hub_id, kind) != whose) {
                return Ok(Some((1, Fault::ChainMoved)));
            }
            let Some(mac) = mac_at(view, chain.id, head.seq).await? else {
                return Ok(Some((chain.seq + 1, Fault::CutOff)));
            };
            if mac::head(&self.keys.audit, chain.id, head.seq, &mac) != head.head {
                return Ok(Some((head.seq, Fault::Altered)));
            }
        }
        Ok(None)
    }
}

async fn chains(view: &mut View) -> Result<Vec<Chain>, StoreError> {
    let sql = "SELECT c.chain_id AS id, c.hub_id, h.slug, c.kind, c.seq, c.head FROM audit_chain c
        LEFT JOIN hub h ON h.hub_id = c.hub_id ORDER BY h.slug, c.kind";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}

async fn page(view: &mut View, chain: Uuid, after: i64) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT e.seq, e.at, e.action, e.actor, e.subject_id, e.details_mac, e.mac, d.salt, d.details
        FROM audit_entry e LEFT JOIN audit_detail d ON d.chain_id = e.chain_id AND d.seq = e.seq
        WHERE e.chain_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(chain).bind(after).bind(PAGE).fetch_all(c))?)
}

/// Each hub has two chains and the server one; a chain whose head was kept must be there.
async fn missing_chains(view: &mut View, kept: &[Head]) -> Result<Vec<AuditBreak>, StoreError> {
    let gone =
        |hub, chain: &str| AuditBreak { hub, chain: chain.to_owned(), seq: 1, fault: Fault::ChainMissing };
    let mut missing = Vec::new();
    for kind in ["writes", "reads"] {
        let sql = "SELECT h.slug FROM hub h WHERE NOT EXISTS
            (SELECT 1 FROM audit_chain c WHERE c.hub_id = h.hub_id AND c.kind = $1) ORDER BY h.slug";
        let hubs: Vec<String> = on_db!(view, |c| sqlx::query_scalar(sql).bind(kind).fetch_all(c))?;
        missing.extend(hubs.into_iter().map(|slug| gone(Some(slug), kind)));
    }
    let there = chains(view).await?;
    if !there.iter().any(|chain| chain.slug.is_none()) {
        missing.push(gone(None, "writes"));
    }
    let lost = kept.iter().filter(|head| there.iter().all(|chain| chain.id != head.chain_id));
    missing.extend(lost.map(|_| gone(None, "kept elsewhere")));
    Ok(missing)
}
