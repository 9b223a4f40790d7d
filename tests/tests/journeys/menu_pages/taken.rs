//! What people take with them: a list in a link, and paper.

use passport_tests::{Database, TestApp, on_both_databases};
use uuid::Uuid;

use super::{link_before, offer, see, some};

on_both_databases!(
    a_list_in_a_link_needs_no_script,
    paper_holds_what_was_chosen_and_not_where_somebody_lives,
);

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
