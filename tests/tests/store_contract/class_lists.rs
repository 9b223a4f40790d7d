//! Whose card puts them on their school's list: the printed one, or else one on a phone that fetched it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use passport_core::card::{Arrangement, Setting};
use passport_core::carer::Purpose;
use passport_core::keys::Kid;
use passport_core::phone::Choices;
use passport_server::store::{
    CardId, CarerDetails, CarerId, CarerSearch, CarerState, DeskSession, HubScope, NewTimeOut, OwnPupil,
    PhoneGrant, Redemption, StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::desks;
use crate::phone_grants::{codes, new_key};
use crate::phones;
use crate::world::{World, details, next_key};

on_both_databases!(
    a_card_on_a_phone_counts_from_when_it_was_fetched_until_it_is_removed,
    a_school_sees_what_the_owner_of_a_phone_lets_it_see,
    a_phone_of_a_refused_key_or_one_left_alone_for_long_does_not_count,
    a_phone_ends_on_the_list_with_the_grace_after_caring,
    whoever_is_out_when_their_last_card_ends_is_still_noted_back,
);

/// A pupil whose school may know, and the desk there.
struct Class {
    world: World,
    hub: HubScope,
    carer: CarerId,
    at: DeskSession,
}

impl Class {
    async fn on(database: Database) -> Self {
        let world = World::on(database).await;
        let hub = world.hub("riverton").await;
        let school = desks::school(&world, &hub, "Hill School").await;
        let with_school = CarerDetails { school: Some(school), ..details("Zoë") };
        let carer = world.store.add_carer(&hub, &with_school).await.unwrap();
        for agreed in [desks::agreed(Purpose::School), phones::agreed()] {
            world.store.note_agreement(&hub, carer, &agreed).await.unwrap();
        }
        let (_, at) = desks::desk(&world, &hub, school).await;
        Self { world, hub, carer, at }
    }

    /// The class list, as a school and as its hub sees it.
    async fn list(&self) -> Vec<OwnPupil> {
        let store = &self.world.store;
        let seen = store.class_list(&self.at.desk).await.unwrap();
        let told = store.pupils_who_agreed(&self.hub, self.at.desk.organisation()).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].card.as_ref(), seen.first().map(|one| &one.card));
        seen
    }

    async fn arranged(&self) -> Vec<String> {
        let seen = self.list().await.swap_remove(0);
        seen.card.arrangements.iter().map(|one| one.code().to_owned()).collect()
    }

    async fn redeem(&self, card: CardId) -> PhoneGrant {
        let store = &self.world.store;
        let (code, digits) = codes(store, &self.hub, card).await;
        self.redeem_with(&code, &digits).await
    }

    async fn redeem_with(&self, code: &str, digits: &str) -> PhoneGrant {
        let store = &self.world.store;
        let with = Redemption { code, tx_code: digits, settings: None, key: None, client_id: None };
        let (tokens, _) = store.redeem(&self.hub, with).await.unwrap().unwrap();
        store.phone_of_token(&tokens.access).await.unwrap().unwrap()
    }

    async fn fetch(&self, phone: &PhoneGrant, setting: Setting) {
        self.world.store.deliver(phone, setting, &[new_key()]).await.unwrap();
    }

    /// A card on a phone that fetched it.
    async fn with_phone(&self) -> PhoneGrant {
        let card = phones::put(&self.world, &self.hub, self.carer).await.unwrap();
        let phone = self.redeem(card).await;
        self.fetch(&phone, Setting::School).await;
        phone
    }

    async fn with_card(&self) -> bool {
        let search = CarerSearch { state: Some(CarerState::WithCard), ..CarerSearch::default() };
        !self.world.store.search_carers(&self.hub, &search).await.unwrap().is_empty()
    }
}

fn shows(setting: Setting, codes: &[&str]) -> Choices {
    let codes: BTreeSet<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    Choices::from([(setting, codes)])
}

async fn a_card_on_a_phone_counts_from_when_it_was_fetched_until_it_is_removed(database: Database) {
    let class = Class::on(database).await;
    let store = &class.world.store;
    let card = phones::put(&class.world, &class.hub, class.carer).await.unwrap();
    assert!(class.list().await.is_empty() && !class.with_card().await, "it waits for its codes");
    let (code, digits) = codes(store, &class.hub, card).await;
    let first = class.redeem_with(&code, &digits).await;
    assert!(class.list().await.is_empty(), "and for its first card");
    class.fetch(&first, Setting::Transport).await;
    let seen = class.list().await;
    assert!(seen[0].card.on_phone && seen[0].card.card_id == card);
    assert!(class.with_card().await);
    store.open_pupil(&class.at.desk, class.carer).await.unwrap();

    // The phone that has the codes now fetched nothing yet.
    class.world.clock.advance(TimeDelta::minutes(1));
    let second = class.redeem_with(&code, &digits).await;
    assert!(class.list().await.is_empty());
    class.fetch(&second, Setting::School).await;
    assert_eq!(class.list().await.len(), 1);

    // Paper comes first while there is some.
    let paper = class.world.card(&class.hub, class.carer).await.card_id;
    let seen = class.list().await;
    assert_eq!((seen.len(), seen[0].card.card_id, seen[0].card.on_phone), (1, paper, false));
    store.withdraw_card(&class.hub, paper).await.unwrap();
    assert_eq!(class.list().await[0].card.card_id, card);
    store.withdraw_card(&class.hub, card).await.unwrap();
    assert!(class.list().await.is_empty() && !class.with_card().await);
}

async fn a_school_sees_what_the_owner_of_a_phone_lets_it_see(database: Database) {
    let class = Class::on(database).await;
    let phone = class.with_phone().await;
    let store = &class.world.store;
    assert_eq!(class.arranged().await, ["time-out", "phone-on-silent"], "and nothing of the bus");
    store.keep_choices(&phone, &shows(Setting::School, &["phone-on-silent", "fare"])).await.unwrap();
    assert_eq!(class.arranged().await, ["phone-on-silent"]);
    store.keep_choices(&phone, &shows(Setting::School, &[])).await.unwrap();
    assert_eq!(class.arranged().await, [""; 0], "still a pupil with a card");
    // What the hub takes off is gone, whatever was chosen.
    store.keep_choices(&phone, &shows(Setting::School, &["phone-on-silent"])).await.unwrap();
    store.change_phone(&class.hub, phone.card, vec![Arrangement::LateArrival]).await.unwrap();
    assert_eq!(class.arranged().await, [""; 0]);
}

async fn a_phone_of_a_refused_key_or_one_left_alone_for_long_does_not_count(database: Database) {
    let class = Class::on(database).await;
    let phone = class.with_phone().await;
    let store = &class.world.store;
    next_key(store, &class.hub).await;
    store.refuse_key(&class.hub, Kid::FIRST).await.unwrap();
    assert!(class.list().await.is_empty());
    class.fetch(&phone, Setting::School).await;
    assert_eq!(class.list().await.len(), 1);
    class.world.clock.advance(TimeDelta::days(180) - TimeDelta::seconds(1));
    assert_eq!(class.list().await.len(), 1);
    class.world.clock.advance(TimeDelta::seconds(1));
    assert!(class.list().await.is_empty(), "nobody could refresh it any more");
}

async fn a_phone_ends_on_the_list_with_the_grace_after_caring(database: Database) {
    let class = Class::on(database).await;
    class.with_phone().await;
    let school = Some(class.at.desk.organisation());
    let caring_ended_on = Some("2026-11-21".parse().unwrap());
    let ended = CarerDetails { school, caring_ended_on, ..details("Zoë") };
    class.world.store.change_carer(&class.hub, class.carer, 1, &ended).await.unwrap();
    assert_eq!(class.list().await[0].card.ends_on, "2027-02-21".parse().unwrap());
    class.world.clock.set("2027-02-22T00:00:00Z".parse().unwrap());
    assert!(class.list().await.is_empty());
}

async fn whoever_is_out_when_their_last_card_ends_is_still_noted_back(database: Database) {
    let class = Class::on(database).await;
    let phone = class.with_phone().await;
    let (store, desk) = (&class.world.store, &class.at.desk);
    let go = async || {
        let time_out_id = store.draw_time_out_id().unwrap();
        let new = NewTimeOut { time_out_id, place: None, initials: String::new() };
        store.start_time_out(desk, class.carer, &new).await.map(|()| time_out_id)
    };
    let first = go().await.unwrap();
    store.end_time_out(desk, first).await.unwrap();
    class.world.clock.advance(TimeDelta::minutes(1));
    let second = go().await.unwrap();
    store.withdraw_card(&class.hub, phone.card).await.unwrap();
    let seen = store.time_outs_today(desk).await.unwrap();
    let named: Vec<_> =
        seen.iter().map(|one| (one.time_out_id, one.whose.full_name(), one.has_page)).collect();
    assert_eq!(
        named,
        [(second, "Zoë".to_owned(), false)],
        "who is out, by first name, and nothing that is over"
    );
    let refused = store.open_pupil(desk, class.carer).await;
    assert!(matches!(refused, Err(StoreError::NotFound(Thing::Carer))), "{refused:?}");
    assert!(go().await.is_err(), "nothing new is noted");
    store.end_time_out(desk, second).await.unwrap();
    assert!(store.time_outs_today(desk).await.unwrap().is_empty());

    // Whoever takes it back is not named a moment longer, out or not.
    class.world.card(&class.hub, class.carer).await;
    go().await.unwrap();
    store.withdraw_agreement(&class.hub, class.carer, Purpose::School).await.unwrap();
    assert!(store.time_outs_today(desk).await.unwrap().is_empty());
}
