//! The security headers that stand on every answer, also on errors.

use super::{Caching, Door};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The policy of a page with these sources of code.
macro_rules! page_policy {
    ($code:literal) => {
        HeaderValue::from_static(concat!(
            "default-src 'none'; script-src ",
            $code,
            "; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
             worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
             require-trusted-types-for 'script'"
        ))
    };
}

/// Pages take scripts, styles, pictures and answers from this server alone: nothing inline, no eval, and no HTML made from text.
const PAGE_POLICY: HeaderValue = page_policy!("'self'");

/// A page that reads squares itself may compile the WebAssembly of its reader, and nothing from text.
pub const SCANNER_POLICY: HeaderValue = page_policy!("'self' 'wasm-unsafe-eval'");

/// A service worker fetches for its page, under its own policy; it loads no other script.
pub const WORKER_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'",
);

/// Whatever is not a page should never be able to do anything when a browser opens it as one.
const DATA_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
);

const EVERYWHERE: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(self), accelerometer=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), usb=()",
        ),
    ),
    // For browsers that know no `frame-ancestors`.
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Adds them to `headers`; `https` says whether the base address is one, since HSTS over http means nothing.
pub fn secure(headers: &mut HeaderMap, door: Door, https: bool) {
    for (name, value) in EVERYWHERE {
        headers.insert(name, value);
    }
    let policy = match door {
        Door::Page | Door::Console | Door::Desk => PAGE_POLICY,
        Door::Api | Door::Data | Door::Asset | Door::Operator => DATA_POLICY,
    };
    // A page that holds its own style brings the policy that allows it.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TWO_YEARS);
    }
    if !matches!(door, Door::Api | Door::Data) {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("same-origin"));
    }
}

/// Says how long an answer may be kept; an error is never kept.
pub fn cache(headers: &mut HeaderMap, caching: Caching) {
    let value = match caching {
        Caching::Never => HeaderValue::from_static("no-store"),
        Caching::AskAgain => HeaderValue::from_static("no-cache"),
        Caching::Seconds(seconds) => HeaderValue::try_from(format!("public, max-age={seconds}"))
            .expect("digits and letters are a header value"),
        Caching::ForEver => HeaderValue::from_static("public, max-age=31536000, immutable"),
    };
    headers.insert(header::CACHE_CONTROL, value);
}
