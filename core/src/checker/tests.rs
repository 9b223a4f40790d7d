//! The checker through its days: bundles and lists that come, age, go backwards, are another's or none at all.

use std::collections::BTreeMap;

use super::*;
use crate::bundle::{BUNDLE_LIFETIME, sign_bundle};
use crate::card::{Arrangement, Arrangements, LineText, StatusRef};
use crate::credential::sign;
use crate::issue::{paper_claims, phone_claims};
use crate::keys::{Kid, SigningKey};
use crate::packed::pack;
use crate::present::present;
use crate::square::square;
use crate::status::{StatusBits, sign_list};
use crate::trust::TrustedIssuer;

/// 1 December 2026, noon in London.
const NOW: u64 = 1_796_126_400;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
const CARD: u32 = 7;
const WITHDRAWN: u32 = 9;

/// A hub, its server and the operator's root key.
struct World {
    issuer: Issuer,
    key: SigningKey,
    root: SigningKey,
}

impl World {
    fn new() -> Self {
        let (key, root) = (SigningKey::generate().unwrap().0, SigningKey::generate().unwrap().0);
        Self { issuer: Issuer::parse("https://pass.example.uk/h/riverton").unwrap(), key, root }
    }

    fn list(&self, iat: u64, withdrawn: &[u32]) -> String {
        let mut bits = StatusBits::new();
        for idx in withdrawn {
            bits.withdraw(*idx);
        }
        sign_list(&self.issuer, 1, &bits, iat, Kid::FIRST, &self.key).unwrap()
    }

    fn uri(&self) -> String {
        self.issuer.status_uri(1)
    }

    /// A bundle with these lists, and keys that are refused.
    fn bundle_of(&self, iat: u64, lists: BTreeMap<String, String>, retired: &[Kid]) -> String {
        let trusted = TrustedIssuer {
            name: "Riverton".into(),
            telephone: "01632 960100".into(),
            keys: [(Kid::FIRST, self.key.public().clone())].into(),
            retired: retired.iter().copied().collect(),
        };
        let trust = Trust::of(vec![self.issuer.base.clone()], [(self.issuer.iss(), trusted)].into());
        sign_bundle(&trust, lists, iat, &self.root).unwrap()
    }

    fn bundle(&self, iat: u64) -> String {
        self.bundle_of(iat, [(self.uri(), self.list(iat, &[WITHDRAWN]))].into(), &[])
    }

    fn empty(&self) -> Checker {
        Checker::new(self.root.public().clone())
    }

    /// A checker that took a bundle at this time.
    fn checker(&self, iat: u64) -> Checker {
        let mut checker = self.empty();
        checker.take_bundle(&self.bundle(iat), iat).unwrap();
        checker
    }

    /// A printed card with this place in the list, which ends on 31 August 2027.
    fn card(&self, idx: u32) -> String {
        self.card_until("2027-08-31", idx)
    }

    fn card_until(&self, ends_on: &str, idx: u32) -> String {
        let (issuer, status) = (self.issuer.clone(), StatusRef { list: 1, idx });
        let says = Arrangements::new(vec![Arrangement::PhoneOnSilent]).unwrap();
        let name = LineText::parse("Zoë M").unwrap();
        let claims = paper_claims(issuer, name, says, ends_on.parse().unwrap(), status);
        let text = sign(&claims, Kid::FIRST, &self.key).unwrap();
        square(&self.issuer.base, &pack(&text).unwrap())
    }
}

fn state(checker: &Checker, card: &str, now: u64) -> State {
    checker.check(card, Some(Setting::School), &Expected::Square, now).state
}

fn told(checker: &Checker, card: &str, now: u64) -> (State, Option<Why>) {
    let verdict = checker.check(card, Some(Setting::School), &Expected::Square, now);
    if verdict.state == State::CannotCheck {
        assert!(verdict.name.is_none() && verdict.lines.is_empty() && verdict.valid_until.is_none());
    }
    (verdict.state, verdict.why)
}

#[test]
fn a_checker_answers_in_every_state_with_what_it_holds() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    let card = world.card(CARD);
    let verdict = checker.check(&card, Some(Setting::School), &Expected::Square, NOW);
    assert_eq!((verdict.state, verdict.list_issued_at), (State::ValidOffline, Some(NOW)));
    assert_eq!(verdict.name.unwrap().as_str(), "Zoë M");
    assert_eq!(verdict.hub.unwrap().name, "Riverton");
    checker.take_list(&world.uri(), &world.list(NOW + 60, &[]), NOW + 60).unwrap();
    assert_eq!(state(&checker, &card, NOW + 60), State::Valid);
    assert_eq!(state(&checker, &card, NOW + 121), State::ValidOffline);
    let elsewhere = checker.check(&card, Some(Setting::Pharmacy), &Expected::Square, NOW + 60);
    assert_eq!((elsewhere.state, elsewhere.name), (State::ValidNotHere, None));

    let checker = world.checker(NOW);
    assert_eq!(state(&checker, &world.card(WITHDRAWN), NOW), State::NotInUse);
    assert_eq!(state(&checker, &world.card_until("2026-11-20", CARD), NOW), State::Expired);
    assert_eq!(state(&checker, &world.card_until("2026-08-20", CARD), NOW), State::NotInUse);
    for input in ["", "hello", "https://pass.example.uk/v#123", &world.card(CARD)[..90]] {
        assert_eq!(told(&checker, input, NOW), (State::NotRecognised, None), "{input}");
    }
    assert_eq!(state(&checker, &World::new().card(CARD), NOW), State::NotRecognised);
}

#[test]
fn a_phones_square_is_too_old_after_minutes_whatever_else_is_wrong() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    let device = SigningKey::generate().unwrap().0;
    let says = Arrangements::new(vec![Arrangement::PhoneOnSilent]).unwrap();
    let (name, status) = (LineText::parse("Zoë M").unwrap(), StatusRef { list: 1, idx: CARD });
    let of = (Setting::School, device.public().clone());
    let claims = phone_claims(world.issuer.clone(), name, of, &says, NOW + 14 * DAY, status);
    let text = sign(&claims, Kid::FIRST, &world.key).unwrap();
    let text = present(&text, NOW, [1; 8], &device).unwrap();
    assert_eq!(told(&checker, &text, NOW + 180), (State::ValidOffline, None));
    let too_old = (State::CannotCheck, Some(Why::CodeTooOld));
    assert_eq!(told(&checker, &text, NOW + 181), too_old);
    assert_eq!(told(&checker, &text, NOW + 8 * DAY), too_old);
    checker.take_bundle(&world.bundle(NOW + 9 * DAY), NOW).unwrap_err();
    assert_eq!(told(&checker, &text, NOW + 181), too_old);
}

#[test]
fn a_checker_that_never_took_anything_says_so_and_wants_a_bundle() {
    let world = World::new();
    let checker = world.empty();
    assert_eq!((checker.age(NOW), checker.wants_bundle(NOW)), (Age::NeverLoaded, true));
    assert_eq!(state(&checker, &world.card(CARD), NOW), State::NotRecognised);
    assert_eq!(checker.source_of("anything"), Some(Source::Bundle));
    assert!(checker.bases().is_empty());
    assert_eq!(Checker::bundle_address(&world.issuer.base), "https://pass.example.uk/api/offline-bundle");
}

#[test]
fn lists_grow_old_in_amber_and_then_answer_nothing() {
    let world = World::new();
    let checker = world.checker(NOW);
    let card = world.card(CARD);
    let oldest_list_at = NOW;
    assert_eq!(checker.age(NOW + DAY), Age::Fresh { oldest_list_at });
    assert_eq!(checker.age(NOW + DAY + 1), Age::Old { oldest_list_at });
    assert_eq!(state(&checker, &card, NOW + BUNDLE_LIFETIME), State::ValidOffline);
    let late = NOW + BUNDLE_LIFETIME + 1;
    assert_eq!(checker.age(late), Age::TooOld { oldest_list_at });
    assert_eq!(told(&checker, &card, late), (State::CannotCheck, Some(Why::ListTooOld)));
    // That it was withdrawn stays true, and so does that it is none of ours.
    assert_eq!(state(&checker, &world.card(WITHDRAWN), late), State::NotInUse);
    assert_eq!(state(&checker, "hello", late), State::NotRecognised);
}

#[test]
fn a_list_that_is_younger_than_its_bundle_does_not_make_the_bundle_live_longer() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    checker.take_list(&world.uri(), &world.list(NOW + 6 * DAY, &[]), NOW + 6 * DAY).unwrap();
    let card = world.card(CARD);
    assert_eq!(state(&checker, &card, NOW + 6 * DAY), State::Valid);
    let late = NOW + BUNDLE_LIFETIME + 1;
    assert_eq!(told(&checker, &card, late), (State::CannotCheck, Some(Why::ListTooOld)));
    assert_eq!(checker.age(late), Age::TooOld { oldest_list_at: NOW + 6 * DAY });
}

#[test]
fn a_bundle_is_wanted_at_first_and_when_a_quarter_of_an_hour_has_passed() {
    let world = World::new();
    let (mut checker, bundle) = (world.empty(), world.bundle(NOW));
    checker.take_bundle(&bundle, NOW).unwrap();
    assert!(!checker.wants_bundle(NOW + LIST_TTL - 1));
    assert!(checker.wants_bundle(NOW + LIST_TTL));
    // The same one again is as good as a new one; a clock that was put back asks anew.
    checker.take_bundle(&format!(" {bundle}\n"), NOW + LIST_TTL).unwrap();
    assert!(!checker.wants_bundle(NOW + LIST_TTL));
    assert!(checker.wants_bundle(NOW - LIST_TTL));
    // One that is refused is asked for again, and what is held stays.
    assert_eq!(checker.take_bundle("a.b.c", NOW + 2 * LIST_TTL), Err(BundleRefused::Broken));
    assert!(checker.wants_bundle(NOW + 2 * LIST_TTL));
    assert_eq!(state(&checker, &world.card(CARD), NOW), State::ValidOffline);
}

#[test]
fn what_to_fetch_before_a_check_names_a_list_and_never_a_card() {
    let world = World::new();
    let checker = world.checker(NOW);
    let list = Some(Source::List(world.uri()));
    assert_eq!(checker.source_of(&world.card(CARD)), list);
    assert_eq!(checker.source_of(&world.card(WITHDRAWN)), list);
    // A hub of this server that is newer than the bundle; of another server nothing is fetched.
    let newer =
        World { issuer: Issuer::parse("https://pass.example.uk/h/northdale").unwrap(), ..World::new() };
    assert_eq!(checker.source_of(&newer.card(CARD)), Some(Source::Bundle));
    let foreign = World { issuer: Issuer::parse("https://evil.example/h/riverton").unwrap(), ..World::new() };
    for none in [&foreign.card(CARD), "hello", "", "K7QX-M2RT-9C"] {
        assert_eq!(checker.source_of(none), None, "{none}");
    }
}

#[test]
fn an_older_bundle_or_list_than_the_one_held_is_refused() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    let later = NOW + LIST_TTL;
    assert!(checker.wants_bundle(later));
    assert_eq!(checker.take_bundle(&world.bundle(NOW - 1), later), Err(BundleRefused::Backwards));
    assert!(!checker.wants_bundle(later), "asked again at once, the server would say the same");
    let long_over = world.bundle(NOW - 2 * BUNDLE_LIFETIME);
    assert_eq!(checker.take_bundle(&long_over, later), Err(BundleRefused::Backwards));
    assert!(matches!(checker.age(later), Age::Fresh { .. }), "it is the server that lags, not this clock");
    assert_eq!(state(&checker, &world.card(CARD), later), State::ValidOffline);
    let uri = world.uri();
    checker.take_list(&uri, &world.list(NOW + 60, &[CARD]), NOW + 60).unwrap();
    assert_eq!(checker.take_list(&uri, &world.list(NOW + 59, &[]), NOW + 60), Err(ListRefused::Backwards));
    assert_eq!(state(&checker, &world.card(CARD), NOW + 60), State::NotInUse);
    // A newer bundle with an older list in it takes nothing back, also not over the next start.
    let stale = world.bundle_of(NOW + 120, [(uri.clone(), world.list(NOW, &[]))].into(), &[]);
    checker.take_bundle(&stale, NOW + 120).unwrap();
    assert_eq!(state(&checker, &world.card(CARD), NOW + 120), State::NotInUse);
    let again = Checker::restore(world.root.public().clone(), &checker.kept()).unwrap();
    assert_eq!(state(&again, &world.card(CARD), NOW + 120), State::NotInUse);
    // Two of the same second are united.
    checker.take_list(&uri, &world.list(NOW + 300, &[5]), NOW + 300).unwrap();
    checker.take_list(&uri, &world.list(NOW + 300, &[CARD]), NOW + 300).unwrap();
    assert_eq!(state(&checker, &world.card(5), NOW + 300), State::NotInUse);
}

#[test]
fn a_bundle_by_another_root_key_and_a_list_by_another_hub_are_refused() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    let other = World::new();
    assert_eq!(checker.take_bundle(&other.bundle(NOW + 60), NOW + 60), Err(BundleRefused::Signature));
    let refused =
        |checker: &mut Checker, uri: &str, token: &str| checker.take_list(uri, token, NOW + 60).unwrap_err();
    let (own, uri) = (world.list(NOW + 60, &[]), world.uri());
    assert_eq!(refused(&mut checker, &uri, &other.list(NOW + 60, &[])), ListRefused::Signature);
    assert_eq!(
        refused(&mut checker, "https://evil.example/h/riverton/status/1", &own),
        ListRefused::Signature
    );
    for uri in ["https://pass.example.uk/h/riverton/status/2", "no address", ""] {
        assert_eq!(refused(&mut checker, uri, &own), ListRefused::Broken, "{uri}");
    }
    assert_eq!(refused(&mut checker, &uri, &world.list(NOW + 181, &[])), ListRefused::FromTheFuture);
    assert_eq!(refused(&mut checker, &uri, &world.list(NOW - 8 * DAY, &[])), ListRefused::TooOld);
    for garbage in ["", "a.b.c", &own[..own.len() - 1], &world.bundle(NOW)] {
        assert_eq!(refused(&mut checker, &uri, garbage), ListRefused::Broken, "{garbage}");
    }
    assert_eq!(state(&checker, &world.card(CARD), NOW), State::ValidOffline);
}

#[test]
fn a_wrong_clock_is_found_and_answers_nothing_good() {
    let world = World::new();
    let card = world.card(CARD);
    let wrong = (State::CannotCheck, Some(Why::ClockWrong));
    // Before the time at which the bundle was signed.
    let checker = world.checker(NOW);
    assert_eq!(state(&checker, &card, NOW - 120), State::ValidOffline);
    assert_eq!((told(&checker, &card, NOW - 121), checker.age(NOW - 121)), (wrong, Age::ClockWrong));
    assert_eq!(state(&checker, &world.card(WITHDRAWN), NOW - 121), State::NotInUse);
    // A server that signs for another time than this device's says so at the next fetch.
    let (ahead, behind) = (BundleRefused::TooOld, BundleRefused::FromTheFuture);
    for (held, iat, refused) in [(NOW, NOW + 600, behind), (NOW - 9 * DAY, NOW - 8 * DAY, ahead)] {
        let mut checker = world.checker(held);
        assert_eq!(checker.take_bundle(&world.bundle(iat), NOW), Err(refused));
        assert_eq!((told(&checker, &card, NOW), checker.age(NOW)), (wrong, Age::ClockWrong));
        checker.take_bundle(&world.bundle(NOW + 1), NOW + 1).unwrap();
        assert_eq!(told(&checker, &card, NOW + 1), (State::ValidOffline, None));
    }
}

#[test]
fn a_bundle_without_lists_checks_nothing() {
    let world = World::new();
    let mut checker = world.empty();
    checker.take_bundle(&world.bundle_of(NOW, BTreeMap::new(), &[]), NOW).unwrap();
    assert_eq!(checker.age(NOW), Age::NoList);
    let missing = (State::CannotCheck, Some(Why::ListMissing));
    assert_eq!(told(&checker, &world.card(CARD), NOW), missing);
    // With a network its card is checked all the same.
    checker.take_list(&world.uri(), &world.list(NOW, &[]), NOW).unwrap();
    assert_eq!(state(&checker, &world.card(CARD), NOW), State::Valid);
}

#[test]
fn a_key_that_was_refused_since_takes_its_cards_and_lists_along() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    checker.take_list(&world.uri(), &world.list(NOW + 60, &[]), NOW + 60).unwrap();
    checker.take_bundle(&world.bundle_of(NOW + 120, BTreeMap::new(), &[Kid::FIRST]), NOW + 120).unwrap();
    let verdict = checker.check(&world.card(CARD), Some(Setting::School), &Expected::Square, NOW + 120);
    assert_eq!((verdict.state, verdict.list_issued_at), (State::NotInUse, None));
    assert_eq!(
        checker.take_list(&world.uri(), &world.list(NOW + 120, &[]), NOW + 120),
        Err(ListRefused::Signature)
    );
}

#[test]
fn what_is_kept_answers_the_same_after_a_start_at_any_time() {
    let world = World::new();
    let mut checker = world.checker(NOW);
    checker.take_list(&world.uri(), &world.list(NOW + HOUR, &[5]), NOW + HOUR).unwrap();
    let root = world.root.public();
    let again = Checker::restore(root.clone(), &checker.kept()).unwrap();
    let cards = [world.card(CARD), world.card(5), world.card(WITHDRAWN), "hello".to_owned()];
    for now in [0, NOW - DAY, NOW + HOUR + 61, NOW + 2 * DAY, NOW + 6 * DAY, NOW + 8 * DAY, NOW + 400 * DAY] {
        for card in &cards {
            assert_eq!(told(&again, card, now), told(&checker, card, now), "{now} {card}");
        }
        assert_eq!(again.age(now), checker.age(now));
    }
    assert!(again.wants_bundle(NOW + HOUR));
    assert_eq!(again.kept(), checker.kept());
    // A list that ended before a newer bundle was signed is not kept for ever.
    checker.take_bundle(&world.bundle_of(NOW + 9 * DAY, BTreeMap::new(), &[]), NOW + 9 * DAY).unwrap();
    assert!(checker.lists.is_empty());
}

#[test]
fn what_was_kept_by_somebody_else_or_torn_is_refused() {
    let world = World::new();
    let root = world.root.public();
    let kept = world.checker(NOW).kept();
    assert!(Checker::restore(World::new().root.public().clone(), &kept).is_err());
    let text = String::from_utf8(kept).unwrap();
    let (later, changed) =
        (text.replace("\"form\":1", "\"form\":2"), text.replace("\"iat\":17", "\"iat\":16"));
    for torn in ["", "{}", &text[..text.len() / 2], &later, &changed] {
        let restored = Checker::restore(root.clone(), torn.as_bytes());
        assert!(restored.is_err() || torn == changed, "{torn}");
        // With another time than the one it was signed at, a bundle says no more than it did.
        if let Ok(checker) = restored {
            assert_eq!(state(&checker, &world.card(WITHDRAWN), NOW), State::NotInUse);
        }
    }
    assert!(Checker::restore(root.clone(), &world.empty().kept()).is_ok());
}

#[test]
fn whoever_has_their_own_way_of_being_told_gives_the_trust_and_the_lists() {
    let world = World::new();
    let issuer = TrustedIssuer {
        name: "Riverton".into(),
        telephone: "01632 960100".into(),
        keys: [(Kid::FIRST, world.key.public().clone())].into(),
        retired: [].into(),
    };
    let trust = Trust::of(vec![world.issuer.base.clone()], [(world.issuer.iss(), issuer)].into());
    let mut checker = Checker::trusting(world.root.public().clone(), trust);
    let card = world.card(CARD);
    assert_eq!(told(&checker, &card, NOW), (State::CannotCheck, Some(Why::ListMissing)));
    assert_eq!(checker.source_of(&card), Some(Source::List(world.uri())));
    checker.take_kept_list(&world.uri(), &world.list(NOW - HOUR, &[]), NOW, NOW - HOUR).unwrap();
    assert_eq!(state(&checker, &card, NOW), State::ValidOffline);
    assert_eq!(state(&checker, &card, NOW - HOUR), State::Valid);
    assert_eq!(told(&checker, &card, NOW + 8 * DAY), (State::CannotCheck, Some(Why::ListTooOld)));
}

#[test]
fn a_short_code_needs_the_network_and_a_mistyped_one_is_none_of_our_cards() {
    let world = World::new();
    for checker in [world.empty(), world.checker(NOW)] {
        for typed in ["EZ12-FE9K-JT", " ez12 fe9k jt\n", "EZI2–FE9K–JT"] {
            assert_eq!(told(&checker, typed, NOW), (State::CannotCheck, Some(Why::NeedsNetwork)), "{typed}");
        }
        assert_eq!(told(&checker, "EZ12-FE9K-J7", NOW), (State::NotRecognised, None));
    }
}
