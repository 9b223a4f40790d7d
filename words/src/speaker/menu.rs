//! The menu's taxonomies: what is asked of a service, and the answers. What a hub added itself has no words here.

use passport_core::menu::Tag;
use passport_core::menu::taxonomy::taxonomy;

use super::Speaker;

/// A taxonomy, spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenTaxonomy {
    /// What it is called: "Getting there".
    pub name: String,
    /// What it asks: "How will you get there?".
    pub question: String,
    /// What it is about, in one sentence.
    pub about: String,
}

/// A term, spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenTerm {
    /// What people say: "They pick you up".
    pub name: String,
    /// What it means, in one sentence.
    pub about: String,
}

impl Speaker {
    /// The words of a taxonomy that every menu has.
    pub fn menu_taxonomy(&self, code: &str) -> Option<SpokenTaxonomy> {
        let code = taxonomy(code)?.code;
        Some(SpokenTaxonomy {
            name: self.plain(&format!("menu-taxonomy-{code}"))?,
            question: self.plain(&format!("menu-question-{code}"))?,
            about: self.plain(&format!("menu-taxonomy-{code}-about"))?,
        })
    }

    /// The words of a term that every menu has.
    pub fn menu_term(&self, tag: &Tag) -> Option<SpokenTerm> {
        let (code, term) = (tag.taxonomy(), tag.term());
        if !taxonomy(code)?.terms.contains(&term) {
            return None;
        }
        Some(SpokenTerm {
            name: self.plain(&format!("menu-term-{code}-{term}"))?,
            about: self.plain(&format!("menu-term-{code}-{term}-about"))?,
        })
    }

    fn plain(&self, key: &str) -> Option<String> {
        self.words.say(key, []).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use passport_core::menu::taxonomy::TAXONOMIES;

    use super::*;

    #[test]
    fn every_question_and_every_answer_has_its_words_and_no_two_answers_the_same() {
        let speaker = Speaker::new("en").unwrap();
        let mut names = HashSet::new();
        for one in TAXONOMIES {
            let spoken = speaker.menu_taxonomy(one.code).unwrap_or_else(|| panic!("{}", one.code));
            assert!(spoken.question.ends_with('?') && spoken.about.ends_with('.'), "{spoken:?}");
            assert!(names.insert(spoken.name.clone()), "{spoken:?} stands twice");
            let mut answers = HashSet::new();
            for tag in one.tags() {
                let term = speaker.menu_term(&tag).unwrap_or_else(|| panic!("{tag}"));
                assert!(term.about.ends_with('.') && !term.name.ends_with('.'), "{term:?}");
                assert!(answers.insert(term.name.clone()), "{term:?} stands twice");
            }
        }
    }

    #[test]
    fn what_a_hub_added_has_no_words_here() {
        let speaker = Speaker::new("en").unwrap();
        for own in ["kind/surfing", "kind/break-about", "surfing/now"] {
            assert_eq!(speaker.menu_term(&Tag::parse(own).unwrap()), None, "{own}");
        }
        assert_eq!(speaker.menu_taxonomy("surfing"), None);
    }
}
