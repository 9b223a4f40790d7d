//! A server on PostgreSQL as a user who may only read and write rows (docs/run/postgresql-roles.sql).

use std::sync::Arc;

use passport_core::clock::Clock;
use passport_server::chance::SystemChance;
use passport_server::store::{Opening, Role, Store};
use passport_tests::Database;
use passport_tests::postgres::run_sql;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::colleagues;
use crate::world::{World, school_wish, sealing_key};

const ROLES: &str = include_str!("../../../docs/run/postgresql-roles.sql");

/// The address of the same database for another user.
fn as_user(url: &str, user: &str) -> String {
    let (front, place) =
        url.split_once('@').unwrap_or(("postgres://", url.trim_start_matches("postgres://")));
    let scheme = front.split("://").next().unwrap();
    format!("{scheme}://{user}@{place}")
}

async fn refused(connection: &mut PgConnection, sql: &str) -> bool {
    let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await;
    done.err().and_then(|fault| Some(fault.as_database_error()?.code()?.into_owned())).as_deref()
        == Some("42501")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_needs_no_right_but_to_rows_and_none_to_change_the_record() {
    let owner = World::on(Database::postgres()).await;
    let hub = owner.hub("riverton").await;
    let url = owner.database.url();
    let name = url.split('?').next().unwrap().rsplit('/').next().unwrap();
    let user = format!("server_of_{name}");
    run_sql(&url, &format!("CREATE ROLE {user} LOGIN"));
    run_sql(&url, &ROLES.replace("passport_server", &user));

    let url = as_user(&url, &user);
    let clock = Arc::clone(&owner.clock) as Arc<dyn Clock>;
    let opening = Opening { url: &url, sealing: sealing_key(), clock, chance: Arc::new(SystemChance) };
    let world = World { store: Store::open(opening).await.unwrap(), ..owner };
    let store = &world.store;
    store.settle().await.unwrap();

    // A day's work, from a hub to an erased record.
    world.hub("northdale").await;
    let grace = colleagues::joined(&world, &hub, "grace@hub.example", Role::Manager).await;
    let kim = world.carer(&hub, "Kim").await;
    let card = store.issue_cards(&hub, &school_wish(kim)).await.unwrap().remove(0);
    store.withdraw_card(&hub, card.card_id).await.unwrap();
    store.sign_due_lists().await.unwrap();
    store.erase_carer(&hub, kim).await.unwrap();
    store
        .end_session(&grace.scope, store.live_session(&grace.token).await.unwrap().unwrap().session_id)
        .await
        .unwrap();
    store.clear_what_is_over().await.unwrap();
    store.clear_old_sessions().await.unwrap();
    store.clear_known_browsers().await.unwrap();
    assert!(store.verify_audit(&[]).await.unwrap().is_sound());

    let mut connection = PgConnection::connect(&url).await.unwrap();
    for sql in [
        "CREATE TABLE mine (n BIGINT)",
        "ALTER TABLE carer ADD COLUMN more TEXT",
        "DROP TABLE card",
        "TRUNCATE carer",
        "CREATE INDEX mine ON card (hub_id)",
        "UPDATE audit_entry SET action = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM _sqlx_migrations",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "CREATE ROLE other SUPERUSER",
    ] {
        assert!(refused(&mut connection, sql).await, "{sql}");
    }
    drop(connection);
    store.close().await;
    let url = world.database.url();
    run_sql(&url, &format!("DROP OWNED BY {user}"));
    run_sql(&url, &format!("DROP ROLE {user}"));
}
