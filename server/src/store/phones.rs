//! Cards on phones: put there by a hub, fetched by a wallet with codes, renewed by it, removed by either.
//!
//! A phone is a card of kind `phone`. What may be decided without the database is in [`passport_core::phone`].

mod activation;
mod choices;
mod deliver;
mod end;
mod grant;
mod list;
mod nonce;
mod offer;
mod put;
mod redeem;
mod refresh;
mod secrets;
mod seen_keys;
mod shown;
mod token;

pub use activation::Activation;
pub use deliver::Delivered;
pub(super) use end::{AFTERLIFE, end, is_phone, revoke};
pub(super) use grant::IDLE;
pub use grant::PhoneGrant;
pub use list::{Phone, Wallet};
pub use offer::Offered;
pub use put::PhoneWish;
pub use redeem::{NotRedeemed, Redemption};
pub use refresh::Refresh;
pub use shown::{PhoneCard, SettingOnPhone};
pub use token::Tokens;
