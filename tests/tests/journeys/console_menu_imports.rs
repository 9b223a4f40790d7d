//! A directory that was read, from the list to the menu, through the pages of a running server.

use passport_server::store::{MenuImportId, Role};
use passport_tests::console::Colleague;
use passport_tests::directory::{DIRECTORY, item, items, read_items};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use serde_json::json;

on_both_databases!(
    a_manager_looks_at_a_directory_and_puts_it_on_the_menu,
    a_worker_looks_and_passes_over_and_puts_nothing_on_the_menu,
    what_changed_is_shown_beside_what_the_menu_says,
);

async fn on_the_menu(hub: &TestHub<'_>) -> usize {
    hub.app().store().menu().await.expect("the books answer").services.len()
}

/// Opens a page again and again until it says something.
async fn wait(who: &mut Colleague<'_>, page: &str, said: &str) {
    let mut times = 0;
    while !who.see(page).await.says(said) {
        times += 1;
        assert!(times < 10_000, "{page} never says {said}");
    }
}

fn page_of(import: MenuImportId) -> String {
    format!("/hub/menu/imports/{import}")
}

async fn a_manager_looks_at_a_directory_and_puts_it_on_the_menu(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    assert!(grace.see("/hub/menu/imports").await.says("No directory has been read yet"));
    let mut read = items(120);
    read.push(json!({"id": "odd", "name": "<script>alert(1)</script>", "description": "<p>Odd</p>"}));
    let page = page_of(read_items(app.store(), hub.scope(), &read).await);
    assert!(grace.see("/hub/menu/imports").await.says("120 services wait for you"));

    let seen = grace.see(&page).await;
    for part in ["Put 120 services on the menu", "New (120)", "With something wrong (1)", "Next page"] {
        assert!(seen.says(part), "{part}: {}", seen.body);
    }
    let faulty = grace.see(&format!("{page}?kind=faulty")).await;
    assert!(faulty.says("Name: is missing"), "{}", faulty.body);
    assert!(
        grace.see(&format!("{page}?kind=nonsense&page=-3")).await.says("New (120)"),
        "the nearest sensible page"
    );
    let one = grace.see(&format!("{page}/services/3")).await;
    for part in
        ["Club 3", "Club number 3 for Zoë", "SK1 1AA", "vendor field", "kept aside", "Offered by Trust 3"]
    {
        assert!(one.says(part), "{part}: {}", one.body);
    }
    let form = one.form(&format!("{page}/services/3/approve"));
    assert_eq!(grace.send(&form).await.location, page);
    assert!(grace.see(&page).await.says("Done: Club 3"));
    assert_eq!(on_the_menu(&hub).await, 1);
    grace.send(&form).await; // a second click
    assert_eq!(on_the_menu(&hub).await, 1);

    let form = grace.see(&page).await.form(&format!("{page}/approve"));
    assert_eq!(grace.send(&form).await.location, page);
    grace.send(&form).await; // a second click
    wait(&mut grace, &page, "Not changed (0)").await;
    assert_eq!(on_the_menu(&hub).await, 120);
}

async fn a_worker_looks_and_passes_over_and_puts_nothing_on_the_menu(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let page = page_of(hub.read_directory(2).await);
    let seen = tom.see(&page).await;
    assert!(
        seen.says("A manager puts services on the menu") && !seen.says("Put 2 services"),
        "{}",
        seen.body
    );
    let one = tom.see(&format!("{page}/services/1")).await;
    let skip = one.form(&format!("{page}/services/1/skip"));
    assert_eq!(tom.send(&skip).await.location, page);
    assert!(tom.see(&page).await.says("Passed over"));
    for path in [format!("{page}/approve"), format!("{page}/services/2/approve")] {
        let forbidden = tom.browser.post(&path, &[("csrf", skip.value("csrf"))]).await;
        assert_eq!(forbidden.status, 403, "{path}");
    }
    assert_eq!(on_the_menu(&hub).await, 0);
    assert_eq!(tom.see(&format!("{page}/services/99")).await.status, 404);
    assert_eq!(tom.see(&format!("{page}/services/01")).await.status, 404);
}

async fn what_changed_is_shown_beside_what_the_menu_says(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let first = page_of(hub.read_directory(2).await);
    let form = grace.see(&first).await.form(&format!("{first}/approve"));
    grace.send(&form).await;
    let mut times = 0;
    while on_the_menu(&hub).await < 2 {
        times += 1;
        assert!(times < 10_000, "they never come onto the menu");
    }
    let mut changed = vec![item(1)];
    changed[0]["maximum_age"] = 25.into();
    let page = page_of(read_items(app.store(), hub.scope(), &changed).await);
    let seen = grace.see(&page).await;
    assert!(seen.says("Changed (1)") && seen.says("Not there any more (1)"), "{}", seen.body);
    let one = grace.see(&format!("{page}/services/1")).await;
    // Word by word, and nothing that stays the same is among what would change.
    for part in ["What would change on your menu", "17</del>", "25</ins>", "8 to 25", "Change it on the menu"]
    {
        assert!(one.says(part), "{part}: {}", one.body);
    }
    let changes = one.body.split("What would change").nth(1).and_then(|rest| rest.split("<details").next());
    let changes = changes.expect("what would change");
    assert!(changes.contains("Ages") && !changes.contains("Club number 1"), "{changes}");
    let gone = grace.see(&format!("{page}/services/2")).await;
    assert!(gone.says("Club 2") && gone.says("does not have this service any more"), "{}", gone.body);
    grace.send(&gone.form(&format!("{page}/services/2/approve"))).await;
    assert_eq!(on_the_menu(&hub).await, 1, "taken off");
    assert!(grace.see(&first).await.says("This directory was read again since"));
    assert!(grace.see("/hub/menu/imports").await.says(DIRECTORY));
}
