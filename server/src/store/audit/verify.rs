//! Walking the chains: every entry is recomputed, and each that does not fit is named. After one that does not, the walk goes on
//! from what stands there, so that an old break hides no later one.

use super::super::db::{View, look};
use super::super::{Store, StoreError};
use super::breaks::Breaks;
use super::chains::{Chain, chains, missing_chains, of_no_chain};
use super::rows::{Found, PAGE, Row, details_without_entry, page};
use super::{AuditReport, Fault, Head, mac, mac_at};

/// How far a walk has come.
struct Walk {
    seq: i64,
    /// The MAC that the next entry goes on from; none after a gap, where nobody can say.
    last: Option<Vec<u8>>,
    breaks: Breaks,
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
                let breaks = self.walk(view, &chain, kept, &mut report).await?;
                report.breaks.extend(breaks.of(chain.slug.as_deref(), &chain.kind));
            }
            report.breaks.extend(of_no_chain(view).await?);
            Ok(report)
        })
    }

    async fn walk(
        &self,
        view: &mut View,
        chain: &Chain,
        kept: &[Head],
        report: &mut AuditReport,
    ) -> Result<Breaks, StoreError> {
        let mut walk = Walk { seq: 0, last: Some(mac::START.to_vec()), breaks: Breaks::default() };
        // From before the first, where nothing belongs and something may have been put.
        let mut after = i64::MIN;
        loop {
            let page = page(view, chain.id, after).await?;
            let full = i64::try_from(page.len()).is_ok_and(|rows| rows == PAGE);
            let before = after;
            for found in page {
                after = found.as_ref().map_or_else(|seq| seq.unwrap_or(after), |row| row.seq);
                self.step(chain, found, &mut walk, report);
            }
            if !full || after == before {
                break;
            }
        }
        let Walk { seq, last, mut breaks } = walk;
        if seq < chain.seq {
            breaks.add(seq + 1, chain.seq, Fault::CutOff);
        } else if last.is_some_and(|last| mac::head(&self.keys.audit, chain.id, seq, &last) != chain.head) {
            breaks.add(seq, seq, Fault::HeadAltered);
        }
        for seq in details_without_entry(view, chain.id).await? {
            breaks.add(seq, seq, Fault::DetailsAdded);
        }
        self.compare(view, chain, kept, &mut breaks).await?;
        Ok(breaks)
    }

    fn step(&self, chain: &Chain, found: Found, walk: &mut Walk, report: &mut AuditReport) {
        let row = match found {
            Ok(row) => row,
            Err(seq) => {
                let seq = seq.unwrap_or(chain.seq + 1);
                walk.breaks.add(seq, seq, Fault::Unreadable);
                if seq == walk.seq + 1 && seq <= chain.seq {
                    (walk.seq, walk.last) = (seq, None);
                }
                return;
            }
        };
        if row.seq > chain.seq {
            return walk.breaks.add(row.seq, row.seq, Fault::Added);
        }
        if row.seq <= walk.seq {
            return walk.breaks.add(row.seq, row.seq, Fault::Altered);
        }
        if row.seq > walk.seq + 1 {
            walk.breaks.add(walk.seq + 1, row.seq - 1, Fault::Deleted);
            walk.last = None;
        }
        if let Some(fault) = self.fault_of(chain, &row, walk.last.as_deref()) {
            walk.breaks.add(row.seq, row.seq, fault);
        } else {
            report.entries += 1;
            report.erased += u64::from(row.details.is_none());
        }
        (walk.seq, walk.last) = (row.seq, Some(row.mac));
    }

    /// What is wrong with an entry that goes on from `last`; where that is not known, only its details can be looked at.
    fn fault_of(&self, chain: &Chain, row: &Row, last: Option<&[u8]>) -> Option<Fault> {
        let fields = mac::Fields {
            chain: chain.id,
            seq: row.seq,
            at: row.at,
            action: &row.action,
            actor: &row.actor,
            subject: row.subject_id,
            details_mac: &row.details_mac,
        };
        if last.is_some_and(|last| mac::entry(&self.keys.audit, &fields, last) != row.mac) {
            return Some(Fault::Altered);
        }
        match (&row.salt, &row.details) {
            (Some(salt), Some(details)) => {
                let fit = mac::details(&self.keys.audit, salt, details) == row.details_mac;
                (!fit).then_some(Fault::DetailsAltered)
            }
            _ => (!row.erased).then_some(Fault::DetailsGone),
        }
    }

    /// A head that was kept must still be the MAC of that many entries, of the same hub and kind.
    async fn compare(
        &self,
        view: &mut View,
        chain: &Chain,
        kept: &[Head],
        breaks: &mut Breaks,
    ) -> Result<(), StoreError> {
        for head in kept.iter().filter(|head| head.chain_id == chain.id) {
            let whose = (chain.hub_id, chain.kind.as_str());
            if head.kind.as_deref().is_some_and(|kind| (head.hub_id, kind) != whose) {
                breaks.add(1, 1, Fault::ChainMoved);
                continue;
            }
            if head.seq > chain.seq {
                breaks.add(chain.seq + 1, head.seq, Fault::CutOff);
                continue;
            }
            // One that is not there was named on the way.
            let Some(mac) = mac_at(view, chain.id, head.seq).await? else { continue };
            if mac::head(&self.keys.audit, chain.id, head.seq, &mac) != head.head {
                breaks.add(head.seq, head.seq, Fault::Altered);
            }
        }
        Ok(())
    }
}
