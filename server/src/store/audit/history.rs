//! Histories by pages: of a young person's record, and of what a colleague did.

use serde_json::json;

use super::super::db::{look, on_db, transaction};
use super::super::{
    Actor, Carer, CarerId, HubScope, PersonId, Store, StoreError, carers, colleagues, retention,
};
use super::AuditEntry;

/// So many entries stand on one page.
const ON_A_PAGE: u32 = 50;

/// One page of a history, the newest entries first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// What stands on it, without details.
    pub entries: Vec<AuditEntry>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many there are, at least 1.
    pub pages: u32,
}

impl History {
    /// The page that was asked for, or the last one when there are fewer.
    fn of(count: i64, asked: u32) -> Self {
        let pages = u32::try_from(count).unwrap_or(u32::MAX).div_ceil(ON_A_PAGE).max(1);
        Self { entries: Vec::new(), page: asked.clamp(1, pages), pages }
    }

    /// How many entries stand on the pages before.
    fn before(&self) -> i64 {
        i64::from(self.page - 1) * i64::from(ON_A_PAGE)
    }
}

impl Store {
    /// Opens the history of a young person's record: what was done, and who looked. That somebody opened it is recorded first.
    ///
    /// Who was told that they wrote a review does not stand in it: that would tell their whole hub.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none in this hub.
    pub async fn carer_history(
        &self,
        scope: &HubScope,
        carer: CarerId,
        page: u32,
    ) -> Result<(Carer, History), StoreError> {
        let count = "SELECT count(*) FROM audit_entry e JOIN audit_chain c ON c.chain_id = e.chain_id
            WHERE c.hub_id = $1 AND e.subject_id = $2 AND e.action <> 'writer of review shown'";
        let sql = "SELECT e.seq, e.at, e.action, e.actor, e.subject_id, NULL AS details FROM audit_entry e
            JOIN audit_chain c ON c.chain_id = e.chain_id
            WHERE c.hub_id = $1 AND e.subject_id = $2 AND e.action <> 'writer of review shown'
            ORDER BY e.at DESC, c.kind, e.seq DESC LIMIT $3 OFFSET $4";
        transaction!(self, "open history", |tx| {
            let known = carers::of_hub(tx, scope, carer).await?;
            let (hub, subject) = (scope.hub(), known.subject_id);
            self.note_read(tx, scope, "history opened", Some(subject), json!({})).await?;
            let counted: i64 =
                on_db!(tx, |c| sqlx::query_scalar(count).bind(hub).bind(subject).fetch_one(c))?;
            let mut history = History::of(counted, page);
            let before = history.before();
            history.entries = on_db!(tx, |c| sqlx::query_as(sql)
                .bind(hub)
                .bind(subject)
                .bind(i64::from(ON_A_PAGE))
                .bind(before)
                .fetch_all(c))?;
            Ok((known, history))
        })
    }

    /// All that a colleague did at this hub, or one who left it within the last twelve months, writes and looks; about whom is not told.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for anybody else.
    pub async fn colleague_history(
        &self,
        scope: &HubScope,
        person: PersonId,
        page: u32,
    ) -> Result<History, StoreError> {
        let count = "SELECT count(*) FROM audit_entry e JOIN audit_chain c ON c.chain_id = e.chain_id
            WHERE c.hub_id = $1 AND e.actor = $2";
        let sql =
            "SELECT e.seq, e.at, e.action, e.actor, NULL AS subject_id, NULL AS details FROM audit_entry e
            JOIN audit_chain c ON c.chain_id = e.chain_id WHERE c.hub_id = $1 AND e.actor = $2
            ORDER BY e.at DESC, c.kind, e.seq DESC LIMIT $3 OFFSET $4";
        let (hub, actor) = (scope.hub(), Actor::Person(person).to_string());
        let since = retention::names_kept_since(self.now());
        look!(self, "open a colleague's history", |view| {
            let former = colleagues::former::of_hub(view, scope, since).await?;
            if !former.iter().any(|one| one.person_id == person) {
                colleagues::one_of(view, scope, person).await?;
            }
            let counted: i64 =
                on_db!(view, |c| sqlx::query_scalar(count).bind(hub).bind(&actor).fetch_one(c))?;
            let mut history = History::of(counted, page);
            let before = history.before();
            history.entries = on_db!(view, |c| sqlx::query_as(sql)
                .bind(hub)
                .bind(&actor)
                .bind(i64::from(ON_A_PAGE))
                .bind(before)
                .fetch_all(c))?;
            Ok(history)
        })
    }
}
