//! A feed page by page, until it says that there are no more, or turns in circles.

use std::collections::HashSet;

use reqwest::Url;
use serde_json::Value;
use thiserror::Error;

use super::answer::{Answer, AnswerFault};
use super::fetch::{FetchFault, Fetcher};

/// The most services of one feed.
pub const MOST_ITEMS: usize = 50_000;
/// So many are asked for, and so many of a file are taken together.
const ITEMS_A_PAGE: usize = 100;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What it is asked for by.
    pub number: u64,
    /// Its items; none for what is no JSON.
    pub items: Vec<Option<Value>>,
    /// How many items there are on all pages, as far as is known.
    pub total: Option<u64>,
    /// Whether others follow.
    pub is_last: bool,
}

/// Why a feed cannot be read on.
#[derive(Debug, Error)]
pub enum FeedFault {
    /// Nothing was fetched.
    #[error("page {0} {1}")]
    Fetch(u64, FetchFault),
    /// What was fetched is no page.
    #[error("page {0} {1}")]
    Answer(u64, AnswerFault),
    /// The feed gives the same again and again.
    #[error("page {0} repeats what came before: the feed does not say where it ends")]
    Repeats(u64),
    /// The feed is longer than is taken in.
    #[error("has more than 50,000 services")]
    TooMany,
}

/// The pages of a feed, one after the other.
pub struct Pages {
    source: Source,
    next: Option<u64>,
    seen: HashSet<String>,
    total: Option<u64>,
}

enum Source {
    Feed { url: Url, fetcher: Fetcher },
    File { items: Vec<Option<Value>> },
}

impl Pages {
    /// The pages at an address, from one of them on.
    pub fn at(url: Url, fetcher: Fetcher, first: u64) -> Self {
        Self { source: Source::Feed { url, fetcher }, next: Some(first), seen: HashSet::new(), total: None }
    }

    /// The pages of a file, from one of them on.
    ///
    /// # Errors
    /// [`AnswerFault`] when it holds no services.
    pub fn of_file(bytes: &[u8], first: u64) -> Result<Self, AnswerFault> {
        let items = Answer::read(bytes)?.items;
        let total = u64::try_from(items.len()).ok();
        Ok(Self { source: Source::File { items }, next: Some(first), seen: HashSet::new(), total })
    }

    /// Says which ids were read before, so that a page that brings nothing else is known.
    pub fn remember(&mut self, ids: impl IntoIterator<Item = String>) {
        self.seen.extend(ids);
    }

    /// The next page, if there is one.
    ///
    /// # Errors
    /// [`FeedFault`]; what was given before it is good.
    pub async fn next_page(&mut self) -> Result<Option<Page>, FeedFault> {
        let Some(number) = self.next else { return Ok(None) };
        let page = match &mut self.source {
            Source::File { items } => chunk(items, number, self.total),
            Source::Feed { url, fetcher } => {
                let answer = ask(url, fetcher, number).await?;
                if number == 1 && answer.is_first == Some(false) && self.seen.is_empty() {
                    // Its first page is number 0.
                    self.next = Some(0);
                    return Box::pin(self.next_page()).await;
                }
                self.total = answer.total_items.or(self.total);
                let counted = answer.total_pages.is_some_and(|pages| number >= pages);
                let is_last =
                    !answer.is_page || answer.is_last == Some(true) || counted || answer.items.is_empty();
                Page { number, items: answer.items, total: self.total, is_last }
            }
        };
        self.meet(&page)?;
        self.next = (!page.is_last).then_some(number + 1);
        Ok(Some(page))
    }

    /// Notes what a page brings, and refuses one that brings nothing new.
    fn meet(&mut self, page: &Page) -> Result<(), FeedFault> {
        let mut any_new = page.items.is_empty();
        for item in page.items.iter().flatten() {
            any_new |= self.seen.insert(id_of(item));
        }
        let is_file = matches!(self.source, Source::File { .. });
        if !any_new && !is_file && page.items.iter().any(Option::is_some) {
            return Err(FeedFault::Repeats(page.number));
        }
        if self.seen.len() > MOST_ITEMS { Err(FeedFault::TooMany) } else { Ok(()) }
    }
}

/// An item's own id, or what stands for it.
pub(super) fn id_of(item: &Value) -> String {
    match item.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        _ => item.get("name").and_then(Value::as_str).unwrap_or_default().to_lowercase(),
    }
}

fn chunk(items: &mut [Option<Value>], number: u64, total: Option<u64>) -> Page {
    let start = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(ITEMS_A_PAGE);
    let end = start.saturating_add(ITEMS_A_PAGE).min(items.len());
    let taken = items.get_mut(start..end).unwrap_or_default();
    let taken = taken.iter_mut().map(Option::take).collect();
    Page { number, items: taken, total, is_last: end >= items.len() }
}

async fn ask(url: &mut Url, fetcher: &mut Fetcher, number: u64) -> Result<Answer, FeedFault> {
    let read = |bytes: Vec<u8>| Answer::read(&bytes);
    let fetched =
        fetcher.get(&page_of(url, number)).await.map_err(|fault| FeedFault::Fetch(number, fault))?;
    match read(fetched) {
        Err(AnswerFault::FrontPage) => {
            // The services stand below it.
            let path = format!("{}/services", url.path().trim_end_matches('/'));
            url.set_path(&path);
            let fetched = fetcher.get(&page_of(url, number)).await;
            read(fetched.map_err(|fault| FeedFault::Fetch(number, fault))?)
        }
        read => read,
    }
    .map_err(|fault| FeedFault::Answer(number, fault))
}

/// The address of one page; what else stands in the address stays.
fn page_of(url: &Url, number: u64) -> Url {
    let own: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(name, _)| name != "page").collect();
    let mut page = url.clone();
    let has_size = own.iter().any(|(name, _)| name == "per_page" || name == "size");
    let mut pairs = page.query_pairs_mut();
    pairs.clear().extend_pairs(own);
    if !has_size {
        pairs.append_pair("per_page", &ITEMS_A_PAGE.to_string());
    }
    pairs.append_pair("page", &number.to_string());
    drop(pairs);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_beside_what_else_is_asked() {
        let asked = |text: &str| page_of(&Url::parse(text).unwrap(), 3).to_string();
        assert_eq!(asked("https://a.example/services"), "https://a.example/services?per_page=100&page=3");
        let own = "https://a.example/services?page=9&postcode=SK1&per_page=50";
        assert_eq!(asked(own), "https://a.example/services?postcode=SK1&per_page=50&page=3");
    }

    #[tokio::test]
    async fn a_file_comes_in_pages() {
        let file = serde_json::to_vec(
            &(0..250).map(|id| serde_json::json!({"id": id, "name": "A"})).collect::<Vec<_>>(),
        );
        let mut pages = Pages::of_file(&file.unwrap(), 1).unwrap();
        let mut sizes = Vec::new();
        while let Some(page) = pages.next_page().await.unwrap() {
            sizes.push((page.number, page.items.len(), page.is_last));
        }
        assert_eq!(sizes, [(1, 100, false), (2, 100, false), (3, 50, true)]);
    }
}
