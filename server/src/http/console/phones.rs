//! Cards on phones in the console: put there together with a young person, told by a letter or a square on the screen, changed, removed.

mod add;
mod change;
mod choose;
mod codes;
mod letter;
mod line;
mod remove;
mod show;
mod square;

pub(in crate::http) use add::{add, put};
pub(in crate::http) use change::{change, changed};
pub(in crate::http) use codes::new_codes;
pub(in crate::http) use letter::letter;
pub(super) use line::PhoneLine;
pub(in crate::http) use remove::{ask, remove};
pub(in crate::http) use show::show;
pub(in crate::http) use square::square;

use super::Staff;
use crate::App;
use crate::http::error::AppError;
use crate::store::{Activation, CardId, CarerId, Draft, Phone, StoreError, Thing};
use chrono::{DateTime, Utc};

/// A phone's own address.
pub(super) fn address(carer: CarerId, phone: CardId) -> String {
    format!("/hub/carers/{carer}/phones/{phone}")
}

/// A young person and one of their phones. A phone of somebody else is not found here.
async fn open(
    app: &App,
    staff: &Staff,
    (carer, phone): (CarerId, CardId),
) -> Result<(Draft, Phone), AppError> {
    let draft = app.store().draft_card(&staff.scope, carer).await?;
    let phones = app.store().phones(&staff.scope, carer).await?;
    let found = phones.into_iter().find(|one| one.card.card_id == phone);
    Ok((draft, found.ok_or(StoreError::NotFound(Thing::Card))?))
}

/// Whether codes still take a card onto a phone.
fn still_good(codes: &Activation, now: DateTime<Utc>) -> bool {
    codes.tries_left > 0 && now < codes.expires_at
}
