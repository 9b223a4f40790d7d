//! The hub's books as its staff use them: searched, added to once, and emptied when somebody asks.

use passport_core::carer::{AgreedBy, Purpose};
use passport_server::store::{
    Actor, Agreed, CarerDetails, CarerSearch, CarerState, ContactWishes, How, NewHub, OrganisationKind,
    ReachedBy, StoreError,
};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, details, new_hub};

on_both_databases!(
    no_name_hides_or_turns_a_character,
    young_people_are_found_by_name_school_and_state,
    a_form_sent_twice_adds_one_record,
    somebody_like_them_is_found_before_they_are_added_again,
    erasing_leaves_stubs_and_bare_entries,
    an_erased_card_is_not_in_use,
);

async fn no_name_hides_or_turns_a_character(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (store, school) = (&world.store, OrganisationKind::School);
    for hidden in
        ["", "  ", "Riverton \u{202e}buH", "River\u{200b}ton", "\u{feff}Hub", "bell\u{7}", &"x".repeat(101)]
    {
        let new = NewHub { name: hidden.to_owned(), ..new_hub("northdale") };
        let refused = [
            store.add_hub(Actor::Operator, &new).await.unwrap_err(),
            store.add_organisation(&hub, school, hidden).await.unwrap_err(),
            store.add_person(Actor::Operator, "sam@hub.example", hidden).await.unwrap_err(),
        ];
        assert!(
            refused.iter().all(|fault| matches!(fault, StoreError::Name { .. })),
            "{hidden:?}: {refused:?}"
        );
    }
    let long = NewHub { name: "x".repeat(61), ..new_hub("northdale") };
    let long = store.add_hub(Actor::Operator, &long).await.unwrap_err();
    assert!(matches!(long, StoreError::Name { longest: 60 }), "{long:?}");
    store.add_organisation(&hub, school, " Ysgol  y Bryn — “Hill” ").await.unwrap();
    assert_eq!(store.organisations(&hub).await.unwrap()[0].name, "Ysgol y Bryn — “Hill”");
}

async fn young_people_are_found_by_name_school_and_state(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let school = world.store.add_organisation(&hub, OrganisationKind::School, "Hill School").await.unwrap();
    let other = world.store.add_organisation(&hub, OrganisationKind::School, "Dale School").await.unwrap();
    let pupil = |name: &str| CarerDetails { school: Some(school), ..details(name) };
    let with_card = world.store.add_carer(&hub, &pupil("Zoë")).await.unwrap();
    world.card(&hub, with_card).await;
    let protected = CarerDetails { protected_since: Some(START.parse().unwrap()), ..pupil("Aoife") };
    world.store.add_carer(&hub, &protected).await.unwrap();
    let ended = CarerDetails { caring_ended_on: Some("2026-11-01".parse().unwrap()), ..details("Łukasz") };
    world.store.add_carer(&hub, &ended).await.unwrap();

    let find = async |typed: &str, school, state| {
        let search = CarerSearch { typed: typed.to_owned(), school, state };
        let found = world.store.search_carers(&hub, &search).await.unwrap();
        found.into_iter().map(|line| line.given_name).collect::<Vec<_>>()
    };
    assert_eq!(find("oneill", None, None).await, ["Aoife", "Łukasz", "Zoë"]);
    assert_eq!(find("o neill", Some(school), None).await, ["Aoife", "Zoë"]);
    assert_eq!(find("", Some(other), None).await, Vec::<String>::new());
    assert_eq!(find("", None, Some(CarerState::WithCard)).await, ["Zoë"]);
    assert_eq!(find("", None, Some(CarerState::WithoutCard)).await, ["Aoife"]);
    assert_eq!(find("LUKASZ", None, Some(CarerState::CaringEnded)).await, ["Łukasz"]);
    let line = world.store.find_carers(&hub, "aoife").await.unwrap().remove(0);
    assert!(line.protected && line.school.as_deref() == Some("Hill School"));
}

async fn a_form_sent_twice_adds_one_record(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let attempt = world.store.draw_carer_id().unwrap();
    for _ in 0..2 {
        world.store.add_carer_once(&hub, attempt, &details("Zoë")).await.unwrap();
    }
    assert_eq!(world.store.open_carer(&hub, attempt).await.unwrap().version, 1);
    assert_eq!(world.count("SELECT count(*) FROM audit_entry WHERE action = 'record added'").await, 1);
}

async fn somebody_like_them_is_found_before_they_are_added_again(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    world.carer(&hub, "Zoë").await;
    let born = |day: &str, given: &str, family: &str| CarerDetails {
        family_name: Some(family.to_owned()),
        born_on: day.parse().unwrap(),
        ..details(given)
    };
    for (new, alike) in [
        (born("2012-03-04", "Zoe", "ONeill"), true),
        (born("2012-03-04", "Zoey", "O'Neill"), true),
        (born("2011-03-04", "Zoe", "O’Neill"), true),
        (born("2012-03-04", "Kim", "Marsh"), false),
        (born("2011-03-04", "Kim", "O'Neill"), false),
    ] {
        let found = world.store.carers_like(&hub, &new).await.unwrap();
        assert_eq!(!found.is_empty(), alike, "{} {:?}", new.given_name, new.born_on);
    }
    let elsewhere = world.hub("northdale").await;
    assert!(world.store.carers_like(&elsewhere, &details("Zoë")).await.unwrap().is_empty());
}

async fn erasing_leaves_stubs_and_bare_entries(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (gone, stays) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Aoife").await);
    for carer in [gone, stays] {
        let card = world.card(&hub, carer).await.card_id;
        world.store.renew_card(&hub, card, &passport_server::store::Change::default()).await.unwrap();
        world.store.put_photo(&hub, carer, b"jpeg").await.unwrap();
        let agreed = Agreed {
            purpose: Purpose::Photo,
            by: AgreedBy::YoungPerson,
            named_adult: None,
            reason: None,
            how: How::Call,
            agreed_on: "2026-11-20".parse().unwrap(),
        };
        world.store.note_agreement(&hub, carer, &agreed).await.unwrap();
        let wishes = ContactWishes {
            reached_by: ReachedBy::Call,
            safe_contact: "01632 960123".to_owned(),
            safe_time: None,
            caution: None,
        };
        world.store.keep_contact_wishes(&hub, carer, 0, &wishes).await.unwrap();
    }
    let tables = ["carer", "photo", "agreement", "contact_wishes", "card", "credential", "short_code"];
    let mut before = Vec::new();
    for table in tables {
        before.push(world.count(&format!("SELECT count(*) FROM {table}")).await);
    }
    let subject = world.store.open_carer(&hub, gone).await.unwrap().subject_id;
    let entries = world.count("SELECT count(*) FROM status_entry").await;

    world.store.erase_carer(&hub, gone).await.unwrap();

    for (table, before) in tables.into_iter().zip(before) {
        assert_eq!(world.count(&format!("SELECT count(*) FROM {table}")).await, before / 2, "{table}");
    }
    assert_eq!(world.count("SELECT count(*) FROM status_entry").await, entries);
    let stubs = world.store.audit_of(&hub, subject).await.unwrap();
    assert!(stubs.len() > 5 && stubs[0].action == "record erased");
    assert!(stubs.iter().skip(1).all(|stub| stub.details.is_none()));
    assert_eq!(stubs[0].details.as_deref(), Some("{}"));
    assert_eq!(world.count("SELECT count(*) FROM audit_detail WHERE details LIKE '%Zo%'").await, 0);
    assert!(world.store.verify_audit(&[]).await.unwrap().breaks.is_empty());
    assert!(matches!(world.store.erase_carer(&hub, gone).await, Err(StoreError::NotFound(_))));
    assert!(world.store.open_carer(&hub, stays).await.is_ok());
}

async fn an_erased_card_is_not_in_use(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    let n = world.store.change_number().await.unwrap();
    world.store.erase_carer(&hub, carer).await.unwrap();
    assert_eq!(world.store.changes_since(n).await.unwrap().withdrawn.len(), 1);
}
