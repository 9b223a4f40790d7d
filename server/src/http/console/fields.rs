//! What is wrong with a form, field by field, in the order of the page.

use serde::Serialize;
use std::borrow::Cow;

/// One thing that is wrong: an entry of the error summary, and the message at its field.
#[derive(Debug, Serialize)]
pub(in crate::http) struct Fault {
    field: Cow<'static, str>,
    href: String,
    text: String,
}

/// All that is wrong with a form.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(in crate::http) struct Faults(Vec<Fault>);

impl Faults {
    /// Only this is wrong.
    pub(in crate::http) fn one(field: impl Into<Cow<'static, str>>, text: String) -> Self {
        let mut faults = Self::default();
        faults.add(field, text);
        faults
    }

    /// This is wrong too.
    pub(in crate::http) fn add(&mut self, field: impl Into<Cow<'static, str>>, text: String) {
        let field = field.into();
        self.0.push(Fault { href: format!("#{field}"), field, text });
    }

    /// All of these are wrong too.
    pub(in crate::http) fn and(&mut self, others: Option<Self>) {
        self.0.extend(others.into_iter().flat_map(|others| others.0));
    }

    /// Whether nothing is.
    pub(in crate::http) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One of a few answers, as a select or radios show it.
#[derive(Debug, Serialize)]
pub(in crate::http) struct Choice {
    pub(in crate::http) value: String,
    pub(in crate::http) text: String,
}
