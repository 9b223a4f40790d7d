//! Time-outs, from the tap at the classroom door to their end with the term.

use chrono::{TimeDelta, Utc};
use passport_tests::{Database, TestApp, on_both_databases};

use super::who::{Pupil, of_school, pupil};
use passport_tests::console::Colleague;

on_both_databases!(
    a_pupil_goes_and_is_back_with_one_tap_each,
    one_pupils_page_is_a_look_at_nobody_else,
    times_are_corrected_today_and_a_mistake_is_taken_back,
    small_numbers_of_a_week_are_not_told,
    the_server_deletes_time_outs_with_their_term_and_looks_after_a_year,
);

async fn go(joan: &mut Colleague<'_>, one: &Pupil) {
    let page = format!("/desk/pupils/{}", one.carer.id());
    let typed = [("place", "quiet-room"), ("initials", "JC")];
    let started = joan.fill(&page, &format!("{page}/time-outs"), &typed).await;
    assert_eq!(started.location, page, "{}", started.body);
}

/// The address of the first time-out that the page names.
async fn latest(joan: &mut Colleague<'_>) -> String {
    let seen = joan.see("/desk/time-outs").await.body.replace("&#x2f;", "/");
    let id = seen.split("href=\"/desk/time-outs/").nth(1).and_then(|rest| rest.split('"').next());
    format!("/desk/time-outs/{}", id.expect("a time-out"))
}

async fn a_pupil_goes_and_is_back_with_one_tap_each(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let zoe = pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    let page = format!("/desk/pupils/{}", zoe.carer.id());
    let form = joan.see(&page).await.form(&format!("{page}/time-outs")).with("place", "quiet-room");
    assert_eq!(joan.send(&form).await.location, page);
    assert_eq!(joan.send(&form).await.location, page, "sent twice it is noted once");
    app.after(TimeDelta::minutes(4)).await;
    for path in ["/desk", "/desk/time-outs"] {
        let seen = joan.see(path).await;
        assert!(seen.says("09:00 (4 minutes)") && seen.says("Quiet room"), "{}", seen.body);
    }
    assert!(joan.see("/desk/time-outs").await.says("never for discipline"));
    let back = latest(&mut joan).await + "/back";
    assert_eq!(joan.fill("/desk/time-outs", &back, &[]).await.location, "/desk/time-outs");
    let seen = joan.see("/desk/time-outs").await;
    assert!(seen.says("Nobody is out") && seen.says("09:00 to 09:04"), "{}", seen.body);
    let told = app.store().time_outs_of(hub.scope(), zoe.carer.id(), chrono::DateTime::UNIX_EPOCH).await;
    let told = told.expect("an answer");
    assert_eq!((told.len(), told[0].place.as_str()), (1, "Hill School"));
    assert_eq!(told[0].back_at.expect("back") - told[0].at, TimeDelta::minutes(4));
    assert_eq!(of_school(&hub, &zoe).await, 2, "her page, and the lists of who is out, however often opened");
}

async fn one_pupils_page_is_a_look_at_nobody_else(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let (zoe, kim) = (pupil(&hub, school, "Zoë").await, pupil(&hub, school, "Kim").await);
    let mut joan = hub.at_desk("Joan Carter", school).await;
    go(&mut joan, &zoe).await;
    go(&mut joan, &kim).await;
    let latest = latest(&mut joan).await;
    // Opened again within five minutes, it is the same look.
    for _ in 0..2 {
        app.after(TimeDelta::minutes(3)).await;
        joan.see("/desk/check").await;
    }
    let before = [of_school(&hub, &zoe).await, of_school(&hub, &kim).await];
    joan.see(&format!("/desk/pupils/{}", kim.carer.id())).await;
    joan.see(&latest).await;
    let after = [of_school(&hub, &zoe).await, of_school(&hub, &kim).await];
    assert_eq!(after.iter().sum::<usize>() - before.iter().sum::<usize>(), 2, "{before:?} {after:?}");
    assert!(after[1] > before[1]);
}

async fn times_are_corrected_today_and_a_mistake_is_taken_back(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let zoe = pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    go(&mut joan, &zoe).await;
    let one = latest(&mut joan).await;
    for (started, back, said) in [
        ("8:50", "9:01", "not later than now"),
        ("9:01", "", "not later than now"),
        ("nine", "9:00", "Type a time"),
        ("9:00", "8:59", "before they are back"),
    ] {
        let wrong = joan.fill(&one, &one, &[("started", started), ("back", back)]).await;
        assert!(wrong.status == 422 && wrong.says(said) && wrong.says(started), "{started}: {}", wrong.body);
    }
    let right = joan.fill(&one, &one, &[("started", "08.45"), ("back", "855")]).await;
    assert_eq!(right.location, "/desk/time-outs", "{}", right.body);
    assert!(joan.see("/desk/time-outs").await.says("08:45 to 08:55"));
    // It was a mistake to say that they are back, and then it was one to note it at all.
    joan.fill(&one, &one, &[("started", "08.58"), ("back", "")]).await;
    assert!(joan.see("/desk").await.says("08:58 (2 minutes)"));
    let undo = format!("{one}/undo");
    assert_eq!(joan.fill(&one, &undo, &[]).await.location, "/desk/time-outs");
    assert!(joan.see("/desk").await.says("Nobody is out"));
    assert_eq!(joan.see(&one).await.status, 404);

    go(&mut joan, &zoe).await;
    let one = latest(&mut joan).await;
    let form = joan.see(&one).await.form(&format!("{one}/undo"));
    for _ in 0..4 {
        app.after(TimeDelta::minutes(4)).await;
        joan.see("/desk/check").await;
    }
    // Moving its beginning to now does not make it new.
    joan.fill(&one, &one, &[("started", "09:16"), ("back", "")]).await;
    assert!(!joan.see(&one).await.says("Take it back"));
    joan.fill(&one, &one, &[("started", "09:00"), ("back", "")]).await;
    joan.send(&form).await;
    let seen = joan.see("/desk/time-outs").await;
    assert!(seen.says("so it stays") && seen.says("09:00 (16 minutes)"), "{}", seen.body);
    // Tomorrow nothing of today is changed, and nobody is out from yesterday.
    app.after(TimeDelta::hours(24)).await;
    joan.sign_in_at("/desk/sign-in").await;
    joan.choose_pin().await;
    assert!(joan.see("/desk").await.says("Nobody is out"));
    assert_eq!(joan.see(&one).await.status, 404);
}

async fn small_numbers_of_a_week_are_not_told(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let mut pupils = Vec::new();
    for name in ["Zoë", "Kim", "Ada", "Sam", "Leo"] {
        pupils.push(pupil(&hub, school, name).await);
    }
    let mut joan = hub.at_desk("Joan Carter", school).await;
    // Saturday 21 November: four pupils in one week; the week after one pupil six times; then all five.
    for one in &pupils[..4] {
        go(&mut joan, one).await;
    }
    let seen = joan.see("/desk/time-outs").await;
    assert!(!seen.says("From 16 November 2026"), "a week counts when it is over: {}", seen.body);
    assert!(!seen.says("From ") && seen.says("In every week of this term so far"), "{}", seen.body);
    for week in [vec![0; 6], vec![0, 1, 2, 3, 4]] {
        app.after(TimeDelta::days(7)).await;
        joan.sign_in_at("/desk/sign-in").await;
        joan.choose_pin().await;
        for number in week {
            go(&mut joan, &pupils[number]).await;
            let back = latest(&mut joan).await + "/back";
            joan.fill("/desk/time-outs", &back, &[]).await;
        }
    }
    app.after(TimeDelta::days(7)).await;
    joan.sign_in_at("/desk/sign-in").await;
    joan.choose_pin().await;
    let seen = joan.see("/desk/time-outs").await;
    let told = |monday: &str| {
        let row = seen.body.split(&format!("From {monday}")).nth(1).expect("a week");
        let cell = row.split("</td>").next().expect("a cell");
        cell.rsplit('>').next().expect("its text").to_owned()
    };
    assert!(told("16 November 2026").contains("Fewer than 5"), "four time-outs: {}", seen.body);
    assert!(told("23 November 2026").contains("Fewer than 5"), "one pupil: {}", seen.body);
    assert_eq!(told("30 November 2026"), "5", "{}", seen.body);
    // Who leaves is no longer named, and changes no count that stands.
    pupils[0].does(&hub, "left", school).await;
    assert!(joan.see("/desk/time-outs").await.says(">5<"));
}

async fn the_server_deletes_time_outs_with_their_term_and_looks_after_a_year(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let zoe = pupil(&hub, school, "Zoë").await;
    let mut joan = hub.at_desk("Joan Carter", school).await;
    go(&mut joan, &zoe).await;
    let ever = chrono::DateTime::<Utc>::UNIX_EPOCH;
    let time_outs =
        || async { app.store().time_outs_of(hub.scope(), zoe.carer.id(), ever).await.expect("told").len() };
    // To the last second of 31 December, and one more.
    app.after(TimeDelta::days(40) + TimeDelta::hours(15) - TimeDelta::seconds(1)).await;
    assert_eq!(app.store().clear_old_desk_notes().await.expect("nothing to do"), 0);
    assert_eq!(time_outs().await, 1);
    app.after(TimeDelta::seconds(1)).await;
    assert_eq!(time_outs().await, 0, "gone for everybody before it is deleted");
    assert_eq!(app.store().clear_old_desk_notes().await.expect("it is deleted"), 1);
    let looks = of_school(&hub, &zoe).await;
    assert!(looks > 0, "looks are kept for a year");
    app.after(TimeDelta::days(325)).await;
    let deleted = app.store().clear_old_desk_notes().await.expect("they are deleted");
    assert_eq!((deleted, of_school(&hub, &zoe).await), (u64::try_from(looks).expect("few"), 0));
    assert!(app.store().verify_audit(&[]).await.is_ok_and(|report| report.is_sound()));
}
