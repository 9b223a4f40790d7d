//! Where a service is, and how far that is.

use super::{Teller, lines};
use crate::http::pages::menu::Block;
use passport_core::menu::{Details, Place, Service, metres_between};

const MILE: f64 = 1_609.344;

impl Teller<'_> {
    /// Metres to the nearest place that may be told.
    pub fn nearest(&self, details: &Details) -> Option<f64> {
        let places = details.places.iter().filter(|place| !place.is_hidden);
        places.filter_map(|place| self.metres(place)).min_by(f64::total_cmp)
    }

    fn metres(&self, place: &Place) -> Option<f64> {
        Some(metres_between(self.at?, place.position?))
    }

    /// "About 2 miles away": no closer, since where somebody is was told to a kilometre.
    #[expect(clippy::cast_possible_truncation, reason = "distances on the earth are small numbers")]
    pub fn distance(&self, metres: f64) -> String {
        let miles = metres / MILE;
        if miles < 0.5 {
            return self.words().menu_far_under();
        }
        self.words().menu_far_miles(miles.round() as i64)
    }

    /// Every place that may be told, and a line for those that may not.
    pub fn places(&self, service: &Service) -> Vec<Block> {
        let told = service.details.places.iter().filter(|place| !place.is_hidden);
        let mut blocks: Vec<Block> = told.map(|place| self.place(place)).collect();
        blocks.extend(self.private_place(service).map(|line| Block { heading: None, lines: vec![line] }));
        blocks
    }

    /// That an address, or one more, is told to whoever gets in touch.
    pub fn private_place(&self, service: &Service) -> Option<String> {
        let words = self.words();
        service.place_on_request.then(|| {
            if service.details.places.is_empty() {
                words.menu_hidden_place()
            } else {
                words.menu_hidden_place_too()
            }
        })
    }

    fn place(&self, place: &Place) -> Block {
        let street = place.street.as_deref().map(|street| lines(street).join(", "));
        let parts = [street, place.town.clone(), place.county.clone(), place.postcode.clone()];
        let address: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let mut said = Vec::new();
        if !address.is_empty() {
            said.push(address.join(", "));
        }
        said.extend(self.metres(place).map(|metres| self.distance(metres)));
        let more = [&place.getting_there, &place.accessibility];
        said.extend(more.into_iter().flatten().flat_map(|text| lines(text)));
        Block { heading: place.name.clone(), lines: said }
    }
}

/// What a place is called in a timetable: its name, or else its first line.
pub fn place_name(place: &Place) -> Option<String> {
    let street = place.street.as_deref().and_then(|street| lines(street).into_iter().next());
    place.name.clone().or(street).or_else(|| place.town.clone())
}
