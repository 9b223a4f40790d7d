//! The record of who did what: chains of MACs, written in the transaction of the deed itself.
//!
//! Each entry's MAC covers the entry before it, and the chain's head covers its length and last MAC, so a row that is changed,
//! deleted, swapped, inserted or cut off is found. What a deed was about stands beside it, salted, and can be erased alone.

mod append;
mod breaks;
mod chains;
mod entries;
mod heads;
mod history;
mod mac;
mod report;
mod rows;
mod verify;

use aws_lc_rs::hmac;
use serde_json::Value;

use super::db::{Tx, write_db};
use super::{Actor, HubId, HubScope, Store, StoreError, SubjectId};
use crate::chance::{Chance, draw_uuid};

use append::{Deed, mac_at};

pub use entries::AuditEntry;
pub use heads::Head;
pub use history::History;
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
        self.append(tx, Some(scope.hub()), ChainKind::Writes, &[deed]).await
    }

    /// Records one deed for each of many young people, in the deeds' own transaction.
    pub(super) async fn record_each(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        action: &str,
        deeds: impl IntoIterator<Item = (SubjectId, Value)>,
    ) -> Result<(), StoreError> {
        let actor = scope.actor();
        let deeds = deeds.into_iter();
        let deeds: Vec<_> =
            deeds.map(|(one, details)| Deed { actor, action, subject: Some(one), details }).collect();
        self.append(tx, Some(scope.hub()), ChainKind::Writes, &deeds).await
    }

    /// Records a deed on the server as a whole.
    pub(super) async fn record_for_server(
        &self,
        tx: &mut Tx,
        actor: Actor,
        action: &str,
        details: Value,
    ) -> Result<(), StoreError> {
        let deed = Deed { actor, action, subject: None, details };
        self.append(tx, None, ChainKind::Writes, &[deed]).await
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
        self.append(tx, Some(scope.hub()), ChainKind::Reads, &[deed]).await
    }
}
