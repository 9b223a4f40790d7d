//! The catalogue of one language: every message as a function of its arguments.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// There is no catalogue of this language.
#[derive(Debug, thiserror::Error)]
#[error("there are no words in the language {0}")]
pub struct NoSuchLanguage(String);

/// The catalogue has no message of this key, or it needs an argument that was not given.
#[derive(Debug, thiserror::Error)]
#[error("there are no words for {0} with these arguments")]
pub struct NoSuchWords(String);

/// The messages of one language.
pub struct Catalogue {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language, named as its folder (`en`).
    ///
    /// # Errors
    /// [`NoSuchLanguage`] when there is no such folder.
    ///
    /// # Panics
    /// Never: the build parsed every file and found every key once.
    pub fn new(language: &str) -> Result<Self, NoSuchLanguage> {
        let unknown = || NoSuchLanguage(language.to_owned());
        let (language, texts) = LANGUAGES.iter().find(|(name, _)| *name == language).ok_or_else(unknown)?;
        let identifier: LanguageIdentifier = language.parse().map_err(|_| unknown())?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolating marks would stand in the API's answers and in what is copied from a page.
        bundle.set_use_isolating(false);
        for text in *texts {
            let resource = FluentResource::try_new((*text).to_owned()).expect("the build parsed this file");
            bundle.add_resource(resource).expect("the build found every key once");
        }
        Ok(Self { language, bundle })
    }

    /// The languages that have a catalogue.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|(name, _)| *name)
    }

    /// The language of this catalogue, for a page's `lang`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// Every key, which all languages have.
    pub fn keys() -> &'static [&'static str] {
        KEYS
    }

    /// Says the message of a key. Rust code calls the function of that message instead; this is for templates.
    ///
    /// # Errors
    /// [`NoSuchWords`] when there is no such message or an argument is missing.
    pub fn say<'a>(
        &self,
        key: &str,
        arguments: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
    ) -> Result<String, NoSuchWords> {
        let missing = || NoSuchWords(key.to_owned());
        let pattern = self.bundle.get_message(key).and_then(|message| message.value()).ok_or_else(missing)?;
        let arguments: FluentArgs<'_> = arguments.into_iter().collect();
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
        if faults.is_empty() { Ok(said) } else { Err(missing()) }
    }

    fn sure<'a, const N: usize>(&self, key: &str, arguments: [(&'a str, FluentValue<'a>); N]) -> String {
        self.say(key, arguments).expect("the build found this key and its arguments in every language")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_minute_is_not_one_minutes() {
        let words = Catalogue::new("en").unwrap();
        assert_eq!(words.arrangement_time_out(1), "May leave the room for up to 1 minute.");
        assert_eq!(words.arrangement_time_out(10), "May leave the room for up to 10 minutes.");
    }

    #[test]
    fn a_place_is_spoken_without_invisible_marks() {
        let words = Catalogue::new("en").unwrap();
        let said = words.arrangement_time_out_place(10, "Pastoral office");
        assert_eq!(said, "May leave the room for up to 10 minutes. Goes to: Pastoral office.");
    }

    #[test]
    fn a_key_or_an_argument_that_is_not_there_is_an_error() {
        let words = Catalogue::new("en").unwrap();
        assert!(words.say("nothing-like-it", []).is_err());
        assert!(words.say("arrangement-time-out", []).is_err());
        assert_eq!(words.say("service-name", []).unwrap(), "Pass");
    }

    #[test]
    fn accented_english_has_no_plain_vowel_and_keeps_what_it_is_given() {
        let words = Catalogue::new("en-XA").unwrap();
        let said = words.arrangement_time_out_place(1, "Library");
        assert!(said.ends_with("Library.") && said.contains(" 1 "), "{said}");
        assert!(!said.replace("Library", "").contains(['a', 'e', 'i', 'o', 'u']), "{said}");
        assert_ne!(
            said,
            words.arrangement_time_out_place(2, "Library").replace('2', "1"),
            "one minute, two minutes"
        );
    }

    #[test]
    fn a_language_without_a_folder_is_refused() {
        assert!(Catalogue::new("xx").is_err());
        assert!(Catalogue::languages().any(|language| language == "en"));
    }
}
