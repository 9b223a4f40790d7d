//! What came back: a page to read, with its forms.

use reqwest::{Response, StatusCode, header};

/// How the cookie of a known browser begins.
const MARK: &str = "known=";

/// An answer.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The path that was asked.
    pub path: String,
    /// Its status.
    pub status: StatusCode,
    /// Where it sends on to; empty when it does not.
    pub location: String,
    /// Whole seconds to wait, where it says so.
    pub retry_after: Option<u64>,
    /// The cookie that it sets, if it sets one: that of a session.
    pub cookie: Option<String>,
    /// The mark of a browser in which somebody signed in, if it sets one.
    pub mark: Option<String>,
    /// The page.
    pub body: String,
}

/// A form of a page: where it goes, and the fields that nobody types. Type the others with [`Form::with`].
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Name and value, in their order.
    pub fields: Vec<(String, String)>,
}

/// How headers of every answer begin.
const SECURED: [(&str, &str); 4] = [
    ("content-security-policy", "default-src 'none'; "),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
];

impl Seen {
    /// Reads an answer. No other page frames what a server of ours says, and what it tells somebody who signed in no cache keeps.
    pub(super) async fn read(path: &str, answer: Response) -> reqwest::Result<Self> {
        // A proxy's own answer has no number of ours.
        if answer.headers().contains_key("x-request-id") {
            let of_staff = path.starts_with("/hub") || path.starts_with("/desk");
            for (name, value) in SECURED.into_iter().chain(of_staff.then_some(("cache-control", "no-store")))
            {
                let found =
                    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
                assert!(found.starts_with(value), "{path}, {name}: {found}");
            }
        }
        let header = |name: header::HeaderName| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let set = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let set: Vec<String> =
            set.map(|line| line.split(';').next().unwrap_or_default().to_owned()).collect();
        Ok(Self {
            path: path.to_owned(),
            status: answer.status(),
            location: header(header::LOCATION).unwrap_or_default(),
            retry_after: header(header::RETRY_AFTER).and_then(|seconds| seconds.parse().ok()),
            cookie: set.iter().find(|cookie| !cookie.starts_with(MARK)).cloned(),
            mark: set.iter().find(|cookie| cookie.starts_with(MARK)).cloned(),
            body: answer.text().await?,
        })
    }

    /// Whether the page says something.
    pub fn says(&self, text: &str) -> bool {
        plain(&self.body).contains(text)
    }

    /// Where its links lead, in their order.
    pub fn links(&self) -> Vec<String> {
        let hrefs = self.body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        hrefs.map(plain).collect()
    }

    /// The form that goes to an address.
    pub fn form(&self, action: &str) -> Form {
        let forms = self.body.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next());
        // A form without an address goes back to its own page.
        let mut fitting =
            forms.filter(|form| attribute(form, "action").unwrap_or_else(|| self.path.clone()) == action);
        let form = fitting.next().unwrap_or_else(|| panic!("no form goes to {action}: {}", self.body));
        let hidden = form.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let hidden = hidden.filter(|input| attribute(input, "type").as_deref() == Some("hidden"));
        let field = |input| Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()));
        Form { action: action.to_owned(), fields: hidden.filter_map(field).collect() }
    }
}

impl Form {
    /// Types into a field, or over a hidden one.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|field| field.0 == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|field| field.0 == name).map_or("", |field| &field.1)
    }
}

/// An attribute of the first element of some markup.
fn attribute(markup: &str, name: &str) -> Option<String> {
    let element = markup.split('>').next()?;
    let value = element.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(plain(value))
}

/// The text that markup stands for.
fn plain(markup: &str) -> String {
    let signs =
        [("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    signs.iter().fold(markup.to_owned(), |text, (sign, letter)| text.replace(sign, letter))
}
