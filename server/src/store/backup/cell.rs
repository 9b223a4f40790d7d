//! One value: out of a row into JSON, out of JSON to be bound in a statement.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::shape::Kind;

/// A value as it is bound. Nothing is bound with its type too, since PostgreSQL asks for it.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Uuid(Option<Uuid>),
    Time(Option<DateTime<Utc>>),
    Bool(Option<bool>),
    Json(Option<Json<Value>>),
    Bytes(Option<Vec<u8>>),
    Whole(Option<i64>),
    Text(Option<String>),
}

/// Reads one value of a row of either database.
macro_rules! read_cell {
    ($row:expr, $at:expr, $kind:expr) => {{
        use sqlx::Row as _;
        use $crate::store::backup::cell::Cell;
        use $crate::store::backup::shape::Kind;
        match $kind {
            Kind::Uuid => Cell::Uuid($row.try_get($at)?),
            Kind::Time => Cell::Time($row.try_get($at)?),
            Kind::Bool => Cell::Bool($row.try_get($at)?),
            Kind::Json => Cell::Json($row.try_get($at)?),
            Kind::Bytes => Cell::Bytes($row.try_get($at)?),
            Kind::Whole => Cell::Whole($row.try_get($at)?),
            Kind::Text => Cell::Text($row.try_get($at)?),
        }
        .into_json()
    }};
}
pub(super) use read_cell;

/// Binds a value.
macro_rules! bind_cell {
    ($query:expr, $cell:expr) => {
        match $cell {
            $crate::store::backup::cell::Cell::Uuid(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Time(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Bool(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Json(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Bytes(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Whole(value) => $query.bind(value),
            $crate::store::backup::cell::Cell::Text(value) => $query.bind(value),
        }
    };
}
pub(super) use bind_cell;

impl Cell {
    /// Nothing, of a type.
    pub(super) fn nothing(kind: Kind) -> Self {
        match kind {
            Kind::Uuid => Self::Uuid(None),
            Kind::Time => Self::Time(None),
            Kind::Bool => Self::Bool(None),
            Kind::Json => Self::Json(None),
            Kind::Bytes => Self::Bytes(None),
            Kind::Whole => Self::Whole(None),
            Kind::Text => Self::Text(None),
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(
            self,
            Self::Uuid(None)
                | Self::Time(None)
                | Self::Bool(None)
                | Self::Json(None)
                | Self::Bytes(None)
                | Self::Whole(None)
                | Self::Text(None)
        )
    }

    /// The one way in which a value stands in a backup, whichever database it comes from.
    pub(super) fn into_json(self) -> Value {
        let value = match self {
            Self::Uuid(value) => value.map(|id| id.to_string().into()),
            Self::Time(value) => value.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true).into()),
            Self::Bool(value) => value.map(Value::Bool),
            Self::Json(value) => value.map(|Json(mut value)| {
                // PostgreSQL keeps no order of members.
                value.sort_all_objects();
                value
            }),
            Self::Bytes(value) => value.map(|bytes| URL_SAFE_NO_PAD.encode(bytes).into()),
            Self::Whole(value) => value.map(Value::from),
            Self::Text(value) => value.map(Value::String),
        };
        value.unwrap_or(Value::Null)
    }

    /// Reads what [`Self::into_json`] gave.
    pub(super) fn from_json(kind: Kind, value: Value) -> Option<Self> {
        if value.is_null() {
            return Some(Self::nothing(kind));
        }
        Some(match (kind, value) {
            (Kind::Json, value @ (Value::Array(_) | Value::Object(_))) => Self::Json(Some(Json(value))),
            (Kind::Bool, Value::Bool(value)) => Self::Bool(Some(value)),
            (Kind::Whole, Value::Number(value)) => Self::Whole(Some(value.as_i64()?)),
            (Kind::Text, Value::String(text)) => Self::Text(Some(text)),
            (Kind::Uuid, Value::String(text)) => Self::Uuid(Some(text.parse().ok()?)),
            (Kind::Time, Value::String(text)) => Self::Time(Some(text.parse().ok()?)),
            (Kind::Bytes, Value::String(text)) => Self::Bytes(Some(URL_SAFE_NO_PAD.decode(text).ok()?)),
            _ => return None,
        })
    }
}
