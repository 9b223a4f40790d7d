//! A manager reads all that happened to a record, and all that a colleague did.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_manager_reads_who_did_what_with_a_record_and_when,
    a_manager_reads_all_that_a_colleague_did_and_not_about_whom,
    what_somebody_did_who_left_is_read_for_twelve_months_by_managers_of_that_hub_alone,
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

    let toms: Vec<_> = page.body.split("<tr").filter(|row| row.contains("Tom Reed")).collect();
    assert_eq!(toms.len(), 1, "opening a record is one line, whatever it is made of: {}", page.body);
    assert!(toms[0].contains("Opened a record (2 times)"), "{}", toms[0]);

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

async fn what_somebody_did_who_left_is_read_for_twelve_months_by_managers_of_that_hub_alone(
    database: Database,
) {
    const LIST: &str = "/hub/office/colleagues";
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let carer = hub.carer("Zoë", "Quillfeather").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut ann = hub.colleague("Ann Wood", Role::Worker).await;
    let mut ruth = other.colleague("Ruth Ellis", Role::Manager).await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    tom.see(&format!("/hub/carers/{}", carer.id())).await;
    assert!(!grace.see(LIST).await.says("Left in the last 12 months"), "nobody has left");
    let page = format!("{LIST}/{}", tom.person);
    assert_eq!(grace.fill(&format!("{page}/end"), &format!("{page}/end"), &[]).await.status, 303);

    let history = format!("{page}/history");
    let list = grace.see(LIST).await;
    assert!(list.says("Tom Reed") && list.says("21 November 2026"), "{}", list.body);
    assert!(list.body.replace("&#x2f;", "/").contains(&history), "{}", list.body);
    let read = grace.see(&history).await;
    assert!(read.says("Everything Tom Reed did here") && read.says("Opened a record"), "{}", read.body);
    assert!(!read.says("Quillfeather"), "about whom is not told: {}", read.body);
    assert!(!read.body.replace("&#x2f;", "/").contains(&format!("\"{page}\"")), "he has no page any more");
    assert_eq!(grace.see(&page).await.status, 404);
    assert_eq!(ann.see(&history).await.status, 403, "a worker");
    assert_eq!(ruth.see(&history).await.status, 404, "another hub's manager");
    assert!(!ruth.see(LIST).await.says("Tom Reed"));

    // He went on to another hub, where his name is kept; here it is not after a year.
    let email = tom.email.clone();
    let new = passport_server::store::NewInvitation {
        email,
        display_name: "Tom Reed".to_owned(),
        role: Role::Worker,
    };
    app.store().invite(other.scope(), &new).await.expect("invited");
    app.after(TimeDelta::days(364)).await;
    assert_eq!(grace.sign_in_anew().await.status, 303);
    assert_eq!(grace.see(&history).await.status, 200);
    app.after(TimeDelta::days(2)).await;
    assert_eq!(grace.sign_in_anew().await.status, 303);
    assert_eq!(grace.see(&history).await.status, 404);
    assert!(!grace.see(LIST).await.says("Tom Reed"));
}
