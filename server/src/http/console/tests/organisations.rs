//! Organisations, as staff keep them.

use super::desk::Desk;
use axum::http::StatusCode;

const LIST: &str = "/hub/organisations";

/// A school as somebody types it, but for one field.
fn school_with<'a>(field: &'a str, typed: &'a str) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("kind", "school"),
        ("name", "Hill School"),
        ("person", "Ann Wood, pastoral lead"),
        ("telephone", "01632 960111"),
        ("email", "ann@hill.example"),
        ("address", "1 Hill Road\r\nRiverton"),
        ("promise", "Every teacher knows cards"),
        ("promised_on", "1/9/2026"),
    ];
    all.into_iter().map(|(name, value)| (name, if name == field { typed } else { value })).collect()
}

impl Desk {
    async fn add_school(&self, name: &str) -> String {
        let attempt = self.joined.app.store().draw_organisation_id().unwrap().to_string();
        let fields = [&school_with("name", name)[..], &[("attempt", &*attempt)]].concat();
        let added = self.send("/hub/organisations/add", &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        // Sent twice it is one.
        assert_eq!(self.send("/hub/organisations/add", &fields).await.status, StatusCode::SEE_OTHER);
        format!("{LIST}/{attempt}")
    }
}

#[tokio::test]
async fn an_organisation_is_added_once_changed_and_closed() {
    let desk = Desk::open().await;
    assert!(desk.see(LIST).await.says("You work with nobody yet"));
    let school = desk.add_school("Hill School").await;
    let listed = desk.see(LIST).await;
    for part in ["Organisation added", "Schools and colleges", "Ann Wood", "01632 960111, ann@hill.example"] {
        assert!(listed.says(part), "{part}: {}", listed.body);
    }
    assert!(listed.says("Every teacher knows cards (since 1 September 2026)"), "{}", listed.body);
    assert_eq!(listed.body.matches("Hill School").count(), 1);
    assert!(desk.see("/hub/carers/add").await.says("Hill School"), "it can be chosen in a record");

    let shown = desk.see(&school).await;
    assert!(shown.says("1 Hill Road") && shown.says("1 September 2026"), "{}", shown.body);
    let renamed = [&school_with("name", "Hill Academy")[..], &[("version", "1")]].concat();
    assert_eq!(desk.send(&school, &renamed).await.status, StatusCode::SEE_OTHER);
    let stale = desk.send(&school, &renamed).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.says("Somebody else changed this page") && stale.says("now says: Hill Academy"));

    let close = format!("{school}/close");
    assert!(desk.see(&close).await.says("Stop working with Hill Academy?"));
    assert_eq!(desk.send(&close, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.send(&close, &[]).await.status, StatusCode::SEE_OTHER, "pressed twice");
    assert!(desk.see(LIST).await.says("Those you work with no more"));
    assert!(!desk.see("/hub/carers/add").await.says("Hill Academy"));
}

#[tokio::test]
async fn what_is_wrong_with_an_organisation_is_said_at_its_field() {
    let desk = Desk::open().await;
    desk.add_school("Hill School").await;
    let attempt = desk.joined.app.store().draw_organisation_id().unwrap().to_string();
    let long = "x".repeat(301);
    for (field, typed, said) in [
        ("kind", "", "Choose what it is"),
        ("kind", "hub", "Choose what it is"),
        ("name", " ", "Type the name"),
        ("name", "HILL school", "on the list already"),
        ("telephone", "ask", "Type a telephone number"),
        ("email", "ann", "Type an email address"),
        ("promise", "", "or leave the day empty"),
        ("promised_on", "31/2/2026", "Type the day they promised"),
        ("promised_on", "1/1/2090", "must be today or earlier"),
        ("person", &long, "at most 300 letters"),
    ] {
        let mut fields = school_with(field, typed);
        if field != "name" {
            fields.retain(|(name, _)| *name != "name");
            fields.push(("name", "Mill School"));
        }
        fields.push(("attempt", &attempt));
        let refused = desk.send("/hub/organisations/add", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {typed}");
        assert!(refused.says(said) && refused.says("<title>Error:"), "{field}: {}", refused.body);
        assert!(field == "address" || refused.says("1 Hill Road"), "nothing typed is lost");
    }
    assert!(!desk.see(LIST).await.says("Mill School"));
}

#[tokio::test]
async fn the_hubs_own_office_is_no_organisation_to_change() {
    let desk = Desk::open().await;
    let all = desk.joined.app.store().organisations(desk.scope()).await.unwrap();
    let own = format!("{LIST}/{}", all[0].organisation_id);
    assert_eq!(desk.see(&own).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.send(&format!("{own}/close"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(desk.see("/hub").await.status == StatusCode::OK, "its staff still work there");
}

#[tokio::test]
async fn the_first_page_searches_and_says_what_waits() {
    let desk = Desk::open().await;
    let start = desk.see("/hub").await;
    assert!(start.says("action=\"/hub/carers\"") && start.says("Nothing waits today"), "{}", start.body);
}
