//! A talk that cannot go on, and a card that goes off this phone.

use super::super::held::{From, Held, Redeeming};
use super::super::talk::{Outcome, Step, Talk};

/// The step could not be asked, or not be answered.
pub(in super::super) fn fail(held: &mut Held, talk: &mut Talk, step: &Step) {
    let redeeming_iss = match &held.redeeming {
        Some(Redeeming { from: From::Place(place), .. }) => Some(place.iss()),
        _ => None,
    };
    let is_redeeming = match step {
        Step::IssuerMetadata { iss } | Step::ServerMetadata { iss } => Some(iss) == redeeming_iss.as_ref(),
        step => *step == Step::Redeem,
    };
    if is_forgetting(talk, step) {
        forget(held, talk, Outcome::ForgottenUntold);
    } else if is_redeeming || !skip_farewell(talk) {
        talk.end(Outcome::Offline);
    }
}

fn is_forgetting(talk: &Talk, step: &Step) -> bool {
    talk.todo.iter().chain([step]).any(|one| matches!(one, Step::Remove { .. }))
}

/// What the card before still had to say does not hold up the new one. Whether there is a new one.
pub(super) fn skip_farewell(talk: &mut Talk) -> bool {
    let redeem = talk.todo.iter().position(|step| *step == Step::Redeem);
    talk.todo.drain(..redeem.unwrap_or_default());
    redeem.is_some()
}

/// A token that is not taken is renewed once, since its minutes may be over; only a fresh one that is not taken says that the card is gone.
pub(super) fn again_with_new_token(held: &mut Held, talk: &mut Talk, step: Step) {
    if let Some(grant) = &mut held.grant {
        grant.access = None;
    }
    talk.first([step]);
}

/// The card is no longer on this phone: photo, keys and credentials go, so that nobody is shown what is refused.
pub(super) fn remove(held: &mut Held, talk: &mut Talk, at: u64) {
    if is_forgetting(talk, &Step::Refresh) {
        return forget(held, talk, Outcome::Forgotten);
    }
    held.drop_card();
    held.removed_at = Some(at);
    talk.end(Outcome::Removed);
}

/// Leaves nothing of the card.
pub(in super::super) fn forget(held: &mut Held, talk: &mut Talk, outcome: Outcome) {
    held.drop_letter();
    held.drop_card();
    let dropped = std::mem::take(&mut held.dropped);
    *held = Held { dropped, requests: held.requests, ahead: held.ahead, ..Held::default() };
    talk.end(outcome);
}
