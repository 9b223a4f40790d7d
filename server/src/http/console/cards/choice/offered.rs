//! What a form offers to choose from: the codes in use, and the lists of places, roles and fare bands in words.

use super::super::super::fields::Choice;
use super::OTHER;
use crate::store::HubArrangement;
use passport_core::card::{CodedPlace, CodedRole, FareBand, Place, Role, Setting};
use passport_core::issue::CardKind;
use passport_words::Speaker;
use serde::Serialize;

/// The codes that a form shows, in their order, and the answers of its lists.
#[derive(Debug, Serialize)]
pub(in crate::http::console) struct Offered {
    codes: Vec<&'static str>,
    places: Vec<Choice>,
    roles: Vec<Choice>,
    bands: Vec<Choice>,
}

impl Offered {
    /// Those of a hub's arrangements that go onto these kinds of card.
    pub(in crate::http::console) fn of(
        speaker: &Speaker,
        kinds: &[CardKind],
        in_use: &[HubArrangement],
    ) -> Self {
        let words = speaker.words();
        let fits = |one: &&HubArrangement| {
            let fares = one.setting == Setting::Transport;
            kinds.contains(if fares { &CardKind::Fare } else { &CardKind::Printed })
        };
        let choice = |value: &str, text: String| Choice { value: value.to_owned(), text };
        let other = choice(OTHER, words.choice_other());
        let places = CodedPlace::ALL.iter().map(|one| choice(one.code(), speaker.place(&Place::Coded(*one))));
        let roles = CodedRole::ALL.iter().map(|one| choice(one.code(), speaker.role(&Role::Coded(*one))));
        let bands = FareBand::ALL.map(|band| {
            let text = match band {
                FareBand::Child => words.choice_fare_child(),
                FareBand::SixteenToEighteen => words.choice_fare_16_18(),
                FareBand::Concession => words.choice_fare_concession(),
            };
            choice(band.code(), text)
        });
        Self {
            codes: in_use.iter().filter(fits).map(|one| one.code).collect(),
            places: places.chain([choice(OTHER, words.choice_other())]).collect(),
            roles: roles.chain([other]).collect(),
            bands: bands.into(),
        }
    }

    /// The codes, in the order of the page.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.codes.iter().copied()
    }
}
