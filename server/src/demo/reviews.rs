//! Reviews of the demo: some that show, one that waits with things marked in it, one that waits without.

mod written;

use anyhow::Context as _;
use passport_core::short_code::ShortCode;
use passport_server::store::{Decision, HubScope, NewReview, ServiceId, Stars, Store, WrittenWith};

use super::hubs::OpenHubs;
use written::{SHOWN, WAITING, Written};

/// The hub whose services they are about.
const HUB: &str = "riverton";

/// Writes them: the shown ones by invitation, the others with cards.
///
/// # Errors
/// When the database does not take them.
pub(super) async fn write(store: &Store, hubs: &OpenHubs, codes: &[ShortCode]) -> anyhow::Result<()> {
    let scope = &hubs[HUB].scope;
    let menu = store.menu().await?;
    let about = |written: &Written| -> anyhow::Result<ServiceId> {
        let own = |name: &str| name == written.service;
        let found = menu.services.iter().find(|one| one.hub == *scope.slug() && own(&one.details.name));
        Ok(found.context(written.service)?.service_id.to_string().parse()?)
    };
    let (invitations, _) = store.invite_to_review(scope, (None, SHOWN.len())).await?;
    for (written, code) in SHOWN.iter().zip(&invitations) {
        write_one(store, (about(written)?, code), written).await?;
        show(store, scope).await?;
    }
    for (written, code) in WAITING.iter().zip(codes) {
        write_one(store, (about(written)?, code), written).await?;
    }
    Ok(())
}

async fn write_one(
    store: &Store,
    (service, code): (ServiceId, &ShortCode),
    Written { stars: [welcome, easy, again], texts: [good, others, story], .. }: &Written,
) -> anyhow::Result<()> {
    let text = |text: &str| Some(text.to_owned());
    let stars = Stars::new(*welcome, *easy, *again).context("stars from 1 to 5")?;
    let new = NewReview { stars, good: text(good), others: text(others), story: text(story) };
    let secret = store.draw_review_secret()?;
    store.write_review(service, WrittenWith::Code(code), (&secret, &new)).await?;
    Ok(())
}

/// Lets the one that waits show.
async fn show(store: &Store, scope: &HubScope) -> anyhow::Result<()> {
    for line in store.reviews_in_hand(scope).await?.waiting {
        let which = (line.review.review_id, line.review.version);
        store.decide_review(scope, which, &Decision::Show).await?;
    }
    Ok(())
}
