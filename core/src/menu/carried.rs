//! What an app sends for the menu and what comes back: the addresses of reviews, and what each answer means. The app carries both.

use uuid::Uuid;

use super::copy::NotUnderstood;
use super::{
    MenuCopy, OwnReview, ReviewFault, ReviewsPage, SentReview, WhyReported, WrittenReview, read_answer,
    report_body,
};
use crate::short_code::ShortCode;
use crate::wallet::{Answer, Request};

/// Seconds after which an app gives one of these requests up: the whole menu may take so long.
pub const MENU_TIMEOUT: u64 = 60;

/// Where the names of faults stand in the type of a problem (RFC 9457).
const FAULTS: &str = "/api/docs#";

/// Why an answer brings nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// It is not the server's: perhaps the sign-in page of a network.
    #[error("is not an answer of this server")]
    NotUnderstood,
    /// The server does not answer now, or not to this.
    #[error("the server answered {0}")]
    NotNow(u16),
    /// Too many tries, or requests: wait so many seconds.
    #[error("wait {0} seconds")]
    Wait(u64),
    /// No service or review of this id is on the menu.
    #[error("it is not on the menu")]
    NotThere,
    /// Nothing has the code that was typed, or not any more.
    #[error("nothing has this code")]
    CodeUnknown,
    /// There are words that cannot be kept, for instance signs that cannot be seen.
    #[error("the server does not take these words")]
    WordsRefused,
}

impl From<NotUnderstood> for NoAnswer {
    fn from(_: NotUnderstood) -> Self {
        Self::NotUnderstood
    }
}

/// The requests of a menu that depend on no other, so that each has the number 0.
impl MenuCopy {
    /// What to get to bring it up to date.
    pub fn changes_request(&self) -> Request {
        get(self.changes_url())
    }

    /// What to get for the questions and their words.
    pub fn questions_request(&self) -> Request {
        get(self.questions_url())
    }

    /// Sends a review with its own code, and the typed code of a card or an invitation: [`sent`] reads the answer.
    ///
    /// # Errors
    /// [`ReviewFault`] if the server would not take it.
    pub fn review_request(
        &self,
        review: &WrittenReview,
        secret: &ShortCode,
        code: &str,
    ) -> Result<Request, ReviewFault> {
        Ok(self.post("reviews", &review.body(secret, code)?))
    }

    /// Asks how far a review has come: [`own_review`] reads the answer.
    pub fn review_state_request(&self, secret: &ShortCode) -> Request {
        self.post("reviews/state", &serde_json::json!({ "secret": secret.as_plain() }))
    }

    /// Takes a review back: [`done`] reads the answer.
    pub fn withdraw_review_request(&self, secret: &ShortCode) -> Request {
        self.post("reviews/withdraw", &serde_json::json!({ "secret": secret.as_plain() }))
    }

    /// Says that a review should not be there: [`done`] reads the answer.
    ///
    /// # Errors
    /// [`ReviewFault::TooLong`] if the server would not take the words.
    pub fn report_review_request(
        &self,
        review_id: Uuid,
        why: WhyReported,
        words: Option<&str>,
    ) -> Result<Request, ReviewFault> {
        Ok(self.post(&format!("reviews/{review_id}/report"), &report_body(why, words)?))
    }

    /// Asks for a page of a service's reviews, from 1: [`reviews_page`] reads the answer.
    pub fn reviews_request(&self, service_id: Uuid, page: u32) -> Request {
        get(format!("{}/api/menu/services/{service_id}/reviews?page={page}", self.base()))
    }

    fn post(&self, path: &str, body: &serde_json::Value) -> Request {
        post(format!("{}/api/menu/{path}", self.base()), body)
    }
}

/// A request that gets what stands at an address.
fn get(url: String) -> Request {
    Request { number: 0, method: "GET", url, headers: Vec::new(), body: Vec::new() }
}

/// A request that sends JSON.
pub(crate) fn post(url: String, body: &serde_json::Value) -> Request {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Request { method: "POST", headers, body: body.to_string().into_bytes(), ..get(url) }
}

/// What the server has after a review was sent.
///
/// # Errors
/// [`NoAnswer`]; of these `NotThere` says that the service is on no menu, `CodeUnknown` that the code is no card's and no invitation's.
pub fn sent(answer: &Answer) -> Result<SentReview, NoAnswer> {
    Ok(read_answer(body(answer, 201)?)?)
}

/// How far a review has come.
///
/// # Errors
/// [`NoAnswer`]; of these `CodeUnknown` says that no review has this code, or not any more.
pub fn own_review(answer: &Answer) -> Result<OwnReview, NoAnswer> {
    Ok(read_answer(body(answer, 200)?)?)
}

/// That the server did it: it says so with 204 and nothing more, which no sign-in page of a network does.
///
/// # Errors
/// [`NoAnswer`]; `CodeUnknown` where a code was sent, `NotThere` where a review was named.
pub fn done(answer: &Answer) -> Result<(), NoAnswer> {
    body(answer, 204).map(drop)
}

/// A page of what others say.
///
/// # Errors
/// [`NoAnswer`]; of these `NotThere` says that the service is on no menu.
pub fn reviews_page(answer: &Answer) -> Result<ReviewsPage, NoAnswer> {
    Ok(read_answer(body(answer, 200)?)?)
}

/// The body of an answer that brings what was asked for.
///
/// # Errors
/// [`NoAnswer`].
pub fn found(answer: &Answer) -> Result<&[u8], NoAnswer> {
    body(answer, 200)
}

/// The body of an answer with the status that a good one has.
fn body(answer: &Answer, good: u16) -> Result<&[u8], NoAnswer> {
    match answer.status {
        status if status == good => Ok(&answer.body),
        429 => Err(NoAnswer::Wait(answer.retry_after())),
        status @ 500.. => Err(NoAnswer::NotNow(status)),
        status => Err(match problem(answer).as_deref() {
            Some("not-found") => NoAnswer::NotThere,
            Some("unknown-code") => NoAnswer::CodeUnknown,
            Some("unseen-words") => NoAnswer::WordsRefused,
            Some(_) => NoAnswer::NotNow(status),
            None => NoAnswer::NotUnderstood,
        }),
    }
}

/// The name of the fault that the server tells; none if that is not what this is.
fn problem(answer: &Answer) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Problem {
        r#type: String,
    }
    let kind = answer.header("content-type")?;
    if !kind.trim().to_ascii_lowercase().starts_with("application/problem+json") {
        return None;
    }
    let Problem { r#type } = read_answer(&answer.body).ok()?;
    Some(r#type.split_once(FAULTS)?.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::ReviewReason;

    fn answer(status: u16, kind: &str, body: &str) -> Answer {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Answer { status, headers, body: body.as_bytes().to_vec() }
    }

    fn problem(status: u16, fault: &str) -> Answer {
        let body = format!(r#"{{"type":"https://pass.example.uk/api/docs#{fault}","status":{status}}}"#);
        answer(status, "application/problem+json", &body)
    }

    #[test]
    fn each_problem_of_the_server_means_one_thing() {
        for (status, fault, meant) in [
            (404, "not-found", NoAnswer::NotThere),
            (404, "unknown-code", NoAnswer::CodeUnknown),
            (400, "unseen-words", NoAnswer::WordsRefused),
            (400, "bad-request", NoAnswer::NotNow(400)),
            (413, "too-large", NoAnswer::NotNow(413)),
            (503, "unavailable", NoAnswer::NotNow(503)),
        ] {
            assert_eq!(sent(&problem(status, fault)), Err(meant), "{status} {fault}");
            assert_eq!(done(&problem(status, fault)), Err(meant), "{status} {fault}");
        }
        let mut busy = problem(429, "too-many-misses");
        assert_eq!(sent(&busy), Err(NoAnswer::Wait(60)));
        busy.headers.push(("Retry-After".to_owned(), "30".to_owned()));
        assert_eq!(sent(&busy), Err(NoAnswer::Wait(30)));
    }

    #[test]
    fn a_review_that_does_not_show_says_why_also_for_a_reason_of_a_newer_server() {
        for (sent, read) in [
            (r#""not-about""#, Some(ReviewReason::NotAbout)),
            (r#""too-long-ago""#, Some(ReviewReason::Other)),
            ("null", None),
        ] {
            let body = format!(
                r#"{{"service_id":"6f1c1f4e-8c3b-4c58-9f8e-0d8f6a1b2c3d","service":"Trips","state":"refused","month":"2026-11","reason":{sent}}}"#
            );
            let own = own_review(&answer(200, "application/json", &body)).unwrap();
            assert_eq!((own.reason, own.note), (read, None), "{sent}");
        }
    }

    #[test]
    fn the_page_of_a_network_is_no_answer_whatever_its_status() {
        for status in [200, 201, 202, 204, 302, 400, 401, 404, 410, 451] {
            let page = answer(status, "text/html", "<html>Sign in to the wifi");
            if status != 204 {
                assert_eq!(done(&page), Err(NoAnswer::NotUnderstood), "{status}");
            }
            assert_eq!(sent(&page), Err(NoAnswer::NotUnderstood), "{status}");
            assert_eq!(reviews_page(&page), Err(NoAnswer::NotUnderstood), "{status}");
            let elsewhere = answer(status, "application/problem+json", r#"{"type":"about:blank"}"#);
            assert_eq!(own_review(&elsewhere), Err(NoAnswer::NotUnderstood), "{status}");
        }
        assert_eq!(done(&answer(204, "", "")), Ok(()));
    }
}
