//! A member of a hub's staff at a laptop: invited, enrolled and signed in by the real pages, then looking and sending forms.

mod colleague;
mod page;

pub use colleague::{Colleague, Invited, PASSWORD, PIN};
pub use page::{Form, Seen};

use crate::app::TestApp;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url, header};

/// A browser without scripts, with the one cookie of a console.
pub struct Browser {
    base: Url,
    client: Client,
    cookie: String,
}

impl Browser {
    /// One that nobody has signed in with.
    pub fn of(app: &TestApp) -> Self {
        Self::at(app.base().as_str())
    }

    /// The same for a server that runs elsewhere.
    pub fn at(base: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { base: Url::parse(base).expect("an address"), client, cookie: String::new() }
    }

    /// The cookie it holds, as it sends it; empty before anybody signed in.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The same browser with a cookie that somebody planted or kept.
    #[must_use]
    pub fn with_cookie(self, cookie: &str) -> Self {
        Self { cookie: cookie.to_owned(), ..self }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Sends fields to a path, as a page of ours does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut written = self.base.clone();
        written.query_pairs_mut().clear().extend_pairs(fields);
        self.ask(Method::POST, path, written.query().unwrap_or_default().to_owned()).await
    }

    /// Sends a form of a page.
    pub async fn send(&mut self, form: &Form) -> Seen {
        let fields: Vec<_> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&form.action, &fields).await
    }

    /// Sends a form of a page with a file in its field `file`.
    pub async fn send_file(&mut self, form: &Form, name: &str, file: &[u8]) -> Seen {
        let mut body = Vec::new();
        for (field, value) in &form.fields {
            let part =
                format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head =
            format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(&[head.as_bytes(), file, b"\r\n--edge--\r\n"].concat());
        self.ask_with(Method::POST, &form.action, "multipart/form-data; boundary=edge", body).await
    }

    async fn ask(&mut self, method: Method, path: &str, body: String) -> Seen {
        self.ask_with(method, path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    async fn ask_with(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Seen {
        let address = self.base.join(path).expect("a path");
        let request = self
            .client
            .request(method, address)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, kind)
            .body(body);
        let seen = Seen::read(path, request.send().await.expect("an answer")).await;
        if let Some(cookie) = &seen.cookie {
            self.cookie.clone_from(cookie);
        }
        seen
    }
}
