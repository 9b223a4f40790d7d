//! Opening the data: settings, the sealing key, the database.

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use passport_core::card::Base;
use passport_server::chance::SystemChance;
use passport_server::clock::SystemClock;
use passport_server::config::{DataConfig, DataSettings};
use passport_server::journal::Journal;
use passport_server::key_module::KeyModule;
use passport_server::private_file::make_for_owner_of_folder;
use passport_server::seal::SealingKey;
use passport_server::snapshot::last::LastBundle;
use passport_server::store::{Opening, Store, StoreError};
use zeroize::Zeroizing;

/// Opens the database that the settings name; it must be there.
///
/// # Errors
/// With what is wrong in the settings, the sealing key or the database, and what to do about it.
pub async fn open(settings: &DataSettings) -> anyhow::Result<Store> {
    open_existing(&settings.check()?).await
}

/// Opens a database that is there, and makes and changes nothing; not a SQLite file that is damaged.
///
/// # Errors
/// As [`open`].
pub async fn open_existing(config: &DataConfig) -> anyhow::Result<Store> {
    look(config).await?;
    examine(config).await?;
    let sealing = read_key(&config.sealing_key_file)?;
    open_with(config, sealing).await
}

/// Opens the data with a further key, which opens what it sealed: to seal everything with it. Gives that key too.
///
/// # Errors
/// As [`open`], and when the file cannot be read or made.
pub async fn open_to_reseal(settings: &DataSettings, new: &Path) -> anyhow::Result<(Store, SealingKey)> {
    let config = settings.check()?;
    look(&config).await?;
    let sealing = read_key(&config.sealing_key_file)?;
    let (new, _) = read_or_make_key(new)?;
    let store = open_with(&config, sealing.also_opening(new.clone())).await?;
    Ok((store, new))
}

/// Opens the database; the first time, makes its folder, the sealing key and the tables. Not a SQLite file that is damaged.
///
/// A PostgreSQL database that lacks tables is left to `passport migrate`, since other servers may be running on it.
///
/// # Errors
/// As [`open`].
pub async fn open_or_create(config: &DataConfig) -> anyhow::Result<Store> {
    examine(config).await?;
    open_or_create_examined(config).await
}

/// The same for one that was read through already.
///
/// # Errors
/// As [`open`].
pub async fn open_or_create_examined(config: &DataConfig) -> anyhow::Result<Store> {
    if config.database.reveal().starts_with("sqlite:") {
        migrate(config).await?;
    }
    // Before the key: whoever has the wrong database should not be told to look for a key, and finds nothing made.
    look(config).await?;
    create_folder(&config.data_folder)?;
    let (sealing, made) = read_or_make_key(&config.sealing_key_file)?;
    let opened = open_with(config, sealing).await;
    let Err(fault) = opened else { return opened };
    if made {
        // Nothing was sealed with it. A key that is missing must come back, and a fresh one in its place would hide that.
        std::fs::remove_file(&config.sealing_key_file).ok();
    }
    match fault.downcast_ref() {
        Some(StoreError::Seal(_)) if made => Err(fault.context(missing_key(&config.sealing_key_file))),
        _ => Err(fault),
    }
}

/// Sees to it that the journal takes lines, for what cannot be done without one. A folder that is missing is not made: the disk that
/// belongs there may be.
///
/// # Errors
/// With the folder, and what to do.
pub fn try_journal(config: &DataConfig) -> anyhow::Result<()> {
    let file = &config.journal;
    let folder = file.parent().unwrap_or(Path::new("")).display();
    Journal::at(file).try_out().with_context(|| {
        format!(
            "the journal {} cannot be written: see that the folder {folder} is there (or the disk it is on) and that this program may \
             write in it, or name another file with --journal",
            file.display()
        )
    })
}

async fn examine(config: &DataConfig) -> anyhow::Result<()> {
    insist_on_no_loss(config)?;
    let examined = Store::examine(config.database.reveal()).await;
    examined.with_context(|| format!("database {}", config.database))
}

/// Before anything opens it, which writes into an empty file: that no SQLite file is missing, or empty, of which the journal or the last bundle beside it tells: a new one in its place would know
/// none of the cards, and the next bundle would take the place of the one that knows what was withdrawn.
///
/// # Errors
/// [`StoreError::Lost`].
pub fn insist_on_no_loss(config: &DataConfig) -> Result<(), StoreError> {
    let Some(file) = config.database.reveal().strip_prefix("sqlite:") else { return Ok(()) };
    let holds = |path: &Path| path.metadata().is_ok_and(|about| about.len() > 0);
    let told_of = holds(&config.journal) || holds(LastBundle::beside(&config.journal).file());
    if told_of && !holds(Path::new(file)) { Err(StoreError::Lost(file.to_owned())) } else { Ok(()) }
}

/// Brings the tables up to date, and gives how many steps that took.
///
/// # Errors
/// [`StoreError`], with what to do.
pub async fn migrate(config: &DataConfig) -> anyhow::Result<usize> {
    insist_on_no_loss(config)?;
    create_folder(&config.data_folder)?;
    let migrated = Store::migrate(config.database.reveal()).await;
    migrated.with_context(|| format!("database {}", config.database))
}

/// The address that the database's cards carry. A SQLite database that was not made yet has none.
///
/// # Errors
/// When the database cannot be looked at.
pub async fn stored_base(config: &DataConfig) -> anyhow::Result<Option<Base>> {
    let looked = look(config).await;
    let may_be_made = config.database.reveal().starts_with("sqlite:");
    match looked.as_ref().err().and_then(|fault| fault.downcast_ref()) {
        Some(StoreError::Missing(_) | StoreError::NotMigrated) if may_be_made => Ok(None),
        _ => looked,
    }
}

async fn look(config: &DataConfig) -> anyhow::Result<Option<Base>> {
    insist_on_no_loss(config)?;
    let looked = Store::look(config.database.reveal()).await;
    looked.with_context(|| format!("database {}", config.database))
}

async fn open_with(config: &DataConfig, sealing: SealingKey) -> anyhow::Result<Store> {
    let url = config.database.reveal();
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let sealing = with_other(config, sealing)?;
    let opened: Result<Store, StoreError> = Store::open(Opening { url, sealing, clock, chance }).await;
    let store = opened.with_context(|| format!("database {}", config.database))?;
    let store = store.with_journal(Journal::at(&config.journal));
    Ok(match config.key_module.clone() {
        Some(module) => store.with_key_module(KeyModule::at(module)),
        None => store,
    })
}

/// The sealing key, with the second one that opens what it sealed while keys are being changed.
///
/// # Errors
/// When a file cannot be read, or holds no key.
pub fn sealing_key(config: &DataConfig) -> anyhow::Result<SealingKey> {
    with_other(config, read_key(&config.sealing_key_file)?)
}

fn with_other(config: &DataConfig, sealing: SealingKey) -> anyhow::Result<SealingKey> {
    Ok(match &config.other_sealing_key_file {
        Some(file) => sealing.also_opening(read_key(file)?),
        None => sealing,
    })
}

/// Makes a folder, with those above it.
///
/// # Errors
/// When it cannot be made there.
pub fn create_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| {
        format!("the folder {} cannot be made: choose another with --data", folder.display())
    })
}

/// The sealing key in a file.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn read_key(file: &Path) -> anyhow::Result<SealingKey> {
    let text = Zeroizing::new(std::fs::read_to_string(file).with_context(|| missing_key(file))?);
    SealingKey::parse(&text).with_context(|| format!("the file {}", file.display()))
}

/// A new key in a new file.
///
/// # Errors
/// When there is one already, or the file cannot be written.
pub fn new_key(file: &Path) -> anyhow::Result<SealingKey> {
    let (key, new) = read_or_make_key(file)?;
    anyhow::ensure!(new, "{} is there already", file.display());
    Ok(key)
}

/// The key in the file, or a new one in a new file that only its owner can read; and whether it is new.
fn read_or_make_key(file: &Path) -> anyhow::Result<(SealingKey, bool)> {
    if let Some(folder) = file.parent() {
        create_folder(folder)?;
    }
    match make_for_owner_of_folder(file) {
        Ok(mut new) => {
            let key = SealingKey::generate(&SystemChance)?;
            let written = writeln!(new, "{}", *key.to_text()).and_then(|()| new.sync_all());
            if written.is_err() {
                // Half a key would stand in the way of the next try.
                std::fs::remove_file(file).ok();
            }
            written.with_context(|| format!("the sealing key cannot be written to {}", file.display()))?;
            Ok((key, true))
        }
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Ok((read_key(file)?, false)),
        Err(fault) => {
            Err(fault).with_context(|| format!("the sealing key cannot be written to {}", file.display()))
        }
    }
}

fn missing_key(file: &Path) -> String {
    format!(
        "the sealing key file {} cannot be read, and without it no signing key opens: put it back, or name it with \
         --sealing-key-file",
        file.display()
    )
}
