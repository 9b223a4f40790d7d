//! Setting up a printer: a page to print and to measure, and what was measured. It is kept for whoever measured it, since a printer
//! stands beside a desk, and it works without scripts and on every browser of theirs.

use super::super::fields::Faults;
use super::super::{Staff, StaffForm, again};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::print::{Density, LEAST_MODULE_MM};
use crate::store::PrinterOffset;
use axum::extract::State;
use axum::response::{Html, Response};
use passport_core::square::{self, QUIET_ZONE};
use serde::{Deserialize, Serialize};

/// Where the lines stand on the page, in tenths of a millimetre from its edges.
const LINES: i64 = 200;
/// The most by which a printer may be off.
const MOST: i64 = 100;
/// The digits of the fullest printed card, for the size of its modules.
const FULLEST: usize = 428;

/// What was measured, in millimetres.
#[derive(Clone, Deserialize, Serialize)]
pub(in crate::http) struct Measured {
    #[serde(default)]
    left: String,
    #[serde(default)]
    top: String,
}

/// `console/print/calibration.html`.
#[derive(Serialize)]
struct CalibrationPage {
    frame: Frame,
    typed: Measured,
    /// How far sheets are moved now, to the right and down, in millimetres.
    now: Option<(String, String)>,
    fine: TestSquare,
    ours: TestSquare,
    errors: Faults,
    failed: bool,
}

/// A square whose modules are so large.
#[derive(Serialize)]
struct TestSquare {
    svg: String,
    /// Modules on a side, with the quiet zone.
    across: usize,
    /// The side of a module, in millimetres.
    module_mm: String,
}

impl Page for CalibrationPage {
    const TEMPLATE: &'static str = "console/print/calibration.html";
}

/// `GET /hub/print/calibration`
pub(in crate::http) async fn calibration(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let offset = app.store().printer_offset(&staff.scope, staff.person).await?;
    let typed = Measured {
        left: millimetres(LINES - offset.right_tenths),
        top: millimetres(LINES - offset.down_tenths),
    };
    let frame = staff.frame(&app).await?;
    app.pages().render(&page(&app, frame, offset, typed)?)
}

/// `POST /hub/print/calibration`
pub(in crate::http) async fn keep_calibration(
    State(app): State<App>,
    StaffForm(staff, typed): StaffForm<Measured>,
) -> Result<Response, AppError> {
    let words = app.speaker().words();
    let mut errors = Faults::default();
    let mut off = |field: &'static str, typed: &str| {
        let tenths = tenths(typed).map(|measured| LINES - measured).filter(|off| off.abs() <= MOST);
        if tenths.is_none() {
            errors.add(field, words.calibration_wrong());
        }
        tenths
    };
    if let (Some(right_tenths), Some(down_tenths)) = (off("left", &typed.left), off("top", &typed.top)) {
        let offset = PrinterOffset { right_tenths, down_tenths };
        app.store().keep_printer_offset(&staff.scope, staff.person, offset).await?;
        return staff.done(&app, "/hub/print/calibration", &words.calibration_done()).await;
    }
    let offset = app.store().printer_offset(&staff.scope, staff.person).await?;
    let page = page(&app, staff.bare_frame(), offset, typed)?;
    again(&app, &CalibrationPage { errors, failed: true, ..page })
}

fn page(
    app: &App,
    frame: Frame,
    offset: PrinterOffset,
    typed: Measured,
) -> Result<CalibrationPage, AppError> {
    let base = &app.config().base;
    let square = format!("{base}/v");
    let ours = Density::of(&format!("{base}/v#{}", "7".repeat(FULLEST)));
    let ours = ours.map_err(|_| AppError::internal(anyhow::anyhow!("the fullest card has no square")))?;
    let is_moved = offset != PrinterOffset::default();
    Ok(CalibrationPage {
        frame,
        typed,
        now: is_moved.then(|| (millimetres(offset.right_tenths), millimetres(offset.down_tenths))),
        fine: TestSquare::of(&square, LEAST_MODULE_MM)?,
        ours: TestSquare::of(&square, ours.module_mm)?,
        errors: Faults::default(),
        failed: false,
    })
}

impl TestSquare {
    fn of(text: &str, module_mm: f64) -> Result<Self, AppError> {
        let drawn = square::svg(text).and_then(|svg| Ok((svg, square::matrix(text)?.width)));
        let (svg, modules) =
            drawn.map_err(|_| AppError::internal(anyhow::anyhow!("the address has no square")))?;
        Ok(Self { svg, across: modules + 2 * QUIET_ZONE, module_mm: format!("{module_mm:.2}") })
    }
}

/// "20.5", "20,5", "20 mm" in tenths of a millimetre.
fn tenths(typed: &str) -> Option<i64> {
    let typed = typed.trim().trim_end_matches("mm").trim_end().replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, "0"));
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 10 + i64::from(part.as_bytes()[0] - b'0'))
}

fn millimetres(tenths: i64) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_are_read_as_people_write_them() {
        for (typed, read) in [("20", 200), (" 20.5 ", 205), ("21,4", 214), ("19.5 mm", 195), ("20.55", 205)] {
            assert_eq!(tenths(typed), Some(read), "{typed}");
        }
        for typed in ["", "mm", "-3", "20.", ".5", "twenty", "1e9", "20.5.1", "9999"] {
            assert_eq!(tenths(typed), None, "{typed}");
        }
        assert_eq!([millimetres(200), millimetres(-15)], ["20", "−1.5"]);
    }
}
