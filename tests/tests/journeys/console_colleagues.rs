//! A manager looks after who works for the hub; everybody looks after where they are signed in.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::console::{Browser, PASSWORD};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_manager_invites_a_colleague_and_ends_their_access,
    somebody_ends_a_session_that_they_forgot,
    somebody_with_two_hubs_chooses_where_they_work,
    a_password_is_changed_with_the_old_one_and_a_code_and_ends_every_other_session,
    a_manager_signs_a_colleague_out_and_nothing_else_of_theirs_ends,
    whom_a_hub_invites_has_the_name_that_it_gave_them,
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
    let secret = app.store().invitation(path.rsplit('#').next().expect("a token")).await;
    let secret = secret.expect("it answers").expect("it is open").secret;
    let mut tom = Browser::of(&app);
    let form = tom.form_of_link(path).await;
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
    let listed = grace.see(LIST).await;
    let (here, left) = listed.body.split_once("id=\"former\"").expect("those who left");
    assert!(!here.contains("Tom Reed") && !listed.body.contains(&format!("\"{person}\"")));
    assert!(left.contains("Tom Reed"), "what he did here can be read for a year");
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
    let end = "/hub/office/sessions/end-others";
    let without = grace.fill(page, end, &[]).await;
    assert_eq!(without.status, 422, "whoever finds an open console has no code");
    let used = grace.code();
    assert_eq!(grace.fill(page, end, &[("code", &used)]).await.status, 422, "a code works once");
    assert_eq!(Browser::of(&app).with_cookie(&forgotten).get("/hub").await.status, 200);
    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    let ended = grace.fill(page, end, &[("code", &code)]).await;
    assert_eq!(ended.status, 303, "{}", ended.body);
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
    let path = format!("/hub/join#{link}");
    assert_eq!(grace.see(LIST).await.status, 403, "a worker at riverton");
    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    let proof = grace.browser.form_of_link(&path).await.with("password", PASSWORD).with("code", &code);
    assert_eq!(grace.send(&proof).await.location, "/hub");
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

async fn a_password_is_changed_with_the_old_one_and_a_code_and_ends_every_other_session(database: Database) {
    const PAGE: &str = "/hub/office/password";
    const NEW: &str = "nine gulls and a kettle";
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    // She also works at a desk, and left a laptop open.
    let forgotten = grace.browser.cookie().to_owned();
    let known = grace.browser.mark().to_owned();
    grace.sign_in_anew().await;
    app.after(TimeDelta::seconds(30)).await;
    let link = hub.invite_to_desk_by_email(&grace.email, school).await;
    let code = grace.code();
    let mut desk = Browser::of(&app);
    let form = desk.form_of_link(&link).await.with("password", PASSWORD).with("code", &code);
    assert_eq!(desk.send(&form).await.location, "/desk");
    assert!(grace.see("/hub/office/sessions").await.says("Hill School"), "desks are listed too");

    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    for (old, code, new) in [
        ("another password", code.as_str(), NEW),
        (PASSWORD, "000000", NEW),
        (PASSWORD, "", NEW),
        (PASSWORD, &code, "Sunshine2026!"),
        (PASSWORD, &code, "short"),
    ] {
        let typed = [("password", old), ("code", code), ("new", new)];
        let refused = grace.fill(PAGE, PAGE, &typed).await;
        assert_eq!(refused.status, 422, "{old} {new}: {}", refused.body);
        assert!(!refused.body.contains(PASSWORD) && !refused.body.contains(NEW), "{}", refused.body);
    }
    assert_eq!(
        Browser::of(&app).with_cookie(&forgotten).get("/hub").await.status,
        200,
        "nothing ended so far"
    );
    let changed = grace.fill(PAGE, PAGE, &[("password", PASSWORD), ("code", &code), ("new", NEW)]).await;
    assert_eq!(
        (changed.status.as_u16(), changed.location.as_str()),
        (303, "/hub/office"),
        "{}",
        changed.body
    );
    assert!(grace.see("/hub/office").await.says("Password changed"), "she stays signed in here");
    assert_eq!(Browser::of(&app).with_cookie(&forgotten).get("/hub").await.location, "/hub/sign-in");
    assert_eq!(desk.get("/desk").await.location, "/desk/sign-in");

    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    for (password, status) in [(PASSWORD, 422), (NEW, 303)] {
        let typed = [("email", grace.email.as_str()), ("password", password), ("code", &code)];
        assert_eq!(Browser::of(&app).post("/hub/sign-in", &typed).await.status, status, "{password}");
    }
    // The laptop is a stranger's now.
    for _ in 0..10 {
        Browser::of(&app).post("/hub/sign-in", &[("email", &grace.email), ("code", "000000")]).await;
    }
    let typed = [("email", grace.email.as_str()), ("password", NEW), ("code", "000000")];
    assert_eq!(Browser::of(&app).with_mark(&known).post("/hub/sign-in", &typed).await.status, 429);
    assert_eq!(grace.browser.post("/hub/sign-in", &typed).await.status, 422, "and hers is not");
    assert!(app.store().verify_audit(&[]).await.expect("an answer").is_sound());
}

async fn a_manager_signs_a_colleague_out_and_nothing_else_of_theirs_ends(database: Database) {
    let app = TestApp::on(database).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let school = own.school("Hill School").await;
    let mut grace = own.colleague("Grace Hill", Role::Manager).await;
    let mut tom = own.colleague("Tom Reed", Role::Worker).await;
    let mut joan = own.at_desk("Joan Carter", school).await;
    let mut ruth = other.colleague("Ruth Ellis", Role::Manager).await;
    let person = format!("{LIST}/{}", tom.person);
    let strange = ruth.browser.get(&person).await;
    assert_eq!(strange.status, 404);

    let out = grace.fill(&person, &format!("{person}/sign-out"), &[]).await;
    assert_eq!((out.status.as_u16(), out.location.as_str()), (303, LIST), "{}", out.body);
    assert!(grace.see(LIST).await.says("They are signed out"));
    assert!(!tom.is_in().await);
    assert_eq!(tom.sign_in_anew().await.status, 303, "and in again");
    assert!(tom.is_in().await && grace.is_in().await && ruth.is_in().await);

    let desk = format!("/hub/organisations/{school}/desk");
    let out = grace.fill(&desk, &format!("{desk}/{}/sign-out", joan.person), &[]).await;
    assert_eq!(out.status, 303, "{}", out.body);
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in");
    let oneself = format!("{LIST}/{}/sign-out", grace.person);
    let csrf = grace.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned();
    assert_eq!(grace.browser.post(&oneself, &[("csrf", &csrf)]).await.status, 422);
    assert!(grace.see(&person).await.says("Left signed in somewhere"));
}

async fn whom_a_hub_invites_has_the_name_that_it_gave_them(database: Database) {
    let app = TestApp::on(database).await;
    let (own, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let ruth = other.colleague("Ruth Ellis", Role::Manager).await;
    let mut grace = own.colleague("Grace Hill", Role::Manager).await;
    let page = format!("{LIST}/invite");
    let typed = [("name", "R. Somebody"), ("email", ruth.email.as_str()), ("role", "worker")];
    let link = grace.fill(&page, &page, &typed).await;
    assert!(link.says("R. Somebody") && !link.says("Ruth Ellis"), "{}", link.body);
    let listed = grace.see(LIST).await;
    assert!(listed.says("R. Somebody") && !listed.says("Ruth Ellis"), "{}", listed.body);
    let body = link.body.replace("&#x2f;", "/");
    let link = body.split("/hub/join#").nth(1).and_then(|rest| rest.split('<').next()).expect("a link");
    let path = format!("/hub/join#{link}");
    let opened = Browser::of(&app).open_link(&path).await;
    assert!(opened.says("R. Somebody") && !opened.says("Ruth Ellis"), "{}", opened.body);
}
