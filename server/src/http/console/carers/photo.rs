//! A photo: sent in, cut, kept, shown to staff alone, removed.

use super::super::fields::Faults;
use super::super::{NotIn, Staff, StaffForm, sign_in_again};
use super::agreement::Nothing;
use super::{At, address, again, full_name};
use crate::App;
use crate::http::error::AppError;
use crate::http::fault::Fault;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::photo::{self, Crop, LARGEST_FILE, PhotoError};
use crate::store::{CarerId, StoreError, Thing};
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use passport_core::carer::Purpose;
use serde::Serialize;
use tokio::sync::Semaphore;

/// A large photo takes 200 MB while it is decoded, so only so many are at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// `console/carers/photo.html`.
#[derive(Serialize)]
struct PhotoPage {
    frame: Frame,
    carer: CarerId,
    name: String,
    /// Whether somebody agreed to a photo.
    agreed: bool,
    has_photo: bool,
    errors: Faults,
    failed: bool,
}

impl Page for PhotoPage {
    const TEMPLATE: &'static str = "console/carers/photo.html";
}

/// The form with a file in it.
#[derive(Default)]
struct Sent {
    csrf: String,
    file: Vec<u8>,
    crop: Crop,
}

async fn page(app: &App, staff: &Staff, carer: CarerId) -> Result<PhotoPage, AppError> {
    let store = app.store();
    let name = full_name(&store.open_carer(&staff.scope, carer).await?.details);
    let agreements = store.agreements_of(&staff.scope, carer).await?;
    let agreed = agreements.iter().any(|one| one.counts && one.agreed.purpose == Purpose::Photo);
    let has_photo = store.has_photo(&staff.scope, carer).await?;
    let (frame, errors) = (staff.bare_frame(), Faults::default());
    Ok(PhotoPage { frame, carer, name, agreed, has_photo, errors, failed: false })
}

/// `GET /hub/carers/{carer}/photo`
pub(in crate::http) async fn photo(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    app.pages().render(&page(&app, &staff, carer).await?)
}

/// `GET /hub/carers/{carer}/photo.jpg`
pub(in crate::http) async fn jpeg(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Response, AppError> {
    let jpeg = app.store().photo(&staff.scope, carer).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response())
}

/// `POST /hub/carers/{carer}/photo`
pub(in crate::http) async fn keep_photo(
    State(app): State<App>,
    staff: Result<Staff, NotIn>,
    at: At<CarerId>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let staff = match staff {
        Ok(staff) => staff,
        // A photo is too large to be carried over a sign-in; nothing of it is read.
        Err(NotIn::SignIn) => return sign_in_again(&app),
        Err(NotIn::Error(error)) => return Err(error),
    };
    let words = app.speaker().words();
    let sent = match form {
        Ok(form) => read(form).await?,
        Err(_) => Sent::default(),
    };
    if !staff.sent(&sent.csrf) {
        return Err(Fault::NotAllowed.into());
    }
    let Path(carer) = at?;
    let page = page(&app, &staff, carer).await?;
    let fault = if !page.agreed {
        words.photo_needs_agreement()
    } else if sent.file.is_empty() {
        words.photo_empty()
    } else {
        match cut(sent).await? {
            Ok(jpeg) => {
                app.store().put_photo(&staff.scope, carer, &jpeg).await?;
                return staff.done(&app, &address(carer), &words.carers_done_photo()).await;
            }
            Err(PhotoError::Unreadable) => words.photo_unreadable(),
            Err(PhotoError::Heic) => words.photo_heic(),
            Err(PhotoError::FileTooLarge) => words.photo_file_large(),
            Err(PhotoError::TooManyPixels) => words.photo_pixels(),
            Err(PhotoError::TooDetailed) => words.photo_detailed(),
        }
    };
    again(&app, &PhotoPage { errors: Faults::one("file", fault), failed: true, ..page })
}

/// `POST /hub/carers/{carer}/photo/remove`
pub(in crate::http) async fn remove_photo(
    State(app): State<App>,
    at: At<CarerId>,
    StaffForm(staff, _): StaffForm<Nothing>,
) -> Result<Response, AppError> {
    let Path(carer) = at?;
    match app.store().remove_photo(&staff.scope, carer).await {
        // Pressed twice: it is gone already.
        Ok(()) | Err(StoreError::NotFound(Thing::Photo)) => {}
        Err(fault) => return Err(fault.into()),
    }
    staff.done(&app, &address(carer), &app.speaker().words().carers_done_photo_removed()).await
}

/// Decoding takes a core for a while, so it stands aside from the requests.
async fn cut(sent: Sent) -> Result<Result<Vec<u8>, PhotoError>, AppError> {
    let _turn = AT_ONCE.acquire().await.map_err(AppError::internal)?;
    let cutting = tokio::task::spawn_blocking(move || photo::cut(&sent.file, sent.crop));
    cutting.await.map_err(AppError::internal)
}

async fn read(mut form: Multipart) -> Result<Sent, AppError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|fault| unread(&fault))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|fault| unread(&fault))?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        let number = |usual: u32| text().parse().unwrap_or(usual);
        match name.as_str() {
            "csrf" => sent.csrf = text(),
            "across" => sent.crop.across = number(sent.crop.across),
            "down" => sent.crop.down = number(sent.crop.down),
            "closer" => sent.crop.closer = number(sent.crop.closer),
            "file" => sent.file = bytes.into(),
            _ => {}
        }
    }
    Ok(sent)
}

fn unread(fault: &MultipartError) -> AppError {
    AppError::from(Fault::from_status(fault.status()))
}

/// The most bytes of the whole form: the file, and the fields around it.
pub(in crate::http) const LARGEST_FORM: usize = LARGEST_FILE + 65_536;
