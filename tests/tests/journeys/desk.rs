//! A desk as the people at it have it: from the hub's link to the class list, the lock, the end of the day, and the end of access.

mod matrix;
mod phones;
mod time_outs;
mod who;

use chrono::TimeDelta;
use passport_server::store::{OrganisationKind, Role};
use passport_tests::console::{Browser, Colleague, PASSWORD, PIN};
use passport_tests::{Database, TestApp, on_both_databases};
use who::of_school;
pub use who::pupil;

on_both_databases!(
    a_manager_invites_a_desk_which_sees_its_own_pupils,
    five_minutes_without_use_lock_a_desk_and_its_pin_opens_it,
    somebody_who_types_for_long_finds_the_desk_open_and_whoever_leaves_gets_back_what_they_typed,
    five_wrong_pins_end_an_enrolment,
    a_day_ends_at_midnight_and_keeps_what_was_typed,
    ending_access_or_closing_the_organisation_shuts_a_desk_at_once,
    somebody_at_two_desks_chooses_one,
    neither_entrance_opens_the_other,
    a_pupil_who_takes_it_back_is_gone_at_once,
    a_code_says_what_anybody_is_told_and_leads_to_ones_own_pupil,
    a_desk_without_pupils_checks_by_code_and_has_no_list,
    whoever_lost_their_phone_gets_a_new_sign_in_for_the_desk,
    somebody_at_a_desk_changes_their_password_with_the_old_one_and_a_code,
);

async fn a_manager_invites_a_desk_which_sees_its_own_pupils(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    pupil(&hub, school, "Zoë").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let desk = format!("/hub/organisations/{school}/desk");
    assert!(grace.see(&format!("/hub/organisations/{school}")).await.says("People at their desk"));
    let typed = [("name", "Joan Carter"), ("email", "Joan@Hill.example")];
    let made = grace.fill(&format!("{desk}/invite"), &format!("{desk}/invite"), &typed).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(made.says("/desk/join#"), "{}", made.body);
    assert!(grace.see(&desk).await.says("joan@hill.example"), "the invitation is open");

    let mut joan = hub.invite_to_desk("Ann Lee", school).await.join().await;
    let unopened = joan.see("/desk/pupils").await;
    assert_eq!((unopened.status.as_u16(), unopened.location.as_str()), (303, "/desk/pin"));
    let easy = joan.fill("/desk/pin", "/desk/pin", &[("pin", "123456"), ("again", "123456")]).await;
    assert!(easy.status == 422 && easy.says("harder to guess"), "{}", easy.body);
    let other = joan.fill("/desk/pin", "/desk/pin", &[("pin", PIN), ("again", "473906")]).await;
    assert!(other.status == 422 && other.says("the same PIN"), "{}", other.body);
    joan.choose_pin().await;
    let start = joan.see("/desk").await;
    assert!(
        start.status == 200 && start.says("Hill School") && start.says("Nobody is out"),
        "{}",
        start.body
    );
    let list = joan.see("/desk/pupils").await;
    assert!(
        list.says("Zoë Marsh") && list.says("Goes to: Library") && list.says("by Ann Lee"),
        "{}",
        list.body
    );
    let by_year = joan.see("/desk/pupils?by=year").await;
    assert!(by_year.says("Zoë Marsh") && by_year.says("Sort by name"), "{}", by_year.body);
    let found = joan.fill("/desk/pupils", "/desk/pupils", &[("name", "mar zo")]).await;
    assert!(found.says("Zoë Marsh"), "{}", found.body);
    let missed = joan.fill("/desk/pupils", "/desk/pupils", &[("name", "zoa")]).await;
    assert!(!missed.says("Zoë Marsh") && missed.says("No pupil on your list"), "{}", missed.body);
}

async fn five_minutes_without_use_lock_a_desk_and_its_pin_opens_it(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    // Used every four minutes it stays open.
    for _ in 0..3 {
        app.after(TimeDelta::minutes(4)).await;
        assert_eq!(joan.see("/desk").await.status, 200);
    }
    let form = joan.see("/desk/pupils").await.form("/desk/pupils").with("name", "Zoë");
    app.after(TimeDelta::minutes(5)).await;
    let locked = joan.see("/desk/pupils").await;
    assert_eq!((locked.status.as_u16(), locked.location.as_str()), (303, "/desk/locked"));
    assert!(!joan.see("/desk/locked").await.says("Zoë"));
    let kept = joan.send(&form).await;
    assert!(kept.status == 401 && kept.says("What you typed is kept"), "{}", kept.body);

    let wrong = joan.send(&kept.form("/desk/locked").with("pin", "111111")).await;
    assert!(wrong.status == 422 && wrong.says("4 more tries"), "{}", wrong.body);
    let right = joan.send(&wrong.form("/desk/locked").with("pin", PIN)).await;
    assert!(right.says("Your text was kept") && right.says("Zoë"), "{}", right.body);
    assert!(joan.send(&right.form("/desk/pupils")).await.says("Zoë Marsh"));

    let now = joan.see("/desk").await.form("/desk/sign-out");
    let csrf = now.value("csrf").to_owned();
    assert_eq!(joan.browser.post("/desk/lock", &[("csrf", &csrf)]).await.location, "/desk/locked");
    assert_eq!(joan.see("/desk").await.location, "/desk/locked");
}

async fn somebody_who_types_for_long_finds_the_desk_open_and_whoever_leaves_gets_back_what_they_typed(
    database: Database,
) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let csrf = joan.see("/desk").await.form("/desk/sign-out").value("csrf").to_owned();
    for _ in 0..3 {
        app.after(TimeDelta::minutes(4)).await;
        assert_eq!(joan.browser.post("/desk/in-use", &[("csrf", &csrf)]).await.status, 204);
    }
    assert_eq!(joan.see("/desk").await.status, 200);
    app.after(TimeDelta::minutes(5)).await;
    assert_eq!(joan.browser.post("/desk/in-use", &[("csrf", &csrf)]).await.status, 401, "too late");

    let typed = r#"{"to":"/desk/pupils","fields":[["csrf","old"],["name","Zoë"]]}"#;
    let left = joan.browser.post("/desk/lock", &[("csrf", &csrf), ("kept", typed)]).await;
    assert!(left.status == 401 && left.says("What you typed is kept"), "{}", left.body);
    let open = joan.send(&left.form("/desk/locked").with("pin", PIN)).await;
    assert!(open.says("Your text was kept") && open.says("Zoë"), "{}", open.body);
    assert!(joan.send(&open.form("/desk/pupils")).await.says("Zoë Marsh"));

    // It locks an open desk, and takes no form to another place.
    let elsewhere = typed.replace("/desk/pupils", "/hub/carers");
    let left = joan.browser.post("/desk/lock", &[("csrf", &csrf), ("kept", &elsewhere)]).await;
    assert_eq!((left.status.as_u16(), left.location.as_str()), (303, "/desk/locked"));
    assert_eq!(joan.see("/desk").await.location, "/desk/locked");

    // After its day what was typed goes over the sign-in.
    app.after(TimeDelta::hours(24)).await;
    let left = joan.browser.post("/desk/lock", &[("csrf", &csrf), ("kept", typed)]).await;
    assert!(left.status == 401 && left.says("Sign in to your desk"), "{}", left.body);
    let kept = left.form("/desk/sign-in").value("kept").to_owned();
    assert!(kept.starts_with(r#"{"to":"/desk/pupils""#), "{kept}");
}

async fn five_wrong_pins_end_an_enrolment(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    app.after(TimeDelta::minutes(5)).await;
    let form = joan.see("/desk/locked").await.form("/desk/locked");
    for left in ["4 more", "3 more", "2 more", "1 more"] {
        let wrong = joan.send(&form.clone().with("pin", "999 111")).await;
        assert!(wrong.says(left), "{left}: {}", wrong.body);
    }
    let ended = joan.send(&form.clone().with("pin", "999111")).await;
    assert!(ended.status == 401 && ended.says("Sign in to your desk"), "{}", ended.body);
    let late = joan.send(&form.with("pin", PIN)).await;
    assert_eq!(late.status, 401, "the right PIN comes too late");
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in");
}

async fn a_day_ends_at_midnight_and_keeps_what_was_typed(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let form = joan.see("/desk/pupils").await.form("/desk/pupils").with("name", "Zoë");
    // From nine in the morning, London time, to a second before midnight, and one more.
    app.after(TimeDelta::hours(15) - TimeDelta::seconds(1)).await;
    assert_eq!(joan.see("/desk").await.location, "/desk/locked", "its day lasts");
    app.after(TimeDelta::seconds(1)).await;
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in", "its day is over");
    let kept = joan.send(&form).await;
    assert!(kept.status == 401 && kept.says("you get back what you typed"), "{}", kept.body);

    let code = joan.code();
    let form = kept.form("/desk/sign-in").with("email", &joan.email).with("code", &code);
    let pin = joan.send(&form.with("password", PASSWORD)).await;
    assert!(pin.says("Choose a PIN for today"), "{}", pin.body);
    let back = joan.send(&pin.form("/desk/pin").with("pin", PIN).with("again", PIN)).await;
    assert!(back.says("Your text was kept") && back.says("Zoë"), "{}", back.body);
    assert!(joan.send(&back.form("/desk/pupils")).await.says("Zoë Marsh"));
}

async fn ending_access_or_closing_the_organisation_shuts_a_desk_at_once(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (school, pharmacy) =
        (hub.school("Hill School").await, hub.organisation(OrganisationKind::Pharmacy).await);
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let mut anil = hub.at_desk("Anil Mehta", pharmacy).await;
    let end = format!("/hub/organisations/{school}/desk/{}/end", joan.person);
    assert!(grace.see(&end).await.says("Joan Carter"));
    assert_eq!(grace.fill(&end, &end, &[]).await.status, 303);
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in");
    let again = joan.sign_in_at("/desk/sign-in").await;
    assert!(again.status == 422, "nobody signs in to a desk that they left: {}", again.body);

    assert_eq!(anil.see("/desk").await.status, 200);
    let open = hub.invite_to_desk("Eve Stone", pharmacy).await;
    let close = format!("/hub/organisations/{pharmacy}/close");
    assert_eq!(grace.fill(&close, &close, &[]).await.status, 303);
    assert_eq!(anil.see("/desk").await.location, "/desk/sign-in");
    assert_eq!(anil.sign_in_at("/desk/sign-in").await.status, 422);
    assert_eq!(Browser::of(&app).open_link(&open.link).await.status, 410, "its invitations are called back");
}

async fn somebody_at_two_desks_chooses_one(database: Database) {
    let app = TestApp::on(database).await;
    let (hub, other) = (app.hub("riverton").await, app.hub("northdale").await);
    let (hill, lake) = (hub.school("Hill School").await, other.school("Lake School").await);
    pupil(&hub, hill, "Zoë").await;
    pupil(&other, lake, "Kim").await;
    let mut joan = hub.at_desk("Joan Carter", hill).await;
    let second = other.invite_to_desk_by_email(&joan.email, lake).await;
    let form = joan.browser.form_of_link(&second).await;
    let code = {
        app.after(TimeDelta::seconds(30)).await;
        joan.code()
    };
    let joined = joan.send(&form.with("password", PASSWORD).with("code", &code)).await;
    assert_eq!(joined.location, "/desk", "{}", joined.body);
    let first = joan.fill("/desk/pin", "/desk/pin", &[("pin", PIN), ("again", PIN)]).await;
    assert_eq!(first.location, "/desk/choose");
    let list = joan.see("/desk/pupils").await;
    assert!(list.says("Kim Marsh") && !list.says("Zoë"), "{}", list.body);
    let before = joan.browser.cookie().to_owned();
    let chosen = joan.fill("/desk/choose", "/desk/choose", &[("organisation", &hill.to_string())]).await;
    assert_eq!(chosen.location, "/desk");
    let list = joan.see("/desk/pupils").await;
    assert!(list.says("Zoë Marsh") && !list.says("Kim"), "{}", list.body);
    joan.browser = Browser::of(&app).with_cookie(&before);
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in", "the old secret opens nothing");
}

async fn neither_entrance_opens_the_other(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    // The same person at both: what one browser holds for the one is nothing to the other.
    let link = hub.invite_to_desk_by_email(&tom.email, school).await;
    let of_console = tom.browser.cookie().to_owned();
    app.after(TimeDelta::seconds(30)).await;
    let form = tom.browser.form_of_link(&link).await.with("code", &tom.code());
    assert_eq!(tom.send(&form.with("password", PASSWORD)).await.location, "/desk");
    tom.choose_pin().await;
    let of_desk = tom.browser.cookie().to_owned();
    let value = |cookie: &str| cookie.split_once('=').expect("a cookie").1.to_owned();
    for (cookie, path, sent_to) in [
        (of_desk.replace("desk=", "pass="), "/hub", "/hub/sign-in"),
        (of_console.replace("pass=", "desk="), "/desk", "/desk/sign-in"),
    ] {
        assert!(cookie.contains(&value(&of_desk)) || cookie.contains(&value(&of_console)));
        let mut browser = Browser::of(&app).with_cookie(&cookie);
        assert_eq!(browser.get(path).await.location, sent_to, "{path}");
    }
    let mut ann = hub.colleague("Ann Wood", Role::Worker).await;
    assert_eq!(ann.sign_in_at("/desk/sign-in").await.status, 422, "a worker has no desk");
    let mut joan = hub.at_desk("Joan Carter", school).await;
    assert_eq!(joan.sign_in_at("/hub/sign-in").await.status, 422, "a desk has no console");
    let guest = hub.invite_to_desk("Eve Stone", school).await;
    let at_the_console = guest.link.replace("/desk/", "/hub/");
    assert_eq!(Browser::of(&app).open_link(&at_the_console).await.status, 410);
}

async fn a_pupil_who_takes_it_back_is_gone_at_once(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (hill, lake) = (hub.school("Hill School").await, hub.school("Lake School").await);
    let mut joan = hub.at_desk("Joan Carter", hill).await;
    let steps = ["took it back", "was protected", "left", "has no card", "went to another school"];
    for (number, step) in steps.into_iter().enumerate() {
        let given = ["Zoë", "Kim", "Ada", "Sam", "Leo"][number];
        let one = pupil(&hub, hill, given).await;
        hub.keep_photo(one.carer).await;
        let page = format!("/desk/pupils/{}", one.carer.id());
        let photo = format!("{page}/photo.jpg");
        let started = joan.fill(&page, &format!("{page}/time-outs"), &[("place", "library")]).await;
        assert_eq!(started.status, 303, "{step}: {}", started.body);
        for path in ["/desk", "/desk/pupils", "/desk/time-outs", &page] {
            assert!(joan.see(path).await.says(&format!("{given} Marsh")), "{step}: {path}");
        }
        assert_eq!(joan.see(&photo).await.status, 200, "{step}");
        one.does(&hub, step, lake).await;
        for path in ["/desk", "/desk/pupils", "/desk/time-outs"] {
            assert!(!joan.see(path).await.says(&format!("{given} Marsh")), "{step}: {path}");
        }
        assert_eq!(joan.see(&page).await.status, 404, "{step}");
        assert_eq!(joan.see(&photo).await.status, 404, "{step}");
    }
}

/// What the desk was told, in the answer's own words.
async fn typed(joan: &mut Colleague<'_>, code: &str) -> passport_tests::console::Seen {
    joan.fill("/desk/check", "/desk/check", &[("code", code)]).await
}

async fn a_code_says_what_anybody_is_told_and_leads_to_ones_own_pupil(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let (hill, lake) = (hub.school("Hill School").await, hub.school("Lake School").await);
    let (own, others) = (pupil(&hub, hill, "Zoë").await, pupil(&hub, lake, "Kim").await);
    let mut joan = hub.at_desk("Joan Carter", hill).await;
    let seen = typed(&mut joan, &own.card.short_code).await;
    let link = format!("/desk/pupils/{}", own.carer.id());
    assert!(seen.says("Card is valid") && seen.says("Zoë M") && seen.says(&link), "{}", seen.body);
    assert_eq!(of_school(&hub, &own).await, 1, "the look is noted");

    let seen = typed(&mut joan, &others.card.short_code).await;
    assert!(seen.says("Card is valid") && seen.says("Kim M") && !seen.says("/desk/pupils/"), "{}", seen.body);
    assert!(!seen.says("Marsh"), "a surname is for one's own school: {}", seen.body);
    assert_eq!(of_school(&hub, &others).await, 0, "nothing is kept");

    hub.withdraw(&own.card).await;
    let seen = typed(&mut joan, &own.card.short_code).await;
    assert!(seen.says("Card not in use") && !seen.says(&link), "{}", seen.body);
    for (code, said) in [("", "Type the code"), ("ABCD-EFGH-JK", "letter or number wrong")] {
        let wrong = typed(&mut joan, code).await;
        assert!(wrong.status == 422 && wrong.says(said), "{code}: {}", wrong.body);
    }
}

async fn a_desk_without_pupils_checks_by_code_and_has_no_list(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let own = pupil(&hub, school, "Zoë").await;
    for kind in [
        OrganisationKind::Pharmacy,
        OrganisationKind::Gp,
        OrganisationKind::Transport,
        OrganisationKind::Charity,
    ] {
        let desk = hub.organisation(kind).await;
        let mut anil = hub.at_desk(&format!("Anil {}", kind.code()), desk).await;
        let seen = typed(&mut anil, &own.card.short_code).await;
        assert_eq!(seen.status, 200, "{}", seen.body);
        assert!(!seen.says("leave the room") && !seen.says("/desk/pupils"), "{}", seen.body);
        for path in ["/desk/pupils", "/desk/time-outs", &format!("/desk/pupils/{}", own.carer.id())] {
            assert_eq!(anil.see(path).await.status, 404, "{path}");
        }
    }
    assert_eq!(of_school(&hub, &own).await, 0);
}

async fn whoever_lost_their_phone_gets_a_new_sign_in_for_the_desk(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut grace = hub.colleague("Grace Hill", Role::Manager).await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let desk = format!("/hub/organisations/{school}/desk");
    let made = grace.fill(&desk, &format!("{desk}/{}/reset", joan.person), &[]).await;
    assert!(made.status == 200 && made.says("/desk/join#"), "{}", made.body);
    assert_eq!(joan.see("/desk").await.location, "/desk/sign-in", "signed out everywhere");
    let link = made.body.replace("&#x2f;", "/");
    let link = link.split("/desk/join#").nth(1).and_then(|rest| rest.split('<').next()).expect("a link");
    assert!(joan.browser.open_link(&format!("/desk/join#{link}")).await.says("Set up your code"));
}

async fn somebody_at_a_desk_changes_their_password_with_the_old_one_and_a_code(database: Database) {
    const PAGE: &str = "/desk/password";
    const NEW: &str = "nine gulls and a kettle";
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    for (name, kind) in
        [("Joan Carter", OrganisationKind::School), ("Anil Mehta", OrganisationKind::Pharmacy)]
    {
        let organisation = hub.organisation(kind).await;
        let mut who = hub.at_desk(name, organisation).await;
        // Another browser of theirs stands open.
        let forgotten = who.browser.cookie().to_owned();
        assert_eq!(who.sign_in_at("/desk/sign-in").await.status, 303);
        who.choose_pin().await;
        assert!(who.see("/desk").await.says(&format!("Change the password of {name}")));
        assert!(who.see(PAGE).await.says(&who.email.clone()), "for a password manager");

        app.after(TimeDelta::seconds(30)).await;
        let code = who.code();
        for (old, code, new) in [
            ("another password", code.as_str(), NEW),
            (PIN, &code, NEW),
            (PASSWORD, "000000", NEW),
            (PASSWORD, "", NEW),
            (PASSWORD, &code, "short"),
        ] {
            let typed = [("password", old), ("code", code), ("new", new)];
            let refused = who.fill(PAGE, PAGE, &typed).await;
            assert_eq!(refused.status, 422, "{old} {new}: {}", refused.body);
            assert!(!refused.body.contains(PASSWORD) && !refused.body.contains(NEW), "{}", refused.body);
        }
        let mut other = Browser::of(&app).with_cookie(&forgotten);
        assert_eq!(other.get("/desk").await.status, 200, "nothing ended so far");
        let changed = who.fill(PAGE, PAGE, &[("password", PASSWORD), ("code", &code), ("new", NEW)]).await;
        assert_eq!((changed.status.as_u16(), &*changed.location), (303, "/desk"), "{}", changed.body);
        assert!(who.see("/desk").await.says("Password changed"), "they stay signed in here");
        assert_eq!(other.get("/desk").await.location, "/desk/sign-in");

        app.after(TimeDelta::seconds(30)).await;
        let code = who.code();
        for (password, status) in [(PASSWORD, 422), (NEW, 303)] {
            let typed = [("email", who.email.as_str()), ("password", password), ("code", &code)];
            assert_eq!(Browser::of(&app).post("/desk/sign-in", &typed).await.status, status, "{password}");
        }

        // Left with all of it typed, the desk locks, and nothing of that is shown or kept.
        let csrf = who.see(PAGE).await.form(PAGE).value("csrf").to_owned();
        let typed = format!(
            r#"{{"to":"/desk/password","fields":[["password","{NEW}"],["code","271828"],["new","{PASSWORD}"]]}}"#
        );
        let left = who.browser.post("/desk/lock", &[("csrf", &csrf), ("kept", &typed)]).await;
        assert_eq!(left.status, 401, "{}", left.body);
        for secret in [NEW, "271828", PASSWORD] {
            assert!(!left.body.contains(secret), "{secret}: {}", left.body);
        }
        assert_eq!(who.see(PAGE).await.location, "/desk/locked");
    }
    assert!(app.store().verify_audit(&[]).await.expect("an answer").is_sound());
}
