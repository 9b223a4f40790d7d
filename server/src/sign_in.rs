//! What proves who somebody is: a password that is slow to try, and a code that changes every 30 seconds.

mod common_passwords;
mod desk_pin;
mod email_address;
mod password;
mod timed_code;

pub use desk_pin::{DeskPin, NotAPin};
pub use email_address::{NotAnEmail, tidy_email};
pub use password::{NotAPassword, Password, Passwords};
pub use timed_code::Secret;
