//! The page for developers.

use super::Page;
use crate::http::fault::Fault;
use serde::Serialize;
use utoipa::openapi::OpenApi;

/// `api-docs.html`.
#[derive(Serialize)]
pub struct ApiPage<'a> {
    /// What it describes.
    pub document: &'a OpenApi,
    /// Every fault, since the `type` of a problem leads here.
    pub faults: Vec<FaultLine>,
}

/// One fault, for its line on the page.
#[derive(Serialize)]
pub struct FaultLine {
    code: &'static str,
    title: &'static str,
    status: u16,
}

impl<'a> ApiPage<'a> {
    /// The page of this document.
    pub fn of(document: &'a OpenApi) -> Self {
        let line = |fault: Fault| FaultLine {
            code: fault.code(),
            title: fault.title(),
            status: fault.status().as_u16(),
        };
        Self { document, faults: Fault::ALL.into_iter().map(line).collect() }
    }
}

impl Page for ApiPage<'_> {
    const TEMPLATE: &'static str = "api-docs.html";
}
