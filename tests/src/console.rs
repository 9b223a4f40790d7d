//! A member of a hub's staff at a laptop: invited, enrolled and signed in by the real pages, then looking and sending forms.

mod colleague;
mod page;

pub use colleague::{Colleague, Invited, PASSWORD, PIN};
pub use page::{Form, Seen};

use crate::app::TestApp;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url, header};

/// A browser without scripts, with the one cookie of a console and the mark that somebody signed in there before.
#[derive(Clone)]
pub struct Browser {
    base: Url,
    client: Client,
    cookie: String,
    mark: String,
}

impl Browser {
    /// One that nobody has signed in with.
    pub fn of(app: &TestApp) -> Self {
        Self::at(app.base().as_str())
    }

    /// The same for a server that runs elsewhere.
    pub fn at(base: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self {
            base: Url::parse(base).expect("an address"),
            client,
            cookie: String::new(),
            mark: String::new(),
        }
    }

    /// The same browser with its cookie and mark, led to another server of the same address.
    #[must_use]
    pub fn led_to(&self, app: &TestApp) -> Self {
        Self { base: app.here(), ..self.clone() }
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

    /// The mark that it holds if somebody signed in there before, as it sends it.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// The same browser with a mark that somebody planted or kept.
    #[must_use]
    pub fn with_mark(self, mark: &str) -> Self {
        Self { mark: mark.to_owned(), ..self }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.ask(Method::GET, path, URLENCODED, Vec::new()).await
    }

    /// Opens the link of an invitation, such as `/hub/join#…`, as its page's script does.
    pub async fn open_link(&mut self, link: &str) -> Seen {
        let (page, behind) = link.split_once('#').expect("a link");
        self.post(&format!("{page}/open"), &[("link", behind)]).await
    }

    /// The form behind such a link.
    pub async fn form_of_link(&mut self, link: &str) -> Form {
        let (page, _) = link.split_once('#').expect("a link");
        self.open_link(link).await.form(&format!("{page}/accept"))
    }

    /// Sends fields to a path, as a page of ours does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = self.written(fields.iter().copied());
        self.ask(Method::POST, path, URLENCODED, body).await
    }

    /// Sends a form of a page.
    pub async fn send(&mut self, form: &Form) -> Seen {
        let fields: Vec<_> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&form.action, &fields).await
    }

    /// Opens a page of a server that may die meanwhile: the whole answer, or none.
    pub async fn try_get(&mut self, path: &str) -> Option<Seen> {
        self.try_ask(Method::GET, path, URLENCODED, Vec::new()).await.ok()
    }

    /// Sends a form to a server that may die meanwhile: the whole answer, or none.
    pub async fn try_send(&mut self, form: &Form) -> Option<Seen> {
        let body = self.written(form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.try_ask(Method::POST, &form.action, URLENCODED, body).await.ok()
    }

    /// Sends a form with a file to a server that may die meanwhile: the whole answer, or none.
    pub async fn try_send_file(&mut self, form: &Form, name: &str, file: &[u8]) -> Option<Seen> {
        self.try_ask(Method::POST, &form.action, IN_PARTS, in_parts(form, name, file)).await.ok()
    }

    /// Sends a form of a page with a file in its field `file`.
    pub async fn send_file(&mut self, form: &Form, name: &str, file: &[u8]) -> Seen {
        self.ask(Method::POST, &form.action, IN_PARTS, in_parts(form, name, file)).await
    }

    fn written<'a>(&self, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
        let mut written = self.base.clone();
        written.query_pairs_mut().clear().extend_pairs(fields);
        written.query().unwrap_or_default().to_owned().into_bytes()
    }

    async fn ask(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Seen {
        self.try_ask(method, path, kind, body).await.expect("an answer")
    }

    async fn try_ask(
        &mut self,
        method: Method,
        path: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> reqwest::Result<Seen> {
        let address = self.base.join(path).expect("a path");
        let request = self
            .client
            .request(method, address)
            .header(header::COOKIE, format!("{}; {}", self.cookie, self.mark))
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, kind)
            .body(body);
        let seen = Seen::read(path, request.send().await?).await?;
        if let Some(cookie) = &seen.cookie {
            self.cookie.clone_from(cookie);
        }
        if let Some(mark) = &seen.mark {
            self.mark.clone_from(mark);
        }
        Ok(seen)
    }
}

const URLENCODED: &str = "application/x-www-form-urlencoded";
const IN_PARTS: &str = "multipart/form-data; boundary=edge";

/// A form with a file in its field `file`, as a browser sends it.
fn in_parts(form: &Form, name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in &form.fields {
        let part = format!("--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head =
        format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(&[head.as_bytes(), file, b"\r\n--edge--\r\n"].concat());
    body
}
