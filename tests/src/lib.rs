//! What the tests stand on: databases of both kinds, a real server with its clock, and the people who use it.
//!
//! Read `database.rs` first, then `app.rs`. Whatever is missing here (PostgreSQL, Chromium, a Python package) makes a test
//! fail and say what to install; nothing is skipped.
#![expect(
    clippy::missing_panics_doc,
    reason = "everything here is called by tests, which are meant to panic when something is wrong"
)]

pub mod database;
pub mod hub_in_memory;
pub mod postgres;

pub use database::Database;
