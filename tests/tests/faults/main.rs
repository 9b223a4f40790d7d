//! What goes wrong where the program runs: it is killed, a statement fails, the disk is full, the database goes away, a server of several
//! dies, and somebody sends what two servers read differently.

mod additive;
mod clocks;
mod crash;
mod disk;
mod disk_of_postgresql;
mod one_card;
mod proxy;
mod site;
mod statements;
mod stopped;
