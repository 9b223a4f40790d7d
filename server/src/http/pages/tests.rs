//! Renders every page, so that a template and its struct cannot drift apart.

use super::{
    api::ApiPage,
    check::{CheckPage, Complaint},
    errors::ErrorPage,
    lost::LostPage,
    menu::{
        list::ListPage,
        one::{GonePage, KeptPage},
    },
    start::{PosterPage, StartPage, WhatIsThisPage},
};
use crate::{
    http::{check::Answer, error::AppError, fault::Fault},
    test_app,
};

fn empty_check() -> CheckPage {
    CheckPage {
        bases: vec![],
        code: None,
        setting: None,
        fault: None,
        minutes: None,
        answer: None,
        failed: false,
    }
}

fn assert_is_a_page(html: &str) {
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"), "{html}");
    for inline in [" style=", "<style", " onclick=", "javascript:"] {
        assert!(!html.contains(inline), "{inline} is refused by our own policy: {html}");
    }
    let scripts = html.split("<script").skip(1);
    assert!(scripts.into_iter().all(|rest| rest.split('>').next().unwrap().contains("src=")), "{html}");
}

#[tokio::test]
async fn every_page_renders_within_our_policy() {
    let app = test_app().await;
    let pages = app.pages();
    assert_is_a_page(&pages.render(&StartPage {}).unwrap().0);
    assert_is_a_page(&pages.render(&WhatIsThisPage {}).unwrap().0);
    assert_is_a_page(&pages.render(&PosterPage { square: "<svg></svg>".into() }).unwrap().0);
    assert_is_a_page(&pages.render(&ApiPage::of(app.openapi())).unwrap().0);
    assert_is_a_page(&pages.render(&empty_check()).unwrap().0);
    for (told, failed) in [(false, false), (false, true), (true, false)] {
        let page = LostPage { told, failed, minutes: failed.then_some(1), ..LostPage::default() };
        assert_is_a_page(&pages.render(&page).unwrap().0);
    }
    let away = LostPage { failed: true, away: true, code: "<b>".to_owned(), ..LostPage::default() };
    assert_is_a_page(&pages.render(&away).unwrap().0);
    assert_is_a_page(
        &pages
            .render(&ListPage { failed: true, near_fault: Some("menu-near-wrong"), ..ListPage::default() })
            .unwrap()
            .0,
    );
    assert_is_a_page(&pages.render(&GonePage {}).unwrap().0);
    for kept in [false, true] {
        assert_is_a_page(&pages.render(&KeptPage { kept }).unwrap().0);
    }
    for fault in Fault::ALL {
        let page = pages.render(&ErrorPage::of(&AppError::from(fault))).unwrap().0;
        assert_is_a_page(&page);
    }
}

#[tokio::test]
async fn what_was_typed_is_never_markup() {
    let typed = r#""><script>alert(1)</script>"#.to_owned();
    let page = CheckPage {
        code: Some(typed),
        fault: Some(Complaint::of_code("check-code-wrong")),
        failed: true,
        ..empty_check()
    };
    let html = test_app().await.pages().render(&page).unwrap().0;
    assert!(!html.contains("<script>"), "{html}");
}

#[tokio::test]
async fn the_page_for_developers_has_an_anchor_for_every_problem() {
    let app = test_app().await;
    let html = app.pages().render(&ApiPage::of(app.openapi())).unwrap().0;
    assert!(Fault::ALL.iter().all(|fault| html.contains(&format!(r#"id="{}""#, fault.code()))));
    assert!(html.replace("&#x2f;", "/").contains("POST /api/verify") && html.contains("K7QX-M2RT-9C"));
}

#[tokio::test]
async fn each_of_the_seven_answers_has_its_shape_on_the_page() {
    let app = test_app().await;
    let states = [
        "valid",
        "valid_offline",
        "valid_not_here",
        "expired",
        "not_in_use",
        "not_recognised",
        "cannot_check",
    ];
    for state in states {
        let checked_at = app.clock().now();
        let answer = Answer {
            state,
            headline: "Headline".into(),
            lines: vec!["First".into(), "Second".into()],
            name: None,
            valid_until: None,
            checked_at,
            list_issued_at: None,
        };
        let page = CheckPage { answer: Some(answer), ..empty_check() };
        let html = app.pages().render(&page).unwrap().0;
        assert_is_a_page(&html);
        for part in [format!(r##"href="#icon-{state}""##), format!(r#"id="icon-{state}""#)] {
            assert!(html.contains(&part), "{part} is missing: {html}");
        }
        assert!(html.contains("Headline") && html.contains("Second"), "{html}");
    }
}
