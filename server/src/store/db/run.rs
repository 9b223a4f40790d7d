//! Running SQL: one statement on either database, and named transactions around them.

/// Runs one query text on whichever database is open: `on_db!(view, |c| sqlx::query("…").execute(c))`.
macro_rules! on_db {
    ($view:expr, |$c:ident| $query:expr) => {
        match $view.link() {
            $crate::store::db::Link::Sqlite(transaction) => {
                let $c = &mut **transaction;
                $query.await
            }
            $crate::store::db::Link::Postgres(transaction) => {
                let $c = &mut **transaction;
                $query.await
            }
        }
    };
}
pub(crate) use on_db;

/// Runs one statement on whichever database is open and gives the number of rows it changed.
macro_rules! write_db {
    ($tx:expr, |$c:ident| $query:expr) => {
        match $tx.link() {
            $crate::store::db::Link::Sqlite(transaction) => {
                let $c = &mut **transaction;
                $query.await.map(|done| done.rows_affected())
            }
            $crate::store::db::Link::Postgres(transaction) => {
                let $c = &mut **transaction;
                $query.await.map(|done| done.rows_affected())
            }
        }
    };
}
pub(crate) use write_db;

/// How often a transaction that others overtook is tried before its caller hears of it.
pub(crate) const MOST_TRIES: u32 = 3;

/// Runs one named write transaction, `transaction!(self, "withdraw card", |tx| { … Ok(()) })`: all of it is kept, or nothing.
/// It is tried again when another got in between, so the work must not act outside the transaction. A macro, because a
/// future made by a closure over borrowed values cannot yet be proved to be `Send`.
macro_rules! transaction {
    ($store:expr, $name:expr, |$tx:ident| $work:expr) => {{
        let mut tries = 1;
        loop {
            let outcome: Result<_, $crate::store::StoreError> = async {
                let mut transaction = $store.begin().await?;
                let done: Result<_, $crate::store::StoreError> = async {
                    let $tx = &mut transaction;
                    $work
                }
                .await;
                let done = done?;
                transaction.commit().await?;
                Ok(done)
            }
            .await;
            match outcome {
                Err($crate::store::StoreError::Overtaken) if tries < $crate::store::db::MOST_TRIES => {
                    tries += 1
                }
                done => break done.map_err(|error| error.during($name)),
            }
        }
    }};
}
pub(crate) use transaction;

/// Reads within one moment of the database: `look!(self, "list hubs", |view| …)`.
macro_rules! look {
    ($store:expr, $name:expr, |$view:ident| $work:expr) => {{
        let outcome: Result<_, $crate::store::StoreError> = async {
            let mut view = $store.view().await?;
            let $view = &mut view;
            $work
        }
        .await;
        outcome.map_err(|error| error.during($name))
    }};
}
pub(crate) use look;
