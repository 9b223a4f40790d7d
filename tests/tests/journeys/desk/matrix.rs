//! Every address of a desk × who asks × whose pupil it names, walked from the server's own table of addresses.

use passport_server::http::{Door, ROUTES, Role as Needed, Route};
use passport_server::store::{OrganisationId, OrganisationKind, Role};
use passport_tests::console::{Browser, Colleague, Form, Seen};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use uuid::Uuid;

use super::who::pupil;

on_both_databases!(
    nobody_gets_to_a_desk_without_enrolling_or_after_it_ended_or_locked,
    a_school_reaches_its_own_pupils_and_no_others,
    a_desk_opens_nothing_of_the_console,
);

/// Rows that work on a desk that is locked or has no PIN yet, or that leave it.
const DOORWAY: [&str; 4] = ["/desk/pin", "/desk/locked", "/desk/lock", "/desk/sign-out"];

fn at_desk() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| route.role == Needed::Desk)
}

fn reads(route: &Route) -> bool {
    route.method.as_str() == "GET"
}

/// The address with a pupil of this school and a time-out of theirs, made for it.
async fn address(hub: &TestHub<'_>, school: OrganisationId, route: &Route) -> String {
    let mut path = route.path.to_owned();
    if path.contains('{') {
        let one = pupil(hub, school, "Kim").await;
        hub.keep_photo(one.carer).await;
        let mut noting = hub.at_desk(&format!("Guest {}", one.carer.id()), school).await;
        let page = format!("/desk/pupils/{}", one.carer.id());
        if path.contains("{time_out}") {
            noting.fill(&page, &format!("{page}/time-outs"), &[]).await;
            let seen = noting.see(&page).await.body.replace("&#x2f;", "/");
            let id = seen.split("href=\"/desk/time-outs/").nth(1).and_then(|rest| rest.split('"').next());
            path = path.replace("{time_out}", id.expect("it was noted"));
        }
        path = path.replace("{carer}", &one.carer.id().to_string());
    }
    assert!(!path.contains('{'), "{path}: make what stands there in desk/matrix.rs");
    path
}

fn unknown(route: &Route) -> String {
    let nobodys = Uuid::from_u128(0x6f96_19ff_8b86_4d01_b42d_00cf_4fc9_64ff).to_string();
    route.path.replace("{carer}", &nobodys).replace("{time_out}", &nobodys)
}

/// What makes every form of a desk whole.
fn fields(csrf: &str, organisation: OrganisationId) -> Vec<(String, String)> {
    let organisation = organisation.to_string();
    let attempt = Uuid::from_u128(7).to_string();
    let all = [
        ("csrf", csrf),
        ("attempt", &attempt),
        ("place", "library"),
        ("started", "00:01"),
        ("back", "00:02"),
        ("name", "Kim"),
        ("code", "0000-0000-00"),
        ("pin", "999111"),
        ("organisation", &organisation),
    ];
    all.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

async fn send(browser: &mut Browser, action: &str, fields: Vec<(String, String)>) -> Seen {
    browser.send(&Form { action: action.to_owned(), fields }).await
}

async fn mark(who: &mut Colleague<'_>) -> String {
    who.see("/desk").await.form("/desk/sign-out").value("csrf").to_owned()
}

async fn nobody_gets_to_a_desk_without_enrolling_or_after_it_ended_or_locked(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let (mut gone, mut left) =
        (hub.at_desk("Joan Carter", school).await, hub.at_desk("Ann Lee", school).await);
    let (csrf_gone, csrf_left) = (mark(&mut gone).await, mark(&mut left).await);
    app.store().end_desk_person(hub.scope(), (school, gone.person)).await.expect("her access ends");
    let mut worker = hub.colleague("Tom Reed", Role::Worker).await;
    let of_worker = worker.browser.cookie().replace("pass=", "desk=");
    let mut posing = Browser::of(&app).with_cookie(&of_worker);
    let mut nobody = Browser::of(&app);
    left.browser.post("/desk/lock", &[("csrf", &csrf_left)]).await;
    for route in at_desk() {
        let what = format!("{} {}", route.method, route.path);
        let own = address(&hub, school, route).await;
        for path in [own.clone(), unknown(route)] {
            for browser in [&mut nobody, &mut posing, &mut worker.browser, &mut gone.browser] {
                if reads(route) {
                    let seen = browser.get(&path).await;
                    assert_eq!((seen.status.as_u16(), &*seen.location), (303, "/desk/sign-in"), "{what}");
                } else {
                    let seen = send(browser, &path, fields(&csrf_gone, school)).await;
                    assert!(seen.status == 401 && seen.says("Sign in to your desk"), "{what}: {}", seen.body);
                }
            }
        }
        if DOORWAY.contains(&route.path) {
            continue;
        }
        if reads(route) {
            assert_eq!(left.see(&own).await.location, "/desk/locked", "{what}");
        } else {
            let seen = send(&mut left.browser, &own, fields(&csrf_left, school)).await;
            assert!(seen.status == 401 && seen.says("This desk is locked"), "{what}: {}", seen.body);
        }
    }
}

async fn a_school_reaches_its_own_pupils_and_no_others(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let (own, near) = (hub.school("Hill School").await, hub.school("Lake School").await);
    let far = other.school("Moor School").await;
    let pharmacy = hub.organisation(OrganisationKind::Pharmacy).await;
    let mut joan = hub.at_desk("Joan Carter", own).await;
    let mut anil = hub.at_desk("Anil Mehta", pharmacy).await;
    for route in at_desk().filter(|route| !DOORWAY.contains(&route.path)) {
        let what = format!("{} {}", route.method, route.path);
        let strange = [address(&hub, near, route).await, address(&other, far, route).await, unknown(route)];
        let home = address(&hub, own, route).await;
        if reads(route) {
            assert!([200, 303].contains(&joan.see(&home).await.status.as_u16()), "{what}");
        } else {
            let csrf = mark(&mut joan).await;
            let forged = send(&mut joan.browser, &home, fields("another", own)).await;
            assert_eq!(forged.status, 403, "{what}: a mark of no session");
            let at_home = send(&mut joan.browser, &home, fields(&csrf, own)).await;
            assert!([200, 204, 303, 422].contains(&at_home.status.as_u16()), "{what}: {}", at_home.body);
        }
        if !route.path.contains('{') {
            continue;
        }
        let csrf = mark(&mut joan).await;
        for path in &strange {
            let seen = if reads(route) {
                joan.see(path).await
            } else {
                send(&mut joan.browser, path, fields(&csrf, near)).await
            };
            assert_eq!(seen.status, 404, "{what}: another school's: {}", seen.body);
        }
        let csrf = mark(&mut anil).await;
        let seen = if reads(route) {
            anil.see(&home).await
        } else {
            send(&mut anil.browser, &home, fields(&csrf, own)).await
        };
        assert_eq!(seen.status, 404, "{what}: a pharmacy has no pupils");
    }
    // Nobody chooses a desk that is not theirs.
    for organisation in [near, far, pharmacy] {
        let csrf = mark(&mut joan).await;
        let seen = send(&mut joan.browser, "/desk/choose", fields(&csrf, organisation)).await;
        assert_eq!(seen.status, 404, "{}", seen.body);
    }
}

async fn a_desk_opens_nothing_of_the_console(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let csrf = mark(&mut joan).await;
    let as_console = joan.browser.cookie().replace("desk=", "pass=");
    let mut posing = Browser::of(&app).with_cookie(&as_console);
    let staffs = |route: &&Route| matches!(route.role, Needed::Worker | Needed::Manager);
    let nobodys = Uuid::from_u128(0x6f96_19ff_8b86_4d01_b42d_00cf_4fc9_64ff).to_string();
    for route in ROUTES.iter().filter(|route| route.door == Door::Console).filter(staffs) {
        let mut path = route.path.to_owned();
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            path.replace_range(from..=to, &nobodys);
        }
        for browser in [&mut posing, &mut joan.browser] {
            let what = format!("{} {}", route.method, route.path);
            if reads(route) {
                assert_eq!(browser.get(&path).await.location, "/hub/sign-in", "{what}");
            } else {
                assert_eq!(browser.post(&path, &[("csrf", &csrf)]).await.status, 401, "{what}");
            }
        }
    }
}
