//! Young people in the console, as a worker meets them: nothing typed is lost, nothing is shown to another hub.

use super::desk::Desk;
use crate::store::{Actor, CarerDetails, NewHub};
use axum::http::{StatusCode, header};
use passport_core::card::HubSlug;

impl Desk {
    /// Adds somebody and gives the address of their record.
    async fn add(&self, given: &str, born: &str) -> String {
        let attempt = self.attempt();
        let fields =
            [("attempt", &*attempt), ("given_name", given), ("family_name", "O'Neill"), ("born_on", born)];
        let added = self.send("/hub/carers/add", &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        added.header(header::LOCATION).to_owned()
    }
}

#[tokio::test]
async fn somebody_added_is_found_without_accents_and_shown() {
    let desk = Desk::open().await;
    let record = desk.add("Zoë", "31/1/2012").await;
    let shown = desk.see(&record).await;
    for part in [
        "Added to the books",
        "31 January 2012",
        "Nothing is written down",
        "Not agreed",
        "No card yet",
        "Grace Hill",
    ] {
        assert!(shown.says(part), "{part}: {}", shown.body);
    }
    assert_eq!(shown.header(header::CACHE_CONTROL), "no-store");
    assert!(shown.says("<title>Zoë O'Neill"), "{}", shown.body);
    let found = desk.send("/hub/carers", &[("typed", "zoe oneill")]).await;
    assert!(found.says(&record), "{}", found.body);
    assert!(desk.send("/hub/carers", &[("typed", "nobody")]).await.says("Nobody is found"));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
    let desk = Desk::open().await;
    let (attempt, long) = (desk.attempt(), "x".repeat(200));
    for (given, born, said) in [
        ("Kim", "31/02/2012", "Type the date of birth as day, month and year"),
        ("Kim", "1/1/2090", "must be in the past"),
        ("Kim", "1/1/1990", "at most 25"),
        (" ", "1/1/2012", "Type the first name"),
        (&long, "1/1/2012", "at most 100 letters"),
    ] {
        let fields = [("attempt", &*attempt), ("given_name", given), ("born_on", born)];
        let refused = desk.send("/hub/carers/add", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{given} {born}");
        assert!(refused.says(said) && refused.says("<title>Error:"), "{}", refused.body);
        assert!(refused.says(&format!("value=\"{born}\"")), "{}", refused.body);
    }
    desk.add("Z", "1/1/2012").await;
}

#[tokio::test]
async fn somebody_alike_is_shown_before_they_are_added_twice() {
    let desk = Desk::open().await;
    desk.add("Zoë", "31/1/2012").await;
    let attempt = desk.attempt();
    let fields =
        [("attempt", &*attempt), ("given_name", "Zoe"), ("family_name", "ONeill"), ("born_on", "31/1/2012")];
    let warned = desk.send("/hub/carers/add", &fields).await;
    assert!(warned.status == StatusCode::OK && warned.says("Is this the same young person?"));
    let first = warned.body.find("Add to the books").unwrap();
    assert!(first < warned.body.find("name=\"different\"").unwrap(), "Enter presses the first button");
    let sure = [&fields[..], &[("different", "yes")]].concat();
    assert_eq!(desk.send("/hub/carers/add", &sure).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_second_of_two_colleagues_sees_both_and_loses_nothing() {
    let desk = Desk::open().await;
    let change = desk.add("Kim", "1/1/2012").await + "/change";
    let fields = |given| [("version", "1"), ("given_name", given), ("born_on", "1/1/2012")];
    assert_eq!(desk.send(&change, &fields("Kimberley")).await.status, StatusCode::SEE_OTHER);
    let stale = desk.send(&change, &fields("Kimmy")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in
        ["Somebody else changed this record", "Kimberley", "value=\"Kimmy\"", "name=\"version\" value=\"2\""]
    {
        assert!(stale.says(part), "{part}: {}", stale.body);
    }
}

#[tokio::test]
async fn an_agreement_is_noted_by_the_rules_and_taken_back() {
    let desk = Desk::open().await;
    let record = desk.add("Kim", "1/1/2016").await;
    let phone = record.clone() + "/agreements/phone";
    assert!(desk.see(&phone).await.says("The hub decides without an adult"));
    let alone = [("who", "young-person"), ("how", "in-person"), ("agreed_on", "1/1/2027")];
    let refused = desk.send(&phone, &alone).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("Under 13"));
    let nobody = desk.send(&phone, &[]).await;
    assert!(nobody.says("Choose who agrees") && nobody.says("Choose how they agreed"));
    let adult = [("who", "adult"), ("named_adult", "Ann Marsh"), ("how", "call"), ("agreed_on", "1/1/2027")];
    assert_eq!(desk.send(&phone, &adult).await.status, StatusCode::SEE_OTHER);
    assert!(desk.see(&record).await.says("Agreed by Ann Marsh on 1 January 2027"));
    desk.send(&(phone + "/take-back"), &[]).await;
    assert!(!desk.see(&record).await.says("Ann Marsh"));
    assert_eq!(desk.see(&(record + "/agreements/anything")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_safe_is_written_down_and_the_rest_is_asked_for() {
    let desk = Desk::open().await;
    let record = desk.add("Kim", "1/1/2012").await;
    let wishes = record.clone() + "/wishes";
    let empty = desk.send(&wishes, &[("safe_time", "after school")]).await;
    assert!(empty.says("Type the number or address that is safe") && empty.says("after school"));
    let fields = [("reached_by", "text"), ("safe_contact", "07700 900123"), ("caution", "Say no name")];
    assert_eq!(desk.send(&wishes, &fields).await.status, StatusCode::SEE_OTHER);
    let shown = desk.see(&record).await;
    assert!(shown.says("07700 900123") && shown.says("Say no name"));
    assert!(desk.send(&wishes, &fields).await.says("Somebody else changed this record"));
    assert_eq!(desk.see(&wishes).await.status, StatusCode::OK);
}

#[tokio::test]
async fn caring_ends_on_a_day_and_may_go_on_again() {
    let desk = Desk::open().await;
    let record = desk.add("Kim", "1/1/2012").await;
    let caring = record.clone() + "/caring";
    assert!(desk.send(&caring, &[("ended_on", "31/02/2026")]).await.says("Type the day"));
    assert!(desk.send(&caring, &[("ended_on", "1/1/2090")]).await.says("today or earlier"));
    desk.send(&caring, &[("ended_on", "1/12/2026")]).await;
    assert!(desk.see(&record).await.says("Caring ended on 1 December 2026"));
    assert!(desk.see(&caring).await.says("Caring goes on after all"));
    desk.send(&caring, &[("again", "yes")]).await;
    assert!(!desk.see(&record).await.says("Caring ended on"));
}

#[tokio::test]
async fn a_record_is_erased_only_when_somebody_means_it() {
    let desk = Desk::open().await;
    let record = desk.add("Kim", "1/1/2012").await;
    let erase = record.clone() + "/erase";
    assert_eq!(desk.see(&erase).await.status, StatusCode::OK);
    assert!(desk.send(&erase, &[]).await.says("Tick the box"));
    assert_eq!(desk.send(&erase, &[("sure", "yes")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.see(&record).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_photo_waits_for_an_agreement_and_a_bad_file_is_named() {
    let desk = Desk::open().await;
    let record = desk.add("Kim", "1/1/2012").await;
    let photo = record.clone() + "/photo";
    assert!(desk.see(&photo).await.says("Nobody has agreed to a photo yet"));
    let agreed = [("who", "young-person"), ("how", "in-person"), ("agreed_on", "1/1/2027")];
    desk.send(&(record.clone() + "/agreements/photo"), &agreed).await;
    for (sent, said) in
        [(&b""[..], "Choose a photo"), (b"hello", "not a photo we can read"), (b"\0\0\0\x18ftypheic", "HEIC")]
    {
        let refused = desk.send_file(&photo, sent).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says(said), "{}", refused.body);
    }
    let too_large = vec![0; crate::http::console::carers::LARGEST_FORM + 1];
    assert_eq!(desk.send_file(&photo, &too_large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut file = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(60, 80).write_to(&mut file, image::ImageFormat::Png).unwrap();
    assert_eq!(desk.send_file(&photo, file.get_ref()).await.status, StatusCode::SEE_OTHER);
    assert!(desk.see(&record).await.says("photo.jpg"));
    desk.send(&(photo + "/remove"), &[]).await;
    assert_eq!(desk.see(&(record + "/photo.jpg")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_record_of_another_hub_is_not_found_by_any_address() {
    let desk = Desk::open().await;
    let store = desk.joined.app.store();
    let hub = NewHub {
        slug: HubSlug::parse("northdale").unwrap(),
        name: "Northdale Hub".to_owned(),
        telephone: "01632 960101".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let other = store.add_hub(Actor::Operator, &hub).await.unwrap();
    let details = CarerDetails {
        given_name: "Kim".to_owned(),
        family_name: None,
        known_as: None,
        born_on: "2012-01-01".parse().unwrap(),
        school: None,
        protected_since: None,
        caring_ended_on: None,
    };
    let carer = store.add_carer(&other, &details).await.unwrap();
    for page in ["", "/change", "/wishes", "/agreements/photo", "/caring", "/photo", "/photo.jpg", "/erase"] {
        let path = format!("/hub/carers/{carer}{page}");
        assert_eq!(desk.see(&path).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let erased = desk.send(&format!("/hub/carers/{carer}/erase"), &[("sure", "yes")]).await;
    assert_eq!(erased.status, StatusCode::NOT_FOUND);
}
