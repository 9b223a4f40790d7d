//! Reviews: one for each young person and service, without a person in the books; taken back with its code; read by the hub first.

mod danger;
mod decided;
mod written;

use passport_core::menu::Details;
use passport_core::short_code::ShortCode;
use passport_server::store::{
    Accepted, CarerId, Decision, HubScope, NewInvitation, NewProvider, NewReview, NewSignIn, ReviewPlace,
    Role, ServiceId, Stars, StoreError, WrittenWith,
};
use passport_tests::Database;

use crate::world::World;

/// A hub with a live service, and somebody with a card.
struct Desk {
    world: World,
    hub: HubScope,
    service: ServiceId,
    carer: CarerId,
    code: ShortCode,
}

async fn start(database: Database) -> Desk {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let service = service(&world, &hub, "Saturday trips").await;
    let carer = world.carer(&hub, "Zoë").await;
    let code = world.card(&hub, carer).await.short_code;
    Desk { world, hub, service, carer, code }
}

pub async fn service(world: &World, hub: &HubScope, name: &str) -> ServiceId {
    let provider = NewProvider { name: "Trust".to_owned(), description: None, website: None, email: None };
    let provider = world.store.add_provider(hub, &provider).await.unwrap();
    let details =
        Details { name: name.to_owned(), description: "A day out.".to_owned(), ..Details::default() };
    let service = world.store.add_service(hub, provider, &details).await.unwrap();
    world.store.approve_service(hub, service, 1).await.unwrap();
    service
}

pub fn story(text: &str) -> NewReview {
    NewReview {
        stars: Stars::new(5, 3, 4).unwrap(),
        good: Some("  The pizza \r\n".to_owned()),
        others: None,
        story: Some(text.to_owned()),
    }
}

const ALL: ReviewPlace = ReviewPlace { after: 0, most: 50 };

impl Desk {
    async fn write(&self, text: &str) -> ShortCode {
        self.write_with(&self.code, text).await.unwrap()
    }

    async fn write_with(&self, code: &ShortCode, text: &str) -> Result<ShortCode, StoreError> {
        let secret = self.world.store.draw_review_secret().unwrap();
        let with = WrittenWith::Code(code);
        self.world.store.write_review(self.service, with, (&secret, &story(text))).await?;
        Ok(secret)
    }

    /// The stories that wait.
    async fn waiting(&self) -> Vec<String> {
        let waiting = self.world.store.reviews_in_hand(&self.hub).await.unwrap().waiting;
        waiting.into_iter().map(|line| line.review.story.unwrap()).collect()
    }

    async fn decide(&self, decision: Decision) {
        let line = self.world.store.reviews_in_hand(&self.hub).await.unwrap().waiting.remove(0);
        let which = (line.review.review_id, line.review.version);
        self.world.store.decide_review(&self.hub, which, &decision).await.unwrap();
    }

    async fn shown(&self) -> Vec<String> {
        let shown = self.world.store.shown_reviews(self.service, ALL).await.unwrap();
        shown.reviews.into_iter().map(|one| one.story.unwrap()).collect()
    }
}

/// A colleague of a hub, as their session acts.
pub async fn signed_in(world: &World, hub: &HubScope, name: &str, role: Role) -> HubScope {
    let email = format!("{name}@hub.example.uk");
    let new = NewInvitation { email, display_name: name.to_owned(), role };
    let link = world.store.invitation_link(world.store.invite(hub, &new).await.unwrap());
    let open = world.store.invitation(&link).await.unwrap().unwrap();
    let chosen = NewSignIn { password: "a hash".into(), step: 0, browser: None };
    let Accepted::SignedIn(token, _) = world.store.accept_invitation(&open, &chosen).await.unwrap() else {
        panic!("{name} is new");
    };
    world.store.live_session(&token).await.unwrap().unwrap().scope
}
