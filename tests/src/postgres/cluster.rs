//! A PostgreSQL cluster made from the installed programs, reached by a socket in its own folder.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Nothing here has to survive the machine, so nothing waits for the disk. Commits stay synchronous: what was
/// acknowledged must outlive [`Cluster::stop`].
const SETTINGS: &str = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=300";

/// A cluster that one test has to itself, to stop and start as it likes; gone when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    url: String,
}

impl Cluster {
    /// Makes a cluster in a new folder and starts it.
    pub fn start_new() -> Self {
        // Short, since the path of a socket may have 107 bytes.
        let folder = TempDir::with_prefix("ppg-").expect("a folder for the cluster");
        initialise(folder.path());
        start(folder.path());
        let url = url(folder.path());
        Self { folder, url }
    }

    /// The address of the database `postgres` in it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Starts it again after [`Cluster::stop`].
    pub fn start(&self) {
        start(self.folder.path());
    }

    /// Stops it at once, cutting every connection, as a power cut would.
    pub fn stop(&self) {
        stop(self.folder.path());
    }

    /// Whether it takes connections.
    pub fn answers(&self) -> bool {
        answers(self.folder.path())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.answers() {
            self.stop();
        }
    }
}

/// The address of the database `postgres` of the cluster in `folder`.
pub(super) fn url(folder: &Path) -> String {
    format!("postgres://postgres@localhost/postgres?host={}", folder.display())
}

/// Makes the cluster's files in `folder`, which is handed to the user who will run it.
pub(super) fn initialise(folder: &Path) {
    if let Some((user, group)) = unprivileged_user() {
        chown(folder, Some(user), Some(group)).expect("hands the folder to the cluster's user");
    }
    run(
        "initdb",
        folder,
        ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
    );
}

/// Starts the cluster in `folder` and returns when it takes connections.
pub(super) fn start(folder: &Path) {
    let log = folder.join("log");
    let options = format!("{SETTINGS} -k {}", folder.display());
    run("pg_ctl", folder, ["start", "--wait", "--silent", "-l", &log.to_string_lossy(), "-o", &options]);
}

fn stop(folder: &Path) {
    run("pg_ctl", folder, ["stop", "--wait", "--silent", "--mode=immediate"]);
}

/// Whether the cluster in `folder` takes connections.
pub(super) fn answers(folder: &Path) -> bool {
    let mut asking = Command::new(program("pg_isready"));
    asking.arg("--quiet").arg("--host").arg(folder);
    asking.status().is_ok_and(|status| status.success())
}

fn run<const N: usize>(name: &str, folder: &Path, arguments: [&str; N]) {
    let mut command = as_cluster_user(program(name));
    command.arg("--pgdata").arg(folder.join("data")).args(arguments).current_dir(folder);
    // The postmaster keeps what it inherits, so it inherits no pipe on which a test runner would wait.
    let complaints = folder.join(format!("{name}.log"));
    let file = fs::File::create(&complaints).expect("a file for complaints");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(file);
    let status = command.status().expect("PostgreSQL's programs run");
    let said =
        || [complaints.clone(), folder.join("log")].map(|path| fs::read_to_string(path).unwrap_or_default());
    assert!(status.success(), "{name} failed ({status}): {}", said().join("\n"));
}

/// A command that runs as the cluster's user: PostgreSQL refuses to run as root.
pub(super) fn as_cluster_user(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = unprivileged_user() {
        command.uid(user).gid(group);
    }
    command
}

/// For root, the user and group `postgres`, which come with the package.
fn unprivileged_user() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").expect("/proc is mounted").uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("the list of users");
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let mut fields =
        line.expect("a user `postgres`; it comes with Debian's package postgresql").split(':').skip(2);
    let mut number = || fields.next().and_then(|field| field.parse().ok()).expect("a number in /etc/passwd");
    Some((number(), number()))
}

/// One of PostgreSQL's programs: the newest of Debian's versions, else the one on the path.
///
/// # Panics
/// When PostgreSQL is not installed: a test that needs it fails rather than being left out.
pub(super) fn program(name: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|version| Some((version.file_name().to_str()?.parse::<u32>().ok()?, version.path())))
        .max()
        .map(|(_, folder)| folder.join("bin").join(name))
        .filter(|path| path.exists());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = || std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.exists());
    newest.or_else(on_path).unwrap_or_else(|| {
        panic!(
            "PostgreSQL's `{name}` is missing: install the package `postgresql`, or run `make setup` as root"
        )
    })
}
