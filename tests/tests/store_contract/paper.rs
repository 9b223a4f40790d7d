//! Cards for paper: several in one look, each look in the record, and what is left out.

use chrono::TimeDelta;
use passport_core::card::{Arrangement, FareBand};
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::paper::{LeftOut, Paper};
use passport_server::store::{
    Agreed, CardId, CardRefused, CarerDetails, CarerId, ContactWishes, How, HubScope, MOST_PRINTED,
    NewInvitation, PrinterOffset, ReachedBy, Role, StoreError, Wish,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, details, school_wish};

on_both_databases!(
    several_cards_come_in_the_order_they_were_asked_for,
    photos_are_printed_while_agreements_to_them_count,
    each_card_that_is_printed_stands_in_the_record_of_its_owner,
    what_is_withdrawn_or_ended_is_left_out_and_named,
    no_letter_is_written_to_somebody_who_may_not_be_safe,
    only_a_letter_reads_how_somebody_is_reached,
    a_card_of_another_hub_is_not_found_among_ones_own,
    more_cards_than_one_go_takes_are_refused,
    a_printer_is_measured_by_each_person_for_themselves,
);

const FROM_THE_BOOKS: &str = "SELECT count(*) FROM card WHERE printed_at IS NOT NULL";

fn photo_agreed_by(by: AgreedBy) -> Agreed {
    Agreed {
        purpose: Purpose::Photo,
        by,
        named_adult: (by == AgreedBy::Adult).then(|| "Grace Hill".to_owned()),
        reason: None,
        how: How::InPerson,
        agreed_on: START[..10].parse().unwrap(),
    }
}

async fn wishes(world: &World, hub: &HubScope, carer: CarerId) {
    let wishes = ContactWishes {
        reached_by: ReachedBy::Letter,
        safe_contact: "c/o Gran, 1 Mill Lane".to_owned(),
        safe_time: Some("after school".to_owned()),
        caution: None,
    };
    world.store.keep_contact_wishes(hub, carer, 0, &wishes).await.unwrap();
}

async fn printed_looks(world: &World, hub: &HubScope, carer: CarerId) -> usize {
    let subject = world.store.open_carer(hub, carer).await.unwrap().subject_id;
    let entries = world.store.audit_of(hub, subject).await.unwrap();
    entries.iter().filter(|entry| entry.action == "card printed").count()
}

async fn several_cards_come_in_the_order_they_were_asked_for(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (zoe, tom) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Tom").await);
    world.store.put_photo(&hub, tom, b"a photo").await.unwrap();
    world.store.note_agreement(&hub, tom, &photo_agreed_by(AgreedBy::YoungPerson)).await.unwrap();
    let fare = vec![Arrangement::Fare { band: FareBand::Child }];
    let arrangements = [school_wish(zoe).arrangements, fare].concat();
    let issued = world.store.issue_cards(&hub, &Wish { arrangements, ..school_wish(zoe) }).await.unwrap();
    let of_tom = world.card(&hub, tom).await;
    let ids = [issued[1].card_id, of_tom.card_id, issued[0].card_id];
    let cards = world.store.print_cards(&hub, &ids, Paper::Sheet).await.unwrap();
    let printed: Vec<_> = cards.iter().map(|one| one.card.as_ref().unwrap()).collect();
    assert_eq!(printed.iter().map(|one| one.card.card_id).collect::<Vec<_>>(), ids);
    assert_eq!((printed[0].name.as_ref(), printed[0].photo.as_ref()), (None, None));
    assert_eq!(
        (printed[1].name.as_ref().unwrap().as_str(), printed[1].photo.as_deref()),
        ("Tom O", Some(&b"a photo"[..]))
    );
    let alone = world.store.print_card(&hub, ids[2]).await.unwrap();
    assert_eq!(
        (&printed[2].square, &printed[2].short_code, &printed[2].text),
        (&alone.square, &alone.short_code, &alone.text)
    );
    assert_eq!((cards[2].whose.called.as_str(), cards[2].whose.full_name.as_str()), ("Zoë", "Zoë O'Neill"));
}

async fn photos_are_printed_while_agreements_to_them_count(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (zoe, tom) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Tom").await);
    let mut ids = Vec::new();
    for (carer, by) in [(zoe, AgreedBy::YoungPerson), (tom, AgreedBy::Adult)] {
        world.store.put_photo(&hub, carer, b"a photo").await.unwrap();
        world.store.note_agreement(&hub, carer, &photo_agreed_by(by)).await.unwrap();
        let ends_on = Some("2029-11-20".parse().unwrap());
        let issued = world.store.issue_cards(&hub, &Wish { ends_on, ..school_wish(carer) }).await.unwrap();
        ids.push(issued[0].card_id);
    }
    let with_photo = async || {
        let cards = world.store.print_cards(&hub, &ids, Paper::Cards).await.unwrap();
        cards.iter().map(|one| one.card.as_ref().unwrap().photo.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(with_photo().await, [true, true]);
    world.store.withdraw_agreement(&hub, zoe, Purpose::Photo).await.unwrap();
    world.store.put_photo(&hub, zoe, b"a photo").await.unwrap();
    assert_eq!(with_photo().await, [false, true]);
}

async fn each_card_that_is_printed_stands_in_the_record_of_its_owner(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (zoe, tom) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Tom").await);
    let ids = [world.card(&hub, zoe).await.card_id, world.card(&hub, tom).await.card_id];
    world.store.print_cards(&hub, &ids, Paper::Cards).await.unwrap();
    assert_eq!((printed_looks(&world, &hub, zoe).await, printed_looks(&world, &hub, tom).await), (1, 1));
    assert_eq!(world.count(FROM_THE_BOOKS).await, 2);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn what_is_withdrawn_or_ended_is_left_out_and_named(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (zoe, tom, mia) =
        (world.carer(&hub, "Zoë").await, world.carer(&hub, "Tom").await, world.carer(&hub, "Mia").await);
    let withdrawn = world.card(&hub, zoe).await.card_id;
    world.store.withdraw_card(&hub, withdrawn).await.unwrap();
    let ends_on = Some(START[..10].parse().unwrap());
    let ending = world.store.issue_cards(&hub, &Wish { ends_on, ..school_wish(tom) }).await.unwrap();
    let good = world.card(&hub, mia).await.card_id;
    world.clock.advance(TimeDelta::days(1));
    let ids = [withdrawn, ending[0].card_id, good];
    let cards = world.store.print_cards(&hub, &ids, Paper::Sheet).await.unwrap();
    let why: Vec<_> = cards.iter().map(|one| (one.whose.called.as_str(), one.card.as_ref().err())).collect();
    assert_eq!(why, [("Zoë", Some(&LeftOut::Withdrawn)), ("Tom", Some(&LeftOut::Ended)), ("Mia", None)]);
    assert_eq!((printed_looks(&world, &hub, zoe).await, printed_looks(&world, &hub, tom).await), (0, 0));
    assert_eq!(world.count(FROM_THE_BOOKS).await, 1);
}

async fn no_letter_is_written_to_somebody_who_may_not_be_safe(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let protected_since = Some(START.parse().unwrap());
    let carer =
        world.store.add_carer(&hub, &CarerDetails { protected_since, ..details("Zoë") }).await.unwrap();
    let card = [world.card(&hub, carer).await.card_id];
    let letter = world.store.print_cards(&hub, &card, Paper::Letter).await.unwrap();
    assert_eq!(letter[0].card.as_ref().unwrap_err(), &LeftOut::Protected);
    assert!(world.store.print_cards(&hub, &card, Paper::Cards).await.unwrap()[0].card.is_ok());
}

async fn only_a_letter_reads_how_somebody_is_reached(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    wishes(&world, &hub, carer).await;
    let card = [world.card(&hub, carer).await.card_id];
    for paper in Paper::ALL {
        let cards = world.store.print_cards(&hub, &card, paper).await.unwrap();
        let read = cards[0].whose.wishes.as_ref().map(|wishes| wishes.safe_contact.as_str());
        assert_eq!(read, (paper == Paper::Letter).then_some("c/o Gran, 1 Mill Lane"), "{paper:?}");
    }
}

async fn a_card_of_another_hub_is_not_found_among_ones_own(database: Database) {
    let world = World::on(database).await;
    let (ours, theirs) = (world.hub("riverton").await, world.hub("northdale").await);
    let (zoe, tom) = (world.carer(&ours, "Zoë").await, world.carer(&theirs, "Tom").await);
    let ids = [world.card(&ours, zoe).await.card_id, world.card(&theirs, tom).await.card_id];
    let refused = world.store.print_cards(&ours, &ids, Paper::Cards).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotFound(_)), "{refused:?}");
    assert_eq!((printed_looks(&world, &ours, zoe).await, world.count(FROM_THE_BOOKS).await), (0, 0));
}

async fn more_cards_than_one_go_takes_are_refused(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let any: CardId = "00000000-0000-4000-8000-000000000000".parse().unwrap();
    let refused =
        world.store.print_cards(&hub, &vec![any; MOST_PRINTED + 1], Paper::Cards).await.unwrap_err();
    assert!(matches!(refused, StoreError::Card(CardRefused::TooMany)), "{refused:?}");
    assert!(world.store.print_cards(&hub, &[], Paper::Cards).await.unwrap().is_empty());
}

async fn a_printer_is_measured_by_each_person_for_themselves(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let mut people = Vec::new();
    for email in ["grace@hub.example", "omar@hub.example"] {
        let display_name = "Grace Hill".to_owned();
        let new = NewInvitation { email: email.to_owned(), display_name, role: Role::Worker };
        let link = world.store.invitation_link(world.store.invite(&hub, &new).await.unwrap());
        people.push(world.store.invitation(&link).await.unwrap().unwrap().person_id);
    }
    let measured = PrinterOffset { right_tenths: -15, down_tenths: 3 };
    for offset in [PrinterOffset { right_tenths: 100, down_tenths: -100 }, measured] {
        world.store.keep_printer_offset(&hub, people[0], offset).await.unwrap();
    }
    assert_eq!(world.store.printer_offset(&hub, people[0]).await.unwrap(), measured);
    assert_eq!(world.store.printer_offset(&hub, people[1]).await.unwrap(), PrinterOffset::default());
    let elsewhere = world.hub("northdale").await;
    assert_eq!(world.store.printer_offset(&elsewhere, people[0]).await.unwrap(), PrinterOffset::default());
}
