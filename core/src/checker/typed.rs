//! The short code under a printed square, for whoever has no camera: the server is asked, and says the answer in words. §6.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use crate::card::{Base, Setting};
use crate::menu;
use crate::short_code::{ShortCode, ShortCodeError};
use crate::verify::State;
use crate::wallet::{Answer, Request};

/// The most bytes of an answer that are looked at.
const LARGEST: usize = 64 * 1024;

/// What the server says of a short code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One of seven.
    pub state: State,
    /// The answer in a few words, and what is arranged and what to do next, in the order in which to read it.
    pub headline: String,
    /// See `headline`.
    pub lines: Vec<String>,
    /// Known-as name and initial.
    pub name: Option<String>,
    /// The card's last day in Europe/London.
    pub valid_until: Option<NaiveDate>,
    /// When this was answered, seconds since 1970 by the server's clock.
    pub checked_at: u64,
    /// When the list that was looked at was signed, seconds since 1970.
    pub list_issued_at: Option<u64>,
}

/// Why the server says nothing of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCodeAnswer {
    /// Too many wrong codes came from this network: wait so many seconds.
    #[error("too many wrong codes: wait {0} seconds")]
    Wait(u64),
    /// The server does not answer now, or this is not its answer: perhaps the sign-in page of a network.
    #[error("is no answer of the server")]
    NeedsNetwork,
}

#[derive(Deserialize)]
struct Sent {
    state: String,
    headline: String,
    lines: Vec<String>,
    name: Option<String>,
    valid_until: Option<NaiveDate>,
    checked_at: DateTime<Utc>,
    list_issued_at: Option<DateTime<Utc>>,
}

/// Asks a server which card a code is, and what it says there.
///
/// # Errors
/// [`ShortCodeError`] if it is no code, or mistyped: nothing is sent then.
pub fn code_request(base: &Base, code: &str, setting: Option<Setting>) -> Result<Request, ShortCodeError> {
    let mut body = json!({ "card": ShortCode::parse(code)?.to_string() });
    if let Some(setting) = setting {
        body["setting"] = json!(setting);
    }
    Ok(menu::post(format!("{base}/api/verify"), &body))
}

/// What the server says.
///
/// # Errors
/// [`NoCodeAnswer`].
pub fn read_code_answer(answer: &Answer) -> Result<Said, NoCodeAnswer> {
    if answer.status == 429 {
        return Err(NoCodeAnswer::Wait(answer.retry_after()));
    }
    if answer.status != 200 || answer.body.len() > LARGEST {
        return Err(NoCodeAnswer::NeedsNetwork);
    }
    let sent = serde_json::from_slice(&answer.body).ok();
    sent.and_then(said).ok_or(NoCodeAnswer::NeedsNetwork)
}

fn said(sent: Sent) -> Option<Said> {
    let Sent { state, headline, lines, name, valid_until, checked_at, list_issued_at } = sent;
    let seconds = |at: DateTime<Utc>| u64::try_from(at.timestamp()).unwrap_or(0);
    let state = State::ALL.into_iter().find(|one| one.code() == state)?;
    let (checked_at, list_issued_at) = (seconds(checked_at), list_issued_at.map(seconds));
    Some(Said { state, headline, lines, name, valid_until, checked_at, list_issued_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_code_is_asked_for_as_it_is_printed_and_a_slip_is_not_sent() {
        let base = Base::parse("https://pass.example.uk").unwrap();
        let asked = code_request(&base, "ez12 fe9k jt", Some(Setting::Gp)).unwrap();
        assert_eq!((asked.method, asked.url.as_str()), ("POST", "https://pass.example.uk/api/verify"));
        assert_eq!(asked.body, br#"{"card":"EZ12-FE9K-JT","setting":"gp"}"#);
        assert_eq!(code_request(&base, "EZ12-FE9K-J7", None), Err(ShortCodeError::Check));
        assert_eq!(code_request(&base, "hello", None), Err(ShortCodeError::Shape));
    }

    #[test]
    fn what_the_server_says_is_read_and_what_others_say_is_not() {
        let good = r#"{"state":"valid","headline":"Card is valid","lines":["May leave the room"],"name":"Zoë B",
            "checked_at":"2026-12-01T12:00:00Z","list_issued_at":"2026-12-01T11:00:00Z","newer":1}"#;
        let said = read_code_answer(&answer(200, good)).unwrap();
        assert_eq!((said.state, said.checked_at), (State::Valid, 1_796_126_400));
        assert_eq!(
            (said.lines, said.name),
            (vec!["May leave the room".to_owned()], Some("Zoë B".to_owned()))
        );
        let unknown = good.replace("\"valid\"", "\"splendid\"");
        for (status, body) in
            [(200, "<html>Sign in to the wifi"), (200, unknown.as_str()), (201, good), (503, good), (302, "")]
        {
            assert_eq!(read_code_answer(&answer(status, body)), Err(NoCodeAnswer::NeedsNetwork), "{body}");
        }
        let mut busy = answer(429, "");
        busy.headers.push(("retry-after".to_owned(), "30".to_owned()));
        assert_eq!(read_code_answer(&busy), Err(NoCodeAnswer::Wait(30)));
    }
}
