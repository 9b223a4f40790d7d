//! A published document: its content type, its `ETag`, and 304 for whoever has it already.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Answers with `body`, or with 304 (RFC 9110 section 15.4.5) when `asked` names its `ETag`.
pub fn document(asked: &HeaderMap, content_type: &'static str, body: impl Into<String>) -> Response {
    let body = body.into();
    // Weak, since a cache or we ourselves may compress it: same content, other bytes.
    let tag = format!(r#"W/"{}""#, URL_SAFE_NO_PAD.encode(&Sha256::digest(&body)[..12]));
    let mut answer = if is_held(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))], body).into_response()
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// The same for a value that is published as JSON.
pub fn json(asked: &HeaderMap, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(body) => document(asked, "application/json", body),
        Err(fault) => super::error::AppError::internal(fault).into_response(),
    }
}

/// RFC 9110 section 13.1.2, with the weak comparison it asks for.
pub fn is_held(asked: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|held| held.trim() == "*" || opaque(held) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_held_already_is_not_sent_again() {
        let first = document(&HeaderMap::new(), "application/json", "{}");
        let tag = first.headers()[header::ETAG].clone();
        let asked = |value: HeaderValue| HeaderMap::from_iter([(header::IF_NONE_MATCH, value)]);
        assert_eq!(
            document(&asked(tag.clone()), "application/json", "{}").status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(document(&asked(tag), "application/json", "[]").status(), StatusCode::OK);
        let several = HeaderValue::from_static(r#""a", W/"b", *"#);
        assert_eq!(document(&asked(several), "application/json", "{}").status(), StatusCode::NOT_MODIFIED);
    }
}
