//! Everything that speaks SQL: one text for SQLite and PostgreSQL, named transactions, checked row counts.
//!
//! `transaction!` is the only way to write and `look!` the only way to read; each is one transaction with a name. Writers
//! queue on the change counter, which also numbers their commits, so servers can ask for what changed since a number.

mod arrangements;
mod audit;
mod backup;
mod base;
mod card_runs;
mod cards;
mod carers;
mod changes;
mod colleagues;
mod db;
mod desks;
mod driver_fault;
mod error;
mod escrow;
mod hub_texts;
mod hubs;
mod ids;
mod imports;
mod inbox;
mod installation;
mod invitations;
mod known_browsers;
mod lists;
mod lost_codes;
mod menu;
mod migration;
mod names;
mod organisations;
mod people;
mod phones;
mod photos;
mod printers;
mod resealing;
mod retention;
mod reviews;
mod scope;
mod server_keys;
mod sessions;
mod short_codes;
mod sign_in;
mod signing_keys;
mod status_lists;

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use passport_core::card::Base;
use passport_core::clock::Clock;

use crate::chance::{Chance, draw, draw_uuid};
use crate::journal::{Entry, Journal, Noted};
use crate::key_module::KeyModule;
use crate::seal::SealingKey;
use db::{Db, Tx, View};
use server_keys::ServerKeys;

pub use arrangements::{HubArrangement, HubArrangements, Usual};
pub use audit::{AuditBreak, AuditEntry, AuditReport, Fault, Head, History};
pub use backup::{BackedUp, LostSince, NotRestored, Restored, Restoring};
pub use base::KnownBase;
pub use card_runs::{CardRun, FinishedRun, ListedRun, NewCardRun, NotIssued, Recipients, WhyNot};
pub use cards::{
    Card, CardIds, CardRefused, CardState, Change, Draft, Following, ForPaper, IssuedCard, MOST_PRINTED,
    Printable, Settled, Whose, Wish,
};
pub use carers::{
    Agreed, Agreement, Carer, CarerDetails, CarerLine, CarerSearch, CarerState, ContactWishes, How,
    KeptWishes, MOST_FOUND, ReachedBy,
};
pub use changes::{Changes, CodeChange, HubChange, KeyChange, ListChange, WithdrawnEntry};
pub use colleagues::{Colleague, ColleagueRefused, Deed, FormerColleague, OpenInvitation};
pub use desks::{
    Desk, DeskPerson, DeskSession, DeskState, FoundPupil, LookAt, NewTimeOut, NotedTimeOut, OwnPupil,
    PinTried, TimeOut, TimeOutRefused, Week,
};
pub use driver_fault::DriverFault;
pub use error::{StoreError, Thing};
pub use escrow::Escrow;
pub use hub_texts::HubTexts;
pub use hubs::{Hub, NewHub};
pub use ids::{
    ActivationId, AgreementId, CardId, CardRunId, CarerId, CredentialId, DeliveryId, GrantId, HubId,
    ImportId, InvitationId, InvitationsId, MenuImportId, MessageId, OpeningId, OrganisationId, PersonId,
    ProviderId, ReviewId, ServiceId, SessionId, SubjectId, SuggestionId, TimeOutId,
};
pub use imports::{
    AddingRow, FaultyRow, Finished, Import, ImportChoices, ImportCounts, ImportState, KeptRow, LeftRow,
    LikeRow, NewImport, NewRow, Review, RowChoice, SchoolChoice,
};
pub use inbox::{
    About, AndThen, Happened, InboxLine, MOST_DONE, MOST_MESSAGES_A_DAY, MOST_WORDS, Message, MessageState,
    NewMessage, OpenedMessage,
};
pub use invitations::{Accepted, Invitation, NewInvitation, NewSignIn, Purpose};
pub use known_browsers::{BrowserMark, KNOWN_FOR};
pub use lists::{
    BirthdayLine, CardLine, CardList, LeaverLine, MOST_LINES, Named, Pupil, PupilCard, SchoolThatKnows,
};
pub use menu::{
    About as SuggestionAbout, EditedService, HubTerm, LONGEST_REASON, MOST_SUGGESTED, MenuCounts, Offerer,
    OtherHub, ProviderLine, ProviderRecord, ServiceLine, SharedLine, SharedService, ShownDays, Suggestion,
    Version, VersionState,
};
pub use menu::{
    Decided, Judged, KnownServices, MenuImport, POSTCODES_AT_ONCE, Reading, StagedCounts, StagedKind,
    StagedLine, StagedRow, StagedService, WhichRows,
};
pub use menu::{MenuRead, NewProvider, OwnTerm, VersionNumber};
pub use names::{LONGEST_HUB_NAME, LONGEST_NAME, full_name};
pub use organisations::{
    Organisation, OrganisationContact, OrganisationDetails, OrganisationKind, OrganisationRecord, Promise,
};
pub use people::{Membership, Role};
pub use phones::{
    Activation, Delivered, NotRedeemed, Offered, Phone, PhoneCard, PhoneGrant, PhoneWish, Redemption,
    Refresh, SettingOnPhone, Tokens, Wallet,
};
pub use photos::LARGEST_PHOTO;
pub use printers::PrinterOffset;
pub use retention::DueRecord;
pub use reviews::{
    ContactWish, Decision, EnvelopeWaiting, InHand, Invitations, MOST_ANSWER, MOST_INVITATIONS, MOST_NOTE,
    MOST_REASON, MOST_REPORT, MOST_STORY, NewReview, OpenedReview, Opening as EnvelopeOpening,
    OpeningRefused, OwnReview, ReviewDesk, ReviewLine, ReviewPlace, ReviewReason, ReviewReport, ReviewState,
    ServiceReview, ShownReview, ShownReviews, Stars, WhoWrote, WhyReported, WrittenWith,
};
pub use scope::{Actor, HubScope};
pub use sessions::{Entrance, NewPassword, OwnSession, Session, SessionToken, Workplace};
pub use sign_in::{Origin, SecondFactor, SignInSecrets, Try};
pub use signing_keys::{HubKey, KeyPlace, KeyState, MadeKey};
pub use status_lists::{RefusedList, SignedLists};

/// An open, migrated, unlocked database.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    sealing: SealingKey,
    module: Option<Arc<KeyModule>>,
    keys: Arc<ServerKeys>,
    journal: Option<Journal>,
}

/// What a store needs from outside.
pub struct Opening<'a> {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: &'a str,
    /// Opens the sealed keys; at first start the server's own keys are made and sealed with it.
    pub sealing: SealingKey,
    /// Tells the time of every row.
    pub clock: Arc<dyn Clock>,
    /// Draws ids, indexes, codes and nonces.
    pub chance: Arc<dyn Chance>,
}

impl Store {
    /// Brings a database up to date, making a missing SQLite file, and gives how many migrations were applied.
    ///
    /// # Errors
    /// [`StoreError`], with what the operator can do.
    pub async fn migrate(url: &str) -> Result<usize, StoreError> {
        let db = Db::create(url).await?;
        let applied = migration::migrate(&db).await;
        db.close().await;
        applied
    }

    /// Opens a migrated database and unlocks its server keys; at first start it makes them.
    ///
    /// # Errors
    /// [`StoreError`]: missing, not migrated, too new, unreachable, or another sealing key.
    pub async fn open(opening: Opening<'_>) -> Result<Self, StoreError> {
        let Opening { url, sealing, clock, chance } = opening;
        let db = Db::connect(url).await?;
        migration::check(&mut db.view().await?).await?;
        installation::settle(&db, &sealing, &*clock, &*chance).await?;
        let keys = Arc::new(server_keys::unlock(&mut db.view().await?, &sealing).await?);
        Ok(Self { db, clock, chance, sealing, module: None, keys, journal: None })
    }

    /// The same, with the module in which keys of hubs may stand.
    #[must_use]
    pub fn with_key_module(self, module: Arc<KeyModule>) -> Self {
        Self { module: Some(module), ..self }
    }

    /// Writes what a restored backup must not undo into this journal, from now on.
    #[must_use]
    pub fn with_journal(self, journal: Journal) -> Self {
        Self { journal: Some(journal), ..self }
    }

    /// Notes deeds outside the database, within the transaction that does them: none is acknowledged that a restored backup would undo.
    async fn note_outside(&self, tx: &Tx, hub: HubId, deeds: Vec<Noted>) -> Result<(), StoreError> {
        let Some(journal) = self.journal.clone() else { return Ok(()) };
        let entries: Vec<_> = deeds.into_iter().map(|deed| Entry { at: tx.at, hub, deed }).collect();
        let added = tokio::task::spawn_blocking(move || journal.add(&entries)).await;
        if matches!(added, Ok(Ok(()))) { Ok(()) } else { Err(StoreError::Journal) }
    }

    /// Reads a SQLite file through, before anything is written to it. What is not there, and PostgreSQL, which looks after itself, passes.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is damaged; whatever else is wrong is left for [`Self::open`] to say.
    pub async fn examine(url: &str) -> Result<(), StoreError> {
        db::examine(url).await
    }

    /// Reads it through likewise, with its indexes, which takes longer.
    ///
    /// # Errors
    /// As [`Self::examine`].
    pub async fn examine_indexes(url: &str) -> Result<(), StoreError> {
        db::examine_indexes(url).await
    }

    /// Looks at a database without opening anything sealed in it: it answers, and its tables are this program's. Gives the
    /// address that its cards carry, if it was settled.
    ///
    /// # Errors
    /// [`StoreError`]: missing, not migrated, too new or unreachable.
    pub async fn look(url: &str) -> Result<Option<Base>, StoreError> {
        let db = Db::connect(url).await?;
        let looked = look_at(&db).await;
        db.close().await;
        match looked {
            Err(StoreError::NoBase) => Ok(None),
            looked => looked.map(Some),
        }
    }

    /// Closes the connections; what was acknowledged is on the disk already.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Whether the database answers now.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] and its like.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.change_number().await.map(drop)
    }

    /// Begins a write; `transaction!` is how it is used.
    async fn begin(&self) -> Result<Tx, StoreError> {
        self.db.tx(self.now()).await
    }

    /// Begins a look; `look!` is how it is used.
    async fn view(&self) -> Result<View, StoreError> {
        self.db.view().await
    }

    /// Now, in whole microseconds, which is what both databases keep.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }

    /// The randomness that this store was opened with.
    pub(crate) fn chance(&self) -> Arc<dyn Chance> {
        Arc::clone(&self.chance)
    }

    fn draw<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        Ok(draw(&*self.chance)?)
    }

    fn draw_uuid(&self) -> Result<uuid::Uuid, StoreError> {
        Ok(draw_uuid(&*self.chance)?)
    }
}

async fn look_at(db: &Db) -> Result<Base, StoreError> {
    let mut view = db.view().await?;
    migration::check(&mut view).await?;
    base::current(&mut view).await
}

/// One row was to change and did; otherwise the thing is not there (or not in this hub).
pub(crate) fn one(rows: u64, thing: Thing) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::NotFound(thing)) }
}
