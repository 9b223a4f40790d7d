//! The program itself, from an empty folder to a checked card, as an operator runs it.

mod chain;
mod faults;
mod silence;
