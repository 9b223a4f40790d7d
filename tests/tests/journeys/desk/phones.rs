//! A pupil who has a card on a phone and none on paper, at their school's desk and on their hub's list.

use passport_server::store::Role;
use passport_tests::wallet::Wallet;
use passport_tests::{Database, TestApp, on_both_databases};

use super::who::pupil;

on_both_databases!(a_pupil_with_a_card_on_a_phone_is_on_the_list_and_is_noted_back_when_it_is_removed,);

async fn a_pupil_with_a_card_on_a_phone_is_on_the_list_and_is_noted_back_when_it_is_removed(
    database: Database,
) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let school = hub.school("Hill School").await;
    let zoe = pupil(&hub, school, "Zoë").await;
    hub.withdraw(&zoe.card).await;
    let (mut joan, mut grace) =
        (hub.at_desk("Joan Carter", school).await, hub.colleague("Grace Hill", Role::Worker).await);
    let waiting = hub.phone_for(zoe.carer).await;
    let told = format!("/hub/lists/schools/{school}");
    assert!(!joan.see("/desk/pupils").await.says("Zoë"), "it waits to be fetched");
    assert!(grace.see(&told).await.says("No card now"));

    let mut wallet = Wallet::bound(&hub.iss(), app.now());
    wallet.activate(&waiting).await;
    wallet.fetch_one("school").await;
    for seen in [joan.see("/desk/pupils").await, grace.see(&told).await] {
        assert!(seen.says("Zoë Marsh") && seen.says("Goes to: Library"), "{}", seen.body);
        assert!(seen.says("November 2027, on a phone") && !seen.says("Fare band"), "{}", seen.body);
    }
    let page = format!("/desk/pupils/{}", zoe.carer.id());
    assert!(joan.see(&page).await.says("The card is on a phone, and valid until"));
    joan.fill(&page, &format!("{page}/time-outs"), &[]).await;

    app.store().withdraw_card(hub.scope(), waiting.card).await.expect("removed");
    assert_eq!(joan.see(&page).await.status, 404);
    assert!(!joan.see("/desk/pupils").await.says("Zoë"));
    let seen = joan.see("/desk/time-outs").await;
    assert!(seen.says("Zoë") && !seen.says("Marsh") && !seen.says(&page), "{}", seen.body);
    let body = seen.body.replace("&#x2f;", "/");
    let id = body.split("/desk/time-outs/").nth(1).and_then(|rest| rest.split('/').next()).expect("its id");
    let back = format!("/desk/time-outs/{id}/back");
    assert_eq!(joan.fill("/desk/time-outs", &back, &[]).await.location, "/desk/time-outs");
    assert!(!joan.see("/desk/time-outs").await.says("Zoë"));
}
