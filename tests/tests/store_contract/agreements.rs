//! Who agreed to what, and how somebody may be reached: each noted by itself, taken back at once.

use passport_core::carer::{AgreedBy, AgreementError, Purpose};
use passport_server::store::{
    Agreed, CarerDetails, CarerId, ContactWishes, How, HubScope, OrganisationId, OrganisationKind, ReachedBy,
    StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, details};

on_both_databases!(
    photo_school_and_phone_are_agreed_to_and_taken_back_one_by_one,
    a_new_agreement_takes_the_place_of_the_old,
    my_school_may_know_ends_with_the_school,
    a_protected_record_tells_no_school,
    a_photo_goes_when_nobody_agrees_any_more,
    under_13_a_phone_needs_an_adult,
    what_a_parent_agreed_to_ends_at_18,
    contact_wishes_are_never_overwritten_unseen,
    a_name_or_reason_must_be_there_and_short,
);

fn by_themselves(purpose: Purpose) -> Agreed {
    let agreed_on = "2026-11-20".parse().unwrap();
    Agreed {
        purpose,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on,
    }
}

async fn pupil(world: &World, hub: &HubScope) -> (CarerId, OrganisationId) {
    let school = world.store.add_organisation(hub, OrganisationKind::School, "Hill School").await.unwrap();
    let carer = world.store.add_carer(hub, &CarerDetails { school: Some(school), ..details("Zoë") }).await;
    (carer.unwrap(), school)
}

async fn agreed(world: &World, hub: &HubScope, carer: CarerId) -> Vec<&'static str> {
    let all = world.store.agreements_of(hub, carer).await.unwrap();
    let mut counting: Vec<_> =
        all.iter().filter(|one| one.counts).map(|one| one.agreed.purpose.code()).collect();
    counting.sort_unstable();
    counting
}

async fn photo_school_and_phone_are_agreed_to_and_taken_back_one_by_one(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, school) = pupil(&world, &hub).await;
    for purpose in Purpose::ALL {
        world.store.note_agreement(&hub, carer, &by_themselves(purpose)).await.unwrap();
    }
    assert_eq!(agreed(&world, &hub, carer).await, ["phone", "photo", "school"]);
    world.store.withdraw_agreement(&hub, carer, Purpose::School).await.unwrap();
    assert_eq!(agreed(&world, &hub, carer).await, ["phone", "photo"]);
    let again = world.store.withdraw_agreement(&hub, carer, Purpose::School).await;
    assert!(matches!(again, Err(StoreError::NotFound(Thing::Agreement))));
    let all = world.store.agreements_of(&hub, carer).await.unwrap();
    let of_school = all.iter().find(|one| one.agreed.purpose == Purpose::School).unwrap();
    assert_eq!((of_school.school, of_school.withdrawn_at), (Some(school), Some(START.parse().unwrap())));
}

async fn a_new_agreement_takes_the_place_of_the_old(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    let by_mother = Agreed {
        by: AgreedBy::Adult,
        named_adult: Some(" Ann O'Neill ".to_owned()),
        ..by_themselves(Purpose::Photo)
    };
    world.store.note_agreement(&hub, carer, &by_mother).await.unwrap();
    world.store.note_agreement(&hub, carer, &by_themselves(Purpose::Photo)).await.unwrap();
    let all = world.store.agreements_of(&hub, carer).await.unwrap();
    assert_eq!(all.iter().filter(|one| one.counts).count(), 1);
    let old = all.iter().find(|one| one.agreed.by == AgreedBy::Adult).unwrap();
    assert!(old.agreed.named_adult.as_deref() == Some("Ann O'Neill") && old.withdrawn_at.is_some());
}

async fn my_school_may_know_ends_with_the_school(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, school) = pupil(&world, &hub).await;
    world.store.note_agreement(&hub, carer, &by_themselves(Purpose::School)).await.unwrap();
    let renamed = CarerDetails { school: Some(school), ..details("Zoey") };
    world.store.change_carer(&hub, carer, 1, &renamed).await.unwrap();
    assert_eq!(agreed(&world, &hub, carer).await, ["school"]);
    world.store.change_carer(&hub, carer, 2, &details("Zoey")).await.unwrap();
    assert!(agreed(&world, &hub, carer).await.is_empty());
    let refused = world.store.note_agreement(&hub, carer, &by_themselves(Purpose::School)).await;
    assert!(matches!(refused, Err(StoreError::Agreement(AgreementError::NoSchool))));
}

async fn a_protected_record_tells_no_school(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (carer, school) = pupil(&world, &hub).await;
    world.store.note_agreement(&hub, carer, &by_themselves(Purpose::School)).await.unwrap();
    let protected = CarerDetails {
        school: Some(school),
        protected_since: Some(START.parse().unwrap()),
        ..details("Zoë")
    };
    world.store.change_carer(&hub, carer, 1, &protected).await.unwrap();
    assert!(agreed(&world, &hub, carer).await.is_empty());
    let refused = world.store.note_agreement(&hub, carer, &by_themselves(Purpose::School)).await;
    assert!(matches!(refused, Err(StoreError::Agreement(AgreementError::Protected))));
}

async fn a_photo_goes_when_nobody_agrees_any_more(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.store.note_agreement(&hub, carer, &by_themselves(Purpose::Photo)).await.unwrap();
    world.store.put_photo(&hub, carer, b"jpeg").await.unwrap();
    world.store.withdraw_agreement(&hub, carer, Purpose::Photo).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM photo").await, 0);
}

async fn under_13_a_phone_needs_an_adult(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let child = CarerDetails { born_on: "2015-01-01".parse().unwrap(), ..details("Zoë") };
    let carer = world.store.add_carer(&hub, &child).await.unwrap();
    let refused = world.store.note_agreement(&hub, carer, &by_themselves(Purpose::Phone)).await;
    assert!(matches!(refused, Err(StoreError::Agreement(AgreementError::NeedsAnAdult))));
    let by_the_hub = Agreed {
        by: AgreedBy::Hub,
        reason: Some("Asking at home would not be safe".to_owned()),
        ..by_themselves(Purpose::Phone)
    };
    world.store.note_agreement(&hub, carer, &by_the_hub).await.unwrap();
    assert_eq!(agreed(&world, &hub, carer).await, ["phone"]);
}

async fn what_a_parent_agreed_to_ends_at_18(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let nearly = CarerDetails { born_on: "2008-11-22".parse().unwrap(), ..details("Zoë") };
    let carer = world.store.add_carer(&hub, &nearly).await.unwrap();
    let by_father =
        Agreed { by: AgreedBy::Adult, named_adult: Some("Tom".to_owned()), ..by_themselves(Purpose::Photo) };
    world.store.note_agreement(&hub, carer, &by_father).await.unwrap();
    assert_eq!(agreed(&world, &hub, carer).await, ["photo"]);
    world.clock.advance(chrono::TimeDelta::days(1));
    assert!(agreed(&world, &hub, carer).await.is_empty());
}

async fn contact_wishes_are_never_overwritten_unseen(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    assert!(world.store.contact_wishes(&hub, carer).await.unwrap().is_none());
    let wishes = ContactWishes {
        reached_by: ReachedBy::Text,
        safe_contact: "07700 900123".to_owned(),
        safe_time: Some("after school".to_owned()),
        caution: Some("No voice messages".to_owned()),
    };
    world.store.keep_contact_wishes(&hub, carer, 0, &wishes).await.unwrap();
    let kept = world.store.contact_wishes(&hub, carer).await.unwrap().unwrap();
    assert!(kept.wishes == wishes && kept.version == 1);
    let stale = world.store.keep_contact_wishes(&hub, carer, 0, &wishes).await;
    assert!(matches!(stale, Err(StoreError::Stale(_))));
    world.store.keep_contact_wishes(&hub, carer, 1, &wishes).await.unwrap();
}

async fn a_name_or_reason_must_be_there_and_short(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    for named_adult in [None, Some("  ".to_owned()), Some("x".repeat(201)), Some("nul\0".to_owned())] {
        let agreed = Agreed { by: AgreedBy::Adult, named_adult, ..by_themselves(Purpose::Photo) };
        assert!(matches!(world.store.note_agreement(&hub, carer, &agreed).await, Err(StoreError::Text)));
    }
    assert_eq!(world.count("SELECT count(*) FROM agreement").await, 0);
}
