//! The built files of the pages, embedded: scripts and styles under names that change with their content.

use super::error::AppError;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::{
    collections::{BTreeSet, HashMap},
    iter,
};

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// One entry of Vite's manifest: what a source file became, and what else that needs.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Built {
    file: String,
    /// Sources, by their own entries of the manifest, as are `dynamic_imports`.
    imports: Vec<String>,
    dynamic_imports: Vec<String>,
    /// Files, as are `assets`.
    css: Vec<String>,
    assets: Vec<String>,
}

/// Vite's manifest: which built file stands for which source.
#[derive(Debug, Default)]
pub struct Assets(HashMap<String, Built>);

impl Assets {
    /// Reads the embedded manifest.
    ///
    /// # Errors
    /// When it is missing or is not one; `build.rs` sees to it that neither happens.
    pub fn read() -> anyhow::Result<Self> {
        let manifest =
            Dist::get(".vite/manifest.json").ok_or_else(|| anyhow::anyhow!("web/dist has no manifest"))?;
        Ok(Self(serde_json::from_slice(&manifest.data)?))
    }

    /// Refuses to go on without built pages, which a program from `cargo build` alone has not; a release cannot be made so.
    ///
    /// # Errors
    /// With how to build them.
    fn insist(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            !self.0.is_empty(),
            "this program was built without its pages: run `make build`, which builds both, and start target/release/passport"
        );
        Ok(())
    }

    /// The address of what the source file `source` became, such as `src/check.ts`; empty when nothing was built.
    pub fn address(&self, source: &str) -> String {
        self.0.get(source).map_or_else(String::new, |built| format!("/{}", built.file))
    }

    /// The addresses of everything that these sources may ever load, also what a script fetches only later; `left_out` are sources that
    /// it may do without.
    pub fn needed_by(&self, sources: &[&str], left_out: &[&str]) -> BTreeSet<String> {
        let mut left: Vec<&str> = sources.to_vec();
        let (mut seen, mut addresses) =
            (left_out.iter().copied().collect::<BTreeSet<&str>>(), BTreeSet::new());
        while let Some(source) = left.pop() {
            let Some(built) = self.0.get(source).filter(|_| seen.insert(source)) else { continue };
            left.extend(built.imports.iter().chain(&built.dynamic_imports).map(String::as_str));
            let files = iter::once(&built.file).chain(&built.css).chain(&built.assets);
            addresses.extend(files.map(|file| format!("/{file}")));
        }
        addresses
    }

    /// The text of what the source file `source` became; nothing when it was not built.
    pub fn text(&self, source: &str) -> Option<String> {
        let file = Dist::get(&self.0.get(source)?.file)?;
        String::from_utf8(file.data.into_owned()).ok()
    }
}

/// Refuses to serve people pages without style and scripts. `PASSPORT_WITHOUT_PAGES` is for tests that look at no page.
///
/// # Errors
/// With how to build them.
pub fn insist_on_pages() -> anyhow::Result<()> {
    if std::env::var_os("PASSPORT_WITHOUT_PAGES").is_some() {
        return Ok(());
    }
    Assets::read()?.insist()
}

/// `GET /assets/{*file}`
pub async fn asset(Path(file): Path<String>) -> Result<Response, AppError> {
    serve(&format!("assets/{file}"))
}

/// One embedded file with its content type.
fn serve(path: &str) -> Result<Response, AppError> {
    let file = Dist::get(path).ok_or_else(AppError::not_found)?;
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    Ok(([(header::CONTENT_TYPE, kind.to_string())], file.data.into_owned()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_without_pages_says_how_to_build_them() {
        let unbuilt: Assets = Assets(serde_json::from_str("{}").unwrap());
        assert!(unbuilt.insist().unwrap_err().to_string().contains("make build"));
        let built: Assets =
            Assets(serde_json::from_str(r#"{"src/check.ts": {"file": "assets/check-1.js"}}"#).unwrap());
        built.insist().unwrap();
    }

    #[test]
    fn a_page_needs_what_its_scripts_import_however_late_and_no_other_pages_files() {
        let built: Assets = Assets(
            serde_json::from_str(
                r#"{"src/a.ts": {"file": "assets/a.js", "imports": ["_shared"], "dynamicImports": ["src/late.ts"]},
                    "_shared": {"file": "assets/shared.js", "css": ["assets/shared.css"]},
                    "src/late.ts": {"file": "assets/late.js", "imports": ["src/a.ts"], "assets": ["assets/late.wasm"]},
                    "src/b.ts": {"file": "assets/b.js", "imports": ["_shared"]}}"#,
            )
            .unwrap(),
        );
        let needed: Vec<_> = built.needed_by(&["src/a.ts"], &[]).into_iter().collect();
        assert_eq!(
            needed,
            [
                "/assets/a.js",
                "/assets/late.js",
                "/assets/late.wasm",
                "/assets/shared.css",
                "/assets/shared.js"
            ]
        );
        let without = built.needed_by(&["src/a.ts"], &["src/late.ts"]);
        assert!(!without.iter().any(|file| file.contains("late")), "{without:?}");
        assert!(built.needed_by(&["src/none.ts"], &[]).is_empty());
    }
}
