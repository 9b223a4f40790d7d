//! The library's README, word by word: its Kotlin compiled and run against the real server, its Swift looked up in what is generated.

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
    assert!(told.starts_with("VALID_OFFLINE, ") && !told.contains(" 0 services"), "{told}");
    assert!(told.contains("/menu?") && told.contains("age=13"), "{told}");
    for kept in ["lists", "menu"] {
        assert!(demo.folder().join(kept).exists(), "{kept} is kept");
    }
}
