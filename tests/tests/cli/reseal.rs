//! The sealing key is changed as docs/operations.md says, while a server goes on.

use passport_tests::desk::Desk;
use passport_tests::{Database, on_both_databases};

on_both_databases!(the_sealing_key_is_changed_step_by_step_and_the_old_one_opens_nothing);

async fn issue(desk: &Desk, name: &str) {
    let carer = desk.carer(name, "Moss").await;
    let wish = ["card", "issue", "--hub", "riverton", "--carer", &carer, "--arrange", "school/late-arrival"];
    desk.done(&wish).await;
}

async fn doctor(desk: &Desk, said: &str) {
    let looked = desk.run(&["doctor"]).await;
    assert!(looked.said.contains(said), "{said}: {}", looked.said);
}

async fn the_sealing_key_is_changed_step_by_step_and_the_old_one_opens_nothing(database: Database) {
    let mut desk = Desk::with_hub(database).await;
    issue(&desk, "Zoë").await;
    doctor(&desk, " seals)").await;
    let (old, new) = (desk.folder().join("sealing.key"), desk.folder().join("new.key"));
    let new_file = new.display().to_string();

    let said = desk.done(&["keys", "reseal", "--new", &new_file]).await;
    assert!(said.contains("secrets were sealed anew") && said.contains("let sealing_key_file be"), "{said}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let mode = std::fs::metadata(&new).expect("the new key").mode() & 0o777;
        assert_eq!(mode, 0o600, "its owner alone reads it");
    }
    let refused = desk.run(&["keys", "list", "--hub", "riverton"]).await;
    assert!(refused.complained.contains("not the sealing key that the database"), "{refused:?}");

    // A server that was told of the new key beside its old one, and seals with the old one still.
    desk.set("PASSPORT_OTHER_SEALING_KEY_FILE", &new);
    issue(&desk, "Kim").await;
    doctor(&desk, "finish with `passport keys reseal`").await;
    let said = desk.done(&["keys", "reseal", "--new", &new_file]).await;
    assert!(said.contains("No other sealing key opens anything"), "{said}");

    desk.set("PASSPORT_SEALING_KEY_FILE", &new);
    desk.set("PASSPORT_OTHER_SEALING_KEY_FILE", &old);
    issue(&desk, "Łukasz").await;
    let said = desk.done(&["keys", "reseal", "--new", &new_file]).await;
    assert!(said.starts_with("0 secrets") && said.contains("is needed no more"), "{said}");
    desk.set("PASSPORT_OTHER_SEALING_KEY_FILE", "");
    std::fs::remove_file(&old).expect("the old key is destroyed");
    issue(&desk, "Mia").await;
    assert_eq!(desk.run(&["audit", "verify"]).await.code, 0);
}
