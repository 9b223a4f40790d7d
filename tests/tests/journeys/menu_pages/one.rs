//! One service: what it says, its dates, and what is not there.

use chrono::{TimeDelta, Weekday};
use passport_core::menu::{Ages, Capacity, Cost, Details, MonthDay, Place, Repeats, Schedule, Words};
use passport_server::store::NewProvider;
use passport_tests::{Database, TestApp, on_both_databases};
use uuid::Uuid;

use super::{offer, place, see, service, some, weekly};

on_both_databases!(
    one_service_says_what_to_expect_and_hides_what_is_private,
    its_dates_go_into_a_calendar,
    a_timetable_says_where_it_is_each_time_and_nothing_that_is_over,
    what_is_not_on_the_menu_is_not_found_kindly,
    what_somebody_wrote_is_never_markup,
    a_text_that_nobody_checked_grows_old_and_goes,
);

/// A service of which everything is said.
pub fn everything() -> Details {
    let refuge = Place { is_hidden: true, ..place("Secretham", (53.4, -2.1)) };
    Details {
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
    }
}

async fn one_service_says_what_to_expect_and_hides_what_is_private(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let ids = offer(&hub, &[everything()]).await;
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
    assert!(
        seen.says("There is another place too. They tell you where when you get in touch."),
        "{}",
        seen.body
    );
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
    let over = Schedule { starts_on: "2026-11-14".parse().expect("a day"), ..once.clone() };
    let details = Details {
        schedules: vec![ending, once, over],
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
        "DTSTART;TZID=Europe/London:20261126T163000",
        "DTEND;TZID=Europe/London:20261126T180000",
        "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270629T225959Z",
        "DTSTART;VALUE=DATE:20261205",
        "LOCATION:Riverton Hall\\, 1 Mill Lane\\, Riverton\\, SK1 1AA",
        "TZID:Europe/London",
    ] {
        assert!(unfolded.lines().any(|one| one == line), "{line}: {unfolded}");
    }
    assert!(!calendar.contains("20261114"), "what is over goes into nobody's calendar: {calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75) && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(app.get("/menu/none/dates.ics").await.status(), 404);
}

async fn a_timetable_says_where_it_is_each_time_and_nothing_that_is_over(database: Database) {
    let app = TestApp::on(database).await;
    let day = |text: &str| text.parse().expect("a day");
    let (hall, barn) = (place("Riverton", (53.405, -2.155)), place("Farmfield", (53.41, -2.1)));
    let at = |place: &Place, day| Schedule { place_id: Some(place.place_id), ..weekly(day) };
    let once = |on| Schedule { repeats: Repeats::Once, starts_on: on, ..weekly(Weekday::Sat) };
    let ended = Schedule { ends_on: Some(day("2026-11-20")), ..weekly(Weekday::Fri) };
    let details = Details {
        schedules: vec![
            at(&hall, Weekday::Mon),
            at(&barn, Weekday::Wed),
            ended,
            once(day("2026-10-03")),
            once(day("2028-01-08")),
        ],
        places: vec![hall, barn],
        ..service("Farm and hall", &[])
    };
    let over = Details { schedules: vec![once(day("2026-10-03"))], ..service("A day out", &[]) };
    let baby = Details { ages: Ages { from: None, to: Some(1) }, ..over.clone() };
    let ids = offer(&app.hub("riverton").await, &[details, over, baby]).await;
    for page in ["", "/easy-read"] {
        let seen = see(&app, &format!("/menu/{}{page}", ids[0])).await;
        for said in [
            "Every Monday, 4:30pm to 6pm, at Riverton Hall",
            "Every Wednesday, 4:30pm to 6pm, at Farmfield Hall",
            "Wednesday 25 November, 4:30pm to 6pm, at Farmfield Hall",
            "Saturday 8 January 2028",
        ] {
            assert!(seen.says(said), "{page} {said}: {}", seen.body);
        }
        assert!(!seen.says("3 October") && !seen.says("Every Friday"), "{page}: {}", seen.body);
        let over = see(&app, &format!("/menu/{}{page}", ids[1])).await;
        assert!(over.says("No dates are known"), "{page}: {}", over.body);
        assert!(!over.says("3 October"), "{page}: {}", over.body);
    }
    assert!(see(&app, &format!("/menu/{}", ids[2])).await.says("Up to 1 year old"));
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
