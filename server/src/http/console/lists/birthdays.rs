//! Who turns 18 or 26.

use super::super::Staff;
use super::{Who, printed_by};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::BirthdayLine;
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;

/// `console/lists/birthdays.html`.
#[derive(Serialize)]
struct BirthdaysPage {
    frame: Frame,
    /// For each age: who turns it.
    ages: Vec<(u32, Vec<Line>)>,
    printed_by: String,
}

#[derive(Serialize)]
struct Line {
    who: Who,
    school: Option<String>,
    on: String,
}

impl Page for BirthdaysPage {
    const TEMPLATE: &'static str = "console/lists/birthdays.html";
}

/// `GET /hub/lists/birthdays`
pub(in crate::http) async fn birthdays(
    State(app): State<App>,
    staff: Staff,
) -> Result<Html<String>, AppError> {
    let lines = app.store().birthdays(&staff.scope).await?;
    let line = |line: BirthdayLine| {
        let on = app.speaker().date(line.on);
        Line { who: line.whose.into(), school: line.school, on }
    };
    let mut ages: Vec<(u32, Vec<Line>)> = vec![(18, Vec::new()), (26, Vec::new())];
    for one in lines {
        if let Some((_, lines)) = ages.iter_mut().find(|(age, _)| *age == one.turns) {
            lines.push(line(one));
        }
    }
    app.pages().render(&BirthdaysPage {
        ages,
        printed_by: printed_by(&app, &staff),
        frame: staff.frame(&app).await?,
    })
}
