//! The codes that are typed where nobody has a camera: looked up by MAC, sealed to be printed again.

use std::collections::{HashMap, HashSet};

use passport_core::short_code::ShortCode;
use sqlx::AssertSqlSafe;

use super::db::{MOST_ROWS_AT_ONCE, Tx, View, look, on_db, places, write_db};
use super::{CardId, HubScope, Store, StoreError, Thing};
use crate::chance::NoChance;
use crate::seal::Place;

/// How often a code is drawn before something must be wrong: of 2^45 codes a nation uses one in a million.
const MOST_DRAWS: u32 = 16;

impl Store {
    /// The card of this hub whose code somebody reads out, in use or not. It says whose card it is only once it is opened.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no card of this hub has that code.
    pub async fn card_by_short_code(&self, scope: &HubScope, code: &ShortCode) -> Result<CardId, StoreError> {
        let sql = "SELECT card_id FROM short_code WHERE code_mac = $1 AND hub_id = $2";
        let mac = self.short_code_mac(code);
        look!(self, "find card by short code", |view| {
            let found =
                on_db!(view, |c| sqlx::query_scalar(sql).bind(&mac[..]).bind(scope.hub()).fetch_optional(c))?;
            found.ok_or(StoreError::NotFound(Thing::Card))
        })
    }

    /// Draws a code for each card, in their order, that no card of this server has or had.
    pub(super) async fn take_short_codes(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        cards: &[CardId],
    ) -> Result<Vec<ShortCode>, StoreError> {
        let mut taken: HashMap<CardId, ShortCode> = HashMap::with_capacity(cards.len());
        for _ in 0..MOST_DRAWS {
            let missing: Vec<CardId> =
                cards.iter().filter(|card| !taken.contains_key(*card)).copied().collect();
            if missing.is_empty() {
                break;
            }
            for cards in missing.chunks(MOST_ROWS_AT_ONCE) {
                let drawn = cards.iter().map(|card| self.draw_code(scope, *card));
                let drawn = drawn.collect::<Result<Vec<Drawn>, StoreError>>()?;
                let kept = insert(tx, scope, &drawn).await?;
                let free = drawn.into_iter().filter(|one| kept.contains(&one.card));
                taken.extend(free.map(|one| (one.card, one.code)));
            }
        }
        let codes: Option<Vec<ShortCode>> = cards.iter().map(|card| taken.remove(card)).collect();
        codes.ok_or(StoreError::NoChance(NoChance))
    }

    fn draw_code(&self, scope: &HubScope, card: CardId) -> Result<Drawn, StoreError> {
        let code = ShortCode::from_random(self.draw()?);
        let mac = self.short_code_mac(&code).to_vec();
        let place_of_card = card.to_string();
        let sealed =
            self.sealing.seal(&place(scope, &place_of_card), code.as_plain().as_bytes(), &*self.chance)?;
        Ok(Drawn { card, code, mac, sealed })
    }

    /// The code of a card, to print it again; none once it has ended.
    pub(super) async fn short_code_of(
        &self,
        view: &mut View,
        scope: &HubScope,
        card: CardId,
    ) -> Result<Option<ShortCode>, StoreError> {
        let sql =
            "SELECT sealed_code FROM short_code WHERE hub_id = $1 AND card_id = $2 AND ended_at IS NULL";
        let found: Option<Option<Vec<u8>>> =
            on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(card).fetch_optional(c))?;
        found.flatten().map(|sealed| self.open_short_code(scope, card, &sealed)).transpose()
    }

    /// A card's code, unsealed.
    pub(super) fn open_short_code(
        &self,
        scope: &HubScope,
        card: CardId,
        sealed: &[u8],
    ) -> Result<ShortCode, StoreError> {
        let plain = self.sealing.open(&place(scope, &card.to_string()), sealed)?;
        let plain = std::str::from_utf8(&plain).map_err(|_| StoreError::Unreadable(Thing::Card))?;
        ShortCode::parse(plain).map_err(|_| StoreError::Unreadable(Thing::Card))
    }
}

/// A code that was drawn for a card, and may be another's already.
struct Drawn {
    card: CardId,
    code: ShortCode,
    mac: Vec<u8>,
    sealed: Vec<u8>,
}

/// Keeps those that are nobody's yet, and says of which cards they are.
async fn insert(tx: &mut Tx, scope: &HubScope, drawn: &[Drawn]) -> Result<HashSet<CardId>, StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = format!(
        "INSERT INTO short_code (code_mac, hub_id, card_id, sealed_code, created_at, changed_n) VALUES {}
        ON CONFLICT (code_mac) DO NOTHING RETURNING card_id",
        places(drawn.len(), 6)
    );
    let kept: Vec<CardId> = on_db!(tx, |c| drawn
        .iter()
        .fold(sqlx::query_scalar(AssertSqlSafe(sql.as_str())), |query, one| query
            .bind(&one.mac)
            .bind(scope.hub())
            .bind(one.card)
            .bind(&one.sealed)
            .bind(at)
            .bind(n))
        .fetch_all(c))?;
    Ok(kept.into_iter().collect())
}

/// Ends a card's code: it is never printed again. Typed, it still leads to its card, which then is not in use.
pub(super) async fn end(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let (n, at) = (tx.n, tx.at);
    let sql = "UPDATE short_code SET ended_at = $1, sealed_code = NULL, changed_n = $2
        WHERE hub_id = $3 AND card_id = $4 AND ended_at IS NULL";
    write_db!(tx, |c| sqlx::query(sql).bind(at).bind(n).bind(scope.hub()).bind(card).execute(c))?;
    Ok(())
}

/// Lets every server hear of a card's code: it is signed now.
pub(super) async fn announce(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let n = tx.n;
    let sql = "UPDATE short_code SET changed_n = $1 WHERE hub_id = $2 AND card_id = $3";
    write_db!(tx, |c| sqlx::query(sql).bind(n).bind(scope.hub()).bind(card).execute(c))?;
    Ok(())
}

fn place<'a>(scope: &HubScope, card: &'a str) -> Place<'a> {
    Place { table: "short_code", hub: Some(scope.hub().0), name: card }
}
