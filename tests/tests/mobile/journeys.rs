//! From a hub's letter to a card that was withdrawn, against the running demo.

use std::process::Command;

use passport_tests::bindings::{kotlin, python};
use passport_tests::demo::{Demo, DemoActivation};

use crate::told;

const STEPS: &str =
    "wrong digits\nactivated\noffline VALID_OFFLINE\nonline VALID\nchosen\nmoved\nforgotten\noffline\n";

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

#[test]
fn keys_and_vaults_that_throw_or_give_garbage_never_crash_an_app() {
    let demo = Demo::start();
    let told = told(with_letter(kotlin("Callbacks"), &demo, &demo.activations()[0]));
    let all = "vaults that throw\nvaults that give garbage\nkeys that throw and give garbage\nmany threads\n";
    assert_eq!(told, all);
}

#[test]
fn a_power_cut_between_any_two_steps_loses_no_card_and_leaves_no_key_without_one() {
    let demo = Demo::start();
    let mut program = python("power_cuts");
    program.arg(demo.base());
    program.args(demo.activations().iter().flat_map(|letter| [&letter.link, &letter.tx_code]));
    let told = told(program);
    assert!(told.ends_with("all cuts healed\n"), "{told}");
}
