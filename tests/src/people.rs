//! The people of the journeys, acting as they would: hub staff by what the command line calls, everybody else by HTTP.

use crate::app::TestApp;
use passport_core::card::{Arrangement, FareBand, HubSlug, Place, Role};
use passport_core::carer::{AgreedBy, Purpose};
use passport_core::keys::Kid;
use passport_core::menu::Details;
use passport_server::store::{
    Actor, Agreed, CardId, CarerDetails, CarerId, Change, How, HubScope, IssuedCard, NewHub, NewProvider,
    Offerer, OrganisationId, OrganisationKind, PhoneWish, ServiceId, StoreError, Wish,
};

/// A hub on a server.
pub struct TestHub<'a> {
    app: &'a TestApp,
    scope: HubScope,
}

/// A young person in a hub's books.
#[derive(Clone, Copy, Debug)]
pub struct TestCarer(CarerId);

/// A card in a young person's hand.
#[derive(Clone, Debug)]
pub struct TestCard {
    /// What the hub calls it.
    pub id: CardId,
    /// What a camera reads.
    pub square: String,
    /// What is printed under the square.
    pub short_code: String,
    /// The standard text behind the square.
    pub text: String,
}

impl TestCarer {
    /// What the hub calls them.
    pub fn id(self) -> CarerId {
        self.0
    }
}

impl<'a> TestHub<'a> {
    pub(crate) async fn add(app: &'a TestApp, slug: &str) -> Self {
        let new = NewHub {
            slug: HubSlug::parse(slug).expect("a slug"),
            name: format!("{slug} Hub"),
            telephone: "01632 960100".to_owned(),
            accent: "#1d70b8".parse().expect("a colour"),
        };
        let scope = app.store().add_hub(Actor::Operator, &new).await.expect("a hub");
        Self { app, scope }
    }

    /// The server that it stands on.
    pub fn app(&self) -> &'a TestApp {
        self.app
    }

    /// The hub's own view of its data.
    pub fn scope(&self) -> &HubScope {
        &self.scope
    }

    /// The hub's `iss`.
    pub fn iss(&self) -> String {
        format!("{}/h/{}", self.app.base(), self.scope.slug())
    }

    /// Adds a young person.
    pub async fn carer(&self, given_name: &str, family_name: &str) -> TestCarer {
        let details = CarerDetails {
            given_name: given_name.to_owned(),
            family_name: Some(family_name.to_owned()),
            known_as: None,
            born_on: "2012-05-04".parse().expect("a date"),
            school: None,
            protected_since: None,
            caring_ended_on: None,
        };
        TestCarer(self.app.store().add_carer(&self.scope, &details).await.expect("a carer"))
    }

    /// Keeps a photo of a young person who agreed to it; it is none that anybody can see.
    pub async fn keep_photo(&self, carer: TestCarer) {
        self.agree(carer, Purpose::Photo).await;
        let store = self.app.store();
        store.put_photo(&self.scope, carer.0, b"jpeg").await.expect("a photo");
    }

    /// A school that the hub works with.
    pub async fn school(&self, name: &str) -> OrganisationId {
        let school = OrganisationKind::School;
        self.app.store().add_organisation(&self.scope, school, name).await.expect("a school")
    }

    /// An organisation of another kind that the hub works with.
    pub async fn organisation(&self, kind: OrganisationKind) -> OrganisationId {
        let name = format!("The {}", kind.code());
        self.app.store().add_organisation(&self.scope, kind, &name).await.expect("an organisation")
    }

    /// Issues a printed card for school.
    pub async fn issue(&self, carer: TestCarer) -> TestCard {
        self.issue_until(carer, None, for_school()).await.expect("a card")
    }

    /// Issues a fare card.
    pub async fn issue_fare(&self, carer: TestCarer) -> TestCard {
        let fare = vec![Arrangement::Fare { band: FareBand::Child }];
        self.issue_until(carer, None, fare).await.expect("a fare card")
    }

    /// Issues one card with these arrangements; the hub chooses its last day or leaves it open.
    ///
    /// # Errors
    /// As [`passport_server::store::Store::issue_cards`].
    pub async fn issue_until(
        &self,
        carer: TestCarer,
        ends_on: Option<&str>,
        arrangements: Vec<Arrangement>,
    ) -> Result<TestCard, StoreError> {
        let ends_on = ends_on.map(|day| day.parse().expect("a date"));
        let wish = Wish { carer: carer.0, ends_on, arrangements };
        let mut issued = self.app.store().issue_cards(&self.scope, &wish).await?;
        assert_eq!(issued.len(), 1, "one kind of card was wished for");
        Ok(self.hand_over(issued.remove(0)).await)
    }

    /// Puts a card on a phone of somebody who agreed to it: it waits there.
    pub async fn put_on_phone(&self, carer: TestCarer, arrangements: Vec<Arrangement>) -> CardId {
        self.agree(carer, Purpose::Phone).await;
        let store = self.app.store();
        let card = store.draw_card_id().expect("an id");
        let wish = PhoneWish { card, carer: carer.0, ends_on: None, arrangements };
        store.put_on_phone(&self.scope, &wish).await.expect("it is put on a phone");
        card
    }

    /// Notes that a young person agreed to something, face to face.
    pub async fn agree(&self, carer: TestCarer, purpose: Purpose) {
        let agreed = Agreed {
            purpose,
            by: AgreedBy::YoungPerson,
            named_adult: None,
            reason: None,
            how: How::InPerson,
            agreed_on: "2026-11-20".parse().expect("a date"),
        };
        self.app.store().note_agreement(&self.scope, carer.0, &agreed).await.expect("agreed");
    }

    /// Withdraws a card.
    pub async fn withdraw(&self, card: &TestCard) {
        self.app.store().withdraw_card(&self.scope, card.id).await.expect("it is withdrawn");
        self.app.look().await;
    }

    /// Renews a card as it is; the old one stays good until its own end.
    pub async fn renew(&self, card: &TestCard) -> TestCard {
        let next = self.app.store().renew_card(&self.scope, card.id, &Change::default()).await;
        self.hand_over(next.expect("a renewed card")).await
    }

    /// Replaces a card as it is; the old one is withdrawn.
    pub async fn replace(&self, card: &TestCard) -> TestCard {
        let next = self.app.store().replace_card(&self.scope, card.id, &Change::default()).await;
        self.hand_over(next.expect("a new card")).await
    }

    /// A service that everybody reads, with nothing but its name and what it is.
    pub async fn live_service(&self, name: &str) -> ServiceId {
        let (store, scope) = (self.app.store(), &self.scope);
        let offerer =
            NewProvider { name: "O’Neill Trust".to_owned(), description: None, website: None, email: None };
        let details =
            Details { name: name.to_owned(), description: "Up a wall.".to_owned(), ..Details::default() };
        let service = store.draw_service_id().expect("an id");
        let new = (service, &Offerer::New(offerer));
        store.add_service_once(scope, new, &details).await.expect("it is added");
        let version = store.open_service(scope, service).await.expect("it opens").version;
        store.approve_draft(scope, (service, version)).await.expect("it is approved");
        self.app.look().await;
        service
    }

    /// Refuses a signing key in an emergency.
    pub async fn refuse_key(&self, kid: Kid) {
        self.app.store().refuse_key(&self.scope, kid).await.expect("the key is refused");
        self.app.look().await;
    }

    /// From the hub's books to the hand: the square is read off what would be printed.
    async fn hand_over(&self, issued: IssuedCard) -> TestCard {
        self.app.look().await;
        let printed = self.app.store().print_card(&self.scope, issued.card_id).await.expect("it prints");
        TestCard {
            id: issued.card_id,
            square: printed.square,
            short_code: printed.short_code.to_string(),
            text: issued.text,
        }
    }
}

/// What is usually arranged at school.
pub fn for_school() -> Vec<Arrangement> {
    vec![
        Arrangement::TimeOut { minutes: 10, place: Some(Place::parse("library").expect("a place")) },
        Arrangement::PhoneOnSilent,
        Arrangement::SpeakTo { role: Role::parse("head-of-year").expect("a role") },
    ]
}
