//! Pages: `MiniJinja` templates, each with one struct that says what it is given.

pub mod api;
pub mod apps;
pub mod check;
pub mod console;
pub mod errors;
pub mod lost;
pub mod menu;
pub mod start;

use super::{assets::Assets, error::AppError};
use crate::store::Entrance;
use axum::response::Html;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, value::Kwargs};
use passport_core::card::Base;
use passport_words::{Catalogue, FluentValue, Speaker};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "../web/templates"]
struct Templates;

/// What one template is given.
pub trait Page: Serialize {
    /// The template's file in `web/templates`.
    const TEMPLATE: &'static str;
}

/// All templates, with the words and the files they name.
pub struct Pages {
    templates: Environment<'static>,
}

impl Pages {
    /// Reads every template.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn new(base: &Base, speaker: Arc<Speaker>, assets: Arc<Assets>) -> anyhow::Result<Self> {
        let mut templates = Environment::new();
        // GOV.UK's components ask for options of options that nobody gave.
        templates.set_undefined_behavior(UndefinedBehavior::Chainable);
        templates.set_auto_escape_callback(|_name| AutoEscape::Html);
        templates.add_global("base", base.as_str());
        templates.add_global("host", base.authority());
        templates.add_global("lang", speaker.words().language());
        templates.add_function("say", move |key: &str, given: Kwargs| say(speaker.words(), key, &given));
        templates.add_function("asset", move |source: &str| assets.address(source));
        for name in Templates::iter() {
            let file = Templates::get(&name).ok_or_else(|| anyhow::anyhow!("{name} is not embedded"))?;
            let text = String::from_utf8(file.data.into_owned())?;
            templates.add_template_owned(name.into_owned(), text)?;
        }
        Ok(Self { templates })
    }

    /// One page as HTML.
    ///
    /// # Errors
    /// An internal error when the template and its struct do not fit, which the test that renders all pages would show.
    pub fn render<P: Page>(&self, page: &P) -> Result<Html<String>, AppError> {
        let template = self.templates.get_template(P::TEMPLATE).map_err(AppError::internal)?;
        template.render(minijinja::value::Serde(page)).map(Html).map_err(AppError::internal)
    }

    /// The page of an error. If even that cannot be rendered, one plain line.
    pub fn error(&self, error: &AppError) -> String {
        self.render(&errors::ErrorPage::of(error))
            .map_or_else(|_| error.fault.title().to_owned(), |Html(page)| page)
    }

    /// The same in the console or at a desk.
    pub fn console_error(&self, error: &AppError, entrance: Entrance) -> String {
        self.render(&console::ConsoleErrorPage::of(error, entrance))
            .map_or_else(|_| error.fault.title().to_owned(), |Html(page)| page)
    }
}

/// `say("key", minutes=10)` in a template.
fn say(words: &Catalogue, key: &str, given: &Kwargs) -> Result<String, Error> {
    let mut arguments = Vec::new();
    for name in given.args() {
        let value: minijinja::Value = given.get(name)?;
        let value = match i64::try_from(value.clone()) {
            Ok(number) => FluentValue::from(number),
            Err(_text) => FluentValue::from(value.to_string()),
        };
        arguments.push((name, value));
    }
    words.say(key, arguments).map_err(|missing| Error::new(ErrorKind::InvalidOperation, missing.to_string()))
}

#[cfg(test)]
mod tests;
