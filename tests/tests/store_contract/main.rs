//! The store contract: what the rest of the program relies on, run on SQLite and PostgreSQL from one list of functions.
#![expect(clippy::unwrap_used, reason = "tests are meant to panic when something is wrong")]

mod agreements;
mod audit;
mod books;
mod card_runs;
mod cards;
mod carers;
mod changes;
mod class_lists;
mod colleagues;
mod desks;
mod imports;
mod inbox;
mod indexes;
mod keys;
mod lists;
mod lives;
mod lost_codes;
mod menu;
mod menu_editing;
mod menu_import;
mod office;
mod opening;
mod paper;
mod phone_grants;
mod phones;
mod postcodes;
mod retention;
mod reviews;
mod separation;
mod settling;
mod work_lists;
mod world;
