//! The terminal phone, which is also the library's living documentation, against the real server.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use passport_tests::bindings;
use passport_tests::demo::Demo;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// What the terminal phone says to these commands.
fn phone(demo: &Demo, folder: &Path, commands: &[&str]) -> String {
    let mut program = bindings::example();
    program.arg(demo.base()).arg(folder).arg(demo.root_key());
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut running = piped.expect("set up by `make setup`");
    let mut typed = running.stdin.take().expect("a pipe");
    typed.write_all((commands.join("\n") + "\n").as_bytes()).expect("it reads");
    drop(typed);
    let output = running.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The square that a terminal shows, two rows of modules a line, light ones drawn: rows of whether each is dark.
fn blocks(shown: &str) -> Vec<Vec<bool>> {
    let is_square = |line: &&str| {
        line.chars().count() > 20 && line.chars().all(|letter| matches!(letter, '█' | '▀' | '▄' | ' '))
    };
    let halves = |line: &str| {
        let row = |light: [char; 2]| line.chars().map(|letter| !light.contains(&letter)).collect();
        [row(['█', '▀']), row(['█', '▄'])]
    };
    shown.lines().filter(is_square).flat_map(halves).collect()
}

/// What a decoder that is not ours reads of these modules, as a picture of eight dots each.
fn read_by_another(picture: &Path, modules: &[Vec<bool>]) -> String {
    const DOTS: usize = 8;
    let width = modules[0].len() * DOTS;
    let row = |row: &Vec<bool>| {
        let dots = row.iter().flat_map(|dark| [if *dark { 0_u8 } else { 255 }; DOTS]).collect::<Vec<_>>();
        [dots.as_slice(); DOTS].concat()
    };
    let mut file = format!("P5 {width} {} 255\n", modules.len() * DOTS).into_bytes();
    file.extend(modules.iter().flat_map(row));
    std::fs::write(picture, file).expect("written");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let venv = || tests.join("../.venv/bin/python").into();
    let mut reader = Command::new(std::env::var_os("PASSPORT_PYTHON").unwrap_or_else(venv));
    let output = reader.arg(tests.join("browser/square.py")).arg("100").arg(picture).output();
    let output = output.expect("set up by `make setup`");
    let read: Value = serde_json::from_slice(&output.stdout).expect("what it read");
    read["sharp"][0]["text"]
        .as_str()
        .unwrap_or_else(|| panic!("no square in {}", picture.display()))
        .to_owned()
}

/// What the server says of a square at a school.
fn at_server(demo: &Demo, square: &str) -> String {
    let question = json!({ "card": square, "setting": "school" });
    let asking = async {
        let asked = reqwest::Client::new().post(format!("{}/api/verify", demo.base())).json(&question);
        asked.send().await.expect("an answer").json::<Value>().await.expect("JSON")
    };
    let answer = Runtime::new().expect("a runtime").block_on(asking);
    answer["state"].as_str().expect("a state").to_owned()
}

#[test]
fn the_terminal_phone_keeps_the_menu_searches_it_offline_and_sends_a_review() {
    let demo = Demo::start();
    let folder = demo.folder().join("phone");
    let code = &demo.card("valid").short_code;
    let review = format!("review 1 {code} The boat.");
    let first = phone(&demo, &folder, &["update", "questions", "find", "service 1", "keep 1", &review]);
    let said = [
        "new or changed",
        "How will you get there?",
        "transport/included",
        "Kept: ",
        "Sent: the hub reads it first.",
    ];
    assert!(said.iter().all(|said| first.contains(said)), "{first}");
    let own = first.lines().find_map(|line| line.strip_prefix("Its own code: ")).expect("a code");

    // The same phone another day, without a network at first.
    let (state, take_back) = (format!("my-review {own}"), format!("take-back {own}"));
    let commands = [
        "offline",
        "update",
        "find",
        "list",
        "review 1 x",
        "online",
        &state,
        &take_back,
        &state,
        "my-review 7",
    ];
    let later = phone(&demo, &folder, &commands);
    let said = [
        "No network: ",
        " found. ",
        "/menu/shared?s=",
        ": waiting",
        "Taken back.",
        "That is not a code we know.",
    ];
    assert!(said.iter().all(|said| later.contains(said)), "{later}");
    std::fs::write(folder.join("menu"), b"ycpmenu1 torn").expect("written");
    let torn = phone(&demo, &folder, &["update"]);
    assert!(torn.contains("Beginning anew.") && torn.contains("new or changed"), "{torn}");
}

#[test]
fn the_terminal_phone_says_what_it_is_to_be_given() {
    let output = bindings::example().arg("http://localhost:8080").output().expect("set up by `make setup`");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("TerminalPhone SERVER FOLDER ROOT-KEY"), "{said}");
}

#[test]
fn the_terminal_phone_takes_a_card_shows_its_square_and_checks_it_without_a_network() {
    let demo = Demo::start();
    let folder = demo.folder().join("phone");
    let letter = &demo.activations()[0];
    let activate = format!("activate {}", letter.link);
    let digits = format!("digits {}", letter.tx_code);
    let first = phone(&demo, &folder, &["show school", &activate, "digits 1", &digits, "card", "lists"]);
    let said = [
        "It cannot be shown now: Empty.",
        "Now the six digits.",
        "Those are not the digits.",
        "Everything is up to date.",
        "The lists are here.",
    ];
    assert!(said.iter().all(|said| first.contains(said)), "{first}");

    // Another day, without a network: what is on the phone is enough to show the card, and to check another's.
    let shown = phone(&demo, &folder, &["offline", "show school"]);
    assert!(shown.contains('▀') && shown.contains("seconds left."), "{shown}");
    let square = shown.lines().find(|line| line.contains("/v#")).expect("the square's text");
    let check = format!("check school {square}");
    let withdrawn = format!("check school {}", demo.card("withdrawn").square);
    let checked = phone(&demo, &folder, &["offline", &check, &withdrawn, "check school hello"]);
    let said = ["Real, and in use by the lists on this phone.", "Not in use.", "Not one of our cards."];
    assert!(said.iter().all(|said| checked.contains(said)), "{checked}");

    // A camera that sees the blocks reads the same, and so does the server.
    let read = read_by_another(&demo.folder().join("square.pgm"), &blocks(&shown));
    assert_eq!(read, square);
    assert_eq!(at_server(&demo, &read), "valid");

    // The code under another's square, and what is no place.
    let typed = format!("check school {}", demo.card("valid").short_code);
    let answered =
        phone(&demo, &folder, &["offline", &typed, "online", &typed, "check schol hello", "check school"]);
    let said = ["A typed code needs the internet.", "Real, and in use.\nDoes the name match? "];
    assert!(said.iter().all(|said| answered.contains(said)), "{answered}");
    assert_eq!(answered.matches("check school|pharmacy|gp|transport TEXT.").count(), 2, "{answered}");
    assert!(!answered.contains("Not one of our cards."), "{answered}");

    let gone = phone(&demo, &folder, &["forget", "show school"]);
    assert!(
        gone.contains("The card is off this phone.") && gone.contains("It cannot be shown now"),
        "{gone}"
    );
}
