//! The keys that cards on phones are bound to. Each is taken once, for ever: by one that came again, two verifiers could join what they saw.
//!
//! While a credential stands, its row holds its key. With the row goes the key, and what stays is a MAC of it, without hub, person or time.

use passport_core::keys::PublicKey;
use sqlx::AssertSqlSafe;

use super::super::db::{MOST_ROWS_AT_ONCE, Tx, list, on_db, places, write_db};
use super::super::{Store, StoreError};

/// The purpose of these MACs.
const SEEN: &str = "device-key";

impl Store {
    /// Whether any of these keys is bound to a card, or ever was.
    pub(super) async fn any_key_seen(&self, tx: &mut Tx, keys: &[PublicKey]) -> Result<bool, StoreError> {
        let keys: Vec<_> = keys.iter().map(|key| key.compressed().to_vec()).collect();
        let macs = keys.iter().map(|key| self.mac_of(SEEN, key).to_vec()).collect::<Vec<_>>();
        let sql = format!(
            "SELECT (SELECT count(*) FROM credential WHERE device_key IN ({})) +
                (SELECT count(*) FROM seen_device_key WHERE key_mac IN ({}))",
            list(0, keys.len()),
            list(keys.len(), macs.len())
        );
        let seen: i64 = on_db!(tx, |c| keys
            .iter()
            .chain(&macs)
            .fold(sqlx::query_scalar(AssertSqlSafe(sql.as_str())), sqlx::query::QueryScalar::bind)
            .fetch_one(c))?;
        Ok(seen > 0)
    }

    /// Keeps what stands for these keys, whose credentials are about to be deleted. Sorted, so their order says nothing of whose they were.
    pub(in super::super) async fn keep_seen_keys(
        &self,
        tx: &mut Tx,
        keys: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let mut macs: Vec<_> = keys.iter().map(|key| self.mac_of(SEEN, key).to_vec()).collect();
        macs.sort_unstable();
        for some in macs.chunks(MOST_ROWS_AT_ONCE) {
            let sql = format!(
                "INSERT INTO seen_device_key (key_mac) VALUES {} ON CONFLICT (key_mac) DO NOTHING",
                places(some.len(), 1)
            );
            write_db!(tx, |c| some
                .iter()
                .fold(sqlx::query(AssertSqlSafe(sql.as_str())), sqlx::query::Query::bind)
                .execute(c))?;
        }
        Ok(())
    }
}
