//! Fills a fresh database: cards that ended are issued by a clock that stands in the past.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use passport_core::card::{Arrangement, Base, HubSlug};
use passport_core::clock::{Clock, TestClock};
use passport_core::issue::{card_name, today};
use passport_server::chance::SystemChance;
use passport_server::print::{Face, html};
use passport_server::seal::SealingKey;
use passport_server::store::{Actor, CardId, CarerDetails, Hub, HubScope, NewHub, Opening, Store, Wish};

use super::cast::{CARERS, DemoCarer, Fate, HUBS};
use super::portrait::draw;
use super::{DemoCard, foreign, print_url};
use crate::commands::read_arrangement;

/// So many days ago, the cards that have ended were issued.
const ISSUED_DAYS_AGO: u64 = 385;
/// And so many days ago they ended: still "needs renewing", not yet "not in use".
const ENDED_DAYS_AGO: u64 = 20;

/// A hub of the demo, open for work.
struct OpenHub {
    scope: HubScope,
    hub: Hub,
}

/// Makes the tables of an empty database, fills them and gives the cards; `now` is the time the demo starts.
///
/// # Errors
/// When the database holds anything that is not the demo's.
pub async fn fill(
    url: &str,
    sealing: SealingKey,
    base: &Base,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<DemoCard>> {
    let clock = Arc::new(TestClock::at(now - Days::new(ISSUED_DAYS_AGO)));
    Store::migrate(url).await?;
    let told = Arc::clone(&clock) as Arc<dyn Clock>;
    let store = Store::open(Opening { url, sealing, clock: told, chance: Arc::new(SystemChance) }).await?;
    store.mark_as_demo().await?;
    store.settle_base(base).await?;
    let hubs = add_hubs(&store).await?;

    let ended_on = today(now) - Days::new(ENDED_DAYS_AGO);
    let mut cards = Vec::new();
    for carer in CARERS.iter().filter(|carer| carer.fate == Fate::Expired) {
        issue(&store, &hubs, carer, (today(clock.now()), Some(ended_on)), &mut cards).await?;
    }
    clock.set(now);
    for carer in CARERS.iter().filter(|carer| matches!(carer.fate, Fate::Valid | Fate::Withdrawn)) {
        issue(&store, &hubs, carer, (today(now), None), &mut cards).await?;
    }
    for carer in CARERS.iter().filter(|carer| carer.fate == Fate::Foreign) {
        cards.push(foreign::card(carer, today(now))?);
    }
    store.close().await;
    // Good ones first, as somebody who tries the demo will want them.
    cards.sort_by_key(|card| card.state != Fate::Valid.code());
    for (place, card) in cards.iter_mut().enumerate() {
        card.print_url = print_url(base, place + 1);
    }
    Ok(cards)
}

async fn add_hubs(store: &Store) -> anyhow::Result<HashMap<&'static str, OpenHub>> {
    let mut hubs = HashMap::new();
    for hub in &HUBS {
        let new = NewHub {
            slug: HubSlug::parse(hub.slug)?,
            name: hub.name.to_owned(),
            telephone: hub.telephone.to_owned(),
            accent: hub.accent.to_owned(),
        };
        let scope = store.add_hub(Actor::Operator, &new).await?;
        let row = store.hub(&scope).await?;
        hubs.insert(hub.slug, OpenHub { scope, hub: row });
    }
    Ok(hubs)
}

/// Adds somebody with a portrait and issues their cards; withdraws them where that is their fate.
async fn issue(
    store: &Store,
    hubs: &HashMap<&'static str, OpenHub>,
    carer: &DemoCarer,
    (issued_on, ends_on): (NaiveDate, Option<NaiveDate>),
    cards: &mut Vec<DemoCard>,
) -> anyhow::Result<()> {
    let OpenHub { scope, hub } = &hubs[carer.hub];
    let id = store.add_carer(scope, &details(carer)?).await?;
    store.put_photo(scope, id, &draw(&carer.look)?).await?;
    let wish = Wish { carer: id, ends_on, arrangements: arrangements(carer, issued_on)? };
    for issued in store.issue_cards(scope, &wish).await? {
        cards.push(printed(store, scope, hub, carer, issued.card_id).await?);
        if carer.fate == Fate::Withdrawn {
            store.withdraw_card(scope, issued.card_id).await?;
        }
    }
    Ok(())
}

async fn printed(
    store: &Store,
    scope: &HubScope,
    hub: &Hub,
    carer: &DemoCarer,
    card: CardId,
) -> anyhow::Result<DemoCard> {
    let printable = store.print_card(scope, card).await?;
    Ok(DemoCard {
        state: carer.fate.code(),
        hub: carer.hub,
        name: card_name(carer.given_name, carer.family_name.unwrap_or_default())?.to_string(),
        sheet: html(&Face::of(hub, &printable), "en")?,
        square: printable.square,
        short_code: printable.short_code.to_string(),
        print_url: String::new(),
    })
}

fn details(carer: &DemoCarer) -> anyhow::Result<CarerDetails> {
    Ok(CarerDetails {
        given_name: carer.given_name.to_owned(),
        family_name: carer.family_name.map(str::to_owned),
        known_as: None,
        born_on: carer.born_on.parse()?,
        school: None,
        protected_since: None,
        caring_ended_on: None,
    })
}

/// What was arranged, noted on a day.
pub(super) fn arrangements(carer: &DemoCarer, noted: NaiveDate) -> anyhow::Result<Vec<Arrangement>> {
    Ok(carer.arranged.iter().map(|typed| read_arrangement(typed, noted)).collect::<Result<_, _>>()?)
}
