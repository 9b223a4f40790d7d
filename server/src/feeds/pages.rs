//! A feed page by page, until it says that there are no more, or turns in circles.

use std::collections::{BTreeSet, HashSet};

use reqwest::Url;
use serde_json::Value;
use thiserror::Error;
use uuid::Uuid;

use super::answer::{Answer, AnswerFault};
use super::fetch::{FetchFault, Fetcher};
use super::listing::Listing;
use super::records::Followed;
use super::taken::Taken;

/// The most services of one feed.
pub const MOST_ITEMS: usize = 50_000;
/// So many are asked for, and so many of a file are taken together.
pub(super) const ITEMS_A_PAGE: usize = 100;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What it is asked for by.
    pub number: u64,
    /// Its items; none for what is no JSON.
    pub items: Vec<Option<Value>>,
    /// Which of them the feed lists without giving their whole records.
    pub short: BTreeSet<usize>,
    /// How many items there are on all pages, as far as is known.
    pub total: Option<u64>,
    /// Whether others follow.
    pub is_last: bool,
}

impl Page {
    /// What its items say. `origin` stands for the hub and the feed, as for [`Taken::of`].
    pub fn taken(&self, origin: Uuid) -> Vec<Taken> {
        let items = self.items.iter().enumerate();
        items
            .map(|(place, item)| {
                let taken = Taken::of(item.as_ref(), origin);
                if self.short.contains(&place) { taken.listed_only() } else { taken }
            })
            .collect()
    }
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
    /// The whole record of a service was not fetched.
    #[error("page {0} says little of its services, and the address of one of them {1}")]
    Record(u64, FetchFault),
    /// There are no whole records where they should be.
    #[error(
        "page {0} says little of its services, and 10 of them in a row have no record of their own below its address"
    )]
    NoRecords(u64),
    /// The feed gives the same again and again.
    #[error("page {0} repeats what came before: the feed does not say where it ends")]
    Repeats(u64),
    /// The feed is longer than is taken in.
    #[error("has more than 50,000 services")]
    TooMany,
}

/// Hears how many whole records of a page came so far, and how many items there are on all pages.
pub type Told<'a> = dyn FnMut(usize, Option<u64>) + 'a;

/// The pages of a feed, one after the other.
pub struct Pages {
    source: Source,
    next: Option<u64>,
    seen: HashSet<String>,
    total: Option<u64>,
}

enum Source {
    Feed(Box<Listing>),
    File { items: Vec<Option<Value>> },
}

impl Pages {
    /// The pages at an address, from one of them on.
    pub fn at(url: Url, fetcher: Fetcher, first: u64) -> Self {
        let source = Source::Feed(Box::new(Listing::new(url, fetcher)));
        Self { source, next: Some(first), seen: HashSet::new(), total: None }
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

    /// The next page, if there is one. While whole records are asked for one by one, `told` hears how many of the page came, and how many
    /// items there are on all pages.
    ///
    /// # Errors
    /// [`FeedFault`]; what was given before it is good.
    pub async fn next_page(&mut self, told: &mut Told<'_>) -> Result<Option<Page>, FeedFault> {
        let Some(number) = self.next else { return Ok(None) };
        let page = match &mut self.source {
            Source::File { items } => chunk(items, number, self.total),
            Source::Feed(listing) => {
                let answer = listing.page(number).await?;
                if number == 1 && answer.is_first == Some(false) && self.seen.is_empty() {
                    // Its first page is number 0.
                    self.next = Some(0);
                    return Box::pin(self.next_page(told)).await;
                }
                let is_last = is_last(&answer, number);
                self.total = answer.total_items.or(self.total);
                let total = self.total;
                let Followed { items, short } =
                    listing.whole(number, answer, &mut |done| told(done, total)).await?;
                Page { number, items, short, total, is_last }
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

/// An item's own id, if it has one.
pub(super) fn own_id(item: &Value) -> Option<String> {
    match item.get("id")? {
        Value::String(id) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The same, or what stands for it.
pub(super) fn id_of(item: &Value) -> String {
    own_id(item)
        .unwrap_or_else(|| item.get("name").and_then(Value::as_str).unwrap_or_default().to_lowercase())
}

fn is_last(answer: &Answer, number: u64) -> bool {
    let is_counted_out = answer.total_pages.is_some_and(|pages| number >= pages);
    !answer.is_page || answer.is_last == Some(true) || is_counted_out || answer.items.is_empty()
}

fn chunk(items: &mut [Option<Value>], number: u64, total: Option<u64>) -> Page {
    let start = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(ITEMS_A_PAGE);
    let end = start.saturating_add(ITEMS_A_PAGE).min(items.len());
    let taken = items.get_mut(start..end).unwrap_or_default();
    let taken = taken.iter_mut().map(Option::take).collect();
    Page { number, items: taken, short: BTreeSet::new(), total, is_last: end >= items.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_comes_in_pages() {
        let file = serde_json::to_vec(
            &(0..250).map(|id| serde_json::json!({"id": id, "name": "A"})).collect::<Vec<_>>(),
        );
        let mut pages = Pages::of_file(&file.unwrap(), 1).unwrap();
        let mut sizes = Vec::new();
        while let Some(page) = pages.next_page(&mut |_, _| ()).await.unwrap() {
            sizes.push((page.number, page.items.len(), page.is_last));
        }
        assert_eq!(sizes, [(1, 100, false), (2, 100, false), (3, 50, true)]);
    }
}
