//! A backup into an empty database, in one transaction: either all of it is there, with what happened since taken into account, or nothing.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::json;
use sqlx::AssertSqlSafe;
use thiserror::Error;

use super::super::db::{Db, Tx, View, write_db};
use super::super::{Actor, Opening, Store, StoreError, migration, server_keys};
use super::fill::{With, go_over};
use super::shape::Shape;
use crate::backup::NotPublished;
use crate::backup::lines::{BadBackup, LineReader};
use crate::journal::Entry;

/// Whether withdrawals between the backup and the end may be lost, since what was published last is not there to be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostSince {
    /// Nothing is restored then.
    Refused,
    /// Somebody said so.
    Accepted,
}

/// What is restored, and from where.
pub struct Restoring<'a, F> {
    /// The empty database, and the sealing key of the one that was backed up.
    pub opening: Opening<'a>,
    /// Opens the backup at its beginning; it is read more than once.
    pub open: F,
    /// What was published last, each by its name: bundles and lists.
    pub published: &'a [(String, String)],
    /// What may not be undone.
    pub journal: &'a [Entry],
    /// Whether lists may be missing there.
    pub lost: LostSince,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The moment of the backup.
    pub made_at: DateTime<Utc>,
    /// How many rows it had.
    pub rows: u64,
    /// How many places were withdrawn after the backup.
    pub withdrawn: u64,
    /// How many lists were opened after the backup.
    pub lists: usize,
    /// How many young people were erased again.
    pub erased: usize,
    /// How many people's access was ended again.
    pub access_ended: usize,
    /// How many agreements, photos, reviews and marks of safety were ended, removed, taken back and set again.
    pub taken_back: usize,
    /// How many keys were retired or refused again, or made after the backup.
    pub keys: usize,
    /// Hubs that were added after the backup, by their short names: nothing of them is here.
    pub unknown_hubs: Vec<String>,
    /// Lists whose cards still live and that were not among what was published.
    pub missing_lists: Vec<String>,
}

/// Why nothing was restored.
#[derive(Debug, Error)]
pub enum NotRestored {
    /// The backup.
    #[error(transparent)]
    Backup(#[from] BadBackup),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database has tables.
    #[error(
        "there is something in that database: restore into a new one, on which neither `passport migrate` nor `passport serve` was run"
    )]
    NotEmpty,
    /// Something that was not published by this server.
    #[error("{0}: {1}")]
    Published(String, NotPublished),
    /// Lists are missing.
    #[error(
        "not among what was published: {}. Give the last offline bundle, or these lists; without them cards that were withdrawn since the \
         backup would be good again",
        .0.join(", ")
    )]
    ListsMissing(Vec<String>),
}

impl Store {
    /// Restores a backup. `told` hears now and then how many rows are in.
    ///
    /// # Errors
    /// [`NotRestored`]; then the database is as empty as before.
    pub async fn restore<R: Read + Send>(
        restoring: Restoring<'_, impl Fn() -> Result<LineReader<R>, BadBackup>>,
        mut told: impl FnMut(u64) + Send,
    ) -> Result<Restored, NotRestored> {
        let lines = (restoring.open)()?;
        let header = lines.header().clone();
        if !migration::is_known(header.migration) {
            return Err(StoreError::TooNew(header.migration).into());
        }
        let shape = Shape::of(header.migration).await?;
        // All of it is read before anything is written.
        let rows = go_over(lines, &shape, With::Nothing, &mut |_| {}).await?;

        let url = restoring.opening.url;
        let file = url.strip_prefix("sqlite:").map(Path::new).filter(|file| !file.exists());
        let db = Db::create(url).await?;
        let restored = fill(&db, &shape, (header.migration, header.made_at), &restoring, &mut told).await;
        db.close().await;
        match (restored, file) {
            (Ok(restored), _) => Ok(Restored { rows, ..restored }),
            (Err(fault), Some(file)) => {
                for made in ["", "-wal", "-shm"] {
                    std::fs::remove_file(format!("{}{made}", file.display())).ok();
                }
                Err(fault)
            }
            (Err(fault), None) => Err(fault),
        }
    }

    /// Whether a backup can be restored into a database: it is not there yet, or there is nothing in it. Nothing is written.
    ///
    /// # Errors
    /// [`NotRestored::NotEmpty`], and others when it does not answer.
    pub async fn insist_on_empty(url: &str) -> Result<(), NotRestored> {
        let file = url.strip_prefix("sqlite:").map(Path::new);
        if file.is_some_and(|file| file.metadata().is_ok_and(|about| about.len() == 0)) {
            return Ok(());
        }
        let db = match Db::connect(url).await {
            Err(StoreError::Missing(_)) => return Ok(()),
            opened => opened?,
        };
        let found = async { migration::is_empty(&mut db.view().await?).await }.await;
        db.close().await;
        if found? { Ok(()) } else { Err(NotRestored::NotEmpty) }
    }
}

async fn fill<R: Read + Send, F: Fn() -> Result<LineReader<R>, BadBackup>>(
    db: &Db,
    shape: &Shape,
    (newest, made_at): (i64, DateTime<Utc>),
    restoring: &Restoring<'_, F>,
    told: &mut (impl FnMut(u64) + Send),
) -> Result<Restored, NotRestored> {
    let mut view = db.whole().await?;
    if !migration::is_empty(&mut view).await? {
        return Err(NotRestored::NotEmpty);
    }
    migration::bring_to(&mut view, newest).await?;
    empty(&mut view, shape).await?;
    go_over((restoring.open)()?, shape, With::Insert(&mut view), told).await?;
    if shape.tables().iter().any(|table| !table.own.is_empty()) {
        go_over((restoring.open)()?, shape, With::Point(&mut view), &mut |_| {}).await?;
    }
    migration::bring_to(&mut view, i64::MAX).await?;

    let Opening { sealing, clock, chance, .. } = &restoring.opening;
    let mut tx = view.into_tx(clock.now().trunc_subsecs(6)).await?;
    server_keys::add_missing(&mut tx, sealing, &**chance).await?;
    let keys = Arc::new(server_keys::unlock(&mut tx, sealing).await?);
    let (db, clock, chance, sealing) = (db.clone(), Arc::clone(clock), Arc::clone(chance), sealing.clone());
    let store = Store { db, clock, chance, sealing, module: None, keys, journal: None };
    let restored = store.catch_up(&mut tx, made_at, restoring).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(restored)
}

/// Migrations put a few rows in themselves.
async fn empty(view: &mut View, shape: &Shape) -> Result<(), StoreError> {
    for table in shape.tables().iter().rev() {
        let sql = format!("DELETE FROM \"{}\"", table.name);
        write_db!(view, |c| sqlx::query(AssertSqlSafe(sql.as_str())).execute(c))?;
    }
    Ok(())
}

impl Store {
    /// Takes into account what happened after the backup, as far as anybody outside the database knows it.
    async fn catch_up<F>(
        &self,
        tx: &mut Tx,
        made_at: DateTime<Utc>,
        restoring: &Restoring<'_, F>,
    ) -> Result<Restored, NotRestored> {
        let published = self.read_published(tx, restoring.published, restoring.journal).await?;
        let keys = self.replay_keys(tx, restoring.journal, &published).await?;
        let caught = self.take_in_lists(tx, &published).await?;
        if restoring.lost == LostSince::Refused && !caught.missing.is_empty() {
            return Err(NotRestored::ListsMissing(caught.missing));
        }
        let erased = self.replay_erasures(tx, restoring.journal).await?;
        let taken_back = self.replay_taken_back(tx, restoring.journal).await?;
        let access_ended = self.replay_access(tx, restoring.journal, made_at).await?;
        end_what_was_open(tx).await?;
        let (at, heads) = (tx.at, self.heads_within(tx).await?);
        let sql = "UPDATE installation SET restored_at = $1, restored_from = $2";
        write_db!(tx, |c| sqlx::query(sql).bind(at).bind(made_at).execute(c)).map_err(StoreError::from)?;
        let details = json!({"made_at": made_at, "heads": heads, "withdrawn": caught.withdrawn,
            "lists": caught.lists, "erased": erased, "taken_back": taken_back,
            "access_ended": access_ended, "keys": keys,
            "missing_lists": caught.missing});
        self.record_for_server(tx, Actor::Operator, "backup restored", details).await?;
        Ok(Restored {
            made_at,
            rows: 0,
            withdrawn: caught.withdrawn,
            lists: caught.lists,
            erased,
            access_ended,
            taken_back,
            keys,
            unknown_hubs: caught.unknown_hubs,
            missing_lists: caught.missing,
        })
    }
}

/// Whoever signed out, or left, since the backup would be back: everybody signs in anew, and open invitations are made again.
async fn end_what_was_open(tx: &mut Tx) -> Result<(), StoreError> {
    let at = tx.at;
    for sql in [
        "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL",
        "UPDATE invitation SET revoked_at = $1 WHERE used_at IS NULL AND revoked_at IS NULL",
    ] {
        write_db!(tx, |c| sqlx::query(sql).bind(at).execute(c))?;
    }
    Ok(())
}
