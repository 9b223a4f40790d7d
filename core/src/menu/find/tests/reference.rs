//! The search as it would be written on one page: everything is looked at, one service after the other.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::*;
use crate::menu::find::fold::folded;
use crate::menu::find::lexicon::typed;
use crate::menu::find::stem::stem;
use crate::menu::{Freshness, Status, WEEK, freshness, metres_between};

/// How many slips lie between two words: the plain table, whole.
pub(in crate::menu::find) fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut cells = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            cells[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let same = usize::from(one[i - 1] != other[j - 1]);
                    let mut least =
                        (cells[i - 1][j - 1] + same).min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                    if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                        least = least.min(cells[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    cells[one.len()][other.len()]
}

pub(super) struct Reference {
    services: Vec<Service>,
    /// The words of each.
    words: Vec<Vec<(String, u32)>>,
    all_words: BTreeSet<String>,
}

/// The points of each service by what was typed, if anything was.
type Points = Option<HashMap<Uuid, u32>>;

impl Reference {
    pub fn new(services: &[Service]) -> Self {
        let services: Vec<Service> = services.iter().map(Service::published).collect();
        let words: Vec<_> = services.iter().map(words).collect();
        let all_words = words.iter().flatten().map(|(word, _)| word.clone()).collect();
        Self { services, words, all_words }
    }

    pub fn find(&self, wanted: &Wanted, day: NaiveDate) -> Found {
        let points = self.points(&wanted.words);
        let fits = |one: &&Service| fits(one, wanted, &points, day);
        let mut hits: Vec<&Service> = self.services.iter().filter(fits).collect();
        hits.sort_by_cached_key(|one| {
            let metres = metres(one, wanted);
            let sinks = freshness(one.checked_on, day) >= Freshness::Stale || one.status == Status::Paused;
            let points = Reverse(points.as_ref().map_or(0, |points| points[&one.service_id]));
            let name = (folded(&one.details.name), one.details.name.clone(), one.service_id);
            (sinks, group(one, wanted, metres), points, metres.unwrap_or(u32::MAX), name)
        });
        let hit = |one: &&Service| Hit { service: Arc::new((*one).clone()), metres: metres(one, wanted) };
        Found { hits: hits.iter().map(hit).collect(), counts: self.counts(wanted, &points, day) }
    }

    /// How many there would be, asked anew for each answer of each question.
    fn counts(&self, wanted: &Wanted, points: &Points, day: NaiveDate) -> Counts {
        let many =
            |wanted: &Wanted| self.services.iter().filter(|one| fits(one, wanted, points, day)).count();
        let mut counts = Counts::default();
        for tag in self.services.iter().flat_map(|one| &one.details.tags) {
            let others = wanted.tags.iter().filter(|other| other.taxonomy() != tag.taxonomy());
            let with = Wanted { tags: others.chain([tag]).cloned().collect(), ..wanted.clone() };
            counts.tags.insert(tag.clone(), many(&with));
        }
        counts.tags.retain(|tag, count| *count > 0 || wanted.tags.contains(tag));
        counts.days = WEEK.map(|one| many(&Wanted { days: vec![one], ..wanted.clone() }));
        counts.free = many(&Wanted { is_free: true, ..wanted.clone() });
        counts
    }

    fn points(&self, text: &str) -> Points {
        let typed = typed(text);
        let last = typed.len().checked_sub(1)?;
        let mut sums: HashMap<Uuid, u32> = HashMap::new();
        for (at, word) in typed.iter().enumerate() {
            let found = self.found(word, at == last);
            for (one, words) in self.services.iter().zip(&self.words) {
                let points = words.iter().map(|(word, worth)| found[word] * worth).max().unwrap_or_default();
                let sum = sums.entry(one.service_id).or_insert(if at == 0 { points } else { 0 });
                *sum = if *sum == 0 || points == 0 { 0 } else { *sum + if at == 0 { 0 } else { points } };
            }
        }
        Some(sums)
    }

    /// How each word there is answers a typed one.
    fn found(&self, typed: &str, is_last: bool) -> HashMap<&String, u32> {
        let is_whole = |word: &str| stem(word) == stem(typed);
        let is_known = self.all_words.iter().any(|word| is_whole(word));
        let is_begun = self.all_words.iter().any(|word| word.starts_with(typed));
        let most = match typed.chars().count() {
            0..4 => None,
            4..8 => Some(1),
            _ => Some(2),
        };
        let nearest = self
            .all_words
            .iter()
            .map(|word| distance(word, typed))
            .min()
            .filter(|least| Some(*least) <= most);
        let found = |word: &str| match () {
            () if is_whole(word) => 4,
            () if word.starts_with(typed) && (is_last || !is_known) => 3,
            () if !is_known && !is_begun && nearest == Some(distance(word, typed)) => 2,
            () => 0,
        };
        self.all_words.iter().map(|word| (word, found(word))).collect()
    }
}

fn fits(one: &Service, wanted: &Wanted, points: &Points, day: NaiveDate) -> bool {
    let details = &one.details;
    let answers = |chosen: &Tag| {
        wanted.tags.iter().any(|tag| tag.taxonomy() == chosen.taxonomy() && details.tags.contains(tag))
    };
    let is_timed = !wanted.days.is_empty() || wanted.from.is_some() || wanted.until.is_some();
    let is_placed = details.places.iter().any(|place| place.position.is_some());
    one.is_visible(day)
        && points.as_ref().is_none_or(|points| points[&one.service_id] > 0)
        && wanted.tags.iter().all(answers)
        && wanted.age.is_none_or(|age| details.ages.contain(age))
        && (!is_timed || details.schedules.iter().any(|line| is_then(line, wanted, day)))
        && (!wanted.is_free || details.is_free())
        && wanted.hub.as_ref().is_none_or(|hub| one.is_of(hub))
        && wanted.provider.is_none_or(|provider| one.provider.provider_id == provider)
        && (!is_placed
            || wanted.at.is_none()
            || wanted.within.is_none_or(|within| metres(one, wanted).unwrap() <= within))
}

/// The words of a service, and what each is worth where it stands.
fn words(one: &Service) -> Vec<(String, u32)> {
    let details = &one.details;
    let mut texts =
        vec![(details.name.clone(), 8), (details.description.clone(), 3), (one.provider.name.clone(), 1)];
    texts.extend(details.tags.iter().map(|tag| (said(tag), 3)));
    texts.extend(details.words.bring.iter().map(|text| (text.clone(), 1)));
    texts.extend(details.places.iter().filter_map(|place| Some((place.town.clone()?, 1))));
    let each = |(text, worth): (String, u32)| {
        folded(&text).split_whitespace().map(|word| (word.to_owned(), worth)).collect::<Vec<_>>()
    };
    texts.into_iter().flat_map(each).collect()
}

fn is_then(line: &crate::menu::Schedule, wanted: &Wanted, day: NaiveDate) -> bool {
    let is_over = line.last_day().is_some_and(|last| last < day);
    let on_day = wanted.days.is_empty() || wanted.days.iter().any(|day| line.weekdays().contains(day));
    let before = wanted.until.is_none_or(|until| line.opens_at.is_none_or(|opens| opens < until));
    let after = wanted.from.is_none_or(|from| line.closes_at.is_none_or(|closes| from < closes));
    !is_over && on_day && before && after
}

fn metres(one: &Service, wanted: &Wanted) -> Option<u32> {
    let at = wanted.at?;
    let positions = one.details.places.iter().filter_map(|place| place.position);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most half way round the earth"
    )]
    let whole = |place| metres_between(at, place).round() as u32;
    positions.map(whole).min()
}

fn group(one: &Service, wanted: &Wanted, metres: Option<u32>) -> u8 {
    let is_tagged = |tags: &[&str]| tags.iter().any(|text| one.details.tags.contains(&tag(text)));
    let is_near = match wanted.at {
        Some(_) => metres.is_some_and(|metres| metres <= wanted.within.unwrap_or(NEAR)),
        None => one.details.places.iter().any(|place| place.position.is_some()),
    };
    match () {
        () if is_tagged(&["urgency/now"]) => 0,
        () if is_near => 1,
        () if is_tagged(&["delivery/phone", "delivery/text", "delivery/online"]) => 2,
        () => 3,
    }
}
