//! A spreadsheet that staff read in, CSV or XLSX: reading it ends with an answer, and so does each of its rows.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passport_server::spreadsheet::{MOST_ROWS, read};

fuzz_target!(|bytes: &[u8]| {
    let Ok(sheet) = read(bytes) else { return };
    assert!(sheet.rows.len() <= MOST_ROWS);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    for row in sheet.rows {
        drop(row.written.person(today));
    }
});
