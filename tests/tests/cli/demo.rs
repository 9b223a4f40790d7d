//! The demo, as somebody meets it who has just fetched the project.

use passport_tests::demo::{Demo, DemoStaff};
use passport_tests::desk::Ended;
use passport_tests::program::passport;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

#[tokio::test(flavor = "multi_thread")]
async fn every_card_of_the_demo_answers_as_its_state_says() {
    let demo = Demo::start();
    for card in demo.cards() {
        let expected = match card.state.as_str() {
            "withdrawn" => "not_in_use",
            "foreign" => "not_recognised",
            same => same,
        };
        for shown in [&card.square, &card.short_code] {
            assert_eq!(demo.verify(shown).await.state, expected, "{shown}");
        }
        let sheet = reqwest::get(&card.print_url).await.expect("an answer");
        assert!(sheet.status().is_success());
        let sheet = sheet.text().await.expect("a page");
        assert!(sheet.contains(&card.short_code) && sheet.contains("data:image/jpeg"));
    }
    let states: BTreeSet<&str> = demo.cards().iter().map(|card| card.state.as_str()).collect();
    assert_eq!(states.into_iter().collect::<Vec<_>>(), ["expired", "foreign", "valid", "withdrawn"]);
    let hubs: BTreeSet<&str> = demo.cards().iter().map(|card| card.hub.as_str()).collect();
    assert_eq!(hubs.len(), 3, "two of its own and one elsewhere");
    assert!(hubs.iter().all(|hub| !hub.contains("carer")));
}

#[test]
fn each_hub_of_the_demo_has_a_manager_a_worker_and_desks_who_can_sign_in() {
    let demo = Demo::start();
    for hub in ["riverton", "harbourside"] {
        for role in ["manager", "worker"] {
            let found = demo.staff().iter().find(|one| one.hub == hub && one.role == role);
            let one = found.unwrap_or_else(|| panic!("no {role} at {hub}"));
            assert!(one.email.ends_with(".example") && one.password.len() >= 12, "{}", one.email);
            let base32 = |letter: u8| matches!(letter, b'A'..=b'Z' | b'2'..=b'7');
            assert!(one.totp_secret.len() == 32 && one.totp_secret.bytes().all(base32));
        }
    }
    for organisation in ["Riverton High School", "Mill Lane Pharmacy"] {
        let at_desk =
            |one: &&DemoStaff| one.role == "desk" && one.organisation.as_deref() == Some(organisation);
        assert!(demo.staff().iter().any(|one| at_desk(&one)), "nobody at the desk of {organisation}");
    }
    let again = Demo::start();
    assert_ne!(demo.staff()[0].totp_secret, again.staff()[0].totp_secret, "drawn anew");
}

#[test]
fn each_hub_of_the_demo_has_phones_that_wait_for_their_cards() {
    let demo = Demo::start();
    for hub in ["riverton", "harbourside"] {
        let theirs: Vec<_> = demo.activations().iter().filter(|one| one.hub == hub).collect();
        assert!(theirs.len() >= 2, "{} at {hub}", theirs.len());
        for one in theirs {
            assert!(one.link.starts_with(&format!("{}/card/activate#{hub}.", demo.base())), "{}", one.link);
            assert!(
                one.offer.starts_with("openid-credential-offer://?credential_offer_uri=http"),
                "{}",
                one.offer
            );
            assert!(one.tx_code.len() == 6 && one.tx_code.bytes().all(|digit| digit.is_ascii_digit()));
        }
    }
    let handles: BTreeSet<&str> = demo.activations().iter().map(|one| one.link.as_str()).collect();
    assert_eq!(handles.len(), demo.activations().len());
}

#[cfg(unix)]
#[test]
fn the_demo_ends_cleanly_and_leaves_nothing_behind() {
    for signal in ["INT", "TERM"] {
        let mut demo = Demo::start_without_data();
        let scratch = |demo: &Demo| std::fs::read_dir(demo.folder()).expect("a folder").count();
        assert_eq!(scratch(&demo), 1, "its data");
        assert_eq!(demo.end(signal), Some(0), "after {signal}");
        assert_eq!(scratch(&demo), 0, "after {signal}");
    }
}

#[test]
fn the_demo_refuses_a_database_that_is_not_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |words: &[&str]| Ended::of(passport().args(words).arg("--data").arg(folder.path()));
    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    assert_eq!(run(&[&["hub", "add"], &hub[..]].concat()).code, 0);
    let refused = run(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!((refused.code, refused.said.as_str()), (1, ""));
    assert!(refused.complained.contains("is not the demo's own"), "{refused:?}");
    assert!(run(&["hub", "list"]).said.contains("riverton"), "it is as it was");
}

#[test]
fn a_demo_is_not_cleared_away_by_another_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let _first = Demo::start_on(folder.path());
    let told = format!("a demo is running in {}", folder.path().display());
    for words in [&["demo", "--listen", "127.0.0.1:0"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let refused = Ended::of(passport().args(words).arg("--data").arg(folder.path()));
        assert_eq!((refused.code, refused.said.as_str()), (1, ""), "{words:?}");
        assert!(refused.complained.contains(&told), "{words:?}: {}", refused.complained);
    }
    let hubs = Ended::of(passport().args(["hub", "list", "--data"]).arg(folder.path()));
    assert!(hubs.said.contains("riverton"), "its database is where it was: {hubs:?}");
}

#[test]
fn a_demo_does_not_clear_away_what_a_server_uses() {
    let folder = tempfile::tempdir().expect("a folder");
    Demo::start_on(folder.path()).end("TERM");
    // No --base: the demo's database holds one.
    let mut serve = passport();
    serve.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path());
    let mut server = serve.env("RUST_LOG", "info").stderr(Stdio::piped()).spawn().expect("it starts");
    let log = BufReader::new(server.stderr.take().expect("a pipe"));
    let serving = log.lines().map_while(Result::ok).any(|line| line.contains(r#""message":"serving""#));
    let demo = ["demo", "--listen", "127.0.0.1:0", "--data"];
    let refused = Ended::of(passport().args(demo).arg(folder.path()));
    server.kill().and_then(|()| server.wait()).expect("it was running");
    assert!(serving, "the server did not start");
    assert_eq!((refused.code, refused.said.as_str()), (1, ""));
    assert!(refused.complained.contains("a server is running in"), "{}", refused.complained);
}

#[test]
fn the_demo_starts_afresh_in_a_folder_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Demo::start_on(folder.path());
    first.end("TERM");
    let second = Demo::start_on(folder.path());
    assert_ne!(first.cards()[0].short_code, second.cards()[0].short_code);
}
