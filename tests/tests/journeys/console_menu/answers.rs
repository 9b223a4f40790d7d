//! Answers of a hub's own.

use passport_server::store::Role;
use passport_tests::{Database, TestApp, on_both_databases};

use super::{ADD, WHOLE};

on_both_databases!(an_answer_of_our_own_is_offered_on_the_form_until_it_is_retired,);

async fn an_answer_of_our_own_is_offered_on_the_form_until_it_is_retired(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let kind = "/hub/menu/answers/kind";
    assert_eq!(tom.see(kind).await.status, 403);
    assert!(grace.fill(kind, kind, &[("name", " ")]).await.says("Type what it says"));
    grace.fill(kind, kind, &[("name", "Rock climbing"), ("about", "Up a wall")]).await;
    let twice = grace.fill(kind, kind, &[("name", "rock climbing")]).await;
    assert!(twice.says("You have this answer already"), "{}", twice.body);
    assert!(tom.see(ADD).await.says("value=\"kind/rock-climbing\""));
    let mut form = WHOLE;
    form[3] = ("tag", "kind/rock-climbing");
    let service = tom.fill(ADD, ADD, &form).await.location;
    app.look().await;
    assert!(tom.see(&service).await.says("Rock climbing"));
    let own = format!("{kind}/rock-climbing");
    grace.fill(&own, &own, &[("name", "Climbing"), ("about", "Up a wall")]).await;
    grace.fill(&own, &format!("{own}/retire"), &[]).await;
    assert!(tom.see("/hub/menu/answers").await.says("not offered any more"));
    assert!(!tom.see(ADD).await.says("kind/rock-climbing"));
    assert!(
        tom.see(&format!("{service}/change")).await.says("value=\"kind/rock-climbing\" checked"),
        "it keeps it"
    );
    grace.fill(&own, &format!("{own}/bring-back"), &[]).await;
    assert!(tom.see(ADD).await.says("kind/rock-climbing"));
}
