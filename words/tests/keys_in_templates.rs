//! Every key that a template says stands in the catalogue. Rust's keys are functions, and the build of the scripts
//! looks theirs up itself.

#![expect(clippy::unwrap_used, reason = "a template that cannot be read fails the test")]

use std::fs;
use std::path::Path;

use passport_words::Catalogue;

#[test]
fn every_key_that_a_template_says_has_its_words() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/templates");
    let mut found = Vec::new();
    keys(&templates, &mut found);
    assert!(found.len() > 20, "only {} keys were found: has the way to say them changed?", found.len());
    // A template may join a key of a stem and a code: say("what-" ~ part).
    let fits = |key: &str, said: &str| key == said || (said.ends_with('-') && key.starts_with(said));
    let has = |said: &str| Catalogue::keys().iter().any(|key| fits(key, said));
    let missing: Vec<_> = found.iter().filter(|(_, key)| !has(key)).collect();
    assert!(missing.is_empty(), "these keys have no words: {missing:?}");
}

/// Each `say("key"` in the templates of a folder, with the file it stands in.
fn keys(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            keys(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            let text = fs::read_to_string(&path).unwrap();
            let said = text.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"'));
            found.extend(said.map(|(key, _)| (path.display().to_string(), key.to_owned())));
        }
    }
}
