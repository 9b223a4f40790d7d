//! Says what a service is, in the words of the page's language: once, for pages, paper, easy read and the list on a phone.

mod parts;
mod place;
mod time;

use super::sentences::sentences;
use crate::{
    App,
    http::pages::menu::{Address, Day, Phone, Told},
    menu::HeldMenu,
};
use chrono::NaiveDate;
use passport_core::{
    card::{HubSlug, Issuer},
    issue::today,
    menu::{
        Details, Freshness, Position, Service, Status, Tag, Telephone, freshness,
        taxonomy::{DELIVERY, HELP_NOW},
    },
};
use passport_words::{Catalogue, Speaker};
use std::sync::Arc;

/// Letters of a card's first words.
const LEAD: usize = 170;
/// Letters of a line that may be a heading.
const HEADING: usize = 60;
/// Dates that are told: three on a page, more for a phone that is long without a network.
const DATES: usize = 24;
/// From so many days on, months are told.
const DAYS_TOLD: i64 = 60;

/// Tells of services on one day, to somebody who may have said where they are.
pub struct Teller<'a> {
    app: &'a App,
    /// The menu that is told of.
    pub menu: Arc<HeldMenu>,
    /// The day.
    pub today: NaiveDate,
    /// Where they are.
    pub at: Option<Position>,
}

impl<'a> Teller<'a> {
    /// Of today's menu.
    pub fn of(app: &'a App, at: Option<Position>) -> Self {
        Self { app, menu: app.menu().held(), today: today(app.clock().now()), at }
    }

    fn speaker(&self) -> &Speaker {
        self.app.speaker()
    }

    /// The words of its language.
    pub fn words(&self) -> &'a Catalogue {
        self.app.speaker().words()
    }

    /// All there is to say of a service.
    pub fn tell(&self, service: &Service) -> Told {
        let details = &service.details;
        let (checked, is_old) = self.checked(service);
        Told {
            id: service.service_id,
            name: details.name.clone(),
            provider: service.provider.name.clone(),
            lead: lead(&details.description),
            facts: self.facts(details),
            is_now: details.tags.iter().any(|tag| tag.as_str() == HELP_NOW),
            is_paused: service.status == Status::Paused,
            alert: details.words.alert.clone(),
            distance: self.nearest(details).map(|metres| self.distance(metres)),
            private_place: self.private_place(service).filter(|_| details.places.is_empty()),
            checked,
            is_old,
            parts: self.parts(service),
            dates: if service.status == Status::Paused { Vec::new() } else { self.dates(service) },
            phones: details.phones.iter().map(|phone| self.phone(phone)).collect(),
            email: details.email.clone().or_else(|| service.provider.email.clone()),
            website: details
                .website
                .clone()
                .or_else(|| service.provider.website.clone())
                .filter(|url| is_web(url)),
            links: details.links.iter().filter(|link| is_web(&link.url)).map(Address::from).collect(),
            easy: lines(details.words.easy_read.as_deref().unwrap_or_default()),
        }
    }

    /// A tag as people say it.
    pub fn answer(&self, tag: &Tag) -> String {
        self.menu.speak(self.speaker(), tag).name
    }

    /// The question of a taxonomy.
    pub fn question(&self, code: &str) -> Option<String> {
        self.speaker().menu_taxonomy(code).map(|taxonomy| taxonomy.question)
    }

    /// The name of a hub of this server.
    pub fn hub(&self, hub: &HubSlug) -> Option<String> {
        let iss = Issuer { base: self.app.config().base.clone(), hub: hub.clone() }.iss();
        self.app.snapshot().held().issuer(&iss).map(|hub| hub.name.clone())
    }

    fn checked(&self, service: &Service) -> (String, bool) {
        let words = self.words();
        let is_old = freshness(service.checked_on, self.today) != Freshness::Fresh;
        let days = service.checked_on.map_or(0, |on| (self.today - on).num_days().max(0));
        let said = match (self.hub(&service.hub), days < DAYS_TOLD) {
            (Some(hub), true) => words.menu_checked_by(days, hub),
            (Some(hub), false) => words.menu_checked_months_by(hub, days / 30),
            (None, true) => words.menu_checked(days),
            (None, false) => words.menu_checked_months(days / 30),
        };
        (said, is_old)
    }

    /// What a card of the list says in a few words.
    fn facts(&self, details: &Details) -> Vec<String> {
        let of = |taxonomy: &'static str| details.tags.iter().filter(move |tag| tag.taxonomy() == taxonomy);
        let lifts = of("transport").filter(|tag| tag.term() != "none");
        let mut facts = vec![self.ages(details.ages)];
        facts.extend(of(DELIVERY).chain(of("time")).chain(lifts).map(|tag| self.answer(tag)));
        if details.is_free() {
            facts.push(self.words().menu_card_free());
        }
        facts
    }

    fn phone(&self, phone: &Telephone) -> Phone {
        let words = self.words();
        let dialled: String =
            phone.number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        let said = match &phone.note {
            Some(note) => words.menu_ring_note(note.as_str(), phone.number.as_str()),
            None => words.menu_ring(phone.number.as_str()),
        };
        Phone { said, call: format!("tel:{dialled}") }
    }

    fn dates(&self, service: &Service) -> Vec<Day> {
        let mut days: Vec<Day> = service
            .next_dates(self.app.clock().now(), DATES)
            .into_iter()
            .map(|one| Day { on: one.day, said: self.occasion(service, &one) })
            .collect();
        days.dedup_by(|one, other| one.said == other.said);
        days
    }
}

impl From<&passport_core::menu::Link> for Address {
    fn from(link: &passport_core::menu::Link) -> Self {
        Self { label: link.label.clone(), url: link.url.clone() }
    }
}

/// Nothing but a web page is ever linked to, whatever a feed said.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The lines of a text that have anything in them.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The first words of a text, to the end of a sentence or a word. Headings before them say too little by themselves.
fn lead(text: &str) -> String {
    let all = lines(text);
    let is_said = |line: &&String| line.ends_with(['.', '!', '?', '…']) || line.chars().count() > HEADING;
    let Some(first) = all.iter().find(is_said).or(all.first()) else { return String::new() };
    if first.chars().count() <= LEAD {
        return first.clone();
    }
    let mut whole = String::new();
    for sentence in sentences(first) {
        if whole.chars().count() + sentence.chars().count() >= LEAD {
            break;
        }
        whole = if whole.is_empty() { sentence } else { format!("{whole} {sentence}") };
    }
    if whole.chars().count() > LEAD / 4 {
        return whole;
    }
    let cut: String = first.chars().take(LEAD).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_end_with_a_sentence_or_at_least_with_a_word() {
        assert_eq!(lead("Swimming.\n\nAnd more."), "Swimming.");
        assert_eq!(lead("What do we offer\nWe swim, e.g. on Mondays."), "We swim, e.g. on Mondays.");
        assert_eq!(lead("Clubs\nBins"), "Clubs");
        let sentences = format!(
            "{} Then {}",
            "We swim together every week and nobody minds how fast.",
            "more ".repeat(60)
        );
        assert_eq!(lead(&sentences), "We swim together every week and nobody minds how fast.");
        let long = lead(&"Żółw ".repeat(80));
        assert!(long.ends_with("Żółw…") && long.chars().count() <= LEAD + 1, "{long}");
    }

    #[test]
    fn only_web_pages_are_linked_to() {
        assert!(is_web("https://a.example") && is_web("http://a.example"));
        assert!(!is_web("javascript:alert(1)") && !is_web("data:text/html,x") && !is_web("//a.example"));
    }
}
