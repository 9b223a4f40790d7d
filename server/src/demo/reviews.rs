//! Reviews of the demo: some that show, one that waits with things marked in it, one that waits without.

use passport_core::short_code::ShortCode;
use passport_server::store::{Decision, HubScope, NewReview, ServiceId, Stars, Store, WrittenWith};

use super::hubs::OpenHubs;

/// The hub whose services they are about.
const HUB: &str = "riverton";

/// What is written, with its stars; the last ones wait.
const WRITTEN: [([u8; 3], &str, &str, &str); 5] = [
    (
        [5, 3, 5],
        "Nobody asked me why I was there.",
        "Take a coat, it is windy.",
        "I came on my own and was scared at first. Somebody showed me round. Now I go every month.",
    ),
    ([4, 5, 4], "The food!", "The bus stops right outside.", ""),
    (
        [5, 2, 5],
        "I could ring home whenever I wanted.",
        "It is a long walk if you miss the bus.",
        "It was the first time this year that I slept until nine.",
    ),
    ([4, 4, 4], "It was calm.", "", "My name is Sam and I am 12. Add me: @sam_climbs or ring 07700 900123."),
    ([3, 4, 3], "The quiet room.", "You have to ask for it.", ""),
];
/// So many of them show.
const SHOWN: usize = 3;

/// Writes them about the hub's first service, if it has one: the shown ones by invitation, the others with cards.
///
/// # Errors
/// When the database does not take them.
pub(super) async fn write(store: &Store, hubs: &OpenHubs, codes: &[ShortCode]) -> anyhow::Result<()> {
    let scope = &hubs[HUB].scope;
    let menu = store.menu().await?;
    let own = menu.services.iter().filter(|one| one.hub == *scope.slug());
    let Some(first) = own.min_by(|one, other| one.details.name.cmp(&other.details.name)) else {
        return Ok(());
    };
    let service: ServiceId = first.service_id.to_string().parse()?;
    let (invitations, _) = store.invite_to_review(scope, (Some(service), SHOWN)).await?;
    let with: Vec<&ShortCode> = invitations.iter().chain(codes).collect();
    for (written, code) in WRITTEN.iter().zip(with) {
        write_one(store, (service, code), written).await?;
        if invitations.contains(code) {
            show(store, scope).await?;
        }
    }
    Ok(())
}

async fn write_one(
    store: &Store,
    (service, code): (ServiceId, &ShortCode),
    (stars, good, others, story): &([u8; 3], &str, &str, &str),
) -> anyhow::Result<()> {
    let text = |text: &str| Some(text.to_owned());
    let [welcome, easy, again] = *stars;
    let stars = Stars::new(welcome, easy, again).unwrap_or(Stars { welcome: 5, easy: 5, again: 5 });
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
