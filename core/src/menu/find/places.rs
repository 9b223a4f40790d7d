//! Where services are, and how far away.

use crate::menu::{Position, Service, metres_between};

/// The places of all services, one after the other.
#[derive(Debug, Default)]
pub(super) struct Places {
    positions: Vec<Position>,
    /// Where those of each service end.
    ends: Vec<u32>,
}

/// A box around somebody that nothing within their reach lies outside.
struct Reach {
    latitude: f64,
    longitude: f64,
}

/// Metres of a degree of latitude, a little less than it is.
const DEGREE: f64 = 111_000.0;

impl Places {
    /// Puts in the next service, without its hidden places.
    pub fn put(&mut self, service: &Service) {
        let shown = service.details.places.iter().filter(|place| !place.is_hidden);
        self.positions.extend(shown.filter_map(|place| place.position));
        self.ends.push(u32::try_from(self.positions.len()).unwrap_or(u32::MAX));
    }

    fn of(&self, service: usize) -> &[Position] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = service.checked_sub(1).map_or(0, end);
        self.positions.get(start..end(service)).unwrap_or_default()
    }

    /// Whether it has a place that is told.
    pub fn has(&self, service: usize) -> bool {
        !self.of(service).is_empty()
    }

    /// The whole metres from somebody to the nearest place of a service, if it has one.
    pub fn metres(&self, service: usize, at: Position) -> Option<u32> {
        let nearest =
            self.of(service).iter().map(|place| metres_between(at, *place)).min_by(f64::total_cmp)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most half way round the earth"
        )]
        let metres = nearest.round() as u32;
        Some(metres)
    }

    /// Whether a place of a service may be within so many metres of somebody: looked at before the distance is worked out.
    pub fn may_be_within(&self, service: usize, at: Position, metres: u32) -> bool {
        let reach = Reach::new(at, metres);
        let is_in = |place: &Position| {
            (place.latitude - at.latitude).abs() <= reach.latitude
                && (place.longitude - at.longitude).abs() <= reach.longitude
        };
        self.of(service).iter().any(is_in)
    }
}

impl Reach {
    fn new(at: Position, metres: u32) -> Self {
        let latitude = f64::from(metres) / DEGREE;
        // A degree of longitude is shortest where the reach comes nearest to a pole; at one, or across the 180th, all are near.
        let shortest = (at.latitude.abs() + latitude).min(90.0).to_radians().cos();
        let longitude = latitude / shortest;
        let is_whole = shortest < 0.01 || at.longitude.abs() + longitude >= 180.0;
        Self { latitude, longitude: if is_whole { 360.0 } else { longitude } }
    }
}
