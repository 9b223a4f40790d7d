//! The lists that people work from: who stands on each, and who never does.

use chrono::{Days, NaiveDate, TimeDelta};
use passport_core::card::Arrangement;
use passport_core::carer::{AgreedBy, Leaving, Purpose};
use passport_server::store::{
    Agreed, CardList, CarerDetails, CarerId, Change, How, HubScope, OrganisationKind, StoreError, Thing, Wish,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, details, school};

on_both_databases!(
    a_card_stands_on_the_lists_of_the_days_it_has_left,
    an_ended_card_waits_to_be_renewed_unless_caring_ended,
    a_lost_card_waits_until_it_is_replaced,
    a_card_waits_to_be_handed_over_once,
    handing_over_the_card_of_another_hub_does_nothing,
    a_school_sees_only_those_who_agreed_and_are_not_protected,
    a_parents_word_to_the_school_ends_at_18,
    leavers_are_those_in_their_last_year_with_a_school,
    who_left_is_off_the_schools_list_at_once,
    birthdays_that_matter_are_18_and_26,
);

/// A young person with a card that ends so many days from now.
async fn card_ending_in(world: &World, hub: &HubScope, days: u64, arrangements: Vec<Arrangement>) -> CarerId {
    let carer = world.carer(hub, "Zoë").await;
    let ends_on = Some(day("2026-11-21") + Days::new(days));
    world.store.issue_cards(hub, &Wish { carer, ends_on, arrangements }).await.unwrap();
    carer
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn on(world: &World, hub: &HubScope, list: CardList) -> Vec<CarerId> {
    let lines = world.store.card_list(hub, list).await.unwrap();
    let found = lines.iter().map(|line| line.whose.carer_id).collect::<Vec<_>>();
    let counts = world.store.card_counts(hub).await.unwrap();
    let counted = counts.iter().find(|(one, _)| *one == list).unwrap().1;
    assert_eq!(usize::try_from(counted).unwrap(), found.len(), "the count of {}", list.code());
    found
}

fn may_know(by: AgreedBy) -> Agreed {
    let named_adult = (by == AgreedBy::Adult).then(|| "Ann".to_owned());
    let agreed_on = day("2026-11-20");
    Agreed { purpose: Purpose::School, by, named_adult, reason: None, how: How::Call, agreed_on }
}

async fn a_card_stands_on_the_lists_of_the_days_it_has_left(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let today = card_ending_in(&world, &hub, 0, school()).await;
    let month = card_ending_in(&world, &hub, 30, school()).await;
    let two = card_ending_in(&world, &hub, 31, school()).await;
    let three = card_ending_in(&world, &hub, 90, school()).await;
    card_ending_in(&world, &hub, 91, school()).await;
    assert_eq!(on(&world, &hub, CardList::Ending30).await, [today, month]);
    assert_eq!(on(&world, &hub, CardList::Ending60).await, [today, month, two]);
    assert_eq!(on(&world, &hub, CardList::Ending90).await, [today, month, two, three]);
    let other = world.hub("northdale").await;
    assert!(on(&world, &other, CardList::Ending90).await.is_empty());

    let card = world.store.card_list(&hub, CardList::Ending30).await.unwrap()[0].card_id;
    world.store.renew_card(&hub, card, &Change::default()).await.unwrap();
    assert_eq!(on(&world, &hub, CardList::Ending30).await, [month]);
}

async fn an_ended_card_waits_to_be_renewed_unless_caring_ended(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let waits = card_ending_in(&world, &hub, 1, school()).await;
    let stopped = card_ending_in(&world, &hub, 1, school()).await;
    let ended = CarerDetails { caring_ended_on: Some(day("2026-11-20")), ..details("Zoë") };
    world.store.change_carer(&hub, stopped, 1, &ended).await.unwrap();
    assert!(on(&world, &hub, CardList::Ended).await.is_empty());
    world.clock.advance(TimeDelta::days(2));
    assert_eq!(on(&world, &hub, CardList::Ended).await, [waits]);
    assert!(on(&world, &hub, CardList::Ending30).await.is_empty());
}

async fn a_lost_card_waits_until_it_is_replaced(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    assert!(on(&world, &hub, CardList::Lost).await.is_empty());
    world.store.mark_card_lost(&hub, card.card_id).await.unwrap();
    assert_eq!(on(&world, &hub, CardList::Lost).await, [carer]);
    world.store.replace_card(&hub, card.card_id, &Change::default()).await.unwrap();
    assert!(on(&world, &hub, CardList::Lost).await.is_empty());
}

async fn a_card_waits_to_be_handed_over_once(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    let waiting = world.store.card_list(&hub, CardList::NotHandedOver).await.unwrap();
    assert_eq!(waiting[0].printed_at, None);
    world.store.print_card(&hub, card.card_id).await.unwrap();
    let waiting = world.store.card_list(&hub, CardList::NotHandedOver).await.unwrap();
    assert_eq!(waiting[0].printed_at, Some(crate::world::START.parse().unwrap()));
    assert_eq!(world.store.hand_over_cards(&hub, &[card.card_id, card.card_id]).await.unwrap(), 1);
    assert!(on(&world, &hub, CardList::NotHandedOver).await.is_empty());
    assert_eq!(world.store.hand_over_cards(&hub, &[card.card_id]).await.unwrap(), 0);
}

async fn handing_over_the_card_of_another_hub_does_nothing(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    assert_eq!(world.store.hand_over_cards(&other, &[card.card_id]).await.unwrap(), 0);
    assert_eq!(on(&world, &hub, CardList::NotHandedOver).await, [carer]);
}

async fn a_school_sees_only_those_who_agreed_and_are_not_protected(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = world.store.add_organisation(&hub, OrganisationKind::School, "Hill School").await.unwrap();
    let vale = world.store.add_organisation(&hub, OrganisationKind::School, "Vale School").await.unwrap();
    let pupil = |school| CarerDetails { school: Some(school), ..details("Zoë") };
    let agreed = world.store.add_carer(&hub, &pupil(hill)).await.unwrap();
    let silent = world.store.add_carer(&hub, &pupil(hill)).await.unwrap();
    let elsewhere = world.store.add_carer(&hub, &pupil(vale)).await.unwrap();
    for carer in [agreed, elsewhere] {
        world.store.note_agreement(&hub, carer, &may_know(AgreedBy::YoungPerson)).await.unwrap();
    }
    world.card(&hub, agreed).await;
    world.card(&hub, silent).await;
    let schools = world.store.schools_that_know(&hub).await.unwrap();
    let counted: Vec<_> = schools.iter().map(|one| (one.school, one.pupils)).collect();
    assert_eq!(counted, [(hill, 1), (vale, 1)]);
    let pupils = world.store.pupils_who_agreed(&hub, hill).await.unwrap();
    assert_eq!(pupils.iter().map(|one| one.whose.carer_id).collect::<Vec<_>>(), [agreed]);
    assert_eq!(pupils[0].card.as_ref().unwrap().arrangements.len(), school().len());
    assert!(world.store.pupils_who_agreed(&hub, vale).await.unwrap()[0].card.is_none());

    let protected_since = Some(crate::world::START.parse().unwrap());
    let protected = CarerDetails { protected_since, ..pupil(hill) };
    world.store.change_carer(&hub, agreed, 1, &protected).await.unwrap();
    assert!(world.store.pupils_who_agreed(&hub, hill).await.unwrap().is_empty());
    let other = world.hub("northdale").await;
    assert!(world.store.pupils_who_agreed(&other, vale).await.unwrap().is_empty());
}

async fn a_parents_word_to_the_school_ends_at_18(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = world.store.add_organisation(&hub, OrganisationKind::School, "Hill School").await.unwrap();
    let nearly = CarerDetails { school: Some(hill), born_on: day("2008-11-22"), ..details("Zoë") };
    let carer = world.store.add_carer(&hub, &nearly).await.unwrap();
    world.store.note_agreement(&hub, carer, &may_know(AgreedBy::Adult)).await.unwrap();
    assert_eq!(world.store.pupils_who_agreed(&hub, hill).await.unwrap().len(), 1);
    world.clock.advance(TimeDelta::days(1));
    assert!(world.store.pupils_who_agreed(&hub, hill).await.unwrap().is_empty());
    assert!(world.store.schools_that_know(&hub).await.unwrap().is_empty());
}

async fn leavers_are_those_in_their_last_year_with_a_school(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = world.store.add_organisation(&hub, OrganisationKind::School, "Hill School").await.unwrap();
    let pupil = |born: &str| CarerDetails { school: Some(hill), born_on: day(born), ..details("Zoë") };
    let sixteen = world.store.add_carer(&hub, &pupil("2011-08-31")).await.unwrap();
    let eleven = world.store.add_carer(&hub, &pupil("2015-09-01")).await.unwrap();
    world.store.add_carer(&hub, &pupil("2012-03-04")).await.unwrap();
    let no_school = CarerDetails { born_on: day("2011-08-31"), ..details("Zoë") };
    world.store.add_carer(&hub, &no_school).await.unwrap();
    let leavers = world.store.leavers(&hub).await.unwrap();
    let found: Vec<_> = leavers.iter().map(|one| (one.whose.carer_id, one.leaving)).collect();
    assert_eq!(found, [(eleven, Leaving::Primary), (sixteen, Leaving::Secondary)]);
}

async fn who_left_is_off_the_schools_list_at_once(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = world.store.add_organisation(&hub, OrganisationKind::School, "Hill School").await.unwrap();
    let vale = world.store.add_organisation(&hub, OrganisationKind::School, "Vale School").await.unwrap();
    let pupil = CarerDetails { school: Some(hill), ..details("Zoë") };
    let carer = world.store.add_carer(&hub, &pupil).await.unwrap();
    world.store.note_agreement(&hub, carer, &may_know(AgreedBy::YoungPerson)).await.unwrap();
    assert_eq!(world.store.leave_school(&hub, &[(carer, vale)]).await.unwrap(), 0);
    assert_eq!(world.store.leave_school(&hub, &[(carer, hill), (carer, hill)]).await.unwrap(), 1);
    assert!(world.store.pupils_who_agreed(&hub, hill).await.unwrap().is_empty());
    let record = world.store.open_carer(&hub, carer).await.unwrap();
    assert_eq!((record.details.school, record.version), (None, 2));
    let other = world.hub("northdale").await;
    let refused = world.store.leave_school(&other, &[(carer, hill)]).await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::Carer))));
}

async fn birthdays_that_matter_are_18_and_26(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let born = |born: &str| CarerDetails { born_on: day(born), ..details("Zoë") };
    let mut added = Vec::new();
    // 18 on 21 November 2026, in 90 days, and a day later than that.
    for birthday in ["2008-11-21", "2009-02-19", "2009-02-20", "2001-01-01", "2012-03-04"] {
        added.push(world.store.add_carer(&hub, &born(birthday)).await.unwrap());
    }
    let lines = world.store.birthdays(&hub).await.unwrap();
    let found: Vec<_> = lines.iter().map(|one| (one.whose.carer_id, one.turns, one.on)).collect();
    assert_eq!(
        found,
        [
            (added[0], 18, day("2026-11-21")),
            (added[1], 18, day("2027-02-19")),
            (added[3], 26, day("2027-01-01"))
        ]
    );
}
