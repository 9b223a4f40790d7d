//! The program itself, from an empty folder to a checked card, as an operator runs it.

mod backup;
mod cards;
mod chain;
mod damage;
mod demo;
mod faults;
mod import;
mod key_module;
mod killed;
mod menu_import;
mod menu_short_lists;
mod offline;
mod owner;
mod postcodes;
mod programs;
mod refusals;
mod reseal;
mod rotation;
mod silence;
