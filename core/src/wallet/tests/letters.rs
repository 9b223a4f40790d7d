//! Letters: found, typed, redeemed with their digits, worn out.

use super::super::{Answer, LetterState, Next, NotALetter, Outcome, Standing, WalletError};
use super::hub::{DIGITS, HOUR, Hub};
use super::phone::{Device, Phone};

#[test]
fn a_letter_waits_for_its_digits_and_says_how_far_it_is() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    assert_eq!(phone.wallet().letter(), Ok(None));
    assert_eq!(phone.wallet().give_digits(DIGITS), Err(WalletError::NoCard));
    phone.wallet().take_letter(&hub.link(0)).unwrap();
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::Looking)));
    assert_eq!(phone.wallet().give_digits(DIGITS), Err(WalletError::NoCard));
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::DigitsNeeded));
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::DigitsNeeded)));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::DigitsNeeded));
    assert_eq!(phone.wallet().give_digits("12345"), Err(WalletError::NotSixDigits));
    phone.wallet().give_digits(" 123 456 ").unwrap();
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::Redeeming)));
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    assert_eq!(phone.wallet().letter(), Ok(None));
    assert_eq!(hub.asked.len(), hub.asked.iter().filter(|one| !one.contains(DIGITS)).count());
}

#[test]
fn what_is_no_letter_of_ours_begins_nothing() {
    let device = Device::default();
    let phone = Phone::on(&device);
    let take = |text: &str| phone.wallet().take_letter(text);
    assert_eq!(take("hello"), Err(WalletError::NotALetter(NotALetter::Form)));
    let elsewhere = "https://evil.example/card/activate#riverton.abcdefghijklmnop";
    assert_eq!(take(elsewhere), Err(WalletError::NotALetter(NotALetter::Elsewhere)));
    assert_eq!(phone.wallet().letter(), Ok(None));
    assert_eq!(phone.wallet().standing(None, 0), Ok(Standing::Empty));
}

#[test]
fn a_typed_code_leads_to_the_same_card() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.wallet().take_letter(&hub.letters[1].typed.to_string().to_lowercase()).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::DigitsNeeded));
    phone.wallet().give_digits(DIGITS).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_code_that_no_letter_has_and_a_letter_that_is_over_are_told_apart() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    let unknown = crate::activation_code::ActivationCode::from_random([9; 8]).to_string();
    phone.wallet().take_letter(&unknown).unwrap();
    assert_eq!(phone.drive(&mut hub), Err(WalletError::CodeUnknown));
    assert_eq!(phone.wallet().letter(), Ok(None));
    phone.wallet().take_letter(&hub.link(7)).unwrap();
    assert_eq!(phone.drive(&mut hub), Err(WalletError::LetterOver));
    assert_eq!(phone.wallet().letter(), Ok(None));
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::NoCard));
    assert!(device.names().is_empty());
}

#[test]
fn wrong_digits_are_asked_for_again_until_five_have_ended_the_letter() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.wallet().take_letter(&hub.link(0)).unwrap();
    phone.drive(&mut hub).unwrap();
    for _ in 0..4 {
        phone.wallet().give_digits("000000").unwrap();
        assert_eq!(phone.drive(&mut hub), Err(WalletError::WrongDigits));
        assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::DigitsNeeded)));
        // Nothing goes on by itself with digits that were wrong.
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::DigitsNeeded));
    }
    assert_eq!(hub.letters[0].wrong_tries, 4);
    phone.wallet().give_digits("000000").unwrap();
    assert_eq!(phone.drive(&mut hub), Err(WalletError::WrongDigits));
    // The server calls right digits wrong now. The letter, read again before they are sent, says that it is over.
    phone.wallet().give_digits(DIGITS).unwrap();
    assert_eq!(phone.drive(&mut hub), Err(WalletError::LetterOver));
    assert_eq!(phone.wallet().letter(), Ok(None));
    assert!(device.names().is_empty());
}

#[test]
fn right_digits_after_wrong_ones_bring_the_card_also_when_its_answer_is_lost() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.wallet().take_letter(&hub.link(0)).unwrap();
    phone.drive(&mut hub).unwrap();
    phone.wallet().give_digits("000000").unwrap();
    assert_eq!(phone.drive(&mut hub), Err(WalletError::WrongDigits));
    phone.wallet().give_digits(DIGITS).unwrap();
    while hub.letters[0].redeemed_at.is_none() {
        let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() else {
            panic!("nothing to send")
        };
        let answer = hub.answer(&request);
        match hub.letters[0].redeemed_at {
            None => phone.wallet().accept(request.number, &answer, hub.now).unwrap(),
            Some(_) => phone.wallet().unanswered(request.number).unwrap(),
        }
    }
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn whoever_tried_too_often_is_told_how_long_to_wait_and_loses_no_letter() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    let busy = |wait: Option<&str>| Answer {
        status: 429,
        headers: wait.map(|wait| ("Retry-After".to_owned(), wait.to_owned())).into_iter().collect(),
        body: Vec::new(),
    };
    let ask = |answer: &Answer, now| {
        let Next::Send(request) = phone.wallet().next_request(now).unwrap() else {
            panic!("nothing to send")
        };
        phone.wallet().accept(request.number, answer, now)
    };
    phone.wallet().take_letter(&hub.letters[0].typed.to_string()).unwrap();
    assert_eq!(ask(&busy(Some("30")), hub.now), Err(WalletError::TooManyTries { wait: 30 }));
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::Looking)));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::DigitsNeeded));
    phone.wallet().give_digits(DIGITS).unwrap();
    ask(&hub.metadata("openid-credential-issuer"), hub.now).unwrap();
    ask(&hub.metadata("oauth-authorization-server"), hub.now).unwrap();
    assert_eq!(ask(&busy(None), hub.now), Err(WalletError::TooManyTries { wait: 60 }));
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::DigitsNeeded)));
    phone.wallet().give_digits(DIGITS).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_letter_for_another_wallet_is_named_so_and_leaves_the_card_that_is_here() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    hub.letters[1].is_for_another_wallet = true;
    assert_eq!(phone.activate(&mut hub, 1), Err(WalletError::LetterForAnotherWallet));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_letter_whose_reply_got_lost_is_good_for_an_hour() {
    for (later, outcome) in [(HOUR, Ok(Outcome::UpToDate)), (HOUR + 1, Err(WalletError::WrongDigits))] {
        let (mut hub, device) = (Hub::new(), Device::default());
        let phone = Phone::on(&device);
        phone.wallet().take_letter(&hub.link(0)).unwrap();
        phone.drive(&mut hub).unwrap();
        phone.wallet().give_digits(DIGITS).unwrap();
        while hub.letters[0].redeemed_at.is_none() {
            let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() else { panic!("over") };
            let answer = hub.answer(&request);
            match hub.letters[0].redeemed_at {
                None => phone.wallet().accept(request.number, &answer, hub.now).unwrap(),
                Some(_) => phone.wallet().unanswered(request.number).unwrap(),
            }
        }
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
        assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::Redeeming)));
        let other = device.clone();
        let forgetful = Phone::on(&other);
        forgetful.wallet().forget().unwrap();
        assert_eq!(
            forgetful.drive(&mut hub),
            Ok(Outcome::ForgottenUntold),
            "the hub gave a card all the same"
        );
        hub.now += later;
        assert_eq!(phone.sync(&mut hub), outcome);
        device.check();
    }
}

#[test]
fn a_letter_begun_with_while_there_is_no_network_is_found_later() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    hub.is_down = true;
    phone.wallet().take_letter(&hub.letters[0].typed.to_string()).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
    assert_eq!(phone.wallet().letter(), Ok(Some(LetterState::Looking)));
    hub.is_down = false;
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::DigitsNeeded));
}
