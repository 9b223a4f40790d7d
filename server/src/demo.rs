//! The demo: made-up hubs, young people and cards on a fresh database of its own.

mod cast;
mod fill;
mod foreign;
mod hubs;
mod menu;
mod phones;
mod portrait;
mod reviews;

use passport_core::card::Base;
use passport_server::print::Printed;
use serde::Serialize;

pub use cast::{Fate, HUBS};
pub use fill::{Filled, fill};

/// A card of the demo, as `--json` prints it.
#[derive(Debug, Serialize)]
pub struct DemoCard {
    /// `valid`, `expired`, `withdrawn` or `foreign`.
    pub state: &'static str,
    /// The hub's short name.
    pub hub: &'static str,
    /// The name on the card; on a fare card, of the person whose it is.
    pub name: String,
    /// The square's text.
    pub square: String,
    /// The code under the square.
    pub short_code: String,
    /// Where its front and back can be seen and printed.
    pub print_url: String,
    /// The page at [`Self::print_url`].
    #[serde(skip)]
    pub sheet: Printed,
}

/// A member of staff of the demo, as `--json` prints them.
#[derive(Debug, Serialize)]
pub struct DemoStaff {
    /// The short name of the hub.
    pub hub: &'static str,
    /// `manager`, `worker`, or `desk`, which signs in to its organisation's desk.
    pub role: &'static str,
    /// The name of the organisation whose desk it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<&'static str>,
    /// Their name.
    #[serde(skip)]
    pub name: &'static str,
    /// What they sign in with.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
    /// What their codes are made from (RFC 6238), in base32.
    pub totp_secret: String,
}

/// A phone of the demo that waits for its card, as `--json` prints it.
#[derive(Debug, Serialize)]
pub struct DemoActivation {
    /// The short name of the hub.
    pub hub: &'static str,
    /// Its owner's first name.
    #[serde(skip)]
    pub of: &'static str,
    /// What another wallet opens: `openid-credential-offer:…`, for all settings.
    pub offer: String,
    /// What the square of the letter opens.
    pub link: String,
    /// The 6 digits that are told another way.
    pub tx_code: String,
}

/// Where the demo's server shows its card of this number, counted from 1.
fn print_url(base: &Base, number: usize) -> String {
    format!("{base}/demo/cards/{number}")
}

impl Fate {
    /// The state in `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid | Self::Waiting | Self::Ending | Self::Lost => "valid",
            Self::None => "none",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Foreign => "foreign",
        }
    }
}
