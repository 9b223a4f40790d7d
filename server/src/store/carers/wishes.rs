//! How a young person may be reached. Links, letters and resets go to the safe contact alone.

use serde_json::json;

use passport_core::card::is_unseen;

use super::super::db::{View, on_db, transaction, write_db};
use super::super::{CarerId, HubScope, Store, StoreError, Thing};
use super::of_hub;

/// The most letters of each text.
const LONGEST: usize = 200;

/// How somebody would like to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReachedBy {
    /// A text message.
    Text,
    /// A telephone call.
    Call,
    /// An e-mail.
    Email,
    /// A letter.
    Letter,
    /// Somebody from the hub, face to face.
    InPerson,
}

/// What a young person wishes.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactWishes {
    /// How.
    pub reached_by: ReachedBy,
    /// The one number or address that is safe.
    pub safe_contact: String,
    /// When it is safe, in their words.
    pub safe_time: Option<String>,
    /// What never to do, such as leaving a message.
    pub caution: Option<String>,
}

/// Wishes in the books.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptWishes {
    /// What is wished.
    pub wishes: ContactWishes,
    /// Counts the changes; a change names the version it was made from.
    pub version: i64,
}

/// Neither numbers nor addresses reach a log by way of `{:?}`.
impl std::fmt::Debug for KeptWishes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeptWishes(version {})", self.version)
    }
}

impl ReachedBy {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Text, Self::Call, Self::Email, Self::Letter, Self::InPerson];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Call => "call",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::InPerson => "in-person",
        }
    }

    /// The way of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// A text without space around it, if anything is left.
pub(super) fn tidy(text: Option<&str>) -> Result<Option<String>, StoreError> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > LONGEST || text.chars().any(is_unseen) => Err(StoreError::Text),
        text => Ok(text.map(str::to_owned)),
    }
}

type Row = (String, String, Option<String>, Option<String>, i64);

fn read((reached_by, safe_contact, safe_time, caution, version): Row) -> Result<KeptWishes, StoreError> {
    let reached_by = ReachedBy::from_code(&reached_by).ok_or(StoreError::Unreadable(Thing::Carer))?;
    Ok(KeptWishes { wishes: ContactWishes { reached_by, safe_contact, safe_time, caution }, version })
}

async fn of_carer(
    view: &mut View,
    scope: &HubScope,
    carer: CarerId,
) -> Result<Option<KeptWishes>, StoreError> {
    let sql = "SELECT reached_by, safe_contact, safe_time, caution, version FROM contact_wishes
        WHERE hub_id = $1 AND carer_id = $2";
    let row: Option<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(carer).fetch_optional(c))?;
    row.map(read).transpose()
}

impl Store {
    /// How a young person may be reached, if it was written down. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn contact_wishes(
        &self,
        scope: &HubScope,
        carer: CarerId,
    ) -> Result<Option<KeptWishes>, StoreError> {
        transaction!(self, "show contact wishes", |tx| {
            let subject = of_hub(tx, scope, carer).await?.subject_id;
            self.note_read(tx, scope, "contact wishes shown", Some(subject), json!({})).await?;
            of_carer(tx, scope, carer).await
        })
    }

    /// Writes down how a young person may be reached, if it still is as it was when `version` was read; 0 when nothing was.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when somebody else changed it meanwhile; [`StoreError::Text`] for a text that cannot be kept;
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn keep_contact_wishes(
        &self,
        scope: &HubScope,
        carer: CarerId,
        version: i64,
        wishes: &ContactWishes,
    ) -> Result<(), StoreError> {
        let safe_contact = tidy(Some(&wishes.safe_contact))?.ok_or(StoreError::Text)?;
        let (safe_time, caution) = (tidy(wishes.safe_time.as_deref())?, tidy(wishes.caution.as_deref())?);
        let reached_by = wishes.reached_by.code();
        let sql =
            "INSERT INTO contact_wishes (hub_id, carer_id, reached_by, safe_contact, safe_time, caution,
            version, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
            ON CONFLICT (hub_id, carer_id) DO UPDATE SET reached_by = excluded.reached_by,
            safe_contact = excluded.safe_contact, safe_time = excluded.safe_time, caution = excluded.caution,
            version = contact_wishes.version + 1, updated_at = excluded.updated_at";
        transaction!(self, "keep contact wishes", |tx| {
            let subject = of_hub(tx, scope, carer).await?.subject_id;
            let before = of_carer(tx, scope, carer).await?.map_or(0, |kept| kept.version);
            if before != version {
                return Err(StoreError::Stale(Thing::Carer));
            }
            let at = tx.at;
            let rows = write_db!(tx, |c| sqlx::query(sql)
                .bind(scope.hub())
                .bind(carer)
                .bind(reached_by)
                .bind(&safe_contact)
                .bind(&safe_time)
                .bind(&caution)
                .bind(at)
                .execute(c))?;
            super::super::one(rows, Thing::Carer)?;
            let details = json!({"reached_by": reached_by, "safe_contact": safe_contact,
                "safe_time": safe_time, "caution": caution});
            self.record(tx, scope, "contact wishes kept", Some(subject), details).await
        })
    }
}
