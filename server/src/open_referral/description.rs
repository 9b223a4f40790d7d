//! What is folded into a service's description, since most readers show little else: each question with its answers, a line each.

use passport_core::menu::{Cost, Service};
use passport_words::Speaker;

use super::Feed;
use super::place::places;
use super::value::{text, told};

/// The words before the lines.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    who_for: String,
    cost: String,
    free: String,
    /// Of a place that is not in the feed.
    private_place: String,
    /// What a capacity counts.
    pub place: String,
    /// `{what}: {said}`, with marks where the two go.
    line: String,
}

/// Letters that no catalogue has.
const WHAT: &str = "\u{1}";
const SAID: &str = "\u{2}";

impl Labels {
    /// The words in a speaker's language.
    pub fn of(speaker: &Speaker) -> Self {
        let words = speaker.words();
        Self {
            who_for: words.menu_feed_who_for(),
            cost: words.menu_feed_cost(),
            free: words.menu_feed_free(),
            private_place: words.menu_hidden_place(),
            place: words.menu_feed_place(),
            line: words.menu_feed_line(SAID, WHAT),
        }
    }

    fn line(&self, what: &str, said: &str) -> String {
        self.line.replace(WHAT, what).replace(SAID, said)
    }
}

impl Feed {
    /// What it is, and then each question with its answers.
    pub(super) fn description(&self, service: &Service) -> Option<String> {
        let mut lines = Vec::new();
        let words = &service.details.words;
        if let Some(who_for) = told(words.who_for.as_ref()) {
            lines.push(self.labels().line(&self.labels().who_for, who_for));
        }
        for ours in self.terms().taxonomies() {
            let tags = service.details.tags.iter().filter(|tag| tag.taxonomy() == ours.code);
            let names: Vec<_> =
                tags.filter_map(|tag| Some(self.terms().of_tag(tag)?.name.as_str())).collect();
            let own = own_words(service, &ours.code);
            let private = (ours.code == "transport" && service.place_on_request)
                .then(|| self.labels().private_place.clone());
            let names = (!names.is_empty()).then(|| names.join(", "));
            let said: Vec<_> = names.into_iter().chain(own).chain(private).collect();
            if !said.is_empty() {
                lines.push(self.labels().line(&ours.taxonomy.name, &sentences(&said)));
            }
        }
        lines.extend(self.cost(service));
        let about = text(&service.details.description).map(str::to_owned);
        let lines = (!lines.is_empty()).then(|| lines.join("\n"));
        let parts: Vec<_> = about.into_iter().chain(lines).collect();
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }

    fn cost(&self, service: &Service) -> Option<String> {
        let labels = self.labels();
        let said = |cost: &Cost| {
            let amount = if cost.pence == 0 { labels.free.clone() } else { pounds(cost.pence) };
            match told(cost.what.as_ref()) {
                Some(what) => labels.line(what, &amount),
                None => amount,
            }
        };
        let fees = told(service.details.words.fees.as_ref()).map(str::to_owned);
        let said: Vec<_> = service.details.costs.iter().map(said).chain(fees).collect();
        (!said.is_empty()).then(|| labels.line(&labels.cost, &sentences(&said)))
    }
}

/// What its editor wrote to a question.
fn own_words(service: &Service, taxonomy: &str) -> Vec<String> {
    let words = &service.details.words;
    let field = match taxonomy {
        "people" => &words.people,
        "kit" => &words.bring,
        "access" => &words.how_to_start,
        "first-contact" => &words.first_contact,
        "follow-up" => &words.follow_up,
        "places" => &words.wait,
        "safeguarding" => &words.safety,
        "transport" => {
            return places(service).filter_map(|place| one_line(place.getting_there.as_ref())).collect();
        }
        _ => return Vec::new(),
    };
    one_line(field.as_ref()).into_iter().collect()
}

/// A text without its ends of lines, since each question has one.
fn one_line(written: Option<&String>) -> Option<String> {
    Some(told(written)?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Texts one after another, each ended by a full stop unless it ends by itself.
fn sentences(texts: &[String]) -> String {
    let ended = |text: &String| {
        if text.ends_with(['.', '!', '?', '…', ')']) { text.clone() } else { format!("{text}.") }
    };
    texts.iter().map(ended).collect::<Vec<_>>().join(" ")
}

/// `£3`, `£3.50`.
fn pounds(pence: u32) -> String {
    match pence % 100 {
        0 => format!("£{}", pence / 100),
        rest => format!("£{}.{rest:02}", pence / 100),
    }
}
