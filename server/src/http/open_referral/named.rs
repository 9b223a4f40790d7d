//! `search` in lists that are too short for a search of their own: organisations, taxonomies and terms, by what they are called and what
//! is said of them.

use super::super::error::AppError;
use super::asked::Asked;

/// The words that are looked for, in small letters.
pub struct Named(Vec<String>);

impl Named {
    /// What `search` asks for; everything, if it is not there.
    pub fn wanted(asked: &Asked) -> Result<Self, AppError> {
        let words = asked.search()?.unwrap_or_default();
        Ok(Self(words.split_whitespace().map(str::to_lowercase).collect()))
    }

    /// Whether each of the words stands in a name or in what is said of it.
    pub fn fits(&self, name: &str, said: &str) -> bool {
        let (name, said) = (name.to_lowercase(), said.to_lowercase());
        self.0.iter().all(|word| name.contains(word.as_str()) || said.contains(word.as_str()))
    }
}
