//! `passport verify`: a bundle in a file, a key on the command line, no network.

use chrono::{DateTime, TimeDelta, Utc};
use passport_tests::demo::Demo;
use passport_tests::desk::Ended;
use passport_tests::program::passport;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What somebody took along while there was a network.
struct Luggage {
    demo: Demo,
    folder: TempDir,
    root: String,
    packed_at: DateTime<Utc>,
}

impl Luggage {
    async fn pack() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let demo = Demo::start();
        let root = Ended::of(passport().args(["keys", "root", "--data"]).arg(demo.folder().join("data")));
        let root = root.said.trim().to_owned();
        let fetched = reqwest::get(format!("{}/api/offline-bundle", demo.base())).await.expect("a bundle");
        let packed_at = fetched.headers()["date"].to_str().expect("a date").to_owned();
        let packed_at = DateTime::parse_from_rfc2822(&packed_at).expect("a date").to_utc();
        std::fs::write(folder.path().join("bundle"), fetched.bytes().await.expect("its bytes"))
            .expect("a file");
        Self { demo, folder, root, packed_at }
    }

    fn bundle(&self) -> PathBuf {
        self.folder.path().join("bundle")
    }

    fn verify(&self, state: &str, after: TimeDelta, setting: &[&str]) -> (i32, Value) {
        let square = &self.demo.card(state).square;
        let at = (self.packed_at + after).to_rfc3339();
        let ended = verify(square, &self.bundle(), &self.root, &[&["--at", &at, "--json"], setting].concat());
        (ended.code, serde_json::from_str(&ended.said).unwrap_or_else(|_| panic!("{ended:?}")))
    }
}

fn verify(card: &str, bundle: &Path, root: &str, more: &[&str]) -> Ended {
    Ended::of(passport().args(["verify", card, "--root", root]).arg("--bundle").arg(bundle).args(more))
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_are_checked_without_a_network_until_the_bundle_is_too_old() {
    let luggage = Luggage::pack().await;
    let hours = TimeDelta::hours;
    for (state, after, code, expected) in [
        ("valid", hours(0), 0, "valid_offline"),
        ("valid", hours(2), 0, "valid_offline"),
        ("expired", hours(2), 3, "expired"),
        ("withdrawn", hours(2), 3, "not_in_use"),
        ("foreign", hours(2), 3, "not_recognised"),
        ("valid", hours(24 * 8), 3, "cannot_check"),
        ("valid", hours(-24), 3, "cannot_check"),
    ] {
        let (ended, answer) = luggage.verify(state, after, &[]);
        assert_eq!(
            (ended, answer["state"].as_str()),
            (code, Some(expected)),
            "{state} after {after}: {answer}"
        );
    }
    let (_, at_school) = luggage.verify("valid", hours(2), &["--setting", "school"]);
    let lines = at_school["lines"].to_string();
    assert!(lines.contains("May leave the room") && lines.contains("the list from"), "{lines}");
    assert!(at_school["name"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_of_another_root_key_is_refused() {
    let (luggage, other) = (Luggage::pack().await, Luggage::pack().await);
    let square = &luggage.demo.card("valid").square;
    let refused = verify(square, &luggage.bundle(), &other.root, &[]);
    assert_eq!((refused.code, refused.said.as_str()), (1, ""));
    assert!(refused.complained.contains("is not signed by the root key given"), "{}", refused.complained);
    let no_key = verify(square, &luggage.bundle(), "short", &[]);
    assert_eq!(no_key.code, 2, "{}", no_key.complained);
}
