//! A page of cards that holds all it needs: its style, the photos and the squares.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use passport_core::paper::Paper;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Chosen, Piece, style};
use crate::http::error::AppError;
use crate::http::pages::{Page, Pages};
use crate::store::PrinterOffset;

/// `print/page.html`.
#[derive(Serialize)]
pub(crate) struct PrintPage {
    paper: &'static str,
    pieces: Vec<Piece>,
    notices: Vec<String>,
    /// Where "Back" leads; none in a file of its own, which has no scripts either.
    way_back: Option<String>,
    style: String,
}

impl Page for PrintPage {
    const TEMPLATE: &'static str = "print/page.html";
}

/// A page to print with what a browser may do with it.
#[derive(Clone)]
pub struct Printed {
    html: String,
    policy: HeaderValue,
}

impl PrintPage {
    /// A file of its own: cards on paper, and nothing around them.
    pub(crate) fn file(paper: Paper, pieces: Vec<Piece>) -> Self {
        let style = style(paper, PrinterOffset::default());
        Self { paper: paper.code(), pieces, notices: Vec::new(), way_back: None, style }
    }

    /// A page of the console, for a printer that is off by so much.
    pub(crate) fn served(paper: Paper, chosen: Chosen, offset: PrinterOffset, way_back: String) -> Self {
        let Chosen { pieces, notices } = chosen;
        Self { paper: paper.code(), pieces, notices, way_back: Some(way_back), style: style(paper, offset) }
    }

    /// Writes the page.
    ///
    /// # Errors
    /// When the template cannot be filled.
    pub(crate) fn print(&self, pages: &Pages) -> Result<Printed, AppError> {
        print(pages, self, &self.style)
    }
}

/// Writes a page that holds all it needs; `style` is the one style in it.
///
/// # Errors
/// When the template cannot be filled.
pub(crate) fn print<P: Page>(pages: &Pages, page: &P, style: &str) -> Result<Printed, AppError> {
    let Html(html) = pages.render(page)?;
    Ok(Printed { html, policy: policy(style) })
}

impl Printed {
    /// The page as it stands in a file.
    pub fn html(&self) -> &str {
        &self.html
    }
}

impl IntoResponse for Printed {
    fn into_response(self) -> Response {
        let mut answer = Html(self.html).into_response();
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, self.policy);
        answer
    }
}

/// Neither names nor photos reach a log by way of `{:?}`.
impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Printed")
    }
}

/// The page may use its one style, the photos inside it, and the script of its button.
fn policy(style: &str) -> HeaderValue {
    let style = STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'self'; img-src data:; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    );
    HeaderValue::try_from(policy).expect("letters, digits and signs are a header value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_allows_the_one_style_of_the_page() {
        let still = PrinterOffset::default();
        let moved = PrinterOffset { right_tenths: -15, down_tenths: 3 };
        let policies: std::collections::HashSet<String> = Paper::ALL
            .into_iter()
            .flat_map(|paper| [style(paper, still), style(paper, moved)])
            .map(|style| policy(&style).to_str().unwrap().to_owned())
            .collect();
        assert_eq!(policies.len(), 6);
        for policy in policies {
            assert!(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        }
        assert!(style(Paper::Sheet, moved).contains("--right:calc(-15 * 0.1mm)"));
    }
}
