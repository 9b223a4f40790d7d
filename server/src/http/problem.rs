//! RFC 9457: the body of an error that a program reads.

use super::error::AppError;
use passport_core::card::Base;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// A problem, RFC 9457 section 3.1. It never repeats anything that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The fault's address; it leads to the API's page.
    #[serde(rename = "type")]
    #[schema(example = "https://pass.example.uk/api/docs#too-large")]
    pub kind: String,
    /// The fault in a few words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub detail: Option<Cow<'static, str>>,
}

impl Problem {
    /// The problem for this error on this server.
    pub fn of(error: &AppError, base: &Base) -> Self {
        Self {
            kind: format!("{}/api/docs#{}", base.as_str(), error.fault.code()),
            title: error.fault.title(),
            status: error.fault.status().as_u16(),
            detail: error.detail.map(Cow::Borrowed).or_else(|| error.retry_after.map(wait)),
        }
    }

    /// As the body of an answer.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are always JSON")
    }
}

fn wait(seconds: u64) -> Cow<'static, str> {
    match seconds {
        1 => Cow::Borrowed("Wait 1 second, then try again."),
        seconds => Cow::Owned(format!("Wait {seconds} seconds, then try again.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fault::Fault;

    #[test]
    fn every_fault_is_a_problem_of_its_own() {
        let base = Base::parse("https://pass.example.uk").unwrap();
        let problems = Fault::ALL.map(|fault| Problem::of(&AppError::from(fault), &base));
        insta::assert_json_snapshot!(problems);
    }

    #[test]
    fn what_will_be_over_soon_says_how_long_to_wait() {
        let base = Base::parse("https://pass.example.uk").unwrap();
        for (seconds, detail) in
            [(1, "Wait 1 second, then try again."), (30, "Wait 30 seconds, then try again.")]
        {
            let problem = Problem::of(&AppError::too_many_misses(seconds), &base);
            assert_eq!(problem.detail.as_deref(), Some(detail));
        }
    }
}
