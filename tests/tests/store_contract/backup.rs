//! Backups: everything comes back in either database, and what happened after one still holds once it is restored.

mod older;
mod taken_back;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Arc;

use chrono::TimeDelta;
use passport_core::carer::Purpose;
use passport_core::credential::Credential;
use passport_core::keys::Kid;
use passport_server::backup::lines::{BadBackup, LineReader};
use passport_server::backup::{BackupKey, BackupRecipient, Opened, SealedWriter};
use passport_server::chance::{Chance, NoChance, SystemChance};
use passport_server::journal::{Entry, Journal};
use passport_server::seal::SealingKey;
use passport_server::store::{
    About, CarerId, HubScope, KeyState, LostSince, NewMessage, NotRestored, Opening, Restored, Restoring,
    Role, Store, StoreError,
};
use passport_tests::{Database, on_both_databases};
use serde_json::Value;
use tempfile::TempDir;

use crate::world::{World, sealing_key};
use crate::{colleagues, phones};

on_both_databases!(
    everything_comes_back_alike_in_either_database,
    what_happened_after_a_backup_holds_after_it_is_restored,
    a_backup_that_was_cut_or_changed_writes_nothing,
    only_an_empty_database_is_restored_into,
    lists_that_nobody_gives_are_asked_for,
    a_deed_that_the_journal_does_not_take_is_not_done,
);

/// Always draws the same, so that two restores of one backup can be compared.
struct Counting(std::sync::Mutex<u8>);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoChance> {
        for byte in bytes {
            let mut next = self.0.lock().unwrap();
            *next = next.wrapping_add(1);
            *byte = *next;
        }
        Ok(())
    }
}

/// A backup key with both halves.
fn key() -> (BackupKey, BackupRecipient) {
    BackupKey::draw(&SystemChance).unwrap()
}

async fn backed_up(store: &Store, to: &BackupRecipient) -> Vec<u8> {
    let out = SealedWriter::begin(Vec::new(), to, &SystemChance).unwrap();
    let (out, made) = store.back_up(out, |_| {}).await.unwrap();
    assert!(made.rows > 0);
    out.finish().unwrap()
}

fn lines<'a>(
    file: &'a [u8],
    key: &BackupKey,
    sealing: &SealingKey,
) -> Result<LineReader<Opened<&'a [u8]>>, BadBackup> {
    LineReader::begin(Opened::open(file, key)?, sealing)
}

/// The text in a backup, by table.
fn text(file: &[u8], key: &BackupKey) -> BTreeMap<String, Vec<String>> {
    let mut text = String::new();
    Opened::open(file, key).unwrap().read_to_string(&mut text).unwrap();
    let (mut tables, mut current) = (BTreeMap::<String, Vec<String>>::new(), String::new());
    for line in text.lines().skip(1) {
        if line.starts_with('[') {
            tables.get_mut(&current).unwrap().push(line.to_owned());
        } else if let Some(name) = serde_json::from_str::<Value>(line).unwrap()["table"].as_str() {
            name.clone_into(&mut current);
            tables.entry(current.clone()).or_default().push(line.to_owned());
        }
    }
    tables
}

/// What a backup is restored with besides itself.
struct Beside<'a> {
    published: &'a [(String, String)],
    journal: &'a [Entry],
    lost: LostSince,
}

const ALONE: Beside<'_> = Beside { published: &[], journal: &[], lost: LostSince::Accepted };

async fn restore(
    world: &World,
    into: &Database,
    (file, key): (&[u8], &BackupKey),
    beside: Beside<'_>,
) -> Result<Restored, NotRestored> {
    let (url, sealing) = (into.url(), sealing_key());
    let chance: Arc<dyn Chance> = Arc::new(Counting(0.into()));
    let opening = Opening { url: &url, sealing: sealing_key(), clock: world.clock.clone(), chance };
    let Beside { published, journal, lost } = beside;
    let open = || lines(file, key, &sealing);
    Store::restore(Restoring { opening, open, published, journal, lost }, |_| {}).await
}

async fn opened(world: &World, database: &Database) -> Store {
    crate::world::open(database, &world.clock, sealing_key()).await.unwrap()
}

/// A hub with a bit of everything.
async fn busy(world: &World) -> (HubScope, CarerId) {
    let hub = world.hub("riverton").await;
    let zoe = phones::agreeing(world, &hub, "Zoë").await;
    let first = world.card(&hub, zoe).await;
    world.store.renew_card(&hub, first.card_id, &passport_server::store::Change::default()).await.unwrap();
    phones::put(world, &hub, zoe).await.unwrap();
    let message = NewMessage {
        message_id: uuid::Uuid::from_u128(7).to_string().parse().unwrap(),
        phone: None,
        about: About::Complaint,
        words: Some("It says \"no\"\nand that hurts, Łukasz".into()),
    };
    world.store.send_message(&hub, zoe, &message).await.unwrap();
    colleagues::joined(world, &hub, "grace@hub.example", Role::Manager).await;
    world.hub("northdale").await;
    world.store.sign_due_lists().await.unwrap();
    (hub, zoe)
}

async fn everything_comes_back_alike_in_either_database(database: Database) {
    let world = World::on(database).await;
    busy(&world).await;
    let (key, recipient) = key();
    let first = backed_up(&world.store, &recipient).await;
    let before = text(&first, &key);
    let mut again = Vec::new();
    for into in [Database::sqlite(), Database::postgres()] {
        restore(&world, &into, (&first, &key), ALONE).await.unwrap();
        let store = opened(&world, &into).await;
        assert!(store.verify_audit(&world.store.audit_heads().await.unwrap()).await.unwrap().is_sound());
        again.push((backed_up(&store, &recipient).await, into));
    }
    let after = text(&again[0].0, &key);
    assert_eq!(after, text(&again[1].0, &key), "SQLite and PostgreSQL hold the same");
    // What a restore itself changes.
    let changed = [
        "audit_chain",
        "audit_detail",
        "audit_entry",
        "change_counter",
        "hub",
        "installation",
        "invitation",
        "session",
        "status_list",
    ];
    for (table, rows) in &before {
        if changed.contains(&table.as_str()) {
            assert!(after[table].len() >= rows.len(), "{table}");
        } else {
            assert_eq!(&after[table], rows, "{table}");
        }
    }
    assert!(before["card"].iter().any(|row| row.matches('-').count() > 12), "one card follows another");
    // There and back: each kind's backup in the other.
    let mut back = Vec::new();
    for ((file, _), into) in again.iter().zip([Database::postgres(), Database::sqlite()]) {
        restore(&world, &into, (file, &key), ALONE).await.unwrap();
        back.push(text(&backed_up(&opened(&world, &into).await, &recipient).await, &key));
    }
    assert_eq!(back[0], back[1]);
}

#[expect(clippy::too_many_lines, reason = "one drill, from the backup to what is true once it is restored")]
async fn what_happened_after_a_backup_holds_after_it_is_restored(database: Database) {
    let (folder, other) = (
        TempDir::new().unwrap(),
        match &database {
            Database::Sqlite(_) => Database::postgres(),
            Database::Postgres(_) => Database::sqlite(),
        },
    );
    let world = World::on(database).await;
    let journal = Journal::at(folder.path().join("journal.jsonl"));
    let store = world.store.clone().with_journal(journal.clone());
    let world = World { store, ..world };
    let store = &world.store;
    let (hub, north) = (world.hub("riverton").await, world.hub("northdale").await);
    let (zoe, mia) = (world.carer(&hub, "Zoë").await, world.carer(&hub, "Mia").await);
    let (card, mias) = (world.card(&hub, zoe).await, world.card(&hub, mia).await);
    let northerner = world.carer(&north, "Aoife").await;
    world.card(&north, northerner).await;
    let grace = colleagues::joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    colleagues::joined(&world, &hub, "hal@hub.example", Role::Worker).await;
    let phones_owner = phones::agreeing(&world, &hub, "Łukasz").await;
    let phone = phones::put(&world, &hub, phones_owner).await.unwrap();
    let next = store.make_key(&hub).await.unwrap();
    store.publish_key(&hub, next).await.unwrap();
    world.clock.advance(TimeDelta::days(7));
    store.sign_due_lists().await.unwrap();
    let heads = store.audit_heads().await.unwrap();
    let (key, recipient) = key();
    let file = backed_up(store, &recipient).await;

    // Four things happen, and a few more.
    world.clock.advance(TimeDelta::minutes(5));
    store.withdraw_card(&hub, card.card_id).await.unwrap();
    let tom = world.carer(&hub, "Tom").await;
    let toms = Credential::parse(&world.card(&hub, tom).await.text).unwrap().claims.status;
    store.erase_carer(&hub, mia).await.unwrap();
    store.activate_key(&hub, Kid::new(2).unwrap()).await.unwrap();
    assert_eq!(store.refuse_key(&north, Kid::new(1).unwrap()).await.unwrap(), Kid::new(2).unwrap());
    let by_grace = store.operator_scope(hub.slug()).await.unwrap();
    let staff = store.colleagues(&hub).await.unwrap();
    let hal = staff.iter().find(|one| one.email == "hal@hub.example").unwrap();
    store.end_access(&by_grace, hal.person_id).await.unwrap();
    store.sign_due_lists().await.unwrap();
    let seen = store.changes_since(0).await.unwrap();
    let published: Vec<(String, String)> = seen
        .lists
        .iter()
        .filter_map(|list| Some((list.issuer.status_uri(list.list), list.token.clone()?)))
        .collect();
    let later_heads = store.audit_heads().await.unwrap();

    world.clock.advance(TimeDelta::minutes(5));
    let entries = journal.read().unwrap();
    let beside = Beside { published: &published, journal: &entries, lost: LostSince::Refused };
    let restored = restore(&world, &other, (&file, &key), beside).await.unwrap();
    assert_eq!((restored.withdrawn, restored.erased, restored.access_ended), (2, 1, 1), "{restored:?}");
    assert!(restored.unknown_hubs.is_empty() && restored.missing_lists.is_empty());
    let store = opened(&world, &other).await;

    // Withdrawn, and erased with the bit.
    let now = store.changes_since(0).await.unwrap();
    for text in [&card.text, &mias.text] {
        let status = Credential::parse(text).unwrap().claims.status;
        assert!(
            now.withdrawn.iter().any(
                |entry| entry.hub_id == hub.hub() && (entry.list, entry.idx) == (status.list, status.idx)
            )
        );
    }
    assert!(matches!(store.withdraw_card(&hub, card.card_id).await, Err(StoreError::Card(_))));
    assert!(matches!(store.open_carer(&hub, mia).await, Err(StoreError::NotFound(_))));
    // Issued: its place is never given again, since its list takes no more.
    let anew = store
        .issue_cards(
            &hub,
            &crate::world::school_wish(store.add_carer(&hub, &crate::world::details("Ben")).await.unwrap()),
        )
        .await
        .unwrap();
    let place = Credential::parse(&anew[0].text).unwrap().claims.status;
    assert!(place.list > toms.list && now.lists.iter().all(|list| list.list != place.list), "{place:?}");
    assert!(!now.withdrawn.iter().any(|entry| (entry.list, entry.idx) == (toms.list, toms.idx)));
    // Retired and refused.
    let states = |keys: Vec<passport_server::store::HubKey>| {
        keys.into_iter().map(|key| (key.kid.number(), key.state)).collect::<Vec<_>>()
    };
    assert_eq!(states(store.hub_keys(&hub).await.unwrap()), [(1, KeyState::Retired), (2, KeyState::Active)]);
    let north_keys = states(store.hub_keys(&north).await.unwrap());
    assert_eq!(
        north_keys[..2],
        [(1, KeyState::Refused), (2, KeyState::Retired)],
        "k2 was lost with its private half"
    );
    assert!(
        north_keys.len() == 3 && north_keys[2].0 > 2 && north_keys[2].1 == KeyState::Active,
        "{north_keys:?}"
    );
    // Who left stays out, and everybody signs in anew.
    let left = store.colleagues(&hub).await.unwrap();
    assert_eq!(left.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["grace@hub.example"]);
    assert!(store.live_session(&grace.token).await.unwrap().is_none());
    // A phone that was put and never fetched is as it was.
    assert!(store.phones(&hub, phones_owner).await.unwrap().iter().any(|one| one.card.card_id == phone));

    // Lists go forward only, and carry every bit that anybody saw.
    store.sign_due_lists().await.unwrap();
    for list in store.changes_since(0).await.unwrap().lists {
        let before = seen.lists.iter().find(|one| one.hub_id == list.hub_id && one.list == list.list);
        assert!(before.is_none_or(|before| before.iat < list.iat), "{list:?}");
    }
    // The record says so, and heads that were kept in between are told apart.
    assert!(store.verify_audit(&heads).await.unwrap().is_sound());
    assert!(!store.verify_audit(&later_heads).await.unwrap().is_sound());
    assert!(store.restored_from().await.unwrap().is_some());
    let there = text(&backed_up(&store, &recipient).await, &key);
    assert!(there["audit_entry"].iter().any(|row| row.contains("backup restored")));
    assert!(there.values().flatten().all(|row| !row.contains("\"Mia\"")), "nothing of who was erased");
    assert!(!std::fs::read_to_string(journal.file()).unwrap().contains("Mia"));
}

async fn a_backup_that_was_cut_or_changed_writes_nothing(database: Database) {
    let world = World::on(Database::sqlite()).await;
    busy(&world).await;
    let (key, recipient) = key();
    let file = backed_up(&world.store, &recipient).await;
    for at in [30, 200, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        for bad in [&changed[..], &file[..at]] {
            let refused = restore(&world, &database, (bad, &key), ALONE).await.unwrap_err();
            assert!(matches!(refused, NotRestored::Backup(_)), "{at}: {refused:?}");
        }
    }
    let (other, _) = BackupKey::draw(&SystemChance).unwrap();
    assert!(restore(&world, &database, (&file, &other), ALONE).await.is_err());
    let strange = SealingKey::from_bytes([8; 32]);
    let url = database.url();
    let opening = Opening {
        url: &url,
        sealing: strange.clone(),
        clock: world.clock.clone(),
        chance: Arc::new(SystemChance),
    };
    let open = || lines(&file, &key, &strange);
    let restoring = Restoring { opening, open, published: &[], journal: &[], lost: LostSince::Accepted };
    let refused = Store::restore(restoring, |_| {}).await.unwrap_err();
    assert!(matches!(refused, NotRestored::Backup(BadBackup::OtherSealingKey)), "{refused:?}");
    if let Some(path) = url.strip_prefix("sqlite:") {
        assert!(!std::path::Path::new(path).exists(), "not even a file");
    }
    // Nothing was left that would stand in the way.
    restore(&world, &database, (&file, &key), ALONE).await.unwrap();
}

async fn only_an_empty_database_is_restored_into(database: Database) {
    let world = World::on(database).await;
    busy(&world).await;
    let (key, recipient) = key();
    let file = backed_up(&world.store, &recipient).await;
    let before = world.store.change_number().await.unwrap();
    let refused = restore(&world, &world.database, (&file, &key), ALONE).await.unwrap_err();
    assert!(matches!(refused, NotRestored::NotEmpty), "{refused:?}");
    assert_eq!(world.store.change_number().await.unwrap(), before);
}

async fn lists_that_nobody_gives_are_asked_for(database: Database) {
    let world = World::on(Database::sqlite()).await;
    busy(&world).await;
    let (key, recipient) = key();
    let file = backed_up(&world.store, &recipient).await;
    let beside = Beside { published: &[], journal: &[], lost: LostSince::Refused };
    let refused = restore(&world, &database, (&file, &key), beside).await.unwrap_err();
    assert!(refused.to_string().contains("https://pass.example.uk/h/riverton/status/1"), "{refused}");
    let nonsense = [("bundle.jwt".to_owned(), "not a bundle".to_owned())];
    let beside = Beside { published: &nonsense, journal: &[], lost: LostSince::Refused };
    let refused = restore(&world, &database, (&file, &key), beside).await.unwrap_err();
    assert_eq!(refused.to_string(), "bundle.jwt: is neither an offline bundle nor a signed status list");
    assert_eq!(restore(&world, &database, (&file, &key), ALONE).await.unwrap().missing_lists.len(), 1);
}

async fn a_deed_that_the_journal_does_not_take_is_not_done(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let zoe = world.carer(&hub, "Zoë").await;
    let next = world.store.make_key(&hub).await.unwrap();
    let store = world.store.clone().with_journal(Journal::at("/nowhere/at/all/journal.jsonl"));
    assert!(matches!(store.erase_carer(&hub, zoe).await, Err(StoreError::Journal)));
    assert!(matches!(store.refuse_key(&hub, Kid::new(1).unwrap()).await, Err(StoreError::Journal)));
    assert!(matches!(store.publish_key(&hub, next).await, Err(StoreError::Journal)));
    world.store.note_agreement(&hub, zoe, &crate::desks::agreed(Purpose::Photo)).await.unwrap();
    world.store.put_photo(&hub, zoe, b"jpeg").await.unwrap();
    assert!(matches!(store.withdraw_agreement(&hub, zoe, Purpose::Photo).await, Err(StoreError::Journal)));
    assert!(matches!(store.remove_photo(&hub, zoe).await, Err(StoreError::Journal)));
    assert!(world.store.has_photo(&hub, zoe).await.unwrap());
    world.store.open_carer(&hub, zoe).await.unwrap();
    assert_eq!(world.store.hub_keys(&hub).await.unwrap().len(), 1);
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound());
}
