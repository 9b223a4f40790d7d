//! What can go wrong with the store, in words that say what to do.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::Base;
use passport_core::carer::AgreementError;
use passport_core::credential::ClaimsError;
use passport_core::issue::IssueError;
use passport_core::keys::{Kid, SignError};
use passport_core::packed::PackError;
use passport_core::phone::PhoneRefused;
use sqlx::migrate::MigrateError;
use thiserror::Error;

use super::cards::CardRefused;
use super::colleagues::ColleagueRefused;
use super::desks::TimeOutRefused;
use super::driver_fault::DriverFault;
use super::reviews::OpeningRefused;
use crate::chance::NoChance;
use crate::envelope::EnvelopeError;
use crate::key_module::ModuleFault;
use crate::seal::SealError;

/// Why the store could not do it. The first group is for the operator, the second for whoever asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address of the database is not one we know.
    #[error("write the database as sqlite:PATH or postgres://user@host/name")]
    Url,
    /// There is no such SQLite file.
    #[error("there is no database at {0}: run `passport migrate` first, or check the path")]
    Missing(String),
    /// It is not known whether there is one.
    #[error("{0} may not be looked at by this user: run this as the one that the server runs as")]
    Forbidden(String),
    /// There was a SQLite file, by what stands beside it.
    #[error(
        "there is no database at {0}, but what stands beside it tells of one: put the file back, or the disk that it is on, or \
         restore the newest backup (`passport restore`); to begin anew, choose another folder with --data"
    )]
    Lost(String),
    /// The database is there, its tables are not, or not all of them.
    #[error("the database is not up to date: run `passport migrate`")]
    NotMigrated,
    /// The database is another program's.
    #[error(
        "the database holds the tables of another program ({}): nothing was changed; give this one a database of its own",
        .0.join(", ")
    )]
    OfAnotherProgram(Vec<String>),
    /// A newer program has changed the tables.
    #[error("the database was made by a newer version of this program (migration {0}): use that version")]
    TooNew(i64),
    /// A migration was applied in another form than this program carries.
    #[error("migration {0} in the database is not this program's: use the version that made it")]
    Altered(i64),
    /// The file or the server refuses writes.
    #[error("the database cannot be written: check that its folder exists, and who may write there")]
    ReadOnly,
    /// The PostgreSQL server has no such database.
    #[error("PostgreSQL has no such database: create it, then run `passport migrate`")]
    NotCreated,
    /// The PostgreSQL server does not let this user in, or not at these tables.
    #[error("PostgreSQL refuses this user or password: check the address and the user's rights")]
    NotAllowed,
    /// Another process held the database too long.
    #[error("the database is busy with another program's work: try again")]
    Locked,
    /// Others changed the same rows first, several times over.
    #[error("the database is busy with others' changes: try again")]
    Overtaken,
    /// No room left.
    #[error("the disk is full: nothing was saved")]
    Full,
    /// The file is damaged, or is no database.
    #[error("the database file is damaged: nothing was written; restore it from a backup")]
    Corrupt,
    /// The database server does not answer.
    #[error("the database does not answer: check that it runs and that its address is right")]
    Unreachable,
    /// The journal that stands outside the database takes no line.
    #[error(
        "the journal cannot be written, so nothing was changed: see that its folder is there and has room (`passport doctor` names it)"
    )]
    Journal,
    /// The copy of the sealing key was not shown to be there.
    #[error(
        "that is not what the sealing key of this database answers, or nothing was asked in the last 14 days: `passport keys escrow ask`"
    )]
    NoEscrow,
    /// A backup takes no more.
    #[error("the backup cannot be written: is the disk full?")]
    NotWritten(#[from] std::io::Error),
    /// A table that no backup could hold; a test finds it first.
    #[error("a table cannot be backed up")]
    Backup,
    /// Another sealing key than the one the database was made with, or a damaged sealed key.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A key stands in a module, and no module is set.
    #[error("a hub's key is in a key module: set pkcs11_module, pkcs11_token and pkcs11_pin_file")]
    NoKeyModule,
    /// The module does not sign.
    #[error(transparent)]
    Module(#[from] ModuleFault),
    /// An envelope that does not open.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The system gives no randomness.
    #[error(transparent)]
    NoChance(#[from] NoChance),
    /// The audit chain does not fit its head: nothing more is written until someone has looked.
    #[error("the audit record does not add up, so nothing was saved: run `passport audit verify`")]
    AuditBroken,
    /// The address given is not the one that is printed on cards.
    #[error("this database's cards say {0}: use that address, or move it with `passport base set`")]
    OtherBase(Base),
    /// No address was settled yet.
    #[error(
        "no address is set yet: start with `passport serve --base https://…`, or set it with `passport base set`"
    )]
    NoBase,
    /// The demo was to fill a database that is not its own.
    #[error("this database is in real use: give the demo a folder of its own with --data")]
    NotADemo,
    /// A row holds something that this program never writes.
    #[error("the database holds a {0} that cannot be read: restore it from a backup")]
    Unreadable(Thing),
    /// The clock is behind the newest signed list: signing now would publish a list that readers refuse as older.
    #[error(
        "the clock is wrong: it says a time before the newest status list was signed ({}); set it right",
        minute(.0)
    )]
    ClockBehind(DateTime<Utc>),
    /// The clock is more than a day ahead of the newest signed list.
    #[error(
        "the newest status list is from {}, more than a day ago: if the clock is right, run `passport clock confirm`",
        minute(.0)
    )]
    ClockAhead(DateTime<Utc>),
    /// A key that some checkers cannot know yet.
    #[error(
        "checkers may not know this key before {}: activate it then, or refuse the present key in an emergency",
        next_minute(.0)
    )]
    KeyTooNew(DateTime<Utc>),
    /// A key that no reader can know.
    #[error("{0} is not published yet: `passport keys publish` first")]
    KeyUnpublished(Kid),
    /// A key that every reader can know already.
    #[error("{0} is published already")]
    KeyPublished(Kid),
    /// A key that is in use.
    #[error("{0} signs now: it is retired by activating the next one")]
    KeySigns(Kid),
    /// A key that will never sign again.
    #[error("{0} is retired or refused already")]
    KeyOver(Kid),
    /// The rules of issuing say no.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The card is not in a state for that.
    #[error(transparent)]
    Card(#[from] CardRefused),
    /// There may be no card on that phone.
    #[error(transparent)]
    Phone(#[from] PhoneRefused),
    /// The card's texts fill more than a square that cheap phones can read.
    #[error("the card {0}")]
    Pack(#[from] PackError),
    /// Nothing is changed about this colleague.
    #[error(transparent)]
    Colleague(#[from] ColleagueRefused),
    /// Nothing is noted about this time-out.
    #[error(transparent)]
    TimeOut(#[from] TimeOutRefused),
    /// The rules of agreeing say no.
    #[error(transparent)]
    Agreement(#[from] AgreementError),
    /// The envelope of a review is not opened.
    #[error(transparent)]
    Opening(#[from] OpeningRefused),
    /// They wrote as often as anybody may in a day.
    #[error("too many messages in 24 hours: write again later, or ring the hub")]
    TooManyMessages,
    /// A text that cannot be kept.
    #[error("a text is too long, or has a character that cannot be seen")]
    Text,
    /// A name that cannot be kept.
    #[error("a name has 1 to {longest} letters, none of them invisible or turning the reading direction")]
    Name {
        /// How many letters it may have.
        longest: usize,
    },
    /// The photo is larger than the database takes.
    #[error("the photo is larger than 50 kB: make it smaller")]
    PhotoTooLarge,
    /// The key could not sign, or the claims do not fit together.
    #[error("the card could not be signed: {0}")]
    Sign(#[from] ClaimsError),
    /// It is not there, or not in this hub.
    #[error("there is no such {0}")]
    NotFound(Thing),
    /// Another one has that name already.
    #[error("there is already a {0} with that name or number")]
    Taken(Thing),
    /// Somebody else saved it in the meantime.
    #[error("the {0} was changed by somebody else meanwhile: look at it again, then repeat your change")]
    Stale(Thing),
    /// Anything else, with the transaction it happened in.
    #[error("the database refused the step “{during}”")]
    Database {
        /// The name of the transaction.
        during: &'static str,
        /// What it was, without any value of any row.
        #[source]
        source: DriverFault,
    },
}

/// A time as people read it.
fn minute(at: &DateTime<Utc>) -> impl fmt::Display + use<> {
    at.format("%Y-%m-%d %H:%M UTC")
}

/// The first whole minute at which something can be done that cannot be done before a time.
fn next_minute(at: &DateTime<Utc>) -> impl fmt::Display + use<> {
    minute(&(*at + TimeDelta::seconds(59)))
}

/// What a fault is about, in the word people use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A hub.
    Hub,
    /// A hub's signing key, or one of the server's.
    Key,
    /// A school, pharmacy, practice, ….
    Organisation,
    /// A member of staff or a person at a desk.
    Person,
    /// A person's role in an organisation.
    Membership,
    /// A browser that somebody signed in with.
    Session,
    /// An invitation to work for a hub.
    Invitation,
    /// A young person.
    Carer,
    /// A spreadsheet that was read in.
    Import,
    /// Something that somebody agreed to.
    Agreement,
    /// An arrangement that a hub has in use.
    Arrangement,
    /// A time-out that a school noted.
    TimeOut,
    /// A photo.
    Photo,
    /// A card.
    Card,
    /// The codes that put a card on a phone.
    Activation,
    /// Cards that are issued to many at once.
    CardRun,
    /// A status list.
    StatusList,
    /// Something a young person wrote.
    Message,
    /// A service on the menu.
    Service,
    /// Who offers services.
    Provider,
    /// A directory of services that was taken in.
    MenuImport,
    /// What a young person wrote of a service.
    Review,
    /// A code with which one may be written.
    ReviewCode,
    /// What says who wrote a review.
    Envelope,
    /// An answer that a hub added to a question of the menu.
    Term,
    /// What somebody says should be changed about a service.
    Suggestion,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hub => "hub",
            Self::Key => "key",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Membership => "membership",
            Self::Session => "session",
            Self::Invitation => "invitation",
            Self::Carer => "young person",
            Self::Import => "import",
            Self::Agreement => "agreement",
            Self::Arrangement => "arrangement",
            Self::TimeOut => "time-out",
            Self::Photo => "photo",
            Self::Card => "card",
            Self::Activation => "activation",
            Self::CardRun => "run of cards",
            Self::StatusList => "status list",
            Self::Message => "message",
            Self::Service => "service",
            Self::Provider => "provider",
            Self::MenuImport => "directory that was taken in",
            Self::Review => "review",
            Self::ReviewCode => "code for a review",
            Self::Envelope => "envelope",
            Self::Term => "answer",
            Self::Suggestion => "suggestion",
        })
    }
}

impl StoreError {
    /// A fault without words of its own, in a transaction that [`Self::during`] will name.
    fn unnamed(source: &sqlx::Error) -> Self {
        Self::Database { during: "", source: source.into() }
    }

    /// Whether the database refused a second row of the same key.
    pub(crate) fn or_taken(error: sqlx::Error, thing: Thing) -> Self {
        match &error {
            sqlx::Error::Database(fault) if fault.is_unique_violation() => Self::Taken(thing),
            _ => Self::from(error),
        }
    }

    /// The same fault, with the name of the transaction in which it happened.
    pub(crate) fn during(self, name: &'static str) -> Self {
        match self {
            Self::Database { source, .. } => Self::Database { during: name, source },
            other => other,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(source: sqlx::Error) -> Self {
        match &source {
            sqlx::Error::Database(fault) => match fault.code().as_deref() {
                // From 778 on: the system refused to write, to flush, to cut or to lengthen a file.
                Some(
                    "8" | "264" | "520" | "776" | "1032" | "1544" | "14" | "25006" | "778" | "1034" | "1546"
                    | "4618" | "4874",
                ) => Self::ReadOnly,
                Some("5" | "6" | "261" | "262" | "55P03") => Self::Locked,
                Some("517" | "40001" | "40P01") => Self::Overtaken,
                Some("13" | "53100") => Self::Full,
                Some("11" | "26" | "267" | "523" | "779") => Self::Corrupt,
                Some("42P01") => Self::NotMigrated,
                Some("3D000") => Self::NotCreated,
                Some("28000" | "28P01" | "42501") => Self::NotAllowed,
                _ if fault.message().starts_with("no such table") => Self::NotMigrated,
                _ => Self::unnamed(&source),
            },
            sqlx::Error::PoolTimedOut => Self::Locked,
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable,
            _ => Self::unnamed(&source),
        }
    }
}

impl From<SignError> for StoreError {
    fn from(error: SignError) -> Self {
        Self::Sign(error.into())
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::TooNew(version),
            MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => Self::Altered(version),
            MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
                Self::from(source).during("migrate")
            }
            other => Self::unnamed(&sqlx::Error::Migrate(Box::new(other))).during("migrate"),
        }
    }
}
