//! Staff come in: by an invitation, with both factors, and in no other way.

use chrono::TimeDelta;
use passport_server::store::{BrowserMark, KNOWN_FOR, Role, Try};
use passport_tests::console::{Browser, PASSWORD};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    an_invitation_leads_in_once_and_the_session_changes_with_each_sign_in,
    neither_factor_can_be_left_out_or_used_again,
    guessing_is_stopped_with_the_time_to_wait,
    a_known_and_an_unknown_account_get_the_same_answer,
    whoever_spends_every_try_keeps_nobody_out_of_the_browser_they_know,
    a_mark_that_somebody_else_planted_never_becomes_known,
    a_known_browser_is_forgotten_with_its_time_a_reset_and_the_end_of_access,
);

/// The fields of signing in.
fn typed<'a>(email: &'a str, password: &'a str, code: &'a str) -> [(&'a str, &'a str); 3] {
    [("email", email), ("password", password), ("code", code)]
}

async fn an_invitation_leads_in_once_and_the_session_changes_with_each_sign_in(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let invited = hub.invite("Grace Hill", Role::Worker).await;
    let link = invited.link.clone();
    let mut grace = invited.join().await;
    assert_eq!(grace.recovery.len(), 10);
    assert!(grace.see("/hub").await.says("Grace Hill, riverton Hub"));
    assert_eq!(Browser::of(&app).open_link(&link).await.status, 410, "the link opened once");

    let first = grace.browser.cookie().to_owned();
    let signed_in = grace.sign_in_anew().await;
    assert_eq!((signed_in.status.as_u16(), signed_in.location.as_str()), (303, "/hub"));
    assert!(grace.is_in().await);
    assert_ne!(grace.browser.cookie(), first);

    // Fixation: what another planted is neither taken over nor let in.
    app.after(TimeDelta::seconds(30)).await;
    let planted = format!("pass={}", "A".repeat(43));
    let mut browser = Browser::of(&app).with_cookie(&planted);
    assert_eq!(browser.get("/hub").await.location, "/hub/sign-in");
    let code = grace.code();
    assert_eq!(browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await.status, 303);
    assert_ne!(browser.cookie(), planted);
    assert_eq!(Browser::of(&app).with_cookie(&planted).get("/hub").await.status, 303);
}

async fn neither_factor_can_be_left_out_or_used_again(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let enrolled = grace.code();
    let mut browser = Browser::of(&app);
    let again = browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &enrolled)).await;
    assert_eq!(again.status, 422, "the code she enrolled with is used up");

    app.after(TimeDelta::seconds(30)).await;
    let code = grace.code();
    for (password, code) in [("", code.as_str()), (PASSWORD, ""), ("", ""), ("another password", &code)] {
        let refused = browser.post("/hub/sign-in", &typed(&grace.email, password, code)).await;
        assert_eq!((refused.status.as_u16(), refused.cookie), (422, None));
        assert_eq!(browser.get("/hub").await.location, "/hub/sign-in");
    }
    assert_eq!(browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await.status, 303);
    let replayed = Browser::of(&app).post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await;
    assert_eq!(replayed.status, 422);
    assert!(grace.is_in().await, "her first browser stays");
}

async fn guessing_is_stopped_with_the_time_to_wait(database: Database) {
    let app = TestApp::on(database).await;
    let grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    app.after(TimeDelta::seconds(30)).await;
    let mut browser = Browser::of(&app);
    for guess in 0..10 {
        let code = format!("{guess:06}");
        assert_eq!(browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await.status, 422);
    }
    let right = grace.code();
    let stopped = browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &right)).await;
    assert_eq!((stopped.status.as_u16(), stopped.retry_after), (429, Some(300)));
    assert!(stopped.says("Wait 5 minutes"), "{}", stopped.body);
    app.after(TimeDelta::seconds(300)).await;
    let right = grace.code();
    assert_eq!(browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &right)).await.status, 303);
}

async fn a_known_and_an_unknown_account_get_the_same_answer(database: Database) {
    let app = TestApp::on(database).await;
    let grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    app.after(TimeDelta::seconds(30)).await;
    let mut told = Vec::new();
    for email in [grace.email.as_str(), "nobody.else@riverton.example"] {
        for path in ["/hub/sign-in", "/hub/recover"] {
            let refused = Browser::of(&app).post(path, &typed(email, "another password", "123456")).await;
            told.push((path, refused.status, refused.cookie, refused.body.replace(email, "EMAIL")));
        }
    }
    let (known, unknown) = told.split_at(2);
    assert_eq!(known, unknown);
}

/// Types wrong codes until there is a wait, and gives how often that was possible.
async fn spend(browser: &mut Browser, path: &str, email: &str) -> usize {
    for guess in 0..100 {
        let code = format!("{guess:06}");
        let seen = browser.post(path, &typed(email, PASSWORD, &code)).await;
        match seen.status.as_u16() {
            422 => {}
            429 => return guess,
            other => panic!("{other}: {}", seen.body),
        }
    }
    panic!("guessing is never stopped");
}

async fn whoever_spends_every_try_keeps_nobody_out_of_the_browser_they_know(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    app.after(TimeDelta::seconds(30)).await;
    let mut stranger = Browser::of(&app);
    assert_eq!(spend(&mut stranger, "/hub/sign-in", &grace.email).await, 10);
    let right = grace.code();
    let elsewhere = Browser::of(&app).post("/hub/sign-in", &typed(&grace.email, PASSWORD, &right)).await;
    assert_eq!(elsewhere.status, 429, "a browser that nobody knows is a stranger's");

    let signed_in = grace.browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &right)).await;
    assert_eq!(signed_in.status, 303, "{}", signed_in.body);
    assert!(grace.is_in().await);
    let still = stranger.post("/hub/sign-in", &typed(&grace.email, PASSWORD, "000000")).await;
    assert_eq!(still.status, 429, "her sign-in gives a stranger no try");

    // The known browser has its own limit, whoever sits there.
    assert_eq!(spend(&mut grace.browser, "/hub/sign-in", &grace.email).await, 10);
    // A mark helps with no other account: it counts as a stranger's.
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    assert_eq!(spend(&mut Browser::of(&app), "/hub/sign-in", &tom.email).await, 10);
    let mark = grace.browser.mark().to_owned();
    app.after(TimeDelta::seconds(30)).await;
    let right = tom.code();
    let borrowed =
        Browser::of(&app).with_mark(&mark).post("/hub/sign-in", &typed(&tom.email, PASSWORD, &right)).await;
    assert_eq!(borrowed.status, 429);
    assert_eq!(tom.browser.post("/hub/sign-in", &typed(&tom.email, PASSWORD, &right)).await.status, 303);
}

async fn a_mark_that_somebody_else_planted_never_becomes_known(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let eve = hub.colleague("Eve Stone", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    for planted in [eve.browser.mark().to_owned(), format!("known={}", "A".repeat(43)), "known=x".to_owned()]
    {
        app.after(TimeDelta::seconds(30)).await;
        let mut browser = Browser::of(&app).with_mark(&planted);
        let code = grace.code();
        let signed_in = browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await;
        assert_eq!(signed_in.status, 303);
        assert_ne!(browser.mark(), planted);
        spend(&mut Browser::of(&app), "/hub/sign-in", &grace.email).await;
        let guess = Browser::of(&app)
            .with_mark(&planted)
            .post("/hub/sign-in", &typed(&grace.email, PASSWORD, "000000"))
            .await;
        assert_eq!(guess.status, 429, "what was planted gives no try of its own");
        app.after(TimeDelta::hours(1)).await;
    }
    // The same mark stays with the browser of the same person.
    let mark = grace.browser.mark().to_owned();
    let code = grace.code();
    assert_eq!(grace.browser.post("/hub/sign-in", &typed(&grace.email, PASSWORD, &code)).await.status, 303);
    assert_eq!(grace.browser.mark(), mark);
}

async fn a_known_browser_is_forgotten_with_its_time_a_reset_and_the_end_of_access(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let grace = hub.colleague("Grace Hill", Role::Worker).await;
    let store = app.store();
    let mark = BrowserMark::parse(grace.browser.mark().trim_start_matches("known=")).expect("a mark");
    let is_known = async || {
        let try_it = async || store.count_try(&grace.email, "", Some(&mark)).await.expect("it is counted");
        for _ in 0..10 {
            store.count_try(&grace.email, "", None).await.expect("it is counted");
        }
        let known = try_it().await == Try::Counted;
        app.after(TimeDelta::hours(2)).await;
        known
    };
    assert!(is_known().await);
    assert_eq!(store.clear_known_browsers().await.expect("it is written"), 0);
    let new = store.invite_to_reset(hub.scope(), &grace.email).await.expect("an invitation");
    let link = format!("/hub/join#{}", store.invitation_link(new));
    let open = store.invitation(&store.invitation_link(new)).await.expect("an answer").expect("it is open");
    assert!(is_known().await, "until the link is used");
    let mut browser = Browser::of(&app);
    let form = browser
        .form_of_link(&link)
        .await
        .with("password", "four brown ponies")
        .with("code", &open.secret.code_at(app.now()));
    assert_eq!(browser.send(&form).await.status, 200);
    assert!(!is_known().await, "a new sign-in forgets every browser but that of the link");

    let mark = BrowserMark::parse(browser.mark().trim_start_matches("known=")).expect("a mark");
    assert_eq!(
        store.know_browser(grace.person, Some(&mark)).await.expect("it is written").to_text(),
        mark.to_text()
    );
    store.end_access(hub.scope(), grace.person).await.expect("it is written");
    let fresh = store.know_browser(grace.person, Some(&mark)).await.expect("it is written").to_text();
    assert_ne!(fresh, mark.to_text(), "gone with the access");
    assert_eq!(store.clear_known_browsers().await.expect("it is written"), 1, "of nobody who works here");

    let tom = hub.colleague("Tom Reed", Role::Worker).await;
    for _ in 0..15 {
        store.know_browser(tom.person, None).await.expect("it is written");
    }
    app.after(KNOWN_FOR + TimeDelta::seconds(1)).await;
    assert_eq!(
        store.clear_known_browsers().await.expect("it is written"),
        10,
        "never more than ten, nor longer"
    );
}
