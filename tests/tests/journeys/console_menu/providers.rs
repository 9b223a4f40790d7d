//! Who offers services, added before there is any of theirs.

use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

use super::ADD;

on_both_databases!(somebody_who_offers_services_is_added_once_and_chosen_for_a_service,);

async fn somebody_who_offers_services_is_added_once_and_chosen_for_a_service(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let (list, add) = ("/hub/menu/providers", "/hub/menu/providers/add");
    assert!(grace.see(list).await.says("Nobody stands here yet"));
    assert!(!tom.see(list).await.says("Add somebody who offers services</"));
    assert_eq!(tom.see(add).await.status, 403);
    assert!(grace.fill(add, add, &[("name", " ")]).await.says("href=\"#name\""));
    let wrong = [("name", "Zoë’s Club"), ("website", "not a page"), ("email", "nobody")];
    let wrong = grace.fill(add, add, &wrong).await;
    for part in ["href=\"#website\"", "href=\"#email\"", "value=\"Zoë’s Club\"", "value=\"not a page\""] {
        assert!(wrong.says(part), "{part}: {}", wrong.body);
    }
    let form = grace.see(add).await.form(add).with("name", "Zoë’s Club").with("website", "club.example");
    assert_eq!(grace.send(&form).await.location, list);
    assert_eq!(grace.send(&form).await.location, list, "sent twice");
    let seen = grace.see(list).await;
    assert!(seen.body.matches("Zoë’s Club").count() == 1 && seen.says("No service"), "{}", seen.body);
    let twice = grace.fill(add, add, &[("name", "zoë’s club")]).await;
    assert!(twice.status == 422 && twice.says("is on your list already"), "{}", twice.body);
    let chosen = tom.see(ADD).await;
    assert!(chosen.says(">Zoë’s Club</option>"), "{}", chosen.body);
    assert!(app.store().menu().await.expect("it answers").services.is_empty());
}
