//! The menu's editors at work, through the pages of the console: from an empty form to what everybody reads, and back.

use chrono::TimeDelta;
use passport_server::store::Role;
use passport_tests::console::{Browser, Colleague, Seen};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_worker_writes_a_draft_and_a_manager_approves_it,
    rows_come_and_go_and_what_is_wrong_is_said_at_its_field,
    a_draft_is_sent_back_with_a_reason_while_what_was_approved_stays,
    two_editors_at_once_lose_nothing,
    earlier_texts_say_who_wrote_them_and_are_taken_up_again,
    what_nobody_checked_is_listed_and_ticked_as_right,
    a_service_goes_off_the_menu_and_comes_back,
    an_answer_of_our_own_is_offered_on_the_form_until_it_is_retired,
    another_hub_reads_what_is_shared_and_suggests_a_change,
    a_reader_suggests_a_change_without_a_name_and_the_editors_are_done_with_it,
    the_list_is_searched_and_counted,
);

const ADD: &str = "/hub/menu/add";

/// A form that is whole.
const WHOLE: [(&str, &str); 16] = [
    ("provider_name", "O’Neill Trust"),
    ("name", "Zoë’s Saturday trips"),
    ("description", "A day out.\n\nBring a coat."),
    ("tag", "kind/trip"),
    ("age_from", "8"),
    ("age_to", "17"),
    ("place-0-town", "Stockport"),
    ("place-0-postcode", "sk11aa"),
    ("time-0-how", "weekly"),
    ("time-0-starts", "7/1/2027"),
    ("time-0-opens", "4.30pm"),
    ("time-0-thu", "yes"),
    ("phone-0-number", "01632 960100"),
    ("cost-0-amount", "£2.50"),
    ("easy_read", "We go out.\nIt is fun."),
    ("do", "save"),
];

async fn added(who: &mut Colleague<'_>) -> String {
    let seen = who.fill(ADD, ADD, &WHOLE).await;
    assert_eq!(seen.status, 303, "{}", seen.body);
    seen.location
}

async fn names(app: &TestApp) -> Vec<String> {
    let menu = app.store().menu().await.expect("the database answers");
    menu.services.into_iter().map(|one| one.details.name).collect()
}

/// Presses a button that carries nothing but the version of the page.
async fn press(who: &mut Colleague<'_>, page: &str, button: &str) -> Seen {
    who.fill(page, &format!("{page}/{button}"), &[]).await
}

async fn a_worker_writes_a_draft_and_a_manager_approves_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    assert!(tom.see("/hub/menu").await.says("Nothing is on your menu yet"));
    let service = added(&mut tom).await;
    let page = tom.see(&service).await;
    for part in [
        "Zoë’s Saturday trips",
        "Offered by O’Neill Trust",
        "A day out",
        "8 to 17",
        "Stockport, SK1 1AA",
        "Every week on Thursday, from 16:30, from 7 January 2027",
        "£2.50",
        "Written 09:00 today by Tom Reed",
    ] {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    assert!(tom.see(&format!("{service}/preview")).await.says("as readers will see it"));
    assert!(!page.says("everybody reads it</button>"), "a worker approves nothing");
    assert_eq!(press(&mut tom, &service, "send").await.location, service);
    assert!(tom.see(&service).await.says("Waiting for approval"));
    assert!(grace.see("/hub").await.says("Menu: waiting for approval"));
    let mark = tom.see(&service).await.form("/hub/sign-out").value("csrf").to_owned();
    let refused = tom.browser.post(&format!("{service}/approve"), &[("csrf", &mark), ("version", "3")]).await;
    assert_eq!(refused.status, 403, "a worker does not approve, least of all their own");
    assert!(names(&app).await.is_empty());
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Zoë’s Saturday trips"]);
    assert!(tom.see(&service).await.says("Everybody reads this"));

    let own = added(&mut grace).await;
    press(&mut grace, &own, "approve").await;
    assert_eq!(names(&app).await.len(), 2, "a manager may approve what she wrote");
}

async fn rows_come_and_go_and_what_is_wrong_is_said_at_its_field(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let more = tom
        .fill(
            ADD,
            ADD,
            &[
                ("name", "Łukasz’s club"),
                ("place-0-town", "Leeds"),
                ("tag", "kind/trip"),
                ("do", "add-place"),
            ],
        )
        .await;
    assert_eq!(more.status, 200, "{}", more.body);
    for part in ["value=\"Łukasz’s club\"", "value=\"Leeds\"", "Place 2", "value=\"kind/trip\" checked"] {
        assert!(more.says(part), "{part}: {}", more.body);
    }
    let less = tom.fill(ADD, ADD, &[("place-0-town", "Leeds"), ("do", "remove-place-0")]).await;
    assert!(!less.says("Leeds") && !less.says("Place 1"), "{}", less.body);

    let wrong = tom
        .fill(
            ADD,
            ADD,
            &[
                ("description", "Kept <b>as typed</b>"),
                ("age_from", "17"),
                ("age_to", "8"),
                ("place-1-postcode", "nowhere"),
                ("time-0-how", "weekly"),
                ("time-0-starts", "31/2/2027"),
                ("phone-0-number", "ask"),
                ("cost-0-amount", "about 5"),
                ("website", "not a page"),
            ],
        )
        .await;
    assert_eq!(wrong.status, 422);
    for part in [
        "href=\"#name\"",
        "href=\"#provider_name\"",
        "href=\"#age_to\"",
        "href=\"#place-0-postcode\"",
        "href=\"#time-0-starts\"",
        "href=\"#time-0-mon\"",
        "href=\"#phone-0-number\"",
        "href=\"#cost-0-amount\"",
        "href=\"#website\"",
        "value=\"nowhere\"",
        "Kept <b>as typed</b>",
    ] {
        assert!(wrong.says(part), "{part}: {}", wrong.body);
    }
    assert!(app.store().service_lines(hub.scope()).await.expect("it answers").is_empty());
}

async fn a_draft_is_sent_back_with_a_reason_while_what_was_approved_stays(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    tom.fill(&change, &change, &[("name", "Climbing and tea"), ("description", "Up a big wall.")]).await;
    let page = grace.see(&service).await;
    assert!(
        page.says("What the draft changes") && page.says("> big</ins>") || page.says("big</ins>"),
        "{}",
        page.body
    );
    assert_eq!(names(&app).await, ["Climbing"]);
    let back = format!("{service}/send-back");
    assert!(grace.fill(&service, &back, &[("reason", " ")]).await.says("Say what should be different"));
    grace.fill(&service, &back, &[("reason", "Say what tea costs")]).await;
    let page = tom.see(&service).await;
    assert!(page.says("Sent back by Grace Hill") && page.says("Say what tea costs"), "{}", page.body);
    tom.fill(&change, &change, &[("name", "Climbing, free tea"), ("description", "Up a wall.")]).await;
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Climbing, free tea"]);
    tom.fill(&change, &change, &[("name", "Dropped"), ("description", "Up a wall.")]).await;
    press(&mut tom, &service, "leave").await;
    assert!(!tom.see(&service).await.says("Dropped"));
}

async fn two_editors_at_once_lose_nothing(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut ann = hub.colleague("Ann Wood", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    let toms = tom.see(&change).await.form(&change).with("name", "Tom’s").with("description", "His words");
    let seen_before = ann.see(&service).await;
    ann.fill(&change, &change, &[("name", "Ann’s"), ("description", "Her words")]).await;
    let late = tom.send(&toms).await;
    assert_eq!(late.status, 422);
    for part in ["A colleague was faster", "His words", "value=\"Tom’s\"", "Ann’s</del>"] {
        assert!(late.says(part), "{part}: {}", late.body);
    }
    let again = late.form(&change).with("name", "Tom’s").with("description", "His words");
    assert_eq!(tom.send(&again).await.status, 303, "sent once more, it counts");
    let history = ann.see(&format!("{service}/history")).await;
    assert!(history.says("Text 3") && history.says("by Ann Wood"), "hers stays: {}", history.body);

    // She approves what she has not read: refused, and she sees what it is now.
    assert!(!seen_before.says("Approve: everybody reads it"));
    let version = "1";
    let page = ann.see(&service).await;
    let old = page.form(&format!("{service}/approve")).with("version", version);
    let refused = ann.send(&old).await;
    assert!(refused.status == 422 && refused.says("A colleague was faster"), "{}", refused.body);
    assert_eq!(names(&app).await, ["Climbing"]);
}

async fn earlier_texts_say_who_wrote_them_and_are_taken_up_again(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let service = format!("/hub/menu/{}", hub.live_service("Climbing").await);
    let change = format!("{service}/change");
    grace.fill(&change, &change, &[("name", "Swimming"), ("description", "Up a wall and down.")]).await;
    press(&mut grace, &service, "approve").await;
    let history = grace.see(&format!("{service}/history")).await;
    for part in ["Text 2", "Text 1", "Written 09:00 today by Grace Hill", "Everybody reads this one"] {
        assert!(history.says(part), "{part}: {}", history.body);
    }
    let second = grace.see(&format!("{service}/history/2")).await;
    assert!(second.says("Climbing</del>") && second.says("Swimming</ins>"), "{}", second.body);
    assert!(grace.see(&format!("{service}/history/1")).await.says("nothing is before it"));
    assert_eq!(grace.see(&format!("{service}/history/7")).await.status, 404);
    let old = format!("{service}/history/1");
    grace.fill(&old, &old, &[]).await;
    assert_eq!(names(&app).await, ["Swimming"]);
    press(&mut grace, &service, "approve").await;
    assert_eq!(names(&app).await, ["Climbing"]);
}

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
    let page = format!("/hub/menu/{swimming}");
    press(&mut tom, &page, "still-right").await;
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
    assert!(tom.see("/hub/menu").await.says("Archived (1)"));
    press(&mut tom, &service, "bring-back").await;
    assert_eq!(names(&app).await, ["Climbing"]);
    let days = format!("{service}/days");
    let wrong = tom.fill(&days, &days, &[("from", "2/1/2027"), ("until", "1/1/2027")]).await;
    assert!(wrong.status == 422 && wrong.says("The last day cannot be before the first"), "{}", wrong.body);
    tom.fill(&days, &days, &[("from", "2/1/2027"), ("until", "")]).await;
    assert!(tom.see(&service).await.says("from 2 January 2027"));
    assert!(tom.see("/hub/menu").await.says("Not shown today"));
}

async fn an_answer_of_our_own_is_offered_on_the_form_until_it_is_retired(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let kind = "/hub/menu/answers/kind";
    assert_eq!(tom.see(kind).await.status, 403);
    assert!(grace.fill(kind, kind, &[("name", " ")]).await.says("Type what it says"));
    grace.fill(kind, kind, &[("name", "Rock climbing"), ("about", "Up a wall")]).await;
    let twice = grace.fill(kind, kind, &[("name", "rock climbing")]).await;
    assert!(twice.says("You have this answer already"), "{}", twice.body);
    assert!(tom.see(ADD).await.says("value=\"kind/rock-climbing\""));
    let mut form = WHOLE;
    form[3] = ("tag", "kind/rock-climbing");
    let service = tom.fill(ADD, ADD, &form).await.location;
    app.look().await;
    assert!(tom.see(&service).await.says("Rock climbing"));
    let own = format!("{kind}/rock-climbing");
    grace.fill(&own, &own, &[("name", "Climbing"), ("about", "Up a wall")]).await;
    grace.fill(&own, &format!("{own}/retire"), &[]).await;
    assert!(tom.see("/hub/menu/answers").await.says("not offered any more"));
    assert!(!tom.see(ADD).await.says("kind/rock-climbing"));
    assert!(
        tom.see(&format!("{service}/change")).await.says("value=\"kind/rock-climbing\" checked"),
        "it keeps it"
    );
    grace.fill(&own, &format!("{own}/bring-back"), &[]).await;
    assert!(tom.see(ADD).await.says("kind/rock-climbing"));
}

async fn another_hub_reads_what_is_shared_and_suggests_a_change(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut ruth = other.colleague("Ruth Ellis", Role::Worker).await;
    let service = hub.live_service("Climbing").await;
    let theirs = format!("/hub/menu/shared/{service}");
    assert_eq!(ruth.see(&theirs).await.status, 404);
    let sharing = format!("/hub/menu/{service}/sharing");
    grace.fill(&sharing, &sharing, &[("hub", &other.scope().hub().to_string())]).await;
    assert!(ruth.see("/hub/menu").await.says("shared by riverton Hub"));
    let seen = ruth.see(&theirs).await;
    assert!(seen.says("riverton Hub keeps this service") && seen.says("Up a wall."), "{}", seen.body);
    assert_eq!(ruth.see(&format!("/hub/menu/{service}")).await.status, 404, "it is read, not changed");
    assert!(ruth.fill(&theirs, &theirs, &[]).await.says("Choose what is not right"));
    ruth.fill(&theirs, &theirs, &[("about", "gone"), ("words", "It shut in May")]).await;
    let inbox = grace.see("/hub/menu/suggestions").await;
    assert!(inbox.says("northdale Hub") && inbox.says("It is not there any more"), "{}", inbox.body);
    grace.fill(&sharing, &sharing, &[]).await;
    assert_eq!(ruth.see(&theirs).await.status, 404);
}

async fn a_reader_suggests_a_change_without_a_name_and_the_editors_are_done_with_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let service = hub.live_service("Climbing").await;
    let mut reader = Browser::of(&app);
    let form = format!("/menu/{service}/suggest");
    let page = reader.get(&form).await;
    for part in ["Do not write about yourself", "About: Climbing", "999", "0800 1111", "Exit this page"] {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    let empty = reader.post(&form, &[("words", "Kept")]).await;
    assert!(
        empty.status == 422 && empty.says("Choose what is not right") && empty.says("Kept"),
        "{}",
        empty.body
    );
    let long = "x".repeat(501);
    assert_eq!(reader.post(&form, &[("about", "times"), ("words", &long)]).await.status, 422);
    let sent = reader.post(&form, &[("about", "times"), ("words", "It starts at <5>")]).await;
    assert!(sent.status == 200 && sent.says("Thank you"), "{}", sent.body);

    assert!(tom.see("/hub").await.says("1 suggestion"));
    let list = tom.see("/hub/menu/suggestions").await;
    assert!(list.says("A reader") && list.says("When it is"), "{}", list.body);
    let open = app.store().suggestions(hub.scope()).await.expect("it answers");
    let one = format!("/hub/menu/suggestions/{}", open[0].suggestion_id);
    let read = tom.see(&one).await;
    assert!(read.says("It starts at <5>") && read.says("tell your safeguarding lead now"), "{}", read.body);
    tom.fill(&one, &one, &[("note", "Rang them: it does")]).await;
    assert!(tom.see("/hub/menu/suggestions").await.says("No suggestion waits"));
    assert!(tom.see(&one).await.says("Rang them: it does"));
    tom.fill(&one, &format!("{one}/reopen"), &[]).await;
    assert!(tom.see("/hub/menu/suggestions").await.says("A reader"));

    for _ in 0..20 {
        reader.post(&form, &[("about", "other"), ("words", "again")]).await;
    }
    let many = reader.post(&form, &[("about", "other"), ("words", "again")]).await;
    assert_eq!(many.status, 429, "{}", many.body);
    assert!(many.retry_after.is_some());
    let nobodys = "/menu/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/suggest";
    assert_eq!(reader.get(nobodys).await.status, 404);
    app.store().archive_service(hub.scope(), service).await.expect("it is archived");
    app.look().await;
    assert_eq!(reader.get(&form).await.status, 404);
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
