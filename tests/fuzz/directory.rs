//! What another's directory answers: any bytes are read or refused, and each item becomes details that an editor could have written, or
//! faults.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passport_server::feeds::{Answer, Taken, plain_text};
use uuid::Uuid;

fuzz_target!(|bytes: &[u8]| {
    drop(plain_text(&String::from_utf8_lossy(bytes)));
    let Ok(answer) = Answer::read(bytes) else { return };
    for item in answer.items {
        let taken = Taken::of(item.as_ref(), Uuid::nil());
        let again = Taken::of(item.as_ref(), Uuid::nil());
        assert_eq!(taken.digest(), again.digest(), "one item, two readings");
    }
});
