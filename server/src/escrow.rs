//! A copy of the sealing key in safe keeping: whoever has it answers a question that only the key can answer, on a machine of theirs. So neither
//! copy travels, and nobody can say that there is one without having it.

use std::fmt;
use std::str::FromStr;

use subtle::ConstantTimeEq as _;
use thiserror::Error;

use crate::chance::{Chance, NoChance, draw};
use crate::seal::SealingKey;

const LEN: usize = 10;

/// What the holder of a copy is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question([u8; LEN]);

/// What the key answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Answer([u8; LEN]);

/// A text that is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("is not 20 digits and letters a to f, as it was printed")]
pub struct NotSpoken;

impl Question {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn draw(chance: &dyn Chance) -> Result<Self, NoChance> {
        draw(chance).map(Self)
    }

    /// One that was kept.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// To be kept.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What this key answers to it. It tells nothing about the key, and answers no other question.
    pub fn answered_by(&self, key: &SealingKey) -> Answer {
        let derived = key.derived(&[b"passport escrow\0", &self.0[..]].concat());
        let mut answer = [0; LEN];
        answer.copy_from_slice(&derived[..LEN]);
        Answer(answer)
    }

    /// Whether this is what the key answers.
    pub fn is_answered(&self, key: &SealingKey, answer: &Answer) -> bool {
        self.answered_by(key).0.ct_eq(&answer.0).into()
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        speak(&self.0, f)
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        speak(&self.0, f)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer")
    }
}

impl FromStr for Question {
    type Err = NotSpoken;
    fn from_str(text: &str) -> Result<Self, NotSpoken> {
        hear(text).map(Self)
    }
}

impl FromStr for Answer {
    type Err = NotSpoken;
    fn from_str(text: &str) -> Result<Self, NotSpoken> {
        hear(text).map(Self)
    }
}

/// In groups of four, as people read out a number.
fn speak(bytes: &[u8; LEN], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, two) in bytes.chunks(2).enumerate() {
        if at > 0 {
            f.write_str("-")?;
        }
        two.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
    }
    Ok(())
}

fn hear(text: &str) -> Result<[u8; LEN], NotSpoken> {
    let digits = text.chars().filter(|one| !one.is_whitespace() && *one != '-');
    let digits: Vec<u32> = digits.map(|one| one.to_digit(16)).collect::<Option<_>>().ok_or(NotSpoken)?;
    let bytes = digits.chunks_exact(2).map(|two| u8::try_from(two[0] * 16 + two[1]).unwrap_or_default());
    if digits.len() != 2 * LEN {
        return Err(NotSpoken);
    }
    bytes.collect::<Vec<_>>().try_into().map_err(|_| NotSpoken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    #[test]
    fn only_the_key_answers_and_each_question_has_an_answer_of_its_own() {
        let (key, other) = (SealingKey::from_bytes([7; 32]), SealingKey::from_bytes([8; 32]));
        let (one, two) = (Question::draw(&SystemChance).unwrap(), Question::draw(&SystemChance).unwrap());
        let heard: Question = one.to_string().to_uppercase().parse().unwrap();
        let answer: Answer = heard.answered_by(&key).to_string().replace('-', " ").parse().unwrap();
        assert!(one.is_answered(&key, &answer));
        assert!(!one.is_answered(&other, &answer) && !two.is_answered(&key, &answer));
        assert_eq!(one.to_string().len(), 24);
        for wrong in ["", "3f2a", "zzzz-zzzz-zzzz-zzzz-zzzz", "3f2a-3f2a-3f2a-3f2a-3f2a-3"] {
            assert!(wrong.parse::<Answer>().is_err());
        }
    }
}
