//! Hair, a headscarf or a turban: first what falls behind the head, then what lies before it.

use tiny_skia::Color;

use super::brush::{Brush, Curve};
use super::{Look, Style, shade};

/// What is seen behind neck and head.
pub fn behind(brush: &mut Brush, look: &Look) {
    let hair = shade(look.hair, 0.82);
    match look.style {
        Style::Afro => brush.oval(hair, (150.0, 140.0), (104.0, 100.0)),
        Style::Curls => {
            for (x, y, r) in CURLS_BEHIND {
                brush.oval(hair, (x, y), (r, r));
            }
        }
        Style::Long => brush.shape(hair, (66.0, 170.0), &mantle(372.0)),
        Style::Bob => brush.shape(hair, (66.0, 170.0), &mantle(278.0)),
        Style::Bun => brush.oval(hair, (150.0, 62.0), (36.0, 32.0)),
        Style::Plaits => {
            for side in [-1.0_f32, 1.0] {
                for step in 0_u8..7 {
                    let y = 208.0 + 24.0 * f32::from(step);
                    brush.oval(hair, (150.0 + side * (72.0 + 3.0 * f32::from(step)), y), (15.0, 16.0));
                }
            }
        }
        Style::Headscarf => brush.shape(shade(look.hair, 0.9), (58.0, 180.0), &mantle(400.0)),
        Style::Short | Style::Crop | Style::Turban => {}
    }
}

/// What lies on the forehead and at the sides.
pub fn before(brush: &mut Brush, look: &Look) {
    let hair = shade(look.hair, 1.0);
    let light = shade(look.hair, 1.22);
    match look.style {
        Style::Short => parted(brush, hair, light),
        Style::Crop => crop(brush, hair, light),
        Style::Afro => crown(brush, hair, 128.0),
        Style::Curls => {
            for (x, y, r) in CURLS_BEFORE {
                brush.oval(hair, (x, y), (r, r));
            }
        }
        Style::Long | Style::Plaits => middle_parting(brush, hair, light),
        Style::Bob => fringe(brush, hair, light),
        Style::Bun => crown(brush, hair, 116.0),
        Style::Headscarf => headscarf(brush, hair, shade(look.hair, 0.84)),
        Style::Turban => turban(brush, hair, shade(look.hair, 0.84)),
    }
}

const CURLS_BEHIND: [(f32, f32, f32); 10] = [
    (80.0, 120.0, 30.0),
    (220.0, 120.0, 30.0),
    (68.0, 165.0, 28.0),
    (232.0, 165.0, 28.0),
    (70.0, 212.0, 27.0),
    (230.0, 212.0, 27.0),
    (80.0, 254.0, 25.0),
    (220.0, 254.0, 25.0),
    (112.0, 88.0, 34.0),
    (188.0, 88.0, 34.0),
];

const CURLS_BEFORE: [(f32, f32, f32); 7] = [
    (96.0, 118.0, 24.0),
    (122.0, 98.0, 26.0),
    (152.0, 90.0, 27.0),
    (182.0, 98.0, 26.0),
    (206.0, 120.0, 24.0),
    (84.0, 148.0, 14.0),
    (217.0, 148.0, 14.0),
];

/// Hair or cloth that falls from the top of the head down to `bottom`, from a start at its left edge.
fn mantle(bottom: f32) -> [Curve; 5] {
    [
        [(62.0, 96.0), (104.0, 62.0), (150.0, 62.0)],
        [(196.0, 62.0), (238.0, 96.0), (234.0, 170.0)],
        [(240.0, 230.0), (246.0, bottom - 30.0), (232.0, bottom)],
        [(180.0, bottom + 8.0), (120.0, bottom + 8.0), (68.0, bottom)],
        [(54.0, bottom - 30.0), (60.0, 230.0), (66.0, 170.0)],
    ]
}

fn parted(brush: &mut Brush, hair: Color, light: Color) {
    brush.shape(
        hair,
        (79.0, 172.0),
        &[
            [(70.0, 110.0), (96.0, 66.0), (152.0, 66.0)],
            [(206.0, 66.0), (230.0, 110.0), (221.0, 172.0)],
            [(216.0, 150.0), (210.0, 136.0), (200.0, 126.0)],
            [(168.0, 130.0), (134.0, 124.0), (118.0, 108.0)],
            [(104.0, 124.0), (88.0, 142.0), (79.0, 172.0)],
        ],
    );
    brush.line(light, 3.0, (118.0, 106.0), &[[(138.0, 84.0), (170.0, 78.0), (194.0, 88.0)]]);
}

fn crop(brush: &mut Brush, hair: Color, light: Color) {
    brush.shape(
        hair,
        (80.0, 166.0),
        &[
            [(72.0, 116.0), (88.0, 62.0), (146.0, 58.0)],
            [(200.0, 54.0), (232.0, 92.0), (220.0, 166.0)],
            [(216.0, 146.0), (212.0, 132.0), (206.0, 124.0)],
            [(176.0, 112.0), (128.0, 110.0), (96.0, 124.0)],
            [(88.0, 134.0), (84.0, 148.0), (80.0, 166.0)],
        ],
    );
    for (x, y) in [(112.0, 84.0), (136.0, 74.0), (162.0, 72.0), (186.0, 80.0)] {
        brush.line(light, 3.0, (x, y + 18.0), &[[(x + 2.0, y + 10.0), (x + 6.0, y + 4.0), (x + 12.0, y)]]);
    }
}

/// A hairline across the forehead, hair drawn back from it; `line` is how low it comes.
fn crown(brush: &mut Brush, hair: Color, line: f32) {
    brush.shape(
        hair,
        (79.0, 170.0),
        &[
            [(70.0, 108.0), (100.0, 70.0), (150.0, 70.0)],
            [(200.0, 70.0), (230.0, 108.0), (221.0, 170.0)],
            [(214.0, line + 14.0), (190.0, line - 8.0), (150.0, line - 8.0)],
            [(110.0, line - 8.0), (86.0, line + 14.0), (79.0, 170.0)],
        ],
    );
}

fn middle_parting(brush: &mut Brush, hair: Color, light: Color) {
    brush.shape(
        hair,
        (72.0, 210.0),
        &[
            [(58.0, 120.0), (92.0, 66.0), (150.0, 66.0)],
            [(208.0, 66.0), (242.0, 120.0), (228.0, 210.0)],
            [(224.0, 168.0), (196.0, 132.0), (150.0, 94.0)],
            [(104.0, 132.0), (76.0, 168.0), (72.0, 210.0)],
        ],
    );
    brush.line(light, 2.4, (150.0, 70.0), &[[(150.0, 78.0), (150.0, 86.0), (150.0, 94.0)]]);
}

fn fringe(brush: &mut Brush, hair: Color, light: Color) {
    brush.shape(
        hair,
        (70.0, 250.0),
        &[
            [(54.0, 130.0), (88.0, 64.0), (150.0, 64.0)],
            [(212.0, 64.0), (246.0, 130.0), (230.0, 250.0)],
            [(220.0, 220.0), (216.0, 180.0), (214.0, 146.0)],
            [(180.0, 156.0), (120.0, 156.0), (86.0, 146.0)],
            [(84.0, 180.0), (80.0, 220.0), (70.0, 250.0)],
        ],
    );
    brush.line(light, 3.0, (100.0, 104.0), &[[(124.0, 84.0), (176.0, 84.0), (200.0, 104.0)]]);
}

fn headscarf(brush: &mut Brush, cloth: Color, fold: Color) {
    brush.shape(
        cloth,
        (150.0, 58.0),
        &[
            [(222.0, 58.0), (248.0, 130.0), (238.0, 220.0)],
            [(250.0, 300.0), (262.0, 320.0), (250.0, 352.0)],
            [(190.0, 340.0), (150.0, 322.0), (150.0, 292.0)],
            [(196.0, 284.0), (212.0, 232.0), (212.0, 176.0)],
            [(212.0, 132.0), (190.0, 106.0), (150.0, 106.0)],
            [(110.0, 106.0), (88.0, 132.0), (88.0, 176.0)],
            [(88.0, 232.0), (104.0, 284.0), (150.0, 292.0)],
            [(150.0, 340.0), (96.0, 352.0), (50.0, 352.0)],
            [(38.0, 320.0), (50.0, 300.0), (62.0, 220.0)],
            [(52.0, 130.0), (78.0, 58.0), (150.0, 58.0)],
        ],
    );
    brush.shape(
        cloth,
        (92.0, 262.0),
        &[
            [(120.0, 300.0), (180.0, 300.0), (208.0, 262.0)],
            [(236.0, 300.0), (220.0, 360.0), (150.0, 368.0)],
            [(80.0, 360.0), (64.0, 300.0), (92.0, 262.0)],
        ],
    );
    brush.line(fold, 3.0, (80.0, 300.0), &[[(120.0, 330.0), (180.0, 326.0), (222.0, 280.0)]]);
    brush.line(fold, 3.0, (92.0, 330.0), &[[(130.0, 350.0), (176.0, 346.0), (214.0, 318.0)]]);
}

fn turban(brush: &mut Brush, cloth: Color, fold: Color) {
    brush.shape(
        cloth,
        (74.0, 172.0),
        &[
            [(58.0, 84.0), (92.0, 36.0), (150.0, 36.0)],
            [(208.0, 36.0), (242.0, 84.0), (226.0, 172.0)],
            [(214.0, 138.0), (184.0, 118.0), (150.0, 106.0)],
            [(116.0, 118.0), (86.0, 138.0), (74.0, 172.0)],
        ],
    );
    for (low, high) in [(136.0, 88.0), (118.0, 70.0), (100.0, 54.0)] {
        brush.line(
            fold,
            3.0,
            (74.0, low),
            &[[(100.0, high + 20.0), (140.0, high + 6.0), (178.0, high - 6.0)]],
        );
        brush.line(
            fold,
            3.0,
            (226.0, low),
            &[[(206.0, high + 24.0), (178.0, high + 12.0), (152.0, high + 14.0)]],
        );
    }
}
