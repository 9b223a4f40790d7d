//! Two wallets on one vault, each cut off at random, with requests and answers that get lost: no card is lost, no key is left without
//! its credential, and no credential without its key.

use std::collections::BTreeSet;
use std::sync::Mutex;

use proptest::prelude::*;

use super::super::talk::{LEASE, REQUEST_TIMEOUT};
use super::super::{AboutData, Answer, DeviceKeys, KeyFault, LetterState, Next, Outcome, Request};
use super::cuts::finish;
use super::hub::{DAY, DIGITS, Hub, allowed};
use super::phone::{Device, Phone};
use crate::card::{Arrangement, Arrangements, Setting};

/// What one of the two does next, or what happens around them.
#[derive(Clone, Debug)]
enum Event {
    TakeLetter {
        letter: usize,
        is_typed: bool,
    },
    GiveDigits {
        is_right: bool,
    },
    Sync,
    /// Asks what is next; carries it; takes the answer.
    Ask,
    Carry,
    Take,
    /// The request never arrives, or its answer does not, and the app says so.
    LoseRequest,
    LoseAnswer,
    /// The power goes after so many more things were done.
    Cut {
        after: usize,
    },
    Pass {
        seconds: u64,
    },
    Choose {
        is_all: bool,
    },
    Write,
    HubChanges {
        is_all: bool,
    },
}

/// What one of the two apps has in hand.
enum Hand {
    Nothing,
    Request { request: Request, since: u64 },
    Answer { number: u64, answer: Answer },
}

struct App<'a> {
    phone: Phone<'a>,
    hand: Hand,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => (0..2_usize, any::<bool>()).prop_map(|(letter, is_typed)| Event::TakeLetter { letter, is_typed }),
        3 => prop::bool::weighted(0.8).prop_map(|is_right| Event::GiveDigits { is_right }),
        4 => Just(Event::Sync),
        12 => Just(Event::Ask),
        12 => Just(Event::Carry),
        12 => Just(Event::Take),
        1 => Just(Event::LoseRequest),
        1 => Just(Event::LoseAnswer),
        4 => (0..12_usize).prop_map(|after| Event::Cut { after }),
        3 => prop_oneof![Just(1), Just(31), Just(61), Just(601), Just(8 * DAY)].prop_map(|seconds| Event::Pass { seconds }),
        1 => any::<bool>().prop_map(|is_all| Event::Choose { is_all }),
        1 => Just(Event::Write),
        1 => any::<bool>().prop_map(|is_all| Event::HubChanges { is_all }),
    ]
}

impl<'a> App<'a> {
    fn on(device: &'a Device) -> Self {
        Self { phone: Phone::on(device), hand: Hand::Nothing }
    }

    /// Does it, whatever comes of it: a cut shows as an error of the vault or the keys.
    fn meet(&mut self, event: &Event, hub: &mut Hub) {
        let now = hub.now;
        match event {
            Event::TakeLetter { letter, is_typed } => {
                let typed = hub.letters[*letter].typed.to_string();
                let text = if *is_typed { typed } else { hub.link(*letter) };
                let _ = self.phone.wallet().take_letter(&text);
            }
            Event::GiveDigits { is_right } => {
                let may_be_wrong = hub.letters.iter().all(|letter| letter.wrong_tries < 3);
                let digits = if *is_right || !may_be_wrong { DIGITS } else { "000000" };
                let _ = self.phone.wallet().give_digits(digits);
            }
            Event::Sync => drop(self.phone.wallet().sync()),
            Event::Ask => self.ask(now),
            Event::Carry => self.carry(hub),
            Event::Take => {
                if let Hand::Answer { number, answer } = std::mem::replace(&mut self.hand, Hand::Nothing) {
                    let _ = self.phone.wallet().accept(number, &answer, now);
                }
            }
            Event::LoseRequest => self.lose(),
            Event::LoseAnswer => {
                self.carry(hub);
                self.lose();
            }
            Event::Cut { after } => self.phone.cut_after(*after),
            Event::Pass { .. } | Event::HubChanges { .. } => {}
            Event::Choose { is_all } => {
                let codes: &[&str] = if *is_all { &["phone-on-silent", "late-arrival"] } else { &[] };
                let codes = codes.iter().map(|code| (*code).to_owned()).collect();
                let _ = self.phone.wallet().choose(&[(Setting::School, codes)].into());
            }
            Event::Write => drop(self.phone.wallet().write(AboutData::Deletion, None)),
        }
        if self.phone.is_off() {
            *self = Self::on(self.phone.device);
        }
    }

    fn ask(&mut self, now: u64) {
        if matches!(self.hand, Hand::Nothing)
            && let Ok(Next::Send(request)) = self.phone.wallet().next_request(now)
        {
            self.hand = Hand::Request { request, since: now };
        }
    }

    fn carry(&mut self, hub: &mut Hub) {
        if let Hand::Request { request, .. } = &self.hand
            && self.phone.has_power()
        {
            let answer = hub.answer(request);
            self.hand = Hand::Answer { number: request.number, answer };
        }
    }

    fn lose(&mut self) {
        if let Hand::Request { request: Request { number, .. }, .. } | Hand::Answer { number, .. } = self.hand
        {
            let _ = self.phone.wallet().unanswered(number);
            self.hand = Hand::Nothing;
        }
    }

    /// An app gives a request up in time.
    fn give_up(&mut self, now: u64) {
        if matches!(self.hand, Hand::Request { since, .. } if since + REQUEST_TIMEOUT <= now) {
            self.lose();
        }
    }
}

/// A letter is good for an hour, so no days pass while one may still have to be redeemed again.
fn is_settled(hub: &Hub, device: &Device) -> bool {
    let held = device.held();
    let is_unused = hub.letters.iter().all(|letter| letter.redeemed_at.is_none());
    held.redeeming.is_none() && (held.grant.is_some() || is_unused)
}

fn happen(events: &[(usize, Event)]) {
    let (mut hub, device) = (Hub::new(), Device::default());
    let mut apps = [App::on(&device), App::on(&device)];
    for (which, event) in events {
        match event {
            Event::Pass { seconds } if *seconds < DAY || is_settled(&hub, &device) => {
                hub.now += seconds;
                for app in &mut apps {
                    app.give_up(hub.now);
                }
            }
            Event::HubChanges { is_all } => {
                let fewer = Arrangements::new(vec![Arrangement::LateArrival]).unwrap();
                hub.allow(0, if *is_all { allowed() } else { fewer });
            }
            event => apps[*which].meet(event, &mut hub),
        }
        device.check();
    }
    let written = messages(&hub, &device);
    finish(&mut hub, &device);
    // Whatever was written has arrived, once, or waits for its owner's word.
    let held = device.held();
    assert!(held.outbox.is_empty());
    let arrived: Vec<_> =
        hub.cards.iter().flat_map(|card| &card.messages).map(|one| one["id"].clone()).collect();
    assert_eq!(arrived.len(), arrived.iter().map(ToString::to_string).collect::<BTreeSet<_>>().len());
    assert!(written.is_subset(&messages(&hub, &device)));
}

fn messages(hub: &Hub, device: &Device) -> BTreeSet<String> {
    let held = device.held();
    let here = held.outbox.iter().chain(&held.unsent).map(|one| one.id.to_string());
    let there =
        hub.cards.iter().flat_map(|card| &card.messages).map(|one| one["id"].as_str().unwrap().to_owned());
    here.chain(there).collect()
}

#[test]
fn two_wallets_that_are_cut_off_at_random_lose_no_card_and_leave_no_key_behind() {
    let events = prop::collection::vec((0..2_usize, event()), 1..120);
    proptest!(ProptestConfig::with_cases(60), |(events in events)| happen(&events));
}

#[test]
fn a_wallet_waits_while_another_talks_and_takes_over_once_that_has_gone_silent() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let (one, other) = (Phone::on(&device), Phone::on(&device));
    one.begin(&mut hub, 0).unwrap();
    let Next::Send(request) = one.wallet().next_request(hub.now).unwrap() else { panic!("over") };
    other.wallet().sync().unwrap();
    assert_eq!(other.wallet().next_request(hub.now), Ok(Next::Wait(LEASE)));
    assert_eq!(other.wallet().next_request(hub.now + LEASE - 1), Ok(Next::Wait(1)));
    // A clock that was put back makes nobody wait for ever.
    assert!(matches!(other.wallet().next_request(hub.now - 3600), Ok(Next::Send(_))));
    hub.now += LEASE;
    assert_eq!(other.drive(&mut hub), Ok(Outcome::UpToDate));
    one.wallet().accept(request.number, &hub.answer(&request), hub.now).unwrap();
    device.check_whole(&hub);
}

#[test]
fn digits_typed_again_elsewhere_wait_for_a_redemption_that_is_under_way() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let (one, other) = (Phone::on(&device), Phone::on(&device));
    one.begin(&mut hub, 0).unwrap();
    let request = loop {
        let Next::Send(request) = one.wallet().next_request(hub.now).unwrap() else { panic!("over") };
        if request.url.ends_with("/token") {
            break request;
        }
        one.wallet().accept(request.number, &hub.answer(&request), hub.now).unwrap();
    };
    // Were it redeemed here now, what the other is about to send would take this card away again.
    other.wallet().give_digits(DIGITS).unwrap();
    assert!(matches!(other.wallet().next_request(hub.now), Ok(Next::Wait(_))));
    one.wallet().accept(request.number, &hub.answer(&request), hub.now).unwrap();
    assert_eq!(other.wallet().letter(), Ok(Some(LetterState::Redeeming)));
    assert_eq!(other.drive(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

/// Keys that wait for their owner's face at their first use; meanwhile something happens.
struct SlowKeys<'a> {
    phone: &'a Phone<'a>,
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send + 'a>>>,
}

impl<'a> SlowKeys<'a> {
    fn of(phone: &'a Phone<'a>, meanwhile: impl FnOnce() + Send + 'a) -> Self {
        Self { phone, meanwhile: Mutex::new(Some(Box::new(meanwhile))) }
    }

    fn wait(&self) {
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(happens) = meanwhile {
            happens();
        }
    }

    fn were_used(&self) -> bool {
        self.meanwhile.lock().unwrap().is_none()
    }
}

impl DeviceKeys for SlowKeys<'_> {
    fn public_key(&self, name: &str) -> Result<Vec<u8>, KeyFault> {
        self.wait();
        self.phone.public_key(name)
    }

    fn sign(&self, name: &str, message: &[u8]) -> Result<Vec<u8>, KeyFault> {
        self.wait();
        self.phone.sign(name, message)
    }

    fn delete(&self, name: &str) -> Result<(), KeyFault> {
        self.phone.delete(name)
    }
}

/// Another wallet takes over from one that has been silent for long, and brings everything to its end.
fn take_over(hub: &Mutex<Hub>, other: &Phone<'_>) {
    let mut hub = hub.lock().unwrap();
    hub.now += LEASE + 1;
    assert_eq!(other.sync(&mut hub), Ok(Outcome::UpToDate));
}

#[test]
fn a_request_that_waited_for_its_owners_face_is_not_sent_once_another_went_on() {
    let (hub, device) = (Mutex::new(Hub::new()), Device::default());
    let (one, other) = (Phone::on(&device), Phone::on(&device));
    one.begin(&mut hub.lock().unwrap(), 0).unwrap();
    let keys = SlowKeys::of(&one, || take_over(&hub, &other));
    let next = loop {
        let now = hub.lock().unwrap().now;
        let next = one.wallet_with(&keys).next_request(now);
        let Ok(Next::Send(request)) = &next else { break next };
        let answer = hub.lock().unwrap().answer(request);
        one.wallet().accept(request.number, &answer, now).unwrap();
    };
    assert_eq!(next, Ok(Next::Wait(1)), "sent now, it would take the card away again");
    assert!(keys.were_used());
    device.check_whole(&hub.lock().unwrap());
    assert_eq!(one.drive(&mut hub.lock().unwrap()), Ok(Outcome::UpToDate));
    device.check_whole(&hub.lock().unwrap());
}

#[test]
fn an_answer_that_waited_for_its_owners_face_leaves_no_key_behind_once_another_went_on() {
    for nth in 0..6 {
        let (hub, device) = (Mutex::new(Hub::new()), Device::default());
        let (one, other) = (Phone::on(&device), Phone::on(&device));
        one.begin(&mut hub.lock().unwrap(), 0).unwrap();
        let keys = SlowKeys::of(&one, || take_over(&hub, &other));
        let mut accepted = 0;
        loop {
            let now = hub.lock().unwrap().now;
            let Ok(Next::Send(request)) = one.wallet().next_request(now) else { break };
            let answer = hub.lock().unwrap().answer(&request);
            let wallet = if accepted >= nth { one.wallet_with(&keys) } else { one.wallet() };
            wallet.accept(request.number, &answer, now).unwrap();
            accepted += 1;
            device.check();
        }
        device.check_whole(&hub.lock().unwrap());
    }
}
