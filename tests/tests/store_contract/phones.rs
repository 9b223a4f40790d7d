//! Cards on phones, as a hub puts them there, changes them and removes them.

use passport_core::card::{Arrangement, FareBand, Place};
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::phone::PhoneRefused;
use passport_server::store::{
    Agreed, CardId, CardRefused, CarerId, Change, How, HubScope, PhoneWish, StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, details};

on_both_databases!(
    a_phone_needs_an_agreement_and_there_are_three_at_most,
    a_form_sent_twice_puts_one_card_on_a_phone,
    the_codes_are_told_until_they_are_made_anew,
    a_removed_phone_has_no_codes_and_makes_room,
    taking_the_agreement_back_removes_every_phone,
    a_text_too_long_for_the_square_is_refused_before_anything_is_kept,
    paper_and_phones_are_not_mixed_up,
    phones_of_another_hub_are_out_of_reach,
    an_erased_phone_leaves_nothing,
);

/// A young person who agreed to a card on a phone.
pub async fn agreeing(world: &World, hub: &HubScope, name: &str) -> CarerId {
    let carer = world.carer(hub, name).await;
    world.store.note_agreement(hub, carer, &agreed()).await.unwrap();
    carer
}

pub fn agreed() -> Agreed {
    Agreed {
        purpose: Purpose::Phone,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on: "2026-11-20".parse().unwrap(),
    }
}

/// For school and bus.
pub fn arrangements() -> Vec<Arrangement> {
    let place = Some(Place::parse("library").unwrap());
    let fare = Arrangement::Fare { band: FareBand::Child };
    vec![Arrangement::TimeOut { minutes: 10, place }, Arrangement::PhoneOnSilent, fare]
}

/// Puts a card on a phone.
pub async fn put(world: &World, hub: &HubScope, carer: CarerId) -> Result<CardId, StoreError> {
    let card = world.store.draw_card_id().unwrap();
    let wish = PhoneWish { card, carer, ends_on: None, arrangements: arrangements() };
    world.store.put_on_phone(hub, &wish).await.map(|()| card)
}

fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>) -> PhoneRefused {
    match result {
        Err(StoreError::Phone(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

async fn a_phone_needs_an_agreement_and_there_are_three_at_most(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    assert_eq!(refused(put(&world, &hub, carer).await), PhoneRefused::NotAgreed);
    world.store.note_agreement(&hub, carer, &agreed()).await.unwrap();
    for _ in 0..3 {
        put(&world, &hub, carer).await.unwrap();
    }
    assert_eq!(refused(put(&world, &hub, carer).await), PhoneRefused::TooMany);
    assert_eq!(world.store.phones(&hub, carer).await.unwrap().len(), 3);
    // Those that have ended count no more.
    world.clock.set("2028-01-01T09:00:00Z".parse().unwrap());
    put(&world, &hub, carer).await.unwrap();
}

async fn a_form_sent_twice_puts_one_card_on_a_phone(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let card = world.store.draw_card_id().unwrap();
    let wish = PhoneWish { card, carer, ends_on: None, arrangements: arrangements() };
    for _ in 0..2 {
        world.store.put_on_phone(&hub, &wish).await.unwrap();
    }
    let phones = world.store.phones(&hub, carer).await.unwrap();
    assert_eq!(phones.len(), 1);
    let phone = &phones[0];
    assert_eq!((phone.card.card_id, phone.activated_at, &phone.wallet), (card, None, &None));
    assert_eq!(phone.card.ends_on, "2027-11-21".parse().unwrap());
    let other = agreeing(&world, &hub, "Łukasz").await;
    let taken = world.store.put_on_phone(&hub, &PhoneWish { carer: other, ..wish }).await;
    assert!(matches!(taken, Err(StoreError::Taken(Thing::Card))), "{taken:?}");
}

async fn the_codes_are_told_until_they_are_made_anew(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let card = put(&world, &hub, carer).await.unwrap();
    let first = world.store.activation(&hub, card).await.unwrap().unwrap();
    assert_eq!(world.store.activation(&hub, card).await.unwrap().unwrap(), first, "as often as asked");
    assert!(first.link.starts_with("https://pass.example.uk/card/activate#riverton."), "{}", first.link);
    assert_eq!(first.link.rsplit('.').next().unwrap().len(), 22);
    assert!(first.tx_code.len() == 6 && first.tx_code.bytes().all(|digit| digit.is_ascii_digit()));
    let scheme = "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fpass.example.uk%2Fh%2Friverton%2Foffers%2F";
    assert!(first.offer.starts_with(scheme), "{}", first.offer);
    let settings: Vec<_> = first.offers.iter().map(|(setting, _)| setting.code()).collect();
    assert_eq!(settings, ["school", "transport"]);
    assert_eq!((first.tries_left, first.expires_at), (5, "2026-11-28T09:00:00Z".parse().unwrap()));
    world.store.new_activation(&hub, card).await.unwrap();
    let second = world.store.activation(&hub, card).await.unwrap().unwrap();
    assert!(
        first.link != second.link && first.typed_code != second.typed_code && first.offers != second.offers
    );
    // Nothing that opens it stands in the tables.
    let codes = "SELECT count(*) FROM offer WHERE length(handle_hash) = 32 AND length(code_hash) = 32";
    assert_eq!(world.count(codes).await, 10);
}

async fn a_removed_phone_has_no_codes_and_makes_room(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let card = put(&world, &hub, carer).await.unwrap();
    world.store.withdraw_card(&hub, card).await.unwrap();
    assert_eq!(world.store.activation(&hub, card).await.unwrap(), None);
    let anew = world.store.new_activation(&hub, card).await;
    assert!(matches!(anew, Err(StoreError::Card(CardRefused::Withdrawn))), "{anew:?}");
    let again = world.store.withdraw_card(&hub, card).await;
    assert!(matches!(again, Err(StoreError::Card(CardRefused::Withdrawn))), "{again:?}");
    for _ in 0..3 {
        put(&world, &hub, carer).await.unwrap();
    }
}

async fn taking_the_agreement_back_removes_every_phone(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    for _ in 0..2 {
        put(&world, &hub, carer).await.unwrap();
    }
    // Noted anew, by somebody else say, nothing is removed.
    world.store.note_agreement(&hub, carer, &agreed()).await.unwrap();
    let withdrawn = async || {
        let phones = world.store.phones(&hub, carer).await.unwrap();
        phones.iter().filter(|phone| phone.card.withdrawn_at.is_some()).count()
    };
    assert_eq!(withdrawn().await, 0);
    world.store.withdraw_agreement(&hub, carer, Purpose::Phone).await.unwrap();
    assert_eq!(withdrawn().await, 2);
    assert_eq!(refused(put(&world, &hub, carer).await), PhoneRefused::NotAgreed);
}

async fn a_text_too_long_for_the_square_is_refused_before_anything_is_kept(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let text = |letters: usize| "é".repeat(letters);
    let place = Some(Place::parse(&text(24)).unwrap());
    let role = passport_core::card::Role::parse(&text(24)).unwrap();
    let card = world.store.draw_card_id().unwrap();
    let long = vec![Arrangement::TimeOut { minutes: 10, place }, Arrangement::SpeakTo { role }];
    let wish = PhoneWish { card, carer, ends_on: None, arrangements: long };
    let put = world.store.put_on_phone(&hub, &wish).await;
    assert!(matches!(put, Err(StoreError::Pack(_))), "{put:?}");
    assert!(world.store.phones(&hub, carer).await.unwrap().is_empty());
}

async fn paper_and_phones_are_not_mixed_up(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let phone = put(&world, &hub, carer).await.unwrap();
    let printed = world.card(&hub, carer).await.card_id;
    let store = &world.store;
    let renewed = store.renew_card(&hub, phone, &Change::default()).await;
    assert!(matches!(renewed, Err(StoreError::Card(CardRefused::NotPrinted))), "{renewed:?}");
    assert_eq!(refused(store.change_phone(&hub, printed, arrangements()).await), PhoneRefused::NotAPhone);
    assert_eq!(refused(store.new_activation(&hub, printed).await), PhoneRefused::NotAPhone);
    assert_eq!(store.activation(&hub, printed).await.unwrap(), None);
    store.change_phone(&hub, phone, vec![Arrangement::LateArrival]).await.unwrap();
    let phones = store.phones(&hub, carer).await.unwrap();
    let codes: Vec<_> = phones[0].card.arrangements.iter().map(Arrangement::code).collect();
    assert_eq!((phones.len(), codes), (1, vec!["late-arrival"]));
}

async fn phones_of_another_hub_are_out_of_reach(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let carer = agreeing(&world, &own, "Zoë").await;
    let card = put(&world, &own, carer).await.unwrap();
    let store = &world.store;
    let n = store.change_number().await.unwrap();
    let wish = PhoneWish { card, carer, ends_on: None, arrangements: arrangements() };
    for thing in [
        store.put_on_phone(&other, &wish).await.unwrap_err(),
        store.activation(&other, card).await.unwrap_err(),
        store.new_activation(&other, card).await.unwrap_err(),
        store.change_phone(&other, card, arrangements()).await.unwrap_err(),
        store.phones(&other, carer).await.unwrap_err(),
        store.withdraw_card(&other, card).await.unwrap_err(),
    ] {
        assert!(matches!(thing, StoreError::NotFound(Thing::Card | Thing::Carer)), "{thing:?}");
    }
    assert_eq!(store.change_number().await.unwrap(), n);
    for table in ["phone", "activation", "offer"] {
        let moved = format!("UPDATE {table} SET hub_id = (SELECT hub_id FROM hub WHERE slug = 'northdale')");
        assert!(world.try_sql(&moved).await.is_err(), "{table}");
    }
}

async fn an_erased_phone_leaves_nothing(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    put(&world, &hub, carer).await.unwrap();
    let kept = world.store.add_carer(&hub, &details("Aoife")).await.unwrap();
    world.store.note_agreement(&hub, kept, &agreed()).await.unwrap();
    put(&world, &hub, kept).await.unwrap();
    world.store.erase_carer(&hub, carer).await.unwrap();
    for (table, left) in [("card", 1), ("phone", 1), ("activation", 1), ("offer", 5)] {
        assert_eq!(world.count(&format!("SELECT count(*) FROM {table}")).await, left, "{table}");
    }
}
