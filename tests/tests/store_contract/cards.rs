//! The life of a card: issued, printed, renewed, replaced, withdrawn.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use passport_core::card::{Arrangement, FareBand, Place, Role};
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::credential::Credential;
use passport_core::issue::{CardKind, IssueError};
use passport_core::packed::Packed;
use passport_server::store::{
    Agreed, CardId, CardRefused, CardState, CarerDetails, CarerId, Change, Following, How, HubScope,
    StoreError, Wish,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, base, details, school, school_wish};

on_both_databases!(
    an_issued_card_is_signed_by_its_hub_and_can_be_printed_again,
    a_fare_goes_onto_a_card_of_its_own,
    a_second_card_of_a_kind_is_refused,
    concurrent_issues_for_one_carer_leave_one_active_card,
    a_withdrawn_card_is_not_printed_and_makes_room_for_another,
    a_renewed_card_lives_on_beside_the_new_one,
    a_replaced_card_is_withdrawn_in_the_same_step,
    no_earlier_card_outlives_the_withdrawal_of_the_newer,
    withdrawing_an_earlier_card_leaves_the_newer_good,
    after_a_wrong_withdrawal_a_card_like_it_is_issued,
    a_card_past_its_last_day_makes_room,
    after_caring_has_ended_a_card_lasts_for_the_grace_only,
    a_card_in_the_place_of_a_good_one_lasts_as_long_even_past_the_grace,
    ids_drawn_with_a_form_issue_once,
    a_lost_card_is_noted_withdrawn_and_followed_in_one_step,
    a_photo_is_printed_while_an_agreement_to_it_counts,
    a_card_too_full_for_its_square_is_never_written_down,
    a_lost_card_waits_for_the_hub,
    a_failed_write_leaves_nothing,
    a_failed_replacement_leaves_the_old_card_in_use,
);

async fn an_issued_card_is_signed_by_its_hub_and_can_be_printed_again(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let issued = world.card(&hub, carer).await;

    let credential = Credential::parse(&issued.text).unwrap();
    let trusted = world.trusted(&hub).await;
    assert!(credential.is_signed_by(trusted.key(credential.kid).unwrap()));
    assert_eq!(credential.claims.name.as_ref().unwrap().as_str(), "Zoë O");
    assert_eq!(credential.claims.issuer.iss(), "https://pass.example.uk/h/riverton");

    let printed = world.store.print_card(&hub, issued.card_id).await.unwrap();
    assert_eq!((&printed.text, &printed.short_code), (&issued.text, &issued.short_code));
    let digits = printed.square.strip_prefix("https://pass.example.uk/v#").unwrap();
    assert_eq!(Packed::from_digits(digits).unwrap().unpack(&base()).unwrap(), issued.text);
    let again = world.second_store().await.print_card(&hub, issued.card_id).await.unwrap();
    assert_eq!((again.text, again.short_code), (issued.text, issued.short_code));
}

async fn a_fare_goes_onto_a_card_of_its_own(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let mut arrangements = school();
    arrangements.push(Arrangement::Fare { band: FareBand::Child });
    let wish = Wish { arrangements, ..school_wish(carer) };
    let issued = world.store.issue_cards(&hub, &wish).await.unwrap();
    assert_eq!(issued.iter().map(|card| card.kind).collect::<Vec<_>>(), [CardKind::Printed, CardKind::Fare]);
    let fare = world.store.print_card(&hub, issued[1].card_id).await.unwrap();
    assert_eq!((fare.name, fare.card.arrangements.len()), (None, 1));
}

async fn a_second_card_of_a_kind_is_refused(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    let refused = world.store.issue_cards(&hub, &school_wish(carer)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Card(CardRefused::AlreadyHasOne)), "{refused:?}");
    assert_eq!(world.store.cards_of(&hub, carer).await.unwrap().len(), 1);
}

async fn concurrent_issues_for_one_carer_leave_one_active_card(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let second = world.second_store().await;
    let tasks: Vec<_> = (0..24)
        .map(|turn| {
            let store = if turn % 2 == 0 { world.store.clone() } else { second.clone() };
            let (hub, wish) = (hub.clone(), school_wish(carer));
            tokio::spawn(async move { store.issue_cards(&hub, &wish).await })
        })
        .collect();
    let mut issued = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => issued += 1,
            Err(StoreError::Card(CardRefused::AlreadyHasOne)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(issued, 1);
    assert_eq!(world.count("SELECT count(*) FROM card").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM status_entry").await, 1);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_withdrawn_card_is_not_printed_and_makes_room_for_another(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let first = world.card(&hub, carer).await;
    world.store.withdraw_card(&hub, first.card_id).await.unwrap();
    for refused in [
        world.store.withdraw_card(&hub, first.card_id).await.unwrap_err(),
        world.store.print_card(&hub, first.card_id).await.unwrap_err(),
        world.store.renew_card(&hub, first.card_id, &Change::default()).await.unwrap_err(),
    ] {
        assert!(matches!(refused, StoreError::Card(CardRefused::Withdrawn)), "{refused:?}");
    }
    let second = world.card(&hub, carer).await;
    assert_ne!(first.short_code, second.short_code);
}

async fn a_renewed_card_lives_on_beside_the_new_one(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let old = world.card(&hub, carer).await;
    let new = world.store.renew_card(&hub, old.card_id, &Change::default()).await.unwrap();
    let cards = world.store.cards_of(&hub, carer).await.unwrap();
    let today = START[..10].parse().unwrap();
    let state = |id| cards.iter().find(|card| card.card_id == id).unwrap().state(today);
    assert_eq!((state(old.card_id), state(new.card_id)), (CardState::Superseded, CardState::Active));
    assert_eq!(world.store.print_card(&hub, old.card_id).await.unwrap().short_code, old.short_code);
    let again = world.store.renew_card(&hub, old.card_id, &Change::default()).await.unwrap_err();
    assert!(matches!(again, StoreError::Card(CardRefused::Superseded)), "{again:?}");
    assert!(world.store.changes_since(0).await.unwrap().withdrawn.is_empty());
}

async fn a_replaced_card_is_withdrawn_in_the_same_step(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let old = world.card(&hub, carer).await;
    let fare =
        Change { arrangements: Some(vec![Arrangement::Fare { band: FareBand::Child }]), ..Change::default() };
    let refused = world.store.replace_card(&hub, old.card_id, &fare).await.unwrap_err();
    assert!(matches!(refused, StoreError::Card(CardRefused::OtherKind)), "{refused:?}");
    assert!(world.store.changes_since(0).await.unwrap().withdrawn.is_empty());

    let change = Change { arrangements: Some(vec![Arrangement::LateArrival]), ..Change::default() };
    let new = world.store.replace_card(&hub, old.card_id, &change).await.unwrap();
    let printed = world.store.print_card(&hub, new.card_id).await.unwrap();
    assert_eq!(printed.card.arrangements.iter().collect::<Vec<_>>(), [&Arrangement::LateArrival]);
    assert_eq!((printed.card.follows, printed.card.ends_on), (Some(old.card_id), old.ends_on));
    let idx = Credential::parse(&old.text).unwrap().claims.status.idx;
    let withdrawn = world.store.changes_since(0).await.unwrap().withdrawn;
    assert_eq!(withdrawn.iter().map(|entry| entry.idx).collect::<Vec<_>>(), [idx]);
}

async fn good_cards(world: &World, hub: &HubScope, carer: CarerId) -> Vec<CardId> {
    let cards = world.store.cards_of(hub, carer).await.unwrap();
    cards.iter().filter(|card| card.withdrawn_at.is_none()).map(|card| card.card_id).collect()
}

async fn no_earlier_card_outlives_the_withdrawal_of_the_newer(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, other) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Łukasz").await);
    let untouched = world.card(&hub, other).await.card_id;
    let fare = vec![Arrangement::Fare { band: FareBand::Child }];
    let fare =
        world.store.issue_cards(&hub, &Wish { arrangements: fare, ..school_wish(carer) }).await.unwrap();
    let first = world.card(&hub, carer).await.card_id;
    world.clock.advance(TimeDelta::seconds(1));
    let second = world.store.renew_card(&hub, first, &Change::default()).await.unwrap().card_id;
    world.clock.advance(TimeDelta::seconds(1));
    let third = world.store.renew_card(&hub, second, &Change::default()).await.unwrap().card_id;

    let fourth = world.store.replace_card(&hub, third, &Change::default()).await.unwrap();
    assert_eq!(fourth.withdrawn, [third, first, second]);
    let fifth = world.store.renew_card(&hub, fourth.card_id, &Change::default()).await.unwrap().card_id;
    assert_eq!(world.store.withdraw_card(&hub, fifth).await.unwrap(), [fifth, fourth.card_id]);
    assert_eq!(world.store.changes_since(0).await.unwrap().withdrawn.len(), 5);
    assert_eq!(good_cards(&world, &hub, carer).await, [fare[0].card_id]);

    let last = world.card(&hub, carer).await.card_id;
    let left = BTreeSet::from_iter(good_cards(&world, &hub, carer).await);
    assert_eq!(left, [last, fare[0].card_id].into());
    assert_eq!(good_cards(&world, &hub, other).await, [untouched]);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn withdrawing_an_earlier_card_leaves_the_newer_good(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let first = world.card(&hub, carer).await.card_id;
    let second = world.store.renew_card(&hub, first, &Change::default()).await.unwrap().card_id;
    let third = world.store.renew_card(&hub, second, &Change::default()).await.unwrap().card_id;
    assert_eq!(world.store.withdraw_card(&hub, second).await.unwrap(), [second, first]);
    assert_eq!(good_cards(&world, &hub, carer).await, [third]);
}

async fn after_a_wrong_withdrawal_a_card_like_it_is_issued(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let chosen = Wish { ends_on: Some("2027-06-30".parse().unwrap()), ..school_wish(carer) };
    let wrong = world.store.issue_cards(&hub, &chosen).await.unwrap().remove(0);
    world.store.withdraw_card(&hub, wrong.card_id).await.unwrap();
    let earlier = world.store.open_card(&hub, wrong.card_id).await.unwrap();
    let like = Wish::like(&earlier, START[..10].parse().unwrap());
    let again = world.store.issue_cards(&hub, &like).await.unwrap().remove(0);
    let again = world.store.open_card(&hub, again.card_id).await.unwrap();
    assert_eq!((again.carer_id, again.ends_on), (carer, earlier.ends_on));
    assert_eq!(again.arrangements, earlier.arrangements);
    // Once its last day has passed, the next lasts as long as any new card.
    assert_eq!(Wish::like(&earlier, "2027-07-01".parse().unwrap()).ends_on, None);
}

async fn a_card_past_its_last_day_makes_room(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let wish = Wish { ends_on: Some("2026-11-21".parse().unwrap()), ..school_wish(carer) };
    let old = world.store.issue_cards(&hub, &wish).await.unwrap().remove(0);
    world.clock.set("2026-11-22T00:00:00Z".parse().unwrap());
    world.card(&hub, carer).await;
    let cards = world.store.cards_of(&hub, carer).await.unwrap();
    let old = cards.iter().find(|card| card.card_id == old.card_id).unwrap();
    assert_eq!(old.state("2026-11-22".parse().unwrap()), CardState::Ended);
    let late = world.store.renew_card(&hub, old.card_id, &Change::default()).await.unwrap_err();
    assert!(matches!(late, StoreError::Card(CardRefused::Superseded)), "{late:?}");
}

async fn after_caring_has_ended_a_card_lasts_for_the_grace_only(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let before = world.card(&hub, carer).await;
    let ended = CarerDetails { caring_ended_on: Some("2026-11-20".parse().unwrap()), ..details("Zoë") };
    world.store.change_carer(&hub, carer, 1, &ended).await.unwrap();
    let renewed = world.store.renew_card(&hub, before.card_id, &Change::default()).await.unwrap();
    assert_eq!(
        (before.ends_on.to_string(), renewed.ends_on.to_string()),
        ("2027-11-21".into(), "2027-02-20".into())
    );
    let until = |day: &str| Change { ends_on: Some(day.parse().unwrap()), ..Change::default() };
    let late = world.store.replace_card(&hub, renewed.card_id, &until("2027-02-21")).await.unwrap_err();
    assert!(matches!(late, StoreError::Issue(IssueError::EndsAfterGrace(_))), "{late:?}");
    let replaced = world.store.replace_card(&hub, renewed.card_id, &until("2027-01-31")).await.unwrap();
    assert_eq!(replaced.ends_on.to_string(), "2027-01-31");
}

async fn a_card_in_the_place_of_a_good_one_lasts_as_long_even_past_the_grace(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let before = world.card(&hub, carer).await;
    let ended = CarerDetails { caring_ended_on: Some("2026-11-20".parse().unwrap()), ..details("Zoë") };
    world.store.change_carer(&hub, carer, 1, &ended).await.unwrap();
    let replaced = world.store.replace_card(&hub, before.card_id, &Change::default()).await.unwrap();
    assert_eq!(replaced.ends_on, before.ends_on);
}

async fn ids_drawn_with_a_form_issue_once(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, other) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Kim").await);
    let ids = world.store.draw_card_ids().unwrap();
    let mut wish = school_wish(carer);
    wish.arrangements.push(Arrangement::Fare { band: FareBand::Child });
    for _ in 0..2 {
        let issued = world.store.issue_cards_once(&hub, ids, &wish).await.unwrap();
        assert_eq!(issued, [ids.printed, ids.fare]);
    }
    let again = world.store.draw_card_ids().unwrap();
    let refused = world.store.issue_cards_once(&hub, again, &wish).await.unwrap_err();
    assert!(matches!(refused, StoreError::Card(CardRefused::AlreadyHasOne)), "{refused:?}");
    let stolen = world.store.issue_cards_once(&hub, ids, &school_wish(other)).await.unwrap_err();
    assert!(matches!(stolen, StoreError::Card(CardRefused::AlreadyHasOne)), "{stolen:?}");
    assert_eq!(world.count("SELECT count(*) FROM card").await, 2);
}

async fn a_lost_card_is_noted_withdrawn_and_followed_in_one_step(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let lost = world.card(&hub, carer).await.card_id;
    let (next, other) =
        (world.store.draw_card_ids().unwrap().printed, world.store.draw_card_ids().unwrap().printed);
    let change = Change::default();
    for _ in 0..2 {
        let at = (lost, next);
        let after = world.store.follow_card_once(&hub, at, Following::Lost, &change).await.unwrap();
        assert_eq!(after, next);
    }
    let late = world.store.follow_card_once(&hub, (lost, other), Following::Lost, &change).await.unwrap_err();
    assert!(matches!(late, StoreError::Card(CardRefused::Withdrawn)), "{late:?}");
    let card = world.store.open_card(&hub, lost).await.unwrap();
    assert!(card.lost_at.is_some() && card.lost_at == card.withdrawn_at);
    let lines = "SELECT count(*) FROM audit_entry WHERE action IN ('card reported lost', 'card replaced')";
    assert_eq!(world.count(lines).await, 2);
}

async fn a_photo_is_printed_while_an_agreement_to_it_counts(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await.card_id;
    world.store.put_photo(&hub, carer, b"jpeg").await.unwrap();
    assert_eq!(world.store.print_card(&hub, card).await.unwrap().photo, None);
    assert!(!world.store.draft_card(&hub, carer).await.unwrap().photo_agreed);
    let agreed = Agreed {
        purpose: Purpose::Photo,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on: "2026-11-21".parse().unwrap(),
    };
    world.store.note_agreement(&hub, carer, &agreed).await.unwrap();
    assert_eq!(world.store.print_card(&hub, card).await.unwrap().photo.as_deref(), Some(&b"jpeg"[..]));
}

async fn a_card_too_full_for_its_square_is_never_written_down(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let mut long_name = details("Maximiliana");
    long_name.known_as = Some("美".repeat(24));
    let carer = world.store.add_carer(&hub, &long_name).await.unwrap();
    let place = Some(Place::parse(&"ж".repeat(24)).unwrap());
    let role = Role::parse(&"я".repeat(24)).unwrap();
    let arrangements = vec![Arrangement::TimeOut { minutes: 60, place }, Arrangement::SpeakTo { role }];
    let refused =
        world.store.issue_cards(&hub, &Wish { arrangements, ..school_wish(carer) }).await.unwrap_err();
    assert!(matches!(refused, StoreError::Pack(_)), "{refused:?}");
    assert_eq!(world.count("SELECT count(*) FROM card").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM status_entry").await, 0);
}

async fn a_lost_card_waits_for_the_hub(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    world.store.mark_card_handed_over(&hub, card.card_id).await.unwrap();
    world.store.mark_card_lost(&hub, card.card_id).await.unwrap();
    let found = world.store.cards_of(&hub, carer).await.unwrap().remove(0);
    let now = START.parse().unwrap();
    assert_eq!((found.handed_over_at, found.lost_at, found.withdrawn_at), (Some(now), Some(now), None));
    assert!(world.store.changes_since(0).await.unwrap().withdrawn.is_empty());
}

/// Every table that issuing writes is taken away in turn.
async fn a_failed_write_leaves_nothing(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let rows = "SELECT (SELECT count(*) FROM card) + (SELECT count(*) FROM credential) + (SELECT count(*)
        FROM short_code) + (SELECT count(*) FROM status_list) + (SELECT count(*) FROM status_entry)
        + (SELECT count(*) FROM audit_entry) + (SELECT count(*) FROM audit_detail)";
    let before = world.count(rows).await;
    let n = world.store.change_number().await.unwrap();
    for table in
        ["status_list", "status_entry", "card", "credential", "short_code", "audit_entry", "audit_detail"]
    {
        world.tamper(&format!("ALTER TABLE {table} RENAME TO gone")).await;
        assert!(world.store.issue_cards(&hub, &school_wish(carer)).await.is_err(), "{table}");
        world.tamper(&format!("ALTER TABLE gone RENAME TO {table}")).await;
        assert_eq!(world.count(rows).await, before, "{table}");
    }
    assert_eq!(world.store.change_number().await.unwrap(), n);
    world.card(&hub, carer).await;
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_failed_replacement_leaves_the_old_card_in_use(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let card = world.card(&hub, carer).await;
    for table in ["status_entry", "card", "credential", "short_code", "audit_entry", "audit_detail"] {
        world.tamper(&format!("ALTER TABLE {table} RENAME TO gone")).await;
        let change = Change::default();
        assert!(world.store.replace_card(&hub, card.card_id, &change).await.is_err(), "{table}");
        assert!(world.store.renew_card(&hub, card.card_id, &change).await.is_err(), "{table}");
        assert!(world.store.withdraw_card(&hub, card.card_id).await.is_err(), "{table}");
        world.tamper(&format!("ALTER TABLE gone RENAME TO {table}")).await;
    }
    let cards = world.store.cards_of(&hub, carer).await.unwrap();
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].state(START[..10].parse().unwrap()), CardState::Active);
    assert!(world.store.changes_since(0).await.unwrap().withdrawn.is_empty());
    world.store.replace_card(&hub, card.card_id, &Change::default()).await.unwrap();
}
