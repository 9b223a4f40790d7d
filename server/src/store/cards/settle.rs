//! Start-up settles what a power cut left between the intent and the signature: no card stays half-issued.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::HubSlug;
use passport_core::credential::{Claims, Kind};
use passport_core::keys::Kid;
use serde_json::json;

use super::super::db::{look, on_db, transaction, write_db};
use super::super::signing_keys::read_kid;
use super::super::{Actor, CardId, CredentialId, HubId, HubScope, Store, StoreError, Thing, phones};
use super::withdraw::withdraw;
use super::{CardRefused, of_hub};

/// What became of cards that were left half-issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Signed now, from what was written down.
    pub signed: usize,
    /// Given up and withdrawn, because their key was refused meanwhile.
    pub abandoned: usize,
    /// Left as they are, because a key or a row is damaged; the log names them.
    pub left: usize,
}

#[derive(sqlx::FromRow)]
struct Unsettled {
    hub_id: HubId,
    slug: String,
    credential_id: CredentialId,
    card_id: CardId,
    kid: i64,
    claims: String,
    created_at: DateTime<Utc>,
}

/// What became of one of them.
enum Outcome {
    Signed,
    Abandoned,
}

/// One card that was left, and the hub it is in.
struct Left {
    scope: HubScope,
    card: CardId,
    credential: CredentialId,
    kid: Kid,
    claims: Claims,
}

impl Unsettled {
    fn read(self) -> Result<Left, StoreError> {
        let slug = HubSlug::parse(&self.slug).map_err(|_| StoreError::Unreadable(Thing::Hub))?;
        Ok(Left {
            scope: HubScope::of(self.hub_id, slug, Actor::Server),
            card: self.card_id,
            credential: self.credential_id,
            kid: read_kid(self.kid)?,
            claims: Claims::from_json(&self.claims).map_err(|_| StoreError::Unreadable(Thing::Card))?,
        })
    }
}

/// Nobody is still signing a card that was written down so long ago.
const STALE_AFTER: TimeDelta = TimeDelta::minutes(1);

impl Store {
    /// At start-up: signs every card that was written down and not signed, or gives it up with its bit set. A card that another
    /// server is signing at this moment comes to no harm: the text that is kept first counts.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer. A card whose key is damaged, or in a silent
    /// module, is left and logged.
    pub async fn settle(&self) -> Result<Settled, StoreError> {
        self.settle_before(DateTime::<Utc>::MAX_UTC).await
    }

    /// Before issuing, and every few seconds beside it: settles what an interrupted command, a failed request or a server that died
    /// left, which nobody is waiting for any more.
    ///
    /// # Errors
    /// As [`Self::settle`].
    pub async fn settle_stale(&self) -> Result<(), StoreError> {
        self.settle_before(self.now() - STALE_AFTER).await.map(drop)
    }

    /// Settles these cards at once, for somebody who sends a form again of which only the second half failed.
    ///
    /// # Errors
    /// [`StoreError`], also when a card's key is damaged: whoever asks is not told that it is done.
    pub(in super::super) async fn settle_cards(&self, cards: &[CardId]) -> Result<(), StoreError> {
        let mut found = self.unsettled().await?;
        found.retain(|unsettled| cards.contains(&unsettled.card_id));
        for unsettled in found {
            self.settle_one(&unsettled.read()?).await?;
        }
        Ok(())
    }

    async fn settle_before(&self, written_before: DateTime<Utc>) -> Result<Settled, StoreError> {
        let mut settled = Settled::default();
        let mut found = self.unsettled().await?;
        found.retain(|unsettled| unsettled.created_at < written_before);
        for unsettled in found {
            let (slug, credential) = (unsettled.slug.clone(), unsettled.credential_id);
            let done = match unsettled.read() {
                Ok(left) => self.settle_one(&left).await,
                Err(unreadable) => Err(unreadable),
            };
            match done {
                Ok(Outcome::Signed) => settled.signed += 1,
                Ok(Outcome::Abandoned) => settled.abandoned += 1,
                Err(
                    cause @ (StoreError::Seal(_)
                    | StoreError::Unreadable(_)
                    | StoreError::Sign(_)
                    | StoreError::Module(_)
                    | StoreError::NoKeyModule),
                ) => {
                    tracing::error!(hub = slug, %credential, %cause, "a half-issued card could not be settled");
                    settled.left += 1;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(settled)
    }

    async fn unsettled(&self) -> Result<Vec<Unsettled>, StoreError> {
        let sql = "SELECT s.hub_id, h.slug, s.credential_id, s.card_id, s.kid, s.claims, s.created_at FROM credential s
            JOIN hub h ON h.hub_id = s.hub_id WHERE s.signed_at IS NULL AND s.abandoned_at IS NULL
            ORDER BY s.created_at";
        look!(self, "find half-issued cards", |view| {
            Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
        })
    }

    async fn settle_one(&self, left: &Left) -> Result<Outcome, StoreError> {
        let scope = &left.scope;
        let signer = look!(self, "unlock key", |view| self.signer(view, scope, left.kid).await)?;
        let Some(signer) = signer else {
            self.abandon(left).await?;
            return Ok(Outcome::Abandoned);
        };
        let text = signer.sign_card(&left.claims).await?;
        self.keep_text(scope, (left.card, left.credential), left.kid, text).await?;
        Ok(Outcome::Signed)
    }

    async fn abandon(&self, left: &Left) -> Result<(), StoreError> {
        let scope = &left.scope;
        transaction!(self, "abandon card", |tx| {
            let (_, subject) = of_hub(tx, scope, left.card).await?;
            // A phone fetches another; paper is not in use without its one credential.
            let withdrawn = match left.claims.kind {
                Kind::Phone { .. } => {
                    phones::revoke(tx, scope, &[(left.credential, &left.claims)]).await.map(drop)
                }
                Kind::Printed => withdraw(tx, scope, left.card).await,
            };
            match withdrawn {
                Ok(()) | Err(StoreError::Card(CardRefused::Withdrawn)) => {}
                Err(other) => return Err(other),
            }
            let (n, at) = (tx.n, tx.at);
            let sql = "UPDATE credential SET abandoned_at = $1, changed_n = $2
                WHERE hub_id = $3 AND credential_id = $4 AND signed_at IS NULL AND abandoned_at IS NULL";
            write_db!(tx, |c| sqlx::query(sql)
                .bind(at)
                .bind(n)
                .bind(scope.hub())
                .bind(left.credential)
                .execute(c))?;
            self.record(tx, scope, "card given up", Some(subject), json!({"card": left.card})).await
        })
    }
}
