//! Staff come in: by an invitation, with both factors, and in no other way.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::console::{Browser, PASSWORD};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    an_invitation_leads_in_once_and_the_session_changes_with_each_sign_in,
    neither_factor_can_be_left_out_or_used_again,
    guessing_is_stopped_with_the_time_to_wait,
    a_known_and_an_unknown_account_get_the_same_answer,
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
    assert_eq!(Browser::of(&app).get(&link).await.status, 410, "the link opened once");

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
