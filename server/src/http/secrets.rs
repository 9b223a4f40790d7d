//! Looks through every log line, at the finest level, and every error answer for what was sent.

use super::{
    fixture::{Hub, riverton},
    router,
};
use axum::{
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use std::{
    io,
    sync::{Arc, Mutex},
};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_that_was_sent_reaches_a_log_line_or_an_error() {
    let lines = Lines::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(lines.clone()).finish();
    // For the whole process: what the tests beside this one do is looked through as well.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let Hub { app, card, .. } = riverton().await;
    let code = card.code.to_string();
    let digits = card.square.split_once('#').unwrap().1.to_owned();
    let secrets = [
        code.clone(),
        card.code.as_plain(),
        digits.clone(),
        card.text.clone(),
        "Zoë B".into(),
        "s3cret-token".into(),
    ];
    let body = |card: &str| format!(r#"{{"card":"{card}","setting":"school"}}"#);
    let requests: Vec<(Method, String, &str, String)> = vec![
        (Method::POST, "/api/verify".into(), "application/json", body(&card.square)),
        (Method::POST, "/api/verify".into(), "application/json", body(&code)),
        (Method::POST, "/api/verify".into(), "application/json", body(&card.text)),
        (Method::POST, "/api/verify".into(), "application/json", body(&code).replace("school", "Zoë B")),
        (Method::POST, "/api/verify".into(), "application/json", format!("{digits} Zoë B")),
        (Method::POST, format!("/api/verify?token=s3cret-token&code={code}"), "text/plain", body(&code)),
        (
            Method::POST,
            "/v".into(),
            "application/x-www-form-urlencoded",
            format!("code={code}&setting=school"),
        ),
        (
            Method::POST,
            "/v".into(),
            "application/x-www-form-urlencoded",
            // Only the field that it was typed into gives it back.
            format!("code=0000000000&setting={code}"),
        ),
        (
            Method::POST,
            "/h/riverton/token".into(),
            "application/x-www-form-urlencoded",
            "grant_type=s3cret-token&pre-authorized_code=s3cret-token&tx_code=s3cret-token".into(),
        ),
        (
            Method::POST,
            "/h/riverton/token".into(),
            "application/x-www-form-urlencoded",
            "grant_type=refresh_token&refresh_token=s3cret-token&client_id=s3cret-token".into(),
        ),
        (Method::POST, "/api/activation".into(), "application/json", r#"{"code":"s3cret-token"}"#.into()),
        (Method::POST, "/h/riverton/credential".into(), "application/json", r#"{"x":"s3cret-token"}"#.into()),
        (Method::GET, "/h/riverton/offers/s3cret-token".into(), "text/plain", String::new()),
        (Method::GET, "/api/card?token=s3cret-token".into(), "text/plain", String::new()),
        (Method::GET, format!("/v/{code}?code={code}"), "text/plain", String::new()),
        (Method::GET, format!("/{digits}"), "text/plain", String::new()),
        (Method::GET, format!("/h/{code}/status/{digits}?time={code}"), "text/plain", String::new()),
        (Method::GET, format!("/assets/{code}.js"), "text/plain", String::new()),
        (Method::from_bytes(code.as_bytes()).unwrap(), "/v".into(), "text/plain", String::new()),
    ];
    for (method, address, kind, body) in requests {
        for accept in ["text/html", "application/json"] {
            let request = Request::builder()
                .method(method.clone())
                .uri(&address)
                .header(header::CONTENT_TYPE, kind)
                .header(header::ACCEPT, accept)
                .header(header::REFERER, format!("https://pass.example.uk/v#{digits}"))
                .header(header::USER_AGENT, "s3cret-token")
                .header(header::AUTHORIZATION, "DPoP s3cret-token")
                .header("dpop", "s3cret-token");
            let answer = router(&app).oneshot(request.body(Body::from(body.clone())).unwrap()).await.unwrap();
            let failed = answer.status() != StatusCode::OK;
            let said = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            let said = String::from_utf8_lossy(&said);
            for secret in secrets.iter().filter(|_| failed) {
                assert!(
                    !said.contains(secret.as_str()),
                    "{secret} in the answer to {method} {address}: {said}"
                );
            }
        }
    }

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("/api/verify") && log.contains("answered"),
        "nothing was logged: the test sees nothing"
    );
    for secret in secrets {
        let line = log.lines().find(|line| line.contains(&secret));
        assert_eq!(line, None, "{secret} was logged");
    }
}
