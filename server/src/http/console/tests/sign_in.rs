//! Signing in and out: both factors, each code once, and a session that ends.

use super::{EMAIL, Joined, PASSWORD, get, post, seconds};
use crate::store;
use axum::http::{StatusCode, header};
use chrono::TimeDelta;

#[tokio::test]
async fn no_factor_can_be_left_out() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let code = joined.code();
    for (password, code) in [(PASSWORD, ""), ("", code.as_str()), (PASSWORD, "000000"), ("wrong", &code)] {
        let refused = joined.sign_in(EMAIL, password, code).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.header(header::SET_COOKIE).is_empty());
        assert!(refused.body.contains("<title>Error: Sign in"), "{}", refused.body);
        assert!(!refused.body.contains(PASSWORD) && refused.body.contains(EMAIL));
    }
}

#[tokio::test]
async fn a_code_is_taken_once() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let code = joined.code();
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &code).await.status, StatusCode::SEE_OTHER);
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let earlier = joined.secret.code_at(seconds(&joined.app) - 30);
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &earlier).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    joined.clock.advance(TimeDelta::seconds(30));
    assert_eq!(joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_recovery_code_is_taken_once_and_needs_the_password() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let recover = async |password: &str, code: &str| {
        let fields = [("email", EMAIL), ("password", password), ("code", code)];
        post(&joined.app, "/hub/recover", "", &fields).await
    };
    let code = joined.recovery[3].to_lowercase();
    assert_eq!(recover("wrong", &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let signed_in = recover(PASSWORD, &code).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    let page = get(&joined.app, "/hub", &signed_in.cookie()).await;
    assert!(page.body.contains("9 recovery codes"), "{}", page.body);
    assert!(
        !get(&joined.app, "/hub", &signed_in.cookie()).await.body.contains("9 recovery codes"),
        "said once"
    );
    assert_eq!(recover(PASSWORD, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_given_by_somebody_else_is_never_taken_over() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let planted = format!("__Host-pass={}", "A".repeat(43));
    let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &joined.code())];
    let signed_in = post(&joined.app, "/hub/sign-in", &planted, &fields).await;
    assert_ne!(signed_in.cookie(), planted);
    assert!(!joined.is_in(&planted).await);

    joined.clock.advance(TimeDelta::seconds(30));
    let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &joined.code())];
    let next = post(&joined.app, "/hub/sign-in", &signed_in.cookie(), &fields).await;
    assert!(joined.is_in(&next.cookie()).await);
    assert!(!joined.is_in(&signed_in.cookie()).await, "the session before ends");
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_the_end_of_the_day() {
    let joined = Joined::as_a(store::Role::Worker).await;
    joined.clock.advance(TimeDelta::minutes(29));
    assert!(joined.is_in(&joined.cookie).await);
    joined.clock.advance(TimeDelta::minutes(30));
    assert!(!joined.is_in(&joined.cookie).await);

    let fresh = joined.sign_in(EMAIL, PASSWORD, &joined.code()).await.cookie();
    for _ in 0..35 {
        joined.clock.advance(TimeDelta::minutes(20));
        assert!(joined.is_in(&fresh).await);
    }
    joined.clock.advance(TimeDelta::minutes(20));
    assert!(!joined.is_in(&fresh).await, "twelve hours");
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let joined = Joined::as_a(store::Role::Worker).await;
    let csrf = get(&joined.app, "/hub", &joined.cookie).await.csrf();
    let out = post(&joined.app, "/hub/sign-out", &joined.cookie, &[("csrf", &csrf)]).await;
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert!(!joined.is_in(&joined.cookie).await);
}
