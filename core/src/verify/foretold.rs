//! What a card will be answered before there is one: for whoever chooses together what it shall say.

use super::{HubContact, State, Verdict};
use crate::card::Setting;
use crate::credential::Claims;

/// The answer that a card with these claims gets online as soon as it is issued. It is judged by the very rule of
/// [`super::verify`], so that nothing is promised that a verifier would not see.
pub fn foretell(claims: Claims, setting: Option<Setting>, hub: HubContact, now: u64) -> Verdict {
    let good = Verdict {
        state: State::Valid,
        list_issued_at: Some(now),
        hub: Some(hub),
        ..Verdict::blank(setting, now)
    };
    good.with_shown(claims)
}
