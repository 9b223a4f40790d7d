//! Commands that the system's administrator runs on a server that has a user of its own.
#![cfg(unix)]

use std::os::unix::fs::{MetadataExt as _, chown};

use passport_tests::desk::{BASE, Desk};
use passport_tests::{Database, on_both_databases};

on_both_databases!(what_the_systems_administrator_makes_for_a_server_is_the_servers);

/// A user who owns nothing else.
const SERVER: u32 = 64_013;

async fn what_the_systems_administrator_makes_for_a_server_is_the_servers(database: Database) {
    let file = database.url().strip_prefix("sqlite:").map(std::path::PathBuf::from);
    let desk = Desk::before_anything(database);
    let folder = desk.folder().to_owned();
    let folders: Vec<_> =
        [Some(&*folder), file.as_deref().and_then(|file| file.parent())].into_iter().flatten().collect();
    for folder in &folders {
        if chown(folder, Some(SERVER), Some(SERVER)).is_err() {
            eprintln!("not run: only the system's administrator can give files away");
            return;
        }
    }
    desk.done(&["migrate"]).await;
    let hub = ["--slug", "riverton", "--name", "Riverton Hub", "--telephone", "01632 960100"];
    desk.done(&[&["hub", "add", "--base", BASE], &hub[..]].concat()).await;
    let made = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let mut names = Vec::new();
    for made in made {
        let made = made.expect("a file");
        assert_eq!(made.metadata().expect("a file").uid(), SERVER, "{made:?}");
        names.push(made.file_name().into_string().expect("text"));
    }
    for name in ["journal.jsonl", "sealing.key"] {
        assert!(names.iter().any(|one| one == name), "{name} among {names:?}");
    }

    // What stands there is never given away: the server may have linked it to a file that is not its own.
    let (others, linked) = (desk.folder().join("others"), desk.folder().join("linked"));
    std::fs::write(&others, "").expect("written");
    std::os::unix::fs::symlink(&others, &linked).expect("linked");
    let journal = linked.display().to_string();
    desk.done(&["keys", "new", "--hub", "riverton"]).await;
    desk.done(&["keys", "publish", "k2", "--hub", "riverton", "--journal", &journal]).await;
    assert!(!std::fs::read(&others).expect("read").is_empty(), "the line went there");
    let owner = others.metadata().expect("a file").uid();
    assert_eq!(owner, folder.join("..").metadata().expect("a folder").uid(), "and it stays whose it was");
}
