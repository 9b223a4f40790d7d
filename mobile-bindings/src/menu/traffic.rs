//! What the app sends for the menu, and what came back. None of these requests depends on another, so their number is 0.

use passport_core::wallet::retry_after;

use super::MenuError;
use crate::wallet::{HttpHeader, HttpRequest, HttpResponse};

/// Seconds after which an app gives a request up.
const TIMEOUT: u64 = 60;

pub(super) fn get(url: String) -> HttpRequest {
    let method = "GET".to_owned();
    HttpRequest { number: 0, method, url, headers: vec![], body: vec![], timeout_seconds: TIMEOUT }
}

pub(super) fn post(url: String, body: &serde_json::Value) -> HttpRequest {
    let headers = vec![HttpHeader { name: "Content-Type".to_owned(), value: "application/json".to_owned() }];
    HttpRequest { method: "POST".to_owned(), headers, body: body.to_string().into_bytes(), ..get(url) }
}

/// The body of an answer that is good.
pub(super) fn body(answer: &HttpResponse) -> Result<&[u8], MenuError> {
    match answer.status {
        200..300 => Ok(&answer.body),
        429 => Err(MenuError::Wait { seconds: seconds(answer) }),
        status => Err(MenuError::NotNow { status }),
    }
}

/// The same, where 404 says that nothing has the code that was sent.
pub(super) fn body_by_code(answer: &HttpResponse) -> Result<&[u8], MenuError> {
    if answer.status == 404 { Err(MenuError::CodeUnknown) } else { body(answer) }
}

fn seconds(answer: &HttpResponse) -> u32 {
    let header = answer.headers.iter().find(|one| one.name.eq_ignore_ascii_case("retry-after"));
    u32::try_from(retry_after(header.map(|one| one.value.as_str()))).unwrap_or(u32::MAX)
}
