//! A language that nobody speaks, made from English for tests: `en-XA`, with every letter accented and every text a third
//! longer. A page that shows a plain letter has words of its own; one that breaks would break in Polish or Welsh.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::{parser, serializer};

/// What it is called: Unicode's name for accented English.
pub const NAME: &str = "en-XA";

/// A catalogue file of English in that language.
pub fn of(english: &str) -> Result<String, String> {
    let mut resource = parser::parse(english.to_owned()).map_err(|(_, faults)| format!("{faults:?}"))?;
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry
            && let Some(pattern) = &mut message.value
        {
            change(pattern);
        }
    }
    Ok(serializer::serialize(&resource))
}

fn change(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = accented(value),
            PatternElement::Placeable { expression } => change_choices(expression),
        }
    }
}

/// What is said in each case.
fn change_choices(expression: &mut Expression<String>) {
    match expression {
        Expression::Select { variants, .. } => {
            for variant in variants {
                change(&mut variant.value);
            }
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => change_choices(expression),
        Expression::Inline(_) => {}
    }
}

/// Each letter with a mark on it, each vowel twice.
fn accented(text: &str) -> String {
    let plain = "aeiouyAEIOUYcdglnrstwzCDGLNRSTWZ";
    let marked = "áéíóúýÁÉÍÓÚÝçđğľñřšţŵžÇĐĞĽÑŘŠŢŴŽ";
    let mut longer = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        let found = plain.chars().zip(marked.chars()).find(|(one, _)| *one == letter);
        let marked = found.map_or(letter, |(_, marked)| marked);
        longer.push(marked);
        if "aeiou".contains(letter) {
            longer.push(marked);
        }
    }
    longer
}
