//! A backup that an earlier version of this program made: it is brought up to date as it is restored, and all that holds after a restore holds.

use std::path::Path;

use chrono::TimeDelta;
use passport_server::backup::lines::{Header, Line, LineWriter, TableLine};
use sqlx::migrate::Migrator;
use sqlx::{Connection as _, SqliteConnection};

use super::*;

on_both_databases!(
    a_backup_of_the_version_before_is_brought_up_to_date,
    a_backup_of_long_ago_is_brought_up_to_date,
    a_backup_of_a_newer_version_is_refused_and_says_what_to_do,
);

/// The newest migration of each.
const BEFORE: i64 = 21;
const LONG_AGO: i64 = 18;
const NEWER: i64 = 9000;

/// The columns of each table as the migrations up to this one make them.
async fn columns(version: i64) -> BTreeMap<String, Vec<String>> {
    let ours = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    let mut model = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    Migrator::new(ours).await.unwrap().run_to(version, &mut model).await.unwrap();
    let sql = "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
        WHERE m.type = 'table' ORDER BY m.name, p.cid";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut model).await.unwrap();
    let mut tables = BTreeMap::<String, Vec<String>>::new();
    for (table, column) in rows {
        tables.entry(table).or_default().push(column);
    }
    tables
}

/// What the program of that version would have written of the same rows: its tables, and their columns of then.
fn as_of(
    version: i64,
    known: &BTreeMap<String, Vec<String>>,
    (file, key): (&[u8], &BackupKey),
    to: &BackupRecipient,
) -> Vec<u8> {
    let sealing = sealing_key();
    let mut reader = lines(file, key, &sealing).unwrap();
    let header = Header::of(reader.header().made_at, version, reader.header().base.clone());
    let out = SealedWriter::begin(Vec::new(), to, &SystemChance).unwrap();
    let mut writer = LineWriter::begin(out, &header).unwrap();
    let mut kept: Option<Vec<usize>> = None;
    while let Some(line) = reader.next_line().unwrap() {
        match line {
            Line::Table(TableLine { table, columns }) => {
                kept = known
                    .get(&table)
                    .map(|known| (0..columns.len()).filter(|at| known.contains(&columns[*at])).collect());
                if let Some(places) = &kept {
                    let columns = places.iter().map(|at| columns[*at].clone()).collect();
                    writer.table(&TableLine { table, columns }).unwrap();
                }
            }
            Line::Row(values) => {
                if let Some(places) = &kept {
                    let values: Vec<Value> = places.iter().map(|at| values[*at].clone()).collect();
                    writer.row(&values).unwrap();
                }
            }
        }
    }
    writer.end(&sealing).unwrap().0.finish().unwrap()
}

async fn a_backup_of_the_version_before_is_brought_up_to_date(database: Database) {
    an_older_one_holds(BEFORE, database).await;
}

async fn a_backup_of_long_ago_is_brought_up_to_date(database: Database) {
    an_older_one_holds(LONG_AGO, database).await;
}

/// The drill: withdrawn, erased and issued after the backup.
async fn an_older_one_holds(version: i64, into: Database) {
    let folder = TempDir::new().unwrap();
    let world = World::on(Database::sqlite()).await;
    let journal = Journal::at(folder.path().join("journal.jsonl"));
    let world = World { store: world.store.clone().with_journal(journal.clone()), ..world };
    let (hub, _) = busy(&world).await;
    let (ada, mia) = (world.carer(&hub, "Ada").await, world.carer(&hub, "Mia").await);
    let (card, mias) = (world.card(&hub, ada).await, world.card(&hub, mia).await);
    world.store.sign_due_lists().await.unwrap();
    let (key, recipient) = key();
    let file = backed_up(&world.store, &recipient).await;
    let old = as_of(version, &columns(version).await, (&file, &key), &recipient);
    assert!(text(&old, &key).len() < text(&file, &key).len() || version == BEFORE);
    assert_ne!(text(&old, &key), text(&file, &key), "the version before knew less");

    world.clock.advance(TimeDelta::minutes(5));
    world.store.withdraw_card(&hub, card.card_id).await.unwrap();
    world.store.erase_carer(&hub, mia).await.unwrap();
    let tom = world.carer(&hub, "Tom").await;
    let toms = Credential::parse(&world.card(&hub, tom).await.text).unwrap().claims.status;
    world.store.sign_due_lists().await.unwrap();
    let seen = world.store.changes_since(0).await.unwrap();
    let published: Vec<(String, String)> = seen
        .lists
        .iter()
        .filter_map(|list| Some((list.issuer.status_uri(list.list), list.token.clone()?)))
        .collect();
    world.clock.advance(TimeDelta::minutes(5));

    let entries = journal.read().unwrap();
    let beside = Beside { published: &published, journal: &entries, lost: LostSince::Refused };
    let restored = restore(&world, &into, (&old, &key), beside).await.unwrap();
    assert_eq!((restored.withdrawn, restored.erased), (2, 1), "{restored:?}");
    // What is not brought up to date is not opened.
    let store = opened(&world, &into).await;
    let now = store.changes_since(0).await.unwrap();
    for text in [&card.text, &mias.text] {
        let status = Credential::parse(text).unwrap().claims.status;
        assert!(
            now.withdrawn.iter().any(
                |entry| entry.hub_id == hub.hub() && (entry.list, entry.idx) == (status.list, status.idx)
            )
        );
    }
    assert!(matches!(store.open_carer(&hub, mia).await, Err(StoreError::NotFound(_))));
    let ben = store.add_carer(&hub, &crate::world::details("Ben")).await.unwrap();
    let anew = store.issue_cards(&hub, &crate::world::school_wish(ben)).await.unwrap();
    let place = Credential::parse(&anew[0].text).unwrap().claims.status;
    assert!(place.list > toms.list, "no list of the backup takes another card: {place:?}");
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());
    // A backup of it is one of today.
    let again = text(&backed_up(&store, &recipient).await, &key);
    assert!(again.keys().eq(text(&file, &key).keys()), "all of today's tables");
}

async fn a_backup_of_a_newer_version_is_refused_and_says_what_to_do(database: Database) {
    let world = World::on(Database::sqlite()).await;
    busy(&world).await;
    let (key, recipient) = key();
    let file = backed_up(&world.store, &recipient).await;
    let newer = as_of(NEWER, &columns(i64::MAX).await, (&file, &key), &recipient);
    let refused = restore(&world, &database, (&newer, &key), ALONE).await.unwrap_err();
    assert!(matches!(refused, NotRestored::Store(StoreError::TooNew(NEWER))), "{refused:?}");
    assert!(refused.to_string().contains("newer version"), "{refused}");
    restore(&world, &database, (&file, &key), ALONE).await.unwrap();
}
