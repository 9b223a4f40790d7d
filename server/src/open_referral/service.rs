//! A service, whole or as lists have it.

use chrono::{DateTime, SecondsFormat, Utc};
use passport_core::menu::{Service, Status};

use super::organization::organization;
use super::part_id;
use super::place::{at_place, places};
use super::record::{
    Attribute, Capacity, CostOption, Language, MinimalService, Phone, ServiceArea, Unit, Url,
};
use super::schedule::schedule;
use super::value::{email, text, told, uri};
use super::{Feed, record};

impl Feed {
    /// The service with whoever offers it, and without lists of parts.
    pub fn basic<'a>(&'a self, service: &'a Service) -> record::Service<'a> {
        let (details, words) = (&service.details, &service.details.words);
        record::Service {
            id: service.service_id,
            organization_id: service.provider.provider_id,
            name: name(service),
            status: status(service.status),
            description: self.description(service),
            url: uri(details.website.as_ref()),
            email: email(details.email.as_ref()),
            minimum_age: details.ages.from,
            maximum_age: details.ages.to,
            assured_date: service.checked_on,
            alert: told(words.alert.as_ref()),
            last_modified: moment(service.changed_at),
            application_process: application_process(service),
            wait_time: told(words.wait.as_ref()),
            eligibility_description: told(words.who_for.as_ref()),
            fees_description: told(words.fees.as_ref()),
            interpretation_services: told(words.interpreters.as_ref()),
            organization: Some(organization(&service.provider)),
            phones: Vec::new(),
            additional_urls: Vec::new(),
            schedules: Vec::new(),
            service_areas: Vec::new(),
            service_at_locations: Vec::new(),
            languages: Vec::new(),
            cost_options: Vec::new(),
            capacities: Vec::new(),
            attributes: Vec::new(),
        }
    }

    /// The service with its places and all else that is a list.
    pub fn whole<'a>(&'a self, service: &'a Service) -> record::Service<'a> {
        let at_places = places(service).map(|place| at_place(service, place)).collect();
        record::Service { service_at_locations: at_places, ..self.without_places(service) }
    }

    /// The same without its places, for a record of one of them.
    pub(super) fn without_places<'a>(&'a self, service: &'a Service) -> record::Service<'a> {
        let mut seen = std::collections::HashSet::new();
        let lines = service.details.schedules.iter().filter(move |line| seen.insert(line.schedule_id));
        record::Service {
            phones: phones(service),
            additional_urls: urls(service),
            schedules: lines.map(|line| schedule(service, line)).collect(),
            service_areas: areas(service),
            languages: languages(service),
            cost_options: costs(service),
            capacities: self.capacity(service).into_iter().collect(),
            attributes: self.attributes(service),
            ..self.basic(service)
        }
    }

    fn attributes<'a>(&'a self, service: &'a Service) -> Vec<Attribute<'a>> {
        let tags = service.details.tags.iter();
        tags.filter_map(|tag| {
            let term = self.terms().of_tag(tag)?;
            Some(Attribute {
                id: part_id(service.service_id, &format!("tag {tag}")),
                link_id: service.service_id,
                link_entity: "service",
                link_type: tag.taxonomy(),
                taxonomy_term_id: term.id,
                taxonomy_term: term,
            })
        })
        .collect()
    }

    fn capacity(&self, service: &Service) -> Option<Capacity> {
        let capacity = service.details.capacity?;
        Some(Capacity {
            id: part_id(service.service_id, "capacity"),
            service_id: service.service_id,
            unit: Unit { id: part_id(uuid::Uuid::NAMESPACE_URL, "place"), name: self.labels().place.clone() },
            available: capacity.left,
            maximum: capacity.of,
            updated: moment(service.changed_at),
        })
    }
}

/// What tells whether a service changed.
pub fn minimal(service: &Service) -> MinimalService<'_> {
    MinimalService {
        id: service.service_id,
        name: name(service),
        status: status(service.status),
        last_modified: moment(service.changed_at),
        modified_date: moment(service.changed_at),
    }
}

pub(super) fn name(service: &Service) -> &str {
    text(&service.details.name).or_else(|| text(&service.provider.name)).unwrap_or("?")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Running => "active",
        Status::Paused => "temporarily closed",
    }
}

/// A moment as feeds write it.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// How to start, and what happens then.
fn application_process(service: &Service) -> Option<String> {
    let words = &service.details.words;
    let steps: Vec<_> = [&words.how_to_start, &words.first_contact]
        .into_iter()
        .filter_map(|step| told(step.as_ref()))
        .collect();
    (!steps.is_empty()).then(|| steps.join("\n\n"))
}

fn phones(service: &Service) -> Vec<Phone<'_>> {
    once(
        &service.details.phones,
        |phone| {
            let number = text(&phone.number)?;
            Some(Phone {
                id: part_id(service.service_id, &format!("phone {number}")),
                service_id: service.service_id,
                number,
                description: told(phone.note.as_ref()),
            })
        },
        |phone| phone.id,
    )
}

fn urls(service: &Service) -> Vec<Url<'_>> {
    once(
        &service.details.links,
        |link| {
            let url = uri(Some(&link.url))?;
            Some(Url {
                id: part_id(service.service_id, &format!("link {url}")),
                service_id: service.service_id,
                label: text(&link.label),
                url,
            })
        },
        |link| link.id,
    )
}

fn areas(service: &Service) -> Vec<ServiceArea<'_>> {
    once(
        &service.details.areas,
        |area| {
            let name = text(area)?;
            Some(ServiceArea {
                id: part_id(service.service_id, &format!("area {name}")),
                service_id: service.service_id,
                name,
                service_area: name,
            })
        },
        |area| area.id,
    )
}

fn languages(service: &Service) -> Vec<Language<'_>> {
    once(
        &service.details.languages,
        |language| {
            let name = text(&language.name)?;
            Some(Language {
                id: part_id(service.service_id, &format!("language {name}")),
                service_id: service.service_id,
                name,
                code: told(language.code.as_ref()),
            })
        },
        |language| language.id,
    )
}

fn costs(service: &Service) -> Vec<CostOption<'_>> {
    once(
        &service.details.costs,
        |cost| {
            let option = told(cost.what.as_ref());
            let said = format!("cost {} {} {:?}", cost.pence, option.unwrap_or_default(), cost.note);
            Some(CostOption {
                id: part_id(service.service_id, &said),
                service_id: service.service_id,
                option,
                amount: f64::from(cost.pence) / 100.0,
                currency: "GBP",
                amount_description: told(cost.note.as_ref()),
            })
        },
        |cost| cost.id,
    )
}

/// The parts that can be told, and what says the same twice once.
fn once<'a, P, R>(
    parts: &'a [P],
    record: impl Fn(&'a P) -> Option<R>,
    id: impl Fn(&R) -> uuid::Uuid,
) -> Vec<R> {
    let mut seen = std::collections::HashSet::new();
    parts.iter().filter_map(record).filter(|record| seen.insert(id(record))).collect()
}
