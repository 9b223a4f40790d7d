//! One query for all the cards that somebody chose to print.

use std::collections::HashMap;

use chrono::NaiveDate;
use passport_core::carer::{AgreedBy, counts_on};
use passport_core::paper::Paper;

use super::super::super::carers::{ContactWishes, ReachedBy, read_date};
use super::super::super::db::{Tx, on_db};
use super::super::super::{CardId, HubScope, StoreError, SubjectId, Thing};
use super::super::CardRow;
use super::Whose;

/// A card with all that is printed, and whose it is.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    #[sqlx(flatten)]
    pub(super) card: CardRow,
    pub(super) subject_id: SubjectId,
    given_name: String,
    family_name: Option<String>,
    known_as: Option<String>,
    born_on: String,
    pub(super) protected: bool,
    photo_agreed_by: Option<String>,
    pub(super) text: Option<String>,
    pub(super) sealed_code: Option<Vec<u8>>,
    jpeg: Option<Vec<u8>>,
    reached_by: Option<String>,
    safe_contact: Option<String>,
    safe_time: Option<String>,
    caution: Option<String>,
}

impl Row {
    pub(super) fn whose(&self, paper: Paper) -> Result<Whose, StoreError> {
        let full_name = [Some(self.given_name.as_str()), self.family_name.as_deref()];
        Ok(Whose {
            carer: self.card.carer_id,
            called: self.known_as.clone().unwrap_or_else(|| self.given_name.clone()),
            full_name: full_name.into_iter().flatten().collect::<Vec<_>>().join(" "),
            wishes: if paper == Paper::Letter { self.wishes()? } else { None },
        })
    }

    fn wishes(&self) -> Result<Option<ContactWishes>, StoreError> {
        let (Some(code), Some(safe_contact)) = (&self.reached_by, &self.safe_contact) else {
            return Ok(None);
        };
        let reached_by = ReachedBy::from_code(code).ok_or(StoreError::Unreadable(Thing::Carer))?;
        let (safe_contact, safe_time) = (safe_contact.clone(), self.safe_time.clone());
        Ok(Some(ContactWishes { reached_by, safe_contact, safe_time, caution: self.caution.clone() }))
    }

    /// The photo, while somebody's agreement to it counts.
    pub(super) fn take_photo(&mut self, day: NaiveDate) -> Result<Option<Vec<u8>>, StoreError> {
        let born_on = read_date(&self.born_on)?;
        let by = self.photo_agreed_by.as_deref().and_then(AgreedBy::from_code);
        Ok(self.jpeg.take().filter(|_| by.is_some_and(|by| counts_on(by, born_on, day))))
    }
}

/// `($2, $3, …)` for so many cards; $1 is the hub.
pub(super) fn places(cards: usize) -> String {
    let places: Vec<String> = (2..cards + 2).map(|place| format!("${place}")).collect();
    format!("({})", places.join(", "))
}

/// The cards of this hub among these.
pub(super) async fn rows(
    tx: &mut Tx,
    scope: &HubScope,
    cards: &[CardId],
) -> Result<HashMap<CardId, Row>, StoreError> {
    if cards.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT k.card_id, k.carer_id, k.kind, k.ends_on, k.arrangements, k.follows, k.created_at, k.handed_over_at,
            k.lost_at, k.superseded_at, k.withdrawn_at, r.subject_id, r.given_name, r.family_name, r.known_as,
            r.born_on, r.protected_since IS NOT NULL AS protected, a.agreed_by AS photo_agreed_by, s.text,
            c.sealed_code, p.jpeg, w.reached_by, w.safe_contact, w.safe_time, w.caution
        FROM card k
        JOIN carer r ON r.hub_id = k.hub_id AND r.carer_id = k.carer_id
        LEFT JOIN credential s ON s.hub_id = k.hub_id AND s.card_id = k.card_id AND s.setting IS NULL
            AND s.signed_at IS NOT NULL
        LEFT JOIN short_code c ON c.hub_id = k.hub_id AND c.card_id = k.card_id AND c.ended_at IS NULL
        LEFT JOIN photo p ON p.hub_id = k.hub_id AND p.carer_id = k.carer_id
        LEFT JOIN agreement a ON a.hub_id = k.hub_id AND a.carer_id = k.carer_id AND a.purpose = 'photo'
            AND a.withdrawn_at IS NULL
        LEFT JOIN contact_wishes w ON w.hub_id = k.hub_id AND w.carer_id = k.carer_id
        WHERE k.hub_id = $1 AND k.card_id IN {}",
        places(cards.len())
    );
    let found: Vec<Row> = on_db!(tx, |c| {
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.hub());
        for card in cards {
            query = query.bind(card);
        }
        query.fetch_all(c)
    })?;
    Ok(found.into_iter().map(|row| (row.card.card_id, row)).collect())
}
