//! The lists of a restored backup: what was published last is laid over them, all of them are closed, and numbers that may have been given since
//! are passed over. So no bit is cleared and no place is used twice.

use std::collections::{BTreeSet, HashMap};

use passport_core::card::HubSlug;
use passport_core::credential::STATUS_ENTRIES;
use passport_core::keys::Kid;
use passport_core::trust::TrustedIssuer;
use sqlx::AssertSqlSafe;

use super::super::cards::end_card;
use super::super::db::{MOST_ROWS_AT_ONCE, Tx, View, on_db, places, write_db};
use super::super::signing_keys::public_keys;
use super::super::status_lists::{issuer_of, read_number};
use super::super::{Actor, CardId, HubId, HubScope, Store, StoreError, Thing, base};
use super::restore::NotRestored;
use crate::backup::{Published, PublishedList};
use crate::journal::{Entry, Noted};

/// So many numbers of lists are passed over: far more than any hub opens between two backups.
const LISTS_PASSED_OVER: i64 = 1000;
/// How long a card of a list that the backup does not know may live, in seconds: three years and some days.
const LONGEST_CARD: i64 = 1100 * 24 * 3600;

/// What came of laying what was published over the lists.
pub(super) struct Caught {
    pub(super) withdrawn: u64,
    pub(super) lists: usize,
    pub(super) unknown_hubs: Vec<String>,
    pub(super) missing: Vec<String>,
}

impl Store {
    /// Reads what was published, believing the backup's root key and the keys of its hubs.
    pub(super) async fn read_published(
        &self,
        view: &mut View,
        files: &[(String, String)],
        journal: &[Entry],
    ) -> Result<Published, NotRestored> {
        let trusted = trusted(view, journal).await?;
        let mut published = Published::default();
        for (name, text) in files {
            let taken = published.take(text, self.root_public_key(), &trusted);
            taken.map_err(|fault| NotRestored::Published(name.clone(), fault))?;
        }
        Ok(published)
    }

    /// Lays what was published over the backup's lists and closes them all.
    pub(super) async fn take_in_lists(
        &self,
        tx: &mut Tx,
        published: &Published,
    ) -> Result<Caught, StoreError> {
        let hubs = hubs(tx).await?;
        let missing = missing(tx, published).await?;
        let (mut withdrawn, mut lists, mut unknown) = (0, 0, BTreeSet::new());
        for list in &published.lists {
            let Some(hub) = hubs.get(&list.issuer.hub) else {
                unknown.insert(list.issuer.hub.to_string());
                continue;
            };
            lists += usize::from(know(tx, *hub, list).await?);
            withdrawn += set_bits(tx, *hub, list).await?;
        }
        close_all(tx).await?;
        for (slug, hub) in &hubs {
            self.end_cards(tx, &HubScope::of(*hub, slug.clone(), Actor::Operator)).await?;
        }
        Ok(Caught { withdrawn, lists, unknown_hubs: unknown.into_iter().collect(), missing })
    }

    /// Cards all of whose places are withdrawn are withdrawn themselves, so that a phone fetches nothing more and staff see it.
    async fn end_cards(&self, tx: &mut Tx, scope: &HubScope) -> Result<(), StoreError> {
        let sql = "SELECT k.card_id FROM card k WHERE k.hub_id = $1 AND k.withdrawn_at IS NULL
            AND EXISTS (SELECT 1 FROM credential s JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
                WHERE s.hub_id = k.hub_id AND s.card_id = k.card_id AND e.withdrawn_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM credential s JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
                WHERE s.hub_id = k.hub_id AND s.card_id = k.card_id AND e.withdrawn_at IS NULL AND s.exp >= $2)
            ORDER BY k.card_id";
        let now = tx.seconds();
        let cards: Vec<CardId> =
            on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(now).fetch_all(c))?;
        for card in cards {
            end_card(tx, scope, card).await?;
        }
        Ok(())
    }
}

async fn hubs(view: &mut View) -> Result<HashMap<HubSlug, HubId>, StoreError> {
    let rows: Vec<(HubId, String)> =
        on_db!(view, |c| sqlx::query_as("SELECT hub_id, slug FROM hub").fetch_all(c))?;
    let read = |(hub, slug): (HubId, String)| {
        HubSlug::parse(&slug).map(|slug| (slug, hub)).map_err(|_| StoreError::Unreadable(Thing::Hub))
    };
    rows.into_iter().map(read).collect()
}

/// The hubs of the backup as readers know them, with keys that were made since.
async fn trusted(view: &mut View, journal: &[Entry]) -> Result<HashMap<String, TrustedIssuer>, StoreError> {
    let bases = base::all(view).await?;
    let mut trusted = HashMap::new();
    for (slug, hub) in hubs(view).await? {
        let mut keys = public_keys(view, hub).await?;
        for entry in journal.iter().filter(|entry| entry.hub == hub) {
            if let Noted::KeyPublished { kid, public } = &entry.deed
                && let Some(public) = public.read()
            {
                keys.entry(*kid).or_insert(public);
            }
        }
        let issuer = TrustedIssuer {
            name: String::new(),
            telephone: String::new(),
            keys,
            retired: BTreeSet::<Kid>::new(),
        };
        for known in &bases {
            trusted.insert(issuer_of(known.base.as_str(), slug.as_str())?.iss(), issuer.clone());
        }
    }
    Ok(trusted)
}

/// Lists that were published and whose cards may live, and that nobody gave.
async fn missing(view: &mut View, published: &Published) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT l.base, h.slug, l.n FROM status_list l JOIN hub h ON h.hub_id = l.hub_id
        WHERE l.token IS NOT NULL AND (l.closed_at IS NULL OR l.last_exp >= l.iat) ORDER BY h.slug, l.n";
    let rows: Vec<(String, String, i64)> = on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
    let mut missing = Vec::new();
    for (stored, slug, n) in rows {
        let (issuer, list) = (issuer_of(&stored, &slug)?, read_number(n)?);
        if !published.lists.iter().any(|one| one.issuer == issuer && one.list == list) {
            missing.push(issuer.status_uri(list));
        }
    }
    Ok(missing)
}

/// Sees to it that the list has a row, and that its row holds the newest signed text. Gives whether it was opened after the backup.
async fn know(tx: &mut Tx, hub: HubId, list: &PublishedList) -> Result<bool, StoreError> {
    let (n, at, number, iat) = (tx.n, tx.at, i64::from(list.list), list.iat.cast_signed());
    let (base, kid) = (list.issuer.base.as_str(), known_key(tx, hub, list.kid).await?);
    // The address may have been moved since.
    let sql = "INSERT INTO base_address (base, adopted_at, retired_at) VALUES ($1, $2, $2) ON CONFLICT (base) DO NOTHING";
    write_db!(tx, |c| sqlx::query(sql).bind(base).bind(at).execute(c))?;
    // Nobody says what kind it was: paper lives longest, so it is published as long as paper would be.
    let sql = "INSERT INTO status_list (hub_id, n, base, kind, taken, last_exp, opened_at, closed_at, bits_n, changed_n)
        VALUES ($1, $2, $3, 'print', $4, $5, $6, $6, $7, $7) ON CONFLICT (hub_id, n) DO NOTHING";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(hub)
        .bind(number)
        .bind(base)
        .bind(i64::from(STATUS_ENTRIES))
        .bind(at.timestamp() + LONGEST_CARD)
        .bind(at)
        .bind(n)
        .execute(c))?;
    // Signed again at once: it may have been signed by a key that is refused, and it is not to look older than it is.
    let sql = "UPDATE status_list SET token = $1, iat = $2, signed_kid = $3, signed_n = $4 - 1, bits_n = $4, changed_n = $4
        WHERE hub_id = $5 AND n = $6 AND (iat IS NULL OR iat <= $2)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(&list.token)
        .bind(iat)
        .bind(kid)
        .bind(n)
        .bind(hub)
        .bind(number)
        .execute(c))?;
    Ok(rows == 1)
}

/// The key's number, if the hub has it.
async fn known_key(view: &mut View, hub: HubId, kid: Kid) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT kid FROM signing_key WHERE hub_id = $1 AND kid = $2";
    Ok(on_db!(view, |c| sqlx::query_scalar(sql).bind(hub).bind(i64::from(kid.number())).fetch_optional(c))?)
}

/// Withdraws every place that is withdrawn in the published list; gives how many were not before.
async fn set_bits(tx: &mut Tx, hub: HubId, list: &PublishedList) -> Result<u64, StoreError> {
    let (n, at, number) = (tx.n, tx.at, i64::from(list.list));
    let sql = "SELECT idx FROM status_entry WHERE hub_id = $1 AND n = $2 AND withdrawn_at IS NOT NULL";
    let known: Vec<i64> = on_db!(tx, |c| sqlx::query_scalar(sql).bind(hub).bind(number).fetch_all(c))?;
    let known: BTreeSet<i64> = known.into_iter().collect();
    let set = (0..STATUS_ENTRIES).filter(|idx| list.bits.is_withdrawn(*idx) == Some(true)).map(i64::from);
    let new: Vec<i64> = set.filter(|idx| !known.contains(idx)).collect();
    for some in new.chunks(MOST_ROWS_AT_ONCE) {
        let sql = format!(
            "INSERT INTO status_entry (hub_id, n, idx, taken_at, withdrawn_at, changed_n) VALUES {}
            ON CONFLICT (hub_id, n, idx) DO UPDATE SET withdrawn_at = excluded.withdrawn_at, changed_n = excluded.changed_n",
            places(some.len(), 6)
        );
        write_db!(tx, |c| some
            .iter()
            .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, idx| query
                .bind(hub)
                .bind(number)
                .bind(*idx)
                .bind(at)
                .bind(at)
                .bind(n))
            .execute(c))?;
    }
    if !new.is_empty() {
        let sql = "UPDATE status_list SET bits_n = $1, changed_n = $1 WHERE hub_id = $2 AND n = $3";
        write_db!(tx, |c| sqlx::query(sql).bind(n).bind(hub).bind(number).execute(c))?;
    }
    Ok(u64::try_from(new.len()).unwrap_or(u64::MAX))
}

/// No list of the backup takes another card, and lists that may have been opened since keep their numbers.
async fn close_all(tx: &mut Tx) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = "UPDATE status_list SET closed_at = $1, changed_n = $2 WHERE closed_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).execute(c))?;
    let sql = "UPDATE hub SET lists_from = $1 +
        (SELECT COALESCE(MAX(l.n), 0) FROM status_list l WHERE l.hub_id = hub.hub_id)";
    write_db!(tx, |c| sqlx::query(sql).bind(LISTS_PASSED_OVER).execute(c))?;
    Ok(())
}
