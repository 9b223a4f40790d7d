//! What a server hears of changes: all at first, then only what is new.

use passport_server::store::KeyState;
use passport_tests::{Database, on_both_databases};

use crate::world::{World, base};

on_both_databases!(
    everything_is_told_at_first_and_only_news_afterwards,
    a_code_leads_to_its_card_as_soon_as_it_is_signed,
    a_withdrawal_is_told_with_its_entry_and_its_code,
    a_refused_key_is_told,
);

async fn everything_is_told_at_first_and_only_news_afterwards(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    let all = world.store.changes_since(0).await.unwrap();
    assert_eq!(all.bases, [base()]);
    assert_eq!((all.hubs.len(), all.keys.len(), all.lists.len(), all.codes.len()), (1, 1, 1, 1));
    assert_eq!(all.n, world.store.change_number().await.unwrap());

    let news = world.store.changes_since(all.n).await.unwrap();
    assert_eq!((news.hubs.len(), news.keys.len(), news.lists.len(), news.codes.len()), (0, 0, 0, 0));
    world.hub("northdale").await;
    let news = world.store.changes_since(all.n).await.unwrap();
    assert_eq!(news.hubs.iter().map(|hub| hub.slug.as_str()).collect::<Vec<_>>(), ["northdale"]);
    assert_eq!((news.keys.len(), news.codes.len()), (1, 0));
}

async fn a_code_leads_to_its_card_as_soon_as_it_is_signed(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;
    let code = world.store.changes_since(0).await.unwrap().codes.remove(0);
    assert_eq!(code.mac, world.second_store().await.short_code_mac(&issued.short_code));
    let (base, packed) = code.card.unwrap();
    assert_eq!(packed.unpack(&base).unwrap(), issued.text);

    world.tamper("UPDATE credential SET text = NULL, signed_at = NULL").await;
    assert!(world.store.changes_since(0).await.unwrap().codes.remove(0).card.is_none());
}

async fn a_withdrawal_is_told_with_its_entry_and_its_code(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;
    let n = world.store.change_number().await.unwrap();
    world.store.withdraw_card(&hub, issued.card_id).await.unwrap();
    let news = world.store.changes_since(n).await.unwrap();
    assert_eq!((news.withdrawn.len(), news.codes.len()), (1, 1));
    // The code still leads to the card, so that whoever types it hears that the card is not in use.
    assert!(news.codes[0].card.is_some());
}

async fn a_refused_key_is_told(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let n = world.store.change_number().await.unwrap();
    let first = world.store.hub_keys(&hub).await.unwrap()[0].kid;
    let second = world.store.refuse_key(&hub, first).await.unwrap();
    let mut news = world.store.changes_since(n).await.unwrap().keys;
    news.sort_by_key(|key| key.kid);
    let states: Vec<_> = news.iter().map(|key| (key.kid, key.state)).collect();
    assert_eq!(states, [(first, KeyState::Refused), (second, KeyState::Active)]);
}
