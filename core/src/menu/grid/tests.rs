//! Against points that Ordnance Survey publishes, and against another way to work it out.

use super::*;
use crate::menu::{Near, Postcode, Square, metres_between};
use proptest::prelude::*;

/// Test points of OSTN15, whose positions are exact: Scilly, North Foreland, Lambeth, Droitwich, Daresbury, Pudsey, Carlisle, Glasgow,
/// Inverness, Fair Isle, Shetland.
const KNOWN: [(f64, f64, f64, f64); 11] = [
    (91_492.146, 11_318.804, 49.922_263_937_3, -6.299_777_520_14),
    (639_821.835, 169_565.858, 51.374_470_255_5, 1.444_547_304_09),
    (530_624.974, 178_388.464, 51.489_365_649_5, -0.119_925_571_80),
    (389_544.190, 261_912.153, 52.255_293_816_3, -2.154_586_143_87),
    (357_455.843, 383_290.436, 53.344_802_801_9, -2.640_493_208_10),
    (422_242.186, 433_818.701, 53.800_215_196_3, -1.663_791_682_42),
    (339_921.145, 556_034.761, 54.895_423_404_2, -2.938_277_411_49),
    (256_340.925, 664_697.269, 55.853_999_53, -4.296_490_16),
    (267_056.768, 846_176.972, 57.486_250_007_2, -4.219_263_985_55),
    (421_300.525, 1_072_147.239, 59.534_707_944_9, -1.625_169_660_58),
    (395_999.668, 1_138_728.951, 60.133_080_916_6, -2.073_828_227_98),
];

#[test]
fn published_points_are_met_within_ten_metres_both_ways() {
    for (easting, northing, latitude, longitude) in KNOWN {
        let (point, position) = (GridPoint { easting, northing }, Position { latitude, longitude });
        let off = metres_between(point.position(), position);
        assert!(off < 10.0, "{easting} {northing}: {off} m");
        let back = GridPoint::of(position).unwrap();
        let off = (back.easting - easting).hypot(back.northing - northing);
        assert!(off < 10.0, "{latitude} {longitude}: {off} m");
    }
}

/// The worked example of the guide's annex C, Caister water tower: 52° 39′ 27.2531″ N, 1° 43′ 4.5177″ E on OSGB36.
#[test]
fn the_worked_example_of_the_guide_is_met_to_the_millimetre() {
    let degrees = |degrees: f64, minutes: f64, seconds: f64| degrees + minutes / 60.0 + seconds / 3600.0;
    let tower = Position { latitude: degrees(52.0, 39.0, 27.2531), longitude: degrees(1.0, 43.0, 4.5177) };
    let point = project(tower);
    assert!((point.easting - 651_409.903).abs() < 0.002, "{point:?}");
    assert!((point.northing - 313_177.270).abs() < 0.002, "{point:?}");
    assert!(metres_between(unproject(point), tower) < 0.001);
}

/// Krüger's series of 1912, in n³: another derivation of the same projection.
fn krueger(position: Position) -> (f64, f64) {
    let n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b);
    let scale = 0.999_601_271_7 * AIRY.a / (1.0 + n) * (1.0 + n * n / 4.0 + n.powi(4) / 64.0);
    let alphas = [
        n / 2.0 - 2.0 / 3.0 * n * n + 5.0 / 16.0 * n.powi(3),
        13.0 / 48.0 * n * n - 3.0 / 5.0 * n.powi(3),
        61.0 / 240.0 * n.powi(3),
    ];
    let at = |latitude: f64, east: f64| {
        let (sin, root) = (latitude.to_radians().sin(), 2.0 * n.sqrt() / (1.0 + n));
        let t = (sin.atanh() - root * (root * sin).atanh()).sinh();
        let (xi, eta) = (t.atan2(east.cos()), (east.sin() / t.hypot(1.0)).atanh());
        let mut sum = (eta, xi);
        for (alpha, twice) in alphas.into_iter().zip([2.0, 4.0, 6.0]) {
            sum.0 += alpha * (twice * xi).cos() * (twice * eta).sinh();
            sum.1 += alpha * (twice * xi).sin() * (twice * eta).cosh();
        }
        (scale * sum.0, scale * sum.1)
    };
    let (east, north) = at(position.latitude, (position.longitude + 2.0).to_radians());
    (400_000.0 + east, north - at(49.0, 0.0).1 - 100_000.0)
}

proptest! {
    #[test]
    fn another_way_to_work_it_out_agrees(latitude in 49.8..60.9_f64, longitude in -8.0..2.0_f64) {
        let position = Position { latitude, longitude };
        let (point, (easting, northing)) = (project(position), krueger(position));
        prop_assert!((point.easting - easting).hypot(point.northing - northing) < 0.05, "{point:?} {easting} {northing}");
        prop_assert!(metres_between(unproject(point), position) < 0.05);
    }

    #[test]
    fn there_and_back_is_the_same_point(easting in 0.0..699_999.0_f64, northing in 0.0..1_299_999.0_f64) {
        let point = GridPoint { easting, northing };
        let back = GridPoint::of(point.position());
        prop_assert!(back.is_none_or(|back| (back.easting - easting).hypot(back.northing - northing) < 0.5), "{back:?}");
    }

    #[test]
    fn a_square_is_written_as_it_is_read_and_holds_its_middle(east in 0_u16..700, north in 0_u16..1300) {
        let [easting, northing] = [east, north].map(|km| f64::from(km) * 1000.0 + 999.0);
        let square = Square::holding(GridPoint { easting, northing });
        prop_assert_eq!(Square::parse(&square.to_string()), Ok(square));
        prop_assert_eq!(Square::parse(&square.to_string().to_lowercase()), Ok(square));
        prop_assert_eq!(Square::of(square.centre()), Some(square));
    }

    #[test]
    fn whatever_is_typed_is_a_place_or_refused(typed in "\\PC{0,12}|[A-Za-z0-9 ]{0,9}") {
        if let Ok(near) = Near::parse(&typed) {
            prop_assert_eq!(Near::parse(&near.to_string()), Ok(near));
        }
        if let Ok(postcode) = Postcode::parse(&typed) {
            prop_assert!(Near::parse(&typed).is_err());
            prop_assert_eq!(Near::coarse(&typed), Ok(Near::Outward(postcode.outward())));
            prop_assert_eq!(Postcode::parse(postcode.as_str()), Ok(postcode));
        }
    }

    #[test]
    fn any_position_at_all_is_a_point_or_none(latitude: f64, longitude: f64) {
        let position = Position { latitude, longitude };
        prop_assert_eq!(GridPoint::of(position).is_some(), Square::of(position).is_some());
    }
}

#[test]
fn squares_are_those_on_the_map() {
    for (easting, northing, name) in [
        (389_357.0, 390_095.0, "SJ8990"),
        (91_492.0, 11_318.0, "SV9111"),
        (639_821.0, 169_565.0, "TR3969"),
        (395_999.0, 1_138_728.0, "HT9538"),
        (357_455.0, 383_290.0, "SJ5783"),
    ] {
        assert_eq!(Square::holding(GridPoint { easting, northing }).to_string(), name);
    }
    let stockport = Near::parse("SJ8990").unwrap().position().unwrap();
    assert!(metres_between(stockport, Position { latitude: 53.41, longitude: -2.158 }) < 1500.0);
    for wrong in ["", "SJ", "SJ899", "SJ89901", "SI8990", "AA0000", "ZZ9999", "SJ89-9O0", "8990SJ", "SJ8 9é0"]
    {
        assert!(Square::parse(wrong).is_err(), "{wrong}");
    }
}
