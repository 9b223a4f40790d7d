//! The built files of the pages, embedded: scripts and styles under names that change with their content.

use super::error::AppError;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// One entry of Vite's manifest: what a source file became.
#[derive(Debug, Deserialize)]
struct Built {
    file: String,
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

    /// The address of what the source file `source` became, such as `src/check.ts`; empty when nothing was built.
    pub fn address(&self, source: &str) -> String {
        self.0.get(source).map_or_else(String::new, |built| format!("/{}", built.file))
    }
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
