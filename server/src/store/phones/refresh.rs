//! New tokens for old ones. The successor of a refresh token is always the same, and the token stays good until its successor is
//! first used: a reply that gets lost costs nothing. What comes back after that was copied, and ends the family.

use passport_core::card::Setting;
use passport_core::dpop::thumbprint;
use passport_core::issue::today;
use passport_core::keys::PublicKey;
use passport_core::phone::phone_ends_on;
use serde_json::json;

use super::super::cards::of_hub;
use super::super::db::{Tx, transaction, write_db};
use super::super::{Actor, CardId, GrantId, HubScope, Store, StoreError, Thing, carers, one};
use super::grant::{GrantRow, IDLE, end_grant, live};
use super::token::{Token, TokenKind, Tokens};

/// What a wallet comes with.
#[derive(Clone, Copy)]
pub struct Refresh<'a> {
    /// The refresh token.
    pub token: &'a str,
    /// The key that its requests are signed with; none of a plain bearer.
    pub key: Option<&'a PublicKey>,
    /// The name that it gives itself.
    pub client_id: Option<&'a str>,
}

impl Store {
    /// New tokens, whether they are bound to a key, and the settings they are for; nothing when the token is not this hub's, is over, was used before its successor,
    /// or comes from another client than the one it was given to.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn refresh(
        &self,
        scope: &HubScope,
        with: Refresh<'_>,
    ) -> Result<Option<(Tokens, bool, Vec<Setting>)>, StoreError> {
        let token = self.read_token(TokenKind::Refresh, with.token);
        let Some(token) = token.filter(|token| token.hub == scope.hub()) else { return Ok(None) };
        transaction!(self, "refresh tokens", |tx| {
            let Some(grant) = live(tx, scope, token.grant).await? else { return Ok(None) };
            let phone = HubScope::of(scope.hub(), scope.slug().clone(), Actor::Phone(grant.card_id));
            if !is_of(&grant, with) || tx.at >= grant.seen_at + IDLE {
                return Ok(None);
            }
            let (card, subject) = of_hub(tx, &phone, grant.card_id).await?;
            let carer = carers::of_hub(tx, &phone, card.carer_id).await?;
            let ends_on = phone_ends_on(card.ends_on, carer.details.caring_ended_on);
            if card.withdrawn_at.is_some() || ends_on < today(tx.at) {
                return Ok(None);
            }
            if token.number < grant.used {
                end_grant(tx, &phone, &grant).await?;
                let details = json!({"card": card.card_id});
                self.record(tx, &phone, "phone stopped", Some(subject), details).await?;
                return Ok(None);
            }
            note_used(tx, &phone, &token).await?;
            note_seen(tx, &phone, grant.card_id).await?;
            // Asked again with the same token, since the reply got lost, it is the same renewal.
            if token.number > grant.used {
                let details = json!({"card": card.card_id});
                self.record(tx, &phone, "phone tokens given", Some(subject), details).await?;
            }
            let limited = grant.settings()?;
            let is_owners = limited.is_none() && grant.thumbprint.is_some();
            let given = limited.unwrap_or_else(|| Setting::ALL.to_vec());
            let settings = given.into_iter().filter(|setting| card.arrangements.any_of(*setting)).collect();
            let tokens = self.tokens(token.hub, token.grant, token.number + 1, tx.seconds());
            let tokens = Tokens { is_owners, ..tokens };
            Ok(Some((tokens, grant.thumbprint.is_some(), settings)))
        })
    }
}

/// Whether the one who comes is the one to whom the tokens were given.
fn is_of(grant: &GrantRow, with: Refresh<'_>) -> bool {
    let same_key = grant.thumbprint.is_none() || grant.thumbprint == with.key.map(thumbprint);
    let same_name =
        with.client_id.is_none() || grant.client_id.is_none() || grant.client_id.as_deref() == with.client_id;
    same_key && same_name
}

/// When it was last heard of never goes back: a clock that was wrong for a while must not make half a year of a day.
async fn note_used(tx: &mut Tx, phone: &HubScope, token: &Token) -> Result<(), StoreError> {
    let (at, grant): (_, GrantId) = (tx.at, token.grant);
    let sql = "UPDATE phone_grant SET used = $1, seen_at = CASE WHEN seen_at < $2 THEN $2 ELSE seen_at END
        WHERE hub_id = $3 AND grant_id = $4 AND ended_at IS NULL
        AND used <= $1";
    let rows = write_db!(tx, |c| sqlx::query(sql)
        .bind(token.number)
        .bind(at)
        .bind(phone.hub())
        .bind(grant)
        .execute(c))?;
    one(rows, Thing::Activation)
}

async fn note_seen(tx: &mut Tx, phone: &HubScope, card: CardId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE phone SET seen_at = $1 WHERE hub_id = $2 AND card_id = $3";
    one(write_db!(tx, |c| sqlx::query(sql).bind(at).bind(phone.hub()).bind(card).execute(c))?, Thing::Card)
}
