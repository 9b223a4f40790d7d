//! The database is away for a while: what somebody typed comes back, and is taken when it is sent again.

use passport_server::config::ServeSettings;
use passport_server::store::Role;
use passport_tests::console::Form;
use passport_tests::postgres::{Cluster, PostgresDatabase};
use passport_tests::{Database, TestApp, on_both_databases};
use sqlx::{Connection as _, PgConnection, SqliteConnection};

on_both_databases!(
    what_was_typed_while_the_database_was_busy_is_sent_again,
    what_was_typed_is_given_back_before_the_time_of_its_request_is_over,
);

/// Another program in the middle of a write that takes long.
pub enum Held {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Held {
    pub async fn of(database: &Database) -> Self {
        let url = database.url();
        if url.starts_with("sqlite:") {
            let mut connection = SqliteConnection::connect(&url).await.expect("connects");
            sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await.expect("begins");
            Self::Sqlite(connection)
        } else {
            let mut connection = PgConnection::connect(&url).await.expect("connects");
            sqlx::query("BEGIN").execute(&mut connection).await.expect("begins");
            sqlx::query("UPDATE change_counter SET n = n").execute(&mut connection).await.expect("holds");
            Self::Postgres(connection)
        }
    }

    pub async fn release(self) {
        match self {
            Self::Sqlite(connection) => connection.close().await.expect("lets go"),
            Self::Postgres(connection) => connection.close().await.expect("lets go"),
        }
    }
}

async fn what_was_typed_while_the_database_was_busy_is_sent_again(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let form = grace.see("/hub/carers/add").await.form("/hub/carers/add");
    let form = form.with("given_name", "Zoë & O'Hara").with("born_on", "31/1/2012");

    let held = Held::of(app.database()).await;
    let unsent = grace.send(&form).await;
    assert_eq!((unsent.status.as_u16(), unsent.retry_after), (503, Some(5)), "{}", unsent.body);
    for part in ["Not finished yet", "Zoë & O'Hara", "31/1/2012", "Send it again"] {
        assert!(unsent.says(part), "{part}: {}", unsent.body);
    }
    held.release().await;

    let again = unsent.form("/hub/carers/add");
    assert_eq!(again.value("given_name"), "Zoë & O'Hara");
    let saved = grace.send(&again).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert!(grace.see(&saved.location).await.says("Added to the books"));
    assert_eq!(grace.send(&again).await.location, saved.location, "sent twice it is one record");
}

/// Whoever waits behind another program's write waits six seconds, and this server lasts a second for all.
async fn what_was_typed_is_given_back_before_the_time_of_its_request_is_over(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let form = grace.see("/hub/carers/add").await.form("/hub/carers/add");
    let form = form.with("given_name", "Zoë & O'Hara").with("born_on", "31/1/2012");
    let impatient = ServeSettings { request_timeout_seconds: Some("1".to_owned()), ..Default::default() };
    let impatient = app.second_server_with(impatient).await;
    let mut there = grace.browser.led_to(&impatient);

    let held = Held::of(app.database()).await;
    let unsent = there.send(&form).await;
    held.release().await;
    assert_eq!((unsent.status.as_u16(), unsent.retry_after), (503, Some(5)), "{}", unsent.body);
    assert!(unsent.says("Not finished yet") && unsent.says("Zoë & O'Hara"), "{}", unsent.body);
    assert_eq!(unsent.form("/hub/carers/add").fields, form.fields, "all of it, to be sent again");
    let saved = there.send(&unsent.form("/hub/carers/add")).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_kept_with_postgresql_stopped() {
    let cluster = Cluster::start_new();
    let database = Database::Postgres(PostgresDatabase::create_at(cluster.url(), None));
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let form = grace.see("/hub/carers/add").await.form("/hub/carers/add").with("given_name", "Zoë");
    let photo = "/hub/carers/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/photo";
    cluster.stop();

    let unsent = grace.send(&form).await;
    assert!(unsent.status.is_server_error() && unsent.says("Not finished yet"), "{}", unsent.body);
    assert_eq!(unsent.form("/hub/carers/add").fields, form.fields, "all of it, to be sent again");
    assert!(!unsent.says("Grace Hill"), "who is signed in cannot be looked up");
    let photo = Form { action: photo.to_owned(), fields: vec![] };
    let file = grace.browser.send_file(&photo, "zoe.jpg", b"a photo").await;
    assert!(file.says("choose the file again"), "{}", file.body);
}
