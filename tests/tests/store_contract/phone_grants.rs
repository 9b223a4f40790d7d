//! What wallets fetch with the codes of a phone, and how it ends.

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::card::{HubSlug, Setting};
use passport_core::credential::Credential;
use passport_core::keys::{Kid, PublicKey, SigningKey};
use passport_core::phone::PhoneRefused;
use passport_server::store::{
    CardId, Delivered, HubScope, NotRedeemed, PhoneGrant, Redemption, Refresh, Settled, Store, StoreError,
    Tokens,
};
use passport_tests::{Database, on_both_databases};

use crate::phones::{agreeing, put};
use crate::world::{START, World, next_key};

on_both_databases!(
    a_phone_has_lists_of_its_own_which_close_half_full,
    what_was_written_down_and_not_signed_is_settled,
    a_phone_whose_key_was_refused_fetches_another_and_stays,
    every_refresh_and_note_of_a_wallet_is_in_the_record,
    tokens_are_good_on_every_server_of_a_database,
    a_restored_database_goes_on_with_newer_tokens,
    from_1970_to_ten_years_ahead_a_phone_is_answered_rightly,
    erasing_somebody_refuses_and_forgets_all_that_their_phones_hold,
    a_key_is_used_once_and_by_one_alone,
    a_key_in_a_card_signs_no_requests,
    a_setting_takes_so_many_places_a_day_and_no_more,
);

struct Held {
    world: World,
    hub: HubScope,
    card: CardId,
    tokens: Tokens,
}

/// A young person's phone that redeemed its offer.
async fn redeemed(database: Database) -> Held {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = agreeing(&world, &hub, "Zoë").await;
    let card = put(&world, &hub, carer).await.unwrap();
    let (code, digits) = codes(&world.store, &hub, card).await;
    let with = Redemption { code: &code, tx_code: &digits, settings: None, key: None, client_id: None };
    let (tokens, settings) = world.store.redeem(&hub, with).await.unwrap().unwrap();
    assert_eq!(settings, [Setting::School, Setting::Transport]);
    Held { world, hub, card, tokens }
}

pub async fn codes(store: &Store, hub: &HubScope, card: CardId) -> (String, String) {
    let told = store.activation(hub, card).await.unwrap().unwrap();
    let handle = told.link.rsplit('.').next().unwrap().to_owned();
    (store.offered(hub, &handle).await.unwrap().unwrap().code, told.tx_code)
}

pub fn new_key() -> PublicKey {
    SigningKey::generate().unwrap().0.public().clone()
}

impl Held {
    async fn phone(&self) -> PhoneGrant {
        self.world.store.phone_of_token(&self.tokens.access).await.unwrap().unwrap()
    }

    async fn fetch(&self, setting: Setting) -> Result<Delivered, StoreError> {
        self.world.store.deliver(&self.phone().await, setting, &[new_key()]).await
    }

    async fn refresh(&self, token: &str) -> Option<Tokens> {
        let with = Refresh { token, key: None, client_id: None };
        self.world.store.refresh(&self.hub, with).await.unwrap().map(|(tokens, ..)| tokens)
    }

    async fn withdrawn(&self) -> i64 {
        self.world.count("SELECT count(*) FROM status_entry WHERE withdrawn_at IS NOT NULL").await
    }
}

fn place(delivered: &Delivered) -> (u32, u32) {
    let status = Credential::parse(&delivered.texts[0]).unwrap().claims.status;
    (status.list, status.idx)
}

async fn a_phone_has_lists_of_its_own_which_close_half_full(database: Database) {
    let held = redeemed(database).await;
    let carer = held.phone().await.carer;
    let paper = held.world.card(&held.hub, carer).await;
    let on_paper = Credential::parse(&paper.text).unwrap().claims.status.list;
    let first = place(&held.fetch(Setting::School).await.unwrap()).0;
    assert_ne!(first, on_paper);
    held.world.tamper("UPDATE status_list SET taken = 65535 WHERE kind = 'phone'").await;
    assert_eq!(
        place(&held.fetch(Setting::School).await.unwrap()).0,
        first,
        "the last place of the first half"
    );
    assert_eq!(place(&held.fetch(Setting::School).await.unwrap()).0, 3);
    let open = "SELECT count(*) FROM status_list WHERE kind = 'phone' AND closed_at IS NULL";
    assert_eq!(held.world.count(open).await, 1);
}

async fn what_was_written_down_and_not_signed_is_settled(database: Database) {
    let held = redeemed(database).await;
    held.fetch(Setting::School).await.unwrap();
    held.world.tamper("UPDATE credential SET text = NULL, signed_at = NULL").await;
    let settled = held.world.store.settle().await.unwrap();
    assert_eq!(settled, Settled { signed: 1, abandoned: 0, left: 0 });
    assert_eq!(held.withdrawn().await, 0);
}

async fn a_phone_whose_key_was_refused_fetches_another_and_stays(database: Database) {
    let held = redeemed(database).await;
    held.fetch(Setting::School).await.unwrap();
    held.world.tamper("UPDATE credential SET text = NULL, signed_at = NULL").await;
    let store = &held.world.store;
    next_key(store, &held.hub).await;
    store.refuse_key(&held.hub, Kid::FIRST).await.unwrap();
    let settled = store.settle().await.unwrap();
    assert_eq!((settled.signed, settled.abandoned), (0, 1));
    assert_eq!(held.withdrawn().await, 1, "the one that never was");
    let card = store.open_card(&held.hub, held.card).await.unwrap();
    assert_eq!(card.withdrawn_at, None, "the phone stays");
    let second = held.fetch(Setting::School).await.unwrap();
    assert_eq!(Credential::parse(&second.texts[0]).unwrap().kid, Kid::new(2).unwrap());
}

async fn every_refresh_and_note_of_a_wallet_is_in_the_record(database: Database) {
    let held = redeemed(database).await;
    let noted = async |action: &str| {
        let sql =
            format!("SELECT count(*) FROM audit_entry WHERE action = '{action}' AND subject_id IS NOT NULL");
        held.world.count(&sql).await
    };
    assert_eq!(noted("phone tokens given").await, 0);
    // A reply that is lost is asked for again: that is the same renewal.
    let second = held.refresh(&held.tokens.refresh).await.unwrap();
    held.refresh(&held.tokens.refresh).await.unwrap();
    assert_eq!(noted("phone tokens given").await, 1);
    held.refresh(&second.refresh).await.unwrap();
    assert!(held.refresh("nonsense").await.is_none());
    assert_eq!(noted("phone tokens given").await, 2);
    let (phone, delivery) = (held.phone().await, held.fetch(Setting::School).await.unwrap().delivery);
    let store = &held.world.store;
    for event in ["credential_accepted", "credential_accepted", "credential_deleted"] {
        store.note_delivery(&phone, delivery, event).await.unwrap();
    }
    assert_eq!(noted("phone card noted").await, 2, "said again, it changes nothing");
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn tokens_are_good_on_every_server_of_a_database(database: Database) {
    let held = redeemed(database).await;
    let other = held.world.second_store().await;
    let there = other.phone_of_token(&held.tokens.access).await.unwrap().unwrap();
    assert_eq!(there.card, held.card);
    let nonce = held.world.store.proof_nonce(&HubSlug::parse("riverton").unwrap()).unwrap();
    for (slug, fresh) in [("riverton", true), ("northdale", false)] {
        assert_eq!(other.is_fresh_nonce(&HubSlug::parse(slug).unwrap(), &nonce), fresh, "{slug}");
    }
}

async fn a_restored_database_goes_on_with_newer_tokens(database: Database) {
    let held = redeemed(database).await;
    let mut newest = held.tokens.refresh.clone();
    for _ in 0..5 {
        newest = held.refresh(&newest).await.unwrap().refresh;
    }
    // As it was when the backup was made, after two of the five.
    held.world.tamper("UPDATE phone_grant SET used = 2").await;
    let after = held.refresh(&newest).await.unwrap();
    assert!(held.refresh(&after.refresh).await.is_some());
}

async fn from_1970_to_ten_years_ahead_a_phone_is_answered_rightly(database: Database) {
    let held = redeemed(database).await;
    let (store, clock) = (&held.world.store, &held.world.clock);
    let start: DateTime<Utc> = START.parse().unwrap();
    let slug = HubSlug::parse("riverton").unwrap();
    // With the clock in 1970 a phone goes on, and what it is given has ended long ago for everybody else.
    clock.set(DateTime::UNIX_EPOCH);
    let tokens = held.refresh(&held.tokens.refresh).await.unwrap();
    let phone = store.phone_of_token(&tokens.access).await.unwrap().unwrap();
    let early = store.deliver(&phone, Setting::School, &[new_key()]).await.unwrap();
    assert_eq!(Credential::parse(&early.texts[0]).unwrap().claims.exp, 14 * 86_400);
    let early_nonce = store.proof_nonce(&slug).unwrap();
    assert!(store.is_fresh_nonce(&slug, &early_nonce));
    // Set right again, it renews as if nothing had been.
    clock.set(start);
    assert!(!store.is_fresh_nonce(&slug, &early_nonce));
    assert!(store.phone_of_token(&tokens.access).await.unwrap().is_none());
    let tokens = held.refresh(&tokens.refresh).await.unwrap();
    let late_nonce = store.proof_nonce(&slug).unwrap();
    // Ten years on, card, tokens and codes are over.
    for years in [1, 2, 5, 10] {
        clock.set(start + TimeDelta::days(366 * years));
        assert!(held.refresh(&tokens.refresh).await.is_none(), "{years} years on");
        assert!(store.phone_of_token(&tokens.access).await.unwrap().is_none());
        assert!(!store.is_fresh_nonce(&slug, &late_nonce));
    }
    clock.set(start);
    assert!(held.refresh(&tokens.refresh).await.is_some(), "asking in vain ended nothing");
}

async fn erasing_somebody_refuses_and_forgets_all_that_their_phones_hold(database: Database) {
    let held = redeemed(database).await;
    held.fetch(Setting::School).await.unwrap();
    held.fetch(Setting::Transport).await.unwrap();
    let carer = held.phone().await.carer;
    held.world.store.erase_carer(&held.hub, carer).await.unwrap();
    assert_eq!(held.withdrawn().await, 2);
    for table in ["card", "phone", "activation", "offer", "phone_grant", "phone_delivery", "credential"] {
        assert_eq!(held.world.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    assert!(held.world.store.phone_of_token(&held.tokens.access).await.unwrap().is_none());
    assert!(held.refresh(&held.tokens.refresh).await.is_none());
}

async fn a_key_is_used_once_and_by_one_alone(database: Database) {
    let held = redeemed(database).await;
    let (store, phone, key) = (&held.world.store, held.phone().await, new_key());
    store.deliver(&phone, Setting::School, std::slice::from_ref(&key)).await.unwrap();
    for setting in [Setting::School, Setting::Transport] {
        let again = store.deliver(&phone, setting, &[new_key(), key.clone()]).await;
        assert!(matches!(again, Err(StoreError::Phone(PhoneRefused::KeySeen))), "{setting}");
    }
    assert_eq!(held.world.count("SELECT count(*) FROM credential").await, 1);
}

async fn a_key_in_a_card_signs_no_requests(database: Database) {
    let held = redeemed(database).await;
    let (store, phone, key) = (&held.world.store, held.phone().await, new_key());
    store.deliver(&phone, Setting::School, std::slice::from_ref(&key)).await.unwrap();
    let other = agreeing(&held.world, &held.hub, "Aoife").await;
    let card = put(&held.world, &held.hub, other).await.unwrap();
    let (code, digits) = codes(store, &held.hub, card).await;
    let with = |key| Redemption { code: &code, tx_code: &digits, settings: None, key, client_id: None };
    let refused = store.redeem(&held.hub, with(Some(&key))).await.unwrap();
    assert_eq!(refused.err(), Some(NotRedeemed::Key));
    let signs = new_key();
    let (tokens, _) = store.redeem(&held.hub, with(Some(&signs))).await.unwrap().unwrap();
    let bound = store.phone_of_token(&tokens.access).await.unwrap().unwrap();
    let in_a_card = store.deliver(&bound, Setting::School, &[signs]).await;
    assert!(matches!(in_a_card, Err(StoreError::Phone(PhoneRefused::KeySeen))));
}

async fn a_setting_takes_so_many_places_a_day_and_no_more(database: Database) {
    let held = redeemed(database).await;
    let phone = held.phone().await;
    let eight = || (0..8).map(|_| new_key()).collect::<Vec<_>>();
    for _ in 0..8 {
        held.world.store.deliver(&phone, Setting::School, &eight()).await.unwrap();
    }
    let more = held.world.store.deliver(&phone, Setting::School, &[new_key()]).await;
    assert!(matches!(more, Err(StoreError::Phone(PhoneRefused::TooOften))));
    held.fetch(Setting::Transport).await.unwrap();
    held.world.clock.advance(TimeDelta::days(1));
    held.world.store.deliver(&phone, Setting::School, &eight()).await.unwrap();
}
