//! Directories of others in the console: what a reading brought, looked at and put on the menu, one by one or all together.
//!
//! A worker looks and passes over, a manager puts on the menu. What many approve at once is carried out by the long work.

mod decide;
mod list;
mod service;
mod show;

pub(in crate::http) use decide::{approve, approve_all, skip};
pub(in crate::http) use list::list;
pub(in crate::http) use service::service;
pub(in crate::http) use show::show;

use super::{At, Staff, StaffForm, go_to};
use crate::App;
use crate::feeds::Fault;
use crate::store::{MenuImport, MenuImportId};
use serde::Serialize;

/// Where readings are listed.
const LIST: &str = "/hub/menu/imports";

/// A reading's own address.
fn address(import: MenuImportId) -> String {
    format!("{LIST}/{import}")
}

/// A reading, as every page of it names it.
#[derive(Serialize)]
struct Reading {
    import: MenuImportId,
    source: String,
    day: String,
    /// `reading`, `waiting`, `running`, `done` or `closed`.
    state: &'static str,
    total: i64,
    waiting: i64,
    approved: i64,
    skipped: i64,
    left: i64,
}

impl Reading {
    fn of(app: &App, import: &MenuImport) -> Self {
        let counts = &import.counts;
        let state = match import {
            _ if counts.running > 0 => "running",
            MenuImport { closed_at: Some(_), .. } => "closed",
            MenuImport { read_at: None, .. } => "reading",
            _ if counts.waiting + counts.left > 0 => "waiting",
            _ => "done",
        };
        Self {
            import: import.import_id,
            source: import.source.clone(),
            day: app.speaker().date(passport_core::issue::today(import.created_at)),
            state,
            total: counts.total(),
            waiting: counts.waiting,
            approved: counts.approved,
            skipped: counts.skipped,
            left: counts.left,
        }
    }
}

/// What is wrong, in words: where, and what.
fn said(app: &App, faults: &[Fault]) -> Vec<String> {
    let words = app.speaker().words();
    let said = faults.iter().map(|fault| {
        words.menu_import_fault(
            words.menu_import_code(fault.code.code()),
            words.menu_import_field(fault.field.code()),
        )
    });
    said.collect()
}
