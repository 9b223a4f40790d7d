//! The doors for phones: each hub is an `OpenID4VCI` 1.0 issuer (pre-authorized code, SD-JWT VC), and a phone that holds a card asks
//! about it with the same token. Section 11 of docs/card-format.md is written for whoever builds a wallet.

mod activation;
mod activity;
mod card;
mod credential;
mod data;
mod holder;
mod messages;
mod metadata;
mod nonce;
mod notification;
mod oauth;
mod offer;
mod seen_proofs;
mod token;

pub(super) use activation::{__path_find_offer, find_offer};
pub(super) use activity::{__path_activity, activity};
pub(super) use card::{
    __path_choose, __path_photo, __path_remove, __path_show_card, choose, photo, remove, show_card,
};
pub(super) use credential::{__path_credential, credential};
pub(super) use data::{__path_data, data};
pub(crate) use holder::{Holder, Owner};
pub(super) use messages::{__path_messages, __path_write, messages, write};
pub(super) use metadata::{
    __path_appended, __path_inserted, __path_server_appended, __path_server_inserted, appended, inserted,
    server_appended, server_inserted,
};
pub(super) use nonce::{__path_nonce, nonce};
pub(super) use notification::{__path_notification, notification};
pub(super) use oauth::Refused;
pub(super) use offer::{__path_offer, offer};
use seen_proofs::NotTaken;
pub(crate) use seen_proofs::SeenProofs;
pub(super) use token::{__path_token, token};

use passport_core::card::Setting;

/// The most proofs of one request, and so the most credentials that answer it.
const BATCH_SIZE: usize = 8;

/// The grant of `OpenID4VCI` 1.0 section 3.5.
const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

/// The setting of a configuration's id, its `scope` and the identifier of its credentials: all three are the setting's code.
fn setting_of(id: &str) -> Option<Setting> {
    id.parse().ok()
}
