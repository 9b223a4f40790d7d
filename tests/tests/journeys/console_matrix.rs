//! Every address of the console × who asks × whose object it names, walked from the server's own table of addresses.

mod objects;

use std::collections::BTreeMap;

use objects::{Objects, fields, names_an_object};
use passport_server::http::{Door, ROUTES, Role as Needed, Route};
use passport_server::store::Role;
use passport_tests::console::{Browser, Colleague, Form, Seen};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::StatusCode;
use uuid::Uuid;

on_both_databases!(
    nobody_gets_in_without_a_session_or_after_their_access_ended,
    a_worker_does_a_workers_things_in_their_own_hub_alone,
    a_manager_does_everything_in_their_own_hub_alone,
);

/// What takes more bytes takes a file.
const LARGEST_WITHOUT_FILE: usize = 1 << 20;

/// What anybody finds of a console or a desk: the ways in.
const WAYS_IN: [&str; 11] = [
    "/hub/session",
    "/hub/sign-in",
    "/hub/recover",
    "/hub/join",
    "/hub/join/open",
    "/hub/join/accept",
    "/desk/sign-in",
    "/desk/recover",
    "/desk/join",
    "/desk/join/open",
    "/desk/join/accept",
];

/// The rows that only staff may pass.
fn guarded() -> impl Iterator<Item = &'static Route> {
    let staffs = |route: &&Route| matches!(route.role, Needed::Worker | Needed::Manager);
    ROUTES.iter().filter(|route| route.door == Door::Console).filter(staffs)
}

fn reads(route: &Route) -> bool {
    route.method.as_str() == "GET"
}

#[test]
fn every_address_stands_in_a_matrix_or_is_for_anybody() {
    for route in ROUTES {
        let what = format!("{} {}", route.method, route.path);
        let is_inside = ["/hub", "/desk"].iter().any(|home| {
            route.path.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        match route.role {
            // Here, in `desk/matrix.rs` and in `phone_matrix.rs`.
            Needed::Worker | Needed::Manager => assert_eq!(route.door, Door::Console, "{what}"),
            Needed::Desk => assert_eq!(route.door, Door::Desk, "{what}"),
            Needed::Phone => assert!(!is_inside, "{what}"),
            Needed::Anyone => assert_eq!(is_inside, WAYS_IN.contains(&route.path), "{what}"),
            Needed::InDemo => assert!(route.path.starts_with("/demo/"), "{what}"),
        }
    }
    let walked = guarded().filter(|route| route.path.starts_with("/hub/lists/erased-soon")).count();
    assert_eq!(walked, 1, "the list of records that go soon is one of them");
}

async fn nobody_gets_in_without_a_session_or_after_their_access_ended(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut gone = hub.colleague("Tom Reed", Role::Worker).await;
    hub.colleague("Grace Hill", Role::Manager).await;
    let csrf = mark(&mut gone).await;
    app.store().end_access(hub.scope(), gone.person).await.expect("his access ends");
    let objects = Objects::of(&hub).await;
    let mut nobody = Browser::of(&app);
    for route in guarded() {
        let own = objects.address(&hub, route).await;
        for path in [own, Objects::unknown(route)] {
            for browser in [&mut nobody, &mut gone.browser] {
                let what = format!("{} {}", route.method, route.path);
                if reads(route) {
                    let seen = browser.get(&path).await;
                    assert_eq!(
                        (seen.status.as_u16(), seen.location.as_str()),
                        (303, "/hub/sign-in"),
                        "{what}"
                    );
                } else {
                    let sent = browser.post(&path, &[("csrf", &csrf)]).await;
                    assert_eq!(sent.status, StatusCode::UNAUTHORIZED, "{what}");
                    assert!(sent.says("Sign in"), "{what}: {}", sent.body);
                }
            }
        }
    }
}

async fn a_worker_does_a_workers_things_in_their_own_hub_alone(database: Database) {
    let app = TestApp::on(database).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    other.colleague("Ruth Ellis", Role::Manager).await;
    walk(&app, own.colleague("Tom Reed", Role::Worker).await, (&own, &other)).await;
}

async fn a_manager_does_everything_in_their_own_hub_alone(database: Database) {
    let app = TestApp::on(database).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    other.colleague("Ruth Ellis", Role::Manager).await;
    own.colleague("Ann Wood", Role::Manager).await;
    walk(&app, own.colleague("Grace Hill", Role::Manager).await, (&own, &other)).await;
}

/// What every form of theirs carries.
async fn mark(who: &mut Colleague<'_>) -> String {
    who.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned()
}

/// Sends fields as the row takes them: with a file where it takes one.
async fn post(who: &mut Colleague<'_>, route: &Route, action: String, fields: Vec<(String, String)>) -> Seen {
    let form = Form { action, fields };
    if route.body_limit > LARGEST_WITHOUT_FILE {
        who.browser.send_file(&form, "list.csv", b"First name;Born\nKim;1/1/2012\n").await
    } else {
        who.send(&form).await
    }
}

async fn walk(app: &TestApp, mut who: Colleague<'_>, (own, other): (&TestHub<'_>, &TestHub<'_>)) {
    let role =
        if who.see("/hub/office/colleagues").await.status == 200 { Role::Manager } else { Role::Worker };
    let (ours, theirs) = (Objects::of(own).await, Objects::of(other).await);
    let (our_due, their_due) = (objects::due(own).await, objects::due(other).await);
    let chain = writes_of(app, other).await;
    // Signing out would leave nobody to walk on; it names nothing, and stands in the tests of signing in.
    for route in guarded().filter(|route| route.path != "/hub/sign-out") {
        let what = format!("{} {} as {}", route.method, route.path, role.code());
        let strange = theirs.address(other, route).await;
        let before = heads(app).await[&chain];
        let (at_home, abroad, nowhere) = if reads(route) {
            let home = ours.address(own, route).await;
            (who.see(&home).await, who.see(&strange).await, who.see(&Objects::unknown(route)).await)
        } else {
            let csrf = mark(&mut who).await;
            let full = fields(&csrf, &theirs);
            let abroad = post(&mut who, route, strange, full.clone()).await;
            let nowhere = post(&mut who, route, Objects::unknown(route), full).await;
            // Empty but for what every form carries: refused or not, it is not for who asks or whose it is.
            let attempt = Uuid::from_u128(7).to_string();
            let empty = vec![("csrf".to_owned(), csrf), ("attempt".to_owned(), attempt)];
            let home = ours.address(own, route).await;
            let plain = post(&mut who, route, home, empty).await;
            // Whole, and with what no form has: who asks, and in which hub, stands in their session alone.
            let home = ours.address(own, route).await;
            let csrf = mark(&mut who).await;
            let stuffed = fields(&csrf, &ours).into_iter().chain(objects::foreign(&theirs, other));
            let stuffed = post(&mut who, route, home, stuffed.collect()).await;
            assert!(!stuffed.status.is_server_error(), "{what}: {} {}", stuffed.status, stuffed.body);
            (plain, abroad, nowhere)
        };
        assert_eq!(heads(app).await[&chain], before, "{what}: something of the other hub was changed");
        if route.role == Needed::Manager && role != Role::Manager {
            for answer in [at_home, abroad, nowhere] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
            }
            continue;
        }
        let refused = [401, 403, 404, 405].contains(&at_home.status.as_u16());
        assert!(!refused && !at_home.status.is_server_error(), "{what}: {} {}", at_home.status, at_home.body);
        if names_an_object(route) {
            assert_eq!(abroad.status, nowhere.status, "{what}: it tells what the other hub has");
            let allowed: &[u16] = if reads(route) { &[404] } else { &[400, 404, 415, 422] };
            assert!(allowed.contains(&abroad.status.as_u16()), "{what}: {} {}", abroad.status, abroad.body);
        }
        // What names no object shows those of one's own hub, on lists too.
        for strange in [&theirs.carer, &theirs.card, &theirs.organisation, &their_due] {
            assert!(!reads(route) || !at_home.body.contains(strange.as_str()), "{what}: {}", at_home.body);
        }
        if route.path == "/hub/lists/erased-soon" {
            assert!(at_home.body.contains(&our_due), "{what}: {}", at_home.body);
        }
        assert!(who.is_in().await, "{what}: it ended their session");
        let sees_office = who.see("/hub/office/colleagues").await.status == 200;
        assert_eq!(sees_office, role == Role::Manager, "{what}: it changed what they may do");
    }
}

/// Where each chain of the record stands.
async fn heads(app: &TestApp) -> BTreeMap<Uuid, i64> {
    let heads = app.store().audit_heads().await.expect("the database answers");
    heads.into_iter().map(|head| (head.chain_id, head.seq)).collect()
}

/// The chain of a hub's writes: the one that grows when something is written there.
async fn writes_of(app: &TestApp, hub: &TestHub<'_>) -> Uuid {
    let before = heads(app).await;
    hub.school("A school to be told by").await;
    let after = heads(app).await;
    let grown = after.iter().find(|(chain, seq)| before[chain] != **seq);
    *grown.expect("every write is recorded").0
}
