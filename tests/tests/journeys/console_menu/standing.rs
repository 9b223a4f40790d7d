//! How a service stands: checked again, off the menu and back, and the list of all of them.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::console::Browser;
use passport_tests::{Database, TestApp, on_both_databases};

use super::{added, names, press};

on_both_databases!(
    what_nobody_checked_is_listed_and_ticked_as_right,
    a_service_goes_off_the_menu_and_comes_back,
    the_list_is_searched_and_counted,
);

async fn what_nobody_checked_is_listed_and_ticked_as_right(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let (climbing, swimming) = (hub.live_service("Climbing").await, hub.live_service("Swimming").await);
    let list = "/hub/menu/still-right";
    assert!(tom.see(list).await.says("All is checked"));
    app.after(TimeDelta::days(130)).await;
    tom.sign_in_anew().await;
    let due = tom.see(list).await;
    for part in ["Comes last: not checked for four months", "Climbing", "Swimming", "Hides on"] {
        assert!(due.says(part), "{part}: {}", due.body);
    }
    assert!(tom.see("/hub").await.says("Menu: still right?"));
    tom.fill(list, list, &[("service", &climbing.to_string())]).await;
    let left = tom.see(list).await;
    assert!(left.says("1 service is checked today") && !left.says(">Climbing<"), "{}", left.body);
    app.after(TimeDelta::days(61)).await;
    tom.sign_in_anew().await;
    assert!(tom.see(list).await.says("Hidden: not checked for six months"));
    assert!(tom.see("/hub").await.says("Menu: hidden, not checked"));
    let mut reader = Browser::of(&app);
    let public = format!("/menu/{swimming}");
    assert_eq!(reader.get(&public).await.status, 404, "nobody is sent to a door that may be shut");
    let page = format!("/hub/menu/{swimming}");
    press(&mut tom, &page, "still-right").await;
    app.look().await;
    assert!(reader.get(&public).await.says("Checked today by riverton Hub"));
    let page = tom.see(&page).await;
    assert!(page.says("Checked on") && page.says("(Tom Reed)"), "{}", page.body);
}

async fn a_service_goes_off_the_menu_and_comes_back(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    press(&mut tom, &service, "pause").await;
    assert!(tom.see(&service).await.says("Not there for now, since 09:00 today"));
    press(&mut tom, &service, "resume").await;
    press(&mut tom, &service, "archive").await;
    assert!(names(&app).await.is_empty());
    let archived = tom.see(&service).await;
    assert!(
        archived.says("Nobody reads it now") && !archived.says("Everybody reads this"),
        "{}",
        archived.body
    );
    assert!(tom.see("/hub/menu").await.says("Archived (1)"));
    press(&mut tom, &service, "bring-back").await;
    assert_eq!(names(&app).await, ["Climbing"]);
    let days = format!("{service}/days");
    let wrong = tom.fill(&days, &days, &[("from", "2/1/2027"), ("until", "1/1/2027")]).await;
    assert!(wrong.status == 422 && wrong.says("The last day cannot be before the first"), "{}", wrong.body);
    tom.fill(&days, &days, &[("from", "2/1/2027"), ("until", "")]).await;
    assert!(tom.see(&service).await.says("from 2 January 2027"));
    assert!(tom.see("/hub/menu").await.says("Not shown today"));
    app.look().await;
    let mut reader = Browser::of(&app);
    let public = service.replace("/hub", "");
    assert_eq!(reader.get(&public).await.status, 404);
    tom.fill(&days, &days, &[("from", ""), ("until", "")]).await;
    app.look().await;
    assert_eq!(reader.get(&public).await.status, 200);
}

async fn the_list_is_searched_and_counted(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    hub.live_service("Climbing").await;
    added(&mut tom).await;
    let all = tom.see("/hub/menu").await;
    for part in ["2 services", "Drafts (1)", "On the menu (1)", "Tom Reed", "O’Neill Trust", "Checked on"] {
        assert!(all.says(part), "{part}: {}", all.body);
    }
    let found = tom.see("/hub/menu?q=zo%C3%AB%20neill").await;
    assert!(found.says("1 service") && !found.says("Climbing"), "{}", found.body);
    assert!(tom.see("/hub/menu?state=live").await.says("Climbing"));
    assert!(tom.see("/hub/menu?q=%3Cscript%3E&page=99999").await.says("No service fits"));
    assert!(
        tom.see("/hub/menu?state=nothing&page=-1").await.says("2 services"),
        "the nearest sensible answer"
    );
}
