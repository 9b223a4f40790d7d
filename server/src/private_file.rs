//! Files that only their owner reads. One that the system's administrator makes for the server, as `passport hub add` makes the journal, belongs to whoever owns its
//! folder, as SQLite does it with the files beside its own: else the server could not write it.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Options by which a file that is made is its owner's alone.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a file that nobody else reads, to be written.
///
/// # Errors
/// With the file: it is there already, or none can be made there.
pub fn make(path: &Path) -> io::Result<File> {
    private().write(true).create_new(true).open(path).map_err(|fault| {
        let said = match fault.kind() {
            ErrorKind::AlreadyExists => "is there already: give another name".to_owned(),
            _ => format!("cannot be made: {fault}"),
        };
        io::Error::new(fault.kind(), format!("{} {said}", path.display()))
    })
}

/// Makes a file for whoever owns the folder, to be written.
///
/// # Errors
/// [`ErrorKind::AlreadyExists`] when there is one, and when none can be made there. One that is there is never given away: whoever owns the folder may have
/// linked it to somebody else's.
pub fn make_for_owner_of_folder(path: &Path) -> io::Result<File> {
    let file = private().write(true).create_new(true).open(path)?;
    #[cfg(unix)]
    give_to_owner_of_folder(&file, path)?;
    Ok(file)
}

#[cfg(unix)]
fn give_to_owner_of_folder(file: &File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (folder, made) = (folder.metadata()?, file.metadata()?);
    if folder.uid() != made.uid() {
        // Only an administrator can; anybody else who may write in the folder of another keeps what they made.
        fchown(file, Some(folder.uid()), Some(folder.gid())).ok();
    }
    Ok(())
}
