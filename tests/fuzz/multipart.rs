//! A form with a file, as the console takes it: read field by field to its end, or refused.
#![no_main]

use axum::body::Body;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let body = Body::from(bytes.to_vec());
        let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge").body(body);
        let Ok(mut form) = Multipart::from_request(request.expect("a request"), &()).await else { return };
        while let Ok(Some(field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            let Ok(content) = field.bytes().await else { return };
            assert!(content.len() <= bytes.len(), "{name}: more came out than went in");
        }
    });
});
