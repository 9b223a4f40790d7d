//! What others say of a service: another hub that shows it, and readers.

use passport_server::store::Role;
use passport_tests::console::Browser;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    another_hub_reads_what_is_shared_and_suggests_a_change,
    a_reader_suggests_a_change_without_a_name_and_the_editors_are_done_with_it,
);

async fn another_hub_reads_what_is_shared_and_suggests_a_change(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut ruth = other.colleague("Ruth Ellis", Role::Worker).await;
    let service = hub.live_service("Climbing").await;
    let theirs = format!("/hub/menu/shared/{service}");
    assert_eq!(ruth.see(&theirs).await.status, 404);
    let sharing = format!("/hub/menu/{service}/sharing");
    grace.fill(&sharing, &sharing, &[("hub", &other.scope().hub().to_string())]).await;
    assert!(ruth.see("/hub/menu").await.says("shared by riverton Hub"));
    let seen = ruth.see(&theirs).await;
    assert!(seen.says("riverton Hub keeps this service") && seen.says("Up a wall."), "{}", seen.body);
    assert_eq!(ruth.see(&format!("/hub/menu/{service}")).await.status, 404, "it is read, not changed");
    assert!(ruth.fill(&theirs, &theirs, &[]).await.says("Choose what is not right"));
    ruth.fill(&theirs, &theirs, &[("about", "gone"), ("words", "It shut in May")]).await;
    let inbox = grace.see("/hub/menu/suggestions").await;
    assert!(inbox.says("northdale Hub") && inbox.says("It is not there any more"), "{}", inbox.body);
    grace.fill(&sharing, &sharing, &[]).await;
    assert_eq!(ruth.see(&theirs).await.status, 404);
}

async fn a_reader_suggests_a_change_without_a_name_and_the_editors_are_done_with_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let service = hub.live_service("Climbing").await;
    let mut reader = Browser::of(&app);
    let form = format!("/menu/{service}/suggest");
    let page = reader.get(&form).await;
    for part in ["Do not write about yourself", "About: Climbing", "999", "0800 1111", "Exit this page"] {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    let empty = reader.post(&form, &[("words", "Kept")]).await;
    assert!(
        empty.status == 422 && empty.says("Choose what is not right") && empty.says("Kept"),
        "{}",
        empty.body
    );
    let long = "x".repeat(501);
    assert_eq!(reader.post(&form, &[("about", "times"), ("words", &long)]).await.status, 422);
    let sent = reader.post(&form, &[("about", "times"), ("words", "It starts at <5>")]).await;
    assert!(sent.status == 200 && sent.says("Thank you"), "{}", sent.body);

    assert!(tom.see("/hub").await.says("1 suggestion"));
    let list = tom.see("/hub/menu/suggestions").await;
    assert!(list.says("A reader") && list.says("When it is"), "{}", list.body);
    let open = app.store().suggestions(hub.scope()).await.expect("it answers");
    let one = format!("/hub/menu/suggestions/{}", open[0].suggestion_id);
    let read = tom.see(&one).await;
    assert!(read.says("It starts at <5>") && read.says("tell your safeguarding lead now"), "{}", read.body);
    tom.fill(&one, &one, &[("note", "Rang them: it does")]).await;
    assert!(tom.see("/hub/menu/suggestions").await.says("No suggestion waits"));
    assert!(tom.see(&one).await.says("Rang them: it does"));
    tom.fill(&one, &format!("{one}/reopen"), &[]).await;
    assert!(tom.see("/hub/menu/suggestions").await.says("A reader"));

    for _ in 0..20 {
        reader.post(&form, &[("about", "other"), ("words", "again")]).await;
    }
    let many = reader.post(&form, &[("about", "other"), ("words", "again")]).await;
    assert_eq!(many.status, 429, "{}", many.body);
    assert!(many.retry_after.is_some());
    let nobodys = "/menu/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/suggest";
    assert_eq!(reader.get(nobodys).await.status, 404);
    app.store().archive_service(hub.scope(), service).await.expect("it is archived");
    app.look().await;
    assert_eq!(reader.get(&form).await.status, 404);
}
