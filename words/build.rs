//! Turns the catalogues (`en/*.ftl`, and any folder added beside it) into one typed function for each message.
//!
//! The build fails when a file does not parse, a key stands twice, a message refers to one that is not there, or a
//! language does not have exactly the keys and arguments of English. A key that Rust uses and no catalogue has
//! does not compile.

#[path = "build/pseudo.rs"]
mod pseudo;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

type Fault = Box<dyn std::error::Error>;

/// What one message needs: its arguments, and the messages it is built from.
#[derive(Default)]
struct Message {
    arguments: BTreeSet<String>,
    parts: BTreeSet<String>,
}

fn main() -> Result<(), Fault> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo:rerun-if-changed={}", root.display());
    let mut languages = BTreeMap::new();
    for folder in fs::read_dir(&root)? {
        let folder = folder?.path();
        let files = catalogues(&folder)?;
        if !files.is_empty() {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            languages.insert(name, (read(&files)?, files));
        }
    }
    // Only where tests run: no server of anybody's speaks it.
    if env::var("PROFILE")? == "debug" {
        let files = accented(&catalogues(&root.join("en"))?)?;
        languages.insert(pseudo::NAME.to_owned(), (read(&files)?, files));
    }
    let (english, _) = languages.get("en").ok_or("no English catalogue")?;
    for (language, (messages, _)) in &languages {
        compare(language, english, messages)?;
    }
    let files = languages.iter().map(|(name, (_, files))| (name.as_str(), files.as_slice()));
    let code = texts(files)? + &functions(english)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

/// English with accents, as files beside the other output of this build.
fn accented(english: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let folder = PathBuf::from(env::var("OUT_DIR")?).join(pseudo::NAME);
    fs::create_dir_all(&folder)?;
    let mut files = Vec::new();
    for file in english {
        let text =
            pseudo::of(&fs::read_to_string(file)?).map_err(|fault| format!("{}: {fault}", file.display()))?;
        files.push(folder.join(file.file_name().unwrap_or_default()));
        fs::write(&files[files.len() - 1], text)?;
    }
    Ok(files)
}

/// The `.ftl` files of a folder, sorted.
fn catalogues(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?.path();
        if file.extension().is_some_and(|ending| ending == "ftl") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn read(files: &[PathBuf]) -> Result<BTreeMap<String, Message>, Fault> {
    let mut messages = BTreeMap::new();
    for file in files {
        let name = file.display();
        let text = fs::read_to_string(file)?;
        let resource = parser::parse(text.as_str()).map_err(|(_, faults)| format!("{name}: {faults:?}"))?;
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut found = Message::default();
            let pattern =
                message.value.as_ref().ok_or_else(|| format!("{name}: {} is empty", message.id.name))?;
            walk(pattern, &mut found);
            if messages.insert(message.id.name.to_owned(), found).is_some() {
                return Err(format!("{name}: {} stands twice", message.id.name).into());
            }
        }
    }
    Ok(messages)
}

fn walk(pattern: &Pattern<&str>, found: &mut Message) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, found);
        }
    }
}

fn walk_expression(expression: &Expression<&str>, found: &mut Message) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, found),
        Expression::Select { selector, variants } => {
            walk_inline(selector, found);
            for variant in variants {
                walk(&variant.value, found);
            }
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, found: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => _ = found.arguments.insert(id.name.to_owned()),
        InlineExpression::MessageReference { id, .. } => _ = found.parts.insert(id.name.to_owned()),
        InlineExpression::Placeable { expression } => walk_expression(expression, found),
        _ => {}
    }
}

/// The arguments of a message and of all it is built from.
fn arguments(messages: &BTreeMap<String, Message>, key: &str) -> Result<BTreeSet<String>, Fault> {
    let message = messages.get(key).ok_or_else(|| format!("there is no message {key}"))?;
    let mut all = message.arguments.clone();
    for part in &message.parts {
        all.extend(arguments(messages, part)?);
    }
    Ok(all)
}

fn compare(
    language: &str,
    english: &BTreeMap<String, Message>,
    messages: &BTreeMap<String, Message>,
) -> Result<(), Fault> {
    for key in english.keys().chain(messages.keys()) {
        let ours = arguments(messages, key).map_err(|fault| format!("{language}: {fault}"))?;
        if ours != arguments(english, key).map_err(|fault| format!("en: {fault}"))? {
            return Err(format!("{language}: {key} takes other arguments than in English").into());
        }
    }
    Ok(())
}

/// The table of languages and the texts of each.
fn texts<'a>(languages: impl Iterator<Item = (&'a str, &'a [PathBuf])>) -> Result<String, Fault> {
    let mut code = String::from("const LANGUAGES: &[(&str, &[&str])] = &[\n");
    for (name, files) in languages {
        writeln!(code, "    ({name:?}, &[")?;
        for file in files {
            writeln!(code, "        include_str!({:?}),", file.display().to_string())?;
        }
        writeln!(code, "    ]),")?;
    }
    code.push_str("];\n\n");
    Ok(code)
}

/// The table of keys, and one function for each message: `verdict-hub` becomes `verdict_hub(name, telephone)`.
fn functions(messages: &BTreeMap<String, Message>) -> Result<String, Fault> {
    let keys: Vec<&String> = messages.keys().collect();
    let mut code = format!("const KEYS: &[&str] = &{keys:?};\n\nimpl Catalogue {{\n");
    for key in messages.keys() {
        let arguments = arguments(messages, key)?;
        writeln!(code, "    /// Says `{key}`.")?;
        let lifetime = if arguments.is_empty() { "" } else { "<'a>" };
        write!(code, "    pub fn {}{lifetime}(&self", key.replace('-', "_"))?;
        for argument in &arguments {
            write!(code, ", {argument}: impl Into<FluentValue<'a>>")?;
        }
        writeln!(code, ") -> String {{")?;
        write!(code, "        self.sure({key:?}, [")?;
        for argument in &arguments {
            write!(code, "({argument:?}, {argument}.into()), ")?;
        }
        writeln!(code, "])\n    }}\n")?;
    }
    code.push_str("}\n");
    Ok(code)
}
