//! What stands on a printed card, to print it or to print it again.

use passport_core::card::LineText;
use passport_core::carer::Purpose;
use passport_core::credential::{Claims, Credential};
use passport_core::issue::today;
use passport_core::packed::pack;
use passport_core::short_code::ShortCode;
use passport_core::square::square;
use serde_json::json;

use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::{CardId, HubScope, Store, StoreError, Thing, carers, one, photos};
use super::{Card, CardRefused, of_hub};

/// Everything that is printed.
#[derive(Clone)]
pub struct Printable {
    /// The card.
    pub card: Card,
    /// The name on it; none on a fare card.
    pub name: Option<LineText>,
    /// The text of the square: a web address.
    pub square: String,
    /// The code under the square.
    pub short_code: ShortCode,
    /// The signed text.
    pub text: String,
    /// The photo, as JPEG, if there is one and somebody's agreement to it counts today.
    pub photo: Option<Vec<u8>>,
}

impl std::fmt::Debug for Printable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Printable({})", self.card.card_id)
    }
}

impl Printable {
    /// Of a signed text with its code.
    pub(super) fn of(
        card: Card,
        text: String,
        short_code: ShortCode,
        photo: Option<Vec<u8>>,
    ) -> Result<Self, StoreError> {
        let claims = Credential::parse(&text).map_err(|_| StoreError::Unreadable(Thing::Card))?.claims;
        let square = square(&claims.issuer.base, &pack(&text)?);
        Ok(Self { card, name: claims.name, square, short_code, text, photo })
    }
}

impl Store {
    /// What a printed card says, as it was signed: a name may have changed since. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not on paper, not in this hub or not finished.
    pub async fn card_claims(&self, scope: &HubScope, card: CardId) -> Result<Claims, StoreError> {
        transaction!(self, "read card", |tx| {
            let (card, subject) = of_hub(tx, scope, card).await?;
            let text = text_of(tx, scope, card.card_id).await?;
            let details = json!({"card": card.card_id});
            self.note_read(tx, scope, "card opened", Some(subject), details).await?;
            let read = Credential::parse(&text).map_err(|_| StoreError::Unreadable(Thing::Card))?;
            Ok(read.claims)
        })
    }

    /// What stands on a card. The look is recorded first, and that it is printed: if that cannot be
    /// written, nothing is shown.
    ///
    /// # Errors
    /// [`CardRefused::Withdrawn`] for a card that is not printed any more, [`StoreError::NotFound`] for one that is not in
    /// this hub or not finished.
    pub async fn print_card(&self, scope: &HubScope, card: CardId) -> Result<Printable, StoreError> {
        transaction!(self, "print card", |tx| {
            let (card, subject) = of_hub(tx, scope, card).await?;
            if card.withdrawn_at.is_some() {
                return Err(CardRefused::Withdrawn.into());
            }
            let text = text_of(tx, scope, card.card_id).await?;
            let code = self.short_code_of(tx, scope, card.card_id).await?;
            let details = json!({"card": card.card_id});
            self.note_read(tx, scope, "card printed", Some(subject), details).await?;
            note_printed(tx, scope, card.card_id).await?;
            let carer = carers::of_hub(tx, scope, card.carer_id).await?;
            let day = today(tx.at);
            let agreed = carers::is_agreed(tx, scope, &carer, (Purpose::Photo, day)).await?;
            let photo = photos::of_carer(tx, scope, card.carer_id).await?.filter(|_| agreed);
            Printable::of(card, text, code.ok_or(CardRefused::NotPrinted)?, photo)
        })
    }
}

/// For the list of cards that wait to be handed over: those that are still to be printed, and those that are.
async fn note_printed(tx: &mut Tx, scope: &HubScope, card: CardId) -> Result<(), StoreError> {
    let at = tx.at;
    let sql = "UPDATE card SET printed_at = $1 WHERE hub_id = $2 AND card_id = $3";
    let rows = write_db!(tx, |c| sqlx::query(sql).bind(at).bind(scope.hub()).bind(card).execute(c))?;
    one(rows, Thing::Card)
}

/// The signed text of a printed card.
async fn text_of(view: &mut View, scope: &HubScope, card: CardId) -> Result<String, StoreError> {
    let sql = "SELECT text FROM credential WHERE hub_id = $1 AND card_id = $2 AND setting IS NULL
        AND signed_at IS NOT NULL";
    let found: Option<String> =
        on_db!(view, |c| sqlx::query_scalar(sql).bind(scope.hub()).bind(card).fetch_optional(c))?;
    found.ok_or(StoreError::NotFound(Thing::Card))
}
