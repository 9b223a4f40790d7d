//! Who agreed to what: photo, school and phone, each noted and withdrawn by itself.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::carer::{AgreedBy, AgreementError, Purpose, check_agreement, counts_on};
use passport_core::issue::today;
use serde_json::json;

use super::super::db::{Tx, View, on_db, transaction, write_db};
use super::super::{AgreementId, CarerId, HubScope, OrganisationId, Store, StoreError, Thing};
use super::{Carer, of_hub, read_date, wishes::tidy};
use crate::journal::Noted;

/// How an agreement was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Face to face.
    InPerson,
    /// In a call.
    Call,
    /// On a form, in a letter or an e-mail.
    InWriting,
}

/// An agreement to note.
#[derive(Clone, PartialEq, Eq)]
pub struct Agreed {
    /// To what.
    pub purpose: Purpose,
    /// By whom.
    pub by: AgreedBy,
    /// The adult's name, where an adult agreed.
    pub named_adult: Option<String>,
    /// Why no adult was asked, where the hub decided.
    pub reason: Option<String>,
    /// How.
    pub how: How,
    /// When.
    pub agreed_on: NaiveDate,
}

/// An agreement in the books.
#[derive(Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Which.
    pub agreement_id: AgreementId,
    /// What was agreed.
    pub agreed: Agreed,
    /// The school that may know.
    pub school: Option<OrganisationId>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Whether it counts today: not taken back, and not outgrown.
    pub counts: bool,
}

/// No adult's name reaches a log by way of `{:?}`.
impl std::fmt::Debug for Agreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Agreement({})", self.agreement_id)
    }
}

impl How {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Call, Self::InWriting];

    /// The code in the store and on forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Call => "call",
            Self::InWriting => "in-writing",
        }
    }

    /// The way of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    agreement_id: AgreementId,
    purpose: String,
    agreed_by: String,
    named_adult: Option<String>,
    reason: Option<String>,
    how: String,
    school_id: Option<OrganisationId>,
    agreed_on: String,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self, born_on: NaiveDate, day: NaiveDate) -> Result<Agreement, StoreError> {
        let unreadable = || StoreError::Unreadable(Thing::Agreement);
        let by = AgreedBy::from_code(&self.agreed_by).ok_or_else(unreadable)?;
        let agreed = Agreed {
            purpose: Purpose::from_code(&self.purpose).ok_or_else(unreadable)?,
            by,
            named_adult: self.named_adult,
            reason: self.reason,
            how: How::from_code(&self.how).ok_or_else(unreadable)?,
            agreed_on: read_date(&self.agreed_on)?,
        };
        let counts = self.withdrawn_at.is_none() && counts_on(by, born_on, day);
        let Self { agreement_id, school_id: school, withdrawn_at, .. } = self;
        Ok(Agreement { agreement_id, agreed, school, withdrawn_at, counts })
    }
}

async fn of_carer(
    view: &mut View,
    scope: &HubScope,
    carer: &Carer,
    day: NaiveDate,
) -> Result<Vec<Agreement>, StoreError> {
    let sql = "SELECT agreement_id, purpose, agreed_by, named_adult, reason, how, school_id, agreed_on, withdrawn_at
        FROM agreement WHERE hub_id = $1 AND carer_id = $2 ORDER BY created_at DESC, agreement_id";
    let rows: Vec<Row> =
        on_db!(view, |c| sqlx::query_as(sql).bind(scope.hub()).bind(carer.carer_id).fetch_all(c))?;
    rows.into_iter().map(|row| row.read(carer.details.born_on, day)).collect()
}

/// Whether somebody's agreement to a purpose counts on a day.
pub(in crate::store) async fn is_agreed(
    view: &mut View,
    scope: &HubScope,
    carer: &Carer,
    (purpose, day): (Purpose, NaiveDate),
) -> Result<bool, StoreError> {
    let agreements = of_carer(view, scope, carer, day).await?;
    Ok(agreements.iter().any(|one| one.agreed.purpose == purpose && one.counts))
}

impl Store {
    /// What was agreed about a young person and what was taken back, newest first. The look is recorded first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn agreements_of(
        &self,
        scope: &HubScope,
        carer: CarerId,
    ) -> Result<Vec<Agreement>, StoreError> {
        transaction!(self, "list agreements", |tx| {
            let carer = of_hub(tx, scope, carer).await?;
            self.note_read(tx, scope, "agreements listed", Some(carer.subject_id), json!({})).await?;
            let day = today(tx.at);
            of_carer(tx, scope, &carer, day).await
        })
    }

    /// Notes an agreement, in place of an earlier one to the same.
    ///
    /// # Errors
    /// [`StoreError::Agreement`] when the rules say no; [`StoreError::Text`] for a name or reason that is missing or cannot be
    /// kept; [`StoreError::NotFound`] when the young person is not in this hub.
    pub async fn note_agreement(
        &self,
        scope: &HubScope,
        carer: CarerId,
        agreed: &Agreed,
    ) -> Result<AgreementId, StoreError> {
        let agreement = AgreementId(self.draw_uuid()?);
        let agreed = agreed.tidied()?;
        transaction!(self, "note agreement", |tx| {
            let carer = of_hub(tx, scope, carer).await?;
            let school = school_of(&carer, agreed.purpose)?;
            check_agreement(
                agreed.purpose,
                agreed.by,
                carer.details.born_on,
                agreed.agreed_on,
                today(tx.at),
            )?;
            self.end_agreement(tx, scope, &carer, agreed.purpose).await?;
            insert(tx, scope, (agreement, carer.carer_id), (&agreed, school)).await?;
            let details = json!({"purpose": agreed.purpose.code(), "by": agreed.by.code(), "how": agreed.how.code(),
                "named_adult": agreed.named_adult, "reason": agreed.reason, "agreed_on": agreed.agreed_on,
                "school": school});
            self.record(tx, scope, "agreement noted", Some(carer.subject_id), details).await?;
            Ok(agreement)
        })
    }

    /// Takes an agreement back at once. A photo that nobody agrees to any more is removed with it, and so is every phone.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when nothing is agreed, or the young person is not in this hub.
    pub async fn withdraw_agreement(
        &self,
        scope: &HubScope,
        carer: CarerId,
        purpose: Purpose,
    ) -> Result<(), StoreError> {
        transaction!(self, "withdraw agreement", |tx| {
            let carer = of_hub(tx, scope, carer).await?;
            super::super::one(self.take_back(tx, scope, &carer, purpose).await?, Thing::Agreement)?;
            self.remove_what_was_agreed(tx, scope, &carer, purpose).await
        })
    }

    /// Removes what only an agreement allowed, in the transaction of the deed that ends it.
    pub(in crate::store) async fn remove_what_was_agreed(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        purpose: Purpose,
    ) -> Result<(), StoreError> {
        match purpose {
            Purpose::Photo => self.delete_photo(tx, scope, carer, tx.at).await.map(drop),
            Purpose::Phone => self.remove_phones(tx, scope, carer).await,
            Purpose::School => Ok(()),
        }
    }

    /// Takes back what is in force for a purpose, in the transaction of the deed that ends it, for good: a restored backup does not bring it
    /// back. Gives how many that were.
    pub(super) async fn take_back(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        purpose: Purpose,
    ) -> Result<u64, StoreError> {
        let rows = self.end_agreement(tx, scope, carer, purpose).await?;
        if rows > 0 {
            let ended = Noted::AgreementEnded { carer: carer.carer_id, purpose };
            self.note_outside(tx, scope.hub(), vec![ended]).await?;
        }
        Ok(rows)
    }

    /// Ends what is in force for a purpose, where another agreement comes in its place; gives how many that were.
    async fn end_agreement(
        &self,
        tx: &mut Tx,
        scope: &HubScope,
        carer: &Carer,
        purpose: Purpose,
    ) -> Result<u64, StoreError> {
        let at = tx.at;
        let sql = "UPDATE agreement SET withdrawn_at = $1
            WHERE hub_id = $2 AND carer_id = $3 AND purpose = $4 AND withdrawn_at IS NULL";
        let rows = write_db!(tx, |c| sqlx::query(sql)
            .bind(at)
            .bind(scope.hub())
            .bind(carer.carer_id)
            .bind(purpose.code())
            .execute(c))?;
        if rows > 0 {
            let details = json!({"purpose": purpose.code()});
            self.record(tx, scope, "agreement withdrawn", Some(carer.subject_id), details).await?;
        }
        Ok(rows)
    }
}

impl Agreed {
    /// The name or the reason, as the one who agreed needs it; refused when it is missing.
    fn tidied(&self) -> Result<Self, StoreError> {
        let needed = |text: &Option<String>| tidy(text.as_deref())?.ok_or(StoreError::Text).map(Some);
        let (named_adult, reason) = match self.by {
            AgreedBy::YoungPerson => (None, None),
            AgreedBy::Adult => (needed(&self.named_adult)?, None),
            AgreedBy::Hub => (None, needed(&self.reason)?),
        };
        Ok(Self { named_adult, reason, ..self.clone() })
    }
}

/// "My school may know" is about the school they go to, and never of a protected record.
fn school_of(carer: &Carer, purpose: Purpose) -> Result<Option<OrganisationId>, AgreementError> {
    match purpose {
        Purpose::School if carer.details.protected_since.is_some() => Err(AgreementError::Protected),
        Purpose::School => carer.details.school.ok_or(AgreementError::NoSchool).map(Some),
        Purpose::Photo | Purpose::Phone => Ok(None),
    }
}

async fn insert(
    tx: &mut Tx,
    scope: &HubScope,
    (agreement, carer): (AgreementId, CarerId),
    (agreed, school): (&Agreed, Option<OrganisationId>),
) -> Result<(), StoreError> {
    let at = tx.at;
    let sql =
        "INSERT INTO agreement (hub_id, agreement_id, carer_id, purpose, agreed_by, named_adult, reason, how,
        school_id, agreed_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    write_db!(tx, |c| sqlx::query(sql)
        .bind(scope.hub())
        .bind(agreement)
        .bind(carer)
        .bind(agreed.purpose.code())
        .bind(agreed.by.code())
        .bind(&agreed.named_adult)
        .bind(&agreed.reason)
        .bind(agreed.how.code())
        .bind(school)
        .bind(agreed.agreed_on.to_string())
        .bind(at)
        .execute(c))?;
    Ok(())
}
