//! What is over is deleted by the server, and nothing that is still needed.

use chrono::{DateTime, TimeDelta};
use passport_core::card::Setting;
use passport_core::phone::PhoneRefused;
use passport_server::store::{
    About, AndThen, CarerDetails, Entrance, NewMessage, NewTimeOut, NotRedeemed, Origin, PhoneGrant,
    Redemption, Role, SecondFactor, StoreError, WrittenWith,
};
use passport_tests::{Database, on_both_databases};

use crate::phone_grants::{codes, new_key};
use crate::world::{START, World, details};
use crate::{colleagues, desks, phones};

on_both_databases!(
    what_brought_a_card_to_a_phone_goes_after_thirty_days,
    the_codes_of_a_phone_that_waits_stay,
    what_a_phone_held_is_forgotten_and_its_places_stay,
    a_key_whose_card_is_deleted_is_refused_for_ever,
    a_clock_that_leaps_deletes_nothing,
    a_message_goes_twelve_months_after_it_was_done,
    a_desks_browser_goes_with_its_day_but_for_the_last,
    a_session_that_is_over_goes_after_a_week_with_what_it_was_to_say,
    the_name_of_who_left_goes_after_twelve_months,
    a_record_goes_a_year_after_caring_ended_and_is_told_of_before,
    whatever_goes_was_counted_before,
);

async fn clear(world: &World) -> u64 {
    world.store.clear_what_is_over().await.unwrap()
}

async fn rows(world: &World, table: &str) -> i64 {
    world.count(&format!("SELECT count(*) FROM {table}")).await
}

fn after(time: TimeDelta) -> DateTime<chrono::Utc> {
    START.parse::<DateTime<chrono::Utc>>().unwrap() + time
}

/// A world with a phone that fetched its card.
async fn with_phone(database: Database) -> (World, PhoneGrant) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = phones::agreeing(&world, &hub, "Zoë").await;
    let card = phones::put(&world, &hub, carer).await.unwrap();
    let (code, digits) = codes(&world.store, &hub, card).await;
    let with = Redemption { code: &code, tx_code: &digits, settings: None, key: None, client_id: None };
    let (tokens, _) = world.store.redeem(&hub, with).await.unwrap().unwrap();
    let phone = world.store.phone_of_token(&tokens.access).await.unwrap().unwrap();
    world.store.deliver(&phone, Setting::School, &[new_key()]).await.unwrap();
    (world, phone)
}

async fn what_brought_a_card_to_a_phone_goes_after_thirty_days(database: Database) {
    let (world, phone) = with_phone(database).await;
    world.clock.set(after(TimeDelta::days(30)));
    assert_eq!(clear(&world).await, 0);
    world.clock.set(after(TimeDelta::days(30) + TimeDelta::seconds(1)));
    assert_eq!(clear(&world).await, 1 + 5 + 1, "a delivery, five offers and their activation");
    for (table, left) in
        [("activation", 0), ("offer", 0), ("phone_delivery", 0), ("phone_grant", 1), ("phone", 1)]
    {
        assert_eq!(rows(&world, table).await, left, "{table}");
    }
    assert_eq!(clear(&world).await, 0);
    // A grant stays for thirty days after its phone was removed.
    world.store.withdraw_card(&phone.scope, phone.card).await.unwrap();
    world.clock.set(after(TimeDelta::days(60) + TimeDelta::seconds(1)));
    clear(&world).await;
    assert_eq!(rows(&world, "phone_grant").await, 1);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(clear(&world).await, 1);
    assert_eq!(rows(&world, "phone_grant").await, 0);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn the_codes_of_a_phone_that_waits_stay(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = phones::agreeing(&world, &hub, "Zoë").await;
    let card = phones::put(&world, &hub, carer).await.unwrap();
    world.store.new_activation(&hub, card).await.unwrap();
    world.clock.set(after(TimeDelta::days(31)));
    assert_eq!(clear(&world).await, 5 + 1, "those that were made anew");
    assert!(world.store.activation(&hub, card).await.unwrap().is_some());
    world.store.new_activation(&hub, card).await.unwrap();
}

async fn what_a_phone_held_is_forgotten_and_its_places_stay(database: Database) {
    let (world, phone) = with_phone(database).await;
    let store = &world.store;
    let places = "SELECT count(*) FROM status_entry";
    world.clock.set(after(TimeDelta::days(10)));
    store.deliver(&phone, Setting::School, &[new_key()]).await.unwrap();
    let kept = world.count(places).await;
    // It ended on 5 December, and is looked up for a fortnight more.
    world.clock.set("2026-12-19T00:00:00Z".parse().unwrap());
    clear(&world).await;
    assert_eq!(rows(&world, "credential").await, 2);
    world.clock.set("2026-12-19T00:00:01Z".parse().unwrap());
    assert_eq!(clear(&world).await, 1);
    // The newest stays as long as its card.
    world.clock.set(after(TimeDelta::days(200)));
    clear(&world).await;
    assert_eq!(rows(&world, "credential").await, 1);
    store.withdraw_card(&phone.scope, phone.card).await.unwrap();
    clear(&world).await;
    assert_eq!((rows(&world, "credential").await, world.count(places).await), (0, kept));
}

async fn a_key_whose_card_is_deleted_is_refused_for_ever(database: Database) {
    let (world, phone) = with_phone(database).await;
    let store = &world.store;
    let (cleared, erased) = (new_key(), new_key());
    store.deliver(&phone, Setting::Transport, std::slice::from_ref(&cleared)).await.unwrap();
    world.clock.set(after(TimeDelta::days(10)));
    store.deliver(&phone, Setting::Transport, std::slice::from_ref(&erased)).await.unwrap();
    world.clock.set("2026-12-19T00:00:01Z".parse().unwrap());
    assert_eq!(clear(&world).await, 1);
    assert_eq!(rows(&world, "seen_device_key").await, 1);
    // Those of an erased person stay too, and nothing says whose they were.
    store.erase_carer(&phone.scope, phone.carer).await.unwrap();
    assert_eq!((rows(&world, "credential").await, rows(&world, "seen_device_key").await), (0, 3));
    let other = phones::agreeing(&world, &phone.scope, "Aoife").await;
    let card = phones::put(&world, &phone.scope, other).await.unwrap();
    let (code, digits) = codes(store, &phone.scope, card).await;
    let with = |key| Redemption { code: &code, tx_code: &digits, settings: None, key, client_id: None };
    let signs = store.redeem(&phone.scope, with(Some(&cleared))).await.unwrap();
    assert_eq!(signs.err(), Some(NotRedeemed::Key), "nor does it sign requests");
    let (tokens, _) = store.redeem(&phone.scope, with(None)).await.unwrap().unwrap();
    let phone = store.phone_of_token(&tokens.access).await.unwrap().unwrap();
    for key in [cleared, erased] {
        let again = store.deliver(&phone, Setting::School, &[new_key(), key]).await;
        assert!(matches!(again, Err(StoreError::Phone(PhoneRefused::KeySeen))));
    }
    store.deliver(&phone, Setting::School, &[new_key()]).await.unwrap();
}

async fn a_clock_that_leaps_deletes_nothing(database: Database) {
    let (world, _) = with_phone(database).await;
    let store = &world.store;
    store.sign_due_lists().await.unwrap();
    for years in [1, 10] {
        world.clock.set(after(TimeDelta::days(366 * years)));
        assert_eq!((clear(&world).await, store.clear_old_desk_notes().await.unwrap()), (0, 0));
    }
    assert_eq!((rows(&world, "activation").await, rows(&world, "phone_delivery").await), (1, 1));
    world.clock.set(after(TimeDelta::days(31)));
    assert_eq!(clear(&world).await, 0, "after a longer pause too, until somebody vouches for the clock");
    store.confirm_clock().await.unwrap();
    assert_eq!(clear(&world).await, 1 + 5 + 1);
}

async fn a_message_goes_twelve_months_after_it_was_done(database: Database) {
    let (world, phone) = with_phone(database).await;
    let store = &world.store;
    let id = |n: u128| uuid::Uuid::from_u128(n).to_string().parse().unwrap();
    for n in [1, 2] {
        let message = NewMessage { message_id: id(n), phone: None, about: About::Complaint, words: None };
        store.send_message(&phone.scope, phone.carer, &message).await.unwrap();
    }
    store.answer_message(&phone.scope, (id(1), 1), Some("We did"), AndThen::Done).await.unwrap();
    world.clock.set("2027-11-21T09:00:00Z".parse().unwrap());
    clear(&world).await;
    assert_eq!(rows(&world, "message").await, 2);
    world.clock.advance(TimeDelta::seconds(1));
    clear(&world).await;
    assert_eq!(rows(&world, "message").await, 1, "what nobody answered waits");
}

async fn a_desks_browser_goes_with_its_day_but_for_the_last(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let hill = desks::school(&world, &hub, "Hill School").await;
    let (_, joan) = desks::desk(&world, &hub, hill).await;
    let (_, ann) = desks::desk(&world, &hub, hill).await;
    world.clock.set("2026-11-21T23:59:59Z".parse().unwrap());
    assert_eq!(clear(&world).await, 0);
    world.clock.set("2026-11-22T00:00:00Z".parse().unwrap());
    assert_eq!(clear(&world).await, 0, "the last of each says when they were last there");
    assert!(world.store.desk_people(&hub, hill).await.unwrap().0.iter().all(|one| one.seen_at.is_some()));
    let from =
        Origin { email: "", network: "", browser: None, before: None, known: None, entrance: Entrance::Desk };
    let token = world.store.sign_in(joan.person_id, SecondFactor::Step(1), from).await.unwrap().unwrap();
    assert_eq!(clear(&world).await, 1, "she was there again");
    assert!(world.store.desk_session(&token).await.unwrap().is_some());
    world.store.end_desk_person(&hub, (hill, ann.person_id)).await.unwrap();
    assert_eq!(clear(&world).await, 1, "he works there no more");
    assert_eq!(rows(&world, "desk_browser").await, 1);
}

async fn the_name_of_who_left_goes_after_twelve_months(database: Database) {
    let world = World::on(database).await;
    let (hub, store) = (world.hub("riverton").await, &world.store);
    let grace = colleagues::joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    colleagues::joined(&world, &hub, "hal@hub.example", Role::Worker).await;
    let hal = store.colleagues(&hub).await.unwrap().into_iter().find(|one| one.email == "hal@hub.example");
    store.end_access(&hub, hal.unwrap().person_id).await.unwrap();
    world.clock.set("2027-11-21T09:00:00Z".parse().unwrap());
    assert_eq!(store.forget_who_left().await.unwrap(), 0);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(store.count_who_left().await.unwrap(), 1);
    assert_eq!(store.forget_who_left().await.unwrap(), 1);
    assert_eq!(store.forget_who_left().await.unwrap(), 0);
    for (table, left) in [("sign_in", 1), ("invitation", 1), ("person", 2), ("membership", 2)] {
        assert_eq!(rows(&world, table).await, left, "{table}");
    }
    let named = "SELECT count(*) FROM person WHERE email LIKE '%@%'";
    assert_eq!(world.count(named).await, 1, "the one who works there");
    assert!(store.live_session(&grace.token).await.unwrap().is_none(), "a year is long");
    // Whoever comes back is somebody new.
    colleagues::joined(&world, &hub, "hal@hub.example", Role::Worker).await;
    assert_eq!(store.colleagues(&hub).await.unwrap().len(), 2);
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_record_goes_a_year_after_caring_ended_and_is_told_of_before(database: Database) {
    let world = World::on(database).await;
    let (hub, other, store) = (world.hub("riverton").await, world.hub("northdale").await, &world.store);
    let ended = |given: &str, born: &str, on: Option<&str>| CarerDetails {
        born_on: born.parse().unwrap(),
        caring_ended_on: on.map(|day| day.parse().unwrap()),
        ..details(given)
    };
    let zoe = store.add_carer(&hub, &ended("Zoë", "2012-03-04", Some("2026-11-21"))).await.unwrap();
    let ada = store.add_carer(&hub, &ended("Ada", "2000-12-20", None)).await.unwrap();
    let mia = store.add_carer(&hub, &ended("Mia", "2012-03-04", None)).await.unwrap();
    store.add_carer(&other, &ended("Aoife", "2012-03-04", None)).await.unwrap();
    let at = |day: &str| world.clock.set(format!("{day}T09:00:00Z").parse().unwrap());
    at("2027-10-22");
    assert_eq!(store.count_due_records(&hub).await.unwrap(), 0);
    at("2027-10-23");
    let told = store.due_records(&hub).await.unwrap();
    assert_eq!(
        (told.len(), told[0].whose.carer_id, told[0].due_on.to_string()),
        (1, zoe, "2027-11-22".into())
    );
    assert_eq!(store.count_due_records(&other).await.unwrap(), 0);
    at("2027-11-21");
    assert!(store.erase_due_records().await.unwrap().is_empty());
    at("2027-11-22");
    assert!(store.erase_announced_records().await.unwrap().is_empty(), "from now on hubs are told");
    at("2027-12-01");
    assert!(store.erase_announced_records().await.unwrap().is_empty(), "not for thirty days yet");
    assert_eq!(store.count_records_to_erase().await.unwrap().len(), 1);
    assert_eq!(store.erase_due_records().await.unwrap(), [(hub.slug().clone(), 1)]);
    assert!(matches!(store.open_carer(&hub, zoe).await, Err(StoreError::NotFound(_))));
    // A message that waits keeps a record; the 26th birthday was on 20 December 2026.
    let id = uuid::Uuid::from_u128(9).to_string().parse().unwrap();
    let message = NewMessage { message_id: id, phone: None, about: About::Complaint, words: None };
    store.send_message(&hub, ada, &message).await.unwrap();
    at("2027-12-22");
    assert!(store.erase_announced_records().await.unwrap().is_empty());
    store.answer_message(&hub, (id, 1), Some("We did"), AndThen::Done).await.unwrap();
    assert_eq!(store.erase_announced_records().await.unwrap(), [(hub.slug().clone(), 1)]);
    store.open_carer(&hub, mia).await.unwrap();
    assert_eq!(rows(&world, "carer").await, 2);
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn a_session_that_is_over_goes_after_a_week_with_what_it_was_to_say(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let grace = colleagues::joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    let session = world.store.live_session(&grace.token).await.unwrap().unwrap();
    world.store.put_flash(session.session_id, "Zoë Moss is on the books").await.unwrap();
    let hill = desks::school(&world, &hub, "Hill School").await;
    desks::desk(&world, &hub, hill).await;
    world.clock.set(after(TimeDelta::days(7)));
    assert_eq!(world.store.clear_old_sessions().await.unwrap(), 0);
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(world.store.clear_old_sessions().await.unwrap(), 1);
    assert_eq!(
        (rows(&world, "session").await, rows(&world, "desk_browser").await),
        (1, 1),
        "the desk's last one"
    );
    assert_eq!(world.store.clear_old_sessions().await.unwrap(), 0);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn whatever_goes_was_counted_before(database: Database) {
    let (world, phone) = with_phone(database).await;
    let (store, hub) = (&world.store, &phone.scope);
    let hill = desks::school(&world, hub, "Hill School").await;
    let (_, joan) = desks::desk(&world, hub, hill).await;
    let pupil = desks::pupil(&world, hub, hill).await;
    store.class_list(&joan.desk).await.unwrap();
    let new =
        NewTimeOut { time_out_id: store.draw_time_out_id().unwrap(), place: None, initials: "JC".into() };
    store.start_time_out(&joan.desk, pupil, &new).await.unwrap();
    store.end_desk_person(hub, (hill, joan.person_id)).await.unwrap();
    crate::imports::read_in(&world, hub, &passport_tests::list_of_people::list_of_people(3)).await;
    colleagues::joined(&world, hub, "grace@hub.example", Role::Manager).await;
    let mia = world.carer(hub, "Mia").await;
    let code = world.card(hub, mia).await.short_code;
    let service = crate::reviews::service(&world, hub, "Saturday trips").await;
    let (secret, with) = (store.draw_review_secret().unwrap(), WrittenWith::Code(&code));
    store.write_review(service, with, (&secret, &crate::reviews::story("A day out"))).await.unwrap();

    world.clock.set(after(TimeDelta::days(500)));
    let counted = store.count_everything_over().await.unwrap();
    let tables = [
        ("deliveries", "phone_delivery"),
        ("offers", "offer"),
        ("activations", "activation"),
        ("desk browsers", "desk_browser"),
        ("sessions", "session"),
        ("envelopes", "review_envelope"),
        ("time-outs", "time_out"),
        ("looks at desks", "desk_look"),
        ("rows of spreadsheets", "import_row"),
    ];
    let mut before = Vec::new();
    for (_, table) in tables {
        before.push(rows(&world, table).await);
    }
    store.clear_everything_over().await.unwrap();
    for ((what, table), before) in tables.into_iter().zip(before) {
        let gone = before - rows(&world, table).await;
        let told = counted.iter().find(|(name, _)| name == what).map(|(_, rows)| *rows);
        assert_eq!(told, u64::try_from(gone).ok(), "{what}: {counted:?}");
        assert!(gone > 0, "{what} were there");
    }
    let left = store.count_everything_over().await.unwrap();
    let left: Vec<_> = left.into_iter().filter(|(what, rows)| *rows > 0 && what != "sessions").collect();
    assert!(left.is_empty(), "nothing is left but sessions of desks that went with this: {left:?}");
}
