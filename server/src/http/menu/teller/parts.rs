//! What there is to say of a service, question by question, in the order in which people ask.

use super::{Teller, lines};
use crate::http::pages::menu::{Block, Part};
use passport_core::menu::{Ages, Cost, Details, Service};

/// The questions, each with the taxonomies that answer it; whatever stands in none of them is said with the first.
const QUESTIONS: [(&str, &[&str]); 13] = [
    ("what", &["kind", "delivery"]),
    ("for", &[]),
    ("people", &["people", "format"]),
    ("there", &["transport"]),
    ("bring", &["kit"]),
    ("when", &["time"]),
    ("cost", &[]),
    ("start", &["access"]),
    ("first", &["first-contact"]),
    ("follow", &["follow-up"]),
    ("left", &["places"]),
    ("comfort", &["sensory"]),
    ("safety", &["safeguarding"]),
];

impl Teller<'_> {
    /// Every question that has an answer, or whose answer people miss.
    pub fn parts(&self, service: &Service) -> Vec<Part> {
        let parts = QUESTIONS.into_iter().map(|(code, taxonomies)| self.part(service, code, taxonomies));
        parts.filter(|part| !part.answers.is_empty() || !part.blocks.is_empty()).collect()
    }

    fn part(&self, service: &Service, code: &'static str, taxonomies: &[&str]) -> Part {
        let details = &service.details;
        let is_asked = |taxonomy: &str| {
            let elsewhere = || QUESTIONS.iter().any(|(_, others)| others.contains(&taxonomy));
            taxonomies.contains(&taxonomy) || (code == "what" && taxonomy != "urgency" && !elsewhere())
        };
        let tags = details.tags.iter().filter(|tag| is_asked(tag.taxonomy()));
        let answers: Vec<String> = tags.map(|tag| self.answer(tag)).collect();
        let mut blocks = self.own_words(service, code);
        blocks.retain(|block| !block.lines.is_empty() || block.heading.is_some());
        if answers.is_empty() && blocks.is_empty() {
            blocks.extend(self.unsaid(code).map(|line| Block { heading: None, lines: vec![line] }));
        }
        Part { code, title: self.title(code), answers, blocks }
    }

    fn own_words(&self, service: &Service, code: &str) -> Vec<Block> {
        let details = &service.details;
        let words = &details.words;
        let plain = |text: &Option<String>| {
            vec![Block { heading: None, lines: lines(text.as_deref().unwrap_or_default()) }]
        };
        let listed = |lines: Vec<String>| vec![Block { heading: None, lines }];
        match code {
            "what" => listed(lines(&details.description)),
            "for" => listed(self.who_for(details)),
            "people" => plain(&words.people),
            "there" => self.places(service),
            "bring" => plain(&words.bring),
            "when" => listed(self.timetable(service)),
            "cost" => listed(self.costs(details)),
            "start" => plain(&words.how_to_start),
            "first" => plain(&words.first_contact),
            "follow" => plain(&words.follow_up),
            "left" => listed(self.left(details)),
            "comfort" => listed(self.comfort(details)),
            _ => plain(&words.safety),
        }
    }

    fn title(&self, code: &str) -> String {
        let words = self.words();
        match code {
            "what" => words.menu_told_part_what(),
            "for" => words.menu_told_part_for(),
            "people" => words.menu_told_part_people(),
            "there" => words.menu_told_part_there(),
            "bring" => words.menu_told_part_bring(),
            "when" => words.menu_told_part_when(),
            "cost" => words.menu_told_part_cost(),
            "start" => words.menu_told_part_start(),
            "first" => words.menu_told_part_first(),
            "follow" => words.menu_told_part_follow(),
            "left" => words.menu_told_part_left(),
            "comfort" => words.menu_told_part_comfort(),
            _ => words.menu_told_part_safety(),
        }
    }

    /// What is said where nobody said anything, so that an open question is not taken for a good answer.
    fn unsaid(&self, code: &str) -> Option<String> {
        let words = self.words();
        match code {
            "people" => Some(words.menu_unsaid_people()),
            "bring" => Some(words.menu_unsaid_bring()),
            "when" => Some(words.menu_unsaid_when()),
            "cost" => Some(words.menu_unsaid_cost()),
            "first" => Some(words.menu_unsaid_first()),
            "follow" => Some(words.menu_unsaid_follow()),
            _ => None,
        }
    }

    fn who_for(&self, details: &Details) -> Vec<String> {
        let mut said = vec![self.ages(details.ages)];
        said.extend(lines(details.words.who_for.as_deref().unwrap_or_default()));
        said.extend(details.areas.iter().map(|area| self.words().menu_area(area.as_str())));
        said
    }

    /// "8 to 17 years old".
    pub fn ages(&self, ages: Ages) -> String {
        let words = self.words();
        match (ages.from, ages.to) {
            (Some(from), Some(to)) if from == to => words.menu_told_ages_one(from),
            (Some(from), Some(to)) => words.menu_told_ages_between(from, to),
            (Some(from), None) => words.menu_told_ages_from(from),
            (None, Some(to)) => words.menu_told_ages_to(to),
            (None, None) => words.menu_told_ages_any(),
        }
    }

    fn costs(&self, details: &Details) -> Vec<String> {
        let fees = lines(details.words.fees.as_deref().unwrap_or_default());
        if details.is_free() && details.costs.iter().all(|cost| cost.what.is_none() && cost.note.is_none()) {
            return [vec![self.words().menu_told_cost_free()], fees].concat();
        }
        details.costs.iter().map(|cost| self.cost(cost)).chain(fees).collect()
    }

    fn cost(&self, cost: &Cost) -> String {
        let words = self.words();
        let amount = match (cost.pence, cost.pence % 100) {
            (0, _) => words.menu_told_cost_free(),
            (pence, 0) => words.menu_told_cost((pence / 100).to_string()),
            (pence, rest) => words.menu_told_cost(format!("{}.{rest:02}", pence / 100)),
        };
        let said = match &cost.what {
            Some(what) => words.menu_told_cost_for(amount, capital(what)),
            None => amount,
        };
        match &cost.note {
            Some(note) => format!("{said}. {note}"),
            None => said,
        }
    }

    fn left(&self, details: &Details) -> Vec<String> {
        let words = self.words();
        let places = details.capacity.map(|capacity| match capacity.of {
            Some(of) => words.menu_told_left_of(capacity.left, of),
            None => words.menu_told_left(capacity.left),
        });
        let wait = details.words.wait.as_deref().map(|wait| words.menu_wait(wait));
        places.into_iter().chain(wait).collect()
    }

    fn comfort(&self, details: &Details) -> Vec<String> {
        let languages = details.languages.iter().map(|one| self.words().menu_language(one.name.as_str()));
        languages.chain(lines(details.words.interpreters.as_deref().unwrap_or_default())).collect()
    }
}

/// The same with a capital letter first.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
