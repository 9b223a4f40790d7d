//! Refuses what another website has a browser send: before the handler, so none can forget it.

use crate::{
    App,
    http::{error::AppError, fault::Fault},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Every method but GET and HEAD must come from a page of ours.
pub async fn refuse_other_sites(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), app.config().base.as_str()) {
        next.run(request).await
    } else {
        AppError::from(Fault::NotAllowed).into_response()
    }
}

/// What the browser says about where a request comes from. `Sec-Fetch-Site` decides where there is one, since our own
/// pages send no referrer and therefore `Origin: null`; without either header nothing is believed.
fn is_ours(headers: &HeaderMap, base: &str) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match says("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => says(header::ORIGIN.as_str()) == Some(base),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        is_ours(&headers.collect(), "https://pass.example.uk")
    }

    #[test]
    fn only_our_own_pages_send_forms() {
        assert!(came(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(came(&[("origin", "https://pass.example.uk")]));
        assert!(!came(&[]));
        assert!(!came(&[("origin", "null")]));
        assert!(!came(&[("origin", "https://evil.example")]));
        for site in ["cross-site", "same-site", "none"] {
            assert!(!came(&[("sec-fetch-site", site), ("origin", "https://pass.example.uk")]), "{site}");
        }
    }
}
