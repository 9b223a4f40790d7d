//! Whatever is asked of the menu, and whatever a directory wrote: a clear error or the nearest sensible answer, soon, and never markup.

use std::time::{Duration, Instant};

use passport_server::store::{Decided, WhichRows};
use passport_tests::directory::{item, items, read_items};
use passport_tests::{Database, TestApp, on_both_databases};
use reqwest::Response;
use serde_json::{Value, json};

on_both_databases!(
    no_question_is_too_odd_to_be_answered,
    numbers_out_of_bounds_are_taken_as_the_nearest,
    what_a_directory_wrote_is_text_wherever_it_stands,
);

/// Every parameter of these addresses.
const ADDRESSES: [(&str, &str); 8] = [
    ("/menu", "q,near,within,age,day,from,until,free,hub,provider,transport,kind,page,place"),
    ("/api/menu/services", "q,near,within,age,day,from,until,free,hub,provider,transport,kind,page,per_page"),
    ("/api/menu/changes", "since,hub"),
    (
        "/open-referral/services",
        "search,page,per_page,format,taxonomy_term_id,taxonomy_id,organization_id,modified_after,minimal,full,minimum_age,\
         maximum_age,age,day,start_time,end_time,hub",
    ),
    ("/open-referral/service_at_locations", "search,postcode,proximity,page,per_page,full"),
    ("/open-referral/organizations", "search,page,full,full_service"),
    ("/open-referral/taxonomies", "search,page,format"),
    ("/open-referral/taxonomy_terms", "search,taxonomy_id,top_only,parent_id,page"),
];

/// What nobody would write who means well, as it stands in an address.
const ODD: [&str; 16] = [
    "x",
    "-1",
    "0",
    "10000",
    "99999999999999999999",
    "-0.5",
    "1e400",
    "NaN",
    "%00",
    "%ff%fe",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%27%20OR%201=1%20--",
    "%E2%80%AE%F0%9F%98%80",
    "0000-00-00T99:99:99Z",
    "ZZ99%209ZZ",
    "%25%5C%25%22,,,",
];

/// A server with what a directory brought.
async fn with_services(database: Database, items: &[Value]) -> TestApp {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (store, scope) = (app.store(), hub.scope());
    let import = read_items(store, scope, items).await;
    store.decide_on_menu_import(scope, import, WhichRows::All, Decided::Approve).await.unwrap();
    while !store.go_on_with_menu_import(scope, import).await.unwrap() {}
    app.look().await;
    app
}

async fn in_time(app: &TestApp, path: &str) -> Response {
    let began = Instant::now();
    let answer = app.get(path).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{path}: {:?}", began.elapsed());
    answer
}

async fn no_question_is_too_odd_to_be_answered(database: Database) {
    let app = with_services(database, &items(3)).await;
    let long = "é".repeat(700);
    for (address, names) in ADDRESSES {
        for name in names.split(',') {
            for odd in ODD.into_iter().chain([long.as_str()]) {
                let path = format!("{address}?{name}={odd}");
                let answer = in_time(&app, &path).await;
                let (status, is_page) = (answer.status().as_u16(), address == "/menu");
                assert!(matches!(status, 200 | 400), "{path}: {status}");
                assert!(!is_page || status == 200, "{path}: people get the nearest answer");
                if !is_page {
                    assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{path}");
                }
                let body = answer.text().await.unwrap();
                assert!(!is_page || !body.contains("<script>alert"), "{path}");
                if status == 400 {
                    let problem: Value = serde_json::from_str(&body).unwrap();
                    let detail = problem["detail"].as_str().unwrap();
                    assert!(
                        detail.contains(&format!("`{name}`")) || detail.contains("question mark"),
                        "{path}: {detail}"
                    );
                }
            }
        }
    }
}

async fn numbers_out_of_bounds_are_taken_as_the_nearest(database: Database) {
    let app = with_services(database, &items(230)).await;
    let api = app.json("/api/menu/services?page=0&per_page=10000").await;
    assert_eq!((&api["page"], api["services"].as_array().unwrap().len()), (&1.into(), 200));
    assert_eq!(api["left_out"][0]["name"], "page", "{api}");
    let beyond = app.json("/api/menu/services?page=4000000000&per_page=0").await;
    assert_eq!((&beyond["services"], &beyond["pages"]), (&json!([]), &230.into()));
    let feed = app.json("/open-referral/services?page=0&per_page=10000").await;
    assert_eq!(
        (&feed["page_number"], &feed["size"], &feed["last_page"]),
        (&1.into(), &230.into(), &true.into())
    );
    let minimal = app.json("/open-referral/services?minimal=true&per_page=99999999999999999999").await;
    assert_eq!(minimal["size"], 230);
}

/// A service whose every text is markup.
fn nasty() -> Value {
    let script = "<script>alert('a')</script>";
    let hidden = "&lt;script&gt;alert('b')&lt;/script&gt;";
    let image = "<img src=x onerror=alert('c')>";
    let mut nasty = item(1);
    for (name, text) in [
        ("name", format!("Club {script}{image}\u{202e}")),
        (
            "description",
            format!(
                "<p>Come{hidden}</p>{script}<style>p{{}}</style><a href=\"javascript:alert('d')\">here</a>"
            ),
        ),
        ("alert", format!("{image}closed")),
        ("application_process", format!("Ring {script}us")),
        ("fees", format!("<b>free</b>{hidden}")),
        ("url", "javascript:alert('e')".to_owned()),
    ] {
        nasty[name] = text.into();
    }
    nasty["organization"] = json!({"id": "o", "name": format!("Trust {image}"), "description": script, "website": "data:text/html,alert('f')"});
    nasty["additional_urls"] = json!([{"label": image, "url": "javascript:alert('g')"}, {"label": format!("Film{script}"), "url": "https://film.example/\"onclick=x"}]);
    nasty["service_at_locations"][0]["location"]["name"] = format!("Hall{script}").into();
    nasty["service_at_locations"][0]["location"]["transportation"] = format!("Bus{image}").into();
    nasty["attributes"] = json!([{"taxonomy_term": {"name": image}}]);
    nasty
}

async fn what_a_directory_wrote_is_text_wherever_it_stands(database: Database) {
    let app = with_services(database, &[nasty(), item(2)]).await;
    let all = app.json("/api/menu/services").await;
    let nasty =
        all["services"].as_array().unwrap().iter().find(|one| one["provider"]["name"] == "Trust").unwrap();
    assert!(nasty["name"].as_str().unwrap().starts_with("Club"), "{nasty}");
    assert!(nasty.get("website").is_none(), "{nasty}");
    let id = nasty["service_id"].as_str().unwrap();
    for path in [
        "/menu",
        "/menu/ID",
        "/menu/print",
        "/menu/booklet",
        "/menu/easy-read",
        "/menu/ID/poster",
        "/menu/kept.json?s=ID",
        "/api/menu/services/ID",
        "/api/menu/changes",
        "/open-referral/services?full=true&format=ndjson",
        "/open-referral/service_at_locations?full=true",
        "/open-referral/organizations?full_service=true",
        "/open-referral/taxonomy_terms?format=ndjson",
    ] {
        let path = path.replace("ID", id);
        let answer = in_time(&app, &path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.text().await.unwrap();
        for markup in
            ["<script>alert", "<img src=x", "javascript:", "alert(&#x27;", "alert('", "data:text/html"]
        {
            assert!(!body.contains(markup), "{markup} in {path}: {body}");
        }
    }
}
