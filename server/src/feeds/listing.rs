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
    /// How much it is asked for; not known before it was found to say little.
    asked_for: Option<Extent>,
    records: Records,
}

/// How much a list is asked to tell of each service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What it tells by itself.
    Usual,
    /// All, if it knows `full`.
    Full,
}

impl Listing {
    /// The list at an address.
    pub fn new(url: Url, fetcher: Fetcher) -> Self {
        Self { url, fetcher, asked_for: None, records: Records::default() }
    }

    /// One page: with whole records if the list gives them.
    pub async fn page(&mut self, number: u64) -> Result<Answer, FeedFault> {
        let answer = self.ask(number, self.asked_for.unwrap_or(Extent::Usual)).await?;
        if self.asked_for.is_some() || !answer.is_page || !are_short(&answer.items) {
            return Ok(answer);
        }
        // One question more, and perhaps none for each service.
        let again = self.ask(number, Extent::Full).await.ok();
        let again = again.filter(|again| again.items.len() == answer.items.len() && !are_short(&again.items));
        self.asked_for = Some(if again.is_some() { Extent::Full } else { Extent::Usual });
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

    async fn ask(&mut self, number: u64, extent: Extent) -> Result<Answer, FeedFault> {
        match self.read(number, extent).await? {
            Err(AnswerFault::FrontPage) => {
                // The services stand below it.
                let path = format!("{}/services", self.url.path().trim_end_matches('/'));
                self.url.set_path(&path);
                self.read(number, extent).await?
            }
            read => read,
        }
        .map_err(|fault| FeedFault::Answer(number, fault))
    }

    async fn read(&mut self, number: u64, extent: Extent) -> Result<Result<Answer, AnswerFault>, FeedFault> {
        let asked = page_of(&self.url, number, extent);
        let fetched = self.fetcher.get(&asked).await;
        let Fetched { bytes, at } = fetched.map_err(|fault| FeedFault::Fetch(number, fault))?;
        if at != asked && extent == Extent::Usual && keeps_pages(&at, number) {
            self.url = at;
        }
        Ok(Answer::read(&bytes))
    }
}

/// Whether other pages may be asked for where a redirect led: not where its address says something else than the page that was asked for.
fn keeps_pages(at: &Url, number: u64) -> bool {
    at.query().is_none_or(str::is_empty)
        || at.query_pairs().any(|(name, value)| name == "page" && value == number.to_string())
}

/// The address of one page; what else stands in the address stays.
fn page_of(url: &Url, number: u64, extent: Extent) -> Url {
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
    if extent == Extent::Full && !has_full {
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
        let asked = |text: &str, extent| page_of(&Url::parse(text).unwrap(), 3, extent).to_string();
        let plain = "https://a.example/services";
        assert_eq!(asked(plain, Extent::Usual), "https://a.example/services?per_page=100&page=3");
        assert_eq!(asked(plain, Extent::Full), "https://a.example/services?per_page=100&full=true&page=3");
        let own = "https://a.example/services?page=9&postcode=SK1&per_page=50&full=1";
        assert_eq!(
            asked(own, Extent::Full),
            "https://a.example/services?postcode=SK1&per_page=50&full=1&page=3"
        );
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
