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
    /// Whose chain it is; none for the server's own, and in files from before heads said so.
    #[serde(default, rename = "hub")]
    pub hub_id: Option<Uuid>,
    /// `writes` or `reads`; none in files from before heads said so.
    #[serde(default)]
    pub kind: Option<String>,
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

impl Store {
    /// The ends of all chains within a step.
    pub(in crate::store) async fn heads_within(&self, view: &mut View) -> Result<Vec<Head>, StoreError> {
        all(view).await
    }
}

pub(super) async fn all(view: &mut View) -> Result<Vec<Head>, StoreError> {
    let sql = "SELECT chain_id, hub_id, kind, seq, head FROM audit_chain ORDER BY chain_id";
    Ok(on_db!(view, |c| sqlx::query_as(sql).fetch_all(c))?)
}
