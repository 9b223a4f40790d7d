//! `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness of this server. Without an operator's address there is none.

use super::{document::document, error::AppError};
use crate::App;
use axum::{extract::State, http::HeaderMap, response::Response};
use chrono::{Days, NaiveTime, SecondsFormat};

/// What it says is true for so long after it was last asked for: whoever finds an old copy asks again.
const GOOD_FOR: Days = Days::new(90);

/// `GET /.well-known/security.txt`
pub async fn security_txt(State(app): State<App>, asked: HeaderMap) -> Result<Response, AppError> {
    let config = app.config();
    let contact = config.security_contact.as_ref().ok_or_else(AppError::not_found)?;
    // The same all day, so that whoever has it need not fetch it again.
    let last = app.clock().now().date_naive().checked_add_days(GOOD_FOR).ok_or_else(AppError::not_found)?;
    let expires = last.and_time(NaiveTime::MIN).and_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    let (base, language) = (&config.base, config.language);
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {language}\n\
         Canonical: {base}/.well-known/security.txt\n"
    );
    Ok(document(&asked, "text/plain; charset=utf-8", text))
}

#[cfg(test)]
mod tests {
    use crate::{App, config::ServeSettings, http::router, test_app};
    use axum::{
        body::{Body, to_bytes},
        http::{Request, StatusCode, header},
    };
    use std::sync::Arc;
    use tower::ServiceExt;

    async fn asked(app: &App) -> (StatusCode, String, String) {
        let request = Request::get("/.well-known/security.txt").body(Body::empty()).unwrap();
        let answer = router(app).oneshot(request).await.unwrap();
        let kind = answer.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let (status, body) = (answer.status(), to_bytes(answer.into_body(), usize::MAX).await.unwrap());
        (status, kind, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn whoever_finds_a_weakness_reads_whom_to_tell() {
        let mut app = test_app().await;
        let settings =
            ServeSettings { security_contact: Some("security@hub.example".to_owned()), ..Default::default() };
        Arc::get_mut(&mut app.0).unwrap().config.security_contact = settings.security_contact().unwrap();
        let (status, kind, text) = asked(&app).await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "text/plain; charset=utf-8"));
        // The clock of tests stands at 15 January 2027.
        assert_eq!(
            text,
            "Contact: mailto:security@hub.example\nExpires: 2027-04-15T00:00:00Z\nPreferred-Languages: en\n\
             Canonical: https://pass.example.uk/.well-known/security.txt\n"
        );
    }

    #[tokio::test]
    async fn without_a_contact_there_is_no_security_txt() {
        let (status, kind, _) = asked(&test_app().await).await;
        assert_eq!((status, kind.as_str()), (StatusCode::NOT_FOUND, "application/problem+json"));
    }
}
