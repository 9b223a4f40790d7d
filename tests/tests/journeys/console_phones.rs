//! A card goes onto a phone through the pages of the console: the letter, the digits told another way, and all that ends it.

use chrono::TimeDelta;
use passport_core::carer::Purpose;
use passport_server::store::{CarerDetails, Role};
use passport_tests::console::Seen;
use passport_tests::people::for_school;
use passport_tests::wallet::Wallet;
use passport_tests::{Database, TestApp, on_both_databases};

on_both_databases!(
    a_card_waits_for_a_phone_and_its_digits_are_not_in_the_letter,
    without_an_agreement_the_page_says_what_is_missing,
    there_are_three_phones_at_most,
    a_protected_record_gets_a_square_and_no_letter,
    a_removed_phone_leaves_the_record_and_cannot_be_changed,
    what_a_phone_may_show_is_changed_and_narrowing_is_said,
    codes_that_ran_out_are_made_anew,
    a_card_past_its_last_day_is_put_on_a_phone_anew,
    once_caring_has_ended_the_last_day_of_a_phone_is_the_end_of_the_grace,
    taking_the_agreement_back_removes_every_phone,
);

async fn a_card_waits_for_a_phone_and_its_digits_are_not_in_the_letter(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    hub.issue(carer).await;
    hub.agree(carer, Purpose::Phone).await;
    let add = format!("/hub/carers/{}/phones/add", carer.id());
    let chosen = tom.see(&add).await;
    for field in ["time_out", "phone_on_silent", "speak_to"] {
        assert!(is_ticked(&chosen, field), "as on the card she has: {field}: {}", chosen.body);
    }
    assert!(!is_ticked(&chosen, "homework_time"));
    let form =
        chosen.form(&add).with("phone_on_silent", "yes").with("fare", "yes").with("fare_band", "child");
    let form = form.with("ends_on", "31/8/2027");
    let put = tom.send(&form).await;
    assert_eq!(put.status, 303, "{}", put.body);
    assert_eq!(tom.send(&form).await.location, put.location, "sent twice it is one phone");

    let phone = put.location;
    let seen = tom.see(&phone).await;
    let store = app.store();
    let id = phone.rsplit('/').next().and_then(|id| id.parse().ok()).expect("its id");
    let codes = store.activation(hub.scope(), id).await.expect("it answers").expect("it waits");
    let digits = format!("{} {}", &codes.tx_code[..3], &codes.tx_code[3..]);
    assert!(seen.says(&digits) && seen.says("Never in the letter"), "{}", seen.body);
    assert!(seen.says("cannot yet show it as a square"), "{}", seen.body);

    let letter = tom.fill(&phone, &format!("{phone}/letter"), &[]).await;
    assert_eq!(letter.status, 200);
    assert!(letter.says(&codes.typed_code.to_string()) && letter.says("Hello Zoë"), "{}", letter.body);
    let before = letter.body.split("class=\"pass-lost-code\">").nth(1).expect("a lost code");
    let lost = before.split('<').next().expect("a code");
    assert_eq!(lost.len(), "K7QX-M2RT-9C".len());
    let paper = letter.body.split("<main>").nth(1).expect("paper");
    for secret in [codes.tx_code.as_str(), &digits, "carer"] {
        assert!(!paper.contains(secret), "{secret}: {paper}");
    }
    let again = tom.fill(&phone, &format!("{phone}/letter"), &[]).await;
    assert!(again.says(lost), "one lost code for one young person");
    assert!(tom.see(&format!("{phone}/square")).await.says(&codes.typed_code.to_string()));
    let record = tom.see(&format!("/hub/carers/{}", carer.id())).await;
    assert!(record.says("Waiting") && record.says("Lost phone"), "{}", record.body);
}

fn is_ticked(page: &Seen, field: &str) -> bool {
    let input = page.body.split(&format!("id=\"{field}\"")).nth(1).and_then(|rest| rest.split('>').next());
    input.expect("the field").contains(" checked")
}

async fn without_an_agreement_the_page_says_what_is_missing(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let add = format!("/hub/carers/{}/phones/add", carer.id());
    let page = tom.see(&add).await;
    assert!(page.says("Nobody’s agreement to a card on a phone counts today"), "{}", page.body);
    assert!(page.says(&format!("/hub/carers/{}/agreements/phone", carer.id())));
    // The agreement was taken back while the form was open.
    let csrf = tom.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned();
    let attempt = app.store().draw_card_id().expect("an id").to_string();
    let fields =
        [("csrf", &*csrf), ("attempt", &attempt), ("homework_time", "yes"), ("ends_on", "31/8/2027")];
    let refused = tom.browser.post(&add, &fields).await;
    assert!(refused.status == 422 && refused.says("Ask first, then note it"), "{}", refused.body);
}

async fn there_are_three_phones_at_most(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let mut phones = Vec::new();
    for _ in 0..3 {
        phones.push(hub.put_on_phone(carer, for_school()).await);
    }
    let add = format!("/hub/carers/{}/phones/add", carer.id());
    assert!(tom.see(&add).await.says("There are 3 phones already"));
    let phone = format!("/hub/carers/{}/phones/{}", carer.id(), phones[0]);
    tom.fill(&format!("{phone}/remove"), &format!("{phone}/remove"), &[]).await;
    assert!(!tom.see(&add).await.says("phones already"));
}

async fn a_protected_record_gets_a_square_and_no_letter(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let phone = format!("/hub/carers/{}/phones/{}", carer.id(), hub.put_on_phone(carer, for_school()).await);
    let with_letter = tom.see(&phone).await.form(&format!("{phone}/letter"));
    let known = app.store().open_carer(hub.scope(), carer.id()).await.expect("her record");
    let protected = CarerDetails {
        protected_since: Some("2026-11-20T09:00:00Z".parse().expect("a time")),
        ..known.details
    };
    app.store().change_carer(hub.scope(), carer.id(), known.version, &protected).await.expect("protected");
    let seen = tom.see(&phone).await;
    assert!(seen.says("there is no letter") && !seen.says("Print the letter"), "{}", seen.body);
    let refused = tom.send(&with_letter).await;
    assert_eq!(refused.location, phone, "{}", refused.body);
    assert!(tom.see(&format!("{phone}/square")).await.says("They scan this"));
}

async fn a_removed_phone_leaves_the_record_and_cannot_be_changed(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let card = hub.issue(carer).await;
    let phone = format!("/hub/carers/{}/phones/{}", carer.id(), hub.put_on_phone(carer, for_school()).await);
    let remove = format!("{phone}/remove");
    assert!(tom.see(&remove).await.says("within two seconds"));
    for _ in 0..2 {
        let csrf = tom.see("/hub/office").await.form("/hub/sign-out").value("csrf").to_owned();
        assert_eq!(tom.browser.post(&remove, &[("csrf", &csrf)]).await.location, phone);
    }
    assert!(tom.see(&phone).await.says("Removed"));
    assert!(tom.see(&format!("/hub/carers/{}", carer.id())).await.says("No phone has their card"));
    assert_eq!(tom.see(&format!("{phone}/change")).await.location, phone);
    assert_eq!(app.check(&card.short_code).await.state, "valid", "the printed card lives on");
}

async fn what_a_phone_may_show_is_changed_and_narrowing_is_said(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let phone = format!("/hub/carers/{}/phones/{}", carer.id(), hub.put_on_phone(carer, for_school()).await);
    let change = format!("{phone}/change");
    let page = tom.see(&change).await;
    assert!(is_ticked(&page, "speak_to") && page.says("What you take off or change is refused at once"));
    let none = tom.send(&page.form(&change)).await;
    assert!(none.status == 422 && none.says("Tick at least one arrangement"), "{}", none.body);
    let less = page.form(&change).with("phone_on_silent", "yes").with("homework_time", "yes");
    assert_eq!(tom.send(&less).await.location, phone);
    let seen = tom.see(&phone).await;
    assert!(seen.says("What was taken off or changed is refused from now on"), "{}", seen.body);
    assert!(seen.says("Changed what it may show"), "in its history");
    let more = page.form(&change).with("phone_on_silent", "yes").with("homework_time", "yes");
    tom.send(&more.with("late_arrival", "yes")).await;
    assert!(tom.see(&phone).await.says("Saved. The phone fetches it by itself."));
}

async fn codes_that_ran_out_are_made_anew(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let id = hub.put_on_phone(carer, for_school()).await;
    let phone = format!("/hub/carers/{}/phones/{id}", carer.id());
    let codes =
        async || app.store().activation(hub.scope(), id).await.expect("it answers").expect("it waits");
    let before = codes().await;
    app.after(TimeDelta::days(7)).await;
    tom.sign_in_anew().await;
    let over = tom.see(&phone).await;
    assert!(over.says("The codes have run out") && !over.says("Print the letter"), "{}", over.body);
    assert_eq!(tom.see(&format!("{phone}/square")).await.location, phone);
    tom.fill(&phone, &format!("{phone}/codes"), &[]).await;
    let after = codes().await;
    assert_ne!(before.link, after.link);
    assert!(tom.see(&phone).await.says("Print the letter"));
}

async fn a_card_past_its_last_day_is_put_on_a_phone_anew(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    wallet.fetch_one("school").await;
    let record = format!("/hub/carers/{}", carer.id());
    let (phone, add) = (format!("{record}/phones/{}", waiting.card), format!("{record}/phones/add"));
    let in_use = tom.see(&phone).await;
    assert!(in_use.says("is not made longer") && in_use.says("Put on a phone anew"), "{}", in_use.body);
    // A year and a day later.
    app.after(TimeDelta::days(366)).await;
    tom.sign_in_anew().await;
    let ended = tom.see(&phone).await;
    assert!(
        ended.says("The last day of this card is past") && ended.says("Put on a phone anew"),
        "{}",
        ended.body
    );
    let page = tom.see(&add).await;
    assert!(
        is_ticked(&page, "time_out") && is_ticked(&page, "fare"),
        "as the one that ended said: {}",
        page.body
    );
    let form = page.form(&add).with("phone_on_silent", "yes").with("ends_on", "31/8/2028");
    let put = tom.send(&form).await;
    assert!(put.location.starts_with(&format!("{record}/phones/")), "{}", put.body);
    assert!(tom.see(&put.location).await.says("The card waits for the phone"));
}

async fn once_caring_has_ended_the_last_day_of_a_phone_is_the_end_of_the_grace(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    let waiting = hub.phone_for(carer).await;
    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    wallet.fetch_one("school").await;
    let record = format!("/hub/carers/{}", carer.id());
    let phone = format!("{record}/phones/{}", waiting.card);
    let (before, caring) = (tom.see(&phone).await, format!("{record}/caring"));
    assert!(!before.says("Caring has ended"), "{}", before.body);
    tom.fill(&caring, &caring, &[("ended_on", "1/9/2026")]).await;
    for page in [&record, &phone] {
        let seen = tom.see(page).await;
        assert!(seen.says("1 December 2026") && seen.says("In use"), "{page}: {}", seen.body);
    }
    let shown = tom.see(&phone).await;
    assert!(
        shown.says("Caring has ended, so a phone") && !shown.says("Put on a phone anew"),
        "{}",
        shown.body
    );
    app.after(TimeDelta::days(11)).await;
    tom.sign_in_anew().await;
    assert!(tom.see(&phone).await.says("The last day of this card is past"));
}

async fn taking_the_agreement_back_removes_every_phone(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut tom = hub.colleague("Tom Reed", Role::Worker).await;
    let carer = hub.carer("Zoë", "Marsh").await;
    for _ in 0..2 {
        hub.put_on_phone(carer, for_school()).await;
    }
    let record = format!("/hub/carers/{}", carer.id());
    assert!(tom.see(&record).await.says("every phone is refused at once"));
    tom.fill(&record, &format!("{record}/agreements/phone/take-back"), &[]).await;
    let after = tom.see(&record).await;
    assert!(
        after.says("All their phones are refused") && after.says("No phone has their card"),
        "{}",
        after.body
    );
}
