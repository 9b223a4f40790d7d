//! What changed since a number: all that a server needs to keep its answers in memory, in one look at the database.

use futures_util::{StreamExt as _, TryStreamExt as _};
use passport_core::card::{Base, Issuer};
use passport_core::keys::{Kid, PublicKey};
use passport_core::packed::{Packed, pack};

use super::db::{View, look, on_db};
use super::signing_keys::KeyRow;
use super::status_lists::{issuer_of, read_number};
use super::{HubId, KeyState, Store, StoreError, Thing, base, installation};

/// What changed. Asked with 0 it is everything.
#[derive(Debug)]
pub struct Changes {
    /// Ask from here next time.
    pub n: i64,
    /// Every address of this server, the current one first; always whole.
    pub bases: Vec<Base>,
    /// Hubs that are new or changed.
    pub hubs: Vec<HubChange>,
    /// Keys that are new or changed.
    pub keys: Vec<KeyChange>,
    /// Lists that are new, filled, closed or signed again.
    pub lists: Vec<ListChange>,
    /// Bits that were set; none is ever cleared.
    pub withdrawn: Vec<WithdrawnEntry>,
    /// Short codes that are new, ended or erased.
    pub codes: Vec<CodeChange>,
}

/// A hub, as checkers know it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HubChange {
    /// The hub.
    pub hub_id: HubId,
    /// Its short name.
    pub slug: String,
    /// Its name as people know it.
    pub name: String,
    /// The number to ring.
    pub telephone: String,
    /// Its colour.
    pub accent: String,
}

/// A hub's key.
#[derive(Clone, Debug)]
pub struct KeyChange {
    /// Whose.
    pub hub_id: HubId,
    /// Its number.
    pub kid: Kid,
    /// What to verify with.
    pub public: PublicKey,
    /// What it is for now.
    pub state: KeyState,
}

/// A status list.
#[derive(Clone, Debug)]
pub struct ListChange {
    /// Whose.
    pub hub_id: HubId,
    /// Its number.
    pub list: u32,
    /// The issuer under whose address it was opened; its own address is `issuer.status_uri(list)`.
    pub issuer: Issuer,
    /// The signed token, byte for byte as every server publishes it; none before it was first signed.
    pub token: Option<String>,
    /// When the token's bits were true, seconds since 1970.
    pub iat: Option<u64>,
}

/// An entry whose bit is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawnEntry {
    /// Whose list.
    pub hub_id: HubId,
    /// Which list.
    pub list: u32,
    /// Which entry.
    pub idx: u32,
}

/// A short code, by its MAC ([`Store::short_code_mac`]).
#[derive(Clone, Debug)]
pub struct CodeChange {
    /// What it is looked up by.
    pub mac: [u8; 32],
    /// The card it leads to, packed to save memory, with the address to unpack it at; none when the card is not signed, or
    /// erased, so that the code leads nowhere.
    pub card: Option<(Base, Packed)>,
}

impl Store {
    /// What changed after `since`, a number that an earlier call gave, or 0 for everything.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn changes_since(&self, since: i64) -> Result<Changes, StoreError> {
        look!(self, "read changes", |view| {
            Ok(Changes {
                n: installation::change_number(view).await?,
                bases: base::all(view).await?.into_iter().map(|known| known.base).collect(),
                hubs: hubs(view, since).await?,
                keys: keys(view, since).await?,
                lists: lists(view, since).await?,
                withdrawn: withdrawn(view, since).await?,
                codes: codes(view, since).await?,
            })
        })
    }
}

async fn hubs(view: &mut View, since: i64) -> Result<Vec<HubChange>, StoreError> {
    let sql = "SELECT hub_id, slug, name, telephone, accent FROM hub WHERE changed_n > $1";
    Ok(on_db!(view, |c| sqlx::query_as(sql).bind(since).fetch_all(c))?)
}

async fn keys(view: &mut View, since: i64) -> Result<Vec<KeyChange>, StoreError> {
    let sql = "SELECT hub_id, kid, public_key, published_at, activated_at, retired_at, refused_at
        FROM signing_key WHERE changed_n > $1";
    let rows: Vec<KeyRow> = on_db!(view, |c| sqlx::query_as(sql).bind(since).fetch_all(c))?;
    let change = |row: KeyRow| {
        let hub_id = row.hub_id;
        row.read().map(|key| KeyChange { hub_id, kid: key.kid, public: key.public, state: key.state })
    };
    rows.into_iter().map(change).collect()
}

/// A status list as stored.
type ListRow = (HubId, i64, String, String, Option<String>, Option<i64>);

async fn lists(view: &mut View, since: i64) -> Result<Vec<ListChange>, StoreError> {
    let sql = "SELECT l.hub_id, l.n, l.base, h.slug, l.token, l.iat FROM status_list l
        JOIN hub h ON h.hub_id = l.hub_id WHERE l.changed_n > $1 ORDER BY h.slug, l.n";
    let rows: Vec<ListRow> = on_db!(view, |c| sqlx::query_as(sql).bind(since).fetch_all(c))?;
    let change = |(hub_id, n, base, slug, token, iat): ListRow| {
        let issuer = issuer_of(&base, &slug)?;
        Ok(ListChange { hub_id, list: read_number(n)?, issuer, token, iat: iat.map(i64::cast_unsigned) })
    };
    rows.into_iter().map(change).collect()
}

async fn withdrawn(view: &mut View, since: i64) -> Result<Vec<WithdrawnEntry>, StoreError> {
    let sql = "SELECT hub_id, n, idx FROM status_entry WHERE changed_n > $1 AND withdrawn_at IS NOT NULL";
    let rows: Vec<(HubId, i64, i64)> = on_db!(view, |c| sqlx::query_as(sql).bind(since).fetch_all(c))?;
    rows.into_iter()
        .map(|(hub_id, n, idx)| Ok(WithdrawnEntry { hub_id, list: read_number(n)?, idx: read_number(idx)? }))
        .collect()
}

/// A short code as stored, with the text of its card and the address that stands in it.
type CodeRow = (Vec<u8>, Option<String>, Option<String>);

/// Row by row: of a million cards the packed ones fit into memory many times, their texts do not.
async fn codes(view: &mut View, since: i64) -> Result<Vec<CodeChange>, StoreError> {
    let sql = "SELECT o.code_mac, s.text, l.base FROM short_code o
        LEFT JOIN credential s ON s.hub_id = o.hub_id AND s.card_id = o.card_id AND s.setting IS NULL
        LEFT JOIN status_list l ON l.hub_id = s.hub_id AND l.n = s.n WHERE o.changed_n > $1";
    on_db!(view, |c| sqlx::query_as(sql).bind(since).fetch(c).map(|row| read_code(row?)).try_collect())
}

fn read_code((mac, text, stored_base): CodeRow) -> Result<CodeChange, StoreError> {
    let mac = mac.try_into().map_err(|_| StoreError::Unreadable(Thing::Card))?;
    let card = match (text, stored_base) {
        (Some(text), Some(stored_base)) => Some((base::read(&stored_base)?, pack(&text)?)),
        _ => None,
    };
    Ok(CodeChange { mac, card })
}
