//! From a draft to what everybody reads: approval, reasons, two editors at once, earlier texts.

use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

use super::{added, names, press};

on_both_databases!(
    a_worker_writes_a_draft_and_a_manager_approves_it,
    a_draft_is_sent_back_with_a_reason_while_what_was_approved_stays,
    two_editors_at_once_lose_nothing,
    earlier_texts_say_who_wrote_them_and_are_taken_up_again,
);

async fn a_worker_writes_a_draft_and_a_manager_approves_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    assert!(tom.see("/hub/menu").await.says("Nothing is on your menu yet"));
    let service = added(&mut tom).await;
    let page = tom.see(&service).await;
    for part in [
        "Zoë’s Saturday trips",
        "Offered by O’Neill Trust",
        "A day out",
        "8 to 17",
        "Stockport, SK1 1AA",
        "Every week on Thursday, from 16:30, from 7 January 2027",
        "£2.50",
        "Written 09:00 today by Tom Reed",
    ] {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    assert!(tom.see(&format!("{service}/preview")).await.says("as readers will see it"));
    assert!(!page.says("everybody reads it</button>"), "a worker approves nothing");
    assert_eq!(press(&mut tom, &service, "send").await.location, service);
    assert!(tom.see(&service).await.says("Waiting for approval"));
    assert!(grace.see("/hub").await.says("Menu: waiting for approval"));
    let mark = tom.see(&service).await.form("/hub/sign-out").value("csrf").to_owned();
    let refused = tom.browser.post(&format!("{service}/approve"), &[("csrf", &mark), ("version", "3")]).await;
    assert_eq!(refused.status, 403, "a worker does not approve, least of all their own");
    assert!(names(&app).await.is_empty());
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Zoë’s Saturday trips"]);
    assert!(tom.see(&service).await.says("Everybody reads this"));

    let own = added(&mut grace).await;
    press(&mut grace, &own, "approve").await;
    assert_eq!(names(&app).await.len(), 2, "a manager may approve what she wrote");
}

async fn a_draft_is_sent_back_with_a_reason_while_what_was_approved_stays(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    tom.fill(&change, &change, &[("name", "Climbing and tea"), ("description", "Up a big wall.")]).await;
    let page = grace.see(&service).await;
    assert!(
        page.says("What the draft changes") && page.says("> big</ins>") || page.says("big</ins>"),
        "{}",
        page.body
    );
    assert_eq!(names(&app).await, ["Climbing"]);
    let back = format!("{service}/send-back");
    assert!(grace.fill(&service, &back, &[("reason", " ")]).await.says("Say what should be different"));
    grace.fill(&service, &back, &[("reason", "Say what tea costs")]).await;
    let page = tom.see(&service).await;
    assert!(page.says("Sent back by Grace Hill") && page.says("Say what tea costs"), "{}", page.body);
    tom.fill(&change, &change, &[("name", "Climbing, free tea"), ("description", "Up a wall.")]).await;
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Climbing, free tea"]);
    tom.fill(&change, &change, &[("name", "Dropped"), ("description", "Up a wall.")]).await;
    press(&mut tom, &service, "leave").await;
    assert!(!tom.see(&service).await.says("Dropped"));
}

async fn two_editors_at_once_lose_nothing(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut ann = hub.colleague("Ann Wood", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    let toms = tom.see(&change).await.form(&change).with("name", "Tom’s").with("description", "His words");
    let seen_before = ann.see(&service).await;
    ann.fill(&change, &change, &[("name", "Ann’s"), ("description", "Her words")]).await;
    let late = tom.send(&toms).await;
    assert_eq!(late.status, 422);
    for part in ["A colleague was faster", "His words", "value=\"Tom’s\"", "Ann’s</del>"] {
        assert!(late.says(part), "{part}: {}", late.body);
    }
    let again = late.form(&change).with("name", "Tom’s").with("description", "His words");
    assert_eq!(tom.send(&again).await.status, 303, "sent once more, it counts");
    let history = ann.see(&format!("{service}/history")).await;
    assert!(history.says("Text 3") && history.says("by Ann Wood"), "hers stays: {}", history.body);

    // She approves what she has not read: refused, and she sees what it is now.
    assert!(!seen_before.says("Approve: everybody reads it"));
    let version = "1";
    let page = ann.see(&service).await;
    let old = page.form(&format!("{service}/approve")).with("version", version);
    let refused = ann.send(&old).await;
    assert!(refused.status == 422 && refused.says("A colleague was faster"), "{}", refused.body);
    assert_eq!(names(&app).await, ["Climbing"]);
}

async fn earlier_texts_say_who_wrote_them_and_are_taken_up_again(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    grace.fill(&change, &change, &[("name", "Swimming"), ("description", "Up a wall and down.")]).await;
    press(&mut grace, &service, "approve").await;
    let history = grace.see(&format!("{service}/history")).await;
    for part in ["Text 2", "Text 1", "Written 09:00 today by Grace Hill", "Everybody reads this one"] {
        assert!(history.says(part), "{part}: {}", history.body);
    }
    let second = grace.see(&format!("{service}/history/2")).await;
    assert!(second.says("Climbing</del>") && second.says("Swimming</ins>"), "{}", second.body);
    assert!(grace.see(&format!("{service}/history/1")).await.says("nothing is before it"));
    assert_eq!(grace.see(&format!("{service}/history/7")).await.status, 404);
    let old = format!("{service}/history/1");
    grace.fill(&old, &old, &[]).await;
    assert_eq!(names(&app).await, ["Swimming"]);
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Climbing"]);
}
