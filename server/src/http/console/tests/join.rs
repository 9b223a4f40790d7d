//! The link of an invitation: it opens once, in its time, and never over the head of somebody who signs in already.

use super::{EMAIL, Joined, PASSWORD, accept, get, invited, open, post, seconds};
use crate::store::{self, Actor, NewHub, NewInvitation};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use passport_core::card::HubSlug;

#[tokio::test]
async fn whoever_joins_by_their_link_is_in_and_signs_in_again() {
    let joined = Joined::as_a(store::Role::Worker).await;
    assert_eq!(joined.recovery.len(), 10);
    let page = get(&joined.app, "/hub", &joined.cookie).await;
    assert!(page.body.contains("Grace Hill") && page.body.contains("Riverton Hub"), "{}", page.body);

    let signed_in = joined.sign_in(" GRACE@hub.example", PASSWORD, &joined.code()).await;
    assert_eq!((signed_in.status, signed_in.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/hub"));
    let cookie = signed_in.header(header::SET_COOKIE);
    for part in ["__Host-pass=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(joined.is_in(&signed_in.cookie()).await);
    assert_ne!(signed_in.cookie(), joined.cookie);
}

#[tokio::test]
async fn a_link_opens_once_and_for_72_hours() {
    let joined = Joined::as_a(store::Role::Worker).await;
    assert_eq!(open(&joined.app, &joined.link).await.status, StatusCode::GONE);
    let again = [("password", "another good password"), ("code", &joined.code())];
    assert_eq!(accept(&joined.app, &joined.link, "", &again).await.status, StatusCode::GONE);

    let (app, clock, link) = invited(store::Role::Worker).await;
    clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    assert_eq!(open(&app, &link).await.status, StatusCode::OK);
    let pasted = open(&app, &format!(" https://pass.example.uk/hub/join#{link}\n")).await;
    assert_eq!(pasted.status, StatusCode::OK, "the whole of it, as it was handed over");
    let at_a_desk = post(&app, "/desk/join/open", "", &[("link", &link)]).await;
    assert_eq!(at_a_desk.status, StatusCode::GONE, "it opens at its own entrance alone");
    assert!(get(&app, "/hub/join", "").await.body.contains("Paste all of the link"));
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(open(&app, &link).await.status, StatusCode::GONE);
    let forged = format!("{}AAAA", &link[..link.len() - 4]);
    assert_eq!(open(&app, &forged).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_takes_neither_a_weak_password_nor_a_wrong_code() {
    let (app, _, link) = invited(store::Role::Worker).await;
    let code = app.store().invitation(&link).await.unwrap().unwrap().secret.code_at(seconds(&app));
    for (password, code, said) in [
        ("short", code.as_str(), "at least 12 letters"),
        ("password password", &code, "harder to guess"),
        (PASSWORD, "123", "Type the 6 digits"),
    ] {
        let refused = accept(&app, &link, "", &[("password", password), ("code", code)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(said) && !refused.body.contains(password), "{}", refused.body);
    }
}

#[tokio::test]
async fn somebody_known_joins_with_both_their_factors_and_in_no_other_way() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let hub = NewHub {
        slug: HubSlug::parse("harbourside").unwrap(),
        name: "Harbourside Hub".to_owned(),
        telephone: "01632 960200".to_owned(),
        accent: "#3b3573".to_owned(),
    };
    let scope = joined.app.store().add_hub(Actor::Operator, &hub).await.unwrap();
    let new = NewInvitation {
        email: EMAIL.to_owned(),
        display_name: "Somebody Else".to_owned(),
        role: store::Role::Manager,
    };
    let id = joined.app.store().invite(&scope, &new).await.unwrap();
    let link = joined.app.store().invitation_link(id);
    let page = open(&joined.app, &link).await;
    assert!(!page.body.contains("<svg class=\"qr") && !page.body.contains("authenticator"), "{}", page.body);

    // A session is not enough: whoever made a sign-in for somebody else's address may sit there.
    let code = joined.code();
    for (password, code) in
        [("", ""), ("a thief's own choice", "000000"), (PASSWORD, "000000"), ("a thief's own choice", &code)]
    {
        let sent =
            accept(&joined.app, &link, &joined.cookie, &[("password", password), ("code", code)]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            sent.header(header::SET_COOKIE).is_empty() && sent.body.contains("is not right"),
            "{}",
            sent.body
        );
        assert!(joined.app.store().memberships(&scope).await.unwrap().is_empty());
    }
    let sent = accept(&joined.app, &link, "", &[("password", PASSWORD), ("code", &code)]).await;
    assert_eq!((sent.status, sent.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/hub"));
    assert!(get(&joined.app, "/hub", &sent.cookie()).await.body.contains("Harbourside Hub"));
    assert_eq!(open(&joined.app, &link).await.status, StatusCode::GONE);
    let replayed = joined.sign_in(EMAIL, PASSWORD, &code).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY, "the code is used up");
}
