//! The hub's own affairs, as a manager meets them.

use super::desk::Desk;
use crate::store;
use axum::http::StatusCode;
use passport_core::card::{Arrangement, Place};

const ARRANGEMENTS: &str = "/hub/office/arrangements";

/// Ticks all arrangements but some, and types into the other fields.
fn all_but<'a>(off: &[&str], typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let ticks = [
        ("time-out", "on-time-out"),
        ("phone-on-silent", "on-phone-on-silent"),
        ("late-arrival", "on-late-arrival"),
        ("leave-early", "on-leave-early"),
        ("homework-time", "on-homework-time"),
        ("speak-to", "on-speak-to"),
        ("collect-arranged", "on-collect-arranged"),
        ("flexible-appointments", "on-flexible-appointments"),
        ("may-discuss", "on-may-discuss"),
        ("fare", "on-fare"),
    ];
    let on = ticks.into_iter().filter(|(code, _)| !off.contains(code)).map(|(_, field)| (field, "yes"));
    on.chain(typed.iter().copied()).collect()
}

#[tokio::test]
async fn arrangements_are_in_use_until_a_manager_switches_them_off() {
    let desk = Desk::of(store::Role::Manager).await;
    let page = desk.see(ARRANGEMENTS).await;
    assert!(page.says("Collecting medicine") && !page.says("<title>Error:"), "{}", page.body);
    assert_eq!(page.body.matches(" checked").count(), Arrangement::CODES.len());
    let typed =
        [("version", "1"), ("minutes-time-out", "10"), ("place", "library"), ("role-other", "Mx O'Neill")];
    let saved = desk.send(ARRANGEMENTS, &all_but(&["fare", "may-discuss"], &typed)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(desk.see("/hub/office").await.says("Arrangements in use saved"));
    let in_use = desk.joined.app.store().arrangements_in_use(desk.scope()).await.unwrap();
    let codes: Vec<_> = in_use.iter().map(|one| one.code).collect();
    assert!(codes.len() == 8 && !codes.contains(&"fare"), "{codes:?}");
    assert_eq!(in_use[0].usual.minutes, Some(10));
    assert_eq!(in_use[0].usual.place, Some(Place::parse("library").unwrap()));
    let page = desk.see(ARRANGEMENTS).await;
    assert_eq!(page.body.matches(" checked").count(), 8);
    assert!(
        page.says("value=\"Mx O'Neill\"") && page.says("<option value=\"library\" selected"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_is_wrong_with_an_arrangement_is_said_at_its_field() {
    let desk = Desk::of(store::Role::Manager).await;
    let long = "a place with a very long name";
    let typed = [("minutes-time-out", "61"), ("minutes-leave-early", "soon"), ("place-other", long)];
    let refused = desk.send(ARRANGEMENTS, &all_but(&[], &typed)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in
        ["#minutes-time-out", "#minutes-leave-early", "#place-other", "<title>Error:", "value=\"61\"", long]
    {
        assert!(refused.says(part), "{part}: {}", refused.body);
    }
    let nothing = desk.send(ARRANGEMENTS, &[("version", "1")]).await;
    assert!(nothing.says("Leave at least one arrangement in use"), "{}", nothing.body);
}

#[tokio::test]
async fn the_second_of_two_managers_sees_what_the_first_one_saved() {
    let desk = Desk::of(store::Role::Manager).await;
    let first = all_but(&["fare"], &[("version", "1"), ("minutes-leave-early", "5")]);
    assert_eq!(desk.send(ARRANGEMENTS, &first).await.status, StatusCode::SEE_OTHER);
    let second = desk.send(ARRANGEMENTS, &all_but(&["speak-to"], &[("version", "1")])).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["Somebody else changed this page", "in use, 5 minutes", "name=\"version\" value=\"2\""] {
        assert!(second.says(part), "{part}: {}", second.body);
    }
}

const TEXTS: &str = "/hub/office/texts";

/// The texts as a manager types them, but for one field.
fn texts_with<'a>(field: &'a str, typed: &'a str) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("version", "1"),
        ("name", "Riverton Young People"),
        ("telephone", "01632 960101"),
        ("accent", "#0B5D5E"),
        ("opening_hours", "Monday to Friday, 9:00 to 17:00"),
        ("greeting", "Hello!\r\n\r\nHere is your card."),
        ("closing", ""),
    ];
    all.into_iter().map(|(name, value)| (name, if name == field { typed } else { value })).collect()
}

#[tokio::test]
async fn a_manager_says_what_the_hub_says_of_itself() {
    let desk = Desk::of(store::Role::Manager).await;
    assert!(desk.see(TEXTS).await.says("value=\"Riverton Hub\""));
    let saved = desk.send(TEXTS, &texts_with("", "")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let kept = desk.joined.app.store().hub_texts(desk.scope()).await.unwrap();
    assert_eq!((kept.name.as_str(), kept.accent.as_str()), ("Riverton Young People", "#0b5d5e"));
    assert_eq!(kept.greeting.as_deref(), Some("Hello!\n\nHere is your card."));
    assert_eq!((kept.closing, kept.version), (None, 2));
    assert!(desk.see("/hub").await.says("Riverton Young People"));

    let second = desk.send(TEXTS, &texts_with("name", "Riverton House")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in
        ["Somebody else changed this page", "value=\"Riverton House\"", "now says: Riverton Young People"]
    {
        assert!(second.says(part), "{part}: {}", second.body);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_text_is_said_at_its_field() {
    let desk = Desk::of(store::Role::Manager).await;
    let (long, longer) = ("x".repeat(201), "x".repeat(601));
    for (field, typed, said) in [
        ("name", "Riverton Young Carers", "must not say"),
        ("name", "", "Type the hub"),
        ("telephone", "ask me", "Type a telephone number"),
        ("accent", "#ffcc00", "White letters cannot be read"),
        ("accent", "purple", "Type a colour"),
        ("opening_hours", &long, "at most 200 letters"),
        ("greeting", &longer, "at most 600 letters"),
        ("closing", "a\u{202e}b", "cannot be seen"),
    ] {
        let refused = desk.send(TEXTS, &texts_with(field, typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed}");
        assert!(refused.says(said) && refused.says("<title>Error:"), "{field}: {}", refused.body);
    }
    assert!(desk.see("/hub").await.says("Riverton Hub"), "nothing was saved");
}

#[tokio::test]
async fn the_state_of_the_keys_is_told_in_plain_words() {
    let desk = Desk::of(store::Role::Manager).await;
    let store = desk.joined.app.store();
    let next = store.make_key(desk.scope()).await.unwrap();
    store.publish_key(desk.scope(), next).await.unwrap();
    let page = desk.see("/hub/office/keys").await;
    for part in ["since 15 January 2027", "It can sign from 22 January 2027"] {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    store.refuse_key(desk.scope(), passport_core::keys::Kid::new(1).unwrap()).await.unwrap();
    assert!(desk.see("/hub/office/keys").await.says("Refused on 15 January 2027"));
}

/// Every deed of the record: the first text behind `record(` or `note_read(` in the store.
fn deeds(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            deeds(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for call in [".record(", ".note_read("] {
            // The functions themselves have no text before their first brace.
            let named = text.split(call).skip(1).filter_map(|rest| rest.split_once('"'));
            let named = named.filter(|(before, _)| !before.contains([';', '{']));
            found.extend(named.filter_map(|(_, rest)| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
}

#[test]
fn every_deed_of_the_record_has_its_words() {
    let mut found = Vec::new();
    deeds(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")), &mut found);
    assert!(found.len() > 30, "only {} deeds were found: has the way to record them changed?", found.len());
    let words = passport_words::Catalogue::keys();
    let key = |deed: &String| format!("did-{}", deed.replace(' ', "-"));
    let silent: Vec<_> = found.iter().filter(|deed| !words.contains(&key(deed).as_str())).collect();
    assert!(silent.is_empty(), "give these words as did-… in console-office.ftl: {silent:?}");
}
