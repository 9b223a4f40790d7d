//! What was taken back after a backup is not brought back by restoring it: agreements with what they allowed, photos, reviews, roles. Nor is what a hub took down, or
//! worried about.

use passport_server::store::{
    Accepted, Decision, Entrance, NewPassword, NewSignIn, Origin, ReviewReason, ReviewState, SecondFactor,
    WrittenWith,
};

use super::*;
use crate::desks::{agreed, school};
use crate::reviews::{service, signed_in, story};

on_both_databases!(
    what_was_taken_back_since_a_backup_is_not_brought_back,
    what_was_given_again_before_the_backup_is_kept,
);

fn the_other(database: &Database) -> Database {
    match database {
        Database::Sqlite(_) => Database::postgres(),
        Database::Postgres(_) => Database::sqlite(),
    }
}

/// A world that keeps a journal in this folder.
async fn noting(folder: &TempDir, database: Database) -> (World, Journal) {
    let world = World::on(database).await;
    let journal = Journal::at(folder.path().join("journal.jsonl"));
    let store = world.store.clone().with_journal(journal.clone());
    (World { store, ..world }, journal)
}

/// Restores with the journal alone, into a database of the other kind.
async fn restored(
    world: &World,
    file: (&[u8], &BackupKey),
    journal: &Journal,
) -> (Store, Restored, Database) {
    let other = the_other(&world.database);
    let entries = journal.read().unwrap();
    let beside = Beside { published: &[], journal: &entries, lost: LostSince::Accepted };
    let restored = restore(world, &other, file, beside).await.unwrap();
    let store = opened(world, &other).await;
    (store, restored, other)
}

async fn counting(store: &Store, hub: &HubScope, carer: CarerId) -> Vec<Purpose> {
    let all = store.agreements_of(hub, carer).await.unwrap();
    all.iter().filter(|one| one.counts).map(|one| one.agreed.purpose).collect()
}

async fn review(
    world: &World,
    hub: &HubScope,
    code: &passport_core::short_code::ShortCode,
) -> passport_core::short_code::ShortCode {
    let service = service(world, hub, "Saturday trips").await;
    let secret = world.store.draw_review_secret().unwrap();
    let new = (&secret, &story("A day out"));
    world.store.write_review(service, WrittenWith::Code(code), new).await.unwrap();
    secret
}

async fn change_password(store: &Store, whose: &colleagues::Staff, email: &str) {
    let kept = store.live_session(&whose.token).await.unwrap().unwrap().session_id;
    let new = NewPassword { hash: "another hash", kept };
    let entrance = Entrance::Console;
    let from = Origin { email, network: "", browser: None, before: None, known: None, entrance };
    assert!(store.change_password(&whose.scope, new, (SecondFactor::Step(7), from)).await.unwrap());
}

/// Somebody lost their telephone, and is given a link that sets everything anew.
async fn reset(store: &Store, hub: &HubScope, email: &str) {
    let link = store.invitation_link(store.invite_to_reset(hub, email).await.unwrap());
    let open = store.invitation(&link).await.unwrap().unwrap();
    let chosen = NewSignIn { password: "a new hash".into(), step: 1, browser: None };
    let accepted = store.accept_invitation(&open, &chosen).await.unwrap();
    assert!(matches!(accepted, Accepted::SignedIn(..)), "{accepted:?}");
}

async fn decide(
    store: &Store,
    by: &HubScope,
    secret: &passport_core::short_code::ShortCode,
    decision: &Decision,
) {
    let review = store.own_review(secret).await.unwrap().review;
    store.decide_review(by, (review.review_id, review.version), decision).await.unwrap();
}

async fn what_was_taken_back_since_a_backup_is_not_brought_back(database: Database) {
    let folder = TempDir::new().unwrap();
    let (world, journal) = noting(&folder, database).await;
    let store = &world.store;
    let hub = world.hub("riverton").await;
    let hill = school(&world, &hub, "Hill School").await;
    let zoe = crate::desks::pupil(&world, &hub, hill).await;
    let (ben, aoife) = (world.carer(&hub, "Ben").await, world.carer(&hub, "Aoife").await);
    for carer in [zoe, ben] {
        store.note_agreement(&hub, carer, &agreed(Purpose::Photo)).await.unwrap();
        store.put_photo(&hub, carer, b"jpeg").await.unwrap();
    }
    store.note_agreement(&hub, zoe, &agreed(Purpose::Phone)).await.unwrap();
    phones::put(&world, &hub, zoe).await.unwrap();
    let code = world.card(&hub, ben).await.short_code;
    let (calm, worrying) = (review(&world, &hub, &code).await, review(&world, &hub, &code).await);
    let (unkind, frightened) = (review(&world, &hub, &code).await, review(&world, &hub, &code).await);
    let hal = colleagues::joined(&world, &hub, "hal@hub.example", Role::Manager).await;
    let ola = colleagues::joined(&world, &hub, "ola@hub.example", Role::Worker).await;
    let pat = colleagues::joined(&world, &hub, "pat@hub.example", Role::Worker).await;
    colleagues::joined(&world, &hub, "rob@hub.example", Role::Worker).await;
    let kim = signed_in(&world, &hub, "kim", Role::Manager).await;
    decide(store, &kim, &unkind, &Decision::Show).await;
    let moss = school(&world, &hub, "Moss School").await;
    crate::desks::desk(&world, &hub, moss).await;
    world.clock.advance(TimeDelta::minutes(1));
    let (key, recipient) = key();
    let file = backed_up(store, &recipient).await;

    world.clock.advance(TimeDelta::minutes(5));
    for purpose in [Purpose::Photo, Purpose::School, Purpose::Phone] {
        store.withdraw_agreement(&hub, zoe, purpose).await.unwrap();
    }
    store.remove_photo(&hub, ben).await.unwrap();
    let record = store.open_carer(&hub, aoife).await.unwrap();
    let safe = passport_server::store::CarerDetails {
        protected_since: Some(store.open_carer(&hub, zoe).await.unwrap().updated_at),
        ..record.details
    };
    store.change_carer(&hub, aoife, record.version, &safe).await.unwrap();
    store.withdraw_review(&calm).await.unwrap();
    let waiting = store.own_review(&worrying).await.unwrap().review;
    store.worry_about_review(&kim, (waiting.review_id, waiting.version)).await.unwrap();
    store.withdraw_review(&worrying).await.unwrap();
    let unkindly = Some("It names somebody's mum".to_owned());
    decide(store, &kim, &unkind, &Decision::TakeDown(ReviewReason::Unkind, unkindly)).await;
    decide(store, &kim, &frightened, &Decision::Show).await;
    let shown = store.own_review(&frightened).await.unwrap().review;
    store.worry_about_review(&kim, (shown.review_id, shown.version)).await.unwrap();
    change_password(store, &pat, "pat@hub.example").await;
    reset(store, &hub, "rob@hub.example").await;
    store.change_role(&kim, hal.person, Role::Worker).await.unwrap();
    let own = store.memberships(&hub).await.unwrap();
    let own = own.iter().find(|one| one.person_id == ola.person).unwrap().organisation_id;
    store.end_membership(&hub, own, ola.person, Role::Worker).await.unwrap();
    store.close_organisation(&hub, moss).await.unwrap();
    assert!(!std::fs::read_to_string(journal.file()).unwrap().contains("Zo"), "no names");
    assert!(!std::fs::read_to_string(journal.file()).unwrap().contains("mum"), "no words");

    let (store, told, _other) = restored(&world, (&file, &key), &journal).await;
    assert_eq!((told.taken_back, told.access_ended), (3 + 1 + 1 + 3 + 2, 3 + 2), "{told:?}");
    assert!(counting(&store, &hub, zoe).await.is_empty());
    assert!(!store.has_photo(&hub, zoe).await.unwrap() && !store.has_photo(&hub, ben).await.unwrap());
    assert_eq!(counting(&store, &hub, ben).await, [Purpose::Photo], "the photo alone was removed");
    let phones = store.phones(&hub, zoe).await.unwrap();
    assert!(phones.iter().all(|phone| phone.card.withdrawn_at.is_some()), "{} phones", phones.len());
    assert!(store.open_carer(&hub, aoife).await.unwrap().details.protected_since.is_some());
    assert!(matches!(store.own_review(&calm).await, Err(StoreError::NotFound(_))));
    assert_eq!(store.own_review(&worrying).await.unwrap().review.state, ReviewState::Withdrawn);
    assert_eq!(store.reviews_in_hand(&hub).await.unwrap().worrying.len(), 2, "the hub still sees to both");
    let unkind = store.own_review(&unkind).await.unwrap().review;
    assert_eq!((unkind.state, unkind.refused), (ReviewState::TakenDown, Some((ReviewReason::Unkind, None))));
    let frightened = store.own_review(&frightened).await.unwrap().review;
    assert!(frightened.state != ReviewState::Shown && frightened.worries(), "{frightened:?}");
    let staff = store.colleagues(&hub).await.unwrap();
    assert!(staff.iter().any(|one| one.person_id == hal.person && one.role == Role::Worker));
    for (email, signs_in) in
        [("hal@hub.example", true), ("pat@hub.example", false), ("rob@hub.example", false)]
    {
        let secrets = store.sign_in_secrets(email).await.unwrap();
        assert_eq!(secrets.is_some(), signs_in, "{email}: no password comes back that was changed");
    }
    reset(&store, &hub, "pat@hub.example").await;
    assert!(store.sign_in_secrets("pat@hub.example").await.unwrap().is_some(), "and they are given another");
    let roles = store.memberships(&hub).await.unwrap();
    let olas: Vec<_> = roles.iter().filter(|one| one.person_id == ola.person).collect();
    assert!(!olas.is_empty() && olas.iter().all(|one| one.ended_at.is_some()), "{olas:?}");
    let closed = store.organisations(&hub).await.unwrap();
    assert!(closed.iter().any(|one| one.organisation_id == moss && one.closed_at.is_some()));
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn what_was_given_again_before_the_backup_is_kept(database: Database) {
    let folder = TempDir::new().unwrap();
    let (world, journal) = noting(&folder, database).await;
    let store = &world.store;
    let hub = world.hub("riverton").await;
    let zoe = world.carer(&hub, "Zoë").await;
    for _ in 0..2 {
        store.note_agreement(&hub, zoe, &agreed(Purpose::Photo)).await.unwrap();
        store.put_photo(&hub, zoe, b"jpeg").await.unwrap();
        world.clock.advance(TimeDelta::minutes(1));
        store.withdraw_agreement(&hub, zoe, Purpose::Photo).await.unwrap();
        world.clock.advance(TimeDelta::minutes(1));
    }
    store.note_agreement(&hub, zoe, &agreed(Purpose::Photo)).await.unwrap();
    store.put_photo(&hub, zoe, b"jpeg").await.unwrap();
    let hal = colleagues::joined(&world, &hub, "hal@hub.example", Role::Manager).await;
    let kim = signed_in(&world, &hub, "kim", Role::Manager).await;
    let code = world.card(&hub, zoe).await.short_code;
    let liked = review(&world, &hub, &code).await;
    decide(store, &kim, &liked, &Decision::Show).await;
    decide(store, &kim, &liked, &Decision::TakeDown(ReviewReason::Unsure, None)).await;
    decide(store, &kim, &liked, &Decision::Show).await;
    world.clock.advance(TimeDelta::minutes(1));
    store.change_role(&kim, hal.person, Role::Worker).await.unwrap();
    world.clock.advance(TimeDelta::minutes(1));
    store.change_role(&kim, hal.person, Role::Manager).await.unwrap();
    world.clock.advance(TimeDelta::minutes(1));
    let (key, recipient) = key();
    let file = backed_up(store, &recipient).await;

    let (store, told, _other) = restored(&world, (&file, &key), &journal).await;
    assert_eq!(told.taken_back, 0, "{told:?}");
    assert_eq!(counting(&store, &hub, zoe).await, [Purpose::Photo]);
    assert!(store.has_photo(&hub, zoe).await.unwrap());
    assert_eq!(store.own_review(&liked).await.unwrap().review.state, ReviewState::Shown);
    let staff = store.colleagues(&hub).await.unwrap();
    assert!(staff.iter().any(|one| one.person_id == hal.person && one.role == Role::Manager), "{staff:?}");
}
