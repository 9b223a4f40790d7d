//! What somebody looks for, read from an address: whatever stands there gives the nearest sensible reading, and what was left out is said.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::{NaiveTime, Weekday};

use super::Wanted;
use crate::card::HubSlug;
use crate::menu::taxonomy::taxonomy;
use crate::menu::{Near, OLDEST, Postcode, Tag};

/// The most letters of the words somebody looks for, and the most words.
pub const MOST_LETTERS: usize = 100;
/// See [`MOST_LETTERS`].
pub const MOST_WORDS: usize = 10;
/// How far away can be asked for, in metres.
pub const FARTHEST: u32 = 200_000;
/// The last page that can be asked for.
pub const LAST_PAGE: u32 = 100_000;

/// The most names and values that are read of one address.
const MOST_PAIRS: usize = 100;
/// The most letters that are told of what was left out.
const MOST_TOLD: usize = 40;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What somebody looks for, as far as it was understood.
    pub wanted: Wanted,
    /// Which page of it, from 1.
    pub page: u32,
    /// What was not understood.
    pub left_out: Vec<LeftOut>,
}

/// Something in an address that was not understood, or not taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Its value, but for where somebody is, words they typed, and names we do not know: these may tell who they are.
    pub value: Option<String>,
    /// Why.
    pub why: Why,
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing has such a name.
    Name,
    /// It has no such value.
    Value,
    /// It was given before, and once is enough.
    Again,
    /// It was too much, and was cut to what is the most.
    Cut,
}

impl Wanted {
    /// Reads the names and values of an address. Empty ones are forms that were left empty. Tags are those that every menu has and, of
    /// the hubs' own, those given.
    pub fn read<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
        own: &BTreeSet<Tag>,
    ) -> Reading {
        let mut reading = Reading { page: 1, ..Reading::default() };
        let mut seen = BTreeSet::new();
        for (at, (name, value)) in pairs.into_iter().enumerate() {
            let (name, value) = (name.as_ref(), value.as_ref().trim());
            if at >= MOST_PAIRS {
                reading.left_out.push(LeftOut { name: told(name), value: None, why: Why::Cut });
                break;
            }
            if value.is_empty() {
                continue;
            }
            let is_again = !is_several(name) && !seen.insert(name.to_owned());
            let taken = if is_again { Err(Why::Again) } else { reading.take(name, value, own) };
            if let Err(why) = taken {
                let is_secret = matches!(name, "near" | "q") || why == Why::Name;
                let value = (!is_secret).then(|| told(value));
                reading.left_out.push(LeftOut { name: told(name), value, why });
            }
        }
        reading.order_times();
        reading
    }
}

impl Reading {
    fn take(&mut self, name: &str, value: &str, own: &BTreeSet<Tag>) -> Result<(), Why> {
        let wanted = &mut self.wanted;
        match name {
            "q" => return words(wanted, value),
            "near" => return near(wanted, value),
            "within" => {
                let metres: u32 = number(value)?;
                let most = metres.min(FARTHEST);
                wanted.within = Some(most).filter(|metres| *metres > 0);
                return if metres == 0 { Err(Why::Value) } else { cut_if(most < metres) };
            }
            "page" => {
                let page: u32 = number(value)?;
                self.page = page.clamp(1, LAST_PAGE);
                return cut_if(self.page != page);
            }
            "age" => wanted.age = Some(number(value).ok().filter(|age| *age <= OLDEST).ok_or(Why::Value)?),
            "day" => {
                let day = Weekday::from_str(value).map_err(|_| Why::Value)?;
                wanted.days.push(day);
                wanted.days.sort_by_key(Weekday::num_days_from_monday);
                wanted.days.dedup();
            }
            "from" => wanted.from = Some(time(value)?),
            "until" => wanted.until = Some(time(value)?),
            "free" => wanted.is_free = yes(value)?,
            "hub" => wanted.hub = Some(HubSlug::parse(value).map_err(|_| Why::Value)?),
            "provider" => wanted.provider = Some(value.parse().map_err(|_| Why::Value)?),
            _ => {
                let terms = taxonomy(name).ok_or(Why::Name)?.terms;
                let tag = Tag::parse(&format!("{name}/{value}")).map_err(|_| Why::Value)?;
                let is_known = terms.contains(&value) || own.contains(&tag);
                is_known.then(|| wanted.tags.insert(tag)).ok_or(Why::Value)?;
            }
        }
        Ok(())
    }

    /// Takes tags such as `transport/included`, as [`Wanted::read`] takes the same from an address.
    pub(in crate::menu) fn add_tags(&mut self, tags: &[String], own: &BTreeSet<Tag>) {
        for (at, text) in tags.iter().enumerate() {
            let (name, value) = text.split_once('/').unwrap_or((text, ""));
            let taken = match taxonomy(name) {
                _ if at >= MOST_PAIRS => Err(Why::Cut),
                None => Err(Why::Name),
                Some(_) => self.take(name, value, own),
            };
            if let Err(why) = taken {
                let value = (why == Why::Value).then(|| told(value));
                self.left_out.push(LeftOut { name: told(name), value, why });
            }
            if taken == Err(Why::Cut) {
                break;
            }
        }
    }

    /// Until before from is no time at all.
    fn order_times(&mut self) {
        let Wanted { from: Some(from), until: Some(until), .. } = self.wanted else { return };
        if until <= from {
            self.wanted.until = None;
            let value = Some(until.format("%H:%M").to_string());
            self.left_out.push(LeftOut { name: "until".to_owned(), value, why: Why::Value });
        }
    }
}

/// Whether an address may name it more than once.
fn is_several(name: &str) -> bool {
    name == "day" || taxonomy(name).is_some()
}

fn words(wanted: &mut Wanted, value: &str) -> Result<(), Why> {
    let is_seen = |letter: &char| !letter.is_control();
    let whole: Vec<String> = value
        .chars()
        .take(MOST_LETTERS)
        .collect::<String>()
        .split_whitespace()
        .take(MOST_WORDS)
        .map(|word| word.chars().filter(is_seen).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    wanted.words = whole.join(" ");
    cut_if(value.split_whitespace().nth(MOST_WORDS).is_some() || value.chars().nth(MOST_LETTERS).is_some())
}

/// A whole postcode is read as its outward half, and said: an address should not carry it.
fn near(wanted: &mut Wanted, value: &str) -> Result<(), Why> {
    let near = Near::coarse(value).map_err(|_| Why::Value)?;
    wanted.at = near.position();
    wanted.near = Some(near);
    cut_if(Postcode::parse(value).is_ok())
}

fn number<T: FromStr>(value: &str) -> Result<T, Why> {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
    value.parse().ok().filter(|_| is_plain).ok_or(Why::Value)
}

/// `15:30`, `9:05`, `15`.
fn time(value: &str) -> Result<NaiveTime, Why> {
    let (hour, minute) = value.split_once(':').unwrap_or((value, "0"));
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0).ok_or(Why::Value)
}

fn yes(value: &str) -> Result<bool, Why> {
    match value {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" => Ok(false),
        _ => Err(Why::Value),
    }
}

fn cut_if(is_cut: bool) -> Result<(), Why> {
    if is_cut { Err(Why::Cut) } else { Ok(()) }
}

fn told(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(MOST_TOLD).collect()
}
