//! The library's README, word by word: its Kotlin compiled and run against the real server, its Swift looked up in what is generated.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use passport_tests::bindings;
use passport_tests::demo::Demo;

use crate::told;

#[test]
fn what_the_readme_shows_in_kotlin_takes_a_letter_to_a_card_that_is_checked_and_a_menu() {
    let demo = Demo::start();
    let letter = &demo.activations()[0];
    let mut program = bindings::readme_program();
    program.current_dir(demo.folder()).env("SERVER", demo.base()).env("ROOT_KEY", demo.root_key());
    program.env("LINK", &letter.link).env("DIGITS", &letter.tx_code);
    let told = told(program);
    assert!(told.starts_with("VALID, ") && !told.contains(" 0 services"), "{told}");
    assert!(told.contains("/menu?") && told.contains("age=13"), "{told}");
    for kept in ["lists", "menu"] {
        assert!(demo.folder().join(kept).exists(), "{kept} is kept");
    }
}

#[test]
fn what_the_readme_sends_is_given_up_in_its_time_however_slowly_the_answer_trickles() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", server.local_addr().expect("an address"));
    // As a server that would take an hour: it ends when whoever asked has gone.
    std::thread::spawn(move || {
        let (mut to, _) = server.accept().expect("somebody asks");
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 36000\r\n\r\n";
        let body = std::iter::repeat_n(b'x', 36_000);
        for byte in head.iter().copied().chain(body) {
            if to.write_all(&[byte]).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let mut program = bindings::readme_program();
    program.env("TRICKLE", address).env("SERVER", "http://localhost:8080");
    assert_eq!(told(program), "null after 1 seconds\n");
}

#[test]
fn what_the_readme_says_an_app_may_ask_is_asked_by_these_names() {
    let readme = std::fs::read_to_string(bindings::readme::README).expect("the README");
    let (_, section) = readme.split_once("\n## What else an app asks\n").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("another after it");
    let asked =
        section.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    let asked: Vec<&str> = asked.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let kotlin = std::fs::read_to_string(bindings::generated_kotlin()).expect("the generated Kotlin");
    let unknown = asked.iter().filter(|name| !kotlin.contains(&format!("fun `{name}`(")));
    assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(asked.len() > 20, "{asked:?}");
}
