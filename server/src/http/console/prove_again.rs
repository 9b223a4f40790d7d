//! The code of one's app once more, before something that whoever finds an open console must not be able to do.

use super::fields::Faults;
use super::{Staff, cookie, refused};
use crate::App;
use crate::http::client::Network;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::store::{BrowserMark, Entrance, HubScope, Origin, SecondFactor, Try};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

/// Who proves it once more, and from where.
pub(super) struct Asking {
    /// The address that they sign in with.
    pub(super) email: String,
    network: String,
    known: Option<BrowserMark>,
    entrance: Entrance,
}

/// Why it is not proved.
pub(in crate::http) struct NotProved {
    /// What to say, and at which field.
    faults: Faults,
    wait: Option<u64>,
}

impl Asking {
    pub(super) async fn of(
        app: &App,
        (scope, entrance): (&HubScope, Entrance),
        (network, headers): (Network, &HeaderMap),
    ) -> Result<Self, AppError> {
        let email = app.store().own_address(scope).await?;
        Ok(Self { email, network: network.to_string(), known: cookie::read_mark(app, headers), entrance })
    }

    pub(super) fn origin(&self) -> Origin<'_> {
        let (email, network, known) = (self.email.as_str(), self.network.as_str(), self.known.as_ref());
        Origin { email, network, browser: None, before: None, known, entrance: self.entrance }
    }

    /// Counts a try, as signing in does. What certainly is no code costs none.
    pub(super) async fn count(&self, app: &App, code: &str) -> Result<Option<NotProved>, AppError> {
        if code.chars().filter(char::is_ascii_digit).count() != 6 {
            return Ok(Some(NotProved::wrong(app)));
        }
        let counted = app.store().count_try(&self.email, &self.network, self.known.as_ref()).await?;
        Ok(match counted {
            Try::Counted => None,
            Try::Wait(seconds) => {
                let text = app.speaker().words().sign_in_wait(seconds.div_ceil(60));
                Some(NotProved { faults: Faults::one("code", text), wait: Some(seconds) })
            }
        })
    }
}

impl NotProved {
    /// Something that was typed is not right.
    pub(super) fn typed_wrong(field: &'static str, text: String) -> Self {
        Self { faults: Faults::one(field, text), wait: None }
    }

    /// The code is not right, or was used.
    pub(super) fn wrong(app: &App) -> Self {
        Self::typed_wrong("code", app.speaker().words().again_code_wrong())
    }

    /// The page once more, with what is wrong in it.
    pub(in crate::http) fn answer<P: Page>(
        self,
        app: &App,
        page: impl FnOnce(Faults) -> P,
    ) -> Result<Response, AppError> {
        let status = if self.wait.is_some() {
            StatusCode::TOO_MANY_REQUESTS
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let mut answer = refused(app, status, &page(self.faults))?;
        if let Some(seconds) = self.wait {
            answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        Ok(answer)
    }
}

/// Whether the code that was typed is that of whoever is signed in; it is used up.
pub(super) async fn proved(
    app: &App,
    staff: &Staff,
    from: (Network, &HeaderMap),
    code: &str,
) -> Result<Option<NotProved>, AppError> {
    let asking = Asking::of(app, (&staff.scope, Entrance::Console), from).await?;
    if let Some(not_proved) = asking.count(app, code).await? {
        return Ok(Some(not_proved));
    }
    let known = app.store().sign_in_secrets(&asking.email).await?;
    let now = i64::try_from(app.clock().seconds()).map_err(AppError::internal)?;
    let step = known.and_then(|known| known.secret.step_of(code, now));
    let is_right = match step {
        Some(step) => {
            app.store().prove_again(&staff.scope, SecondFactor::Step(step), asking.origin()).await?
        }
        None => false,
    };
    Ok((!is_right).then(|| NotProved::wrong(app)))
}
