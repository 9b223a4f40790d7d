//! The menu of the phone library beside the running server: the same wishes, the same answers.

use std::collections::BTreeMap;

use passport_core::menu::Tag;
use passport_core::menu::taxonomy::TAXONOMIES;
use passport_mobile::{
    HttpRequest, HttpResponse, MenuDay, MenuError, MenuFound, MenuLeftOutWhy, MenuPosition, MenuWish,
    SupportMenu,
};
use passport_server::store::{Decision, NewReview, Stars, WrittenWith};
use passport_tests::menu::{Dice, live, provider};
use passport_tests::{TestApp, on_both_databases};
use serde_json::Value;

on_both_databases!(
    whatever_somebody_wishes_the_library_answers_as_the_server_does,
    a_kept_menu_goes_on_with_what_changed_since,
    the_mean_of_a_services_stars_is_told_from_three_reviews_on,
);

/// How many wishes.
const WISHES: usize = 300;

/// Makes the request, as an app does.
async fn send(request: HttpRequest) -> HttpResponse {
    assert_eq!(request.method, "GET");
    let answer = reqwest::get(&request.url).await.expect("an answer");
    let status = answer.status().as_u16();
    HttpResponse { status, body: answer.bytes().await.expect("a body").to_vec(), headers: vec![] }
}

async fn update(menu: &SupportMenu) {
    menu.accept_changes(send(menu.changes_request()).await).expect("changes");
    menu.accept_questions(send(menu.questions_request()).await).expect("questions");
}

/// What somebody may wish; `own` are answers of hubs, `providers` their ids.
fn wish(dice: &mut Dice, own: &[Tag], providers: &[String]) -> MenuWish {
    let words = [
        "swimming",
        "swiming",
        "clubs",
        "Zoe",
        "quiet night",
        "lukasz",
        "boat farm",
        "caf",
        "they pick you up",
        "zzz",
    ];
    let days = [MenuDay::Monday, MenuDay::Tuesday, MenuDay::Saturday, MenuDay::Sunday];
    let maybe = |dice: &mut Dice, text: &[&str]| {
        Some(text[dice.roll(text.len())]).filter(|one| !one.is_empty()).map(str::to_owned)
    };
    let mut all: Vec<Tag> = TAXONOMIES.iter().flat_map(|one| one.tags().collect::<Vec<_>>()).collect();
    // As often as the others together, or hardly any wish would have one.
    all.extend(own.iter().cycle().take(all.len()).cloned().collect::<Vec<_>>());
    MenuWish {
        words: if dice.roll(2) == 0 { words[dice.roll(words.len())].to_owned() } else { String::new() },
        tags: (0..dice.roll(4)).map(|_| all[dice.roll(all.len())].to_string()).collect(),
        age: (dice.roll(2) == 0).then(|| u8::try_from(dice.roll(25)).expect("an age")),
        days: days.into_iter().filter(|_| dice.roll(6) == 0).collect(),
        from: maybe(dice, &["", "", "", "9:00", "16:30", "25:00"]),
        until: maybe(dice, &["", "", "", "18:00", "12", "08:59"]),
        is_free: dice.roll(5) == 0,
        near: maybe(dice, &["", "", "SD6455", "se 0068", "NY0000", "RV1", "nowhere"]),
        at: None,
        within: (dice.roll(3) == 0).then(|| u32::try_from(dice.roll(30_000)).expect("metres")),
        hub: maybe(dice, &["", "", "", "riverton", "harbourside"]),
        provider: (dice.roll(3) == 0).then(|| providers[dice.roll(providers.len())].clone()),
        page: [0, 1, 1, 2, 2, 3, 200_000][dice.roll(7)],
        per_page: [None, Some(0), Some(20), Some(20), Some(1_000)][dice.roll(5)],
    }
}

/// The same for the server, as an address has it.
fn address(wish: &MenuWish) -> String {
    let mut pairs = vec![("q".to_owned(), wish.words.clone())];
    let mut put =
        |name: &str, value: Option<String>| pairs.extend(value.map(|value| (name.to_owned(), value)));
    put("near", wish.near.clone());
    put("within", wish.within.map(|one| one.to_string()));
    put("age", wish.age.map(|one| one.to_string()));
    put("from", wish.from.clone());
    put("until", wish.until.clone());
    put("free", wish.is_free.then(|| "yes".to_owned()));
    put("hub", wish.hub.clone());
    put("provider", wish.provider.clone());
    put("page", Some(wish.page.to_string()));
    put("per_page", wish.per_page.map(|one| one.to_string()));
    for tag in &wish.tags {
        let (name, value) = tag.split_once('/').expect("a tag");
        put(name, Some(value.to_owned()));
    }
    for day in &wish.days {
        put("day", Some(format!("{day:?}")));
    }
    let url =
        reqwest::Url::parse_with_params("http://localhost/api/menu/services", pairs).expect("an address");
    format!("{}?{}", url.path(), url.query().expect("what is asked"))
}

/// What both say, in one form.
type Told = (
    [u64; 3],
    Vec<(String, Option<u64>, String, Vec<Option<String>>)>,
    BTreeMap<String, u64>,
    Vec<u64>,
    u64,
    Vec<(String, String)>,
    String,
);

fn by_server(base: &str, answer: &Value) -> Told {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let one = |one: &Value| {
        let dates = one["next_dates"].as_array().into_iter().flatten();
        let dates = dates.flat_map(|date| {
            ["day", "opens_at", "closes_at", "place_id"].map(|name| {
                // The library leaves out seconds, which no service has.
                date[name].as_str().map(|text| match name {
                    "opens_at" | "closes_at" => text.strip_suffix(":00").expect("no seconds").to_owned(),
                    _ => text.to_owned(),
                })
            })
        });
        (text(&one["service_id"]), one["metres"].as_u64(), text(&one["freshness"]), dates.collect())
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let counts = &answer["counts"];
    let tags = counts["tags"].as_object().expect("tags").iter();
    let mut left_out: Vec<_> =
        list(&answer["left_out"]).iter().map(|one| (text(&one["name"]), text(&one["why"]))).collect();
    left_out.sort();
    let address = answer["address"].as_str().map_or(String::new(), |address| format!("?{address}"));
    (
        ["total", "page", "pages"].map(|name| answer[name].as_u64().expect("a number")),
        list(&answer["services"]).iter().map(one).collect(),
        tags.map(|(tag, count)| (tag.clone(), count.as_u64().expect("a count"))).collect(),
        list(&counts["days"]).iter().filter_map(Value::as_u64).collect(),
        counts["free"].as_u64().expect("a count"),
        left_out,
        format!("{base}/menu{address}"),
    )
}

fn by_library(found: MenuFound) -> Told {
    let why = |why| match why {
        MenuLeftOutWhy::UnknownName => "unknown-name",
        MenuLeftOutWhy::UnknownValue => "unknown-value",
        MenuLeftOutWhy::GivenTwice => "given-twice",
        MenuLeftOutWhy::Cut => "cut",
        MenuLeftOutWhy::UnknownPlace => "unknown-place",
    };
    let services = found.services.into_iter().map(|one| {
        (
            one.id,
            one.metres.map(u64::from),
            format!("{:?}", one.freshness).to_lowercase(),
            one.next_dates
                .into_iter()
                .flat_map(|date| [Some(date.day), date.opens_at, date.closes_at, date.place_id])
                .collect(),
        )
    });
    let mut left_out: Vec<_> =
        found.left_out.into_iter().map(|one| (one.name, why(one.why).to_owned())).collect();
    left_out.sort();
    (
        [found.total, found.page, found.pages].map(u64::from),
        services.collect(),
        found.counts.tags.into_iter().map(|(tag, count)| (tag, count.into())).collect(),
        found.counts.days.into_iter().map(u64::from).collect(),
        found.counts.free.into(),
        left_out,
        found.link,
    )
}

async fn whatever_somebody_wishes_the_library_answers_as_the_server_does(database: passport_tests::Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let all_offer = [
        provider(app.store(), hub.scope(), "O’Neill Trust").await,
        provider(app.store(), hub.scope(), "Łódź Boats").await,
    ];
    let own = app.store().add_term(hub.scope(), "kind", ("Rock climbing", "Up a wall")).await.unwrap();
    let own = Tag::parse(&format!("kind/{own}")).unwrap();
    let mut dice = Dice::new(20_261_122);
    for number in 0..60 {
        let mut details = dice.details("2026-11-21".parse().unwrap());
        if number % 4 == 0 {
            details.tags.insert(own.clone());
        }
        live(app.store(), hub.scope(), all_offer[number % 2], &details).await;
    }
    app.look().await;
    let menu = SupportMenu::new(app.base().as_str(), None).unwrap();
    update(&menu).await;
    // What an app keeps is the same as what it has.
    let menu = SupportMenu::restore(app.base().as_str(), menu.kept(), None).unwrap();
    let mut providers: Vec<String> = all_offer.iter().map(ToString::to_string).collect();
    providers.extend(["6f1c1f4e-8c3b-4c58-9f8e-0d8f6a1b2c3d".to_owned(), "nobody".to_owned()]);
    let (mut found, mut of_provider, mut of_own, mut dates) = (0, 0, 0, 0);
    for _ in 0..WISHES {
        let wish = wish(&mut dice, std::slice::from_ref(&own), &providers);
        let address = address(&wish);
        let server = by_server(app.base().as_str(), &app.json(&address).await);
        found += server.0[0];
        of_provider += if wish.provider.is_some() { server.0[0] } else { 0 };
        of_own += if wish.tags.contains(&own.to_string()) { server.0[0] } else { 0 };
        dates += server.1.iter().map(|one| one.3.len()).sum::<usize>();
        assert_eq!(by_library(menu.find(wish, app.now())), server, "{address}");
    }
    assert!(found > 500, "only {found}: these wishes show nothing");
    assert!(of_provider > 50 && of_own > 20 && dates > 500, "{of_provider}, {of_own}, {dates}");
    let at = Some(MenuPosition { latitude: 54.05, longitude: -1.95 });
    let near = menu.find(MenuWish { at, ..wish_for_all() }, app.now());
    assert!(near.services.iter().any(|one| one.metres.is_some_and(|metres| metres < 20_000)));
    assert_eq!(near.link, format!("{}/menu", app.base()), "a position is in no link");
}

/// What everything fits.
fn wish_for_all() -> MenuWish {
    let none = || None::<String>;
    MenuWish {
        words: String::new(),
        tags: vec![],
        age: None,
        days: vec![],
        from: none(),
        until: none(),
        is_free: false,
        near: none(),
        at: None,
        within: None,
        hub: none(),
        provider: none(),
        page: 1,
        per_page: None,
    }
}

async fn a_kept_menu_goes_on_with_what_changed_since(database: passport_tests::Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let offers = provider(app.store(), hub.scope(), "O’Neill Trust").await;
    let mut dice = Dice::new(7);
    let mut menu = SupportMenu::new(app.base().as_str(), Some("riverton".to_owned())).unwrap();
    for round in 1..=3 {
        let details = dice.details("2026-11-21".parse().unwrap());
        let service = live(app.store(), hub.scope(), offers, &details).await;
        app.after(chrono::TimeDelta::hours(30)).await;
        menu = SupportMenu::restore(app.base().as_str(), menu.kept(), Some("riverton".to_owned())).unwrap();
        update(&menu).await;
        assert_eq!(menu.count(), round);
        menu.add_to_shortlist(&service.to_string()).unwrap();
    }
    assert!(menu.has_come());
    assert_eq!(menu.shortlist(app.now()).len(), 3);
    // Nobody looks at any of them for half a year: the copy says so by itself, and the server too.
    app.after(chrono::TimeDelta::days(190)).await;
    assert_eq!(menu.find(wish_for_all(), app.now()).total, 0);
    update(&menu).await;
    assert_eq!((menu.count(), menu.shortlist(app.now()).len()), (0, 0));

    let nowhere = HttpResponse { status: 200, body: b"<html>Sign in to the wifi".to_vec(), headers: vec![] };
    assert_eq!(menu.accept_changes(nowhere), Err(MenuError::NotUnderstood));
    let busy = HttpResponse { status: 503, body: vec![], headers: vec![] };
    assert_eq!(menu.accept_changes(busy), Err(MenuError::NotNow { status: 503 }));
    let restored = |server: &str, kept: &[u8], hub: Option<&str>| {
        SupportMenu::restore(server, kept.to_vec(), hub.map(str::to_owned)).map(drop)
    };
    let (base, kept) = (app.base().as_str(), menu.kept());
    assert_eq!(restored(base, &kept[..50], Some("riverton")), Err(MenuError::KeptTorn));
    assert_eq!(restored(base, b"a photo of a cat", None), Err(MenuError::KeptForeign));
    // What is another's is not shown as if it were this one's.
    for (server, hub) in [("https://pass.example.uk", Some("riverton")), (base, None), (base, Some("leeds"))]
    {
        assert_eq!(restored(server, &kept, hub), Err(MenuError::KeptForeign), "{server} {hub:?}");
    }
    assert_eq!(restored("hello", &kept, None), Err(MenuError::NotAServer));
    assert_eq!(restored(&format!("{base}/"), &kept, Some("riverton")), Ok(()));
}

async fn the_mean_of_a_services_stars_is_told_from_three_reviews_on(database: passport_tests::Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let service = hub.live_service("Saturday trips").await;
    app.look().await;
    let menu = SupportMenu::new(app.base().as_str(), None).unwrap();
    let (codes, _) = app.store().invite_to_review(hub.scope(), (None, 3)).await.unwrap();
    for (count, code) in (1_u8..).zip(&codes) {
        let stars = Stars::new(5, count, 3).unwrap();
        let review = NewReview { stars, good: None, others: None, story: Some(format!("The {count}.")) };
        let secret = app.store().draw_review_secret().unwrap();
        app.store().write_review(service, WrittenWith::Code(code), (&secret, &review)).await.unwrap();
        for line in app.store().reviews_in_hand(hub.scope()).await.unwrap().waiting {
            let which = (line.review.review_id, line.review.version);
            app.store().decide_review(hub.scope(), which, &Decision::Show).await.unwrap();
        }
        let read = menu.accept_reviews(send(menu.reviews_request(&service.to_string(), 1).unwrap()).await);
        let read = read.unwrap();
        assert_eq!((read.total, read.reviews.len()), (count.into(), usize::from(count)));
        let told = read.mean.map(|mean| [mean.welcome_tenths, mean.easy_tenths, mean.again_tenths]);
        assert_eq!(told, (count == 3).then_some([50, 20, 30]), "of two, each could tell the other's");
    }
}
