//! The National Grid of Great Britain: from eastings and northings to WGS 84, and back.
//!
//! Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C: a transverse Mercator projection of the Airy 1830
//! ellipsoid, and a Helmert transformation that is right to about 5 m everywhere.

mod projection;
mod shift;

use super::Position;
use projection::{project, unproject};
use shift::{AIRY, to_osgb36, to_wgs84};

/// A point of the National Grid, in metres east and north of its false origin, south-west of Scilly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridPoint {
    /// Metres east.
    pub easting: f64,
    /// Metres north.
    pub northing: f64,
}

/// How far the grid goes: its lettered squares in use.
const EASTINGS: std::ops::Range<f64> = 0.0..700_000.0;
const NORTHINGS: std::ops::Range<f64> = 0.0..1_300_000.0;
/// Within these degrees the projection can be worked out. All of Great Britain lies well inside.
const LATITUDES: std::ops::Range<f64> = 45.0..65.0;
const LONGITUDES: std::ops::Range<f64> = -15.0..10.0;

impl GridPoint {
    /// A point, if it lies within the grid.
    pub fn new(easting: f64, northing: f64) -> Option<Self> {
        let is_inside = EASTINGS.contains(&easting) && NORTHINGS.contains(&northing);
        is_inside.then_some(Self { easting, northing })
    }

    /// Where that is on the map.
    pub fn position(self) -> Position {
        to_wgs84(unproject(self))
    }

    /// The point of a position, if it lies within the grid.
    pub fn of(position: Position) -> Option<Self> {
        let is_near = LATITUDES.contains(&position.latitude) && LONGITUDES.contains(&position.longitude);
        let point = is_near.then(|| project(to_osgb36(position)))?;
        Self::new(point.easting, point.northing)
    }
}

#[cfg(test)]
mod tests;
