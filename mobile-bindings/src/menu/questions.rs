//! What is asked of every service, in words.

use passport_core::menu::{Question, Term};

/// A question, with the answers there are.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuQuestion {
    /// Its code: `transport`.
    pub code: String,
    /// What it is called: "Getting there".
    pub name: String,
    /// The question, if it is one of those every menu asks: "How will you get there?"
    pub question: Option<String>,
    /// What it is about.
    pub about: String,
    /// Its answers, in the order in which to offer them.
    pub answers: Vec<MenuAnswer>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuAnswer {
    /// What to wish for: `transport/included`.
    pub tag: String,
    /// What people say: "They pick you up".
    pub name: String,
    /// What it means.
    pub about: String,
    /// Whether a hub added it.
    pub is_own: bool,
}

impl MenuQuestion {
    pub(super) fn of(one: &Question) -> Self {
        let Question { code, name, question, about, terms } = one.clone();
        let answers = terms.into_iter().map(|term| MenuAnswer::of(&code, term)).collect();
        Self { code, name, question, about, answers }
    }
}

impl MenuAnswer {
    fn of(question: &str, Term { code, name, about, is_own }: Term) -> Self {
        Self { tag: format!("{question}/{code}"), name, about, is_own }
    }
}
