//! Taking a review in: the code is looked for, wrong ones slow a network down, and no answer comes sooner for one than for the other.

use crate::{
    App,
    http::{client::Network, error::AppError, misses::TooMany},
    store::{NewReview, PhoneGrant, ServiceId, StoreError, Thing, WrittenWith},
};
use passport_core::{menu::ReviewContact, short_code::ShortCode};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// No answer to a typed code comes sooner, whatever was typed.
pub(super) const ANSWER_AFTER: Duration = Duration::from_millis(700);

/// Why a review was not taken.
pub(super) enum NotTaken {
    /// The code is no card's in force and no invitation.
    Code,
    /// Too many wrong codes came from there.
    Wait(u64),
    /// Words that cannot be kept.
    Text,
    /// Anything else.
    Error(AppError),
}

/// With what somebody comes.
pub(super) enum Bearer<'a> {
    /// What they typed.
    Typed(&'a str),
    /// The owner's phone.
    Phone(&'a PhoneGrant),
}

/// A review on its way in.
pub(super) struct Sent<'a> {
    pub(super) service: ServiceId,
    pub(super) bearer: Bearer<'a>,
    pub(super) secret: &'a ShortCode,
    pub(super) review: &'a NewReview,
    pub(super) wants_contact: bool,
}

impl From<StoreError> for NotTaken {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::NotFound(Thing::ReviewCode) => Self::Code,
            StoreError::Text => Self::Text,
            other => Self::Error(other.into()),
        }
    }
}

/// Takes a review in, and asks the writer's hub to contact them if they wish: apart from it, so that the message holds nothing of it.
/// Gives what becomes of that wish.
pub(super) async fn take_in(
    app: &App,
    network: Network,
    sent: Sent<'_>,
) -> Result<Option<ReviewContact>, NotTaken> {
    let typed = match sent.bearer {
        Bearer::Phone(phone) => return keep(app, WrittenWith::Phone(phone), &sent).await,
        Bearer::Typed(typed) => typed,
    };
    let soonest = Instant::now() + ANSWER_AFTER;
    may_try(app, network).map_err(NotTaken::Wait)?;
    // What is no code at all takes the same road with a code that is nobody's.
    let code = ShortCode::parse(typed).unwrap_or_else(|_| ShortCode::from_random([0; 6]));
    let kept = keep(app, WrittenWith::Code(&code), &sent).await;
    let told = match &kept {
        Err(NotTaken::Code) => missed(app, network),
        _ => may_try(app, network),
    };
    sleep_until(soonest).await;
    told.map_err(NotTaken::Wait).and(kept)
}

async fn keep(app: &App, with: WrittenWith<'_>, sent: &Sent<'_>) -> Result<Option<ReviewContact>, NotTaken> {
    let wish = app.store().write_review(sent.service, with, (sent.secret, sent.review)).await?;
    if !sent.wants_contact {
        return Ok(None);
    }
    let Some(wish) = wish else { return Ok(Some(ReviewContact::Ring)) };
    app.store().ask_for_contact(&wish, sent.secret).await?;
    Ok(Some(ReviewContact::Asked))
}

/// Whether this network may try a code now.
///
/// # Errors
/// The seconds to wait.
pub(super) fn may_try(app: &App, network: Network) -> Result<(), u64> {
    let now = app.clock().now().timestamp_millis();
    app.review_tries().may_look(network, now).map_err(wait)
}

/// Counts a wrong code, unless as many came at once as are not told.
///
/// # Errors
/// The seconds to wait.
pub(super) fn missed(app: &App, network: Network) -> Result<(), u64> {
    let now = app.clock().now().timestamp_millis();
    app.review_tries().missed_after_all(network, now).map_err(wait)
}

fn wait(TooMany { seconds, everywhere }: TooMany) -> u64 {
    if everywhere {
        tracing::warn!(
            "codes for reviews are being guessed from many networks: none are taken until it ends"
        );
    }
    seconds
}
