//! A young person's record on one page: details, how to reach them, what is agreed, cards, and who looked.

mod agreements;
mod cards;
mod looks;
mod wishes;

use super::super::Staff;
use super::super::phones::PhoneLine;
use super::full_name;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Carer, CarerId};
use agreements::Agreed;
use axum::extract::{Path, State};
use axum::response::Html;
use cards::Cards;
use chrono::NaiveDate;
use looks::{Look, looks};
use passport_core::carer::{ELDEST, Purpose, age_on, turns_on};
use passport_core::issue::today;
use serde::Serialize;
pub(in crate::http::console) use wishes::Wishes;

/// So many days ahead a birthday that changes something is named.
const SOON: i64 = 180;

/// `console/carers/record.html`.
#[derive(Serialize)]
struct RecordPage {
    frame: Frame,
    carer: CarerId,
    name: String,
    known_as: Option<String>,
    born: String,
    age: u32,
    school: Option<String>,
    protected: bool,
    caring_ended: Option<String>,
    has_photo: bool,
    /// What a birthday changes: the word's key and the day.
    turning: Vec<(&'static str, String)>,
    wishes: Option<Wishes>,
    agreements: Vec<Agreed>,
    cards: Cards,
    /// Those that were not removed.
    phones: Vec<PhoneLine>,
    looks: Vec<Look>,
}

impl Page for RecordPage {
    const TEMPLATE: &'static str = "console/carers/record.html";
}

/// `GET /hub/carers/{carer}`
pub(in crate::http) async fn record(
    State(app): State<App>,
    staff: Staff,
    Path(carer): Path<CarerId>,
) -> Result<Html<String>, AppError> {
    let (store, scope) = (app.store(), &staff.scope);
    let known = store.open_carer(scope, carer).await?;
    let wishes = store.contact_wishes(scope, carer).await?;
    let agreements = store.agreements_of(scope, carer).await?;
    let cards = store.cards_of(scope, carer).await?;
    let mut phones = store.phones(scope, carer).await?;
    phones.retain(|phone| phone.card.withdrawn_at.is_none());
    let audit = store.audit_of(scope, known.subject_id).await?;
    let colleagues = store.memberships(scope).await?;
    let schools = store.organisations(scope).await?;
    let school = schools.into_iter().find(|one| Some(one.organisation_id) == known.details.school);
    let today = today(app.clock().now());
    let details = &known.details;
    app.pages().render(&RecordPage {
        frame: staff.frame(&app).await?,
        carer,
        name: full_name(details),
        known_as: details.known_as.clone(),
        born: app.speaker().date(details.born_on),
        age: age_on(details.born_on, today).unwrap_or_default(),
        school: school.map(|one| one.name),
        protected: details.protected_since.is_some(),
        caring_ended: details.caring_ended_on.map(|day| app.speaker().date(day)),
        has_photo: store.has_photo(scope, carer).await?,
        turning: turning(&app, &known, today),
        wishes: wishes.map(|kept| Wishes::of(&app, kept)),
        agreements: Purpose::ALL.map(|purpose| Agreed::of(&app, purpose, &agreements)).into(),
        cards: Cards::of(&app, &cards, today),
        phones: phones.iter().map(|phone| PhoneLine::of(&app, phone)).collect(),
        looks: looks(&app, &audit, &colleagues),
    })
}

fn turning(app: &App, known: &Carer, today: NaiveDate) -> Vec<(&'static str, String)> {
    let mut turning = Vec::new();
    for (years, soon, past) in
        [(18, "carers-turning-18", None), (ELDEST + 1, "carers-turning-26", Some("carers-turned-26"))]
    {
        let Some(day) = turns_on(known.details.born_on, years) else { continue };
        let ahead = (day - today).num_days();
        if (1..=SOON).contains(&ahead) {
            turning.push((soon, app.speaker().date(day)));
        } else if let (true, Some(past)) = (ahead <= 0, past) {
            turning.push((past, app.speaker().date(day)));
        }
    }
    turning
}
