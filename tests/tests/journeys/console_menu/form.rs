//! The long form: rows, and what is wrong said at its field.

use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

use super::ADD;

on_both_databases!(rows_come_and_go_and_what_is_wrong_is_said_at_its_field,);

async fn rows_come_and_go_and_what_is_wrong_is_said_at_its_field(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let more = tom
        .fill(
            ADD,
            ADD,
            &[
                ("name", "Łukasz’s club"),
                ("place-0-town", "Leeds"),
                ("tag", "kind/trip"),
                ("do", "add-place"),
            ],
        )
        .await;
    assert_eq!(more.status, 200, "{}", more.body);
    for part in ["value=\"Łukasz’s club\"", "value=\"Leeds\"", "Place 2", "value=\"kind/trip\" checked"] {
        assert!(more.says(part), "{part}: {}", more.body);
    }
    let less = tom.fill(ADD, ADD, &[("place-0-town", "Leeds"), ("do", "remove-place-0")]).await;
    assert!(!less.says("Leeds") && !less.says("Place 1"), "{}", less.body);

    let wrong = tom
        .fill(
            ADD,
            ADD,
            &[
                ("description", "Kept <b>as typed</b>"),
                ("age_from", "17"),
                ("age_to", "8"),
                ("place-1-postcode", "nowhere"),
                ("time-0-how", "weekly"),
                ("time-0-starts", "31/2/2027"),
                ("phone-0-number", "ask"),
                ("cost-0-amount", "about 5"),
                ("website", "not a page"),
            ],
        )
        .await;
    assert_eq!(wrong.status, 422);
    for part in [
        "href=\"#name\"",
        "href=\"#provider_name\"",
        "href=\"#age_to\"",
        "href=\"#place-0-postcode\"",
        "href=\"#time-0-starts\"",
        "href=\"#time-0-mon\"",
        "href=\"#phone-0-number\"",
        "href=\"#cost-0-amount\"",
        "href=\"#website\"",
        "value=\"nowhere\"",
        "Kept <b>as typed</b>",
    ] {
        assert!(wrong.says(part), "{part}: {}", wrong.body);
    }
    assert!(app.store().service_lines(hub.scope()).await.expect("it answers").is_empty());
}
