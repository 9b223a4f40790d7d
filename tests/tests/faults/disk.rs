//! The disk under a SQLite file fills up, or turns read-only, while the server runs: cards are checked as before, what cannot be saved is
//! refused with words, and once there is room again the same form is taken, by the same server.

use crate::crash::id;
use crate::site::{Server, Site, card, carer, check, free_address};
use passport_core::clock::Clock as _;
use passport_server::clock::SystemClock;
use passport_server::store::CardId;
use passport_tests::Database;
use passport_tests::console::{Browser, Form};
use reqwest::Client;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A disk that a test spoils and mends.
pub struct Disk {
    folder: TempDir,
    library: PathBuf,
}

impl Disk {
    /// A good disk. What makes it bad is compiled anew, with the compiler that the program's own libraries need.
    pub fn new() -> Self {
        let folder = TempDir::with_prefix("passport-disk-").expect("a folder");
        let library = folder.path().join("full_disk.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/full_disk.c");
        let mut compiling = Command::new("cc");
        compiling.args(["-shared", "-fPIC", "-O1", source, "-ldl", "-o"]).arg(&library);
        assert!(compiling.status().expect("a C compiler").success(), "full_disk.c does not compile");
        let disk = Self { folder, library };
        disk.is("good");
        disk
    }

    /// What it is from now on: `full`, `read-only` or `good`.
    pub fn is(&self, what: &str) {
        // Renamed, so that nobody reads half a word.
        let (new, now) = (self.folder.path().join("new"), self.now());
        std::fs::write(&new, what).expect("a word");
        std::fs::rename(new, now).expect("a word");
    }

    fn now(&self) -> PathBuf {
        self.folder.path().join("now")
    }

    /// The settings of a program whose files in `folder` are on it.
    pub fn under(&self, folder: &Path) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAULT_FOLDER", folder.display().to_string()),
            ("FAULT_NOW", self.now().display().to_string()),
        ]
    }
}

/// A form for a card of somebody, filled in.
pub async fn form_for(browser: &mut Browser, site: &Site, name: &str) -> Form {
    let (store, scope) = site.store().await;
    let add = format!("/hub/carers/{}/cards/add", carer(&store, &scope, name).await);
    store.close().await;
    let last_day = passport_core::issue::today(SystemClock.now()) + chrono::TimeDelta::days(200);
    let form = browser.get(&add).await.form(&add).with("phone_on_silent", "yes");
    form.with("ends_on", &last_day.format("%d/%m/%Y").to_string())
}

/// The server refuses a form with words, checks cards all the while, and says in its log what the operator has to do.
pub async fn it_refuses_and_goes_on_checking(
    server: &Server,
    browser: &mut Browser,
    (form, square): (&Form, &str),
) {
    let refused = browser.send(form).await;
    assert_eq!((refused.status.as_u16(), refused.retry_after), (503, Some(5)), "{}", refused.body);
    assert!(refused.says("Not finished yet") && refused.says("Send it again"), "{}", refused.body);
    assert_eq!(refused.form(&form.action).fields, form.fields, "all that was typed");
    let said = check(&Client::new(), &server.url(""), square).await.expect("an answer");
    assert_eq!(said.state, "valid", "checking goes on");
    let ready = reqwest::get(server.url("/health/ready")).await.expect("an answer");
    assert_eq!(ready.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_or_read_only_disk_refuses_with_words_and_nothing_is_lost() {
    let (disk, address) = (Disk::new(), free_address());
    let site = Site::on(Database::sqlite(), &address);
    let Database::Sqlite(folder) = &site.database else { unreachable!("it is SQLite") };
    let settings = disk.under(folder.path());
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let server = site.serve(&address, &settings).await;
    let mut browser = site.staff(&server).await;
    let (store, scope) = site.store().await;
    let zoe = carer(&store, &scope, "Moss").await;
    let first = card(&store, &scope, zoe).await.card_id;
    let square = store.print_card(&scope, first).await.expect("it prints").square;
    store.close().await;
    crate::stopped::until_known(&server, &square, "valid").await;

    let mut issued = Vec::new();
    for what in ["full", "read-only"] {
        let form = form_for(&mut browser, &site, "Nowak").await;
        disk.is(what);
        it_refuses_and_goes_on_checking(&server, &mut browser, (&form, &square)).await;
        disk.is("good");
        let taken = browser.send(&form).await;
        assert_eq!(taken.status, 303, "{what}: {}", server.kill());
        issued.push(id::<CardId>(&taken.location));
    }
    let log = server.kill();
    assert!(log.contains("the disk is full: nothing was saved"), "{log}");
    assert!(log.contains("the database cannot be written"), "{log}");

    let server = site.serve(&address, &settings).await;
    let (store, scope) = site.store().await;
    for card in issued {
        store.print_card(&scope, card).await.expect("what was acknowledged is there");
    }
    assert!(store.verify_audit(&[]).await.expect("the books answer").is_sound());
    store.close().await;
    server.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_read_only_disk_it_does_not_start_and_says_why() {
    let (disk, address) = (Disk::new(), free_address());
    let site = Site::on(Database::sqlite(), &address);
    let Database::Sqlite(folder) = &site.database else { unreachable!("it is SQLite") };
    disk.is("read-only");
    let mut command = site.command(&["serve", "--base", &site.base, "--listen", &address]);
    let ended = command.envs(disk.under(folder.path())).output().expect("it runs");
    let complained = String::from_utf8(ended.stderr).expect("UTF-8");
    assert!(!ended.status.success());
    assert!(complained.contains("the database cannot be written"), "{complained}");
    disk.is("good");
    site.done(&["audit", "verify"]);
}
