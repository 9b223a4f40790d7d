//! Fills a fresh database: cards that ended are issued by a clock that stands in the past.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use passport_core::card::Arrangement;
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::clock::{Clock, TestClock};
use passport_core::issue::{card_name, today};
use passport_core::short_code::ShortCode;
use passport_server::chance::SystemChance;
use passport_server::config::Config;
use passport_server::print::Facts;
use passport_server::seal::SealingKey;
use passport_server::store::{Agreed, CardId, CarerDetails, CarerId, How, HubScope, Opening, Store, Wish};

use super::cast::{CARERS, DemoCarer, Fate};
use super::hubs::{self, OpenHub, OpenHubs};
use super::portrait::draw;
use super::{DemoActivation, DemoCard, DemoStaff, foreign, menu, phones, print_url, reviews};
use crate::commands::read_arrangement;

/// So many days ago, the cards that have ended were issued.
const ISSUED_DAYS_AGO: u64 = 385;
/// And so many days ago they ended: still "needs renewing", not yet "not in use".
const ENDED_DAYS_AGO: u64 = 20;
/// So many days from now, cards end that end soon.
const ENDING_DAYS: u64 = 12;

/// What the demo tells whoever tries it.
pub struct Filled {
    /// The cards, good ones first.
    pub cards: Vec<DemoCard>,
    /// Who signs in to the console.
    pub staff: Vec<DemoStaff>,
    /// The phones that wait for their cards.
    pub activations: Vec<DemoActivation>,
}

/// Makes the tables of an empty database, fills them and says what is in them; `now` is the time the demo starts.
///
/// # Errors
/// When the database holds anything that is not the demo's.
pub async fn fill(config: &Config, sealing: SealingKey, now: DateTime<Utc>) -> anyhow::Result<Filled> {
    let (url, base) = (config.data.database.reveal(), &config.base);
    let clock = Arc::new(TestClock::at(now - Days::new(ISSUED_DAYS_AGO)));
    Store::migrate(url).await?;
    let told = Arc::clone(&clock) as Arc<dyn Clock>;
    let store = Store::open(Opening { url, sealing, clock: told, chance: Arc::new(SystemChance) }).await?;
    store.mark_as_demo().await?;
    store.settle_base(base).await?;
    let hubs = hubs::open(&store, base, config.language).await?;
    let staff = hubs::add_staff(&store, &hubs).await?;

    let ended_on = today(now) - Days::new(ENDED_DAYS_AGO);
    let (mut cards, mut people) = (Vec::new(), HashMap::new());
    for carer in CARERS.iter().filter(|carer| carer.fate == Fate::Expired) {
        let id = issue(&store, &hubs, carer, (today(clock.now()), Some(ended_on)), &mut cards).await?;
        people.insert(carer.given_name, id);
    }
    fill_menu(&store, &hubs, &clock, now).await?;
    clock.set(now);
    let elsewhere = |fate| matches!(fate, Fate::Expired | Fate::Foreign);
    for carer in CARERS.iter().filter(|carer| !elsewhere(carer.fate)) {
        let ends_on = (carer.fate == Fate::Ending).then(|| today(now) + Days::new(ENDING_DAYS));
        let id = issue(&store, &hubs, carer, (today(now), ends_on), &mut cards).await?;
        people.insert(carer.given_name, id);
    }
    for carer in CARERS.iter().filter(|carer| carer.fate == Fate::Foreign) {
        cards.push(foreign::card(carer, today(now), config.language)?);
    }
    let activations = phones::put(&store, &hubs, &people, today(now)).await?;
    phones::write(&store, &hubs, &people).await?;
    let good = cards.iter().filter(|card| card.hub == "riverton" && card.state == Fate::Valid.code());
    let codes: Vec<_> = good.filter_map(|card| ShortCode::parse(&card.short_code).ok()).collect();
    reviews::write(&store, &hubs, &codes).await?;
    store.close().await;
    // Good ones first, as somebody who tries the demo will want them.
    cards.sort_by_key(|card| card.state != Fate::Valid.code());
    for (place, card) in cards.iter_mut().enumerate() {
        card.print_url = print_url(base, place + 1);
    }
    Ok(Filled { cards, staff, activations })
}

/// Fills the menu, the services that were longest not looked at first, each at its time.
async fn fill_menu(
    store: &Store,
    hubs: &OpenHubs,
    clock: &TestClock,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut waiting = Vec::new();
    for (hub, text) in menu::FILES {
        let scope = &hubs[hub].scope;
        let (providers, services) = menu::read(text, today(now))?;
        let providers = menu::add_providers(store, scope, &providers).await?;
        waiting.push((scope, providers, services));
    }
    menu::put_postcodes(store, waiting.iter().flat_map(|(_, _, services)| services)).await?;
    let mut days: Vec<u64> =
        waiting.iter().flat_map(|(_, _, services)| services).map(|one| one.checked_days_ago).collect();
    days.sort_unstable();
    days.dedup();
    for days_ago in days.into_iter().rev() {
        clock.set(now - Days::new(days_ago));
        for (scope, providers, services) in &waiting {
            let of_day = services.iter().filter(|one| one.checked_days_ago == days_ago);
            menu::add(store, scope, providers, of_day).await?;
        }
    }
    Ok(())
}

/// Adds somebody with a portrait, and issues the cards that their fate gives them; gives who they are in the books.
async fn issue(
    store: &Store,
    hubs: &OpenHubs,
    carer: &DemoCarer,
    (issued_on, ends_on): (NaiveDate, Option<NaiveDate>),
    cards: &mut Vec<DemoCard>,
) -> anyhow::Result<CarerId> {
    let open = &hubs[carer.hub];
    let scope = &open.scope;
    let id = store.add_carer(scope, &details(open, carer)?).await?;
    agree(store, scope, (id, carer), issued_on).await?;
    store.put_photo(scope, id, &draw(&carer.look)?).await?;
    if carer.fate == Fate::None {
        return Ok(id);
    }
    let wish = Wish { carer: id, ends_on, arrangements: arrangements(carer, issued_on)? };
    for issued in store.issue_cards(scope, &wish).await? {
        cards.push(printed(store, open, carer, issued.card_id).await?);
        meet(store, scope, issued.card_id, carer.fate).await?;
    }
    Ok(id)
}

/// What became of a card once it was printed.
async fn meet(store: &Store, scope: &HubScope, card: CardId, fate: Fate) -> anyhow::Result<()> {
    if fate != Fate::Waiting {
        store.mark_card_handed_over(scope, card).await?;
    }
    match fate {
        Fate::Withdrawn => drop(store.withdraw_card(scope, card).await?),
        Fate::Lost => store.mark_card_lost(scope, card).await?,
        Fate::Valid | Fate::Waiting | Fate::Ending | Fate::Expired | Fate::Foreign | Fate::None => {}
    }
    Ok(())
}

/// Everybody agreed to their portrait, some to be known at school.
async fn agree(
    store: &Store,
    scope: &HubScope,
    (id, carer): (CarerId, &DemoCarer),
    agreed_on: NaiveDate,
) -> anyhow::Result<()> {
    store.note_agreement(scope, id, &by_themselves(Purpose::Photo, agreed_on)).await?;
    if carer.known_at_school {
        store.note_agreement(scope, id, &by_themselves(Purpose::School, agreed_on)).await?;
    }
    Ok(())
}

/// What a young person agreed to on a day, face to face.
pub(super) fn by_themselves(purpose: Purpose, agreed_on: NaiveDate) -> Agreed {
    Agreed {
        purpose,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on,
    }
}

async fn printed(
    store: &Store,
    OpenHub { scope, hub, press, .. }: &OpenHub,
    carer: &DemoCarer,
    card: CardId,
) -> anyhow::Result<DemoCard> {
    let printable = store.print_card(scope, card).await?;
    Ok(DemoCard {
        state: carer.fate.code(),
        hub: carer.hub,
        name: card_name(carer.given_name, carer.family_name.unwrap_or_default())?.to_string(),
        sheet: press.card(&Facts::of(hub, &printable), &printable.square, &printable.short_code)?,
        square: printable.square,
        short_code: printable.short_code.to_string(),
        print_url: String::new(),
    })
}

fn details(open: &OpenHub, carer: &DemoCarer) -> anyhow::Result<CarerDetails> {
    Ok(CarerDetails {
        given_name: carer.given_name.to_owned(),
        family_name: carer.family_name.map(str::to_owned),
        known_as: None,
        born_on: carer.born_on.parse()?,
        school: carer.school.map(|name| open.organisations[name]),
        protected_since: None,
        caring_ended_on: None,
    })
}

/// What was arranged, noted on a day.
pub(super) fn arrangements(carer: &DemoCarer, noted: NaiveDate) -> anyhow::Result<Vec<Arrangement>> {
    Ok(carer.arranged.iter().map(|typed| read_arrangement(typed, noted)).collect::<Result<_, _>>()?)
}
