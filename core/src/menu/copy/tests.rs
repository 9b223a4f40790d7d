//! A copy through answers that come, are lost, are no answers, and through what happens to files.

use super::*;
use serde_json::{Value, json};

const NOW: &str = "2026-11-21T09:00:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn service(number: u128, name: &str, tag: &str) -> Value {
    json!({ "service_id": id(number), "hub": "riverton", "name": name, "tags": [tag], "ages": { "from": 8, "to": 17 },
        "provider": { "provider_id": id(99), "name": "O’Neill Trust", "description": "Breaks." },
        "checked_on": "2026-11-01", "changed_at": "2026-11-01T09:00:00Z", "freshness": "fresh", "words": {} })
}

fn changes(is_whole: bool, services: &[Value], gone: &[Uuid]) -> Vec<u8> {
    let until = "2026-11-21T08:50:00.000000Z,2026-11-21";
    json!({ "until": until, "is_whole": is_whole, "services": services, "gone": gone })
        .to_string()
        .into_bytes()
}

fn filled() -> MenuCopy {
    let mut copy = MenuCopy::new(Base::parse("https://pass.example.uk").unwrap(), None);
    let services = [service(1, "Zoë’s trips", "kind/trip"), service(2, "Night line", "kind/surf-club")];
    copy.take_changes(&changes(true, &services, &[])).unwrap();
    let terms = json!([{ "code": "surf-club", "name": "Surfing", "about": "In the sea.", "is_own": true }]);
    let questions =
        json!({ "taxonomies": [{ "code": "kind", "name": "Kind", "about": "What it is.", "terms": terms }] });
    copy.take_questions(questions.to_string().as_bytes()).unwrap();
    copy
}

fn names(copy: &MenuCopy, pairs: &[(&str, &str)]) -> Vec<String> {
    let looked = copy.find(pairs.iter().copied(), &[], None, now());
    looked.found.hits.into_iter().map(|hit| hit.service.details.name.clone()).collect()
}

#[test]
fn what_changed_is_taken_over_and_what_is_gone_is_forgotten() {
    let mut copy = filled();
    assert_eq!(
        copy.changes_url(),
        "https://pass.example.uk/api/menu/changes?since=2026-11-21T08%3A50%3A00.000000Z%2C2026-11-21"
    );
    let newer = service(1, "Zoë’s boat trips", "kind/trip");
    let taken = copy.take_changes(&changes(false, std::slice::from_ref(&newer), &[id(2), id(7)])).unwrap();
    assert_eq!(taken, Taken { taken: 1, gone: 1, passed_over: 0, is_whole: false });
    assert_eq!(names(&copy, &[]), ["Zoë’s boat trips"]);
    assert_eq!(names(&copy, &[("q", "boats")]), ["Zoë’s boat trips"]);
    copy.take_changes(&changes(true, &[service(3, "Farm", "kind/break")], &[])).unwrap();
    assert_eq!(names(&copy, &[]), ["Farm"], "the whole menu takes the place of all that was there");
    let of_hub = MenuCopy::new(copy.base().clone(), Some(HubSlug::parse("riverton").unwrap()));
    assert_eq!(of_hub.changes_url(), "https://pass.example.uk/api/menu/changes?hub=riverton");
}

#[test]
fn a_copy_of_one_hubs_menu_finds_and_links_to_what_that_hub_shows() {
    let mut copy = MenuCopy::new(
        Base::parse("https://pass.example.uk").unwrap(),
        Some(HubSlug::parse("riverton").unwrap()),
    );
    copy.take_changes(&changes(true, &[service(1, "Zoë’s trips", "kind/trip")], &[])).unwrap();
    let looked = copy.find([("q", "trips")], &[], None, now());
    let link = copy.found_url(&looked.reading);
    assert!(link.contains("hub=riverton"), "{link}");
    let hub = looked.found.hits.iter().map(|hit| hit.service.hub.as_str()).collect::<Vec<_>>();
    assert_eq!(hub, ["riverton"]);
    assert!(names(&copy, &[("hub", "northdale")]).is_empty());
}

#[test]
fn no_answer_and_a_service_of_a_newer_form_leave_the_rest_as_it_was() {
    let mut copy = filled();
    for wrong in ["", "{", "<html>Sign in to the wifi</html>", "[]", r#"{"until":""}"#] {
        assert_eq!(copy.take_changes(wrong.as_bytes()), Err(NotUnderstood), "{wrong}");
        assert_eq!(copy.take_questions(wrong.as_bytes()), Err(NotUnderstood), "{wrong}");
    }
    assert_eq!(copy.len(), 2);
    let strange = json!({ "service_id": id(5), "name": "From tomorrow", "schedules": [{ "repeats": { "how": "at-full-moon" } }] });
    let taken =
        copy.take_changes(&changes(false, &[strange, service(6, "Farm", "kind/break")], &[])).unwrap();
    assert_eq!((taken.taken, taken.passed_over, copy.len()), (1, 1, 3));
}

#[test]
fn a_hubs_own_words_are_known_by_name_and_by_code() {
    let copy = filled();
    assert_eq!(names(&copy, &[("q", "surfing")]), ["Night line"]);
    assert_eq!(names(&copy, &[("kind", "surf-club")]), ["Night line"]);
    assert_eq!(copy.say(&Tag::parse("kind/rock-climbing").unwrap()), "Rock climbing");
    let looked = copy.find([("near", "SK1"), ("colour", "red")], &[], None, now());
    assert!(looked.is_place_unknown && looked.reading.left_out.len() == 1);
    assert_eq!(copy.found_url(&looked.reading), "https://pass.example.uk/menu");
}

#[test]
fn a_tag_is_never_read_as_another_filter() {
    let copy = filled();
    let tags =
        ["kind/surf-club", "free/1", "near/sk1", "hub/x", "q/boat", "kind/none", "kind"].map(str::to_owned);
    let looked = copy.find([("q", ""); 0], &tags, None, now());
    assert_eq!(looked.found.hits.len(), 1);
    let wanted = Wanted { tags: [Tag::parse("kind/surf-club").unwrap()].into(), ..Wanted::default() };
    assert_eq!(looked.reading.wanted, wanted);
    let told: Vec<_> =
        looked.reading.left_out.iter().map(|one| (one.name.as_str(), one.value.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("free", None),
            ("near", None),
            ("hub", None),
            ("q", None),
            ("kind", Some("none")),
            ("kind", Some(""))
        ]
    );
    let many = vec!["kind/surf-club".to_owned(); 101];
    let cut = copy.find([("q", ""); 0], &many, None, now()).reading.left_out;
    assert!(cut.len() == 1 && cut[0].why == super::super::wanted::Why::Cut, "{cut:?}");
}

#[test]
fn what_was_kept_comes_back_whole_with_its_shortlist() {
    let mut copy = filled();
    for one in [2, 1, 2] {
        assert_eq!(copy.put_on_shortlist(id(one)), Ok(()));
    }
    assert_eq!(copy.put_on_shortlist(id(9)), Err(NotListed::NotHeld));
    let back = MenuCopy::from_bytes(&copy.to_bytes()).unwrap();
    assert_eq!(
        (back.base(), back.changes_url(), back.questions()),
        (copy.base(), copy.changes_url(), copy.questions())
    );
    assert_eq!(back.shortlist(), [id(2), id(1)]);
    assert_eq!(names(&back, &[("q", "surfing")]), ["Night line"]);
    let shared = back.shared_list_url().unwrap();
    assert_eq!(shared, format!("https://pass.example.uk/menu/shared?s={},{}", id(2), id(1)));
    copy.take_off(id(2));
    copy.take_off(id(1));
    assert_eq!(copy.shared_list_url(), None);
}

#[test]
fn what_was_cut_off_changed_or_never_ours_is_no_copy() {
    let kept = filled().to_bytes();
    for cut in 0..kept.len() {
        assert_eq!(MenuCopy::from_bytes(&kept[..cut]).unwrap_err(), NotACopy::Torn, "{cut}");
    }
    for at in 8..kept.len() {
        let mut changed = kept.clone();
        changed[at] ^= 1;
        assert_eq!(MenuCopy::from_bytes(&changed).unwrap_err(), NotACopy::Torn, "{at}");
    }
    for foreign in [&b"ycpmenu2 of tomorrow"[..], b"SQLite format 3", &[0; 64]] {
        assert_eq!(MenuCopy::from_bytes(foreign).unwrap_err(), NotACopy::Foreign);
    }
}

#[test]
fn a_review_is_refused_before_it_is_sent() {
    use crate::menu::{MOST_ANSWER, ReviewFault, WrittenReview};
    use crate::short_code::ShortCode;
    let secret = ShortCode::from_random(*b"6bytes");
    let good = WrittenReview {
        service_id: id(1),
        stars: [5, 4, 1],
        good: Some("  The boat. ".to_owned()),
        others: Some(" ".to_owned()),
        story: None,
        wants_contact: false,
    };
    let body = good.body(&secret, " K7QX-M2RT-9C ").unwrap();
    assert_eq!(
        (&body["good"], &body["code"], body.get("others")),
        (&json!("The boat."), &json!("K7QX-M2RT-9C"), None)
    );
    let long = WrittenReview { good: Some("é".repeat(MOST_ANSWER + 1)), ..good.clone() };
    let none = WrittenReview { stars: [0, 4, 1], ..good.clone() };
    assert_eq!(long.body(&secret, "K7QX"), Err(ReviewFault::TooLong));
    assert_eq!(none.body(&secret, "K7QX"), Err(ReviewFault::Stars));
    assert_eq!(good.body(&secret, " "), Err(ReviewFault::NoCode));
}

#[test]
fn a_report_of_a_review_takes_300_letters_and_leaves_out_what_cannot_be_seen() {
    use crate::menu::{MOST_REPORT, ReviewFault, WhyReported, report_body};
    assert_eq!(report_body(WhyReported::Untrue, Some("  \n ")), Ok(json!({"why": "untrue"})));
    assert_eq!(
        report_body(WhyReported::Other, Some(" They left. ")),
        Ok(json!({"why": "other", "words": "They left."}))
    );
    assert!(report_body(WhyReported::Other, Some(&"é".repeat(MOST_REPORT))).is_ok());
    assert_eq!(
        report_body(WhyReported::Other, Some(&"é".repeat(MOST_REPORT + 1))),
        Err(ReviewFault::TooLong)
    );
}
