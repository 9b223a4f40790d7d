//! What else could be asked, each answer with how many would fit.

use super::matrix::tags_of;
use crate::http::{
    menu::{asked::Asked, teller::Teller},
    pages::menu::list::{Answer, Question},
};
use chrono::Weekday;
use passport_core::menu::{Counts, taxonomy::TAXONOMIES};

/// What people say of how far they go, in miles, and the metres that stand in addresses.
pub const DISTANCES: [(u8, u32); 5] = [(1, 1_609), (3, 4_828), (5, 8_047), (10, 16_093), (20, 32_187)];
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Every question that has an answer to choose.
pub fn questions(teller: &Teller<'_>, asked: &Asked, counts: &Counts) -> Vec<Question> {
    let mut all: Vec<Question> =
        TAXONOMIES.iter().filter_map(|one| of_taxonomy(teller, asked, counts, one.code)).collect();
    // Kind and way stand in the matrix as well; what decides next is when, how far and what it costs.
    let place = all.len().min(2);
    let more = [
        days(teller, asked, counts),
        free(teller, asked, counts),
        within(teller, asked),
        hubs(teller, asked),
    ];
    all.splice(place..place, more.into_iter().flatten());
    all.retain(|question| !question.answers.is_empty());
    all
}

fn of_taxonomy(teller: &Teller<'_>, asked: &Asked, counts: &Counts, code: &str) -> Option<Question> {
    let answer = |tag: passport_core::menu::Tag| {
        let count = counts.tags.get(&tag).copied().unwrap_or_default();
        let is_chosen = asked.wanted.tags.contains(&tag);
        let said = teller.answer(&tag);
        let answer = Answer {
            name: code.to_owned(),
            value: tag.term().to_owned(),
            said,
            count: Some(count),
            is_chosen,
        };
        (count > 0 || is_chosen).then_some(answer)
    };
    let answers: Vec<Answer> = tags_of(teller, code).into_iter().filter_map(answer).collect();
    Some(question(code, teller.question(code)?, answers, false))
}

fn question(code: &str, asked: String, answers: Vec<Answer>, is_one: bool) -> Question {
    let chosen = answers.iter().filter(|answer| answer.is_chosen && !answer.value.is_empty()).count();
    Question { code: code.to_owned(), asked, is_one, chosen, answers }
}

fn days(teller: &Teller<'_>, asked: &Asked, counts: &Counts) -> Option<Question> {
    let answer = |(day, count): (Weekday, usize)| Answer {
        name: "day".to_owned(),
        value: day_code(day).to_owned(),
        said: teller.weekday(day),
        count: Some(count),
        is_chosen: asked.wanted.days.contains(&day),
    };
    let answers: Vec<Answer> = WEEK.into_iter().zip(counts.days).map(answer).collect();
    let is_any = answers.iter().any(|answer| answer.count > Some(0) || answer.is_chosen);
    is_any.then(|| question("days", teller.words().menu_ask_days(), answers, false))
}

/// How an address says a day.
fn day_code(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

fn free(teller: &Teller<'_>, asked: &Asked, counts: &Counts) -> Option<Question> {
    let words = teller.words();
    let answer = Answer {
        name: "free".to_owned(),
        value: "1".to_owned(),
        said: words.menu_ask_free_yes(),
        count: Some(counts.free),
        is_chosen: asked.wanted.is_free,
    };
    (counts.free > 0 || asked.wanted.is_free)
        .then(|| question("free", words.menu_ask_free(), vec![answer], false))
}

fn within(teller: &Teller<'_>, asked: &Asked) -> Option<Question> {
    asked.at()?;
    let words = teller.words();
    let answer = |value: String, said: String, is_chosen: bool| Answer {
        name: "within".to_owned(),
        value,
        said,
        count: None,
        is_chosen,
    };
    let mut answers = vec![answer(String::new(), words.menu_ask_within_any(), asked.wanted.within.is_none())];
    answers.extend(DISTANCES.map(|(miles, metres)| {
        answer(metres.to_string(), words.menu_ask_within_miles(miles), asked.wanted.within == Some(metres))
    }));
    Some(question("within", words.menu_ask_within(), answers, true))
}

/// Whose menu, where this server has several hubs that have one.
fn hubs(teller: &Teller<'_>, asked: &Asked) -> Option<Question> {
    let mut hubs: Vec<_> = teller.menu.index.services().iter().map(|service| service.hub.clone()).collect();
    hubs.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    hubs.dedup();
    if hubs.len() < 2 {
        return None;
    }
    let words = teller.words();
    let answer = |value: String, said: String, is_chosen: bool| Answer {
        name: "hub".to_owned(),
        value,
        said,
        count: None,
        is_chosen,
    };
    let mut answers = vec![answer(String::new(), words.menu_ask_hub_any(), asked.wanted.hub.is_none())];
    answers.extend(hubs.into_iter().filter_map(|hub| {
        let is_chosen = asked.wanted.hub.as_ref() == Some(&hub);
        Some(answer(hub.as_str().to_owned(), teller.hub(&hub)?, is_chosen))
    }));
    Some(question("hub", words.menu_ask_hub(), answers, true))
}
