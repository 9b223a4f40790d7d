//! Makes sure there is a folder of built pages to embed: an empty one for `cargo check` without Node, never in a release.

use std::{fs, path::Path};

fn main() {
    let manifest = Path::new("../web/dist/.vite/manifest.json");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../web/dist");
    println!("cargo::rerun-if-changed=../web/templates");

    if !manifest.exists() {
        fs::create_dir_all("../web/dist/.vite").expect("web/dist can be created");
        fs::create_dir_all("../web/templates").expect("web/templates can be created");
        fs::write(manifest, "{}\n").expect("the empty manifest can be written");
    }

    let empty = fs::read_to_string(manifest).is_ok_and(|text| text.trim() == "{}");
    if empty {
        // `PROFILE` is "release" for every profile that inherits from it.
        assert!(
            std::env::var("PROFILE").as_deref() != Ok("release"),
            "web/dist is empty, so the program would have no pages: run `make build`, which builds them first"
        );
        println!(
            "cargo::warning=web/dist is empty: pages will have no style and no scripts until `make build`"
        );
    }
}
