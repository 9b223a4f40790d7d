//! The store contract: what the rest of the program relies on, run on SQLite and PostgreSQL from one list of functions.

mod audit;
mod opening;
mod world;
