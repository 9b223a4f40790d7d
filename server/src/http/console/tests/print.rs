//! The door to paper: each card of one's own hub alone, each look recorded, nothing printed silently, nothing left out silently.

use super::desk::Desk;
use crate::store::{
    CardId, CarerDetails, CarerId, ContactWishes, HubScope, HubTexts, NewHub, ReachedBy, Wish,
};
use axum::http::{StatusCode, header};
use passport_core::card::{Arrangement, HubSlug};

async fn carer(desk: &Desk, scope: &HubScope, details: CarerDetails) -> (CarerId, String) {
    let store = desk.joined.app.store();
    let carer = store.add_carer(scope, &details).await.unwrap();
    let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::PhoneOnSilent] };
    let card = store.issue_cards(scope, &wish).await.unwrap()[0].card_id;
    (carer, card.to_string())
}

fn named(given_name: &str) -> CarerDetails {
    CarerDetails {
        given_name: given_name.to_owned(),
        family_name: Some("O'Neill".to_owned()),
        known_as: None,
        born_on: "2012-01-01".parse().unwrap(),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    }
}

/// How often each of these stands in the record of a young person.
async fn recorded(desk: &Desk, carer: CarerId, action: &str) -> usize {
    let (store, scope) = (desk.joined.app.store(), desk.scope());
    let subject = store.open_carer(scope, carer).await.unwrap().subject_id;
    let entries = store.audit_of(scope, subject).await.unwrap();
    entries.iter().filter(|entry| entry.action == action && entry.actor.starts_with("person")).count()
}

#[tokio::test]
async fn chosen_cards_open_as_a_page_that_is_never_kept_and_each_look_is_recorded() {
    let desk = Desk::open().await;
    let (zoe, first) = carer(&desk, desk.scope(), named("Zoë")).await;
    let (tom, second) = carer(&desk, desk.scope(), named("Tom")).await;
    for (paper, said) in
        [("cards", "85.6 × 54 mm"), ("sheet", "Cut along the lines"), ("letter", "Hello Tom")]
    {
        let fields = [("as", paper), ("card", &*first), ("card", &second), ("card", &first)];
        let page = desk.send("/hub/print", &fields).await;
        assert!(page.status == StatusCode::OK && page.says(said), "{paper}: {}", page.body);
        assert!(page.says("Zoë O") && page.says("Tom O") && page.says("Riverton Hub"), "{}", page.body);
        assert_eq!(page.body.matches("Front of the card").count(), 2, "each card once");
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("style-src 'sha256-") && policy.contains("img-src data:"), "{policy}");
        assert!(policy.contains("form-action 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    assert_eq!(
        (recorded(&desk, zoe, "card printed").await, recorded(&desk, tom, "card printed").await),
        (3, 3)
    );
}

#[tokio::test]
async fn a_card_of_another_hub_is_not_found_and_nothing_of_it_is_recorded() {
    let desk = Desk::open().await;
    let hub = NewHub {
        slug: HubSlug::parse("northdale").unwrap(),
        name: "Northdale Hub".to_owned(),
        telephone: "01632 960101".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let other = desk.joined.app.store().add_hub(crate::store::Actor::Operator, &hub).await.unwrap();
    let (zoe, ours) = carer(&desk, desk.scope(), named("Zoë")).await;
    let (_, theirs) = carer(&desk, &other, named("Tom")).await;
    for theirs in [theirs.as_str(), "00000000-0000-4000-8000-000000000000", "no id"] {
        let page = desk.send("/hub/print", &[("as", "cards"), ("card", &ours), ("card", theirs)]).await;
        assert!(page.status == StatusCode::NOT_FOUND && !page.says("Tom"), "{theirs}: {}", page.body);
    }
    assert_eq!(recorded(&desk, zoe, "card printed").await, 0);
}

#[tokio::test]
async fn what_is_not_printed_is_named_with_its_reason() {
    let desk = Desk::open().await;
    let store = desk.joined.app.store();
    let (_, good) = carer(&desk, desk.scope(), named("Zoë")).await;
    let (_, gone) = carer(&desk, desk.scope(), named("Tom")).await;
    store.withdraw_card(desk.scope(), gone.parse::<CardId>().unwrap()).await.unwrap();
    let page = desk.send("/hub/print", &[("as", "sheet"), ("card", &gone), ("card", &good)]).await;
    assert!(
        page.status == StatusCode::OK && page.says("Tom O'Neill: this card was withdrawn"),
        "{}",
        page.body
    );
    assert!(page.says("Zoë O") && !page.says(">Tom O<"), "{}", page.body);

    let nothing = desk.send("/hub/print", &[("as", "sheet"), ("card", &gone)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("None of the cards") && nothing.says("this card was withdrawn"), "{}", nothing.body);
}

#[tokio::test]
async fn a_protected_young_person_gets_their_card_and_no_letter() {
    let desk = Desk::open().await;
    let protected_since = Some(desk.joined.app.clock().now());
    let (zoe, card) = carer(&desk, desk.scope(), CarerDetails { protected_since, ..named("Zoë") }).await;
    let letter = desk.send("/hub/print", &[("as", "letter"), ("card", &card)]).await;
    assert_eq!(letter.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(letter.says("no letter is written, because the record is protected"), "{}", letter.body);
    assert_eq!(recorded(&desk, zoe, "card printed").await, 0);
    assert_eq!(desk.send("/hub/print", &[("as", "cards"), ("card", &card)]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_letter_is_addressed_by_the_safe_contact_alone() {
    let desk = Desk::open().await;
    let store = desk.joined.app.store();
    let (zoe, card) = carer(&desk, desk.scope(), named("Zoë")).await;
    let fields = [("as", "letter"), ("card", &*card)];
    let unknown = desk.send("/hub/print", &fields).await;
    assert!(unknown.says("Nothing is written down about how to reach them"), "{}", unknown.body);
    assert!(unknown.says("To be handed over in person"), "{}", unknown.body);

    for (version, reached_by, on_the_letter) in
        [(0, ReachedBy::Text, false), (1, ReachedBy::InPerson, false), (2, ReachedBy::Letter, true)]
    {
        let wishes = ContactWishes {
            reached_by,
            safe_contact: "c/o Gran, 1 Mill Lane".to_owned(),
            safe_time: Some("on Fridays".to_owned()),
            caution: Some("never ring the house".to_owned()),
        };
        store.keep_contact_wishes(desk.scope(), zoe, version, &wishes).await.unwrap();
        let letter = desk.send("/hub/print", &fields).await;
        assert_eq!(letter.says(">1 Mill Lane<"), on_the_letter, "{}", letter.body);
        assert_eq!(letter.says("do not post this letter"), !on_the_letter, "{}", letter.body);
        let sheet = letter.body.split("<article").nth(1).unwrap();
        assert!(letter.says("on Fridays") && letter.says("never ring the house"), "{}", letter.body);
        assert!(!sheet.contains("Fridays") && !sheet.contains("never ring"), "{sheet}");
    }
    assert_eq!(recorded(&desk, zoe, "contact wishes shown").await, 3);
}

#[tokio::test]
async fn choosing_nothing_or_too_much_says_what_to_do() {
    let desk = Desk::open().await;
    let nothing = desk.send("/hub/print", &[("as", "cards")]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.says("No card is chosen"));
    let ids: Vec<String> = (0..251).map(|n| format!("00000000-0000-4000-8000-{n:012}")).collect();
    let fields: Vec<(&str, &str)> =
        [("as", "cards")].into_iter().chain(ids.iter().map(|id| ("card", id.as_str()))).collect();
    let many = desk.send("/hub/print", &fields).await;
    assert!(
        many.status == StatusCode::UNPROCESSABLE_ENTITY && many.says("At most 250 cards"),
        "{}",
        many.body
    );
    assert_eq!(desk.send("/hub/print", &[("as", "stamps")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_was_measured_moves_the_sheets_of_whoever_measured_it() {
    let desk = Desk::open().await;
    let calibration = "/hub/print/calibration";
    for wrong in ["", "a thumb", "35", "-1"] {
        let refused = desk.send(calibration, &[("left", wrong), ("top", "20")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.says("<title>Error:") && refused.says("between 10 and 30"), "{}", refused.body);
    }
    assert_eq!(
        desk.send(calibration, &[("left", "21.5"), ("top", "20")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = desk.see(calibration).await;
    assert!(page.says("−1.5 mm to the right, 0 mm down") && page.says("value=\"21.5\""), "{}", page.body);
    let (_, card) = carer(&desk, desk.scope(), named("Zoë")).await;
    let sheet = desk.send("/hub/print", &[("as", "sheet"), ("card", &card)]).await;
    assert!(sheet.body.contains("--right:calc(-15 * 0.1mm)"), "{}", sheet.body);
}

#[tokio::test]
async fn a_letter_carries_the_hubs_own_words() {
    let desk = Desk::open().await;
    let store = desk.joined.app.store();
    let (_, card) = carer(&desk, desk.scope(), named("Zoë")).await;
    let fields = [("as", "letter"), ("card", &*card)];
    let plain = desk.send("/hub/print", &fields).await;
    assert!(!plain.body.contains("class=\"pass-letter pass-letter--long\""), "{}", plain.body);

    let kept = store.hub_texts(desk.scope()).await.unwrap();
    let texts = HubTexts {
        opening_hours: Some("Monday to Friday, 9 to 5".to_owned()),
        greeting: Some("Welcome!\n\nWe are glad to know you.".to_owned()),
        closing: Some("See you soon. ".repeat(20).trim().to_owned()),
        ..kept
    };
    store.keep_hub_texts(desk.scope(), &texts).await.unwrap();
    let letter = desk.send("/hub/print", &fields).await;
    for said in [">Welcome!<", ">We are glad to know you.<", "See you soon.", ">Monday to Friday, 9 to 5<"] {
        assert!(letter.says(said), "{said}: {}", letter.body);
    }
    assert!(letter.body.contains("class=\"pass-letter pass-letter--long\""), "{}", letter.body);
}
