//! The demo's own staff at its console, and people at its desks, by its pages.

use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::sign_in::Secret;

use super::{Demo, DemoStaff};
use crate::console::{Browser, PIN};

impl Demo {
    /// A browser at which somebody of a hub's staff has signed in. The server takes no code twice, so each may do so once in half a minute.
    pub async fn sign_in(&self, hub: &str, role: &str) -> Browser {
        let who = self.staff().iter().find(|one| one.hub == hub && one.role == role);
        let who = who.unwrap_or_else(|| panic!("the demo has no {role} at {hub}"));
        self.sign_in_at("/hub/sign-in", who).await
    }

    async fn sign_in_at(&self, page: &str, who: &DemoStaff) -> Browser {
        let code = Secret::from_bytes(&bytes(&who.totp_secret)).code_at(SystemClock.now().timestamp());
        let mut browser = Browser::at(self.base());
        let form = browser.get(page).await.form(page);
        let form = form.with("email", &who.email).with("password", &who.password).with("code", &code);
        let seen = browser.send(&form).await;
        assert_eq!(seen.status, 303, "{}", seen.body);
        browser
    }

    /// Somebody at the desk of an organisation opens its list of young people and the page of one.
    pub async fn look_from_desk(&self, organisation: &str, name: &str) {
        let is_there = |one: &&DemoStaff| one.organisation.as_deref() == Some(organisation);
        let who = self.staff().iter().find(is_there);
        let who = who.unwrap_or_else(|| panic!("the demo has nobody at {organisation}"));
        let mut browser = self.sign_in_at("/desk/sign-in", who).await;
        let pin = browser.get("/desk/pin").await.form("/desk/pin").with("pin", PIN).with("again", PIN);
        assert_eq!(browser.send(&pin).await.status, 303);
        let list = browser.get("/desk/pupils").await;
        let row = list.body.split("<tr").find(|row| row.contains(name));
        let row = row.unwrap_or_else(|| panic!("no {name}: {}", list.body));
        let pupil =
            row.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a way to them");
        let page = browser.get(&pupil.replace("&#x2f;", "/")).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }

    /// A hub's staff look for a young person, of whose name there is one, and remove their newest phone.
    pub async fn remove_phone(&self, hub: &str, name: &str) {
        let mut browser = self.sign_in(hub, "worker").await;
        let search = browser.get("/hub/carers").await.form("/hub/carers").with("typed", name);
        let is_record =
            |href: &String| href.len() == "/hub/carers/".len() + 36 && href.starts_with("/hub/carers/");
        let found = browser.send(&search).await;
        let record = found.links().into_iter().find(is_record);
        let record = browser.get(&record.unwrap_or_else(|| panic!("nobody found: {}", found.body))).await;
        let is_removal = |href: &String| href.contains("/phones/") && href.ends_with("/remove");
        let removal = record.links().into_iter().find(is_removal);
        let removal = removal.unwrap_or_else(|| panic!("no phone: {}", record.body));
        let form = browser.get(&removal).await.form(&removal);
        let removed = browser.send(&form).await;
        assert_eq!(removed.status, 303, "{}", removed.body);
    }
}

/// What a secret in base32 stands for (RFC 4648 section 6).
fn bytes(base32: &str) -> Vec<u8> {
    let five = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'2'..=b'7' => letter - b'2' + 26,
        _ => panic!("not base32: {base32}"),
    };
    let bits: Vec<u8> =
        base32.bytes().map(five).flat_map(|five| (0..5).rev().map(move |bit| five >> bit & 1)).collect();
    bits.chunks_exact(8).map(|eight| eight.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}
