//! Every row of the mapping in `docs/card-format.md` §9, one sentence each, on a phone's presentation and a printed card.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected is meant to stop")]

use passport_core::card::{
    Arrangement, Arrangements, Base, FareBand, HubSlug, Issuer, LineText, Setting, StatusRef,
};
use passport_core::credential::{Claims, Kind, sign};
use passport_core::keys::{Kid, SigningKey};
use passport_core::present::{Expected, present};
use passport_core::status::StatusBits;
use passport_core::trust::{HeldList, Trust, TrustedIssuer};
use passport_core::verify::{Line, State, Verdict, Why, verify};

const NOW: u64 = 1_800_000_000;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A hub, a phone, and whoever checks: held list as of an hour ago, fetched just now.
struct Desk {
    hub: SigningKey,
    device: SigningKey,
    issuer: Issuer,
    trust: Trust,
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self::without_list();
        desk.hold(NOW - HOUR, NOW, false);
        desk
    }

    fn without_list() -> Self {
        let (hub, device) = (SigningKey::generate().unwrap().0, SigningKey::generate().unwrap().0);
        let issuer = Issuer {
            base: Base::parse("https://pass.example.uk").unwrap(),
            hub: HubSlug::parse("riverton").unwrap(),
        };
        let trusted = TrustedIssuer {
            name: "Riverton Hub".into(),
            telephone: "01632 960100".into(),
            keys: [(kid(1), hub.public().clone())].into(),
            retired: [].into(),
        };
        let trust = Trust::of(vec![issuer.base.clone()], [(issuer.iss(), trusted)].into());
        Self { hub, device, issuer, trust }
    }

    fn hold(&mut self, iat: u64, fetched_at: u64, withdrawn: bool) {
        let mut bits = StatusBits::new();
        if withdrawn {
            bits.withdraw(5);
        }
        let list = HeldList { iat, exp: iat + 7 * DAY, bits, fetched_at };
        self.trust.hold(self.issuer.status_uri(1), list).unwrap();
    }

    fn printed(&self, exp: u64, arrangements: Vec<Arrangement>) -> String {
        sign(&self.claims(Kind::Printed, exp, arrangements), kid(1), &self.hub).unwrap()
    }

    fn phone(&self, setting: Setting, exp: u64, iat: u64, arrangements: Vec<Arrangement>) -> String {
        let kind = Kind::Phone { setting, device: self.device.public().clone() };
        let text = sign(&self.claims(kind, exp, arrangements), kid(1), &self.hub).unwrap();
        present(&text, iat, [3; 8], &self.device).unwrap()
    }

    fn claims(&self, kind: Kind, exp: u64, arrangements: Vec<Arrangement>) -> Claims {
        let fare = arrangements.iter().any(|a| a.setting() == Some(Setting::Transport));
        let name = (!fare).then(|| LineText::parse("Zoë M").unwrap());
        let arrangements = Arrangements::new(arrangements).unwrap();
        Claims {
            issuer: self.issuer.clone(),
            kind,
            exp,
            name,
            arrangements,
            status: StatusRef { list: 1, idx: 5 },
        }
    }

    fn check(&self, text: &str, setting: Option<Setting>) -> Verdict {
        verify(text, setting, &Expected::Square, &self.trust, NOW)
    }

    /// State and reason for a school, of a phone's school card and a printed one that end in a month.
    fn both(&self) -> [(State, Option<Why>); 2] {
        let school = vec![Arrangement::PhoneOnSilent];
        [self.printed(NOW + 30 * DAY, school.clone()), self.phone(Setting::School, NOW + DAY, NOW, school)]
            .map(|text| {
                let verdict = self.check(&text, Some(Setting::School));
                assert_eq!(verdict.why.is_some(), verdict.state == State::CannotCheck);
                assert!(
                    verdict.name.is_none() || matches!(verdict.state, State::Valid | State::ValidOffline)
                );
                (verdict.state, verdict.why)
            })
    }
}

fn kid(number: u16) -> Kid {
    Kid::new(number).unwrap()
}

#[test]
fn a_good_card_with_a_list_fetched_just_now_is_valid() {
    let desk = Desk::new();
    assert_eq!(desk.both(), [(State::Valid, None); 2]);
    let verdict =
        desk.check(&desk.printed(NOW + DAY, vec![Arrangement::PhoneOnSilent]), Some(Setting::School));
    assert_eq!(verdict.name.unwrap().as_str(), "Zoë M");
    assert_eq!(verdict.lines, [Line::Arrangement(Arrangement::PhoneOnSilent)]);
    assert_eq!(verdict.hub.unwrap().telephone, "01632 960100");
}

#[test]
fn a_list_fetched_over_a_minute_ago_or_thirteen_hours_old_makes_it_offline() {
    for (age, fetched_ago, state) in [
        (HOUR, 60, State::Valid),
        (HOUR, 61, State::ValidOffline),
        (13 * HOUR, 0, State::Valid),
        (13 * HOUR + 1, 0, State::ValidOffline),
        (7 * DAY, 0, State::ValidOffline),
    ] {
        let mut desk = Desk::without_list();
        desk.hold(NOW - age, NOW - fetched_ago, false);
        assert_eq!(desk.both(), [(state, None); 2], "{age} {fetched_ago}");
    }
}

#[test]
fn a_stranger_or_a_key_unknown_is_not_recognised() {
    let (desk, mut other) = (Desk::new(), Desk::new());
    let text = desk.printed(NOW + DAY, vec![Arrangement::PhoneOnSilent]);
    assert_eq!(other.check(&text, None).state, State::NotRecognised);
    other.trust.issuers.clear();
    let verdict = other.check(&text, None);
    assert_eq!((verdict.state, verdict.hub), (State::NotRecognised, None));
}

#[test]
fn a_key_refused_in_an_emergency_is_not_in_use_and_shows_nothing_of_the_card() {
    let mut desk = Desk::new();
    let text = desk.printed(NOW + DAY, vec![Arrangement::PhoneOnSilent]);
    let iss = desk.issuer.iss();
    desk.trust.issuers.get_mut(&iss).unwrap().retired.insert(kid(1));
    let verdict = desk.check(&text, Some(Setting::School));
    assert_eq!(
        (verdict.state, verdict.name, verdict.lines, verdict.valid_until),
        (State::NotInUse, None, vec![], None)
    );
}

#[test]
fn a_square_is_accepted_from_two_minutes_early_to_three_minutes_old() {
    let desk = Desk::new();
    for (iat, state) in [
        (NOW - 181, State::CannotCheck),
        (NOW - 180, State::Valid),
        (NOW + 60, State::Valid),
        (NOW + 120, State::Valid),
        (NOW + 121, State::CannotCheck),
    ] {
        let text = desk.phone(Setting::School, NOW + DAY, iat, vec![Arrangement::PhoneOnSilent]);
        let verdict = desk.check(&text, Some(Setting::School));
        assert_eq!(
            (verdict.state, verdict.why),
            (state, (state == State::CannotCheck).then_some(Why::CodeTooOld))
        );
    }
}

#[test]
fn a_withdrawn_card_is_refused_by_a_list_however_old_and_also_when_it_has_ended() {
    for age in [HOUR, 3 * DAY, 30 * DAY] {
        let mut desk = Desk::without_list();
        desk.hold(NOW - age, NOW, true);
        assert_eq!(desk.both(), [(State::NotInUse, None); 2]);
        let ended = desk.printed(NOW - DAY, vec![Arrangement::PhoneOnSilent]);
        assert_eq!(desk.check(&ended, None).state, State::NotInUse);
    }
}

#[test]
fn a_clock_before_the_newest_list_cannot_check() {
    let mut desk = Desk::without_list();
    desk.hold(NOW + 120, NOW, false);
    assert_eq!(desk.both(), [(State::Valid, None); 2]);
    desk.hold(NOW + 121, NOW, false);
    assert_eq!(desk.both(), [(State::CannotCheck, Some(Why::ClockWrong)); 2]);
}

#[test]
fn past_the_newest_list_or_without_any_list_nothing_is_called_valid() {
    let mut desk = Desk::without_list();
    assert_eq!(desk.both(), [(State::CannotCheck, Some(Why::ListMissing)); 2]);
    desk.hold(NOW - 7 * DAY - 1, NOW, false);
    assert_eq!(desk.both(), [(State::CannotCheck, Some(Why::ListTooOld)); 2]);
}

#[test]
fn one_list_too_old_beside_a_newer_one_of_another_address_cannot_check() {
    let mut desk = Desk::without_list();
    desk.hold(NOW - 7 * DAY - 1, NOW, false);
    let newer = HeldList { iat: NOW, exp: NOW + DAY, bits: StatusBits::new(), fetched_at: NOW };
    desk.trust.hold(desk.issuer.status_uri(2), newer).unwrap();
    assert_eq!(desk.both(), [(State::CannotCheck, Some(Why::ListTooOld)); 2]);
}

#[test]
fn an_ended_card_needs_renewing_for_ninety_days_on_paper_and_fourteen_on_a_phone() {
    let desk = Desk::new();
    let school = || vec![Arrangement::PhoneOnSilent];
    for (ago, printed, phone) in [
        (120, State::Valid, State::Valid),
        (121, State::Expired, State::Expired),
        (14 * DAY, State::Expired, State::Expired),
        (14 * DAY + 1, State::Expired, State::NotInUse),
        (90 * DAY, State::Expired, State::NotInUse),
        (90 * DAY + 1, State::NotInUse, State::NotInUse),
    ] {
        let on_paper = desk.check(&desk.printed(NOW - ago, school()), Some(Setting::School));
        let on_phone =
            desk.check(&desk.phone(Setting::School, NOW - ago, NOW, school()), Some(Setting::School));
        assert_eq!((on_paper.state, on_phone.state), (printed, phone), "{ago}");
        assert!(on_paper.name.is_none() || printed == State::Valid);
    }
}

#[test]
fn a_setting_with_nothing_set_is_told_so_and_sees_no_name() {
    let desk = Desk::new();
    let text = desk.printed(NOW + DAY, vec![Arrangement::PhoneOnSilent]);
    for setting in [Setting::Pharmacy, Setting::Gp, Setting::Transport] {
        let verdict = desk.check(&text, Some(setting));
        assert_eq!((verdict.state, verdict.name, verdict.lines), (State::ValidNotHere, None, vec![]));
    }
    let school_phone = desk.phone(Setting::School, NOW + DAY, NOW, vec![Arrangement::PhoneOnSilent]);
    assert_eq!(desk.check(&school_phone, Some(Setting::Gp)).state, State::ValidNotHere);
}

#[test]
fn without_a_setting_neither_name_nor_arrangements_are_shown() {
    let desk = Desk::new();
    let verdict = desk.check(&desk.printed(NOW + DAY, vec![Arrangement::PhoneOnSilent]), None);
    assert_eq!((verdict.state, verdict.name, verdict.lines), (State::Valid, None, vec![]));
}

#[test]
fn a_fare_is_shown_to_transport_without_a_name() {
    let desk = Desk::new();
    let fare = Arrangement::Fare { band: FareBand::Child };
    let verdict = desk.check(&desk.printed(NOW + DAY, vec![fare.clone()]), Some(Setting::Transport));
    assert_eq!(
        (verdict.state, verdict.name, verdict.lines),
        (State::Valid, None, vec![Line::Arrangement(fare)])
    );
}

#[test]
fn consent_ends_after_twelve_months_and_needs_a_list_under_a_day_old() {
    let noted = |date: &str| Arrangement::CollectArranged { noted: date.parse().unwrap() };
    let desk = Desk::new(); // NOW is 15 January 2027
    let over = desk.check(&desk.printed(NOW + DAY, vec![noted("2026-01-15")]), Some(Setting::Pharmacy));
    assert_eq!(over.state, State::ValidNotHere);
    let running = desk.check(&desk.printed(NOW + DAY, vec![noted("2026-01-16")]), Some(Setting::Pharmacy));
    assert_eq!(running.lines, [Line::Arrangement(noted("2026-01-16"))]);

    let mut stale = Desk::without_list();
    stale.hold(NOW - DAY - 1, NOW, false);
    let unshown = stale.check(&stale.printed(NOW + DAY, vec![noted("2026-01-16")]), Some(Setting::Pharmacy));
    assert_eq!((unshown.state, unshown.lines), (State::ValidOffline, vec![Line::NeedsFreshList]));
}

#[test]
fn a_list_never_goes_backwards_and_a_bit_is_never_cleared() {
    let mut desk = Desk::without_list();
    desk.hold(NOW - HOUR, NOW, true);
    let older = HeldList { iat: NOW - HOUR - 1, exp: NOW + DAY, bits: StatusBits::new(), fetched_at: NOW };
    assert!(desk.trust.hold(desk.issuer.status_uri(1), older).is_err());
    desk.hold(NOW - HOUR, NOW, false);
    assert_eq!(desk.both(), [(State::NotInUse, None); 2]);
}
