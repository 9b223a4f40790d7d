//! From one model of the earth to another: OSGB36 on the Airy ellipsoid, and WGS 84.

use crate::menu::Position;

/// An ellipsoid by its half axes, in metres.
pub(super) struct Ellipsoid {
    pub(super) a: f64,
    pub(super) b: f64,
}

pub(super) const AIRY: Ellipsoid = Ellipsoid { a: 6_377_563.396, b: 6_356_256.909 };
pub(super) const WGS84: Ellipsoid = Ellipsoid { a: 6_378_137.0, b: 6_356_752.314_1 };

impl Ellipsoid {
    /// e².
    pub(super) fn eccentricity(&self) -> f64 {
        1.0 - (self.b / self.a).powi(2)
    }
}

/// Metres, seconds of arc and parts per million from OSGB36 to WGS 84.
const SHIFT: [f64; 3] = [446.448, -125.157, 542.060];
const TURN: [f64; 3] = [0.1502, 0.2470, 0.8421];
const SCALE: f64 = -20.4894;

/// A position on OSGB36, as it is on WGS 84.
pub(super) fn to_wgs84(position: Position) -> Position {
    moved(position, &AIRY, &WGS84, 1.0)
}

/// A position on WGS 84, as it is on OSGB36.
pub(super) fn to_osgb36(position: Position) -> Position {
    moved(position, &WGS84, &AIRY, -1.0)
}

fn moved(position: Position, from: &Ellipsoid, to: &Ellipsoid, sign: f64) -> Position {
    let [x, y, z] = from_earths_centre(position, from);
    let [rx, ry, rz] = TURN.map(|seconds| sign * (seconds / 3600.0).to_radians());
    let [tx, ty, tz] = SHIFT.map(|metres| sign * metres);
    let scale = 1.0 + sign * SCALE / 1e6;
    on_surface(
        [
            tx + scale * x - rz * y + ry * z,
            ty + rz * x + scale * y - rx * z,
            tz - ry * x + rx * y + scale * z,
        ],
        to,
    )
}

fn from_earths_centre(position: Position, ellipsoid: &Ellipsoid) -> [f64; 3] {
    let (north, east) = (position.latitude.to_radians(), position.longitude.to_radians());
    let e2 = ellipsoid.eccentricity();
    let radius = ellipsoid.a / (1.0 - e2 * north.sin().powi(2)).sqrt();
    let across = radius * north.cos();
    [across * east.cos(), across * east.sin(), radius * (1.0 - e2) * north.sin()]
}

fn on_surface([x, y, z]: [f64; 3], ellipsoid: &Ellipsoid) -> Position {
    let e2 = ellipsoid.eccentricity();
    let across = x.hypot(y);
    let mut north = z.atan2(across * (1.0 - e2));
    // Each step makes the error 150 times smaller.
    for _ in 0..8 {
        let radius = ellipsoid.a / (1.0 - e2 * north.sin().powi(2)).sqrt();
        north = (z + e2 * radius * north.sin()).atan2(across);
    }
    Position { latitude: north.to_degrees(), longitude: y.atan2(x).to_degrees() }
}
