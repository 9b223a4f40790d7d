//! A file comes in: read within its bounds, beside the requests, and written down row by row.

use super::super::{NotIn, Staff, sign_in_again};
use super::address;
use super::faults::column;
use super::list::refused;
use crate::App;
use crate::http::console::go_to;
use crate::http::error::AppError;
use crate::http::fault::Fault;
use crate::spreadsheet::{self, LARGEST_FILE, Sheet, SheetError};
use crate::store::{ImportId, NewImport, NewRow};
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::response::Response;
use chrono::NaiveDate;
use passport_core::issue::today;
use tokio::sync::Semaphore;

/// The most bytes of the whole form: the file, and the fields around it.
pub(in crate::http) const LARGEST_FORM: usize = LARGEST_FILE + 65_536;
/// A large workbook takes 200 MB while it is read, so only so many are at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The form with a file in it.
#[derive(Default)]
struct Sent {
    csrf: String,
    attempt: String,
    file_name: String,
    file: Vec<u8>,
}

/// `POST /hub/import`
pub(in crate::http) async fn read_in(
    State(app): State<App>,
    staff: Result<Staff, NotIn>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let staff = match staff {
        Ok(staff) => staff,
        // A file is too large to be carried over a sign-in; nothing of it is read.
        Err(NotIn::SignIn) => return sign_in_again(&app),
        Err(NotIn::Error(error)) => return Err(error),
    };
    let sent = match form {
        Ok(form) => read(form).await?,
        Err(_) => Sent::default(),
    };
    if !staff.sent(&sent.csrf) {
        return Err(Fault::NotAllowed.into());
    }
    let Ok(import) = sent.attempt.parse::<ImportId>() else {
        return Err(AppError::bad_request("The form's attempt is not an id."));
    };
    if sent.file.is_empty() {
        return refused(&app, &staff, app.speaker().words().import_file_empty()).await;
    }
    let (file, file_name, today) = (sent.file, sent.file_name, today(app.clock().now()));
    let _turn = AT_ONCE.acquire().await.map_err(AppError::internal)?;
    let reading = tokio::task::spawn_blocking(move || {
        spreadsheet::read(&file).map(|sheet| new_import((import, file_name), sheet, today))
    });
    match reading.await.map_err(AppError::internal)? {
        Err(fault) => refused(&app, &staff, said(&app, &fault)).await,
        Ok(new) => {
            app.store().read_in(&staff.scope, &new).await?;
            Ok(go_to(&address(import)))
        }
    }
}

/// What is written down of a file that was read.
fn new_import((import_id, file_name): (ImportId, String), sheet: Sheet, today: NaiveDate) -> NewImport {
    let Sheet { rows, ignored, letters_guessed } = sheet;
    let rows = rows.into_iter().map(|row| NewRow {
        number: row.number,
        person: row.written.person(today).ok(),
        written: row.written,
    });
    NewImport { import_id, file_name, rows: rows.collect(), ignored, letters_guessed }
}

fn said(app: &App, fault: &SheetError) -> String {
    let words = app.speaker().words();
    match fault {
        SheetError::TooLarge => words.import_too_large(),
        SheetError::TooManyRows => words.import_too_many_rows(),
        SheetError::TooManyColumns => words.import_too_many_columns(),
        SheetError::Locked => words.import_locked(),
        SheetError::OldExcel => words.import_old_excel(),
        SheetError::OtherKind => words.import_other_kind(),
        SheetError::Unreadable => words.import_unreadable(),
        SheetError::OpenQuote(row) => words.import_open_quote(row.to_string()),
        SheetError::Empty => words.import_no_rows(),
        SheetError::MissingColumns(missing) => {
            let names: Vec<String> = missing.iter().map(|one| column(words, *one)).collect();
            words.import_missing_columns(names.join(", "), missing.len())
        }
    }
}

async fn read(mut form: Multipart) -> Result<Sent, AppError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|fault| unread(&fault))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|fault| unread(&fault))?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "csrf" => sent.csrf = text(),
            "attempt" => sent.attempt = text(),
            "file" => (sent.file_name, sent.file) = (file_name, bytes.into()),
            _ => {}
        }
    }
    Ok(sent)
}

fn unread(fault: &MultipartError) -> AppError {
    AppError::from(Fault::from_status(fault.status()))
}
