//! Both factors of somebody who signs in already: asked for to sign in, and to join a further hub.

use crate::{
    App,
    http::error::AppError,
    sign_in::{Password, Secret},
    store::{PersonId, SecondFactor, SignInSecrets},
};
use passport_core::short_code::ShortCode;

/// Which second factor a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The code that the app shows.
    Code,
    /// A code that was written down.
    RecoveryCode,
}

/// What was typed as the second factor.
pub enum Factor {
    /// The app's code of this 30-second step.
    Step(i64),
    /// One of the codes that were written down.
    Recovery(ShortCode),
}

/// Who typed the right password, with a second factor that is still to be used up.
pub struct Proof {
    /// The person.
    pub person: PersonId,
    /// Their second factor.
    pub factor: Factor,
}

impl Proof {
    /// Checks what was typed. An unknown account, a wrong password and a wrong code cost the same, and give the same: nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        app: &App,
        email: &str,
        password: Password,
        (asked, code): (Asked, &str),
    ) -> Result<Option<Self>, AppError> {
        let known = app.store().sign_in_secrets(email).await?;
        let hash = known.as_ref().map(|known| known.password.clone());
        let is_right = app.passwords().is(password, hash).await;
        let factor = Factor::read(app, known.as_ref(), (asked, code));
        Ok(match (known, factor, is_right) {
            (Some(known), Some(factor), true) => Some(Self { person: known.person_id, factor }),
            _ => None,
        })
    }
}

impl Factor {
    /// Reads it; for an unknown account the same is computed with a secret that is nobody's.
    fn read(app: &App, known: Option<&SignInSecrets>, (asked, typed): (Asked, &str)) -> Option<Self> {
        if asked == Asked::RecoveryCode {
            return ShortCode::parse(typed).ok().map(Self::Recovery);
        }
        let nobodys = Secret::from_bytes(&[0; 20]);
        let secret = known.map_or(&nobodys, |known| &known.secret);
        let now = i64::try_from(app.clock().seconds()).ok()?;
        secret.step_of(typed, now).map(Self::Step)
    }

    /// As the store uses it up.
    pub fn second(&self) -> SecondFactor<'_> {
        match self {
            Self::Step(step) => SecondFactor::Step(*step),
            Self::Recovery(code) => SecondFactor::Recovery(code),
        }
    }
}
