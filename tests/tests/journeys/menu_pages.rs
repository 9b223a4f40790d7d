//! The public menu, looked at without a script: by a young person, and by the worker beside her.

mod one;
mod private;
mod shown;
mod taken;

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use passport_core::menu::{
    Ages, Cost, Details, Place, Position, Postcode, Repeats, Schedule, Tag, Telephone,
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
    many_services_stand_on_several_pages,
    hubs_are_asked_for_only_where_there_are_several,
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
    let led = browser.get("/menu?q=swimming+near+SK1+4AB").await;
    assert_eq!(&*led.location, "/menu?q=swimming+near&near=SK1", "a postcode beside other words");
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

async fn before_anything_is_on_the_menu_it_says_so(database: Database) {
    let app = TestApp::on(database).await;
    app.hub("riverton").await;
    let empty = see(&app, "/menu").await;
    assert!(empty.says("There is nothing on the menu yet") && empty.says("Childline"), "{}", empty.body);
}
