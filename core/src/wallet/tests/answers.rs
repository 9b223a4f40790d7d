//! Answers that are none: garbage, far too long, of another card or hub, of an older request, of a newer server.

use serde_json::{Value, json};

use super::super::held::Held;
use super::super::talk::REQUEST_TIMEOUT;
use super::super::{AboutData, Answer, Next, Outcome, Request, VaultFault, WalletError};
use super::hub::{DAY, DIGITS, HOUR, Hub, PHOTO};
use super::phone::{Device, Phone};
use crate::card::Setting;

fn plain(status: u16, body: &[u8]) -> Answer {
    Answer { status, headers: Vec::new(), body: body.to_vec() }
}

fn asked(phone: &Phone<'_>, now: u64) -> Request {
    match phone.wallet().next_request(now).unwrap() {
        Next::Send(request) => request,
        other => panic!("nothing to send: {other:?}"),
    }
}

/// Goes on until a request for this path, which is not answered yet.
fn until(phone: &Phone<'_>, hub: &mut Hub, path: &str) -> Request {
    loop {
        let request = asked(phone, hub.now);
        if request.url.ends_with(path) {
            return request;
        }
        phone.wallet().accept(request.number, &hub.answer(&request), hub.now).unwrap();
    }
}

/// What any network between may say.
fn garbage() -> Vec<Answer> {
    let huge = [b"[".repeat(5 << 20), b"]".to_vec()].concat();
    let bodies: [&[u8]; 9] = [
        b"",
        b"<html>Sign in to the free Wi-Fi</html>",
        b"{}",
        b"[]",
        b"null",
        b"{\"credentials\":[],\"grants\":{},\"credential_issuer\":\"https://evil.example/h/riverton\"}",
        b"{\"access_token\":7,\"credential_offer_uri\":\"https://evil.example/h/riverton/offers/aaaaaaaaaaaaaaaaaaaa\"}",
        &[0xff, 0xfe, 0],
        &huge,
    ];
    let odd = Answer {
        status: 200,
        headers: vec![
            ("Date".into(), "Tue, 31 Feb 1890 99:99:99".into()),
            ("Retry-After".into(), "soon".into()),
        ],
        body: b"{\"c_nonce\":\"\"}".to_vec(),
    };
    let all = bodies.iter().flat_map(|body| [200, 403].map(|status| plain(status, body)));
    all.chain([odd, plain(0, b""), plain(204, b""), plain(302, b""), plain(500, b"{}"), plain(65_535, b"{}")])
        .collect()
}

#[test]
fn no_answer_however_odd_ends_a_card_or_makes_a_talk_without_an_end() {
    let garbage = garbage();
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().begin_activity(hub.now).unwrap();
    hub.cards[0].photo = Some(PHOTO);
    // Each kind of request of a renewal is answered with each of them.
    for odd in &garbage {
        hub.now += 8 * DAY;
        phone.wallet().write(AboutData::Deletion, None).unwrap();
        phone.wallet().choose(&[(Setting::School, ["late-arrival".to_owned()].into())].into()).unwrap();
        for path in [
            "openid-credential-issuer",
            "oauth-authorization-server",
            "/token",
            "/api/card",
            "/choices",
            "/nonce",
            "/credential",
            "/notification",
            "/photo",
            "/messages",
            "/activity",
        ] {
            phone.wallet().sync().unwrap();
            let mut asked_for = 0;
            for _ in 0..60 {
                let Next::Send(request) = phone.wallet().next_request(hub.now).unwrap() else { break };
                asked_for += 1;
                let answer = if request.url.contains(path) { odd.clone() } else { hub.answer(&request) };
                let _ = phone.wallet().accept(request.number, &answer, hub.now);
                device.check();
            }
            assert!(asked_for < 60, "{path} {odd:?}");
            assert!(device.held().grant.is_some(), "{path} {odd:?}");
        }
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate), "{odd:?}");
    }
    device.check_whole(&hub);
    assert_eq!(hub.cards[0].messages.len(), garbage.len());
    assert_eq!(phone.wallet().card(hub.now).unwrap().unwrap().photo.as_deref(), Some(PHOTO));
}

#[test]
fn no_answer_however_odd_uses_up_a_letter_or_its_digits() {
    for odd in garbage() {
        let (mut hub, device) = (Hub::new(), Device::default());
        let phone = Phone::on(&device);
        phone.wallet().take_letter(&hub.letters[0].typed.to_string()).unwrap();
        for path in ["/api/activation", "/offers/handle-of-a-letter-000"] {
            let request = until(&phone, &mut hub, path);
            phone.wallet().accept(request.number, &odd, hub.now).unwrap();
            assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline), "{path} {odd:?}");
            phone.wallet().sync().unwrap();
        }
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::DigitsNeeded), "{odd:?}");
        phone.wallet().give_digits(DIGITS).unwrap();
        let request = until(&phone, &mut hub, "/token");
        phone.wallet().accept(request.number, &odd, hub.now).unwrap();
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline), "{odd:?}");
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate), "{odd:?}");
        device.check_whole(&hub);
    }
}

#[test]
fn a_credential_of_another_card_setting_hub_or_key_is_not_taken() {
    let (mut hub, device, other) = (Hub::new(), Device::default(), Device::default());
    Phone::on(&other).activate(&mut hub, 1).unwrap();
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    let own = device.held().credentials;
    let of_other = other.held().credentials[&Setting::School].text.clone();
    hub.now += 8 * DAY;
    let foreign = own[&Setting::School].text.replacen('.', "x.", 1);
    let presented = format!("{}{}", own[&Setting::School].text, "a.b.c");
    for text in [&of_other, &own[&Setting::Transport].text, &own[&Setting::School].text, &foreign, &presented]
    {
        phone.wallet().sync().unwrap();
        let request = until(&phone, &mut hub, "/credential");
        let answer = json!({ "credentials": [{ "credential": text }], "notification_id": "n" }).to_string();
        phone.wallet().accept(request.number, &plain(200, answer.as_bytes()), hub.now).unwrap();
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
        assert_eq!(device.held().credentials, own);
        device.check();
    }
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn metadata_that_lead_elsewhere_are_not_followed() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.wallet().take_letter(&hub.link(0)).unwrap();
    phone.drive(&mut hub).unwrap();
    for elsewhere in [
        "https://evil.example/token",
        "https://pass.example.uk.evil.example/token",
        "http://pass.example.uk/token",
        "",
    ] {
        phone.wallet().give_digits(DIGITS).unwrap();
        let request = until(&phone, &mut hub, "/.well-known/oauth-authorization-server/h/riverton");
        let body = json!({ "issuer": super::hub::ISS, "token_endpoint": elsewhere }).to_string();
        phone.wallet().accept(request.number, &plain(200, body.as_bytes()), hub.now).unwrap();
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline), "{elsewhere}");
    }
    // The issuer's in place of the server's, again and again, lead nowhere.
    phone.wallet().give_digits(DIGITS).unwrap();
    let request = until(&phone, &mut hub, "/.well-known/oauth-authorization-server/h/riverton");
    let other = hub.metadata("openid-credential-issuer");
    phone.wallet().accept(request.number, &other, hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
}

#[test]
fn an_answer_to_an_older_request_or_to_another_wallets_is_passed_over() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().sync().unwrap();
    let old = asked(&phone, hub.now);
    let answer = hub.answer(&old);
    assert_eq!(phone.wallet().next_request(hub.now), Ok(Next::Wait(1)), "one request at a time");
    let new = asked(&phone, hub.now + REQUEST_TIMEOUT);
    assert_ne!(old.number, new.number);
    let held = device.held();
    phone.wallet().accept(old.number, &answer, hub.now).unwrap();
    phone.wallet().accept(old.number, &plain(401, b"{\"error\":\"invalid_token\"}"), hub.now).unwrap();
    phone.wallet().unanswered(old.number).unwrap();
    let other = Phone::on(&device);
    other.wallet().accept(new.number, &plain(401, b"{\"error\":\"invalid_token\"}"), hub.now).unwrap();
    other.wallet().unanswered(new.number).unwrap();
    assert_eq!(device.held(), held);
    phone.wallet().accept(new.number, &hub.answer(&new), hub.now).unwrap();
    phone.wallet().accept(new.number, &plain(500, b""), hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
}

#[test]
fn what_a_newer_server_says_besides_is_passed_over() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().sync().unwrap();
    let request = until(&phone, &mut hub, "/api/card");
    let mut about: Value = serde_json::from_slice(&hub.answer(&request).body).unwrap();
    (about["mood"], about["hub"]["motto"]) = (json!({ "a": [1] }), json!("x"));
    let settings = about["settings"].as_array_mut().unwrap();
    settings[0]["allowed"]["a-code-of-later"] = json!({ "level": 3 });
    settings[0]["since"] = json!("2027");
    settings.push(json!({ "setting": "library", "allowed": {}, "shown": ["quiet"], "stale": true }));
    phone.wallet().accept(request.number, &plain(200, about.to_string().as_bytes()), hub.now).unwrap();
    let request = until(&phone, &mut hub, "/messages");
    let told = json!({ "messages": [
        { "id": uuid::Uuid::nil(), "at": "2026-12-01T12:00:00Z", "kind": "a kind of later", "state": "read" },
        { "id": uuid::Uuid::nil(), "at": "2026-12-01T12:00:00Z", "kind": "lost", "state": "done", "colour": "red" },
    ], "more": true });
    phone.wallet().accept(request.number, &plain(200, told.to_string().as_bytes()), hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    let card = phone.wallet().card(hub.now).unwrap().unwrap();
    assert_eq!(card.settings.len(), 2);
    assert!(card.settings[0].choice.allowed.iter().any(|one| one.code() == "a-code-of-later"));
    assert_eq!(phone.wallet().messages().unwrap().told.len(), 1);
}

#[test]
fn a_proof_that_is_refused_for_its_time_or_nonce_is_made_once_more() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    phone.wallet().sync().unwrap();
    let first = asked(&phone, hub.now);
    let wants = Answer {
        headers: vec![("DPoP-Nonce".into(), "a nonce".into())],
        ..plain(401, b"{\"error\":\"use_dpop_nonce\"}")
    };
    phone.wallet().accept(first.number, &wants, hub.now).unwrap();
    let second = asked(&phone, hub.now);
    assert_eq!((&first.method, &first.url), (&second.method, &second.url));
    let proof = |request: &Request| {
        let text = &request.headers.iter().find(|(name, _)| name == "DPoP").unwrap().1;
        crate::jws::Jws::split(text).unwrap().payload
    };
    assert!(!proof(&first).contains("a nonce") && proof(&second).contains(r#""nonce":"a nonce""#));
    // Refused again, it is given up for now, and the card stays.
    phone.wallet().accept(second.number, &wants, hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_nonce_that_grew_old_and_a_key_that_was_seen_are_replaced_once() {
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    hub.now += 8 * DAY;
    phone.wallet().sync().unwrap();
    until(&phone, &mut hub, "/credential");
    // The phone slept for an hour with the nonce in hand.
    hub.now += HOUR;
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
    // The answer with the credential never came: its key was seen, so another is made.
    hub.now += 8 * DAY;
    phone.wallet().sync().unwrap();
    let request = until(&phone, &mut hub, "/credential");
    hub.answer(&request);
    phone.wallet().unanswered(request.number).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
    assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate));
    device.check_whole(&hub);
}

#[test]
fn a_page_to_sign_in_to_a_network_is_never_taken_for_the_hubs_answer() {
    let page = plain(200, b"<html>Sign in to the wifi</html>");
    let (mut hub, device) = (Hub::new(), Device::default());
    let phone = Phone::on(&device);
    phone.activate(&mut hub, 0).unwrap();
    for path in ["/nonce", "/credential"] {
        hub.now += 8 * DAY;
        phone.wallet().sync().unwrap();
        let request = until(&phone, &mut hub, path);
        phone.wallet().accept(request.number, &page, hub.now).unwrap();
        assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline), "{path}");
        assert_eq!(phone.sync(&mut hub), Ok(Outcome::UpToDate), "{path}");
        device.check_whole(&hub);
    }
    phone.wallet().ask_for_my_data().unwrap();
    let request = until(&phone, &mut hub, "/data");
    phone.wallet().accept(request.number, &page, hub.now).unwrap();
    assert_eq!(phone.drive(&mut hub), Ok(Outcome::Offline));
}

#[test]
fn a_vault_with_something_else_in_it_is_not_touched() {
    let later = Held { ahead: 7, ..Held::default() }.to_document().unwrap();
    let later = String::from_utf8(later).unwrap().replace("\"form\":1", "\"form\":2");
    for document in [&b""[..], b"{}", b"not a wallet's", later.as_bytes(), &[0xff; 40]] {
        let device = Device::default();
        device.keep(document);
        let phone = Phone::on(&device);
        let unreadable = WalletError::Vault(VaultFault::Unreadable);
        assert_eq!(phone.wallet().card(0), Err(unreadable));
        assert_eq!(phone.wallet().sync(), Err(unreadable));
        assert_eq!(phone.wallet().next_request(0), Err(unreadable));
    }
}
