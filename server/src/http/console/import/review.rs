//! Before anybody is added: what is wrong, which schools are new, and who may be known already.

use super::super::fields::{Choice, Faults};
use super::super::{At, Staff, StaffForm, again};
use super::faults::Faulty;
use super::{address, title};
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{
    AddingRow, CarerId, ImportId, LikeRow, OrganisationKind, SchoolChoice, StoreError, Thing, full_name,
};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

/// `console/import/review.html`.
#[derive(Serialize)]
pub(super) struct ReviewPage {
    frame: Frame,
    import: ImportId,
    file: String,
    total: i64,
    plain: i64,
    adding: Vec<Adding>,
    faulty_count: i64,
    faulty: Vec<Faulty>,
    alike_count: i64,
    alike: Vec<Like>,
    ignored: Vec<String>,
    letters_guessed: bool,
    /// Names that are not on the books.
    schools: Vec<String>,
    /// Those that are.
    known_schools: Vec<Choice>,
    errors: Faults,
    failed: bool,
}

/// A row that adds somebody, as it was understood.
#[derive(Serialize)]
struct Adding {
    number: i64,
    name: String,
    born: String,
    school: Option<String>,
}

/// A row whose person may be known.
#[derive(Serialize)]
struct Like {
    number: i64,
    name: String,
    born: String,
    /// Of the books,
    carer: Option<CarerId>,
    other_name: String,
    other_born: String,
    /// or of an earlier row.
    other_row: Option<i64>,
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "console/import/review.html";
}

impl ReviewPage {
    pub(super) fn in_frame(self, frame: Frame) -> Self {
        Self { frame, ..self }
    }

    pub(super) fn refused(self, app: &App) -> Result<Response, AppError> {
        again(app, &Self { failed: true, ..self })
    }
}

impl Adding {
    fn of(app: &App, row: AddingRow) -> Self {
        let AddingRow { number, person, school } = row;
        let name = full_name(&person.given_name, person.family_name.as_deref());
        Self { number, name, born: app.speaker().date(person.born_on), school }
    }
}

impl Like {
    fn of(app: &App, row: LikeRow) -> Self {
        let other_name =
            full_name(row.like_given_name.as_deref().unwrap_or_default(), row.like_family_name.as_deref());
        let other_born = row.like_born_on.and_then(|day| day.parse().ok()).map(|day| app.speaker().date(day));
        Self {
            number: row.number,
            name: full_name(&row.person.given_name, row.person.family_name.as_deref()),
            born: app.speaker().date(row.person.born_on),
            carer: row.like_id,
            other_name,
            other_born: other_born.unwrap_or_default(),
            other_row: row.like_number,
        }
    }
}

/// The page, with what is wrong with the form that was sent.
pub(super) async fn page(
    app: &App,
    staff: &Staff,
    import: ImportId,
    errors: Faults,
) -> Result<ReviewPage, AppError> {
    let review = app.store().review_import(&staff.scope, import).await?;
    let known = app.store().organisations(&staff.scope).await?.into_iter();
    let known = known.filter(|one| one.kind == OrganisationKind::School && one.closed_at.is_none());
    Ok(ReviewPage {
        frame: staff.bare_frame(),
        import,
        file: title(app, &review.import),
        total: review.import.counts.total,
        plain: review.plain,
        adding: review.adding.into_iter().map(|row| Adding::of(app, row)).collect(),
        faulty_count: review.import.counts.faulty,
        faulty: review.faulty.iter().map(|row| Faulty::of(app, row)).collect(),
        alike_count: review.alike_count,
        alike: review.alike.into_iter().map(|row| Like::of(app, row)).collect(),
        ignored: review.import.ignored,
        letters_guessed: review.import.letters_guessed,
        schools: review.schools,
        known_schools: known
            .map(|one| Choice { value: one.organisation_id.to_string(), text: one.name })
            .collect(),
        errors,
        failed: false,
    })
}

/// `POST /hub/import/{import}/schools`: each name, and after it what it is.
pub(in crate::http) async fn settle_schools(
    State(app): State<App>,
    at: At<ImportId>,
    StaffForm(staff, form): StaffForm<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let Path(import) = at?;
    let words = app.speaker().words();
    let sent = |wanted: &str| {
        form.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let chosen = sent("name").into_iter().zip(sent("what")).map(|(name, what)| match what.as_str() {
        "add" => Some((name, SchoolChoice::Add)),
        "leave" => Some((name, SchoolChoice::Leave)),
        known => known.parse().ok().map(|school| (name, SchoolChoice::Is(school))),
    });
    let settled = match chosen.collect::<Option<Vec<_>>>() {
        Some(schools) => app.store().settle_schools(&staff.scope, import, &schools).await,
        None => Err(StoreError::NotFound(Thing::Organisation)),
    };
    match settled {
        Ok(()) => staff.done(&app, &address(import), &words.import_done_schools()).await,
        Err(StoreError::NotFound(Thing::Organisation)) => {
            let errors = Faults::one("what-1", words.import_school_wrong());
            page(&app, &staff, import, errors).await?.refused(&app)
        }
        Err(fault) => Err(fault.into()),
    }
}
