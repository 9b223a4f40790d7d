//! A text of a service in words, part by part, as editors read it over: in differences, and where it can only be read.

mod said;

use crate::App;
use passport_core::menu::Details;
use said::{ages, cost_text, left, noted, place_text, time_text};
use serde::Serialize;

/// One part of a text.
#[derive(Clone, Debug, Serialize)]
pub(in crate::http::console) struct Part {
    /// Which: `menu-part-KEY` says it.
    pub key: &'static str,
    /// Of answers: what is asked.
    pub question: Option<String>,
    /// Of parts that come many times: what tells one from another.
    #[serde(skip)]
    id: String,
    /// What is written, empty lines between paragraphs.
    pub text: String,
}

impl Part {
    /// Whether it stands in the same place of another text.
    pub(in crate::http::console) fn is_same(&self, other: &Self) -> bool {
        (self.key, &self.question, &self.id) == (other.key, &other.question, &other.id)
    }
}

/// All parts, in the order of the form.
const ORDER: [&str; 26] = [
    "name",
    "description",
    "alert",
    "answer",
    "ages",
    "who-for",
    "areas",
    "place",
    "time",
    "phone",
    "email",
    "website",
    "link",
    "cost",
    "fees",
    "left",
    "how-to-start",
    "first-contact",
    "follow-up",
    "wait",
    "people",
    "bring",
    "languages",
    "interpreters",
    "safety",
    "easy-read",
];

/// Where a part stands.
pub(in crate::http::console) fn order(key: &str) -> usize {
    ORDER.iter().position(|one| *one == key).unwrap_or(ORDER.len())
}

/// Every part in which something is written.
pub(in crate::http::console) fn parts(app: &App, details: &Details) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut put = |key: &'static str, id: String, text: Option<String>| {
        let text = text.filter(|text| !text.is_empty());
        parts.extend(text.map(|text| Part { key, question: None, id, text }));
    };
    let words = &details.words;
    let one = String::new;
    put("name", one(), Some(details.name.clone()));
    put("description", one(), Some(details.description.clone()));
    put("alert", one(), words.alert.clone());
    put("ages", one(), ages(app, details));
    put("who-for", one(), words.who_for.clone());
    put("areas", one(), Some(details.areas.join(", ")));
    for place in &details.places {
        put("place", place.place_id.to_string(), Some(place_text(app, place)));
    }
    for time in &details.schedules {
        put("time", time.schedule_id.to_string(), Some(time_text(app, details, time)));
    }
    for (n, phone) in details.phones.iter().enumerate() {
        put("phone", n.to_string(), Some(noted(&phone.number, phone.note.as_ref())));
    }
    put("email", one(), details.email.clone());
    put("website", one(), details.website.clone());
    for (n, link) in details.links.iter().enumerate() {
        put("link", n.to_string(), Some(format!("{}: {}", link.label, link.url)));
    }
    for (n, cost) in details.costs.iter().enumerate() {
        put("cost", n.to_string(), Some(cost_text(app, cost)));
    }
    put("fees", one(), words.fees.clone());
    put("left", one(), left(app, details));
    put("how-to-start", one(), words.how_to_start.clone());
    put("first-contact", one(), words.first_contact.clone());
    put("follow-up", one(), words.follow_up.clone());
    put("wait", one(), words.wait.clone());
    put("people", one(), words.people.clone());
    put("bring", one(), words.bring.clone());
    let languages: Vec<&str> = details.languages.iter().map(|one| one.name.as_str()).collect();
    put("languages", one(), Some(languages.join(", ")));
    put("interpreters", one(), words.interpreters.clone());
    put("safety", one(), words.safety.clone());
    put("easy-read", one(), words.easy_read.clone());
    parts.extend(answers(app, details));
    parts.sort_by_key(|part| order(part.key));
    parts
}

/// What is answered, question by question.
fn answers(app: &App, details: &Details) -> Vec<Part> {
    let held = app.menu().held();
    let mut answers: Vec<Part> = Vec::new();
    for tag in &details.tags {
        let spoken = app.speaker().menu_taxonomy(tag.taxonomy());
        let question = spoken.map_or_else(|| tag.taxonomy().to_owned(), |spoken| spoken.name);
        let answer = held.speak(app.speaker(), tag).name;
        match answers.iter_mut().find(|part| part.question.as_ref() == Some(&question)) {
            Some(part) => part.text.push_str(&format!(", {answer}")),
            None => {
                answers.push(Part {
                    key: "answer",
                    question: Some(question),
                    id: String::new(),
                    text: answer,
                });
            }
        }
    }
    answers
}
