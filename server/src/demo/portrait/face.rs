//! Shoulders, head and face: calm, looking straight ahead, as on a photo for a pass.

use super::brush::Brush;
use super::{Look, Rgb, shade};

/// Clothes with a collar.
pub fn shoulders(brush: &mut Brush, look: &Look) {
    let clothes = shade(look.clothes, 1.0);
    brush.shape(
        clothes,
        (18.0, 400.0),
        &[
            [(20.0, 338.0), (62.0, 318.0), (112.0, 304.0)],
            [(134.0, 322.0), (166.0, 322.0), (188.0, 304.0)],
            [(238.0, 318.0), (280.0, 338.0), (282.0, 400.0)],
        ],
    );
    // The neck, and its shadow under the chin.
    brush.shape(
        shade(look.skin, 0.93),
        (120.0, 250.0),
        &[
            [(121.0, 280.0), (120.0, 296.0), (108.0, 305.0)],
            [(126.0, 336.0), (174.0, 336.0), (192.0, 305.0)],
            [(180.0, 296.0), (179.0, 280.0), (180.0, 250.0)],
        ],
    );
    brush.shape(
        shade(look.skin, 0.8),
        (120.5, 262.0),
        &[
            [(132.0, 292.0), (168.0, 292.0), (179.5, 262.0)],
            [(179.5, 258.0), (180.0, 254.0), (180.0, 250.0)],
            [(160.0, 250.0), (140.0, 250.0), (120.0, 250.0)],
        ],
    );
    let collar = shade(look.clothes, 0.78);
    brush.line(collar, 7.0, (107.0, 305.0), &[[(126.0, 338.0), (174.0, 338.0), (193.0, 305.0)]]);
}

/// Ears and the head itself.
pub fn head(brush: &mut Brush, look: &Look) {
    for x in [81.0, 219.0] {
        brush.oval(shade(look.skin, 0.94), (x, 190.0), (11.0, 20.0));
        brush.oval(shade(look.skin, 0.82), (x, 191.0), (5.0, 11.0));
    }
    brush.shape(
        shade(look.skin, 1.0),
        (82.0, 164.0),
        &[
            [(82.0, 112.0), (112.0, 84.0), (150.0, 84.0)],
            [(188.0, 84.0), (218.0, 112.0), (218.0, 164.0)],
            [(218.0, 222.0), (190.0, 274.0), (150.0, 276.0)],
            [(110.0, 274.0), (82.0, 222.0), (82.0, 164.0)],
        ],
    );
}

/// Eyes, brows, nose and a closed, easy mouth.
pub fn features(brush: &mut Brush, look: &Look) {
    let brow = if is_cloth(look) { shade(0x002b_1d14, 1.0) } else { shade(look.hair, 0.75) };
    for side in [-1.0_f32, 1.0] {
        let x = |out: f32| 150.0 + side * out;
        brush.oval(shade(0x00fb_faf7, 1.0), (x(31.0), 184.0), (12.5, 7.5));
        brush.oval(shade(0x003a_2a1e, 1.0), (x(31.0), 184.0), (6.8, 7.2));
        brush.oval(shade(0x00ff_ffff, 1.0), (x(31.0) + 2.2, 181.5), (1.8, 1.8));
        let lid = shade(look.skin, 0.55);
        brush.line(lid, 2.6, (x(18.0), 184.0), &[[(x(23.0), 174.5), (x(39.0), 174.5), (x(44.5), 183.0)]]);
        brush.line(brow, 5.0, (x(16.0), 165.0), &[[(x(24.0), 158.0), (x(38.0), 158.0), (x(47.0), 164.0)]]);
    }
    let line = shade(look.skin, 0.68);
    brush.line(line, 3.0, (140.0, 221.0), &[[(145.0, 226.0), (155.0, 226.0), (160.0, 221.0)]]);
    brush.line(
        shade(look.skin, 0.86),
        3.0,
        (147.0, 192.0),
        &[[(146.0, 202.0), (143.0, 210.0), (139.0, 216.0)]],
    );
    brush.shape(
        shade(lip(look.skin), 1.0),
        (130.0, 243.0),
        &[
            [(138.0, 239.0), (146.0, 239.0), (150.0, 241.0)],
            [(154.0, 239.0), (162.0, 239.0), (170.0, 243.0)],
            [(162.0, 253.5), (138.0, 253.5), (130.0, 243.0)],
        ],
    );
    brush.line(
        shade(lip(look.skin), 0.62),
        2.2,
        (129.0, 243.0),
        &[[(140.0, 247.5), (160.0, 247.5), (171.0, 243.0)]],
    );
}

/// Round glasses.
pub fn glasses(brush: &mut Brush, frame: Rgb) {
    let frame = shade(frame, 1.0);
    for x in [119.0, 181.0] {
        let (r, k) = (23.0, 12.7);
        brush.line(
            frame,
            3.6,
            (x - r, 185.0),
            &[
                [(x - r, 185.0 - k), (x - k, 185.0 - r), (x, 185.0 - r)],
                [(x + k, 185.0 - r), (x + r, 185.0 - k), (x + r, 185.0)],
                [(x + r, 185.0 + k), (x + k, 185.0 + r), (x, 185.0 + r)],
                [(x - k, 185.0 + r), (x - r, 185.0 + k), (x - r, 185.0)],
            ],
        );
    }
    brush.line(frame, 3.6, (142.0, 183.0), &[[(146.0, 178.0), (154.0, 178.0), (158.0, 183.0)]]);
    for (near, far) in [(96.0, 83.0), (204.0, 217.0)] {
        brush.line(frame, 3.6, (near, 182.0), &[[(near, 182.0), (far, 180.0), (far, 180.0)]]);
    }
}

/// Whether the colour of the hair is that of a cloth.
fn is_cloth(look: &Look) -> bool {
    matches!(look.style, super::Style::Headscarf | super::Style::Turban)
}

/// Skin, redder and a little darker.
fn lip(skin: Rgb) -> Rgb {
    let part = |shift: u32, percent: u32| ((skin >> shift) & 0xff) * percent / 100;
    (part(16, 88) << 16) | (part(8, 68) << 8) | part(0, 72)
}
