//! Passport core: the rules of a young carer's card, shared by server and phones.
//!
//! Pure: no network, no database, no files, no words in any language; the clock and randomness are passed in. What a card
//! is stands in `docs/card-format.md`, and the section numbers in comments are that page's unless an RFC is named.
//!
//! Read in this order: [`card`] (what a card says), [`credential`] (how it is signed), [`present`] (how a phone shows it),
//! [`packed`] (how it fits into a square), [`status`] and [`trust`] (what a verifier holds), [`verify`] (the answer),
//! [`issue`] (what may be issued), [`shorten`] (what makes it fit its square), [`paper`] (what may be printed), [`phone`] (what may be
//! on a phone, with [`proof`] and [`dpop`], by which a phone shows its keys), [`carer`] (who may be on the books and agree to what), [`wallet`] (what a phone does from
//! the hub's letter to its live square), [`checker`] (what a device holds that checks cards). Apart from cards stands [`menu`]: breaks and
//! support, and the one search that server and phones share.

pub mod activation_code;
pub mod bundle;
pub mod card;
pub mod carer;
pub mod checker;
pub mod clock;
pub mod credential;
pub mod dpop;
pub mod issue;
mod jws;
pub mod keys;
pub mod menu;
pub mod packed;
pub mod paper;
pub mod phone;
pub mod present;
pub mod proof;
pub mod short_code;
pub mod shorten;
pub mod square;
pub mod status;
pub mod trust;
mod typed_code;
pub mod verify;
pub mod wallet;
