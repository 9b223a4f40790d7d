//! What was chosen, in words, each with what is wanted without it.

use super::questions::DISTANCES;
use crate::http::menu::teller::Teller;
use passport_core::menu::{Near, Wanted};

/// Each thing that was chosen, and the wishes without it.
pub fn chosen(teller: &Teller<'_>, wanted: &Wanted) -> Vec<(String, Wanted)> {
    let words = teller.words();
    let without = |change: &dyn Fn(&mut Wanted)| {
        let mut rest = wanted.clone();
        change(&mut rest);
        rest
    };
    let mut all = Vec::new();
    if !wanted.words.is_empty() {
        all.push((words.menu_words(wanted.words.as_str()), without(&|rest| rest.words.clear())));
    }
    for tag in &wanted.tags {
        let said = teller.answer(tag);
        all.push((said, without(&|rest| rest.tags.retain(|one| one != tag))));
    }
    if let Some(age) = wanted.age {
        all.push((words.menu_chosen_age(age), without(&|rest| rest.age = None)));
    }
    for day in &wanted.days {
        let said = words.menu_chosen_day(teller.weekday(*day));
        all.push((said, without(&|rest| rest.days.retain(|one| one != day))));
    }
    if let Some(from) = wanted.from {
        all.push((words.menu_chosen_from(teller.time(from)), without(&|rest| rest.from = None)));
    }
    if let Some(until) = wanted.until {
        all.push((words.menu_chosen_until(teller.time(until)), without(&|rest| rest.until = None)));
    }
    if wanted.is_free {
        all.push((words.menu_ask_free_yes(), without(&|rest| rest.is_free = false)));
    }
    if let Some(within) = wanted.within.filter(|_| wanted.at.is_some()) {
        all.push((words.menu_ask_within_miles(miles(within)), without(&|rest| rest.within = None)));
    }
    if let Some(near) = wanted.near.as_ref().filter(|_| wanted.at.is_some()) {
        let said = match near {
            Near::Outward(outward) => words.menu_chosen_near_outward(outward.as_str()),
            Near::Square(_) => words.menu_chosen_near(),
        };
        let nowhere = without(&|rest| (rest.near, rest.at, rest.within) = (None, None, None));
        all.push((said, nowhere));
    }
    if let Some(hub) = &wanted.hub {
        let said = teller.hub(hub).unwrap_or_else(|| hub.as_str().to_owned());
        all.push((said, without(&|rest| rest.hub = None)));
    }
    if let Some(provider) = wanted.provider {
        let is_theirs =
            |one: &&std::sync::Arc<passport_core::menu::Service>| one.provider.provider_id == provider;
        let name = teller.menu.index.services().iter().find(is_theirs).map(|one| one.provider.name.clone());
        let said = words.menu_chosen_provider(name.unwrap_or_default());
        all.push((said, without(&|rest| rest.provider = None)));
    }
    all
}

/// What was chosen, in words alone.
pub fn words_of(teller: &Teller<'_>, wanted: &Wanted) -> Vec<String> {
    chosen(teller, wanted).into_iter().map(|(said, _)| said).collect()
}

/// Whole miles of metres in an address, as near as our own answers have it.
fn miles(metres: u32) -> u32 {
    let ours = DISTANCES.iter().find(|(_, theirs)| *theirs == metres);
    ours.map_or((metres + 804) / 1_609, |(miles, _)| u32::from(*miles)).max(1)
}
