//! Reading fields whatever they are written as: texts with HTML, numbers as texts, one thing where a list belongs.

use serde_json::{Map, Value};

use super::super::plain_text;

/// An object of the feed.
pub(super) type Object = Map<String, Value>;

/// The first of these fields that says anything, made plain.
pub(super) fn text(object: &Object, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let text = match object.get(*name)? {
            Value::String(text) => plain_text(text),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    })
}

/// The same on one line.
pub(super) fn line(object: &Object, names: &[&str]) -> Option<String> {
    text(object, names).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A number, also where it stands as a text.
pub(super) fn number(object: &Object, names: &[&str]) -> Option<f64> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// The objects of a list; a single one stands for a list of one.
pub(super) fn objects<'a>(object: &'a Object, names: &[&str]) -> Vec<&'a Object> {
    let found = names.iter().find_map(|name| object.get(*name).filter(|value| !is_empty(value)));
    match found {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(one)) => vec![one],
        _ => Vec::new(),
    }
}

/// An object.
pub(super) fn object<'a>(object: &'a Object, names: &[&str]) -> Option<&'a Object> {
    names.iter().find_map(|name| object.get(*name)?.as_object())
}

/// Whether nothing is said.
pub(in crate::feeds) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(object) => object.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// An address of the web, as it was meant: `www.` without a scheme has one, anything but http and https is none.
pub(super) fn web(text: &str) -> Option<String> {
    let text = text.trim();
    let is_bare = !text.contains("://") && !text.contains('@') && text.contains('.') && !text.contains(' ');
    let whole = if is_bare { format!("https://{text}") } else { text.to_owned() };
    let url = reqwest::Url::parse(&whole).ok()?;
    let host = url.host_str()?;
    let is_web = matches!(url.scheme(), "http" | "https") && host.contains('.');
    let has_user = !url.username().is_empty() || url.password().is_some();
    (is_web && !has_user).then(|| url.to_string())
}

/// An e-mail address, if it looks like one.
pub(super) fn email(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("mailto:");
    let (name, host) = text.split_once('@')?;
    let is_one = !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= 254
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&byte))
        && !host.contains('@');
    is_one.then(|| text.to_owned())
}
