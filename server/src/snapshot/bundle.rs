//! The offline bundle, signed when it is asked for and what it says has changed.

use super::Held;
use arc_swap::ArcSwapOption;
use passport_core::{
    bundle::sign_bundle,
    keys::{SignError, Signer},
};
use std::sync::Arc;

/// A bundle is signed anew after so many seconds even when nothing changed, so that its seven days begin again.
const SIGN_AGAIN_AFTER: u64 = 3_600;

/// The bundle signed last.
#[derive(Debug, Default)]
pub struct Bundle(ArcSwapOption<Signed>);

#[derive(Debug)]
struct Signed {
    change: i64,
    iat: u64,
    token: Arc<str>,
}

impl Bundle {
    /// Gives out this one from now on, since there is no key to sign another.
    pub fn hold(&self, change: i64, token: &str) {
        self.0.store(Some(Arc::new(Signed {
            change,
            iat: u64::MAX - SIGN_AGAIN_AFTER,
            token: token.into(),
        })));
    }

    /// The bundle of what is held now.
    ///
    /// # Errors
    /// [`SignError`] when the root key cannot sign.
    pub fn of(&self, held: &Held, root: &dyn Signer, now: u64) -> Result<Arc<str>, SignError> {
        let last = self.0.load_full();
        if let Some(last) = &last
            && last.change == held.change
            && now < last.iat + SIGN_AGAIN_AFTER
        {
            return Ok(Arc::clone(&last.token));
        }
        // Never below the last one, which a reader would refuse, even when the clock was set back.
        let iat = last.map_or(now, |last| now.max(last.iat));
        let lists = held.lists.iter().map(|(uri, token)| (uri.clone(), token.to_string())).collect();
        let token: Arc<str> = sign_bundle(&held.trust, lists, iat, root)?.into();
        self.0.store(Some(Arc::new(Signed { change: held.change, iat, token: Arc::clone(&token) })));
        Ok(token)
    }
}
