//! Every public page as it is, so that one changes only when somebody means it. A browser's tests look at how they look.

use passport_core::menu::{Details, Place};
use passport_tests::{Database, TestApp, on_both_databases};
use uuid::Uuid;

use super::one::everything;
use super::{offer, place, see, service, some};

on_both_databases!(public_pages_change_only_when_somebody_means_it);

async fn public_pages_change_only_when_somebody_means_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let house = Place { is_hidden: true, ..place("Secretham", (53.4, -2.1)) };
    let house =
        Details { places: vec![house], ..service("Safe house", &["kind/break", "delivery/in-person"]) };
    let ids = offer(&hub, &[&some()[..], &[everything(), house]].concat()).await;
    let (whole, list) = (ids[3], format!("{},{},{}", ids[3], ids[4], ids[0]));
    for (name, address) in [
        ("menu", "/menu".to_owned()),
        ("menu-filtered", "/menu?kind=break&delivery=in-person&age=9&free=1&near=SJ8990&day=tue".to_owned()),
        ("menu-empty-result", "/menu?q=zebra&kind=talk&transport=included".to_owned()),
        ("menu-one", format!("/menu/{whole}?near=SJ8990&kind=break")),
        ("menu-shortlist", "/menu/shortlist".to_owned()),
        ("menu-shared", format!("/menu/shared?s={list},{}", Uuid::nil())),
        ("menu-print", format!("/menu/print?s={list}")),
        ("menu-print-near", "/menu/print?near=SJ8990&kind=break".to_owned()),
        ("menu-booklet", format!("/menu/booklet?s={list}")),
        ("menu-easy-read", format!("/menu/{whole}/easy-read")),
        ("menu-poster", "/menu/poster?kind=break".to_owned()),
        ("menu-poster-of-one", format!("/menu/{whole}/poster")),
    ] {
        let seen = see(&app, &address).await;
        insta::assert_snapshot!(name, settled(&app, &seen.body));
    }
}

/// What stands in the page's main part, a line each, without what is another each time.
fn settled(app: &TestApp, body: &str) -> String {
    let main =
        body.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("a main part").0;
    let main = main.replace("&#x2f;", "/").replace(app.base().as_str(), "[base]");
    let main = without_drawings(&main.replace(app.base().authority(), "[host]"));
    let lines = main.lines().map(str::trim).filter(|line| !line.is_empty());
    with_numbers(&lines.collect::<Vec<_>>().join("\n"))
}

/// Squares, which hold the address, and the pictures, which are in a file of their own.
fn without_drawings(html: &str) -> String {
    let mut parts = html.split("<svg");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (drawing, rest) = part.split_once("</svg>").expect("its end");
        kept += &if drawing.len() > 400 { "[drawing]".to_owned() } else { format!("<svg{drawing}</svg>") };
        kept += rest;
    }
    kept
}

/// Each id as a number, in the order in which they come.
fn with_numbers(html: &str) -> String {
    let (mut ids, mut kept, mut rest) = (Vec::new(), String::new(), html);
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_hexdigit()) {
        let (before, from) = rest.split_at(at);
        kept += before;
        let run = from.find(|sign: char| !sign.is_ascii_hexdigit() && sign != '-').unwrap_or(from.len());
        let (word, after) = from.split_at(run);
        match Uuid::try_parse(word) {
            Ok(id) if word.len() == 36 => {
                let place = ids.iter().position(|one| *one == id).unwrap_or(ids.len());
                if place == ids.len() {
                    ids.push(id);
                }
                kept += &format!("[{}]", place + 1);
            }
            _ => kept += word,
        }
        rest = after;
    }
    kept + rest
}
