//! A manager looks after who works for the hub; everybody looks after where they are signed in.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::console::{Browser, PASSWORD};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_manager_invites_a_colleague_and_ends_their_access,
    somebody_ends_a_session_that_they_forgot,
    somebody_with_two_hubs_chooses_where_they_work,
);

const LIST: &str = "/hub/office/colleagues";

async fn a_manager_invites_a_colleague_and_ends_their_access(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    assert!(grace.see(LIST).await.says("No invitation is open"));
    let invite = format!("{LIST}/invite");
    let wrong = grace.fill(&invite, &invite, &[("name", "Tom Reed"), ("email", "tom")]).await;
    assert_eq!(wrong.status, 422);
    for part in ["Type an email address", "Choose a role", "value=\"Tom Reed\"", "<title>Error:"] {
        assert!(wrong.says(part), "{part}: {}", wrong.body);
    }
    let typed = [("name", "Tom Reed"), ("email", "tom@riverton.example"), ("role", "worker")];
    let form = grace.see(&invite).await.form(&invite);
    let form = typed.iter().fold(form, |form, (name, value)| form.with(name, value));
    let made = grace.send(&form).await;
    assert!(made.status == 200 && made.says("Give this link to Tom Reed"), "{}", made.body);
    let link = made.body.replace("&#x2f;", "/");
    let link = link.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a link");
    assert_eq!(grace.send(&form).await.body, made.body, "sent twice it is the same link");
    assert!(grace.see(LIST).await.says("tom@riverton.example"));

    let path = link.strip_prefix(app.base().as_str()).expect("of this server");
    let secret = app.store().invitation(path.rsplit('/').next().expect("a token")).await;
    let secret = secret.expect("it answers").expect("it is open").secret;
    let mut tom = Browser::of(&app);
    let form = tom.get(path).await.form(path);
    let form = form.with("password", PASSWORD).with("code", &secret.code_at(app.now()));
    assert!(tom.send(&form).await.says("Write these codes down"));
    assert_eq!(tom.get("/hub").await.status, 200);
    assert_eq!(tom.get(LIST).await.status, 403, "a worker looks after nobody");

    let listed = grace.see(LIST).await;
    let person = address_of(&listed.body, "Tom Reed");
    assert!(grace.see(&person).await.says("Joined by a link"), "what he did here");
    let end = format!("{person}/end");
    let ended = grace.fill(&end, &end, &[]).await;
    assert_eq!((ended.status.as_u16(), ended.location.as_str()), (303, LIST));
    assert_eq!(tom.get("/hub").await.location, "/hub/sign-in", "at once");
    assert!(!grace.see(LIST).await.says("Tom Reed"));
}

/// Where the name on a list leads to.
fn address_of(page: &str, name: &str) -> String {
    let before = page.split(&format!(">{name}</a>")).next().expect("the name is listed");
    before.rsplit("href=\"").next().expect("a link").trim_end_matches('"').replace("&#x2f;", "/")
}

async fn somebody_ends_a_session_that_they_forgot(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let forgotten = grace.browser.cookie().to_owned();
    grace.sign_in_anew().await;
    let page = "/hub/office/sessions";
    let seen = grace.see(page).await;
    assert!(seen.says("this one") && seen.says("Sign out everywhere else"), "{}", seen.body);
    let ended = grace.fill(page, "/hub/office/sessions/end-others", &[]).await;
    assert_eq!(ended.status, 303);
    assert!(grace.see(page).await.says("You are signed in nowhere else"));
    let mut old = Browser::of(&app).with_cookie(&forgotten);
    assert_eq!(old.get("/hub").await.location, "/hub/sign-in");
}

async fn somebody_with_two_hubs_chooses_where_they_work(database: Database) {
    let app = TestApp::on(database).await;
    let (riverton, northdale) = (app.hub("riverton").await, app.hub("northdale").await);
    let mut grace = riverton.colleague("Grace Hill", Role::Worker).await;
    assert!(!grace.see("/hub").await.says("Change hub"));
    let email = grace.email.clone();
    let new = passport_server::store::NewInvitation {
        email,
        display_name: "Grace Hill".to_owned(),
        role: Role::Manager,
    };
    let store = app.store();
    let link = store.invitation_link(store.invite(northdale.scope(), &new).await.expect("invited"));
    let path = format!("/hub/join/{link}");
    assert_eq!(grace.see(LIST).await.status, 403, "a worker at riverton");
    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    let proof = [("password", PASSWORD), ("code", code.as_str())];
    assert_eq!(grace.fill(&path, &path, &proof).await.location, "/hub");
    assert_eq!(grace.see(LIST).await.status, 200, "a manager at northdale");

    assert_eq!(grace.sign_in_anew().await.location, "/hub/choose");
    let before = grace.browser.cookie().to_owned();
    let other = grace.see("/hub").await.says("riverton Hub");
    let scope = if other { northdale.scope() } else { riverton.scope() };
    let chosen = grace.fill("/hub/choose", "/hub/choose", &[("hub", &scope.hub().to_string())]).await;
    assert_eq!(chosen.location, "/hub");
    assert_ne!(grace.browser.cookie(), before, "a new right, a new secret");
    let role = if other { 200 } else { 403 };
    assert_eq!(grace.see(LIST).await.status, role);
    assert_eq!(Browser::of(&app).with_cookie(&before).get("/hub").await.status, 303);
}
