//! From a young person's report to what the hub did about it, through the pages of the console.

use chrono::TimeDelta;
use passport_core::card::Setting;
use passport_core::carer::Purpose;
use passport_server::store::{
    About, CarerDetails, Happened, MessageState, NewMessage, OrganisationContact, OrganisationDetails,
    OrganisationKind, Promise, Role,
};
use passport_tests::people::{TestCarer, TestHub};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_report_is_read_answered_and_done,
    a_kind_letter_says_what_was_promised_and_never_who_or_why,
    a_school_with_one_cardholder_may_guess_who_it_is,
    a_complaint_says_by_when_it_is_answered,
    every_message_says_first_whom_to_tell_of_danger,
    a_colleagues_answer_is_not_overwritten_unseen,
);

const REFUSED: About = About::NotAccepted { setting: Setting::School, happened: Happened::Refused };

async fn send(hub: &TestHub<'_>, carer: TestCarer, about: About) -> String {
    let store = hub.app().store();
    let message_id = store.draw_message_id().expect("an id");
    let words = Some("The new teacher said <no>".to_owned());
    let new = NewMessage { message_id, phone: None, about, words };
    store.send_message(hub.scope(), carer.id(), &new).await.expect("it is sent");
    format!("/hub/inbox/{message_id}")
}

async fn a_report_is_read_answered_and_done(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    assert!(tom.see("/hub/inbox").await.says("No message waits"));
    let carer = hub.carer("Zoë", "Marsh").await;
    let message = send(&hub, carer, REFUSED).await;
    let inbox = tom.see("/hub/inbox").await;
    for part in ["Their card was not accepted", "Zoë Marsh", "At school or college", "New", "Inbox (1)"] {
        assert!(inbox.says(part), "{part}: {}", inbox.body);
    }
    assert!(tom.see("/hub").await.says("1 message"), "the day begins with it");
    let seen = tom.see(&message).await;
    assert!(seen.says("They said no") && seen.says("The new teacher said <no>"), "{}", seen.body);
    let kept = async || app.store().messages_of(hub.scope(), carer.id()).await.expect("it answers").remove(0);
    assert_eq!(kept().await.state(), MessageState::Read);

    let action = format!("{message}/answer");
    let empty = tom.fill(&message, &action, &[]).await;
    assert!(empty.status == 422 && empty.says("Choose what they shall read"), "{}", empty.body);
    let sent =
        tom.fill(&message, &action, &[("ready", "wrote"), ("own", "See you soon"), ("then", "done")]).await;
    assert_eq!(sent.location, "/hub/inbox", "{}", sent.body);
    let (answer, _) = kept().await.answer.expect("an answer");
    assert_eq!(answer, "We wrote to them and told them about your card.\nSee you soon");
    let after = tom.see("/hub/inbox").await;
    assert!(after.says("Done of late") && !after.says("Inbox (1)"), "{}", after.body);

    tom.fill(&message, &format!("{message}/reopen"), &[]).await;
    assert_eq!(kept().await.state(), MessageState::Read);
}

async fn a_kind_letter_says_what_was_promised_and_never_who_or_why(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let store = app.store();
    let promise =
        Promise { text: "Nobody asks why".to_owned(), made_on: "2026-03-03".parse().expect("a date") };
    let contact = OrganisationContact { person: Some("Mx Lee".to_owned()), ..OrganisationContact::default() };
    let details = OrganisationDetails { name: "Hill School".to_owned(), contact, promise: Some(promise) };
    let school = store.draw_organisation_id().expect("an id");
    store
        .add_organisation_once(hub.scope(), (school, OrganisationKind::School), &details)
        .await
        .expect("a school");
    hub.app()
        .store()
        .add_organisation(hub.scope(), OrganisationKind::Pharmacy, "Mill Pharmacy")
        .await
        .expect("one");
    let carer = hub.carer("Zoë", "Marsh").await;
    let message = send(&hub, carer, REFUSED).await;
    let page = format!("{message}/letter");
    let form = tom.see(&page).await;
    assert!(form.says("Hill School") && form.says("Nobody asks why"), "{}", form.body);
    assert!(!form.says("Mill Pharmacy"), "a school's report goes to no pharmacy");
    assert!(!form.says("Say that it was Zoë"), "her school may not know");
    assert_eq!(tom.fill(&page, &page, &[]).await.status, 422, "to whom?");

    let typed = [("organisation", &*school.to_string()), ("greeting", "Dear all,"), ("named", "yes")];
    let letter = tom.fill(&page, &page, &typed).await;
    assert_eq!(letter.status, 200);
    for part in
        ["Dear all,", "Mx Lee", "Hill School", "Nobody asks why", "It was not accepted", "01632 960100"]
    {
        assert!(letter.says(part), "{part}: {}", letter.body);
    }
    for part in ["Zoë", "Marsh", "carer", "The new teacher"] {
        assert!(!letter.says(part), "{part}: {}", letter.body);
    }

    store.change_carer(hub.scope(), carer.id(), 1, &with_school(school)).await.expect("her school");
    hub.agree(carer, Purpose::School).await;
    let other = hub.school("Mill School").await.to_string();
    let elsewhere = tom.fill(&page, &page, &[("organisation", &*other), ("named", "yes")]).await;
    assert!(elsewhere.status == 422 && elsewhere.says("not the school that may know"), "{}", elsewhere.body);
    let named = tom.fill(&page, &page, &typed).await;
    assert!(named.says("we heard from Zoë") && !named.says("Marsh"), "{}", named.body);
}

async fn a_school_with_one_cardholder_may_guess_who_it_is(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let school = hub.school("Hill School").await;
    let (zoe, kim) = (hub.carer("Zoë", "Marsh").await, hub.carer("Kim", "Moss").await);
    for carer in [zoe, kim] {
        app.store().change_carer(hub.scope(), carer.id(), 1, &with_school(school)).await.expect("a school");
    }
    let page = format!("{}/letter", send(&hub, zoe, REFUSED).await);
    hub.issue(zoe).await;
    assert!(tom.see(&page).await.says("They may guess who it is"));
    let card = hub.issue(kim).await;
    assert!(!tom.see(&page).await.says("They may guess who it is"), "one of two");
    hub.withdraw(&card).await;
    assert!(tom.see(&page).await.says("They may guess who it is"));
}

fn with_school(school: passport_server::store::OrganisationId) -> CarerDetails {
    CarerDetails {
        given_name: "Zoë".to_owned(),
        family_name: Some("Marsh".to_owned()),
        known_as: None,
        born_on: "2012-05-04".parse().expect("a date"),
        school: Some(school),
        protected_since: None,
        caring_ended_on: None,
    }
}

async fn a_complaint_says_by_when_it_is_answered(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    send(&hub, hub.carer("Zoë", "Marsh").await, About::Complaint).await;
    let inbox = tom.see("/hub/inbox").await;
    assert!(inbox.says("Answer by") && !inbox.says("late<"), "{}", inbox.body);
    app.after(TimeDelta::days(31)).await;
    tom.sign_in_anew().await;
    assert!(tom.see("/hub/inbox").await.says(">late<"));
}

async fn every_message_says_first_whom_to_tell_of_danger(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let message = send(&hub, hub.carer("Zoë", "Marsh").await, About::Complaint).await;
    assert!(grace.see(&message).await.says("tell your safeguarding lead now"));
    let texts = app.store().hub_texts(hub.scope()).await.expect("texts");
    let typed = [
        ("name", &*texts.name),
        ("telephone", &*texts.telephone),
        ("accent", "#3b3573"),
        ("safeguarding", "Ann Wood, 01632 960111"),
    ];
    assert_eq!(grace.fill("/hub/office/texts", "/hub/office/texts", &typed).await.status, 303);
    assert!(grace.see(&message).await.says("Then tell Ann Wood, 01632 960111 now"));
}

async fn a_colleagues_answer_is_not_overwritten_unseen(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (mut tom, mut ann) =
        (hub.colleague("Tom Reed", Role::Worker).await, hub.colleague("Ann Wood", Role::Worker).await);
    let message = send(&hub, hub.carer("Zoë", "Marsh").await, REFUSED).await;
    let action = format!("{message}/answer");
    let toms = tom.see(&message).await.form(&action).with("ready", "wrote").with("then", "open");
    ann.fill(&message, &action, &[("ready", "rang"), ("then", "open")]).await;
    let late = tom.send(&toms).await;
    assert!(
        late.status == 422 && late.says("A colleague was faster") && late.says("We rang them"),
        "{}",
        late.body
    );
    let again = late.form(&action).with("ready", "wrote").with("then", "open");
    assert_eq!(tom.send(&again).await.status, 303, "sent once more, it counts");
}
