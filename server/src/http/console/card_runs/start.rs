//! Starting to issue the cards of many.

use super::super::cards::choice::ArrangementFields;
use super::super::fields::Faults;
use super::super::typed_day::typed_day;
use super::super::{StaffForm, go_to};
use super::choose::{For, Typed, for_many, offered, wrong};
use super::{address, import_of, people};
use crate::App;
use crate::http::error::AppError;
use crate::store::{NewCardRun, Recipients, StoreError, Thing};
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use passport_core::issue::{IssueError, check_end, today};
use serde_json::{Map, Value};

/// `POST /hub/card-runs`
pub(in crate::http) async fn start(
    State(app): State<App>,
    StaffForm(staff, form): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let sent = |wanted: &str| form.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value);
    let Ok(run) = sent("attempt").parse() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    let (chosen, ends_on) = (chosen(&form), sent("ends_on").to_owned());
    let whom = For { import: import_of(&form), carers: people(&form) };
    let today = today(app.clock().now());
    let offered = offered(&app, &for_many(&app, &staff).await?);
    let read = chosen.read(&offered, app.speaker(), today);
    let day = last_day(&app, &ends_on, today);
    let typed = Typed { run, chosen, ends_on };
    let (arrangements, day) = match (read, day) {
        (Ok(arrangements), Ok(day)) => (arrangements, day),
        (read, day) => {
            let mut faults = read.err().unwrap_or_default();
            if let Err(said) = day {
                faults.add("ends_on", said);
            }
            return wrong(&app, &staff, whom, typed, faults).await;
        }
    };
    let recipients = match whom.import {
        Some(import) => Recipients::Import(import),
        None => Recipients::Chosen(whom.carers.clone()),
    };
    let new = NewCardRun { run_id: run, recipients, ends_on: Some(day), arrangements };
    match app.store().start_card_run(&staff.scope, &new).await {
        Ok(()) => {
            app.long_work().wake();
            Ok(go_to(&address(run)))
        }
        Err(StoreError::NotFound(Thing::Carer)) => {
            let errors = Faults::one("ends_on", app.speaker().words().runs_nobody());
            wrong(&app, &staff, whom, typed, errors).await
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The fields of the arrangements among all that was sent.
fn chosen(form: &[(String, String)]) -> ArrangementFields {
    let fields: Map<String, Value> =
        form.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
    serde_json::from_value(Value::Object(fields)).unwrap_or_default()
}

/// The last day that was typed, or what is wrong with it.
fn last_day(app: &App, typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let words = app.speaker().words();
    let day = typed_day(typed).ok_or_else(|| words.cards_ends_wrong())?;
    match check_end(today, day, None) {
        Ok(()) => Ok(day),
        Err(IssueError::EndsInThePast) => Err(words.cards_ends_past()),
        Err(_) => Err(words.cards_ends_late()),
    }
}
