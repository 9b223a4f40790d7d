//! A manager reads all that happened to a record, and all that a colleague did.

use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_manager_reads_who_did_what_with_a_record_and_when,
    a_manager_reads_all_that_a_colleague_did_and_not_about_whom,
);

async fn a_manager_reads_who_did_what_with_a_record_and_when(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let carer = hub.carer("Zoë", "Quillfeather").await;
    let kim = hub.carer("Kim", "O'Neill").await;
    hub.issue(carer).await;
    hub.agree(kim, passport_core::carer::Purpose::Photo).await;
    let record = format!("/hub/carers/{}", carer.id());
    let history = format!("{record}/history");
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    assert!(tom.see(&record).await.status == 200);
    assert!(!tom.see(&record).await.body.contains("/history"), "nothing leads a worker there");
    assert_eq!(tom.see(&history).await.status, 403);

    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    assert!(grace.see(&record).await.body.replace("&#x2f;", "/").contains(&history));
    let page = grace.see(&history).await;
    assert_eq!(page.status, 200);
    let parts = [
        "Zoë Quillfeather",
        "Opened a record",
        "Tom Reed",
        "Issued a card",
        "Looked at a history",
        "Grace Hill",
        "21 November 2026, 09:00",
    ];
    for part in parts {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    assert!(!page.says("Noted an agreement"), "that was about somebody else");
    assert!(!page.says("Page 1 of"), "one page needs no numbers");

    // Many looks later the first deeds are on the last page; past it there is nothing else.
    for _ in 0..25 {
        tom.see(&record).await;
    }
    let newest = grace.see(&history).await;
    assert!(newest.says("Page 1 of ") && newest.says("Older") && !newest.says("Newer"), "{}", newest.body);
    let pages: u32 = newest
        .body
        .split("Page 1 of ")
        .nth(1)
        .and_then(|rest| rest.split('<').next()?.parse().ok())
        .expect("a number");
    assert!(!newest.says("Added a young person"));
    for last in [pages, pages + 7] {
        let oldest = grace.see(&format!("{history}?page={last}")).await;
        assert!(
            oldest.says("Added a young person") && oldest.says("Newer") && !oldest.says("Older"),
            "{}",
            oldest.body
        );
    }
    assert_eq!(grace.see(&format!("{history}?page=two")).await.status, 200);
    let mut ruth = other.colleague("Ruth Ellis", Role::Manager).await;
    assert_eq!(ruth.see(&history).await.status, 404);
}

async fn a_manager_reads_all_that_a_colleague_did_and_not_about_whom(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let carer = hub.carer("Zoë", "Quillfeather").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let history = format!("/hub/office/colleagues/{}/history", tom.person);
    assert!(grace.see(&history).await.says("Everything Tom Reed did here"));
    tom.see(&format!("/hub/carers/{}", carer.id())).await;
    let page = grace.see(&history).await;
    assert!(page.says("Opened a record") && page.says("21 November 2026, 09:00"), "{}", page.body);
    assert!(
        !page.says("Quillfeather") && !page.body.contains(&carer.id().to_string()),
        "about whom is not told"
    );
    assert_eq!(tom.see(&history).await.status, 403);
    let listed = grace.see(&format!("/hub/office/colleagues/{}", tom.person)).await;
    assert!(listed.body.replace("&#x2f;", "/").contains(&history), "{}", listed.body);
}
