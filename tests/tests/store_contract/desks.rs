//! What desks note: never without a look, never of another school or hub, and gone with the young person.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::clock::Clock as _;
use passport_server::sign_in::DeskPin;
use passport_server::store::{
    Accepted, Agreed, CarerDetails, CarerId, DeskSession, DeskState, How, HubScope, NewSignIn, NewTimeOut,
    OrganisationId, OrganisationKind, PinTried, SessionToken, StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, details};

on_both_databases!(
    a_look_is_noted_before_anything_is_shown,
    what_is_opened_again_within_five_minutes_is_one_look,
    a_time_out_that_nobody_ended_ends_with_its_day,
    erasing_a_pupil_leaves_the_figures_of_weeks_that_are_over,
    one_schools_desk_reaches_nothing_of_another,
    erasing_a_young_person_erases_what_desks_noted,
    two_hundred_wrong_pins_at_once_are_five_tries,
    a_photo_is_shown_while_an_agreement_to_it_counts,
    what_a_desk_noted_is_never_moved_to_another_hub,
);

pub async fn school(world: &World, hub: &HubScope, name: &str) -> OrganisationId {
    world.store.add_organisation(hub, OrganisationKind::School, name).await.unwrap()
}

pub fn agreed(purpose: Purpose) -> Agreed {
    let agreed_on = "2026-11-20".parse().unwrap();
    let (by, how) = (AgreedBy::YoungPerson, How::InPerson);
    Agreed { purpose, by, named_adult: None, reason: None, how, agreed_on }
}

/// A pupil whose school may know, with a card.
pub async fn pupil(world: &World, hub: &HubScope, school: OrganisationId) -> CarerId {
    let with_school = CarerDetails { school: Some(school), ..details("Zoë") };
    let carer = world.store.add_carer(hub, &with_school).await.unwrap();
    world.store.note_agreement(hub, carer, &agreed(Purpose::School)).await.unwrap();
    world.card(hub, carer).await;
    carer
}

/// Somebody new who enrolled a browser at a desk, open.
pub async fn desk(world: &World, hub: &HubScope, school: OrganisationId) -> (SessionToken, DeskSession) {
    let store = &world.store;
    let id = store.draw_invitation_id().unwrap();
    let email = format!("{id}@school.example");
    store.invite_to_desk(hub, (school, id), (&email, "Joan Carter")).await.unwrap();
    let open = store.invitation(&store.invitation_link(id)).await.unwrap().unwrap();
    let new = NewSignIn { password: "a hash".into(), step: 0, browser: None };
    let Accepted::SignedIn(token, _) = store.accept_invitation(&open, &new).await.unwrap() else {
        panic!("{email} is new");
    };
    assert!(store.live_session(&token).await.unwrap().is_none(), "a desk's session opens no console");
    let session = store.desk_session(&token).await.unwrap().unwrap();
    assert_eq!(session.state, DeskState::WithoutPin);
    store.choose_pin(&session, &pin("473905")).await.unwrap();
    let session = store.desk_session(&token).await.unwrap().unwrap();
    assert_eq!(session.state, DeskState::Open);
    (token, session)
}

fn pin(digits: &str) -> DeskPin {
    DeskPin::typed(digits).unwrap()
}

const EVER: DateTime<Utc> = DateTime::UNIX_EPOCH;

async fn a_look_is_noted_before_anything_is_shown(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let carer = pupil(&world, &hub, hill).await;
    let (_, at) = desk(&world, &hub, hill).await;
    let store = &world.store;
    assert_eq!(store.class_list(&at.desk).await.unwrap().len(), 1);
    assert_eq!(store.find_pupils(&at.desk, "oneill").await.unwrap().len(), 1);
    store.open_pupil(&at.desk, carer).await.unwrap();
    let looks = store.looks_at(&hub, carer, EVER).await.unwrap();
    assert_eq!((looks.len(), looks[0].place.as_str()), (3, "Hill School"));
    assert!(store.looks_at(&hub, carer, world.clock.now() + TimeDelta::seconds(1)).await.unwrap().is_empty());

    // A record that does not add up shows nothing.
    world.tamper("DELETE FROM audit_chain WHERE kind = 'reads'").await;
    assert!(matches!(store.class_list(&at.desk).await, Err(StoreError::AuditBroken)));
    assert!(matches!(store.open_pupil(&at.desk, carer).await, Err(StoreError::AuditBroken)));
    assert_eq!(store.looks_at(&hub, carer, EVER).await.unwrap().len(), 3, "and notes nothing half");
}

async fn what_is_opened_again_within_five_minutes_is_one_look(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let carer = pupil(&world, &hub, hill).await;
    let (_, joan) = desk(&world, &hub, hill).await;
    let (_, ann) = desk(&world, &hub, hill).await;
    let store = &world.store;
    let looks = async |of: CarerId| store.looks_at(&hub, of, EVER).await.unwrap().len();
    for _ in 0..20 {
        store.class_list(&joan.desk).await.unwrap();
    }
    assert_eq!(looks(carer).await, 1);
    let opened = "SELECT count(*) FROM audit_entry WHERE action = 'desk looked'";
    assert_eq!(world.count(opened).await, 20, "the record has each opening");
    store.open_pupil(&joan.desk, carer).await.unwrap();
    assert_eq!(looks(carer).await, 2, "another page is another look");
    store.class_list(&ann.desk).await.unwrap();
    assert_eq!(looks(carer).await, 3, "somebody else's look is another");
    let new = pupil(&world, &hub, hill).await;
    store.class_list(&joan.desk).await.unwrap();
    assert_eq!(
        (looks(carer).await, looks(new).await),
        (3, 1),
        "whoever is new on the page was not looked at yet"
    );
    world.clock.advance(TimeDelta::minutes(5) - TimeDelta::seconds(1));
    store.class_list(&joan.desk).await.unwrap();
    assert_eq!(looks(carer).await, 3);
    world.clock.advance(TimeDelta::seconds(1));
    store.class_list(&joan.desk).await.unwrap();
    assert_eq!(looks(carer).await, 4);
}

async fn go(world: &World, at: &DeskSession, carer: CarerId) {
    let time_out_id = world.store.draw_time_out_id().unwrap();
    let new = NewTimeOut { time_out_id, place: None, initials: String::new() };
    world.store.start_time_out(&at.desk, carer, &new).await.unwrap();
    world.store.end_time_out(&at.desk, time_out_id).await.unwrap();
}

async fn a_time_out_that_nobody_ended_ends_with_its_day(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let carer = pupil(&world, &hub, hill).await;
    let (_, at) = desk(&world, &hub, hill).await;
    go(&world, &at, carer).await;
    world.clock.advance(TimeDelta::minutes(1));
    let time_out_id = world.store.draw_time_out_id().unwrap();
    let new = NewTimeOut { time_out_id, place: None, initials: String::new() };
    world.store.start_time_out(&at.desk, carer, &new).await.unwrap();
    let told = async || {
        let told = world.store.time_outs_of(&hub, carer, EVER).await.unwrap();
        told.iter().map(|one| (one.back_at.is_some(), one.not_noted_back)).collect::<Vec<_>>()
    };
    world.clock.set("2026-11-21T23:59:59Z".parse().unwrap());
    assert_eq!(told().await, [(false, false), (true, false)], "still out");
    world.clock.set("2026-11-22T00:00:00Z".parse().unwrap());
    assert_eq!(told().await, [(false, true), (true, false)]);
    assert!(world.store.time_outs_today(&at.desk).await.unwrap().is_empty());
    go(&world, &at, carer).await;
}

async fn erasing_a_pupil_leaves_the_figures_of_weeks_that_are_over(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let mut pupils = Vec::new();
    for _ in 0..6 {
        pupils.push(pupil(&world, &hub, hill).await);
    }
    let (_, at) = desk(&world, &hub, hill).await;
    // Five pupils in the week of 16 November, four of them in the next (one three times), all six in the one after.
    for (day, out) in [
        ("2026-11-20", vec![0, 1, 2, 3, 4]),
        ("2026-11-24", vec![0, 1, 2, 3, 3, 3]),
        ("2026-12-01", vec![0, 1, 2, 3, 4, 5]),
    ] {
        world.clock.set(format!("{day}T10:00:00Z").parse().unwrap());
        for number in out {
            go(&world, &at, pupils[number]).await;
        }
    }
    let store = &world.store;
    let told = async |weeks: usize| {
        let all = store.time_outs_by_week(&at.desk).await.unwrap();
        all.iter().take(weeks).map(|week| week.count).collect::<Vec<_>>()
    };
    assert_eq!(told(2).await, [None, Some(5)]);
    for carer in [pupils[0], pupils[1]] {
        store.erase_carer(&hub, carer).await.unwrap();
        assert_eq!(told(2).await, [None, Some(5)], "what was told goes on being told");
    }
    // The week that was not over had told nothing yet: four are left of its six.
    world.clock.set("2026-12-07T10:00:00Z".parse().unwrap());
    assert_eq!(told(3).await, [None, None, Some(5)]);
    assert_eq!(world.count("SELECT count(*) FROM time_out_week WHERE told IS NULL").await, 1);
    store.erase_carer(&hub, pupils[2]).await.unwrap();
    assert_eq!(told(3).await, [None, None, Some(5)]);
    // With the term they go.
    world.clock.set("2027-01-05T10:00:00Z".parse().unwrap());
    assert!(store.time_outs_by_week(&at.desk).await.unwrap().iter().all(|week| week.count.is_none()));
    assert!(store.clear_old_desk_notes().await.unwrap() > 0);
    assert_eq!(world.count("SELECT count(*) FROM time_out_week").await, 0);
}

async fn one_schools_desk_reaches_nothing_of_another(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let (hill, lake) = (school(&world, &own, "Hill").await, school(&world, &own, "Lake").await);
    let moor = school(&world, &other, "Moor").await;
    let carer = pupil(&world, &own, hill).await;
    let (_, at_home) = desk(&world, &own, hill).await;
    let store = &world.store;
    let time_out_id = store.draw_time_out_id().unwrap();
    let new = NewTimeOut { time_out_id, place: None, initials: "JC".into() };
    store.start_time_out(&at_home.desk, carer, &new).await.unwrap();
    for (hub, place) in [(&own, lake), (&other, moor)] {
        let (_, at) = desk(&world, hub, place).await;
        assert!(store.class_list(&at.desk).await.unwrap().is_empty());
        assert!(store.time_outs_today(&at.desk).await.unwrap().is_empty());
        let again = NewTimeOut { time_out_id: store.draw_time_out_id().unwrap(), ..new.clone() };
        let now = world.clock.now();
        for (refused, thing) in [
            (store.open_pupil(&at.desk, carer).await.map(drop), Thing::Carer),
            (store.pupil_photo(&at.desk, carer).await.map(drop), Thing::Carer),
            (store.start_time_out(&at.desk, carer, &again).await, Thing::Carer),
            (store.end_time_out(&at.desk, time_out_id).await, Thing::TimeOut),
            (store.correct_time_out(&at.desk, time_out_id, (now, None)).await, Thing::TimeOut),
            (store.undo_time_out(&at.desk, time_out_id).await, Thing::TimeOut),
            (store.change_desk(&at, hill).await.map(drop), Thing::Organisation),
        ] {
            assert!(matches!(refused, Err(StoreError::NotFound(found)) if found == thing), "{refused:?}");
        }
        let desk_people = store.desk_people(&other, hill).await.map(drop);
        assert!(matches!(desk_people, Err(StoreError::NotFound(Thing::Organisation))), "{desk_people:?}");
        let ended = store.end_desk_person(&other, (hill, at_home.person_id)).await;
        assert!(matches!(ended, Err(StoreError::NotFound(Thing::Person))), "{ended:?}");
    }
    assert!(store.looks_at(&other, carer, EVER).await.unwrap().is_empty());
    assert!(store.time_outs_of(&other, carer, EVER).await.unwrap().is_empty());
    assert_eq!(store.time_outs_of(&own, carer, EVER).await.unwrap().len(), 1);
}

async fn erasing_a_young_person_erases_what_desks_noted(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let (gone, stays) = (pupil(&world, &hub, hill).await, pupil(&world, &hub, hill).await);
    let (_, at) = desk(&world, &hub, hill).await;
    let store = &world.store;
    for carer in [gone, stays] {
        let time_out_id = store.draw_time_out_id().unwrap();
        let new = NewTimeOut { time_out_id, place: None, initials: String::new() };
        store.start_time_out(&at.desk, carer, &new).await.unwrap();
        store.open_pupil(&at.desk, carer).await.unwrap();
    }
    store.erase_carer(&hub, gone).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM time_out").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM desk_look").await, 1);
    assert_eq!(store.time_outs_today(&at.desk).await.unwrap().len(), 1);
    let named = format!("SELECT count(*) FROM audit_detail WHERE details LIKE '%{gone}%'");
    assert_eq!(world.count(&named).await, 0, "the record of looks and time-outs never named them");
}

async fn two_hundred_wrong_pins_at_once_are_five_tries(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let (token, at) = desk(&world, &hub, hill).await;
    world.store.lock_desk(&at).await.unwrap();
    let all = (0..200).map(|_| {
        let (store, at) = (world.store.clone(), at.clone());
        tokio::spawn(async move { store.unlock_desk(&at, Some(&pin("999111"))).await })
    });
    let mut told = Vec::new();
    for one in all.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(tried) => told.push(tried),
            Err(StoreError::NotFound(Thing::Session) | StoreError::Locked) => {}
            Err(fault) => panic!("{fault:?}"),
        }
    }
    let ended = told.iter().filter(|one| **one == PinTried::Ended).count();
    assert_eq!((ended, told.len()), (1, 5), "{told:?}");
    assert!(world.store.desk_session(&token).await.unwrap().is_none());
    assert!(world.store.unlock_desk(&at, Some(&pin("473905"))).await.is_err(), "the right one is too late");
}

async fn a_photo_is_shown_while_an_agreement_to_it_counts(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let carer = pupil(&world, &hub, hill).await;
    let (_, at) = desk(&world, &hub, hill).await;
    let store = &world.store;
    store.put_photo(&hub, carer, b"jpeg").await.unwrap();
    let refused = store.pupil_photo(&at.desk, carer).await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::Photo))), "{refused:?}");
    assert!(!store.open_pupil(&at.desk, carer).await.unwrap().has_photo);
    store.note_agreement(&hub, carer, &agreed(Purpose::Photo)).await.unwrap();
    let looks = store.looks_at(&hub, carer, EVER).await.unwrap().len();
    assert_eq!(store.pupil_photo(&at.desk, carer).await.unwrap(), b"jpeg");
    assert_eq!(
        store.looks_at(&hub, carer, EVER).await.unwrap().len(),
        looks,
        "it belongs to the page's look"
    );
    world.clock.advance(TimeDelta::minutes(6));
    store.pupil_photo(&at.desk, carer).await.unwrap();
    assert_eq!(store.looks_at(&hub, carer, EVER).await.unwrap().len(), looks + 1, "alone it is a look");
    store.withdraw_agreement(&hub, carer, Purpose::Photo).await.unwrap();
    assert!(store.pupil_photo(&at.desk, carer).await.is_err());
}

async fn what_a_desk_noted_is_never_moved_to_another_hub(database: Database) {
    let world = World::on(database).await;
    let (hub, _) = (world.hub("riverton").await, world.hub("northdale").await);
    let hill = school(&world, &hub, "Hill School").await;
    let carer = pupil(&world, &hub, hill).await;
    let (_, at) = desk(&world, &hub, hill).await;
    let time_out_id = world.store.draw_time_out_id().unwrap();
    let new = NewTimeOut { time_out_id, place: None, initials: String::new() };
    world.store.start_time_out(&at.desk, carer, &new).await.unwrap();
    world.store.open_pupil(&at.desk, carer).await.unwrap();
    world.clock.advance(TimeDelta::days(7));
    let other = pupil(&world, &hub, hill).await;
    world.store.erase_carer(&hub, carer).await.unwrap();
    let time_out_id = world.store.draw_time_out_id().unwrap();
    world.store.start_time_out(&at.desk, other, &NewTimeOut { time_out_id, ..new }).await.unwrap();
    world.store.open_pupil(&at.desk, other).await.unwrap();
    for table in ["time_out", "desk_look", "desk_browser", "invitation", "time_out_week"] {
        let moved = format!("UPDATE {table} SET hub_id = (SELECT hub_id FROM hub WHERE slug = 'northdale')");
        assert!(world.try_sql(&moved).await.is_err(), "{table}");
    }
}
