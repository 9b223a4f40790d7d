//! The lists that staff work from, as they open, tick and hand them on.

use chrono::TimeDelta;
use passport_core::carer::{AgreedBy, Purpose};
use passport_server::store::{Agreed, CarerDetails, CarerId, How, OrganisationKind, Role, Wish};
use passport_tests::people::{TestHub, for_school};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    empty_lists_say_what_to_do,
    a_record_that_goes_soon_is_told_of_on_the_first_page,
    a_new_card_is_ticked_off_when_it_is_handed_over,
    a_school_gets_its_pupils_and_what_is_arranged_there,
    leavers_are_ticked_off_their_school,
    what_is_nobodys_list_is_not_found,
);

async fn pupil(hub: &TestHub<'_>, given_name: &str, born_on: &str) -> CarerId {
    let store = hub.app().store();
    let known = store.organisations(hub.scope()).await.expect("the books answer");
    let hill = match known.iter().find(|one| one.kind == OrganisationKind::School) {
        Some(school) => school.organisation_id,
        None => store
            .add_organisation(hub.scope(), OrganisationKind::School, "Hill School")
            .await
            .expect("the books answer"),
    };
    let details = CarerDetails {
        given_name: given_name.to_owned(),
        family_name: Some("O'Neill".to_owned()),
        known_as: None,
        born_on: born_on.parse().expect("the books answer"),
        school: Some(hill),
        protected_since: None,
        caring_ended_on: None,
    };
    let carer = store.add_carer(hub.scope(), &details).await.expect("the books answer");
    let may_know = Agreed {
        purpose: Purpose::School,
        by: AgreedBy::YoungPerson,
        named_adult: None,
        reason: None,
        how: How::InPerson,
        agreed_on: "2026-11-20".parse().expect("the books answer"),
    };
    store.note_agreement(hub.scope(), carer, &may_know).await.expect("the books answer");
    let wish = Wish { carer, ends_on: None, arrangements: for_school() };
    store.issue_cards(hub.scope(), &wish).await.expect("the books answer");
    carer
}

async fn empty_lists_say_what_to_do(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    let overview = grace.see("/hub/lists").await;
    let lists = [
        ("ending-30", "Look at the next 60 days"),
        ("ending-60", "Look at the next 90 days"),
        ("ending-90", "nothing to do here today"),
        ("ended", "nothing to do here today"),
        ("lost", "choose “Lost card”"),
        ("not-handed-over", "Every card has been handed over"),
        ("schools", "Nobody has said “My school may know”"),
        ("leaving-school", "Nobody with a school"),
        ("birthdays", "Nobody turns 18 within 90 days"),
        ("erased-soon", "No record goes within 30 days"),
    ];
    for (list, says) in lists {
        let path = format!("/hub/lists/{list}");
        assert!(overview.says(&path), "{list}");
        let page = grace.see(&path).await;
        assert!(page.status == 200 && page.says(says), "{list}: {}", page.body);
    }
}

async fn a_record_that_goes_soon_is_told_of_on_the_first_page(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    assert!(!grace.see("/hub").await.says("To be erased"));
    let ada = CarerDetails {
        given_name: "Ada".to_owned(),
        family_name: None,
        known_as: None,
        born_on: "2010-03-04".parse().expect("a day"),
        school: None,
        protected_since: None,
        caring_ended_on: Some("2025-12-12".parse().expect("a day")),
    };
    app.store().add_carer(hub.scope(), &ada).await.expect("the books answer");
    let zoe = CarerDetails {
        given_name: "Zoë".to_owned(),
        caring_ended_on: Some("2026-01-12".parse().expect("a day")),
        ..ada
    };
    app.store().add_carer(hub.scope(), &zoe).await.expect("the books answer");
    let start = grace.see("/hub").await;
    assert!(start.says("To be erased") && start.says("1 record"), "{}", start.body);
    let list = grace.see("/hub/lists/erased-soon").await;
    // A record that was written today stays for thirty days more.
    assert!(list.says("Ada") && list.says("22 December 2026") && !list.says("Zoë"), "{}", list.body);
}

async fn a_new_card_is_ticked_off_when_it_is_handed_over(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (zoe, liam) = (pupil(&hub, "Zoë", "2012-03-04").await, pupil(&hub, "Liam", "2012-03-04").await);
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let page = grace.see("/hub/lists/not-handed-over").await;
    assert!(page.says("2 cards") && page.says("Not yet"), "{}", page.body);
    assert!(page.says("Printed by Grace Hill, riverton Hub"));
    let cards = app.store().cards_of(hub.scope(), zoe).await.expect("the books answer");
    let form = page.form("/hub/lists/hand-over").with("card", &cards[0].card_id.to_string());
    let done = grace.send(&form).await;
    assert_eq!(done.location, "/hub/lists/not-handed-over");
    let left = grace.see(&done.location).await;
    assert!(left.says("1 card is marked as handed over"), "{}", left.body);
    assert!(left.says(&liam.to_string()) && !left.says(&zoe.to_string()));
    grace.send(&form).await;
    assert!(grace.see(&done.location).await.says("Nothing was ticked"));
    let card = &app.store().cards_of(hub.scope(), zoe).await.expect("the books answer")[0];
    assert!(card.handed_over_at.is_some());
}

async fn a_school_gets_its_pupils_and_what_is_arranged_there(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let zoe = pupil(&hub, "Zoë", "2012-03-04").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let schools = grace.see("/hub/lists/schools").await;
    assert!(schools.says("Hill School") && schools.says("1 young person"));
    let school =
        app.store().organisations(hub.scope()).await.expect("the books answer").remove(0).organisation_id;
    let path = format!("/hub/lists/schools/{school}");
    let list = grace.see(&path).await;
    assert!(
        list.says("Zoë O'Neill") && list.says("May leave the room for up to 10 minutes"),
        "{}",
        list.body
    );
    assert!(!list.says("2012"), "a school is not told the birthday: {}", list.body);

    app.store().withdraw_agreement(hub.scope(), zoe, Purpose::School).await.expect("the books answer");
    assert!(grace.see(&path).await.says("No pupil of this school"));
    let mut other = app.hub("northdale").await.colleague("Sam Lee", Role::Manager).await;
    assert_eq!(other.see(&path).await.status, 404);
}

async fn leavers_are_ticked_off_their_school(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let zoe = pupil(&hub, "Zoë", "2011-03-04").await;
    pupil(&hub, "Liam", "2012-03-04").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let page = grace.see("/hub/lists/leaving-school").await;
    assert!(page.says("Leaving school in summer 2027") && page.says("Zoë") && !page.says("Liam"));
    let school =
        app.store().organisations(hub.scope()).await.expect("the books answer").remove(0).organisation_id;
    let form = page.form("/hub/lists/leaving-school").with("left", &format!("{zoe} {school}"));
    let done = grace.send(&form).await;
    assert!(grace.see(&done.location).await.says("The school is off 1 record"));
    assert!(grace.see(&format!("/hub/carers/{zoe}")).await.says("No school"));

    let elsewhere = app.hub("northdale").await;
    let mut other = elsewhere.colleague("Sam Lee", Role::Manager).await;
    let theirs = pupil(&elsewhere, "Ada", "2011-03-04").await;
    let form = other.see("/hub/lists/leaving-school").await.form("/hub/lists/leaving-school");
    let liams = form.with("left", &format!("{zoe} {school}"));
    assert_eq!(other.send(&liams).await.status, 404);
    assert!(other.see("/hub/lists/leaving-school").await.says(&theirs.to_string()));
    app.after(TimeDelta::minutes(31)).await;
    assert_eq!(grace.see("/hub/lists/leaving-school").await.location, "/hub/sign-in");
}

async fn what_is_nobodys_list_is_not_found(database: Database) {
    let app = TestApp::on(database).await;
    let mut grace = app.hub("riverton").await.colleague("Grace Hill", Role::Worker).await;
    for list in ["none", "ending-31", "ENDED", "schools/none"] {
        let status = grace.see(&format!("/hub/lists/{list}")).await.status;
        assert!(status.is_client_error(), "{list}: {status}");
    }
}
