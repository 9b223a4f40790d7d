//! The ends of all chains, to be kept elsewhere: with them even a whole restored older database is found out.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use uuid::Uuid;

use super::super::db::{View, look, on_db};
use super::super::{Store, StoreError};

/// Where a chain stood at some moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Head {
    /// Which chain.
    pub chain_id: Uuid,
    /// How many entries it had.
    pub seq: i64,
    /// The MAC of its end; base64url without padding in JSON.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub head: Vec<u8>,
}

fn write<S: Serializer>(head: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&URL_SAFE_NO_PAD.encode(head))
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    URL_SAFE_NO_PAD.decode(text.as_bytes()).map_err(D::Error::custom)
}

impl Store {
    /// The ends of all chains now.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn audit_heads(&self) -> Result<Vec<Head>, StoreError> {
        look!(self, "read audit heads", |view| all(view).await)
    }
}

pub(super) async fn all(view: &mut View) -> Result<Vec<Head>, StoreError> {
    Ok(on_db!(view, |c| sqlx::query_as("SELECT chain_id, seq, head FROM audit_chain ORDER BY chain_id")
        .fetch_all(c))?)
}
