//! Renders every page, so that a template and its struct cannot drift apart.

use super::{
    api::ApiPage,
    check::CheckPage,
    errors::ErrorPage,
    start::{PosterPage, StartPage, WhatIsThisPage},
};
use crate::{
    http::{error::AppError, fault::Fault},
    test_app,
};

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
    let empty = CheckPage {
        bases: vec![],
        code: None,
        setting: None,
        fault: None,
        minutes: None,
        answer: None,
        failed: false,
    };
    assert_is_a_page(&pages.render(&empty).unwrap().0);
    for fault in Fault::ALL {
        let page = pages.render(&ErrorPage::of(&AppError::from(fault))).unwrap().0;
        assert_is_a_page(&page);
    }
}

#[tokio::test]
async fn what_was_typed_is_never_markup() {
    let typed = r#""><script>alert(1)</script>"#.to_owned();
    let page = CheckPage {
        bases: vec![],
        code: Some(typed),
        setting: None,
        fault: Some("check-code-wrong"),
        minutes: None,
        answer: None,
        failed: true,
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
