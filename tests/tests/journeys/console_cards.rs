//! Cards in the console: chosen, looked at, issued, handed over, renewed, lost, withdrawn; and the same sent twice.

use chrono::TimeDelta;
use passport_core::paper::{LeftOut, Paper};
use passport_server::store::Role;
use passport_tests::console::{Colleague, Form, Seen};
use passport_tests::people::{TestCarer, TestHub};
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_card_is_looked_at_and_issued_from_what_was_ticked,
    a_form_sent_twice_issues_one_card,
    the_second_of_two_colleagues_loses_nothing_and_is_shown_the_card,
    a_lost_card_is_replaced_in_three_clicks_from_a_search,
    a_lost_wallet_takes_both_cards_with_it,
    a_lost_card_is_refused_though_the_new_one_does_not_fit_and_the_form_names_the_text,
    a_lost_wallet_is_refused_though_one_new_card_does_not_fit,
    a_lost_card_is_refused_though_there_can_be_no_new_one,
    one_like_a_withdrawn_card_that_does_not_fit_any_more_names_the_text,
    a_card_is_renewed_with_more_and_the_old_one_lives_on,
    a_card_from_which_something_is_taken_off_is_refused_at_once,
    a_wrong_card_is_replaced_and_refused,
    a_withdrawn_card_never_says_why_and_one_like_it_is_a_click_away,
    a_text_too_long_for_the_square_is_named_with_the_letters_to_cut,
    what_a_hub_switched_off_is_not_offered,
    a_protected_record_warns_before_a_card,
    after_the_grace_there_is_no_new_card,
    a_card_of_another_record_is_not_found,
);

const TIME_OUT: [(&str, &str); 4] = [
    ("time_out", "yes"),
    ("time_out_minutes", "10"),
    ("time_out_place", "library"),
    ("ends_on", "31/8/2027"),
];

/// The form on which cards are chosen, filled in.
fn filled(form: Form, typed: &[(&str, &str)]) -> Form {
    typed.iter().fold(form, |form, (name, value)| form.with(name, value))
}

fn record(carer: TestCarer) -> String {
    format!("/hub/carers/{}", carer.id())
}

/// Issues a card as staff do and gives its address.
async fn issued(grace: &mut Colleague<'_>, carer: TestCarer, typed: &[(&str, &str)]) -> String {
    let add = record(carer) + "/cards/add";
    let form = filled(grace.see(&add).await.form(&add), typed);
    let done = grace.send(&form).await;
    assert_eq!(done.status, 303, "{}", done.body);
    done.location
}

/// The square of the card at an address.
async fn square(app: &TestApp, hub: &TestHub<'_>, address: &str) -> String {
    let card = address.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a card's address");
    app.look().await;
    app.store().print_card(hub.scope(), card).await.expect("it prints").square
}

/// Every address of a page's links.
fn links(page: &Seen) -> Vec<String> {
    let hrefs = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.map(|href| href.replace("&#x2f;", "/")).collect()
}

async fn a_card_is_looked_at_and_issued_from_what_was_ticked(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    assert!(links(&grace.see(&record(zoe)).await).contains(&add), "the record leads there");

    let form = grace.see(&add).await.form(&add);
    let nothing = grace.send(&form.clone().with("ends_on", "31/02/2027")).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("Tick at least one arrangement") && nothing.says("Type the last day"));

    let typed = [&TIME_OUT[..], &[("fare", "yes"), ("fare_band", "child")]].concat();
    let form = filled(form, &typed);
    let looked = grace.send(&form.clone().with("preview", "yes")).await;
    for part in [
        "May leave the room for up to 10 minutes. Goes to: Library.",
        "Fare band: child. Valid until 31 Aug.",
        "Valid card, nothing set for a pharmacy",
        "I may step out for ten minutes. I go to: Library",
        "Zoë M",
        "pass-face--fare",
    ] {
        assert!(looked.says(part), "{part}: {}", looked.body);
    }
    assert!(app.store().cards_of(hub.scope(), zoe.id()).await.expect("a list").is_empty(), "only looked at");

    let done = grace.send(&form).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = grace.see(&done.location).await;
    for part in
        ["A printed card and a fare card are issued", "31 August 2027", "Not yet", "Grace Hill", "Issued"]
    {
        assert!(page.says(part), "{part}: {}", page.body);
    }
    let checked = app.check_at("school", &square(&app, &hub, &done.location).await).await;
    assert_eq!((checked.state.as_str(), checked.name.as_deref()), ("valid", Some("Zoë M")));
    assert!(looked.says(&checked.lines[0]), "the preview said what the check says");

    let handed = grace.fill(&done.location, &(done.location.clone() + "/hand-over"), &[]).await;
    assert_eq!(handed.location, done.location);
    let page = grace.see(&done.location).await;
    assert!(page.says("Handed over") && !page.body.contains("/hand-over\""), "{}", page.body);
}

async fn a_form_sent_twice_issues_one_card(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    let form = filled(grace.see(&add).await.form(&add), &TIME_OUT);
    let first = grace.send(&form).await;
    let again = grace.send(&form).await;
    assert_eq!((again.status.as_u16(), &again.location), (303, &first.location));

    let renew = first.location.clone() + "/renew";
    let form = filled(grace.see(&renew).await.form(&renew), &TIME_OUT);
    let next = grace.send(&form).await;
    assert_eq!(grace.send(&form).await.location, next.location);
    let lost = next.location.clone() + "/lost";
    let form = grace.see(&lost).await.form(&lost);
    let third = grace.send(&form).await;
    assert_eq!(grace.send(&form).await.location, third.location);
    assert_eq!(app.store().cards_of(hub.scope(), zoe.id()).await.expect("a list").len(), 3);
}

async fn the_second_of_two_colleagues_loses_nothing_and_is_shown_the_card(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let mut omar = hub.colleague("Omar Said", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    let form = filled(omar.see(&add).await.form(&add), &[("late_arrival", "yes"), ("ends_on", "30/6/2027")]);
    let card = issued(&mut grace, zoe, &TIME_OUT).await;

    let told = omar.send(&form).await;
    assert_eq!(told.status, 409);
    assert!(told.says("They already have this card") && links(&told).contains(&card), "{}", told.body);
    assert!(told.says("value=\"30/6/2027\"") && told.says("<title>Error:"), "{}", told.body);

    let (renew, lost) = (card.clone() + "/renew", card.clone() + "/lost");
    let typed = [("homework_time", "yes"), ("ends_on", "30/6/2027")];
    let form = filled(omar.see(&renew).await.form(&renew), &typed);
    let lost_form = omar.see(&lost).await.form(&lost);
    let next = grace.fill(&renew, &renew, &TIME_OUT).await.location;
    let told = omar.send(&form).await;
    assert!(told.status == 409 && links(&told).contains(&next), "{}", told.body);
    assert_eq!(omar.send(&lost_form).await.location, next, "where the card is now");
    assert!(omar.see(&next).await.says("This is the card they have now"));
}

async fn a_lost_card_is_replaced_in_three_clicks_from_a_search(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let old = issued(&mut grace, zoe, &TIME_OUT).await;
    let old_square = square(&app, &hub, &old).await;

    let found = grace.fill("/hub/carers", "/hub/carers", &[("typed", "zoe")]).await;
    // First click: the name. Second: "Lost card". Third: yes.
    let first = links(&found).into_iter().find(|href| *href == record(zoe)).expect("her record");
    let page = grace.see(&first).await;
    let second = links(&page).into_iter().find(|href| *href == old.clone() + "/lost").expect("Lost card");
    let question = grace.see(&second).await;
    let third = grace.send(&question.form(&second)).await;
    assert_eq!(third.status, 303);

    app.look().await;
    assert_eq!(app.check(&old_square).await.state, "not_in_use");
    let new_square = square(&app, &hub, &third.location).await;
    assert_eq!(app.check_at("school", &new_square).await.state, "valid");
    let done = grace.see(&third.location).await;
    assert!(done.says("The lost card is refused from now on") && done.says("31 August 2027"));
    let page = grace.see(&old).await;
    assert!(page.says("Reported lost") && page.says("never why") && links(&page).contains(&third.location));
}

async fn a_lost_wallet_takes_both_cards_with_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let both = [&TIME_OUT[..], &[("fare", "yes"), ("fare_band", "child")]].concat();
    let card = issued(&mut grace, zoe, &both).await;
    let fare = links(&grace.see(&card).await)
        .into_iter()
        .rfind(|href| href.contains("/cards/") && !href.contains(&card));
    let fare = fare.expect("their other card");
    let old = [square(&app, &hub, &card).await, square(&app, &hub, &fare).await];
    let lost = card.clone() + "/lost";
    let question = grace.see(&lost).await;
    assert!(question.says("Their fare card is lost too"));
    let form = question.form(&lost).with("too", fare.rsplit('/').next().expect("an id"));
    let new = grace.send(&form).await.location;
    assert_eq!(grace.send(&form).await.location, new, "pressed twice");
    let page = grace.see(&new).await;
    assert!(
        page.says("Both lost cards are refused") && page.says("Print their fare card too"),
        "{}",
        page.body
    );
    app.look().await;
    for square in &old {
        assert_eq!(app.check(square).await.state, "not_in_use");
    }
    let cards = app.store().cards_of(hub.scope(), zoe.id()).await.expect("a list");
    assert_eq!((cards.len(), cards.iter().filter(|one| one.withdrawn_at.is_none()).count()), (4, 2));
}

/// Two typed texts that leave room for a short name only.
const FULL: [(&str, &str); 8] = [
    ("time_out", "yes"),
    ("time_out_minutes", "10"),
    ("time_out_place", "other"),
    ("time_out_place_other", "图书馆图书馆图书馆图书馆"),
    ("speak_to", "yes"),
    ("speak_to_role", "other"),
    ("speak_to_role_other", "班主任班主任班主任班主任"),
    ("ends_on", "31/8/2027"),
];

/// Gives somebody a name with which a full card does not fit its square any more.
async fn call_longer(grace: &mut Colleague<'_>, carer: TestCarer) {
    let change = record(carer) + "/change";
    let typed = [
        ("given_name", "Mei"),
        ("family_name", "Moss"),
        ("born_on", "4/5/2012"),
        ("known_as", "美玲美玲美玲美玲"),
    ];
    assert_eq!(grace.fill(&change, &change, &typed).await.status, 303);
}

/// Whether a form says which text of a full card to shorten, and holds all the rest.
fn names_the_text(form: &Seen) -> bool {
    form.status == 422
        && form.says("#time_out_place_other")
        && form.says("There is too much text for the square. Make this")
        && form.says("value=\"班主任班主任班主任班主任\"")
        && form.says("value=\"31 August 2027\"")
}

async fn a_lost_card_is_refused_though_the_new_one_does_not_fit_and_the_form_names_the_text(
    database: Database,
) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let mei = hub.carer("Mei", "Moss").await;
    let old = issued(&mut grace, mei, &FULL).await;
    let old_square = square(&app, &hub, &old).await;
    call_longer(&mut grace, mei).await;

    let (lost, add) = (old.clone() + "/lost", record(mei) + "/cards/add");
    let question = grace.see(&lost).await.form(&lost);
    let told = grace.send(&question).await;
    assert!(names_the_text(&told), "{}", told.body);
    assert!(told.says("The lost card is refused from now on. There is no new card yet."), "{}", told.body);
    app.look().await;
    assert_eq!(app.check(&old_square).await.state, "not_in_use");
    let page = grace.see(&old).await;
    assert!(page.says("Reported lost") && page.says("Withdrawn"), "{}", page.body);
    assert!(names_the_text(&grace.send(&question).await), "pressed twice");

    let form = filled(told.form(&add), &FULL).with("time_out_place_other", "图书馆");
    let next = grace.send(&form).await;
    assert_eq!(next.status, 303, "{}", next.body);
    assert_eq!(app.check(&square(&app, &hub, &next.location).await).await.state, "valid");
    assert_eq!(grace.send(&question).await.location, next.location, "where the card is now");
}

async fn a_lost_wallet_is_refused_though_one_new_card_does_not_fit(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let mei = hub.carer("Mei", "Moss").await;
    let both = [&FULL[..], &[("fare", "yes"), ("fare_band", "child")]].concat();
    let card = issued(&mut grace, mei, &both).await;
    let cards = app.store().cards_of(hub.scope(), mei.id()).await.expect("a list");
    let other = cards.iter().find(|one| !card.ends_with(&one.card_id.to_string()));
    let fare = other.expect("their fare card").card_id.to_string();
    let old =
        [square(&app, &hub, &card).await, square(&app, &hub, &format!("{}/cards/{fare}", record(mei))).await];
    call_longer(&mut grace, mei).await;

    let lost = card.clone() + "/lost";
    let question = grace.see(&lost).await.form(&lost).with("too", &fare);
    let told = grace.send(&question).await;
    assert!(names_the_text(&told) && !told.body.contains("id=\"fare\""), "{}", told.body);
    assert!(told.says("One new card is issued, the other one is not yet."), "{}", told.body);
    app.look().await;
    for square in &old {
        assert_eq!(app.check(square).await.state, "not_in_use");
    }
    let cards = app.store().cards_of(hub.scope(), mei.id()).await.expect("a list");
    assert_eq!((cards.len(), cards.iter().filter(|one| one.withdrawn_at.is_none()).count()), (3, 1));
}

async fn a_lost_card_is_refused_though_there_can_be_no_new_one(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let old = issued(&mut grace, zoe, &[("late_arrival", "yes"), ("ends_on", "22/11/2026")]).await;
    let caring = record(zoe) + "/caring";
    grace.fill(&caring, &caring, &[("ended_on", "1/8/2026")]).await;
    app.after(TimeDelta::days(2)).await;
    grace.sign_in_anew().await;

    let lost = old.clone() + "/lost";
    let question = grace.see(&lost).await.form(&lost);
    let told = grace.send(&question).await;
    assert!(told.says("The lost card is refused from now on. There is no new card yet."), "{}", told.body);
    assert!(told.says("so there is no new card") && links(&told).contains(&caring), "{}", told.body);
    let cards = app.store().cards_of(hub.scope(), zoe.id()).await.expect("a list");
    assert!(cards[0].lost_at.is_some() && cards[0].lost_at == cards[0].withdrawn_at);
}

async fn one_like_a_withdrawn_card_that_does_not_fit_any_more_names_the_text(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let mei = hub.carer("Mei", "Moss").await;
    let card = issued(&mut grace, mei, &FULL).await;
    let (withdraw, again) = (card.clone() + "/withdraw", card.clone() + "/again");
    grace.fill(&withdraw, &withdraw, &[]).await;
    call_longer(&mut grace, mei).await;
    let told = grace.fill(&card, &again, &[]).await;
    assert!(names_the_text(&told), "{}", told.body);
}

async fn a_card_is_renewed_with_more_and_the_old_one_lives_on(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let old = issued(&mut grace, zoe, &TIME_OUT).await;
    let old_square = square(&app, &hub, &old).await;
    let renew = old.clone() + "/renew";
    let page = grace.see(&renew).await;
    assert!(
        page.says("value=\"21 November 2027\"") && page.says("value=\"library\" selected"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("id=\"fare\""), "a fare stands on a card of its own");
    let more = [&TIME_OUT[..], &[("late_arrival", "yes")]].concat();
    let next = grace.send(&filled(page.form(&renew), &more)).await.location;

    assert_eq!(app.check_at("school", &old_square).await.state, "valid");
    let checked = app.check_at("school", &square(&app, &hub, &next).await).await;
    assert_eq!(checked.lines[1], "May arrive late without a sanction; sign in at reception.");
    let page = grace.see(&old).await;
    assert!(page.says("A newer card was issued") && links(&page).contains(&next));
    assert_eq!(grace.see(&renew).await.location, next, "renewed once, the way leads to the newer card");
}

async fn a_card_from_which_something_is_taken_off_is_refused_at_once(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let collects = [("collect_arranged", "yes"), ("collect_arranged_noted", "3/3/2026")];
    let old = issued(&mut grace, zoe, &[&TIME_OUT[..], &collects].concat()).await;
    let old_square = square(&app, &hub, &old).await;
    let renew = old.clone() + "/renew";
    let page = grace.see(&renew).await;
    let next = grace.send(&filled(page.form(&renew), &TIME_OUT)).await.location;
    assert!(grace.see(&next).await.says("the old card is refused from now on"));
    app.look().await;
    assert_eq!(app.check_at("pharmacy", &old_square).await.state, "not_in_use");
    assert_eq!(app.check_at("school", &square(&app, &hub, &next).await).await.state, "valid");
}

async fn a_wrong_card_is_replaced_and_refused(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let old = issued(&mut grace, zoe, &TIME_OUT).await;
    let old_square = square(&app, &hub, &old).await;
    let replace = old.clone() + "/replace";
    let page = grace.see(&replace).await;
    assert!(page.says("value=\"31 August 2027\""), "it lasts as long as the one before");
    let next = grace.send(&filled(page.form(&replace), &TIME_OUT)).await.location;
    app.look().await;
    assert_eq!(app.check(&old_square).await.state, "not_in_use");
    assert_eq!(app.check(&square(&app, &hub, &next).await).await.state, "valid");
}

async fn a_withdrawn_card_never_says_why_and_one_like_it_is_a_click_away(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let card = issued(&mut grace, zoe, &TIME_OUT).await;
    let printed = square(&app, &hub, &card).await;
    let withdraw = card.clone() + "/withdraw";
    let form = grace.see(&withdraw).await.form(&withdraw);
    assert_eq!(grace.send(&form).await.location, card);
    assert_eq!(grace.send(&form).await.location, card, "pressed twice");
    app.look().await;
    let checked = app.check_at("school", &printed).await;
    assert_eq!((checked.state.as_str(), checked.name), ("not_in_use", None));

    let again = card.clone() + "/again";
    let form = grace.see(&card).await.form(&again);
    let next = grace.send(&form).await.location;
    assert_ne!(next, card);
    assert_eq!(grace.send(&form).await.location, next, "pressed twice");
    let checked = app.check_at("school", &square(&app, &hub, &next).await).await;
    assert_eq!(checked.lines[0], "May leave the room for up to 10 minutes. Goes to: Library.");
    assert!(!grace.see(&card).await.body.contains(&again), "they have one now");
}

async fn a_text_too_long_for_the_square_is_named_with_the_letters_to_cut(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    let (place, role) = ("Ж".repeat(24), "Ж".repeat(24));
    let typed = [
        ("time_out", "yes"),
        ("time_out_minutes", "10"),
        ("time_out_place", "other"),
        ("time_out_place_other", place.as_str()),
        ("speak_to", "yes"),
        ("speak_to_role", "other"),
        ("speak_to_role_other", role.as_str()),
        ("ends_on", "31/8/2027"),
    ];
    let form = filled(grace.see(&add).await.form(&add), &typed);
    let refused = grace.send(&form).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.says("#time_out_place_other") && refused.says("#speak_to_role_other"),
        "{}",
        refused.body
    );
    let said = refused.body.split("Make this ").nth(1).expect("how much");
    let letters: usize = said.split(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    let shorter = "Ж".repeat(24 - letters);
    let form = form.with("time_out_place_other", &shorter);
    let looked = grace.send(&form.clone().with("preview", "yes")).await;
    assert!(looked.status == 200 && looked.says("The square is very fine"), "{}", looked.body);
    assert_eq!(grace.send(&form).await.status, 303);
}

async fn what_a_hub_switched_off_is_not_offered(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    let page = grace.see(&add).await;
    assert!(page.body.contains("id=\"late_arrival\""));
    let mut kept = app.store().hub_arrangements(hub.scope()).await.expect("arrangements");
    let late = kept.all.iter_mut().find(|one| one.code == "late-arrival").expect("the code");
    late.off_since = Some("2026-11-21T09:00:00Z".parse().expect("a time"));
    app.store().keep_hub_arrangements(hub.scope(), &kept).await.expect("it is kept");
    assert!(!grace.see(&add).await.body.contains("id=\"late_arrival\""));
    let sent = grace.send(&page.form(&add).with("late_arrival", "yes").with("ends_on", "31/8/2027")).await;
    assert!(sent.status == 422 && sent.says("Tick at least one arrangement"), "{}", sent.body);
}

async fn a_protected_record_warns_before_a_card(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let add = record(zoe) + "/cards/add";
    let plain = grace.see(&add).await;
    assert!(!plain.says("This record is protected") && plain.says("There is no photo"), "{}", plain.body);
    let change = record(zoe) + "/change";
    let typed =
        [("given_name", "Zoë"), ("family_name", "Moss"), ("born_on", "4/5/2014"), ("protected", "yes")];
    grace.fill(&change, &change, &typed).await;
    let warned = grace.see(&add).await;
    assert!(warned.says("This record is protected") && warned.says("They are under 13"), "{}", warned.body);
    let card = issued(&mut grace, zoe, &TIME_OUT).await;
    let id = card.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
    let letter = app.store().print_cards(hub.scope(), &[id], Paper::Letter).await.expect("it is theirs");
    assert_eq!(letter[0].card.as_ref().err(), Some(&LeftOut::Protected));
}

async fn after_the_grace_there_is_no_new_card(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let zoe = hub.carer("Zoë", "Moss").await;
    let (caring, add) = (record(zoe) + "/caring", record(zoe) + "/cards/add");
    grace.fill(&caring, &caring, &[("ended_on", "1/11/2026")]).await;
    let page = grace.see(&add).await;
    assert!(page.says("A card can last until 1 February 2027") && page.says("value=\"1 February 2027\""));
    let late = grace.send(&filled(page.form(&add), &TIME_OUT)).await;
    assert!(late.says("the last day can be 1 February 2027 at the latest"), "{}", late.body);
    grace.fill(&caring, &caring, &[("ended_on", "1/8/2026")]).await;
    let page = grace.see(&add).await;
    assert!(page.says("so there is no new card") && links(&page).contains(&caring));
    assert!(!page.body.contains("id=\"choose\""), "{}", page.body);
}

async fn a_card_of_another_record_is_not_found(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let (zoe, kim) = (hub.carer("Zoë", "Moss").await, hub.carer("Kim", "Lee").await);
    let card = issued(&mut grace, zoe, &TIME_OUT).await;
    let wrong = card.replace(&zoe.id().to_string(), &kim.id().to_string());
    for page in ["", "/renew", "/replace", "/lost", "/withdraw"] {
        assert_eq!(grace.see(&(wrong.clone() + page)).await.status, 404, "{page}");
    }
    let withdraw = card.clone() + "/withdraw";
    let form = grace.see(&withdraw).await.form(&withdraw);
    let moved = Form { action: wrong + "/withdraw", ..form };
    assert_eq!(grace.send(&moved).await.status, 404);
    assert_eq!(app.check(&square(&app, &hub, &card).await).await.state, "valid");
}
