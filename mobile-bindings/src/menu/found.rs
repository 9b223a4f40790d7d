//! What fits.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use passport_core::menu::{LeftOut, Looked, MenuCopy, Page, Why};

use super::service::MenuServiceCard;
use super::small;

/// What fits, the best first, and how many there would be with one more answer.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct MenuFound {
    /// How many fit.
    pub total: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// The services of this page.
    pub services: Vec<MenuServiceCard>,
    /// How many there would be with one more answer.
    pub counts: MenuCount,
    /// What was not understood.
    pub left_out: Vec<MenuLeftOut>,
    /// A link that opens the same on anybody's device. A position that the device told is not in it.
    pub link: String,
}

/// How many there would be with one more answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuCount {
    /// By answer, as `transport/included`; none has no entry.
    pub tags: HashMap<String, u32>,
    /// By day of the week, Monday first.
    pub days: Vec<u32>,
    /// Free ones.
    pub free: u32,
}

/// Something that was not understood, or not taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct MenuLeftOut {
    /// What it is called in a link: `age`, `near`, `transport`.
    pub name: String,
    /// Its value, unless it may tell who asks.
    pub value: Option<String>,
    /// Why.
    pub why: MenuLeftOutWhy,
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum MenuLeftOutWhy {
    /// Nothing has such a name.
    UnknownName,
    /// It has no such value.
    UnknownValue,
    /// It was given before, and once is enough.
    GivenTwice,
    /// It was too much, and was cut to what is the most.
    Cut,
    /// An outward code such as SK1 says where somebody is, and only the server knows where that is: give a position or a square.
    UnknownPlace,
}

impl MenuFound {
    pub(super) fn of(copy: &MenuCopy, looked: &Looked, per_page: Option<u32>, now: DateTime<Utc>) -> Self {
        let page = Page::new(looked.reading.page, per_page.map(|count| count as usize));
        let hits = &looked.found.hits;
        let shown = page.of(hits).iter();
        let counts = &looked.found.counts;
        let unknown_place = looked.is_place_unknown.then(|| MenuLeftOut {
            name: "near".to_owned(),
            value: None,
            why: MenuLeftOutWhy::UnknownPlace,
        });
        let tags = counts.tags.iter().filter(|(_, count)| **count > 0);
        Self {
            total: small(hits.len()),
            page: page.number(),
            pages: small(page.count(hits.len())),
            services: shown.map(|hit| MenuServiceCard::of(copy, &hit.service, hit.metres, now)).collect(),
            counts: MenuCount {
                tags: tags.map(|(tag, count)| (tag.to_string(), small(*count))).collect(),
                days: counts.days.iter().map(|count| small(*count)).collect(),
                free: small(counts.free),
            },
            left_out: looked.reading.left_out.iter().map(MenuLeftOut::of).chain(unknown_place).collect(),
            link: copy.found_url(&looked.reading),
        }
    }
}

impl MenuLeftOut {
    fn of(LeftOut { name, value, why }: &LeftOut) -> Self {
        let why = match why {
            Why::Name => MenuLeftOutWhy::UnknownName,
            Why::Value => MenuLeftOutWhy::UnknownValue,
            Why::Again => MenuLeftOutWhy::GivenTwice,
            Why::Cut => MenuLeftOutWhy::Cut,
        };
        Self { name: name.clone(), value: value.clone(), why }
    }
}
