//! Who uses a data folder: a demo alone, or servers beside each other. The system ends the hold with the program, however
//! that ends.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use passport_server::config::DataConfig;
use passport_server::private_file::make_for_owner_of_folder;

use super::data;

/// The file that is held. It is never removed: two could hold one name then.
const NAME: &str = "passport.lock";

/// A hold on data folders, for as long as it lives.
#[derive(Debug)]
pub struct InUse {
    _held: Vec<File>,
}

impl InUse {
    /// Holds a folder for a demo, which removes what is in it.
    ///
    /// # Errors
    /// When a demo or a server uses it, or it cannot be held.
    pub fn by_demo(folder: &Path) -> anyhow::Result<Self> {
        let refuse = |who: &str| {
            anyhow::anyhow!(
                "{who} is running in {}: give the demo another folder with --data",
                folder.display()
            )
        };
        let cannot = || format!("{} cannot be held: choose another folder with --data", folder.display());
        let file = open(folder).with_context(cannot)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: vec![file] }),
            // Servers let each other in, a demo nobody.
            Err(TryLockError::WouldBlock) if file.try_lock_shared().is_ok() => Err(refuse("a server")),
            Err(TryLockError::WouldBlock) => Err(refuse("a demo")),
            Err(TryLockError::Error(fault)) => Err(fault).with_context(cannot),
        }
    }

    /// Holds the folders of a server's data, so that no demo clears them away.
    ///
    /// # Errors
    /// When a demo is running in one of them, or the folder of a SQLite database cannot be made.
    pub fn by_server(config: &DataConfig) -> anyhow::Result<Self> {
        if config.database.reveal().starts_with("sqlite:") {
            // The first start would make it a little later.
            data::create_folder(&config.data_folder)?;
        }
        let mut held = Vec::new();
        for folder in folders(config) {
            // Where nothing can be written or held, no demo can be either.
            let Ok(file) = open(&folder) else { continue };
            if matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)) {
                anyhow::bail!("a demo is running in {}: choose another folder with --data", folder.display());
            }
            held.push(file);
        }
        Ok(Self { _held: held })
    }
}

fn open(folder: &Path) -> std::io::Result<File> {
    let file = folder.join(NAME);
    // Made where it is missing; else that says why not.
    make_for_owner_of_folder(&file).or_else(|_| OpenOptions::new().write(true).open(file))
}

/// The data folder, and those of a SQLite file and a sealing key that stand elsewhere.
fn folders(config: &DataConfig) -> BTreeSet<PathBuf> {
    let file = config.database.reveal().strip_prefix("sqlite:").map(Path::new);
    let beside = [file, Some(&config.sealing_key_file)].into_iter().flatten().filter_map(Path::parent);
    let named = beside.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    named.chain([config.data_folder.as_path()]).map(Path::to_owned).collect()
}
