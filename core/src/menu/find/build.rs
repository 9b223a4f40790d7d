//! Services made ready to be searched.

use std::collections::HashMap;
use std::sync::Arc;

use super::Index;
use super::bits::Bits;
use super::facts::Facts;
use super::fold::folded;
use super::lexicon::{Stands, Writer};
use crate::menu::{Details, Postcode, Service, Tag};

impl Index {
    /// Makes services ready to be searched. What is said of a tag, its name and other words for it, can be searched for too.
    pub fn build(services: Vec<Arc<Service>>, said: impl Fn(&Tag) -> String) -> Self {
        let mut index = Self { services: services.into_iter().map(published).collect(), ..Self::default() };
        let mut lexicon = Writer::default();
        let mut said_numbers: HashMap<&Tag, Vec<u32>> = HashMap::new();
        let count = index.services.len();
        index.free = Bits::none(count);
        for (at, service) in index.services.iter().enumerate() {
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            if service.details.is_free() {
                index.free.add(at);
            }
            index.facts.push(Facts::of(service));
            index.places.put(service);
            index.by_id.insert(service.service_id, number);
            for hub in std::iter::once(&service.hub).chain(&service.shared_with) {
                index.hubs.entry(hub.clone()).or_default().push(number);
            }
            each_text(service, |stands, text| lexicon.put(number, stands, text));
            for tag in &service.details.tags {
                let numbers = said_numbers.entry(tag).or_insert_with(|| lexicon.numbers(&said(tag)));
                lexicon.put_numbers(number, Stands::About, numbers);
                if !index.tags.contains_key(tag) {
                    index.tags.insert(tag.clone(), Bits::none(count));
                }
                if let Some(tagged) = index.tags.get_mut(tag) {
                    tagged.add(at);
                }
            }
        }
        index.lexicon = lexicon.finish();
        index.names = names(&index.services);
        index
    }
}

/// A service as it may be published.
fn published(service: Arc<Service>) -> Arc<Service> {
    let is_hiding = service.details.places.iter().any(|place| place.is_hidden);
    if is_hiding { Arc::new(service.published()) } else { service }
}

/// Where each comes in the order of names, and of ids where names are the same.
fn names(services: &[Arc<Service>]) -> Vec<u32> {
    let mut order: Vec<(String, &Arc<Service>, usize)> =
        services.iter().enumerate().map(|(at, one)| (folded(&one.details.name), one, at)).collect();
    order.sort_by(|(name, one, _), (other_name, other, _)| {
        (name, &one.details.name, one.service_id).cmp(&(other_name, &other.details.name, other.service_id))
    });
    let mut names = vec![0; services.len()];
    for ((_, _, at), name) in order.into_iter().zip(0..) {
        names[at] = name;
    }
    names
}

/// Hands over everything that can be searched for in a service, and where it stands.
fn each_text(service: &Service, mut take: impl FnMut(Stands, &str)) {
    let Details { name, description, places, costs, languages, links, .. } = &service.details;
    take(Stands::Name, name);
    take(Stands::About, description);
    let mut rest = |text: &str| take(Stands::Elsewhere, text);
    rest(&service.provider.name);
    service.details.words.all().for_each(|(_, text)| rest(text));
    for place in places {
        let texts = [
            &place.name,
            &place.street,
            &place.town,
            &place.county,
            &place.getting_there,
            &place.accessibility,
        ];
        texts.into_iter().flatten().for_each(|text| rest(text));
        if let Some(Ok(postcode)) = place.postcode.as_deref().map(Postcode::parse) {
            rest(postcode.outward().as_str());
        }
    }
    costs.iter().flat_map(|cost| [&cost.what, &cost.note]).flatten().for_each(|text| rest(text));
    let areas = service.details.areas.iter();
    let names = languages
        .iter()
        .map(|language| &language.name)
        .chain(links.iter().map(|link| &link.label))
        .chain(areas);
    names.for_each(|text| rest(text));
    service.details.schedules.iter().filter_map(|line| line.note.as_deref()).for_each(rest);
}
