//! Two colleagues with one record: the slower one is told, keeps what they typed, and takes nothing back by it.

use passport_server::store::Role;
use passport_tests::console::Colleague;
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    what_the_slower_one_did_not_touch_stays_as_it_was_saved,
    wishes_that_were_not_touched_stay_too,
);

const BEFORE: [(&str, &str); 6] = [
    ("given_name", "Zoë"),
    ("family_name", "Marsh"),
    ("known_as", ""),
    ("born_on", "4 May 2012"),
    ("school", ""),
    ("protected", ""),
];

async fn two<'a>(hub: &TestHub<'a>) -> (Colleague<'a>, Colleague<'a>, String) {
    let carer = hub.carer("Zoë", "Marsh").await;
    let grace = hub.colleague("Grace Hill", Role::Worker).await;
    let tom = hub.colleague("Tom Bailey", Role::Worker).await;
    (grace, tom, format!("/hub/carers/{}", carer.id()))
}

async fn what_the_slower_one_did_not_touch_stays_as_it_was_saved(database: Database) {
    let app = TestApp::on(database).await;
    let (mut grace, mut tom, record) = two(&app.hub("riverton").await).await;
    let change = format!("{record}/change");
    let filled = |form, typed: &[(&str, &str)]| {
        [&BEFORE, typed]
            .concat()
            .iter()
            .fold(form, |form: passport_tests::console::Form, (name, value)| form.with(name, value))
    };
    let toms = filled(tom.see(&change).await.form(&change), &[("family_name", "Marsh-Bell")]);
    let graces = filled(grace.see(&change).await.form(&change), &[("known_as", "Zo"), ("protected", "yes")]);
    assert_eq!(grace.send(&graces).await.location, record);

    let told = tom.send(&toms).await;
    assert!(told.status == 422 && told.says("Somebody else changed this record"), "{}", told.body);
    assert!(told.says("value=\"Marsh-Bell\"") && told.says("value=\"Zo\""), "{}", told.body);
    let protected = told.body.split("id=\"protected\"").nth(1).expect("the box");
    assert!(protected.split('>').next().expect("its end").contains("checked"), "the protection stays ticked");

    let merged = told.form(&change);
    let merged = [
        ("given_name", "Zoë"),
        ("family_name", "Marsh-Bell"),
        ("known_as", "Zo"),
        ("born_on", "4 May 2012"),
        ("protected", "yes"),
    ]
    .iter()
    .fold(merged, |form, (name, value)| form.with(name, value));
    assert_eq!(tom.send(&merged).await.location, record);
    let shown = grace.see(&record).await;
    assert!(shown.says("Zoë Marsh-Bell") && shown.says("Protected"), "{}", shown.body);
}

async fn wishes_that_were_not_touched_stay_too(database: Database) {
    let app = TestApp::on(database).await;
    let (mut grace, mut tom, record) = two(&app.hub("riverton").await).await;
    let wishes = format!("{record}/wishes");
    let first = grace
        .see(&wishes)
        .await
        .form(&wishes)
        .with("reached_by", "text")
        .with("safe_contact", "07700 900123");
    let toms = tom
        .see(&wishes)
        .await
        .form(&wishes)
        .with("reached_by", "")
        .with("safe_contact", "")
        .with("safe_time", "after school");
    assert_eq!(grace.send(&first.with("caution", "No voice messages")).await.location, record);
    let told = tom
        .send(&toms.with("caution", "").with("reached_by", "call").with("safe_contact", "07700 900999"))
        .await;
    assert!(told.says("Somebody else changed this record"), "{}", told.body);
    assert!(told.says("value=\"No voice messages\"") && told.says("value=\"after school\""), "{}", told.body);
    assert!(told.says("value=\"07700 900999\""), "what was touched counts: {}", told.body);
}
