//! One answer of a feed, in any of the forms they come in: pages of Open Referral UK 3.0 (`contents`) and 1.0 (`content`), a list, one
//! service, or a service a line.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use serde_json::{Map, Value};
use thiserror::Error;

/// What an answer holds.
#[derive(Debug, Default, PartialEq)]
pub struct Answer {
    /// Its items, in order; none for a line that is not JSON.
    pub items: Vec<Option<Value>>,
    /// How many pages it says there are.
    pub total_pages: Option<u64>,
    /// How many items it says there are on all pages.
    pub total_items: Option<u64>,
    /// Whether it says that it is the first page,
    pub is_first: Option<bool>,
    /// or the last one.
    pub is_last: Option<bool>,
    /// Whether it is a page, with others before or after it.
    pub is_page: bool,
}

/// Why an answer is none.
#[derive(Debug, Error, PartialEq)]
pub enum AnswerFault {
    /// It is something else.
    #[error("is not JSON (line {0}, column {1})")]
    NotJson(usize, usize),
    /// It was cut off.
    #[error("is JSON that stops in the middle (line {0}, column {1})")]
    CutOff(usize, usize),
    /// It would take far more memory than it has letters.
    #[error("has more than 4 million parts")]
    TooManyParts,
    /// It is JSON without services.
    #[error("is JSON, but holds no services: it has neither `contents` nor `content`, and is no list")]
    NoServices,
    /// It is a feed's own description.
    #[error("describes a feed and holds no services: give its address with /services at the end")]
    FrontPage,
}

/// The most objects, fields and items of lists in one answer: each takes memory, however few letters it has.
const MOST_PARTS: usize = 4_000_000;

/// The names under which lists of services stand.
const LISTS: [&str; 4] = ["contents", "content", "services", "items"];

impl Answer {
    /// Reads one.
    ///
    /// # Errors
    /// [`AnswerFault`], with the place where it went wrong.
    pub fn read(bytes: &[u8]) -> Result<Self, AnswerFault> {
        if has_too_many_parts(bytes) {
            return Err(AnswerFault::TooManyParts);
        }
        let text = text_of(bytes);
        let text = text.trim_start_matches('\u{feff}').trim();
        match serde_json::from_str(text) {
            Ok(value) => Self::of(value),
            Err(fault) => Self::of_lines(text).ok_or(if fault.is_eof() {
                AnswerFault::CutOff(fault.line(), fault.column())
            } else {
                AnswerFault::NotJson(fault.line(), fault.column())
            }),
        }
    }

    fn of(value: Value) -> Result<Self, AnswerFault> {
        match value {
            Value::Array(items) => Ok(Self::of_items(items)),
            Value::Object(mut page) => {
                let list = LISTS.iter().find(|name| page.get(**name).is_some_and(Value::is_array));
                match list.and_then(|name| page.remove(*name)) {
                    Some(Value::Array(items)) => Ok(Self::page(&page, items)),
                    _ if page.contains_key("name") => Ok(Self::of_items(vec![Value::Object(page)])),
                    _ if page.contains_key("version") => Err(AnswerFault::FrontPage),
                    _ => Err(AnswerFault::NoServices),
                }
            }
            _ => Err(AnswerFault::NoServices),
        }
    }

    fn of_items(items: Vec<Value>) -> Self {
        Self { items: items.into_iter().map(Some).collect(), ..Self::default() }
    }

    fn page(page: &Map<String, Value>, items: Vec<Value>) -> Self {
        let number = |names: [&str; 2]| names.into_iter().find_map(|name| whole(page.get(name)?));
        let flag = |names: [&str; 2]| names.into_iter().find_map(|name| page.get(name)?.as_bool());
        Self {
            total_pages: number(["total_pages", "totalPages"]),
            total_items: number(["total_items", "totalElements"]),
            is_first: flag(["first_page", "first"]),
            is_last: flag(["last_page", "last"]),
            is_page: true,
            ..Self::of_items(items)
        }
    }

    /// A service a line; a line that is broken is one item that cannot be read.
    fn of_lines(text: &str) -> Option<Self> {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let items: Vec<Option<Value>> = lines.map(|line| serde_json::from_str(line).ok()).collect();
        let are_services = items.len() > 1 && items.first()?.as_ref()?.is_object();
        are_services.then(|| Self { items, ..Self::default() })
    }
}

/// Whether reading it could take much more memory than its letters do. Signs inside texts are counted too: no directory has so many.
pub(super) fn has_too_many_parts(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{' | b'\n')).count() > MOST_PARTS
}

/// The text of what was fetched: UTF-8, or what old programs of Windows write.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Some write numbers as texts.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Answer, AnswerFault> {
        Answer::read(text.as_bytes())
    }

    #[test]
    fn every_form_is_read() {
        let three = read(
            r#"{"total_items": 3, "total_pages": 2, "first_page": true, "last_page": false, "contents": [{}, {}]}"#,
        );
        let three = three.unwrap();
        assert_eq!((three.items.len(), three.total_pages, three.is_last), (2, Some(2), Some(false)));
        let one =
            read("\u{feff}{\"totalElements\": \"243\", \"totalPages\": 5, \"number\": 1, \"content\": [{}]}")
                .unwrap();
        assert_eq!((one.items.len(), one.total_items, one.total_pages), (1, Some(243), Some(5)));
        assert_eq!(read(r#"[{"name": "A"}, {"name": "B"}]"#).unwrap().items.len(), 2);
        assert_eq!(read(r#"{"id": "1", "name": "A"}"#).unwrap().items.len(), 1);
        let lines = read("{\"name\": \"A\"}\n\n{\"name\": \"B\n{\"name\": \"C\"}\n").unwrap();
        assert_eq!(lines.items.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
        let latin = Answer::read(b"[{\"name\": \"Zo\xeb\"}]").unwrap();
        assert_eq!(latin.items[0].as_ref().unwrap()["name"], "Zoë");
    }

    #[test]
    fn what_is_none_says_where() {
        assert_eq!(read("<html>"), Err(AnswerFault::NotJson(1, 1)));
        assert_eq!(read("{\"contents\": [{\"name\": \"A\"}, {"), Err(AnswerFault::CutOff(1, 30)));
        assert_eq!(read(""), Err(AnswerFault::CutOff(1, 0)));
        assert_eq!(read("{\"version\": \"HSDS-UK-3.0\"}"), Err(AnswerFault::FrontPage));
        assert_eq!(read("42"), Err(AnswerFault::NoServices));
        assert_eq!(read("{\"error\": \"no\"}"), Err(AnswerFault::NoServices));
        assert_eq!(read(&format!("[{}0]", "0,".repeat(MOST_PARTS))), Err(AnswerFault::TooManyParts));
        assert!(matches!(read(&"[".repeat(100_000)), Err(AnswerFault::NotJson(..))));
    }
}
