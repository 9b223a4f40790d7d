//! "Put on a phone": what it may show is chosen, starting from the cards that they have.

use super::super::cards::choice::ArrangementFields;
use super::super::cards::{Note, last_day};
use super::super::fields::Faults;
use super::super::{At, Staff, StaffForm, carers};
use super::address;
use super::choose::{ChoosePage, Typed, offered};
use crate::App;
use crate::http::error::AppError;
use crate::store::{Card, CardId, CardState, CarerId, Draft, PhoneWish, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use passport_core::carer::Purpose;
use passport_core::issue::{today, usual_end_after};
use passport_core::phone::{MOST_PHONES, PhoneRefused, check_phone};

/// `GET /hub/carers/{carer}/phones/add`
pub(in crate::http) async fn add(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Response, AppError> {
    let (store, today) = (app.store(), today(app.clock().now()));
    let draft = store.draft_card(&staff.scope, carer).await?;
    let in_use = store.arrangements_in_use(&staff.scope).await?;
    let chosen = to_start_from(&draft.cards, today)
        .into_iter()
        .fold(ArrangementFields::usual(&in_use), |fields, card| {
            fields.choosing(&card.arrangements, app.speaker())
        });
    let ends_on = usual_end_after(today, draft.carer.details.caring_ended_on);
    let typed =
        Typed { chosen, ends_on: app.speaker().date(ends_on), attempt: store.draw_card_id()?.to_string() };
    let why = why_not(&app, &staff, &draft).await?;
    let page = ChoosePage::new(&app, &staff, (&draft, None), (offered(&app, &in_use), typed));
    page.blocked(why).show(&app)
}

/// `POST /hub/carers/{carer}/phones/add`
pub(in crate::http) async fn put(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, form): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    let card: CardId =
        form.attempt.parse().map_err(|_| AppError::bad_request("The form's attempt is not an id."))?;
    let store = app.store();
    let draft = store.draft_card(&staff.scope, carer).await?;
    let in_use = store.arrangements_in_use(&staff.scope).await?;
    let offered = offered(&app, &in_use);
    let words = app.speaker().words();
    let arrangements = form.chosen.read(&offered, app.speaker(), today(app.clock().now()));
    let ends_on = last_day(&app, &draft, &form.ends_on);
    let page = ChoosePage::new(&app, &staff, (&draft, None), (offered, form));
    let (arrangements, ends_on) = match (arrangements, ends_on) {
        (Ok(arrangements), Ok(ends_on)) => (arrangements, ends_on),
        (arrangements, ends_on) => {
            let mut faults = arrangements.err().unwrap_or_default();
            faults.and(ends_on.err().map(|said| Faults::one("ends_on", said)));
            return page.wrong(&app, faults);
        }
    };
    let wish = PhoneWish { card, carer, ends_on: Some(ends_on), arrangements };
    match store.put_on_phone(&staff.scope, &wish).await {
        Ok(()) => staff.done(&app, &address(carer, card), &words.phones_done_put()).await,
        Err(StoreError::Phone(refused @ (PhoneRefused::NotAgreed | PhoneRefused::TooMany))) => {
            page.blocked(Some(note(&app, carer, refused))).wrong(&app, Faults::default())
        }
        Err(StoreError::Pack(_)) => page.wrong(&app, too_full(&app)),
        Err(fault) => Err(fault.into()),
    }
}

/// The cards that they have; without any, the last that ended: putting it on a phone anew is how a card on a phone is renewed.
fn to_start_from(cards: &[Card], today: NaiveDate) -> Vec<&Card> {
    let of = |state: CardState| cards.iter().filter(move |card| card.state(today) == state);
    let good: Vec<&Card> = of(CardState::Active).collect();
    if good.is_empty() {
        return of(CardState::Ended).max_by_key(|card| (card.ends_on, card.created_at)).into_iter().collect();
    }
    good
}

/// The texts that fill a square are those that were typed.
pub(super) fn too_full(app: &App) -> Faults {
    Faults::one("time_out_place_other", app.speaker().words().phones_too_full())
}

/// What stands in the way of one more phone, and where something can be done about it.
async fn why_not(app: &App, staff: &Staff, draft: &Draft) -> Result<Option<Note>, AppError> {
    let (carer, today) = (draft.carer.carer_id, today(app.clock().now()));
    let agreements = app.store().agreements_of(&staff.scope, carer).await?;
    let agreed = agreements.iter().any(|one| one.agreed.purpose == Purpose::Phone && one.counts);
    let phones = app.store().phones(&staff.scope, carer).await?;
    let held = phones.iter().filter(|one| one.card.state(today) == CardState::Active).count();
    Ok(check_phone(agreed, held).err().map(|refused| note(app, carer, refused)))
}

fn note(app: &App, carer: CarerId, refused: PhoneRefused) -> Note {
    let (words, record) = (app.speaker().words(), carers::address(carer));
    match refused {
        PhoneRefused::TooMany => {
            Note::leading(words.phones_three(MOST_PHONES), record + "#phones", words.phones_three_link())
        }
        _ => Note::leading(
            words.phones_not_agreed(),
            record + "/agreements/phone",
            words.notes_photo_not_agreed_link(),
        ),
    }
}
