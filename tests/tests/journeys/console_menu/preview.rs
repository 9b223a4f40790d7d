//! How a service will look, before everybody reads it.

use passport_server::store::Role;
use passport_tests::console::{Browser, Seen};
use passport_tests::{Database, TestApp, on_both_databases};

use super::{WHOLE, added, press};

on_both_databases!(
    the_preview_of_a_draft_says_what_everybody_reads_after_it_is_approved,
    a_preview_offers_nothing_that_acts_and_is_the_hubs_alone,
);

/// What a page says of a service, without what a reader can do from there.
fn said(page: &Seen) -> String {
    let start = page.body.find("<h1").expect("its name");
    let end = page.body.find("</aside>").expect("how to reach it");
    let doors = ["data-keep=", "<noscript>", "dates.ics", "govuk-hint"];
    let lines = page.body[start..end].lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !doors.iter().any(|door| line.contains(door)));
    lines.collect::<Vec<_>>().join("\n")
}

async fn the_preview_of_a_draft_says_what_everybody_reads_after_it_is_approved(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = added(&mut grace).await;
    // The new hub's name is known to pages from the next look on.
    app.look().await;
    let preview = grace.see(&format!("{service}/preview")).await;
    for part in [
        "This is how it will look. It is not on the menu yet",
        "Zoë’s Saturday trips",
        "O’Neill Trust",
        "SK1 1AA",
        "8 to 17",
        "£2.50",
        "Every Thursday",
        "Checked today by riverton Hub",
        "They do not say. You can ask when you get in touch.",
    ] {
        assert!(preview.says(part), "{part}: {}", preview.body);
    }
    press(&mut grace, &service, "approve").await;
    app.look().await;
    let public = Browser::of(&app).get(&service.replace("/hub", "")).await;
    assert_eq!(said(&preview), said(&public));

    // A draft of what everybody reads already: they read on, and the preview is of the draft.
    let change = format!("{service}/change");
    let mut typed = WHOLE;
    typed[1] = ("name", "Zoë’s Sunday trips");
    assert_eq!(grace.fill(&change, &change, &typed).await.status, 303);
    let preview = grace.see(&format!("{service}/preview")).await;
    assert!(preview.says("Zoë’s Sunday trips"), "{}", preview.body);
    let mut reader = Browser::of(&app);
    let public = service.replace("/hub", "");
    assert!(reader.get(&public).await.says("Zoë’s Saturday trips"));
    press(&mut grace, &service, "approve").await;
    app.look().await;
    assert_eq!(said(&preview), said(&reader.get(&public).await));
    let live = grace.see(&format!("{service}/preview")).await;
    assert!(live.says("This is how it looks on the menu"), "{}", live.body);
}

async fn a_preview_offers_nothing_that_acts_and_is_the_hubs_alone(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = added(&mut tom).await;
    let path = format!("{service}/preview");
    let (toms, graces) = (tom.see(&path).await, grace.see(&path).await);
    for part in ["<form", "data-keep=", "/review", "/suggest", "/poster", "dates.ics", "data-copy"] {
        assert!(!graces.says(part), "{part}: {}", graces.body);
    }
    assert!(
        graces.says("Back to the service") && graces.says("Approve it or send it back"),
        "{}",
        graces.body
    );
    assert!(!toms.says("Approve it"), "a worker approves nothing: {}", toms.body);
    assert!(graces.says("content=\"noindex\""));
    let mut ruth = other.colleague("Ruth Ellis", Role::Manager).await;
    assert_eq!(ruth.see(&path).await.status, 404);
    assert_eq!(Browser::of(&app).get(&service.replace("/hub", "")).await.status, 404, "nobody reads it yet");
}
