//! The kind letter to whoever did not accept a card: written ready, to be read over, printed and sent. It never says why
//! somebody has a card, and names them only where they want it.

use super::{At, Staff, address};
use crate::App;
use crate::http::console::fields::{Choice, Faults};
use crate::http::console::{StaffForm, again};
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::print::{KindLetter, Occasion};
use crate::store::{
    About, Happened, MessageId, OpenedMessage, OrganisationId, OrganisationKind, OrganisationRecord,
    StoreError, Thing,
};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use passport_core::card::Setting;
use passport_core::carer::Purpose;
use passport_core::issue::today;
use serde::{Deserialize, Serialize};

/// The most letters of the beginning.
const LONGEST: usize = 600;

/// What was chosen and typed.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::http) struct Typed {
    organisation: String,
    greeting: String,
    /// Whether the young person is to be named.
    named: String,
}

/// `console/inbox/letter.html`.
#[derive(Serialize)]
struct LetterPage {
    frame: Frame,
    /// The message's address.
    here: String,
    name: String,
    kind: &'static str,
    organisations: Vec<Line>,
    /// Whether naming them is offered.
    may_name: bool,
    typed: Typed,
    errors: Faults,
    failed: bool,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "console/inbox/letter.html";
}

/// An organisation to write to, with whom to reach there and what it promised.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    choice: Choice,
    hint: String,
}

/// A report, and whom a letter about it can go to.
struct Report {
    opened: OpenedMessage,
    setting: Setting,
    happened: Happened,
    organisations: Vec<OrganisationRecord>,
    may_name: bool,
    /// The school that may know.
    their_school: Option<OrganisationId>,
    /// The schools where more than one young person has a card, so that a letter that names nobody gives nobody away.
    of_several: Vec<OrganisationId>,
}

/// `GET /hub/inbox/{message}/letter`
pub(in crate::http) async fn letter(
    State(app): State<App>,
    staff: Staff,
    Path(message): Path<MessageId>,
) -> Result<Html<String>, AppError> {
    let report = report(&app, &staff, message).await?;
    let own_school = report.opened.carer.details.school;
    let fits = |one: &&OrganisationRecord| Some(one.organisation_id) == own_school;
    let words = app.speaker().words();
    let typed = Typed {
        organisation: report
            .organisations
            .iter()
            .find(fits)
            .map(|one| one.organisation_id.to_string())
            .unwrap_or_default(),
        greeting: app
            .store()
            .hub_texts(&staff.scope)
            .await?
            .kind_letter
            .unwrap_or_else(|| words.kind_letter_greeting()),
        named: String::new(),
    };
    app.pages().render(&page(&app, &staff, &report, typed, Faults::default()))
}

/// `POST /hub/inbox/{message}/letter`
pub(in crate::http) async fn write_letter(
    State(app): State<App>,
    at: At<MessageId>,
    StaffForm(staff, typed): StaffForm<Typed>,
) -> Result<Response, AppError> {
    let Path(message) = at?;
    let words = app.speaker().words();
    let report = report(&app, &staff, message).await?;
    let id: Option<OrganisationId> = typed.organisation.parse().ok();
    let to = report.organisations.iter().find(|one| Some(one.organisation_id) == id);
    let mut errors = Faults::default();
    if to.is_none() {
        errors.add("organisation", words.kind_letter_to_empty());
    }
    if typed.greeting.chars().count() > LONGEST {
        errors.add("greeting", words.texts_text_long());
    }
    let named = report.may_name && !typed.named.is_empty();
    if named && report.setting == Setting::School && report.their_school != id {
        errors.add("named", words.kind_letter_name_not_theirs());
    }
    let (Some(to), true) = (to, errors.is_empty()) else {
        return again(&app, &LetterPage { failed: true, ..page(&app, &staff, &report, typed, errors) });
    };
    app.store().note_kind_letter(&staff.scope, message, to.organisation_id).await?;
    let texts = app.store().hub_texts(&staff.scope).await?;
    let carer = &report.opened.carer;
    let occasion = Occasion {
        setting: report.setting,
        happened: report.happened,
        on: today(report.opened.message.sent_at),
        name: named.then(|| carer.details.called().to_owned()),
    };
    let today = today(app.clock().now());
    let letter = KindLetter::new((&texts, to), &occasion, &typed.greeting, (app.speaker(), today));
    Ok(letter.print(app.pages(), address(message))?.into_response())
}

/// A report of a card that was not accepted; of other messages there is no letter.
async fn report(app: &App, staff: &Staff, message: MessageId) -> Result<Report, AppError> {
    let (store, scope) = (app.store(), &staff.scope);
    let opened = store.open_message(scope, message).await?;
    let About::NotAccepted { setting, happened } = opened.message.about else {
        return Err(StoreError::NotFound(Thing::Message).into());
    };
    let kind = match setting {
        Setting::School => OrganisationKind::School,
        Setting::Pharmacy => OrganisationKind::Pharmacy,
        Setting::Gp => OrganisationKind::Gp,
        Setting::Transport => OrganisationKind::Transport,
    };
    let mut organisations = store.organisation_records(scope).await?;
    organisations.retain(|one| one.kind == kind && one.closed_at.is_none());
    // A school learns who it was only where "my school may know" stands.
    let agreements = store.agreements_of(scope, opened.carer.carer_id).await?;
    let to_school = agreements.iter().find(|one| one.agreed.purpose == Purpose::School && one.counts);
    let their_school = to_school.and_then(|one| one.school);
    let may_name = opened.carer.details.protected_since.is_none()
        && (setting != Setting::School || their_school.is_some());
    let holders = store.cardholders_by_school(scope).await?;
    let of_several = holders.into_iter().filter(|(_, count)| *count > 1).map(|(school, _)| school).collect();
    Ok(Report { opened, setting, happened, organisations, may_name, their_school, of_several })
}

fn page(app: &App, staff: &Staff, report: &Report, typed: Typed, errors: Faults) -> LetterPage {
    LetterPage {
        frame: staff.bare_frame(),
        here: address(report.opened.message.message_id),
        name: report.opened.carer.details.called().to_owned(),
        kind: report.setting.code(),
        organisations: report.organisations.iter().map(|one| Line::of(app, one, report)).collect(),
        may_name: report.may_name,
        typed,
        errors,
        failed: false,
    }
}

impl Line {
    fn of(app: &App, one: &OrganisationRecord, report: &Report) -> Self {
        let words = app.speaker().words();
        let contact = &one.details.contact;
        let reach = [&contact.person, &contact.telephone, &contact.email].into_iter().flatten();
        let reach = reach.map(String::as_str).collect::<Vec<_>>().join(", ");
        let promise = one.details.promise.as_ref();
        let promise =
            promise.map(|one| words.kind_letter_promised(app.speaker().date(one.made_on), one.text.clone()));
        let alone = report.setting == Setting::School && !report.of_several.contains(&one.organisation_id);
        let alone = alone.then(|| words.kind_letter_may_guess());
        let hint = [Some(reach).filter(|reach| !reach.is_empty()), promise, alone];
        let value = one.organisation_id.to_string();
        Self {
            choice: Choice { value, text: one.details.name.clone() },
            hint: hint.into_iter().flatten().collect::<Vec<_>>().join(". "),
        }
    }
}
