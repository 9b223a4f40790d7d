//! What the tests stand on: databases of both kinds, a real server with its clock, and the people who use it.
//!
//! Read `database.rs` first, then `app.rs`. Whatever is missing here (PostgreSQL, Chromium, a Python package) makes a test
//! fail and say what to install; nothing is skipped.

pub mod app;
pub mod bad_directory;
pub mod bindings;
pub mod console;
pub mod database;
pub mod demo;
pub mod desk;
pub mod directory;
pub mod hub_in_memory;
pub mod list_of_people;
pub mod menu;
pub mod people;
pub mod postgres;
pub mod program;
pub mod wallet;

pub use app::TestApp;
pub use database::Database;
