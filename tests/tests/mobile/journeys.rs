//! From a hub's letter to a card that was withdrawn, against the running demo.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use passport_tests::bindings::{kotlin, python};
use passport_tests::demo::{Demo, DemoActivation};

use tokio::runtime::Runtime;

use crate::told;

const STEPS: &str =
    "wrong digits\nactivated\noffline VALID_OFFLINE\nonline VALID\nchosen\nmoved\nforgotten\noffline\n";

const WHOLE: &str = "activated\nshown\noffline VALID_OFFLINE\ntyped VALID\nrefused\nremoved\nfound offline\nreview posted\nreview reported\n";

/// Everything that a program must know of a letter.
fn with_letter(mut program: Command, demo: &Demo, letter: &DemoActivation) -> Command {
    program.args([demo.base(), &letter.link, &letter.tx_code, demo.root_key()]);
    program
}

#[test]
fn a_card_is_taken_shown_checked_offline_moved_and_refused_through_kotlin() {
    let demo = Demo::start();
    assert_eq!(told(with_letter(kotlin("Journey"), &demo, &demo.activations()[0])), STEPS);
}

#[test]
fn a_card_is_taken_shown_checked_offline_moved_and_refused_through_python() {
    let demo = Demo::start();
    assert_eq!(told(with_letter(python("journey"), &demo, &demo.activations()[0])), STEPS);
}

/// What a program tells on its whole way, on which it asks the hub to remove the phone.
fn told_of_the_whole_way(program: Command) -> String {
    let demo = Demo::start();
    let letter = &demo.activations()[2];
    let mut program = with_letter(program, &demo, letter);
    program.arg(&demo.card("valid").short_code);
    talked(program, |at_the_hub, asked| {
        let name = asked.strip_prefix("remove the phone of ")?;
        let given_name = name.split(' ').next().expect("a name");
        at_the_hub.block_on(demo.remove_phone(&letter.hub, given_name));
        Some("removed\n")
    })
}

/// What a program tells, but for what it asks others to do: `doing` does that, and gives what says that it was done.
fn talked(mut program: Command, doing: impl Fn(&Runtime, &str) -> Option<&'static str>) -> String {
    let mut running =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("set up by `make setup`");
    let mut answers = running.stdin.take().expect("a pipe");
    let others = Runtime::new().expect("a runtime");
    let mut told = String::new();
    for line in BufReader::new(running.stdout.take().expect("a pipe")).lines() {
        let line = line.expect("text");
        if let Some(done) = doing(&others, &line) {
            answers.write_all(done.as_bytes()).expect("it waits");
        } else {
            told.push_str(&line);
            told.push('\n');
        }
    }
    assert!(running.wait().expect("it ends").success(), "{program:?} after {told}");
    told
}

#[test]
fn through_kotlin_what_the_hub_withdrew_is_refused_and_the_menu_goes_on_without_a_network() {
    assert_eq!(told_of_the_whole_way(kotlin("FullJourney")), WHOLE);
}

#[test]
fn through_python_what_the_hub_withdrew_is_refused_and_the_menu_goes_on_without_a_network() {
    assert_eq!(told_of_the_whole_way(python("full_journey")), WHOLE);
}

/// That a program with such keys and vaults comes to its end.
fn neither_crashes_nor_stops(program: Command) {
    let demo = Demo::start();
    let told = told(with_letter(program, &demo, &demo.activations()[0]));
    let all = [
        "vaults that throw",
        "vaults that give garbage",
        "keys that throw",
        "keys that give garbage",
        "keys that do not delete",
        "work on another thread",
        "keys and vaults that ask for what they give",
        "many threads",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), all);
}

#[test]
fn through_kotlin_keys_and_vaults_that_throw_give_garbage_or_ask_the_wallet_themselves_never_crash_or_stop_an_app()
 {
    neither_crashes_nor_stops(kotlin("Callbacks"));
}

#[test]
fn through_python_keys_and_vaults_that_throw_give_garbage_or_ask_the_wallet_themselves_never_crash_or_stop_an_app()
 {
    neither_crashes_nor_stops(python("callbacks"));
}

/// Every moment at which a phone can be cut off on the two ways of a card to it, and those at which another wallet may take over, against the
/// real server; core's own tests try every order of answers without one. `tests/mobile/python/power_cuts.py` says which moments there are.
#[test]
fn a_power_cut_between_any_two_steps_loses_no_card_and_leaves_no_key_without_one() {
    let demo = Demo::start();
    let mut program = python("power_cuts");
    program.arg(demo.base());
    program.args(demo.activations().iter().flat_map(|letter| [&letter.link, &letter.tx_code]));
    let told = told(program);
    assert!(told.ends_with("all healed\n"), "{told}");
    let counts = told.lines().filter_map(|line| line.split(' ').next()?.parse::<u32>().ok());
    assert!(counts.clone().count() == 4 && counts.min() > Some(20), "{told}");
}

/// That a program with a card writes a review, takes it back, sees its owner's data, and is told that their school looked.
fn uses_the_card(mut program: Command) {
    let demo = Demo::start();
    let letter = &demo.activations()[0];
    program.args([demo.base(), &letter.link, &letter.tx_code]);
    let told = talked(program, |at_the_school, asked| {
        let name = asked.strip_prefix("look at ")?;
        let given_name = name.split(' ').next().expect("a name");
        at_the_school.block_on(demo.look_from_desk("Riverton High School", given_name));
        Some("looked\n")
    });
    assert_eq!(told, "written\ntaken back\nheld up\nmy data\nwho looked\n");
}

#[test]
fn through_kotlin_a_review_goes_with_the_card_and_its_owner_sees_their_data_and_who_looked() {
    uses_the_card(kotlin("WithTheCard"));
}

#[test]
fn through_python_a_review_goes_with_the_card_and_its_owner_sees_their_data_and_who_looked() {
    uses_the_card(python("with_the_card"));
}
