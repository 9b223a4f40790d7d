//! What somebody thought of a service, as a phone sends it and as everybody reads it. The code with which its writer comes back is drawn
//! before it is sent, so that a review sent twice is one.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::copy::{NotUnderstood, read};
use super::{MOST_REPORT, ReviewContact, ReviewReason, ReviewState, WhyReported};
use crate::short_code::ShortCode;

/// Fewer reviews are counted and not averaged: two readers could tell each other apart.
pub const FEWEST_FOR_MEAN: u64 = 3;
/// The most letters of either answer.
pub const MOST_ANSWER: usize = 300;
/// The most letters of a story.
pub const MOST_STORY: usize = 2_000;
/// The most letters of a card's code or an invitation, with whatever stands between them.
const LONGEST_TYPED: usize = 60;

/// A review, before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenReview {
    /// Of which service.
    pub service_id: Uuid,
    /// Stars for "I felt welcome", "It was easy to get to" and "I would go again", 1 to 5.
    pub stars: [u8; 3],
    /// What was good?
    pub good: Option<String>,
    /// What should others know?
    pub others: Option<String>,
    /// A story.
    pub story: Option<String>,
    /// Whether the writer would like their hub to contact them.
    pub wants_contact: bool,
}

/// What is wrong with a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewFault {
    /// Each of the three wants 1 to 5 stars.
    #[error("needs 1 to 5 stars for each of the three")]
    Stars,
    /// An answer or the story is too long.
    #[error("has an answer of more than {MOST_ANSWER} letters or a story of more than {MOST_STORY}")]
    TooLong,
    /// No code was typed, or something far longer.
    #[error("needs the code of a card or an invitation")]
    NoCode,
}

impl WrittenReview {
    /// What is sent to `/api/menu/reviews` by somebody who typed the code of a card or an invitation.
    ///
    /// # Errors
    /// [`ReviewFault`] if the server would not take it.
    pub fn body(&self, secret: &ShortCode, code: &str) -> Result<Value, ReviewFault> {
        let code = code.trim();
        if code.is_empty() || code.chars().count() > LONGEST_TYPED {
            return Err(ReviewFault::NoCode);
        }
        let mut body = self.body_with_card(secret)?;
        body["code"] = json!(code);
        Ok(body)
    }

    /// What is sent by a phone that holds a card, whose token says enough.
    ///
    /// # Errors
    /// [`ReviewFault`] if the server would not take it.
    pub fn body_with_card(&self, secret: &ShortCode) -> Result<Value, ReviewFault> {
        let [welcome, easy, again] = self.stars;
        if self.stars.iter().any(|stars| !(1..=5).contains(stars)) {
            return Err(ReviewFault::Stars);
        }
        let texts = [
            ("good", &self.good, MOST_ANSWER),
            ("others", &self.others, MOST_ANSWER),
            ("story", &self.story, MOST_STORY),
        ];
        let mut body = json!({ "service_id": self.service_id, "secret": secret.as_plain(),
            "welcome": welcome, "easy": easy, "again": again, "contact": self.wants_contact });
        for (name, text, most) in texts {
            let Some(text) = text.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { continue };
            if text.chars().count() > most {
                return Err(ReviewFault::TooLong);
            }
            body[name] = json!(text);
        }
        Ok(body)
    }
}

/// What is sent to `/api/menu/reviews/{review}/report`: why, with words if there are any.
///
/// # Errors
/// [`ReviewFault::TooLong`] if the server would not take the words.
pub fn report_body(why: WhyReported, words: Option<&str>) -> Result<Value, ReviewFault> {
    let mut body = json!({ "why": why.code() });
    if let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) {
        if words.chars().count() > MOST_REPORT {
            return Err(ReviewFault::TooLong);
        }
        body["words"] = json!(words);
    }
    Ok(body)
}

/// A review as everybody reads it: no person, and the month alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ShownReview {
    /// Its id, to report it by.
    pub id: Uuid,
    /// The month, as `2026-11`.
    pub month: String,
    /// Stars for "I felt welcome".
    pub welcome: u8,
    /// Stars for "It was easy to get to".
    pub easy: u8,
    /// Stars for "I would go again".
    pub again: u8,
    /// What was good.
    pub good: Option<String>,
    /// What others should know.
    pub others: Option<String>,
    /// A story.
    pub story: Option<String>,
}

/// The mean of all stars, in tenths: 43 is 4.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct MeanStars {
    /// For "I felt welcome".
    pub welcome_tenths: u8,
    /// For "It was easy to get to".
    pub easy_tenths: u8,
    /// For "I would go again".
    pub again_tenths: u8,
}

/// A page of a service's reviews.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReviewsPage {
    /// How many there are.
    pub total: u64,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u64,
    /// Told from [`FEWEST_FOR_MEAN`] reviews on.
    pub mean: Option<MeanStars>,
    /// About how many days the hub takes to read a new one, if that can be told.
    pub days_until_read: Option<u32>,
    /// The reviews of this page, the newest month first.
    pub reviews: Vec<ShownReview>,
}

/// What the hub has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SentReview {
    /// What follows if the writer would like to be contacted.
    pub contact: Option<ReviewContact>,
}

/// How far a review has come.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OwnReview {
    /// Of which service.
    pub service_id: Uuid,
    /// What that is called.
    pub service: String,
    /// How far.
    pub state: ReviewState,
    /// The month it was sent in, as `2026-11`.
    pub month: String,
    /// Why it does not show; what is newer than this reader is another reason, and keeps no answer away.
    #[serde(default, deserialize_with = "reason")]
    pub reason: Option<ReviewReason>,
    /// What the hub says of that.
    pub note: Option<String>,
}

fn reason<'de, D: Deserializer<'de>>(json: D) -> Result<Option<ReviewReason>, D::Error> {
    let code: Option<String> = Option::deserialize(json)?;
    Ok(code.map(|code| ReviewReason::from_code(&code).unwrap_or(ReviewReason::Other)))
}

/// Reads one of the answers above.
///
/// # Errors
/// [`NotUnderstood`] if it is none.
pub fn read_answer<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, NotUnderstood> {
    read(body)
}
