//! Where a service is, and how far that is.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place where a service is offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its id, which stays the same from version to version.
    pub place_id: Uuid,
    /// What the place is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street and number, at most two lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// County, or the council's area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// Postcode, as `SK1 1AA`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Where that is on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How to get there: buses, stops, the last bit on foot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub getting_there: Option<String>,
    /// Steps, lifts, toilets, quiet rooms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<String>,
    /// The address is told to nobody here, as of a refuge: people are told when they get in touch. It is neither shown nor published,
    /// and no distance is worked out from it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_hidden: bool,
}

/// A point on the map, WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// The mean radius of the earth (IUGG), in metres.
const EARTH: f64 = 6_371_008.8;

/// How far it is from one point to another as the crow flies, in metres.
pub fn metres_between(from: Position, to: Position) -> f64 {
    let [north, other_north] = [from.latitude, to.latitude].map(f64::to_radians);
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let chord = half(to.latitude - from.latitude)
        + north.cos() * other_north.cos() * half(to.longitude - from.longitude);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_north_is_111_kilometres_and_a_degree_east_is_less() {
        let at = |latitude, longitude| Position { latitude, longitude };
        let north = metres_between(at(53.0, -2.0), at(54.0, -2.0));
        assert!((north - 111_195.0).abs() < 1.0, "{north}");
        let east = metres_between(at(53.0, -2.0), at(53.0, -1.0));
        assert!((east - 66_918.0).abs() < 2.0, "{east}");
        assert!(metres_between(at(53.4, -2.1), at(53.4, -2.1)) < f64::EPSILON);
    }
}
