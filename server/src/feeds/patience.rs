//! How long somebody else's server is waited for, and how long it may ask to be left alone.

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};

/// The longest that is waited because a server asks for it.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// What a server gets that has too many questions and does not say for how long.
const USUAL_REST: Duration = Duration::from_secs(2);

/// How long is waited.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the whole of one page.
    pub page: Duration,
    /// While nothing comes.
    pub silence: Duration,
    /// For the whole directory; what was read until then is kept.
    pub whole: Duration,
}

impl Patience {
    /// So long for a page, a quarter of it in silence, and so long for all pages.
    pub fn of(page: Duration, whole: Duration) -> Self {
        Self { page, silence: page / 4, whole }
    }
}

/// How long a server asks to be left alone, if it does and that is not too long.
pub(super) fn rest_asked_for(response: &Response) -> Option<Duration> {
    let said =
        response.headers().get(RETRY_AFTER).and_then(|seconds| seconds.to_str().ok()?.trim().parse().ok());
    let rest = match (response.status(), said) {
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, Some(seconds)) => {
            Duration::from_secs(seconds)
        }
        (StatusCode::TOO_MANY_REQUESTS, None) => USUAL_REST,
        _ => return None,
    };
    (rest <= LONGEST_REST).then_some(rest)
}
