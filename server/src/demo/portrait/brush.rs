//! Shapes on a canvas: the few strokes that a portrait is made of.

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LinearGradient, Paint, PathBuilder, Pixmap, Point, Rect, Shader,
    SpreadMode, Stroke, Transform,
};

use super::{Rgb, shade};

/// A canvas and the strokes on it; all positions are pixels from the top left.
pub struct Brush {
    canvas: Pixmap,
    width: u16,
    height: u16,
}

/// One piece of an outline: where it goes, by way of two handles.
pub type Curve = [(f32, f32); 3];

impl Brush {
    /// An empty canvas.
    pub fn new(width: u16, height: u16) -> Self {
        let canvas = Pixmap::new(width.into(), height.into()).expect("a portrait has a width and a height");
        Self { canvas, width, height }
    }

    /// What was drawn.
    pub fn finish(self) -> Pixmap {
        self.canvas
    }

    /// Fills the canvas, a little lighter at the top.
    pub fn wash(&mut self, wall: Rgb) {
        let (width, height) = (f32::from(self.width), f32::from(self.height));
        let stops = vec![GradientStop::new(0.0, shade(wall, 1.06)), GradientStop::new(1.0, shade(wall, 0.9))];
        let ends = (Point::from_xy(0.0, 0.0), Point::from_xy(0.0, height));
        let shader = LinearGradient::new(ends.0, ends.1, stops, SpreadMode::Pad, Transform::identity());
        let paint =
            Paint { shader: shader.unwrap_or(Shader::SolidColor(shade(wall, 1.0))), ..Paint::default() };
        if let Some(all) = Rect::from_xywh(0.0, 0.0, width, height) {
            self.canvas.fill_rect(all, &paint, Transform::identity(), None);
        }
    }

    /// A filled oval, given its middle and its half width and height.
    pub fn oval(&mut self, colour: Color, (x, y): (f32, f32), (across, down): (f32, f32)) {
        let bounds = Rect::from_xywh(x - across, y - down, across * 2.0, down * 2.0);
        if let Some(path) = bounds.and_then(PathBuilder::from_oval) {
            self.canvas.fill_path(&path, &paint(colour), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A filled outline of curves, closed at its end.
    pub fn shape(&mut self, colour: Color, start: (f32, f32), curves: &[Curve]) {
        if let Some(path) = outline(start, curves, true) {
            self.canvas.fill_path(&path, &paint(colour), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A line of curves with round ends, `width` pixels wide.
    pub fn line(&mut self, colour: Color, width: f32, start: (f32, f32), curves: &[Curve]) {
        let stroke = Stroke { width, line_cap: LineCap::Round, ..Stroke::default() };
        if let Some(path) = outline(start, curves, false) {
            self.canvas.stroke_path(&path, &paint(colour), &stroke, Transform::identity(), None);
        }
    }
}

fn paint(colour: Color) -> Paint<'static> {
    Paint { shader: Shader::SolidColor(colour), anti_alias: true, ..Paint::default() }
}

fn outline(start: (f32, f32), curves: &[Curve], closed: bool) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::new();
    path.move_to(start.0, start.1);
    for [(x1, y1), (x2, y2), (x, y)] in curves {
        path.cubic_to(*x1, *y1, *x2, *y2, *x, *y);
    }
    if closed {
        path.close();
    }
    path.finish()
}
