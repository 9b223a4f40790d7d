//! The National Grid's transverse Mercator projection, in Redfearn's series as Ordnance Survey's guide gives it (annex C).

use super::AIRY;
use super::GridPoint;
use crate::menu::Position;

/// Scale on the central meridian.
const F0: f64 = 0.999_601_271_7;
/// The true origin, in degrees, and where the false one lies from it, in metres.
const ORIGIN: Position = Position { latitude: 49.0, longitude: -2.0 };
const EAST: f64 = 400_000.0;
const NORTH: f64 = -100_000.0;

/// The arc of the meridian from the true origin to a latitude in radians.
fn arc(north: f64) -> f64 {
    let origin = ORIGIN.latitude.to_radians();
    let (less, more) = (north - origin, north + origin);
    let n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b);
    let (n2, n3) = (n * n, n * n * n);
    let terms = (1.0 + n + 1.25 * (n2 + n3)) * less
        - (3.0 * (n + n2) + 21.0 / 8.0 * n3) * less.sin() * more.cos()
        + 15.0 / 8.0 * (n2 + n3) * (2.0 * less).sin() * (2.0 * more).cos()
        - 35.0 / 24.0 * n3 * (3.0 * less).sin() * (3.0 * more).cos();
    AIRY.b * F0 * terms
}

/// The radii of curvature across and along the meridian, and η².
fn radii(north: f64) -> (f64, f64, f64) {
    let e2 = AIRY.eccentricity();
    let bend = 1.0 - e2 * north.sin().powi(2);
    let across = AIRY.a * F0 / bend.sqrt();
    let along = AIRY.a * F0 * (1.0 - e2) / bend.powf(1.5);
    (across, along, across / along - 1.0)
}

/// The point of a position on OSGB36.
pub(super) fn project(position: Position) -> GridPoint {
    let north = position.latitude.to_radians();
    let east = (position.longitude - ORIGIN.longitude).to_radians();
    let (across, along, eta2) = radii(north);
    let (sin, cos, tan2) = (north.sin(), north.cos(), north.tan().powi(2));
    let northing = arc(north)
        + NORTH
        + east.powi(2) * across / 2.0 * sin * cos
        + east.powi(4) * across / 24.0 * sin * cos.powi(3) * (5.0 - tan2 + 9.0 * eta2)
        + east.powi(6) * across / 720.0 * sin * cos.powi(5) * (61.0 - 58.0 * tan2 + tan2 * tan2);
    let fifth = 5.0 - 18.0 * tan2 + tan2 * tan2 + 14.0 * eta2 - 58.0 * tan2 * eta2;
    let easting = EAST
        + east * across * cos
        + east.powi(3) * across / 6.0 * cos.powi(3) * (across / along - tan2)
        + east.powi(5) * across / 120.0 * cos.powi(5) * fifth;
    GridPoint { easting, northing }
}

/// The position of a point on OSGB36.
pub(super) fn unproject(point: GridPoint) -> Position {
    let mut foot = ORIGIN.latitude.to_radians();
    // Each step makes the error some 300 times smaller.
    for _ in 0..10 {
        foot += (point.northing - NORTH - arc(foot)) / (AIRY.a * F0);
    }
    let (across, along, eta2) = radii(foot);
    let (tan, sec) = (foot.tan(), 1.0 / foot.cos());
    let (tan2, tan4) = (tan.powi(2), tan.powi(4));
    let east = point.easting - EAST;
    let sixth = 61.0 + 90.0 * tan2 + 45.0 * tan4;
    let north = foot - east.powi(2) * tan / (2.0 * along * across)
        + east.powi(4) * tan / (24.0 * along * across.powi(3))
            * (5.0 + 3.0 * tan2 + eta2 - 9.0 * tan2 * eta2)
        - east.powi(6) * tan / (720.0 * along * across.powi(5)) * sixth;
    let seventh = 61.0 + 662.0 * tan2 + 1320.0 * tan4 + 720.0 * tan2 * tan4;
    let turned = east * sec / across
        - east.powi(3) * sec / (6.0 * across.powi(3)) * (across / along + 2.0 * tan2)
        + east.powi(5) * sec / (120.0 * across.powi(5)) * (5.0 + 28.0 * tan2 + 24.0 * tan4)
        - east.powi(7) * sec / (5040.0 * across.powi(7)) * seventh;
    Position { latitude: north.to_degrees(), longitude: ORIGIN.longitude + turned.to_degrees() }
}
