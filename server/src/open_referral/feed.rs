//! What everybody may read of one moment, on one day: made once, and asked as often as anybody likes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use passport_core::card::Base;
use passport_core::menu::{Place, Service};
use passport_words::Speaker;
use uuid::Uuid;

use super::description::Labels;
use super::organization::organization;
use super::place::{at_place, at_place_id, places};
use super::record::{MinimalService, Named, Organization, OwnService, ServiceAtLocation};
use super::service::{minimal, name};
use super::terms::Terms;
use crate::menu::HeldMenu;

/// How much of a record is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// What lists have.
    #[default]
    Basic,
    /// All of it.
    Whole,
}

/// One service at one of its places, by where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceOfService {
    /// The id of the two together.
    pub id: Uuid,
    /// The service, among [`Feed::services`].
    pub service: usize,
    /// The place, among the service's own.
    pub place: usize,
}

/// The feed.
#[derive(Debug, Default)]
pub struct Feed {
    services: Vec<Arc<Service>>,
    by_id: HashMap<Uuid, usize>,
    places: Vec<PlaceOfService>,
    place_by_id: HashMap<Uuid, usize>,
    organizations: BTreeMap<Uuid, Vec<usize>>,
    terms: Terms,
    labels: Labels,
}

impl Feed {
    /// The feed of a menu on a day.
    pub fn of(held: &HeldMenu, base: &Base, speaker: &Speaker, day: NaiveDate) -> Self {
        let mut services: Vec<_> =
            held.index.services().iter().filter(|one| one.is_visible(day)).cloned().collect();
        services.sort_unstable_by_key(|one| one.service_id);
        let used: BTreeSet<_> = services.iter().flat_map(|one| one.details.tags.iter().cloned()).collect();
        let mut feed = Self {
            terms: Terms::of(held, &used, base, speaker),
            labels: Labels::of(speaker),
            ..Self::default()
        };
        for (at, service) in services.iter().enumerate() {
            feed.by_id.insert(service.service_id, at);
            feed.organizations.entry(service.provider.provider_id).or_default().push(at);
            for place in places(service) {
                let of_service = service.details.places.iter().position(|one| std::ptr::eq(one, place));
                let id = at_place_id(service, place.place_id);
                feed.place_by_id.insert(id, feed.places.len());
                feed.places.push(PlaceOfService { id, service: at, place: of_service.unwrap_or_default() });
            }
        }
        feed.services = services;
        feed
    }

    /// Every service that is shown, by id.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }

    /// Where a service stands among them.
    pub fn place_of(&self, service_id: Uuid) -> Option<usize> {
        self.by_id.get(&service_id).copied()
    }

    /// A service's record.
    pub fn service<'a>(&'a self, service: &'a Service, depth: Depth) -> super::record::Service<'a> {
        match depth {
            Depth::Basic => self.basic(service),
            Depth::Whole => self.whole(service),
        }
    }

    /// What tells whether a service changed.
    pub fn minimal(service: &Service) -> MinimalService<'_> {
        minimal(service)
    }

    /// Every service at each of its places, by service.
    pub fn places(&self) -> &[PlaceOfService] {
        &self.places
    }

    /// The one of an id.
    pub fn at_place(&self, id: Uuid) -> Option<&PlaceOfService> {
        self.places.get(*self.place_by_id.get(&id)?)
    }

    /// The service and the place that it names.
    pub fn both(&self, at: &PlaceOfService) -> (&Arc<Service>, &Place) {
        let service = &self.services[at.service];
        (service, &service.details.places[at.place])
    }

    /// The record of a service at one of its places.
    pub fn service_at_location(&self, at: &PlaceOfService, depth: Depth) -> ServiceAtLocation<'_> {
        let (service, place) = self.both(at);
        let record = match depth {
            Depth::Basic => self.basic(service),
            Depth::Whole => self.without_places(service),
        };
        ServiceAtLocation { service: Some(Box::new(record)), ..at_place(service, place) }
    }

    /// Every organisation that offers one of the services, by id, with where these stand.
    pub fn organizations(&self) -> &BTreeMap<Uuid, Vec<usize>> {
        &self.organizations
    }

    /// The record of an organisation alone.
    pub fn organization(&self, id: Uuid) -> Option<Organization<'_>> {
        let first = self.organizations.get(&id)?.first()?;
        Some(organization(&self.services[*first].provider))
    }

    /// The record of an organisation with what it offers.
    pub fn organization_with_services(&self, id: Uuid, of_each: Depth) -> Option<Organization<'_>> {
        let own = self.organizations.get(&id)?.iter().map(|at| {
            let service = &self.services[*at];
            match of_each {
                Depth::Basic => OwnService::Named(Named { id: service.service_id, name: name(service) }),
                Depth::Whole => OwnService::Whole(Box::new(self.whole(service))),
            }
        });
        Some(Organization { services: own.collect(), ..self.organization(id)? })
    }

    /// Our taxonomies.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(super) fn labels(&self) -> &Labels {
        &self.labels
    }
}
