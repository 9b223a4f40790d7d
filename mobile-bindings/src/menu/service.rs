//! A service: what a list shows of it, and everything.

use chrono::{DateTime, NaiveTime, Utc};
use passport_core::issue::today;
use passport_core::menu::{
    Cost, Details, Freshness, Language, Link, MenuCopy, Occasion, Place, Provider, Service, Status, Tag,
    Telephone, Words, freshness,
};

use super::asked::MenuPosition;

/// A service as a list shows it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct MenuServiceCard {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is: plain text, an empty line between paragraphs.
    pub description: String,
    /// Who offers it.
    pub provider: String,
    /// What young carers ask about it, in words.
    pub tags: Vec<MenuTag>,
    /// The youngest who may come; none is from birth.
    pub youngest: Option<u8>,
    /// The oldest; none is without end.
    pub oldest: Option<u8>,
    /// It is said to cost nothing.
    pub is_free: bool,
    /// It is not there for now, and will be back.
    pub is_paused: bool,
    /// How sure it is.
    pub freshness: MenuFreshness,
    /// Whole metres to its nearest place, as the crow flies, if somebody said where they are and it has one.
    pub metres: Option<u32>,
    /// Something to know now: "closed in August".
    pub alert: Option<String>,
    /// Its next three dates.
    pub next_dates: Vec<MenuDate>,
}

/// Everything about a service.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct MenuService {
    /// What a list shows of it.
    pub card: MenuServiceCard,
    /// The short name of the hub that keeps it.
    pub hub: String,
    /// Who offers it.
    pub provider: MenuProvider,
    /// Its own page.
    pub website: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// Where to ring.
    pub phones: Vec<MenuPhone>,
    /// Where it is. Without any it is not tied to a place, or told on asking.
    pub places: Vec<MenuPlace>,
    /// What it costs. Without any nothing is said, which is not the same as free.
    pub costs: Vec<MenuCost>,
    /// What else there is to say.
    pub words: MenuWords,
    /// Languages it is offered in.
    pub languages: Vec<MenuLanguage>,
    /// Places left, if that is said.
    pub places_left: Option<u32>,
    /// More addresses: a film, a form.
    pub links: Vec<MenuLink>,
    /// The areas whose people it is for; none is everybody.
    pub areas: Vec<String>,
    /// The day on which an editor last made sure of it, as `2026-11-24`.
    pub checked_on: Option<String>,
    /// A link that opens it on anybody's device.
    pub link: String,
}

/// An answer that a service gives to a question.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuTag {
    /// What to wish for: `transport/included`.
    pub tag: String,
    /// What people say: "They pick you up".
    pub name: String,
}

/// How sure it is that what is written is still right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuFreshness {
    /// Checked within three months.
    Fresh,
    /// Three months ago or more.
    Old,
    /// Four months ago or more: it comes after all that is surer.
    Stale,
}

/// A date, by the clocks of the United Kingdom.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuDate {
    /// The day, as `2026-11-24`.
    pub day: String,
    /// From when, as `16:00`.
    pub opens_at: Option<String>,
    /// Until when.
    pub closes_at: Option<String>,
    /// At which of its places alone.
    pub place_id: Option<String>,
}

/// Who offers a service.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuProvider {
    /// Its id, to wish for all that it offers.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Its website.
    pub website: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuPhone {
    /// The number as people write it.
    pub number: String,
    /// Whose, or when.
    pub note: Option<String>,
}

/// A place where a service is offered.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct MenuPlace {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Street and number, at most two lines.
    pub street: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// County.
    pub county: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Where that is on the map.
    pub position: Option<MenuPosition>,
    /// How to get there.
    pub getting_there: Option<String>,
    /// Steps, lifts, toilets, quiet rooms.
    pub accessibility: Option<String>,
}

/// A cost.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuCost {
    /// What for: "each session".
    pub what: Option<String>,
    /// How much, in pence; 0 is free.
    pub pence: u32,
    /// What else.
    pub note: Option<String>,
}

/// A language.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuLanguage {
    /// Its name in English.
    pub name: String,
    /// ISO 639: `cy`, `pl`.
    pub code: Option<String>,
}

/// An address with its name.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuLink {
    /// What is there.
    pub label: String,
    /// The address.
    pub url: String,
}

/// What else there is to say about a service.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuWords {
    /// Who will be there, by role.
    pub people: Option<String>,
    /// What to bring.
    pub bring: Option<String>,
    /// How to get in, step by step.
    pub how_to_start: Option<String>,
    /// What happens when you first get in touch.
    pub first_contact: Option<String>,
    /// Who rings or writes back, and when.
    pub follow_up: Option<String>,
    /// Who it is for, beside age.
    pub who_for: Option<String>,
    /// How long people wait.
    pub wait: Option<String>,
    /// What it costs, in words.
    pub fees: Option<String>,
    /// Interpreters and sign language.
    pub interpreters: Option<String>,
    /// Who checked that it is safe, and when.
    pub safety: Option<String>,
    /// Easy read: one idea a line.
    pub easy_read: Option<String>,
}

impl MenuServiceCard {
    pub(super) fn of(copy: &MenuCopy, service: &Service, metres: Option<u32>, now: DateTime<Utc>) -> Self {
        let Details { name, description, tags, ages, words, .. } = &service.details;
        let tag = |tag: &Tag| MenuTag { tag: tag.to_string(), name: copy.say(tag) };
        Self {
            id: service.service_id.to_string(),
            name: name.clone(),
            description: description.clone(),
            provider: service.provider.name.clone(),
            tags: tags.iter().map(tag).collect(),
            youngest: ages.from,
            oldest: ages.to,
            is_free: service.details.is_free(),
            is_paused: service.status == Status::Paused,
            freshness: match freshness(service.checked_on, today(now)) {
                Freshness::Fresh => MenuFreshness::Fresh,
                Freshness::Old => MenuFreshness::Old,
                Freshness::Stale | Freshness::Hidden => MenuFreshness::Stale,
            },
            metres,
            alert: words.alert.clone(),
            next_dates: dates(service, now, Service::DATES_TOLD),
        }
    }
}

impl MenuService {
    pub(super) fn of(copy: &MenuCopy, service: &Service, now: DateTime<Utc>) -> Self {
        let Details {
            website, email, phones, places, costs, words, languages, links, areas, capacity, ..
        } = service.details.clone();
        Self {
            card: MenuServiceCard::of(copy, service, None, now),
            hub: service.hub.to_string(),
            provider: MenuProvider::of(service.provider.clone()),
            website,
            email,
            phones: phones.into_iter().map(|Telephone { number, note }| MenuPhone { number, note }).collect(),
            places: places.into_iter().map(MenuPlace::of).collect(),
            costs: costs
                .into_iter()
                .map(|Cost { what, pence, note }| MenuCost { what, pence, note })
                .collect(),
            words: MenuWords::of(words),
            languages: languages
                .into_iter()
                .map(|Language { name, code }| MenuLanguage { name, code })
                .collect(),
            places_left: capacity.map(|capacity| capacity.left),
            links: links.into_iter().map(|Link { label, url }| MenuLink { label, url }).collect(),
            areas,
            checked_on: service.checked_on.map(|day| day.to_string()),
            link: copy.service_url(service.service_id),
        }
    }
}

impl MenuProvider {
    fn of(Provider { provider_id, name, description, website, email }: Provider) -> Self {
        Self { id: provider_id.to_string(), name, description, website, email }
    }
}

impl MenuPlace {
    fn of(place: Place) -> Self {
        let Place {
            place_id,
            name,
            street,
            town,
            county,
            postcode,
            position,
            getting_there,
            accessibility,
            ..
        } = place;
        let (id, position) = (place_id.to_string(), position.map(MenuPosition::from));
        Self { id, name, street, town, county, postcode, position, getting_there, accessibility }
    }
}

impl MenuWords {
    fn of(words: Words) -> Self {
        let Words {
            people,
            bring,
            how_to_start,
            first_contact,
            follow_up,
            who_for,
            wait,
            fees,
            interpreters,
            safety,
            easy_read,
            ..
        } = words;
        Self {
            people,
            bring,
            how_to_start,
            first_contact,
            follow_up,
            who_for,
            wait,
            fees,
            interpreters,
            safety,
            easy_read,
        }
    }
}

/// The next dates of a service.
pub(super) fn dates(service: &Service, now: DateTime<Utc>, most: usize) -> Vec<MenuDate> {
    service.next_dates(now, most).into_iter().map(MenuDate::of).collect()
}

impl MenuDate {
    fn of(Occasion { day, opens_at, closes_at, place_id, .. }: Occasion) -> Self {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        let place_id = place_id.map(|id| id.to_string());
        Self { day: day.to_string(), opens_at: opens_at.map(time), closes_at: closes_at.map(time), place_id }
    }
}
