//! A list as it is answered: a page in its envelope of eight fields, or everything, one record a line.

use super::super::{document::document, error::AppError};
use super::asked::Asked;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use std::fmt::Write as _;

/// Records on a page, unless more or fewer are asked for.
const USUAL: u64 = 50;
/// And at most.
const MOST: u64 = 500;
/// So many lines are written at once.
const LINES_AT_ONCE: usize = 64;

/// Writes one record as JSON.
pub type Written = Result<String, serde_json::Error>;

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One page, counted from 1, of so many records.
    Page {
        /// Which.
        number: u64,
        /// Of how many records.
        size: u64,
    },
    /// All of it, a record a line.
    Lines,
}

impl Part {
    /// What `page`, `per_page` and `format` ask for.
    pub fn of(asked: &Asked) -> Result<Self, AppError> {
        Self::with(asked, USUAL, MOST)
    }

    /// The same of records so short that all fit on one page.
    pub fn of_short(asked: &Asked) -> Result<Self, AppError> {
        Self::with(asked, u64::MAX, u64::MAX)
    }

    fn with(asked: &Asked, usual: u64, most: u64) -> Result<Self, AppError> {
        let number = asked.number("page", 1, "`page` is a whole number, counted from 1.")?.unwrap_or(1);
        let size =
            asked.number("per_page", 1, "`per_page` is a whole number, at most 500.")?.unwrap_or(usual);
        match asked.text("format") {
            None | Some("json") => Ok(Self::Page { number, size: size.min(most) }),
            Some("ndjson") => Ok(Self::Lines),
            Some(_) => Err(AppError::bad_request("`format` is json or ndjson.")),
        }
    }
}

/// Answers with a part of a list.
pub fn list<I: Send + 'static>(
    headers: &HeaderMap,
    part: Part,
    items: Vec<I>,
    write: impl Fn(&I) -> Written + Send + 'static,
) -> Response {
    match part {
        Part::Lines => lines(items, write),
        Part::Page { number, size } => match page(&items, number, size, write) {
            Ok(page) => document(headers, "application/json", page),
            Err(fault) => AppError::internal(fault).into_response(),
        },
    }
}

/// Answers with one record, or that there is none.
pub fn one(headers: &HeaderMap, record: Option<Written>) -> Result<Response, AppError> {
    let record = record.ok_or_else(AppError::not_found)?.map_err(AppError::internal)?;
    Ok(document(headers, "application/json", record))
}

fn page<I>(items: &[I], number: u64, size: u64, write: impl Fn(&I) -> Written) -> Written {
    let total = items.len() as u64;
    let pages = total.div_ceil(size);
    let first = usize::try_from((number - 1).saturating_mul(size)).unwrap_or(usize::MAX).min(items.len());
    let after = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(first).min(items.len());
    let shown = &items[first..after];
    let mut page = String::new();
    // Writing to a text does not fail.
    let _ = write!(
        page,
        r#"{{"total_items":{total},"total_pages":{pages},"page_number":{number},"size":{},"first_page":{},"last_page":{},"empty":{},"contents":["#,
        shown.len(),
        number == 1,
        number >= pages,
        shown.is_empty(),
    );
    for (at, item) in shown.iter().enumerate() {
        if at > 0 {
            page.push(',');
        }
        page.push_str(&write(item)?);
    }
    page.push_str("]}");
    Ok(page)
}

/// A record a line, written as fast as they are read.
fn lines<I: Send + 'static>(items: Vec<I>, write: impl Fn(&I) -> Written + Send + 'static) -> Response {
    let mut items = items.into_iter();
    let chunks = std::iter::from_fn(move || {
        let mut chunk = String::new();
        for item in items.by_ref().take(LINES_AT_ONCE) {
            match write(&item) {
                Ok(record) => chunk.push_str(&(record + "\n")),
                Err(fault) => return Some(Err(fault)),
            }
        }
        (!chunk.is_empty()).then_some(Ok(chunk))
    });
    let kind = HeaderValue::from_static("application/x-ndjson");
    ([(header::CONTENT_TYPE, kind)], Body::from_stream(stream::iter(chunks))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn asked(count: u64, number: u64, size: u64) -> Value {
        let items: Vec<u64> = (0..count).collect();
        serde_json::from_str(&page(&items, number, size, |item| Ok(item.to_string())).unwrap()).unwrap()
    }

    #[test]
    fn an_envelope_has_its_eight_fields_whatever_is_in_it() {
        for (count, number, size, shown, is_last) in [
            (0, 1, 50, 0, true),
            (3, 1, 2, 2, false),
            (3, 2, 2, 1, true),
            (3, 9, 2, 0, true),
            (3, u64::MAX, u64::MAX, 0, true),
        ] {
            let page = asked(count, number, size);
            assert_eq!(page.as_object().unwrap().len(), 8, "{page}");
            assert_eq!((&page["total_items"], &page["page_number"]), (&count.into(), &number.into()));
            assert_eq!((&page["size"], &page["empty"]), (&shown.into(), &(shown == 0).into()), "{page}");
            assert_eq!((&page["first_page"], &page["last_page"]), (&(number == 1).into(), &is_last.into()));
            assert_eq!(page["contents"].as_array().unwrap().len(), usize::try_from(shown).unwrap());
        }
    }
}
