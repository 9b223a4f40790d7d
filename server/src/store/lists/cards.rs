//! Lists of cards: ending soon, ended, lost, not handed over.

use chrono::{DateTime, Days, NaiveDate, Utc};
use passport_core::issue::{CardKind, today};
use serde_json::json;

use super::super::carers::read_date;
use super::super::db::{look, on_db, transaction};
use super::super::{CardId, HubScope, Store, StoreError, Thing};
use super::{MOST_LINES, Named};

/// Which cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardList {
    /// Ending within so many days, of young people who still care for somebody.
    Ending30,
    /// The same, with more time.
    Ending60,
    /// The same, with more time still.
    Ending90,
    /// Ended, and not renewed, though caring goes on.
    Ended,
    /// Reported lost, and not yet replaced or withdrawn.
    Lost,
    /// Issued, and not handed over.
    NotHandedOver,
}

/// One card on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// Whose it is.
    pub whose: Named,
    /// The name of their school.
    pub school: Option<String>,
    /// Whether somebody may not be safe.
    pub protected: bool,
    /// The card.
    pub card_id: CardId,
    /// With a name, or for the fare.
    pub kind: CardKind,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When its sheet was last opened to print it.
    pub printed_at: Option<DateTime<Utc>>,
    /// When it was reported lost.
    pub lost_at: Option<DateTime<Utc>>,
}

impl CardList {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Ending30, Self::Ending60, Self::Ending90, Self::Ended, Self::Lost, Self::NotHandedOver];

    /// The code in addresses and in the record.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ending30 => "ending-30",
            Self::Ending60 => "ending-60",
            Self::Ending90 => "ending-90",
            Self::Ended => "ended",
            Self::Lost => "lost",
            Self::NotHandedOver => "not-handed-over",
        }
    }

    /// The list of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }

    /// The first and the last day on which its cards end.
    fn ends(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let (start, end) = (NaiveDate::default(), today + Days::new(366 * 100));
        match self {
            Self::Ending30 => (today, today + Days::new(30)),
            Self::Ending60 => (today, today + Days::new(60)),
            Self::Ending90 => (today, today + Days::new(90)),
            Self::Ended => (start, today - Days::new(1)),
            Self::Lost | Self::NotHandedOver => (today, end),
        }
    }
}

/// The newest cards of a hub that are not withdrawn: $1 is the hub, $2 and $3 the first and the last day on which they end.
macro_rules! cards {
    ($fields:literal, $choice:literal) => {
        concat!(
            "SELECT ",
            $fields,
            " FROM card k
            JOIN carer r ON r.hub_id = k.hub_id AND r.carer_id = k.carer_id
            LEFT JOIN organisation o ON o.hub_id = r.hub_id AND o.organisation_id = r.school_id
            WHERE k.hub_id = $1 AND k.superseded_at IS NULL AND k.withdrawn_at IS NULL
                AND k.ends_on BETWEEN $2 AND $3 AND EXISTS (SELECT 1 FROM credential s
                    WHERE s.hub_id = k.hub_id AND s.card_id = k.card_id AND s.signed_at IS NOT NULL)",
            $choice
        )
    };
}

macro_rules! lines {
    ($choice:literal) => {
        cards!(
            "r.carer_id, r.given_name, r.family_name, r.known_as, o.name AS school,
            r.protected_since IS NOT NULL AS protected, k.card_id, k.kind, k.ends_on, k.created_at, k.printed_at,
            k.lost_at",
            $choice
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    whose: Named,
    school: Option<String>,
    protected: bool,
    card_id: CardId,
    kind: String,
    ends_on: String,
    created_at: DateTime<Utc>,
    printed_at: Option<DateTime<Utc>>,
    lost_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<CardLine, StoreError> {
        let kind = CardKind::from_code(&self.kind).ok_or(StoreError::Unreadable(Thing::Card))?;
        let (ends_on, issued_at) = (read_date(&self.ends_on)?, self.created_at);
        let Self { whose, school, protected, card_id, printed_at, lost_at, .. } = self;
        Ok(CardLine { whose, school, protected, card_id, kind, ends_on, issued_at, printed_at, lost_at })
    }
}

impl Store {
    /// The cards of a list, the most urgent first, 2,000 at most. The look is recorded.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be recorded.
    pub async fn card_list(&self, scope: &HubScope, list: CardList) -> Result<Vec<CardLine>, StoreError> {
        let sql = match list {
            CardList::Ending30 | CardList::Ending60 | CardList::Ending90 | CardList::Ended => {
                lines!(" AND r.caring_ended_on IS NULL ORDER BY k.ends_on, r.search_name, k.card_id LIMIT $4")
            }
            CardList::Lost => {
                lines!(" AND k.lost_at IS NOT NULL ORDER BY k.lost_at, r.search_name, k.card_id LIMIT $4")
            }
            CardList::NotHandedOver => lines!(
                " AND k.kind <> 'phone' AND k.handed_over_at IS NULL
                ORDER BY k.created_at, r.search_name, k.card_id LIMIT $4"
            ),
        };
        transaction!(self, "open list", |tx| {
            let (first, last) = list.ends(today(tx.at));
            let rows: Vec<Row> = on_db!(tx, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(first.to_string())
                .bind(last.to_string())
                .bind(i64::from(MOST_LINES))
                .fetch_all(c))?;
            let lines = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
            let details = json!({"list": list.code(), "found": lines.len()});
            self.note_read(tx, scope, "list opened", None, details).await?;
            Ok(lines)
        })
    }

    /// How many cards stand on each list, in the order of [`CardList::ALL`].
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn card_counts(&self, scope: &HubScope) -> Result<[(CardList, i64); 6], StoreError> {
        let sql = cards!(
            "count(CASE WHEN r.caring_ended_on IS NULL AND k.ends_on BETWEEN $4 AND $5 THEN 1 END),
            count(CASE WHEN r.caring_ended_on IS NULL AND k.ends_on BETWEEN $4 AND $6 THEN 1 END),
            count(CASE WHEN r.caring_ended_on IS NULL AND k.ends_on BETWEEN $4 AND $7 THEN 1 END),
            count(CASE WHEN r.caring_ended_on IS NULL AND k.ends_on < $4 THEN 1 END),
            count(CASE WHEN k.lost_at IS NOT NULL AND k.ends_on >= $4 THEN 1 END),
            count(CASE WHEN k.kind <> 'phone' AND k.handed_over_at IS NULL AND k.ends_on >= $4 THEN 1 END)",
            ""
        );
        let today = today(self.now());
        let last = |list: CardList| list.ends(today).1.to_string();
        let counts: (i64, i64, i64, i64, i64, i64) = look!(self, "count lists", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql)
                .bind(scope.hub())
                .bind(CardList::Ended.ends(today).0.to_string())
                .bind(last(CardList::Lost))
                .bind(today.to_string())
                .bind(last(CardList::Ending30))
                .bind(last(CardList::Ending60))
                .bind(last(CardList::Ending90))
                .fetch_one(c))?)
        })?;
        let counts: [i64; 6] = counts.into();
        Ok(std::array::from_fn(|place| (CardList::ALL[place], counts[place])))
    }

    /// Notes that cards were handed over, in one step; gives how many were not noted so before. Cards that are withdrawn, or
    /// not in this hub, are left out.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn hand_over_cards(&self, scope: &HubScope, cards: &[CardId]) -> Result<u64, StoreError> {
        let sql = "UPDATE card SET handed_over_at = $1 WHERE hub_id = $2 AND card_id = $3
            AND handed_over_at IS NULL AND withdrawn_at IS NULL";
        transaction!(self, "hand over cards", |tx| {
            let (at, mut noted) = (tx.at, 0);
            for card in cards {
                let rows = super::super::db::write_db!(tx, |c| sqlx::query(sql)
                    .bind(at)
                    .bind(scope.hub())
                    .bind(card)
                    .execute(c))?;
                if rows == 1 {
                    let subject = super::super::cards::of_hub(tx, scope, *card).await?.1;
                    let details = json!({"card": card});
                    self.record(tx, scope, "card handed over", Some(subject), details).await?;
                }
                noted += rows;
            }
            Ok(noted)
        })
    }
}
