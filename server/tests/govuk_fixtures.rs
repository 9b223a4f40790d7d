//! Our components against GOV.UK Frontend's own fixtures: the same options give the same HTML, white space aside.

use minijinja::{Environment, UndefinedBehavior, Value, context, path_loader};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// File of the component, and the macro in it.
const COMPONENTS: [(&str, &str); 12] = [
    ("back-link", "back_link"),
    ("button", "button"),
    ("details", "details"),
    ("error-message", "error_message"),
    ("error-summary", "error_summary"),
    ("fieldset", "fieldset"),
    ("hint", "hint"),
    ("input", "input"),
    ("inset-text", "inset_text"),
    ("label", "label"),
    ("radios", "radios"),
    ("skip-link", "skip_link"),
];

fn web() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web")
}

#[derive(Deserialize)]
struct File {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: Value,
    html: String,
}

fn fixtures(component: &str) -> Vec<Fixture> {
    let file =
        web().join(format!("node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json"));
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|fault| panic!("{}: {fault}; run `npm ci` in web/ first", file.display()));
    serde_json::from_str::<File>(&text).expect("fixtures as the package has them").fixtures
}

/// White space between tags and runs of it in text mean nothing to a browser here.
fn normal(html: &str) -> String {
    let words = html.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .replace("> ", ">")
        .replace(" <", "<")
        .replace(" >", ">")
        .replace("&#x27;", "&#39;")
        .replace("&#x2f;", "/")
}

#[test]
fn every_component_gives_the_html_of_every_fixture() {
    let mut env = Environment::new();
    env.set_loader(path_loader(web().join("templates")));
    env.set_undefined_behavior(UndefinedBehavior::Chainable);

    let mut wrong = Vec::new();
    let mut right = 0;
    for (file, name) in COMPONENTS {
        let source = format!("{{% from \"components/{file}.html\" import {name} %}}{{{{ {name}(params) }}}}");
        for fixture in fixtures(file) {
            let page = format!("{name}.html");
            let rendered = env
                .render_named_str(&page, &source, context! { params => fixture.options })
                .unwrap_or_else(|fault| format!("{fault:#}"));
            let expected = normal(&fixture.html);
            if normal(&rendered) == expected {
                right += 1;
            } else {
                wrong.push(format!(
                    "{file}: {}\n  ours     {}\n  expected {expected}",
                    fixture.name,
                    normal(&rendered)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), wrong.len() + right, wrong.join("\n"));
}
