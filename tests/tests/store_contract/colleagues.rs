//! A hub always has a manager, access ends at once, and nobody reaches into another hub by way of a colleague.

use std::sync::atomic::{AtomicI64, Ordering};

use passport_server::store::{
    Accepted, ColleagueRefused, HubScope, Invitation, NewInvitation, NewSignIn, Origin, PersonId, Role,
    SecondFactor, Session, SessionToken, Store, StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    the_last_manager_stays_one,
    two_managers_who_lower_each_other_at_once_leave_one,
    access_ends_at_once_and_only_at_this_hub,
    an_invitation_is_listed_while_its_link_opens,
    a_form_sent_twice_makes_one_link,
    a_sign_in_that_opens_two_hubs_is_not_reset_by_one_of_them,
    a_session_goes_to_another_hub_with_a_new_secret,
    ones_own_sessions_are_ended_by_oneself_alone,
    another_hubs_colleagues_are_not_there,
);

/// Somebody who joined and sits at their browser.
pub struct Staff {
    pub person: PersonId,
    pub token: SessionToken,
    pub scope: HubScope,
}

fn new(email: &str, role: Role) -> NewInvitation {
    NewInvitation { email: email.to_owned(), display_name: "Grace Hill".to_owned(), role }
}

pub async fn joined(world: &World, hub: &HubScope, email: &str, role: Role) -> Staff {
    let store = &world.store;
    let link = store.invitation_link(store.invite(hub, &new(email, role)).await.unwrap());
    let open = store.invitation(&link).await.unwrap().unwrap();
    let chosen = NewSignIn { password: "a hash".into(), step: 0, browser: Some("Firefox, Linux".into()) };
    let Accepted::SignedIn(token, _) = store.accept_invitation(&open, &chosen).await.unwrap() else {
        panic!("{email} is new");
    };
    let scope = session(world, &token).await.unwrap().scope;
    Staff { person: open.person_id, token, scope }
}

/// Joins a further hub with a code that was not used before.
async fn join_too(store: &Store, open: &Invitation) {
    static STEP: AtomicI64 = AtomicI64::new(1);
    let factor = SecondFactor::Step(STEP.fetch_add(1, Ordering::SeqCst));
    let entrance = open.entrance();
    let from = Origin { email: &open.email, network: "", browser: None, before: None, known: None, entrance };
    let joined = store.join_known(open, factor, from).await.unwrap();
    assert!(matches!(joined, Accepted::Joined(_)), "{joined:?}");
}

async fn session(world: &World, token: &SessionToken) -> Option<Session> {
    world.store.live_session(token).await.unwrap()
}

fn refused(result: Result<(), StoreError>) -> ColleagueRefused {
    match result {
        Err(StoreError::Colleague(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

async fn the_last_manager_stays_one(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let store = &world.store;
    let grace = joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    let tom = joined(&world, &hub, "tom@hub.example", Role::Worker).await;
    assert_eq!(refused(store.end_access(&hub, grace.person).await), ColleagueRefused::LastManager);
    let lowered = store.change_role(&hub, grace.person, Role::Worker).await;
    assert_eq!(refused(lowered), ColleagueRefused::LastManager);
    assert_eq!(refused(store.end_access(&grace.scope, grace.person).await), ColleagueRefused::Oneself);

    store.change_role(&grace.scope, tom.person, Role::Manager).await.unwrap();
    assert_eq!(session(&world, &tom.token).await.unwrap().role, Role::Manager, "from the next click on");
    store.change_role(&tom.scope, grace.person, Role::Worker).await.unwrap();
    assert_eq!(session(&world, &grace.token).await.unwrap().role, Role::Worker);
    store.change_role(&tom.scope, grace.person, Role::Worker).await.unwrap();
    let roles: Vec<_> = store.colleagues(&hub).await.unwrap().iter().map(|one| one.role).collect();
    assert_eq!(roles, [Role::Worker, Role::Manager]);
}

async fn two_managers_who_lower_each_other_at_once_leave_one(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let grace = joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    let tom = joined(&world, &hub, "tom@hub.example", Role::Manager).await;
    let (first, second) = (&world.store, world.second_store().await);
    for _ in 0..5 {
        let (one, other) = tokio::join!(
            first.change_role(&grace.scope, tom.person, Role::Worker),
            second.end_access(&tom.scope, grace.person),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let managers = first.colleagues(&hub).await.unwrap();
        assert_eq!(managers.iter().filter(|one| one.role == Role::Manager).count(), 1);
        for person in [grace.person, tom.person] {
            if managers.iter().all(|one| one.person_id != person) {
                let email = if person == grace.person { "grace@hub.example" } else { "tom@hub.example" };
                let link = first.invite(&hub, &new(email, Role::Manager)).await.unwrap();
                let open = first.invitation(&first.invitation_link(link)).await.unwrap().unwrap();
                join_too(first, &open).await;
            }
            first.change_role(&hub, person, Role::Manager).await.unwrap();
        }
    }
}

async fn access_ends_at_once_and_only_at_this_hub(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    let tom = joined(&world, &own, "tom@hub.example", Role::Worker).await;
    let link =
        store.invitation_link(store.invite(&other, &new("tom@hub.example", Role::Worker)).await.unwrap());
    let open = store.invitation(&link).await.unwrap().unwrap();
    join_too(store, &open).await;
    let there = joined(&world, &other, "ann@hub.example", Role::Worker).await;
    store.invite_to_reset(&own, "tom@hub.example").await.unwrap();

    store.end_access(&own, tom.person).await.unwrap();
    assert!(session(&world, &tom.token).await.is_none());
    assert!(store.colleagues(&own).await.unwrap().is_empty());
    assert!(store.open_invitations(&own).await.unwrap().is_empty(), "links stop opening too");
    assert!(session(&world, &there.token).await.is_some());
    let left: Vec<_> = store.colleagues(&other).await.unwrap().into_iter().map(|one| one.email).collect();
    assert_eq!(left, ["ann@hub.example", "tom@hub.example"], "the other hub decides for itself");
    let again = store.end_access(&own, tom.person).await;
    assert!(matches!(again, Err(StoreError::NotFound(Thing::Person))));
}

async fn an_invitation_is_listed_while_its_link_opens(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    let id = store.invite(&own, &new("tom@hub.example", Role::Worker)).await.unwrap();
    let link = store.invitation_link(id);
    let open = store.open_invitations(&own).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].email.as_str(), open[0].role), ("tom@hub.example", Role::Worker));
    assert_eq!(open[0].ends_at, store.invitation(&link).await.unwrap().unwrap().ends_at);
    let stranger = store.call_back_invitation(&other, id).await;
    assert!(matches!(stranger, Err(StoreError::NotFound(Thing::Invitation))));

    store.call_back_invitation(&own, id).await.unwrap();
    assert!(store.invitation(&link).await.unwrap().is_none());
    assert!(store.open_invitations(&own).await.unwrap().is_empty());
    store.invite(&own, &new("tom@hub.example", Role::Worker)).await.unwrap();
    world.clock.advance(chrono::TimeDelta::hours(72));
    assert!(store.open_invitations(&own).await.unwrap().is_empty(), "72 hours");
}

async fn a_form_sent_twice_makes_one_link(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let store = &world.store;
    let id = store.draw_invitation_id().unwrap();
    for _ in 0..2 {
        store.invite_once(&hub, id, &new("tom@hub.example", Role::Worker)).await.unwrap();
        assert_eq!(store.open_invitations(&hub).await.unwrap()[0].invitation_id, id);
    }
    let open = store.invitation(&store.invitation_link(id)).await.unwrap().unwrap();
    let chosen = NewSignIn { password: "a hash".into(), step: 0, browser: None };
    store.accept_invitation(&open, &chosen).await.unwrap();
    let other = store.draw_invitation_id().unwrap();
    let known = store.invite_once(&hub, other, &new(" TOM@hub.example", Role::Manager)).await;
    assert_eq!(refused(known), ColleagueRefused::WorksHere);
}

async fn a_sign_in_that_opens_two_hubs_is_not_reset_by_one_of_them(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    let grace = joined(&world, &own, "grace@hub.example", Role::Manager).await;
    let tom = joined(&world, &own, "tom@hub.example", Role::Worker).await;
    let id = store.draw_invitation_id().unwrap();
    assert_eq!(
        refused(store.reset_colleague(&grace.scope, (id, grace.person)).await),
        ColleagueRefused::Oneself
    );
    store.reset_colleague(&grace.scope, (id, tom.person)).await.unwrap();
    assert!(session(&world, &tom.token).await.is_none(), "signed out everywhere");
    assert!(store.invitation(&store.invitation_link(id)).await.unwrap().unwrap().enrols());

    let link = store.invite(&other, &new("tom@hub.example", Role::Worker)).await.unwrap();
    let open = store.invitation(&store.invitation_link(link)).await.unwrap().unwrap();
    join_too(store, &open).await;
    let next = store.draw_invitation_id().unwrap();
    let taken_over = store.reset_colleague(&grace.scope, (next, tom.person)).await;
    assert_eq!(refused(taken_over), ColleagueRefused::WorksElsewhere);
    assert!(store.invitation(&store.invitation_link(next)).await.unwrap().is_none());
}

async fn a_session_goes_to_another_hub_with_a_new_secret(database: Database) {
    let world = World::on(database).await;
    let [own, other, third] = ["riverton", "northdale", "quayside"];
    let (own, other, third) = (world.hub(own).await, world.hub(other).await, world.hub(third).await);
    let store = &world.store;
    let tom = joined(&world, &own, "tom@hub.example", Role::Worker).await;
    let link = store.invite(&other, &new("tom@hub.example", Role::Manager)).await.unwrap();
    let open = store.invitation(&store.invitation_link(link)).await.unwrap().unwrap();
    join_too(store, &open).await;
    let here = session(&world, &tom.token).await.unwrap();
    assert_eq!((here.hubs, here.role), (2, Role::Worker));
    assert_eq!(store.own_workplaces(&tom.scope).await.unwrap().len(), 2);

    let strange = store.change_workplace(&here, third.hub()).await;
    assert!(matches!(strange, Err(StoreError::NotFound(Thing::Hub))));
    let token = store.change_workplace(&here, other.hub()).await.unwrap();
    assert!(session(&world, &tom.token).await.is_none(), "the old secret opens nothing");
    let there = session(&world, &token).await.unwrap();
    assert_eq!((there.scope.hub(), there.role), (other.hub(), Role::Manager));
    assert_eq!(there.session_id, here.session_id);
}

async fn ones_own_sessions_are_ended_by_oneself_alone(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let store = &world.store;
    let grace = joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    let tom = joined(&world, &hub, "tom@hub.example", Role::Worker).await;
    let open = store.own_sessions(&tom.scope).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].browser.as_deref(), Some("Firefox, Linux"));
    let foreign = store.end_session(&grace.scope, open[0].session_id).await;
    assert!(matches!(foreign, Err(StoreError::NotFound(Thing::Session))));
    let kept = session(&world, &grace.token).await.unwrap().session_id;
    store.end_other_sessions(&grace.scope, kept).await.unwrap();
    assert!(session(&world, &grace.token).await.is_some() && session(&world, &tom.token).await.is_some());
    store.end_other_sessions(&tom.scope, kept).await.unwrap();
    assert!(session(&world, &tom.token).await.is_none());
    assert!(store.own_sessions(&tom.scope).await.unwrap().is_empty());
}

async fn another_hubs_colleagues_are_not_there(database: Database) {
    let world = World::on(database).await;
    let (own, other) = (world.hub("riverton").await, world.hub("northdale").await);
    let store = &world.store;
    joined(&world, &own, "grace@hub.example", Role::Manager).await;
    let tom = joined(&world, &own, "tom@hub.example", Role::Worker).await;
    let n = store.change_number().await.unwrap();
    let id = store.draw_invitation_id().unwrap();
    assert!(store.colleagues(&other).await.unwrap().is_empty());
    for result in [
        store.change_role(&other, tom.person, Role::Manager).await,
        store.end_access(&other, tom.person).await,
        store.reset_colleague(&other, (id, tom.person)).await,
        store.deeds_of(&other, tom.person).await.map(drop),
    ] {
        assert!(matches!(result, Err(StoreError::NotFound(Thing::Person))), "{result:?}");
    }
    assert_eq!(store.change_number().await.unwrap(), n);
    let did: Vec<_> =
        store.deeds_of(&own, tom.person).await.unwrap().into_iter().map(|deed| deed.action).collect();
    assert_eq!(did, ["invitation accepted"]);
}
