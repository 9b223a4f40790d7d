//! The same as a page: names of members as headings, lists as lists. It holds all it needs, and loads nothing.

use serde_json::Value;

/// A page of everything.
pub(super) fn of(everything: &Value) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Everything that is kept</title><style>body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}\
         dt{font-weight:bold}dd{margin:0 0 .5rem 1.5rem}img{max-width:12rem}</style></head><body>\n<h1>Everything that is kept</h1>\n",
    );
    if let Value::Object(parts) = everything {
        for (name, part) in parts {
            page.push_str(&format!("<h2>{}</h2>\n", title(name)));
            write(&mut page, part);
        }
    }
    page.push_str("</body></html>\n");
    page
}

fn write(page: &mut String, value: &Value) {
    match value {
        Value::Null => page.push_str("<p>–</p>\n"),
        Value::Bool(value) => page.push_str(if *value { "<p>yes</p>\n" } else { "<p>no</p>\n" }),
        Value::Number(number) => page.push_str(&format!("<p>{number}</p>\n")),
        Value::String(text) if text.starts_with("data:image/jpeg;base64,") => {
            page.push_str(&format!("<p><img alt=\"\" src=\"{}\"></p>\n", safe(text)));
        }
        Value::String(text) => page.push_str(&format!("<p>{}</p>\n", safe(text))),
        Value::Array(values) if values.is_empty() => page.push_str("<p>–</p>\n"),
        Value::Array(values) => {
            page.push_str("<ol>\n");
            for value in values {
                page.push_str("<li>");
                write(page, value);
                page.push_str("</li>\n");
            }
            page.push_str("</ol>\n");
        }
        Value::Object(members) => {
            page.push_str("<dl>\n");
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                page.push_str(&format!("<dt>{}</dt><dd>", title(name)));
                write(page, value);
                page.push_str("</dd>\n");
            }
            page.push_str("</dl>\n");
        }
    }
}

/// `how_to_reach_them` as people write it.
fn title(name: &str) -> String {
    let spaced = safe(&name.replace('_', " "));
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_somebody_wrote_is_text_on_the_page_and_nothing_else() {
        let page = of(
            &json!({"how_to_reach_them": {"never": "<script>alert(\"Zoë & Co\")</script>", "by": null}, "cards": []}),
        );
        assert!(page.contains("<h2>How to reach them</h2>") && page.contains("<dt>Never</dt>"));
        assert!(page.contains("&lt;script&gt;alert(&quot;Zoë &amp; Co&quot;)") && !page.contains("<script"));
        assert!(!page.contains("By"), "what is not there is not named");
    }
}
