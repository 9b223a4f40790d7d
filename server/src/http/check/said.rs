//! What is asked and answered, as it goes over the wire and as the OpenAPI document describes it.

use chrono::{DateTime, NaiveDate, Utc};
use passport_core::{
    card::{LineText, Setting},
    verify::{State, Verdict},
};
use passport_words::Speaker;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{
    ToSchema,
    openapi::schema::{Object, ObjectBuilder, Type},
};

/// A card to be checked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A square's text, its digits, a credential, or the short code under a printed square.
    #[schema(example = "K7QX-M2RT-9C")]
    pub(super) card: String,
    /// Where the person is: `school`, `pharmacy`, `gp` or `transport`. Without it the answer is only whether the card is real.
    #[serde(default, deserialize_with = "setting")]
    #[schema(schema_with = settings)]
    pub(super) setting: Option<Setting>,
}

/// One of the seven answers, with what this setting may see and nothing more.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answer {
    /// Which of the seven it is.
    #[schema(schema_with = states)]
    pub state: &'static str,
    /// The answer in a few words.
    #[schema(example = "Card is valid")]
    pub headline: String,
    /// What is arranged here and what to do next, in the order in which to read it.
    pub lines: Vec<String>,
    /// Known-as name and initial, to match with the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "Zoë B")]
    pub name: Option<String>,
    /// The card's last day in Europe/London.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub valid_until: Option<NaiveDate>,
    /// When this was answered.
    pub checked_at: DateTime<Utc>,
    /// When the list of withdrawn cards that was looked at was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub list_issued_at: Option<DateTime<Utc>>,
}

impl Answer {
    /// Says a verdict.
    pub fn of(verdict: &Verdict, speaker: &Speaker) -> Self {
        let spoken = speaker.verdict(verdict);
        Self {
            state: verdict.state.code(),
            headline: spoken.headline,
            lines: spoken.lines,
            name: verdict.name.as_ref().map(LineText::to_string),
            valid_until: verdict.valid_until,
            checked_at: moment(verdict.checked_at),
            list_issued_at: verdict.list_issued_at.map(moment),
        }
    }

    /// The same for a typed code that names no card: its words are about the code, not about a square.
    pub(super) fn of_unknown_code(self, speaker: &Speaker) -> Self {
        let spoken = speaker.unknown_code();
        Self { headline: spoken.headline, lines: spoken.lines, ..self }
    }
}

/// The settings by their codes, for the OpenAPI document.
fn settings() -> Object {
    one_of(
        Setting::ALL.map(Setting::code),
        "pharmacy",
        "Where the person is. Without it the answer is only whether the card is real.",
    )
}

/// The seven answers by their codes.
fn states() -> Object {
    one_of(State::ALL.map(State::code), "valid", "Which of the seven it is.")
}

fn one_of<const N: usize>(codes: [&'static str; N], example: &str, description: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(codes))
        .examples([serde_json::Value::from(example)])
        .description(Some(description))
        .build()
}

fn setting<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Setting>, D::Error> {
    let code: Option<String> = Option::deserialize(json)?;
    code.map(|code| code.parse().map_err(|_| serde::de::Error::custom("unknown setting"))).transpose()
}

fn moment(seconds: u64) -> DateTime<Utc> {
    i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default()
}
