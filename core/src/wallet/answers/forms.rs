//! What answers look like. Members that are not named here are passed over.

use serde::Deserialize;
use serde_json::Value;

use super::super::held::{ActivityEntry, Told};
use super::super::readable::readable;

#[derive(Deserialize)]
pub(super) struct Found {
    pub credential_offer_uri: String,
}

#[derive(Deserialize)]
pub(super) struct Offer {
    pub credential_issuer: String,
    pub grants: std::collections::HashMap<String, Value>,
}

#[derive(Deserialize)]
pub(super) struct IssuerMetadata {
    pub credential_issuer: String,
    pub nonce_endpoint: String,
    pub credential_endpoint: String,
    pub notification_endpoint: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ServerMetadata {
    pub issuer: String,
    pub token_endpoint: String,
}

#[derive(Deserialize)]
pub(super) struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    #[serde(default)]
    pub expires_in: u64,
    #[serde(default)]
    pub scope: String,
}

#[derive(Deserialize)]
pub(super) struct Nonce {
    pub c_nonce: String,
}

#[derive(Deserialize)]
pub(super) struct Delivered {
    pub credentials: Vec<OneDelivered>,
    pub notification_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct OneDelivered {
    pub credential: String,
}

#[derive(Deserialize)]
pub(super) struct Messages {
    #[serde(deserialize_with = "readable")]
    pub messages: Vec<Told>,
}

#[derive(Deserialize)]
pub(super) struct Entries {
    #[serde(deserialize_with = "readable")]
    pub entries: Vec<ActivityEntry>,
}
