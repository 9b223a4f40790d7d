//! The last offline bundle, kept as a file beside the journal: what was published is there when the database is not. A restore takes it in, and a
//! server whose database file is damaged checks cards from it.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use passport_core::keys::PublicKey;
use tokio::sync::Mutex;

use crate::App;
use crate::private_file::private;

const NAME: &str = "last-bundle.jwt";
/// A withdrawn card is on the published list within a minute, and a minute later here.
const KEEP_EVERY: Duration = Duration::from_secs(60);
/// Until the first list is signed, it is looked for more often.
const FIRST_LOOK: Duration = Duration::from_secs(2);
const LARGEST: u64 = 9 * 1024 * 1024;

/// The file: the bundle on one line, the root key that signed it on the next.
#[derive(Clone, Debug)]
pub struct LastBundle(PathBuf);

impl LastBundle {
    /// The one beside this journal.
    pub fn beside(journal: &Path) -> Self {
        Self(journal.with_file_name(NAME))
    }

    /// Where it is.
    pub fn file(&self) -> &Path {
        &self.0
    }

    /// The bundle and its root key, if there is one.
    pub fn read(&self) -> Option<(String, PublicKey)> {
        let mut text = String::new();
        File::open(&self.0).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
        let (token, root) = text.trim_end().split_once('\n')?;
        Some((token.to_owned(), PublicKey::from_text(root).ok()?))
    }

    /// Takes the place of the one before, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, token: &str, root: &PublicKey) -> io::Result<()> {
        let part = self.0.with_extension("part");
        let mut file = private().write(true).create(true).truncate(true).open(&part)?;
        writeln!(file, "{token}\n{}", root.to_text())?;
        file.sync_all()?;
        std::fs::rename(part, &self.0)
    }
}

/// Keeps it until the task is dropped; a write that is under way then goes on, and holds `writing` until it is through. A file that cannot be
/// written is said once, and so is that it can again.
pub async fn keep(app: App, writing: Arc<Mutex<()>>) {
    let file = LastBundle::beside(&app.config().data.journal);
    let (mut kept, mut fails) = (None, false);
    loop {
        let has_lists = !app.snapshot().held().lists.is_empty();
        if has_lists
            && let Ok(token) = app.bundle()
            && kept.as_ref() != Some(&token)
        {
            let (into, root, text) = (file.clone(), app.store().root_public_key().clone(), token.clone());
            let held = writing.clone().lock_owned().await;
            let written = tokio::task::spawn_blocking(move || {
                let _held = held;
                into.keep(&text, &root)
            })
            .await;
            let failed = !matches!(written, Ok(Ok(())));
            if failed && !fails {
                tracing::error!(file = %file.file().display(), "the last bundle cannot be kept for a restore");
            } else if fails && !failed {
                tracing::info!("the last bundle is kept again");
            }
            fails = failed;
            kept = (!failed).then_some(token);
        }
        tokio::time::sleep(if kept.is_some() { KEEP_EVERY } else { FIRST_LOOK }).await;
    }
}
