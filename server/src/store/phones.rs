//! Cards on phones: put there by a hub, fetched by a wallet with codes, renewed by it, removed by either.
//!
//! A phone is a card of kind `phone`. What may be decided without the database is in [`passport_core::phone`].

mod activation;
mod end;
mod list;
mod put;
mod secrets;

pub use activation::Activation;
pub(super) use end::{end, is_phone};
pub use list::{Phone, Wallet};
pub use put::PhoneWish;
