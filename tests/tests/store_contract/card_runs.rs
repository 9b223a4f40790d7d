//! Cards for many at once: each who has none gets one, nobody gets two, and every card is as good as one issued alone.

use chrono::TimeDelta;
use passport_core::card::{Arrangement, FareBand};
use passport_server::store::{
    CarerDetails, CarerId, HubScope, NewCardRun, NotIssued, Recipients, Store, StoreError, WhyNot,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, details, school};

on_both_databases!(
    everybody_gets_one_card_however_often_the_run_is_started_and_gone_on_with,
    two_servers_take_turns_at_one_run,
    who_gets_none_is_named_with_the_reason,
    a_fare_goes_onto_a_card_of_its_own_and_only_what_is_missing_is_issued,
    the_hub_finds_its_runs_again_for_eight_weeks,
    a_card_past_its_end_makes_room,
    a_step_cut_off_before_signing_is_settled,
    somebody_erased_leaves_the_run_and_takes_their_card,
    another_hub_neither_sees_nor_runs_it,
    nothing_is_started_for_nobody_or_for_strangers,
);

async fn people(world: &World, hub: &HubScope, count: usize) -> Vec<CarerId> {
    let mut people = Vec::new();
    for n in 0..count {
        people.push(world.carer(hub, &format!("Given{n}")).await);
    }
    people
}

fn new_run(store: &Store, carers: Vec<CarerId>, arrangements: Vec<Arrangement>) -> NewCardRun {
    let run_id = store.draw_card_run_id().unwrap();
    NewCardRun { run_id, recipients: Recipients::Chosen(carers), ends_on: None, arrangements }
}

async fn work_off(store: &Store, hub: &HubScope, new: &NewCardRun) {
    while !store.go_on_with_card_run(hub, new.run_id).await.unwrap() {}
}

async fn everybody_gets_one_card_however_often_the_run_is_started_and_gone_on_with(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carers = people(&world, &hub, 120).await;
    let twice = [carers.clone(), carers.clone()].concat();
    let new = new_run(&world.store, twice, school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    world.store.start_card_run(&hub, &new).await.unwrap();
    assert!(!world.store.go_on_with_card_run(&hub, new.run_id).await.unwrap());
    let run = world.store.card_run(&hub, new.run_id).await.unwrap();
    assert_eq!((run.total, run.done, run.finished_at), (120, 100, None));
    work_off(&world.store, &hub, &new).await;
    work_off(&world.store, &hub, &new).await;
    assert_eq!(world.count("SELECT count(*) FROM card").await, 120);
    let finished = world.store.finished_card_run(&hub, new.run_id).await.unwrap();
    assert!(finished.run.finished_at.is_some() && finished.not_issued.is_empty());
    assert_eq!((finished.run.done, finished.issued), (120, 120));
    let mut owners = Vec::new();
    for card in &finished.cards {
        let printed = world.store.print_card(&hub, *card).await.unwrap();
        assert_eq!(world.store.card_by_short_code(&hub, &printed.short_code).await.unwrap(), *card);
        owners.push(printed.card.carer_id);
    }
    assert_eq!(owners, carers, "in the order in which they were chosen");
    assert_eq!(world.count("SELECT count(DISTINCT idx) FROM status_entry").await, 120);
    assert_eq!(world.count("SELECT taken FROM status_list").await, 120);
    for action in ["card issued", "card signed"] {
        let sql = format!("SELECT count(DISTINCT subject_id) FROM audit_entry WHERE action = '{action}'");
        assert_eq!(world.count(&sql).await, 120, "{action}: each has an entry of their own");
    }
    assert!(world.store.verify_audit(&[]).await.unwrap().breaks.is_empty());
    let codes = world.store.changes_since(0).await.unwrap().codes;
    assert!(codes.iter().all(|code| code.card.is_some()) && codes.len() == 120, "typed, each is found");
}

async fn two_servers_take_turns_at_one_run(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let new = new_run(&world.store, people(&world, &hub, 230).await, school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    let second = world.second_store().await;
    let work = async |store: &Store| {
        for (scope, run) in store.unfinished_card_runs().await.unwrap() {
            while !store.go_on_with_card_run(&scope, run).await.unwrap() {}
        }
    };
    tokio::join!(work(&world.store), work(&second));
    assert_eq!(world.store.finished_card_run(&hub, new.run_id).await.unwrap().cards.len(), 230);
    assert_eq!(world.count("SELECT count(*) FROM card").await, 230);
    assert_eq!(world.count("SELECT count(*) FROM credential WHERE signed_at IS NULL").await, 0);
}

async fn who_gets_none_is_named_with_the_reason(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carers = people(&world, &hub, 4).await;
    world.card(&hub, carers[0]).await;
    let version = 1;
    let ended = CarerDetails { caring_ended_on: Some("2026-11-01".parse().unwrap()), ..details("Ended") };
    world.store.change_carer(&hub, carers[1], version, &ended).await.unwrap();
    let protected = CarerDetails { protected_since: Some(START.parse().unwrap()), ..details("Protected") };
    world.store.change_carer(&hub, carers[2], version, &protected).await.unwrap();
    let new = new_run(&world.store, carers.clone(), school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    work_off(&world.store, &hub, &new).await;
    let finished = world.store.finished_card_run(&hub, new.run_id).await.unwrap();
    let named: Vec<_> =
        finished.not_issued.iter().map(|NotIssued { carer_id, why, .. }| (*carer_id, *why)).collect();
    let expected =
        [(carers[0], WhyNot::HasOne), (carers[1], WhyNot::CaringEnded), (carers[2], WhyNot::Protected)];
    assert_eq!((named, finished.cards.len()), (expected.to_vec(), 1));
}

async fn a_fare_goes_onto_a_card_of_its_own_and_only_what_is_missing_is_issued(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carers = people(&world, &hub, 2).await;
    world.card(&hub, carers[0]).await;
    let both = [school(), vec![Arrangement::Fare { band: FareBand::Child }]].concat();
    let new = new_run(&world.store, carers.clone(), both);
    world.store.start_card_run(&hub, &new).await.unwrap();
    work_off(&world.store, &hub, &new).await;
    let finished = world.store.finished_card_run(&hub, new.run_id).await.unwrap();
    let mut kinds = Vec::new();
    for card in &finished.cards {
        let card = world.store.open_card(&hub, *card).await.unwrap();
        kinds.push((card.carer_id, card.kind.code()));
    }
    assert_eq!(kinds, [(carers[0], "fare"), (carers[1], "printed"), (carers[1], "fare")]);
}

async fn a_card_past_its_end_makes_room(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carers = people(&world, &hub, 1).await;
    let old = world.card(&hub, carers[0]).await;
    world.clock.advance(TimeDelta::days(366));
    world.store.confirm_clock().await.unwrap();
    let new = new_run(&world.store, carers, school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    work_off(&world.store, &hub, &new).await;
    assert_eq!(world.store.finished_card_run(&hub, new.run_id).await.unwrap().cards.len(), 1);
    assert!(world.store.open_card(&hub, old.card_id).await.unwrap().superseded_at.is_some());
}

async fn the_hub_finds_its_runs_again_for_eight_weeks(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let carers = people(&world, &hub, 2).await;
    let first = new_run(&world.store, carers[..1].to_vec(), school());
    world.store.start_card_run(&hub, &first).await.unwrap();
    work_off(&world.store, &hub, &first).await;
    world.clock.advance(TimeDelta::days(1));
    let second = new_run(&world.store, carers, school());
    world.store.start_card_run(&hub, &second).await.unwrap();
    let listed = world.store.card_runs(&hub).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|one| (one.run.run_id, one.run.done, one.issued)).collect();
    assert_eq!(listed, [(second.run_id, 0, 0), (first.run_id, 1, 1)], "the newest first");
    assert!(world.store.card_runs(&other).await.unwrap().is_empty());
    world.clock.advance(TimeDelta::weeks(8));
    assert_eq!(world.store.card_runs(&hub).await.unwrap().len(), 1);
}

async fn a_step_cut_off_before_signing_is_settled(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let new = new_run(&world.store, people(&world, &hub, 3).await, school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    work_off(&world.store, &hub, &new).await;
    // As a power cut between the two transactions leaves it.
    world.tamper("UPDATE credential SET signed_at = NULL, text = NULL").await;
    assert!(world.store.finished_card_run(&hub, new.run_id).await.unwrap().cards.is_empty());
    assert_eq!(world.second_store().await.settle().await.unwrap().signed, 3);
    assert_eq!(world.store.finished_card_run(&hub, new.run_id).await.unwrap().cards.len(), 3);
}

async fn somebody_erased_leaves_the_run_and_takes_their_card(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carers = people(&world, &hub, 2).await;
    let new = new_run(&world.store, carers.clone(), school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    work_off(&world.store, &hub, &new).await;
    world.store.erase_carer(&hub, carers[0]).await.unwrap();
    assert_eq!(world.store.finished_card_run(&hub, new.run_id).await.unwrap().cards.len(), 1);
    assert_eq!(world.count("SELECT count(*) FROM card_run_row").await, 1);
}

async fn another_hub_neither_sees_nor_runs_it(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let new = new_run(&world.store, people(&world, &hub, 1).await, school());
    world.store.start_card_run(&hub, &new).await.unwrap();
    assert!(matches!(world.store.card_run(&other, new.run_id).await, Err(StoreError::NotFound(_))));
    assert!(matches!(world.store.finished_card_run(&other, new.run_id).await, Err(StoreError::NotFound(_))));
    assert!(world.store.go_on_with_card_run(&other, new.run_id).await.unwrap(), "nothing of theirs to do");
    assert_eq!(world.count("SELECT count(*) FROM card").await, 0);
}

async fn nothing_is_started_for_nobody_or_for_strangers(database: Database) {
    let world = World::on(database).await;
    let (hub, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let stranger = world.carer(&other, "Zoë").await;
    for carers in [vec![], vec![stranger]] {
        let refused = world.store.start_card_run(&hub, &new_run(&world.store, carers, school())).await;
        assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    }
    let carers = people(&world, &hub, 1).await;
    let refused = world.store.start_card_run(&hub, &new_run(&world.store, carers, vec![])).await;
    assert!(matches!(refused, Err(StoreError::Issue(_))), "{refused:?}");
    assert_eq!(world.count("SELECT count(*) FROM card_run").await, 0);
}
