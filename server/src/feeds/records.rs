//! Whole records of services of which a list says little: what Open Referral lets a list leave out is asked for at each service's own
//! address, few at a time.

use std::collections::BTreeSet;

use futures_util::{StreamExt as _, stream};
use reqwest::{StatusCode, Url};
use serde_json::Value;

use super::answer::{has_too_many_parts, text_of};
use super::fetch::{FetchFault, Fetched, Fetcher};
use super::pages::{FeedFault, own_id};
use super::taken::says_nothing;

/// So many are asked for at a time, so that nobody's server is pressed.
const AT_ONCE: usize = 4;
/// After so many in a row that are not there, the others are not there either.
const MOST_IN_VAIN: usize = 10;
/// What only a whole record has: a list that has none of it for any service is a short one.
const PARTS: [&str; 17] = [
    "service_at_locations",
    "locations",
    "schedules",
    "regular_schedules",
    "phones",
    "contacts",
    "cost_options",
    "languages",
    "service_areas",
    "attributes",
    "eligibilitys",
    "eligibility",
    "service_taxonomys",
    "taxonomies",
    "additional_urls",
    "links",
    "funding",
];
/// What a list is asked, and a single service is not.
const OF_LISTS: [&str; 5] = ["page", "per_page", "size", "full", "minimal"];

/// Items of a page with their whole records.
pub(super) struct Followed {
    /// In their order.
    pub items: Vec<Option<Value>>,
    /// Those whose whole record is not there.
    pub short: BTreeSet<usize>,
}

impl Followed {
    /// Items that are whole already.
    pub fn of(items: Vec<Option<Value>>) -> Self {
        Self { items, short: BTreeSet::new() }
    }
}

/// What was learned of a feed's records.
#[derive(Default)]
pub(super) struct Records {
    /// So many in a row were not there.
    in_vain: usize,
    /// They say no more than the list.
    say_no_more: bool,
}

/// Whether a list says too little of its services.
pub(super) fn are_short(items: &[Option<Value>]) -> bool {
    let is_whole =
        |item: &Value| PARTS.iter().any(|part| item.get(part).is_some_and(|value| !says_nothing(value)));
    items.iter().flatten().any(|item| own_id(item).is_some()) && !items.iter().flatten().any(is_whole)
}

impl Records {
    /// Asks for the whole record of each item of a page.
    ///
    /// # Errors
    /// [`FeedFault`] when there is no point in asking on: the page may be read again later.
    pub async fn follow(
        &mut self,
        (fetcher, list, page): (&Fetcher, &Url, u64),
        items: Vec<Option<Value>>,
        told: &mut dyn FnMut(usize),
    ) -> Result<Followed, FeedFault> {
        let mut followed = Followed::of(items);
        if self.say_no_more {
            return Ok(followed);
        }
        let listed = followed.items.iter().enumerate();
        let addresses: Vec<_> =
            listed.filter_map(|(place, item)| address(list, place, item.as_ref())).collect();
        let asking = stream::iter(addresses)
            .map(|(place, url)| async move { (place, fetcher.get(&url).await) })
            .buffered(AT_ONCE);
        let mut answers = std::pin::pin!(asking);
        let mut done = 0;
        while let Some((place, fetched)) = answers.next().await {
            let whole = read(fetched).map_err(|fault| FeedFault::Record(page, fault))?;
            let is_there = whole.is_some_and(|whole| complete(&mut followed.items[place], whole));
            self.in_vain = if is_there { 0 } else { self.in_vain + 1 };
            if self.in_vain == MOST_IN_VAIN {
                return Err(FeedFault::NoRecords(page));
            }
            if !is_there {
                followed.short.insert(place);
            }
            done += 1;
            told(done);
        }
        // Some feeds have nothing more to say of any service.
        self.say_no_more = followed.short.is_empty() && are_short(&followed.items);
        Ok(followed)
    }
}

/// The address of a service of a list: below it, by its id.
fn address(list: &Url, place: usize, item: Option<&Value>) -> Option<(usize, Url)> {
    let id = own_id(item?)?;
    let mut url = list.clone();
    url.path_segments_mut().ok()?.pop_if_empty().push(&id);
    let own: Vec<(String, String)> =
        list.query_pairs().into_owned().filter(|(name, _)| !OF_LISTS.contains(&name.as_str())).collect();
    url.set_query(None);
    if !own.is_empty() {
        url.query_pairs_mut().extend_pairs(own);
    }
    Some((place, url))
}

/// A record, if there is one.
fn read(fetched: Result<Fetched, FetchFault>) -> Result<Option<Value>, FetchFault> {
    match fetched {
        Ok(Fetched { bytes, .. }) if has_too_many_parts(&bytes) => Ok(None),
        Ok(Fetched { bytes, .. }) => Ok(serde_json::from_str(&text_of(&bytes)).ok()),
        // A server that is too busy for one is so for all of them.
        Err(FetchFault::Status(status)) if !is_busy(status) => Ok(None),
        Err(FetchFault::PageTooLarge) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn is_busy(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}

/// Puts a whole record in the place of a short one, unless it is another service's. What it leaves out and the list said stays.
fn complete(item: &mut Option<Value>, whole: Value) -> bool {
    let (Some(short), Value::Object(_)) = (item.as_mut(), &whole) else { return false };
    if own_id(&whole).is_some_and(|id| own_id(short).is_none_or(|own| !own.eq_ignore_ascii_case(&id))) {
        return false;
    }
    let listed = std::mem::replace(short, whole);
    if let (Value::Object(whole), Value::Object(listed)) = (short, listed) {
        for (name, value) in listed {
            whole.entry(name).or_insert(value);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_is_short_if_it_has_no_part_of_any_service() {
        let are = |items: Value| {
            are_short(&items.as_array().unwrap().iter().cloned().map(Some).collect::<Vec<_>>())
        };
        assert!(are(json!([{"id": "1", "name": "A"}, {"id": 2, "schedules": [], "contacts": null}])));
        assert!(!are(json!([{"id": "1", "name": "A"}, {"id": "2", "phones": [{"number": "01632 960001"}]}])));
        assert!(!are(json!([{"name": "A"}])), "without an id there is nothing to ask for");
        assert!(!are(json!([])));
    }

    #[test]
    fn a_service_stands_below_its_list() {
        let of = |list: &str, id: Value| {
            address(&Url::parse(list).unwrap(), 0, Some(&json!({"id": id}))).unwrap().1.to_string()
        };
        let list = "https://a.example/oruk/services?page=2&per_page=100&key=7";
        assert_eq!(of(list, json!("a b/ç?")), "https://a.example/oruk/services/a%20b%2F%C3%A7%3F?key=7");
        assert_eq!(of("https://a.example/services/", json!(12)), "https://a.example/services/12");
    }

    #[test]
    fn a_whole_record_keeps_what_only_the_list_said_and_is_never_anothers() {
        let mut item = Some(json!({"id": 5, "name": "A", "alert": "x"}));
        assert!(!complete(&mut item, json!({"id": "6", "name": "B"})));
        assert!(!complete(&mut item, json!("text")));
        assert!(complete(&mut item, json!({"id": "5", "name": "A", "phones": [1]})));
        assert_eq!(item, Some(json!({"id": "5", "name": "A", "phones": [1], "alert": "x"})));
    }
}
