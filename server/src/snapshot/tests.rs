//! A card's life as a server's memory sees it, on a real database with a clock that is moved by hand.

use crate::{
    App,
    store::{Actor, CarerDetails, HubScope, IssuedCard, NewHub, Wish},
    test_app_and_clock,
};
use chrono::TimeDelta;
use passport_core::{
    card::{Arrangement, HubSlug, Setting},
    clock::TestClock,
    keys::Kid,
    verify::{Expected, State, Verdict, Why, verify},
};
use std::sync::Arc;

struct Riverton {
    app: App,
    clock: Arc<TestClock>,
    scope: HubScope,
    card: IssuedCard,
}

async fn riverton() -> Riverton {
    let (app, clock) = test_app_and_clock().await;
    let new = NewHub {
        slug: HubSlug::parse("riverton").unwrap(),
        name: "Riverton Hub".into(),
        telephone: "01632 960100".into(),
        accent: "#3b3573".into(),
    };
    let scope = app.store().add_hub(Actor::Operator, &new).await.unwrap();
    let zoe = CarerDetails {
        given_name: "Zoë".into(),
        family_name: Some("Baker".into()),
        known_as: None,
        born_on: "2013-05-01".parse().unwrap(),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    };
    let carer = app.store().add_carer(&scope, &zoe).await.unwrap();
    let wish = Wish { carer, ends_on: None, arrangements: vec![Arrangement::PhoneOnSilent] };
    let card = app.store().issue_cards(&scope, &wish).await.unwrap().remove(0);
    Riverton { app, clock, scope, card }
}

impl Riverton {
    fn check(&self) -> Verdict {
        let held = self.app.snapshot().held();
        verify(
            &self.card.text,
            Some(Setting::School),
            &Expected::Square,
            &held.trust,
            self.app.clock().seconds(),
        )
    }

    /// One turn of the keeper, so much later.
    async fn turn_after(&self, span: TimeDelta) {
        self.clock.advance(span);
        self.app.look_in_turn().await.unwrap();
    }

    fn list(&self) -> Arc<str> {
        Arc::clone(&self.app.snapshot().held().lists["https://pass.example.uk/h/riverton/status/1"])
    }
}

#[tokio::test]
async fn a_new_card_is_good_at_the_next_turn() {
    let riverton = riverton().await;
    assert_eq!(riverton.check().state, State::NotRecognised, "this server has not looked yet");
    riverton.turn_after(TimeDelta::zero()).await;
    assert_eq!(riverton.check().state, State::Valid);
    let code = riverton.app.store().short_code_mac(&riverton.card.short_code);
    let digits = riverton.app.snapshot().card(&code).unwrap();
    let held = riverton.app.snapshot().held();
    assert_eq!(verify(&digits, None, &Expected::Square, &held.trust, 1_800_000_000).state, State::Valid);
}

#[tokio::test]
async fn a_withdrawn_card_is_refused_at_the_next_turn_and_published_soon_after() {
    let riverton = riverton().await;
    riverton.turn_after(TimeDelta::zero()).await;
    let before = riverton.list();
    riverton.app.store().withdraw_card(&riverton.scope, riverton.card.card_id).await.unwrap();
    riverton.turn_after(TimeDelta::milliseconds(500)).await;
    assert_eq!(riverton.check().state, State::NotInUse);
    assert_eq!(riverton.list(), before, "a list is not signed for each withdrawal by itself");
    riverton.turn_after(TimeDelta::seconds(10)).await;
    assert_ne!(riverton.list(), before);
    assert_eq!(riverton.check().state, State::NotInUse);
}

#[tokio::test]
async fn a_list_is_signed_again_after_twelve_hours() {
    let riverton = riverton().await;
    riverton.turn_after(TimeDelta::zero()).await;
    let before = riverton.list();
    riverton.turn_after(TimeDelta::hours(11)).await;
    assert_eq!(riverton.list(), before);
    riverton.turn_after(TimeDelta::hours(1)).await;
    assert_ne!(riverton.list(), before);
}

#[tokio::test]
async fn without_the_database_answers_grow_honest_about_their_age() {
    let riverton = riverton().await;
    riverton.turn_after(TimeDelta::zero()).await;
    riverton.app.store().close().await;
    for (after, expected) in [
        (TimeDelta::seconds(60), State::Valid),
        (TimeDelta::seconds(1), State::ValidOffline),
        (TimeDelta::hours(30), State::ValidOffline),
        (TimeDelta::days(6), State::CannotCheck),
    ] {
        riverton.clock.advance(after);
        riverton.app.look_in_turn().await.unwrap_err();
        let verdict = riverton.check();
        assert_eq!(verdict.state, expected, "{after}");
        assert!(verdict.list_issued_at == Some(1_800_000_000) || verdict.why == Some(Why::ListTooOld));
    }
}

#[tokio::test]
async fn a_database_from_a_backup_clears_no_bit() {
    let riverton = riverton().await;
    riverton.turn_after(TimeDelta::zero()).await;
    let other = self::riverton().await;
    // Another database, with a lower change number, behind the same memory.
    riverton.app.store().withdraw_card(&riverton.scope, riverton.card.card_id).await.unwrap();
    riverton.turn_after(TimeDelta::seconds(1)).await;
    let keeper = &riverton.app.0.keeper;
    keeper.look(riverton.app.snapshot(), other.app.store(), riverton.app.clock()).await.unwrap();
    let held = riverton.app.snapshot().held();
    let (_, list) = held.trust.lists().next().unwrap();
    assert_eq!(list.bits.count_withdrawn(), 1);
}

#[tokio::test]
async fn a_key_is_known_before_it_signs_and_refused_when_it_is_lost() {
    let riverton = riverton().await;
    let kids = || -> Vec<String> {
        let held = riverton.app.snapshot().held();
        held.issuer("https://pass.example.uk/h/riverton")
            .unwrap()
            .keys
            .keys()
            .map(ToString::to_string)
            .collect()
    };
    riverton.turn_after(TimeDelta::zero()).await;
    assert_eq!(kids(), ["k1"]);
    let store = riverton.app.store();
    let next = store.make_key(&riverton.scope).await.unwrap();
    riverton.turn_after(TimeDelta::seconds(1)).await;
    assert_eq!(kids(), ["k1"], "nobody knows a key that was only made");
    store.publish_key(&riverton.scope, next).await.unwrap();
    riverton.turn_after(TimeDelta::seconds(1)).await;
    assert_eq!(kids(), ["k1", "k2"]);
    riverton.app.store().refuse_key(&riverton.scope, Kid::new(1).unwrap()).await.unwrap();
    riverton.turn_after(TimeDelta::seconds(1)).await;
    assert_eq!(riverton.check().state, State::NotInUse);
}

#[tokio::test]
async fn a_wrong_clock_stops_signing_and_not_answering() {
    let riverton = riverton().await;
    riverton.turn_after(TimeDelta::zero()).await;
    let before = riverton.list();
    riverton.app.store().withdraw_card(&riverton.scope, riverton.card.card_id).await.unwrap();
    riverton.turn_after(TimeDelta::days(-400)).await;
    assert_eq!(riverton.check().state, State::NotInUse);
    assert_eq!(riverton.list(), before);
    riverton.turn_after(TimeDelta::days(400) + TimeDelta::seconds(60)).await;
    assert_ne!(riverton.list(), before);
}
