//! Cards for many at once: arrangements chosen once, then a card for each who has none, step by step. As with every card the
//! intent is written before anything is signed, and a step that was cut off between the two is settled like any other.

mod go_on;
mod start;
mod step;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;

use super::db::{View, look, on_db, transaction};
use super::{CardId, CardRunId, CarerId, HubScope, Store, StoreError, Thing};

pub use start::{NewCardRun, Recipients};

/// Cards for many, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CardRun {
    /// Which.
    pub run_id: CardRunId,
    /// How many young people were chosen.
    pub total: i64,
    /// How many of them it has come to.
    pub done: i64,
    /// When it was started.
    pub created_at: DateTime<Utc>,
    /// When it was through.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Cards for many, as a list of runs names them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedRun {
    /// The run.
    #[sqlx(flatten)]
    pub run: CardRun,
    /// How many got a card so far.
    pub issued: i64,
}

/// Cards for many, once they are issued.
#[derive(Clone, Debug)]
pub struct FinishedRun {
    /// The run.
    pub run: CardRun,
    /// How many got a card.
    pub issued: i64,
    /// The cards that may be printed, in the order in which the people were chosen; a fare card follows its owner's other card.
    pub cards: Vec<CardId>,
    /// Who got none, and why; 200 at most.
    pub not_issued: Vec<NotIssued>,
}

/// Somebody who got no card.
#[derive(Clone, PartialEq, Eq)]
pub struct NotIssued {
    /// The young person.
    pub carer_id: CarerId,
    /// First name.
    pub given_name: String,
    /// Surname.
    pub family_name: Option<String>,
    /// Why.
    pub why: WhyNot,
}

/// Why somebody gets no card together with many others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// They have one: renew or replace it.
    HasOne,
    /// Caring has ended.
    CaringEnded,
    /// Their record is protected: a card is chosen with them alone.
    Protected,
    /// Name and arrangements together do not fit into a square.
    TooLong,
}

impl WhyNot {
    const ALL: [Self; 4] = [Self::HasOne, Self::CaringEnded, Self::Protected, Self::TooLong];

    /// The code in the store, and in words: `run-why-` and this.
    pub fn code(self) -> &'static str {
        match self {
            Self::HasOne => "has-one",
            Self::CaringEnded => "caring-ended",
            Self::Protected => "protected",
            Self::TooLong => "too-long",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

impl std::fmt::Debug for NotIssued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NotIssued({}, {:?})", self.carer_id, self.why)
    }
}

/// As many who got no card as a page shows.
const MOST_SHOWN: i64 = 200;

/// How long runs are listed, and how many at most: time enough to print the cards.
const LISTED: TimeDelta = TimeDelta::weeks(8);
const MOST_LISTED: i64 = 20;

/// The columns of a [`CardRun`], with more of them, before any choice among runs. Whoever is next has as many before them.
macro_rules! runs {
    ($more:literal, $choice:literal) => {
        concat!(
            "SELECT r.run_id, r.total, r.created_at, r.finished_at, COALESCE((SELECT min(w.place) FROM card_run_row w
                WHERE w.hub_id = r.hub_id AND w.run_id = r.run_id AND w.outcome IS NULL), r.total) AS done",
            $more,
            " FROM card_run r WHERE r.hub_id = $1 AND ",
            $choice
        )
    };
}

async fn of_hub(view: &mut View, scope: &HubScope, run: CardRunId) -> Result<CardRun, StoreError> {
    let sql = runs!("", "r.run_id = $2");
    let found: Option<CardRun> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(run).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::CardRun))
}

/// The finished cards of one column, with their order: $1 is the hub, $2 the run.
macro_rules! printable {
    ($column:literal, $turn:literal) => {
        concat!(
            "SELECT k.card_id, w.place, ",
            $turn,
            " AS turn FROM card_run_row w JOIN card k ON k.hub_id = w.hub_id AND k.card_id = ",
            $column,
            " WHERE w.hub_id = $1 AND w.run_id = $2 AND k.withdrawn_at IS NULL AND k.superseded_at IS NULL
            AND EXISTS (SELECT 1 FROM credential s WHERE s.hub_id = k.hub_id AND s.card_id = k.card_id
                AND s.signed_at IS NOT NULL)"
        )
    };
}

impl Store {
    /// How far a run is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn card_run(&self, scope: &HubScope, run: CardRunId) -> Result<CardRun, StoreError> {
        look!(self, "find card run", |view| of_hub(view, scope, run).await)
    }

    /// The runs of the last eight weeks, newest first, 20 at most.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn card_runs(&self, scope: &HubScope) -> Result<Vec<ListedRun>, StoreError> {
        let sql = runs!(
            ", (SELECT count(*) FROM card_run_row w WHERE w.hub_id = r.hub_id AND w.run_id = r.run_id
                AND w.outcome = 'issued') AS issued",
            "r.created_at >= $2 ORDER BY r.created_at DESC, r.run_id LIMIT $3"
        );
        let since = self.now() - LISTED;
        look!(self, "list card runs", |view| {
            let hub = scope.hub();
            Ok(on_db!(view, |c| sqlx::query_as(sql).bind(hub).bind(since).bind(MOST_LISTED).fetch_all(c))?)
        })
    }

    /// What came of a run. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in this hub.
    pub async fn finished_card_run(
        &self,
        scope: &HubScope,
        run: CardRunId,
    ) -> Result<FinishedRun, StoreError> {
        let cards = concat!(
            "SELECT card_id FROM (",
            printable!("w.card_id", "0"),
            " UNION ALL ",
            printable!("w.fare_card_id", "1"),
            ") AS given ORDER BY place, turn, card_id"
        );
        let issued =
            "SELECT count(*) FROM card_run_row WHERE hub_id = $1 AND run_id = $2 AND outcome = 'issued'";
        let left = "SELECT c.carer_id, c.given_name, c.family_name, w.outcome FROM card_run_row w
            JOIN carer c ON c.hub_id = w.hub_id AND c.carer_id = w.carer_id
            WHERE w.hub_id = $1 AND w.run_id = $2 AND w.outcome <> 'issued' ORDER BY w.place LIMIT $3";
        transaction!(self, "show card run", |tx| {
            let file = of_hub(tx, scope, run).await?;
            let hub = scope.hub();
            let cards = on_db!(tx, |c| sqlx::query_scalar(cards).bind(hub).bind(run).fetch_all(c))?;
            let issued = on_db!(tx, |c| sqlx::query_scalar(issued).bind(hub).bind(run).fetch_one(c))?;
            let left: Vec<(CarerId, String, Option<String>, String)> =
                on_db!(tx, |c| sqlx::query_as(left).bind(hub).bind(run).bind(MOST_SHOWN).fetch_all(c))?;
            self.note_read(tx, scope, "card run shown", None, json!({"run": run})).await?;
            let not_issued = left.into_iter().map(|(carer_id, given_name, family_name, why)| {
                let why = WhyNot::from_code(&why).ok_or(StoreError::Unreadable(Thing::CardRun))?;
                Ok(NotIssued { carer_id, given_name, family_name, why })
            });
            let not_issued = not_issued.collect::<Result<_, StoreError>>()?;
            Ok(FinishedRun { run: file, issued, cards, not_issued })
        })
    }
}

/// A day as stored.
fn read_day(stored: &str) -> Result<NaiveDate, StoreError> {
    stored.parse().map_err(|_| StoreError::Unreadable(Thing::CardRun))
}
