//! Going on with a run, one step at a time; two servers on one run take turns, as on a file.

use passport_core::card::{Arrangement, HubSlug, Issuer};
use passport_core::issue::{CardKind, today};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::super::cards::{Intent, Plan};
use super::super::db::{Tx, list, look, on_db, places, transaction, write_db};
use super::super::{
    Actor, CardId, CardRunId, CarerId, HubId, HubScope, PersonId, Store, StoreError, SubjectId, Thing, base,
    one,
};
use super::step::{Chosen, Given, Room, Turn, chosen, turns};

/// What one step of a run came to.
enum Step {
    /// These are written down and wait to be signed.
    Written(Vec<(Intent, SubjectId)>),
    /// Everybody had their turn, but these were left unsigned by a step that failed or was cut off.
    Unsigned(Vec<CardId>),
    /// Nothing is left to do.
    Last,
}

impl Store {
    /// Issues the cards of a run's next step; gives whether nothing is left to do.
    ///
    /// # Errors
    /// [`StoreError`] when the step was not done, and may be tried again; what was written down and not signed is settled
    /// before the next card of anybody.
    pub async fn go_on_with_card_run(&self, scope: &HubScope, run: CardRunId) -> Result<bool, StoreError> {
        self.settle_stale().await?;
        let step = transaction!(self, "go on with card run", |tx| {
            let Some(chosen) = chosen(tx, scope, run).await? else { return Ok(Step::Last) };
            let today = today(tx.at);
            let turns = turns(tx, scope, run, today).await?;
            if !turns.is_empty() {
                return self.issue_some(tx, scope, run, &chosen, &turns).await.map(Step::Written);
            }
            let unsigned = unsigned(tx, scope, run).await?;
            if unsigned.is_empty() {
                self.finish_card_run(tx, scope, run).await?;
                return Ok(Step::Last);
            }
            Ok(Step::Unsigned(unsigned))
        })?;
        match step {
            Step::Written(intents) => self.finish_all(scope, &intents).await.map(|()| false),
            Step::Unsigned(cards) => self.settle_cards(&cards).await.map(|()| false),
            Step::Last => Ok(true),
        }
    }

    /// Runs that are not through, on whichever hub, each with the right of whoever started it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn unfinished_card_runs(&self) -> Result<Vec<(HubScope, CardRunId)>, StoreError> {
        let sql =
            "SELECT r.hub_id, h.slug, r.run_id, r.person_id FROM card_run r JOIN hub h ON h.hub_id = r.hub_id
            WHERE r.finished_at IS NULL ORDER BY r.created_at, r.run_id";
        look!(self, "find unfinished card runs", |view| {
            let rows: Vec<(HubId, String, CardRunId, Option<PersonId>)> =
                on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?;
            let scopes = rows.into_iter().map(|(hub, slug, run, person)| {
                let slug = HubSlug::parse(&slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
                Ok((HubScope::of(hub, slug, person.map_or(Actor::Operator, Actor::Person)), run))
            });
            scopes.collect()
        })
    }

    async fn finish_card_run(&self, tx: &mut Tx, scope: &HubScope, run: CardRunId) -> Result<(), StoreError> {
        let at = tx.at;
        let sql =
            "UPDATE card_run SET finished_at = $1 WHERE hub_id = $2 AND run_id = $3 AND finished_at IS NULL";
        let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(run).execute(c))?;
        one(rows, Thing::CardRun)?;
        self.record(tx, scope, "card run finished", None, json!({"run": run})).await
    }

    /// Writes the cards of a step down, with what becomes of everybody whose turn it was.
    async fn issue_some(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        run: CardRunId,
        chosen: &Chosen,
        turns: &[Turn],
    ) -> Result<Vec<(Intent, SubjectId)>, StoreError> {
        let kid = self.active_signer(tx, scope).await?.kid;
        let room = Room { issuer: Issuer { base: base::current(tx).await?, hub: scope.slug().clone() }, kid };
        let mut plans = Vec::new();
        let mut subjects = Vec::new();
        for turn in turns {
            match chosen.given(turn, &room) {
                Ok(Given { name, cards }) => {
                    for (kind, arrangements) in cards {
                        let (card, carer, name) = (CardId(self.draw_uuid()?), turn.carer_id, name.clone());
                        let ends_on = chosen.ends_on;
                        plans.push(Plan { card, carer, kind, name, arrangements, ends_on, follows: None });
                        subjects.push(turn.subject_id);
                    }
                }
                Err(why) => note_left_out(tx, scope, run, turn.carer_id, why.code()).await?,
            }
        }
        if plans.is_empty() {
            return Ok(Vec::new());
        }
        supersede_ended(tx, scope, chosen, &plans).await?;
        let intents = self.intend_all(tx, scope, chosen.ends_on, plans).await?;
        let deeds = intents.iter().zip(&subjects).map(|(intent, subject)| {
            let arrangements = match intent.kind {
                CardKind::Fare => chosen.fare.as_ref(),
                CardKind::Printed | CardKind::Phone => chosen.printed.as_ref(),
            };
            let codes: Vec<_> = arrangements.into_iter().flatten().map(Arrangement::code).collect();
            let details = json!({"card": intent.card, "kind": intent.kind.code(), "ends_on": chosen.ends_on,
                "codes": codes, "run": run});
            (*subject, details)
        });
        self.record_each(tx, scope, "card issued", deeds).await?;
        note_issued(tx, scope, run, &intents).await?;
        Ok(intents.into_iter().zip(subjects).collect())
    }
}

/// The cards of a run that are written down and not signed: a run is not over before they are.
async fn unsigned(tx: &mut Tx, scope: &HubScope, run: CardRunId) -> Result<Vec<CardId>, StoreError> {
    let sql = "SELECT s.card_id FROM credential s WHERE s.hub_id = $1 AND s.signed_at IS NULL AND s.abandoned_at IS NULL
        AND EXISTS (SELECT 1 FROM card_run_row r WHERE r.hub_id = s.hub_id AND r.run_id = $2
            AND (r.card_id = s.card_id OR r.fare_card_id = s.card_id))";
    Ok(on_db!(tx, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(run).fetch_all(c))?)
}

/// Cards past their last day make room for the next without being renewed.
async fn supersede_ended(
    tx: &mut Tx,
    scope: &HubScope,
    chosen: &Chosen,
    plans: &[Plan<'_>],
) -> Result<(), StoreError> {
    let (at, today) = (tx.at, today(tx.at).to_string());
    for (kind, wanted) in [(CardKind::Printed, &chosen.printed), (CardKind::Fare, &chosen.fare)] {
        let carers: Vec<CarerId> =
            plans.iter().filter(|plan| plan.kind == kind).map(|plan| plan.carer).collect();
        if wanted.is_none() || carers.is_empty() {
            continue;
        }
        let sql = format!(
            "UPDATE card SET superseded_at = $1 WHERE hub_id = $2 AND kind = $3 AND kind <> 'phone' AND ends_on < $4
            AND superseded_at IS NULL AND withdrawn_at IS NULL AND carer_id IN ({})",
            list(4, carers.len())
        );
        write_db!(tx, |c| carers
            .iter()
            .fold(
                sqlx::query(AssertSqlSafe(sql.as_str()))
                    .bind(at)
                    .bind(scope.hub())
                    .bind(kind.code())
                    .bind(&today),
                |query, carer| query.bind(*carer)
            )
            .execute(c))?;
    }
    Ok(())
}

async fn note_left_out(
    tx: &mut Tx,
    scope: &HubScope,
    run: CardRunId,
    carer: CarerId,
    why: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE card_run_row SET outcome = $1 WHERE hub_id = $2 AND run_id = $3 AND carer_id = $4
        AND outcome IS NULL";
    let rows =
        write_db!(tx, |c| sqlx::query(sql).bind(why).bind(scope.hub()).bind(run).bind(carer).execute(c))?;
    one(rows, Thing::CardRun)
}

/// Notes who got which cards: a row each, the printed card and the fare card beside it.
async fn note_issued(
    tx: &mut Tx,
    scope: &HubScope,
    run: CardRunId,
    intents: &[Intent],
) -> Result<(), StoreError> {
    for (kind, column) in [(CardKind::Printed, "card_id"), (CardKind::Fare, "fare_card_id")] {
        let issued: Vec<(CarerId, CardId)> =
            intents.iter().filter(|one| one.kind == kind).map(|one| (one.carer, one.card)).collect();
        if issued.is_empty() {
            continue;
        }
        let places_taken = issued.len() * 2;
        let sql = format!(
            "WITH issued (owner, card) AS (VALUES {}) UPDATE card_run_row SET outcome = 'issued', {column} = issued.card
            FROM issued WHERE card_run_row.hub_id = ${} AND card_run_row.run_id = ${}
            AND card_run_row.carer_id = issued.owner",
            places(issued.len(), 2),
            places_taken + 1,
            places_taken + 2,
        );
        write_db!(tx, |c| issued
            .iter()
            .fold(sqlx::query(AssertSqlSafe(sql.as_str())), |query, (carer, card)| query
                .bind(*carer)
                .bind(*card))
            .bind(scope.hub())
            .bind(run)
            .execute(c))?;
    }
    Ok(())
}
