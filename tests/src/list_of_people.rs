//! A spreadsheet with as many people as a test wants, none of whom is like another.

use std::fmt::Write as _;

/// CSV with a row for each, born in 2010 and 2011.
pub fn list_of_people(count: usize) -> String {
    let mut text = "First name,Surname,Date of birth\r\n".to_owned();
    for n in 0..count {
        let (day, month, year) = (n % 28 + 1, n / 28 % 12 + 1, 2010 + n % 2);
        writeln!(text, "Given{n},Family{n},{day:02}/{month:02}/{year}\r").expect("a String takes it");
    }
    text
}
