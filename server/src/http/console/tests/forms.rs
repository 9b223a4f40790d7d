//! Forms: who may send one, from where, and what becomes of one whose session has ended.

use super::{EMAIL, Joined, PASSWORD, ask, get, post};
use crate::{
    http::{Door, ROUTES, Role},
    store, test_app_and_clock,
};
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;

#[tokio::test]
async fn every_desk_of_the_console_asks_who_is_there() {
    let (app, _) = test_app_and_clock().await;
    let guarded = ROUTES.iter().filter(|route| matches!(route.role, Role::Worker | Role::Manager));
    for route in guarded {
        assert_eq!(route.door, Door::Console, "{}", route.path);
        let path = route.path.replace(['{', '}'], "");
        let (status, answer) = match route.method {
            Method::GET => (StatusCode::SEE_OTHER, get(&app, &path, "").await),
            _ => (StatusCode::UNAUTHORIZED, post(&app, &path, "", &[("csrf", "none")]).await),
        };
        assert_eq!(answer.status, status, "{}", route.path);
    }
}

#[tokio::test]
async fn no_form_is_taken_from_elsewhere_or_without_its_mark() {
    let joined = Joined::as_a(store::Role::Manager).await;
    let written = ROUTES.iter().filter(|route| route.door == Door::Console && route.method == Method::POST);
    for route in written {
        let path = route.path.replace(['{', '}'], "");
        let request = Request::post(&path)
            .header(header::COOKIE, &joined.cookie)
            .header(header::ORIGIN, "https://evil.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(ask(&joined.app, request, String::new()).await.status, StatusCode::FORBIDDEN, "{path}");
        if route.role != Role::Anyone {
            for fields in [&[][..], &[("csrf", "wrong")]] {
                let refused = post(&joined.app, &path, &joined.cookie, fields).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
    }
    assert!(joined.is_in(&joined.cookie).await);
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_comes_back_to_its_writer_alone() {
    let joined = Joined::as_a(store::Role::Worker).await;
    joined.clock.advance(TimeDelta::minutes(31));
    let typed = [("csrf", "old"), ("note", "Zoë's \"own\" words")];
    let asked = post(&joined.app, "/hub/sign-out", &joined.cookie, &typed).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("signed out because nothing happened"), "{}", asked.body);

    let kept = r#"{"to":"/hub/sign-out","fields":[["note","Zoë's \"own\" words"]]}"#;
    let sign_in = async |before: &str| {
        joined.clock.advance(TimeDelta::seconds(60));
        let code = joined.code();
        let fields = [("email", EMAIL), ("password", PASSWORD), ("code", &code), ("kept", kept)];
        post(&joined.app, "/hub/sign-in", before, &fields).await
    };
    let back = sign_in(&joined.cookie).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(back.body.contains("Your text was kept") && back.body.contains("Zoë"), "{}", back.body);
    assert!(back.body.contains(r#"name="note""#), "{}", back.body);
    assert!(joined.is_in(&back.cookie()).await);
    assert_eq!(sign_in("").await.status, StatusCode::SEE_OTHER, "another browser gets nothing");
}
