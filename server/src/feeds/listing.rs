//! The list of services at an address, a page at a time: where it moved to, and how it is brought to tell all of each service.

use reqwest::Url;

use super::answer::{Answer, AnswerFault};
use super::fetch::{Fetched, Fetcher};
use super::pages::{FeedFault, ITEMS_A_PAGE};
use super::records::{Followed, Records, are_short};

/// A list of services.
pub(super) struct Listing {
    url: Url,
    fetcher: Fetcher,
    /// Whether `full` makes it tell all of each service.
    full: Full,
    records: Records,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Full {
    NotTried,
    Works,
    DoesNot,
}

impl Listing {
    /// The list at an address.
    pub fn new(url: Url, fetcher: Fetcher) -> Self {
        Self { url, fetcher, full: Full::NotTried, records: Records::default() }
    }

    /// One page: with whole records if the list gives them.
    pub async fn page(&mut self, number: u64) -> Result<Answer, FeedFault> {
        let answer = self.ask(number, self.full == Full::Works).await?;
        if self.full != Full::NotTried || !answer.is_page || !are_short(&answer.items) {
            return Ok(answer);
        }
        // One question more, and perhaps none for each service.
        let again = self.ask(number, true).await.ok();
        let again = again.filter(|again| again.items.len() == answer.items.len() && !are_short(&again.items));
        self.full = if again.is_some() { Full::Works } else { Full::DoesNot };
        Ok(again.unwrap_or(answer))
    }

    /// A page's items with their whole records, where the list itself says little of them.
    pub async fn whole(
        &mut self,
        number: u64,
        answer: Answer,
        told: &mut dyn FnMut(usize),
    ) -> Result<Followed, FeedFault> {
        if answer.is_page && are_short(&answer.items) {
            self.records.follow((&self.fetcher, &self.url, number), answer.items, told).await
        } else {
            Ok(Followed::of(answer.items))
        }
    }

    async fn ask(&mut self, number: u64, in_full: bool) -> Result<Answer, FeedFault> {
        match self.read(number, in_full).await? {
            Err(AnswerFault::FrontPage) => {
                // The services stand below it.
                let path = format!("{}/services", self.url.path().trim_end_matches('/'));
                self.url.set_path(&path);
                self.read(number, in_full).await?
            }
            read => read,
        }
        .map_err(|fault| FeedFault::Answer(number, fault))
    }

    async fn read(&mut self, number: u64, in_full: bool) -> Result<Result<Answer, AnswerFault>, FeedFault> {
        let asked = page_of(&self.url, number, in_full);
        let fetched = self.fetcher.get(&asked).await;
        let Fetched { bytes, at } = fetched.map_err(|fault| FeedFault::Fetch(number, fault))?;
        if at != asked && !in_full && keeps_pages(&at, number) {
            self.url = at;
        }
        Ok(Answer::read(&bytes))
    }
}

/// Whether other pages may be asked for where a redirect led: not where its address says something else than the page that was asked for.
fn keeps_pages(at: &Url, number: u64) -> bool {
    at.query().is_none_or(|query| query.is_empty())
        || at.query_pairs().any(|(name, value)| name == "page" && value == number.to_string())
}

/// The address of one page; what else stands in the address stays.
fn page_of(url: &Url, number: u64, in_full: bool) -> Url {
    let own: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(name, _)| name != "page").collect();
    let mut page = url.clone();
    let has = |names: &[&str]| own.iter().any(|(name, _)| names.contains(&name.as_str()));
    let (has_size, has_full) = (has(&["per_page", "size"]), has(&["full"]));
    let mut pairs = page.query_pairs_mut();
    pairs.clear().extend_pairs(own);
    if !has_size {
        pairs.append_pair("per_page", &ITEMS_A_PAGE.to_string());
    }
    if in_full && !has_full {
        pairs.append_pair("full", "true");
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
        let asked = |text: &str, in_full| page_of(&Url::parse(text).unwrap(), 3, in_full).to_string();
        let plain = "https://a.example/services";
        assert_eq!(asked(plain, false), "https://a.example/services?per_page=100&page=3");
        assert_eq!(asked(plain, true), "https://a.example/services?per_page=100&full=true&page=3");
        let own = "https://a.example/services?page=9&postcode=SK1&per_page=50&full=1";
        assert_eq!(asked(own, true), "https://a.example/services?postcode=SK1&per_page=50&full=1&page=3");
    }

    #[test]
    fn a_redirect_that_loses_the_page_is_not_kept_to() {
        let keeps = |text: &str| keeps_pages(&Url::parse(text).unwrap(), 3);
        assert!(
            keeps("https://b.example/services?per_page=100&page=3") && keeps("https://b.example/services")
        );
        assert!(!keeps("https://b.example/file?signed=abc") && !keeps("https://b.example/services?page=1"));
    }
}
