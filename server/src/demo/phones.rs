//! Puts cards on the demo's phones, and writes down what their owners wrote to their hubs.

use std::collections::HashMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use passport_core::carer::Purpose;
use passport_server::store::{CarerId, NewMessage, PhoneWish, Store};

use super::DemoActivation;
use super::cast::{MESSAGES, PHONES};
use super::fill::by_themselves;
use super::hubs::OpenHubs;
use crate::commands::read_arrangement;

/// Puts a card on each phone; gives what takes it there.
///
/// # Errors
/// When the database does not take it.
pub async fn put(
    store: &Store,
    hubs: &OpenHubs,
    people: &HashMap<&'static str, CarerId>,
    today: NaiveDate,
) -> anyhow::Result<Vec<DemoActivation>> {
    let mut waiting = Vec::with_capacity(PHONES.len());
    for phone in &PHONES {
        let (scope, carer) = (&hubs[phone.hub].scope, people[phone.of]);
        store.note_agreement(scope, carer, &by_themselves(Purpose::Phone, today)).await?;
        let arranged = phone.arranged.iter().map(|typed| read_arrangement(typed, today));
        let arrangements = arranged.collect::<Result<_, _>>()?;
        let card = store.draw_card_id()?;
        store.put_on_phone(scope, &PhoneWish { card, carer, ends_on: None, arrangements }).await?;
        let codes = store.activation(scope, card).await?.context("a new phone has codes")?;
        waiting.push(DemoActivation {
            hub: phone.hub,
            of: phone.of,
            offer: codes.offer,
            link: codes.link,
            tx_code: codes.tx_code,
        });
    }
    Ok(waiting)
}

/// Sends what some of them wrote.
///
/// # Errors
/// When the database does not take it.
pub async fn write(
    store: &Store,
    hubs: &OpenHubs,
    people: &HashMap<&'static str, CarerId>,
) -> anyhow::Result<()> {
    for message in &MESSAGES {
        let new = NewMessage {
            message_id: store.draw_message_id()?,
            phone: None,
            about: message.about,
            words: message.words.map(str::to_owned),
        };
        store.send_message(&hubs[message.hub].scope, people[message.from], &new).await?;
    }
    Ok(())
}
