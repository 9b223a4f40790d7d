//! The sealing key is changed: everything is sealed anew, from wherever it was stopped, and then the old key opens nothing.

use chrono::TimeDelta;
use passport_core::credential::Credential;
use passport_server::seal::{SealError, SealingKey};
use passport_server::store::{HubScope, NewInvitation, Role, Store, StoreError};
use passport_tests::{Database, on_both_databases};

use crate::world::{World, next_key, open, school_wish, sealing_key};
use crate::{colleagues, phones};

on_both_databases!(
    everything_is_sealed_anew_and_the_old_key_opens_nothing,
    whoever_is_stopped_goes_on_and_servers_with_both_keys_go_on_meanwhile,
    many_secrets_are_sealed_anew_in_steps,
);

fn new_key() -> SealingKey {
    SealingKey::from_bytes([9; 32])
}

/// A store that seals with the old key and opens both.
async fn with_both(world: &World) -> Store {
    open(&world.database, &world.clock, sealing_key().also_opening(new_key())).await.unwrap()
}

/// Something in every table in which something is sealed; gives the link of an invitation and a lost code.
async fn filled(world: &World, hub: &HubScope) -> (String, String) {
    let carer = phones::agreeing(world, hub, "Zoë").await;
    world.card(hub, carer).await;
    let lost = world.store.lost_code_for_letter(hub, carer).await.unwrap().to_string();
    colleagues::joined(world, hub, "grace@riverton.example", Role::Manager).await;
    let new = NewInvitation {
        email: "tom@riverton.example".to_owned(),
        display_name: "Tom Reed".to_owned(),
        role: Role::Worker,
    };
    let link = world.store.invitation_link(world.store.invite(hub, &new).await.unwrap());
    next_key(&world.store, hub).await;
    world.store.make_key(hub).await.unwrap();
    (link, lost)
}

async fn everything_is_sealed_anew_and_the_old_key_opens_nothing(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let (link, lost) = filled(&world, &hub).await;
    let sealed = if world.database.url().starts_with("sqlite:") {
        "SELECT count(*) FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE 'sealed%'"
    } else {
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE 'sealed%'"
    };
    let why =
        "seven tables of store/resealing.rs, and envelopes, which another key seals: has one come to that?";
    assert_eq!(world.count(sealed).await, 8, "{why}");

    let both = with_both(&world).await;
    let before = both.sealed_with_others(&new_key()).await.unwrap();
    assert!(before >= 12, "{before} secrets");
    assert_eq!(both.reseal(&new_key()).await.unwrap(), before);
    assert_eq!(both.sealed_with_others(&new_key()).await.unwrap(), 0);
    assert_eq!(both.reseal(&new_key()).await.unwrap(), 0, "done is done");

    // The old key, in a server that runs and in one that starts.
    let carer = world.carer(&hub, "Łukasz").await;
    let refused = world.store.issue_cards(&hub, &school_wish(carer)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Seal(SealError::OtherKey)), "{refused:?}");
    assert!(world.store.sign_in_secrets("grace@riverton.example").await.is_err());
    assert!(world.store.invitation(&link).await.is_err());
    let refused = open(&world.database, &world.clock, sealing_key()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Seal(SealError::OtherKey)), "{refused:?}");

    let store = open(&world.database, &world.clock, new_key()).await.unwrap();
    assert_eq!(store.sealing_key().name(), new_key().name());
    assert!(store.sign_in_secrets("grace@riverton.example").await.unwrap().is_some());
    assert!(store.invitation(&link).await.unwrap().is_some());
    assert!(store.report_lost(&lost).await.unwrap());
    let signed = store.issue_cards(&hub, &school_wish(carer)).await.unwrap().remove(0);
    assert_eq!(Credential::parse(&signed.text).unwrap().kid.to_string(), "k1");
    let keys = store.made_keys(&hub).await.unwrap();
    store.publish_key(&hub, keys[0].kid).await.unwrap();
    world.clock.advance(TimeDelta::days(8));
    store.activate_key(&hub, keys[0].kid).await.unwrap();
    let other = store.add_carer(&hub, &crate::world::details("Kim")).await.unwrap();
    let signed = store.issue_cards(&hub, &school_wish(other)).await.unwrap().remove(0);
    assert_eq!(Credential::parse(&signed.text).unwrap().kid, keys[0].kid, "made before, published after");
    let deeds = "SELECT count(*) FROM audit_entry WHERE action = 'sealed anew'";
    assert!(world.count(deeds).await >= 7, "each step stands in the record");
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
}

async fn whoever_is_stopped_goes_on_and_servers_with_both_keys_go_on_meanwhile(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    filled(&world, &hub).await;
    let both = with_both(&world).await;
    // What does not open stops it on its way, as a lost connection would.
    world.tamper("ALTER TABLE lost_code RENAME COLUMN carer_id TO somewhere_else").await;
    assert!(both.reseal(&new_key()).await.is_err());
    world.tamper("ALTER TABLE lost_code RENAME COLUMN somewhere_else TO carer_id").await;
    let left = both.sealed_with_others(&new_key()).await.unwrap();
    assert_eq!(left, 1, "all but the last were sealed anew");
    let other = world.carer(&hub, "Łukasz").await;
    both.issue_cards(&hub, &school_wish(other)).await.unwrap();
    assert_eq!(
        both.sealed_with_others(&new_key()).await.unwrap(),
        2,
        "servers seal with the old key until they restart"
    );
    assert_eq!(both.reseal(&new_key()).await.unwrap(), 2);
    let swapped = new_key().also_opening(sealing_key());
    let restarted = open(&world.database, &world.clock, swapped).await.unwrap();
    let third = world.carer(&hub, "Kim").await;
    restarted.issue_cards(&hub, &school_wish(third)).await.unwrap();
    assert_eq!(restarted.sealed_with_others(&new_key()).await.unwrap(), 0);
}

async fn many_secrets_are_sealed_anew_in_steps(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    world.card(&hub, carer).await;
    let both = with_both(&world).await;
    let before = both.sealed_with_others(&new_key()).await.unwrap();
    // 1,200 codes of cards that are nowhere else, each sealed for its own place.
    let cards: Vec<uuid::Uuid> = (1..=1200).map(uuid::Uuid::from_u128).collect();
    for cards in cards.chunks(300) {
        let row = |card: &uuid::Uuid| {
            let name = card.to_string();
            let place = passport_server::seal::Place {
                table: "short_code",
                hub: Some(hub.hub().to_string().parse().unwrap()),
                name: &name,
            };
            let chance = passport_server::chance::SystemChance;
            let sealed = sealing_key().seal(&place, b"K4W6N8P2QZ", &chance).unwrap();
            let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
            if world.database.url().starts_with("sqlite:") {
                let id = hex(card.as_bytes());
                let hub = hub.hub().to_string().replace('-', "");
                format!("(x'{id}', x'{hub}', x'{id}', x'{}', '2026-11-21T09:00:00+00:00', 1)", hex(&sealed))
            } else {
                let (id, hub) = (hex(card.as_bytes()), hub.hub());
                format!(
                    "('\\x{id}', '{hub}', '{card}', '\\x{}', '2026-11-21T09:00:00+00:00', 1)",
                    hex(&sealed)
                )
            }
        };
        let rows: Vec<String> = cards.iter().map(row).collect();
        let insert =
            "INSERT INTO short_code (code_mac, hub_id, card_id, sealed_code, created_at, changed_n) VALUES ";
        assert_eq!(world.tamper(&format!("{insert}{}", rows.join(", "))).await, 300);
    }
    assert_eq!(both.reseal(&new_key()).await.unwrap(), before + 1200);
    assert_eq!(both.sealed_with_others(&new_key()).await.unwrap(), 0);
    let steps = "SELECT count(*) FROM audit_entry WHERE action = 'sealed anew'";
    let steps = world.count(steps).await;
    assert!((5..=7).contains(&steps), "keys, and three steps of codes: {steps}");
}
