//! The public menu, looked at without a script: by a young person, and by the worker beside her.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta, Weekday};
use passport_core::menu::{
    Ages, Capacity, Cost, Details, MonthDay, Place, Position, Postcode, Repeats, Schedule, Tag, Telephone,
    Words,
};
use passport_server::store::{NewProvider, ServiceId};
use passport_tests::console::{Browser, Seen};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    a_box_leads_to_what_is_in_it_and_each_answer_can_be_taken_back,
    a_postcode_is_looked_up_here_and_never_stands_in_an_address,
    what_an_address_says_wrongly_is_left_out_and_said,
    where_nothing_fits_it_says_what_to_leave_out,
    one_service_says_what_to_expect_and_hides_what_is_private,
    its_dates_go_into_a_calendar,
    what_is_not_on_the_menu_is_not_found_kindly,
    what_somebody_wrote_is_never_markup,
    a_list_in_a_link_needs_no_script,
    paper_holds_what_was_chosen_and_not_where_somebody_lives,
    many_services_stand_on_several_pages,
    hubs_are_asked_for_only_where_there_are_several,
    a_text_that_nobody_checked_grows_old_and_goes,
    before_anything_is_on_the_menu_it_says_so,
);

/// A service with what most have.
fn service(name: &str, tags: &[&str]) -> Details {
    Details {
        name: name.to_owned(),
        description: format!("{name}. We meet, eat and talk.\n\nNobody has to say why they come."),
        phones: vec![Telephone { number: "01632 960101".to_owned(), note: None }],
        ages: Ages { from: Some(8), to: Some(17) },
        tags: tags.iter().map(|tag| Tag::parse(tag).expect("a tag")).collect(),
        ..Details::default()
    }
}

fn place(town: &str, at: (f64, f64)) -> Place {
    Place {
        place_id: Uuid::from_u128(town.len() as u128 + 7),
        name: Some(format!("{town} Hall")),
        street: Some("1 Mill Lane".to_owned()),
        town: Some(town.to_owned()),
        county: None,
        postcode: Some("SK1 1AA".to_owned()),
        position: Some(Position { latitude: at.0, longitude: at.1 }),
        getting_there: Some("Bus 192 stops outside.".to_owned()),
        accessibility: None,
        is_hidden: false,
    }
}

fn weekly(day: Weekday) -> Schedule {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    Schedule {
        schedule_id: Uuid::from_u128(77),
        place_id: None,
        repeats: Repeats::Weekly { every: 1, days: vec![day] },
        starts_on: "2026-09-01".parse().expect("a day"),
        ends_on: None,
        opens_at: time(16, 30),
        closes_at: time(18, 0),
        note: Some("In term time".to_owned()),
    }
}

/// Puts services on a hub's menu.
async fn offer(hub: &TestHub<'_>, all: &[Details]) -> Vec<ServiceId> {
    let store = hub.app().store();
    let provider = NewProvider {
        name: "Łukasz & Zoë's Place".to_owned(),
        description: None,
        website: None,
        email: None,
    };
    let provider = store.add_provider(hub.scope(), &provider).await.expect("a provider");
    let mut ids = Vec::new();
    for details in all {
        let service = store.add_service(hub.scope(), provider, details).await.expect("a draft");
        store.approve_service(hub.scope(), service, 1).await.expect("it is live");
        ids.push(service);
    }
    hub.app().look().await;
    ids
}

async fn see(app: &TestApp, path: &str) -> Seen {
    let seen = Browser::of(app).get(path).await;
    assert_eq!(seen.cookie, None, "{path} sets a cookie");
    seen
}

/// Where a link leads that stands right before a text.
fn link_before(seen: &Seen, text: &str) -> String {
    let before = seen.body.split(text).next().expect("there is always a first part");
    let start = before.rsplit("href=\"").next().expect("a link");
    start.split('"').next().expect("its end").replace("&#x2f;", "/").replace("&amp;", "&")
}

fn some() -> Vec<Details> {
    let swimming = Details {
        places: vec![place("Riverton", (53.405, -2.155))],
        schedules: vec![weekly(Weekday::Tue)],
        costs: vec![Cost { what: None, pence: 0, note: None }],
        ..service("Swimming on Tuesdays", &["kind/break", "delivery/in-person", "transport/included"])
    };
    let club = Details {
        ages: Ages { from: Some(5), to: Some(10) },
        places: vec![place("Harbourside", (53.20, -2.40))],
        ..service("Art club", &["kind/break", "delivery/in-person"])
    };
    let listening = service("Someone to listen", &["kind/talk", "delivery/phone", "urgency/now"]);
    vec![swimming, club, listening]
}

async fn a_box_leads_to_what_is_in_it_and_each_answer_can_be_taken_back(database: Database) {
    let app = TestApp::on(database).await;
    offer(&app.hub("riverton").await, &some()).await;
    let menu = see(&app, "/menu").await;
    assert!(menu.status.is_success() && menu.says("What would help you?"), "{}", menu.body);
    for said in [
        "Exit this page",
        "Childline 0800 1111",
        "A break, In person: 2 found",
        "Someone to talk to, Phone: 1 found",
    ] {
        assert!(menu.says(said), "{said}: {}", menu.body);
    }
    let found = see(&app, "/menu?kind=break&delivery=in-person").await;
    assert!(
        found.says("2 found") && found.says("Art club") && !found.says("Someone to listen"),
        "{}",
        found.body
    );
    assert!(found.says("Checked today by riverton Hub") && found.says("From Łukasz & Zoë's Place"));
    let without = link_before(&found, "Take off A break");
    assert_eq!(without, "/menu?delivery=in-person");
    let older = see(&app, "/menu?kind=break&age=13&q=swiming").await;
    assert!(older.says("Swimming on Tuesdays") && !older.says("Art club"), "{}", older.body);
    assert!(older.says("13 years old") && older.says("“swiming”"), "{}", older.body);
}

async fn a_postcode_is_looked_up_here_and_never_stands_in_an_address(database: Database) {
    let app = TestApp::on(database).await;
    offer(&app.hub("riverton").await, &some()).await;
    let known = BTreeMap::from([(
        Postcode::parse("SK1 4AB").expect("a postcode"),
        Position { latitude: 53.405, longitude: -2.155 },
    )]);
    app.store().put_postcodes(&known).await.expect("they are kept");
    app.store().settle_outward_codes().await.expect("they are known");
    let mut browser = Browser::of(&app);
    let form = browser.get("/menu?kind=break").await.form("/menu/near").with("postcode", " sk14ab ");
    let sent = browser.send(&form).await;
    assert_eq!(sent.status, 303);
    assert!(
        sent.location.starts_with("/menu?near=SJ") && sent.location.contains("kind=break"),
        "{}",
        sent.location
    );
    let near = browser.get(&sent.location).await;
    assert!(near.says("Less than half a mile away") && near.says("Near you"), "{}", near.body);
    assert!(!near.body.to_uppercase().contains("4AB"), "{}", near.body);
    let first = near.body.find("Swimming on Tuesdays").expect("it is near");
    assert!(first < near.body.find("Art club").expect("it is far"));

    let outward = browser.send(&form.clone().with("postcode", "sk1")).await;
    assert_eq!(outward.location, "/menu?near=SK1&kind=break");
    assert!(browser.get(&outward.location).await.says("Near SK1"));
    for (typed, said) in [
        ("", "Type your postcode"),
        ("here", "That is not a postcode"),
        ("SK9 9ZZ", "We do not know where that postcode is"),
    ] {
        let refused = browser.send(&form.clone().with("postcode", typed)).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.says(said) && refused.says("Take off A break"), "{typed}: {}", refused.body);
        assert!(typed.is_empty() || !refused.body.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    for address in ["/menu?near=SK1+4AB&age=12", "/menu?q=sk1+4ab&age=12"] {
        let led = browser.get(address).await;
        assert_eq!((led.status.as_u16(), &*led.location), (303, "/menu?near=SK1&age=12"), "{address}");
    }
}

async fn what_an_address_says_wrongly_is_left_out_and_said(database: Database) {
    let app = TestApp::on(database).await;
    offer(&app.hub("riverton").await, &some()).await;
    let whole = see(&app, "/menu?kind=nonsense&age=old&zzz=1&day=someday").await;
    assert!(whole.says("we left it out") && whole.says("3 found"), "{}", whole.body);
    assert!(!whole.says("nonsense") && !whole.says("someday"));
    for page in ["0", "99", "-1", "x"] {
        let seen = see(&app, &format!("/menu?page={page}")).await;
        assert!(seen.says("this is the nearest one") && seen.says("Art club"), "{page}: {}", seen.body);
    }
    assert!(see(&app, "/menu?near=ZZ99").await.says("3 found"));
    assert!(see(&app, &format!("/menu?q={}", "a".repeat(3_000))).await.status.is_success());
    assert!(see(&app, "/menu?%ff=%zz&&&=&q=%E0%A4").await.status.is_success());
}

async fn where_nothing_fits_it_says_what_to_leave_out(database: Database) {
    let app = TestApp::on(database).await;
    offer(&app.hub("riverton").await, &some()).await;
    let none = see(&app, "/menu?kind=talk&transport=included").await;
    assert!(
        none.says("Nothing fits all of that") && none.says("Without Someone to talk to"),
        "{}",
        none.body
    );
    let without = see(&app, &link_before(&none, "Without Someone to talk to")).await;
    assert!(without.says("1 found") && without.says("Swimming on Tuesdays"), "{}", without.body);
    assert!(see(&app, "/menu?q=zebra").await.says("Nothing has all of those words"));
}

async fn one_service_says_what_to_expect_and_hides_what_is_private(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let refuge = Place { is_hidden: true, ..place("Secretham", (53.4, -2.1)) };
    let details = Details {
        schedules: vec![
            weekly(Weekday::Tue),
            Schedule {
                schedule_id: Uuid::from_u128(78),
                repeats: Repeats::Monthly { every: 1, on: MonthDay::Nth { nth: -1, day: Weekday::Sat } },
                opens_at: None,
                closes_at: None,
                note: None,
                ..weekly(Weekday::Sat)
            },
        ],
        places: vec![place("Riverton", (53.405, -2.155)), refuge],
        costs: vec![Cost {
            what: Some("Each time".to_owned()),
            pence: 150,
            note: Some("Ask if that is too much".to_owned()),
        }],
        capacity: Some(Capacity { left: 1, of: Some(12) }),
        website: Some("https://swim.example".to_owned()),
        words: Words {
            people: Some("Two youth workers and about ten others".to_owned()),
            bring: Some("A towel".to_owned()),
            first_contact: Some("Somebody rings you back on the same day".to_owned()),
            alert: Some("No swimming on 1 December".to_owned()),
            ..Words::default()
        },
        ..service("Swimming for Zoë", &["kind/break", "transport/included", "first-contact/call-back"])
    };
    let ids = offer(&hub, &[details]).await;
    let seen = see(&app, &format!("/menu/{}?near=SJ8990", ids[0])).await;
    for said in [
        "Swimming for Zoë",
        "Who will be there",
        "Two youth workers",
        "They pick you up",
        "A towel",
        "Every Tuesday, 4:30pm to 6pm. In term time",
        "The last Saturday of every month",
        "Tuesday 24 November, 4:30pm to 6pm",
        "Each time: £1.50. Ask if that is too much",
        "They ring you",
        "Somebody rings you back",
        "1 of 12 places left",
        "No swimming on 1 December",
        "Riverton Hall",
        "Bus 192 stops outside.",
        "away",
        "Checked today by riverton Hub",
        "They do not say. You can ask who will ring you.",
        "8 to 17 years old",
        "href=\"tel:01632960101\"",
        "rel=\"noreferrer noopener external\"",
        "Something wrong here? Tell us",
        "Childline",
    ] {
        assert!(seen.says(said), "{said}: {}", seen.body);
    }
    assert!(!seen.says("Secretham"), "{}", seen.body);
    assert!(see(&app, &format!("/menu/{}", ids[0])).await.says("Put these dates in my calendar"));
}

async fn its_dates_go_into_a_calendar(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let once = Schedule {
        schedule_id: Uuid::from_u128(79),
        repeats: Repeats::Once,
        starts_on: "2026-12-05".parse().expect("a day"),
        opens_at: None,
        closes_at: None,
        ..weekly(Weekday::Sat)
    };
    let ending = Schedule { ends_on: Some("2027-06-29".parse().expect("a day")), ..weekly(Weekday::Thu) };
    let details = Details {
        schedules: vec![ending, once],
        places: vec![place("Riverton", (53.405, -2.155))],
        ..service("Swimming; a break, for Łukasz", &[])
    };
    let ids = offer(&hub, &[details]).await;
    let answer = app.get(&format!("/menu/{}/dates.ics", ids[0])).await;
    assert_eq!(answer.headers()["content-type"], "text/calendar; charset=utf-8");
    let calendar = answer.text().await.expect("a calendar");
    let unfolded = calendar.replace("\r\n ", "");
    for line in [
        "SUMMARY:Swimming\\; a break\\, for Łukasz",
        "DTSTART;TZID=Europe/London:20260903T163000",
        "DTEND;TZID=Europe/London:20260903T180000",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270629T225959Z",
        "DTSTART;VALUE=DATE:20261205",
        "LOCATION:Riverton Hall\\, 1 Mill Lane\\, Riverton\\, SK1 1AA",
        "TZID:Europe/London",
    ] {
        assert!(unfolded.lines().any(|one| one == line), "{line}: {unfolded}");
    }
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75) && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(app.get("/menu/none/dates.ics").await.status(), 404);
}

async fn what_is_not_on_the_menu_is_not_found_kindly(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let provider = NewProvider { name: "Club".to_owned(), description: None, website: None, email: None };
    let provider = app.store().add_provider(hub.scope(), &provider).await.expect("a provider");
    let draft =
        app.store().add_service(hub.scope(), provider, &service("Draft", &[])).await.expect("a draft");
    app.look().await;
    for id in [draft.to_string(), Uuid::nil().to_string(), "none".to_owned()] {
        for after in ["", "/poster", "/easy-read"] {
            let seen = see(&app, &format!("/menu/{id}{after}")).await;
            assert!(
                seen.status == 404 && seen.says("not on the menu any more"),
                "{id}{after}: {}",
                seen.body
            );
            assert!(!seen.says("Draft") && seen.says("Childline"));
        }
    }
}

async fn what_somebody_wrote_is_never_markup(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let nasty = "<script>alert(1)</script>";
    let mut details = service(nasty, &["kind/break"]);
    details.website = Some("javascript:alert(1)".to_owned());
    details.words =
        Words { people: Some(nasty.to_owned()), easy_read: Some(nasty.to_owned()), ..Words::default() };
    let ids = offer(&hub, &[details]).await;
    let id = ids[0];
    let addresses = [
        "/menu",
        "/menu/ID",
        "/menu/shared?s=ID",
        "/menu/print",
        "/menu/booklet",
        "/menu/easy-read",
        "/menu/ID/poster",
    ];
    for address in addresses {
        let seen = see(&app, &address.replace("ID", &id.to_string())).await;
        assert!(seen.status.is_success(), "{address}: {}", seen.body);
        assert!(!seen.body.contains(nasty) && !seen.body.contains("javascript:"), "{address}: {}", seen.body);
    }
    assert!(!see(&app, "/menu?q=%3Cscript%3Ealert(1)%3C/script%3E").await.body.contains("<script>a"));
}

async fn a_list_in_a_link_needs_no_script(database: Database) {
    let app = TestApp::on(database).await;
    let ids = offer(&app.hub("riverton").await, &some()).await;
    let first = see(&app, &format!("/menu/{}", ids[0])).await;
    let list = link_before(&first, "Add to a list");
    assert_eq!(list, format!("/menu/shared?s={}", ids[0]));
    let more = link_before(&see(&app, &list).await, "Add something else");
    let second = see(&app, &more.replace("/menu?", &format!("/menu/{}?", ids[2]))).await;
    let list = link_before(&second, "Add to a list");
    let gone = format!("{list},{},nonsense,{}", Uuid::nil(), ids[0]);
    let seen = see(&app, &gone).await;
    assert!(seen.says("Swimming on Tuesdays") && seen.says("Someone to listen"), "{}", seen.body);
    assert!(
        !seen.says("Art club") && seen.says("1 thing on this list is not on the menu any more"),
        "{}",
        seen.body
    );
    assert!(see(&app, "/menu/shared").await.says("This list is empty"));

    let kept = app.json(&format!("/menu/kept.json?s={},{}", ids[0], Uuid::nil())).await;
    assert_eq!(kept["services"][0]["name"], "Swimming on Tuesdays");
    assert_eq!(kept["services"][0]["phones"][0]["call"], "tel:01632960101");
    assert_eq!(kept["services"][0]["dates"][0]["on"], "2026-11-24");
    assert_eq!(kept["gone"][0], Uuid::nil().to_string());
}

async fn paper_holds_what_was_chosen_and_not_where_somebody_lives(database: Database) {
    let app = TestApp::on(database).await;
    let ids = offer(&app.hub("riverton").await, &some()).await;
    for paper in ["print", "booklet", "easy-read", "booklet?fold=yes"] {
        let mark = if paper.contains('?') { '&' } else { '?' };
        let chosen = see(&app, &format!("/menu/{paper}{mark}kind=break&near=SJ8990")).await;
        assert!(
            chosen.says("Swimming on Tuesdays") && !chosen.says("Someone to listen"),
            "{paper}: {}",
            chosen.body
        );
        assert!(chosen.says("Childline 0800 1111"), "{paper}");
        let listed = see(&app, &format!("/menu/{paper}{mark}s={}", ids[2])).await;
        assert!(listed.says("Someone to listen") && !listed.says("Art club"), "{paper}: {}", listed.body);
        assert!(see(&app, &format!("/menu/{paper}{mark}q=zebra")).await.status.is_success(), "{paper}");
    }
    let poster = see(&app, "/menu/poster?kind=break&near=SJ8990").await;
    assert!(poster.body.contains("<svg") && poster.says("A break"), "{}", poster.body);
    assert!(see(&app, &format!("/menu/{}/poster", ids[0])).await.says("Swimming on Tuesdays"));
}

async fn many_services_stand_on_several_pages(database: Database) {
    let app = TestApp::on(database).await;
    let many: Vec<Details> = (1..=41).map(|n| service(&format!("Club {n:02}"), &["kind/group"])).collect();
    offer(&app.hub("riverton").await, &many).await;
    let mut seen = Vec::new();
    let mut address = "/menu?kind=group".to_owned();
    for page in 1..=3 {
        let one = see(&app, &address).await;
        assert!(one.says(&format!("Page {page} of 3")), "{}", one.body);
        seen.extend(many.iter().filter(|club| one.body.contains(&club.name)).map(|club| club.name.clone()));
        address = link_before(&one, "Next →");
        assert_eq!(one.says("Next →"), page < 3);
    }
    seen.sort();
    assert_eq!(seen, many.iter().map(|club| club.name.clone()).collect::<Vec<_>>(), "each once");
}

async fn hubs_are_asked_for_only_where_there_are_several(database: Database) {
    let app = TestApp::on(database).await;
    let riverton = app.hub("riverton").await;
    let harbourside = app.hub("harbourside").await;
    offer(&riverton, &some()).await;
    assert!(!see(&app, "/menu").await.says("Whose menu?"));
    offer(&harbourside, &[service("Boats", &["kind/trip"])]).await;
    assert!(see(&app, "/menu").await.says("Whose menu?"));
    let theirs = see(&app, "/menu?hub=harbourside").await;
    assert!(theirs.says("Boats") && !theirs.says("Art club"), "{}", theirs.body);
}

async fn a_text_that_nobody_checked_grows_old_and_goes(database: Database) {
    let app = TestApp::on(database).await;
    let ids = offer(&app.hub("riverton").await, &some()).await;
    let page = format!("/menu/{}", ids[0]);
    app.after(TimeDelta::days(12)).await;
    assert!(see(&app, &page).await.says("Checked 12 days ago by riverton Hub"));
    app.after(TimeDelta::days(90)).await;
    let old = see(&app, &page).await;
    assert!(old.says("Checked 3 months ago by riverton Hub") && old.says("Ring first"), "{}", old.body);
    app.after(TimeDelta::days(90)).await;
    assert_eq!(see(&app, &page).await.status, 404);
}

async fn before_anything_is_on_the_menu_it_says_so(database: Database) {
    let app = TestApp::on(database).await;
    app.hub("riverton").await;
    let empty = see(&app, "/menu").await;
    assert!(empty.says("There is nothing on the menu yet") && empty.says("Childline"), "{}", empty.body);
}
