//! A young person's record on one page: details, how to reach them, what is agreed, cards, and who looked.

use super::super::Staff;
use super::full_name;
use crate::App;
use crate::http::error::AppError;
use crate::http::pages::Page;
use crate::http::pages::console::Frame;
use crate::store::{Agreement, AuditEntry, Card, Carer, CarerId, KeptWishes, Membership, ReachedBy};
use axum::extract::{Path, State};
use axum::response::Html;
use chrono::NaiveDate;
use passport_core::carer::{AgreedBy, ELDEST, Purpose, age_on, turns_on};
use passport_core::issue::{CardKind, today};
use serde::Serialize;

/// So many days ahead a birthday that changes something is named.
const SOON: i64 = 180;
/// As many days of looks as the page shows.
const MOST_LOOKS: usize = 30;

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
    cards: Vec<CardLine>,
    looks: Vec<Look>,
}

impl Page for RecordPage {
    const TEMPLATE: &'static str = "console/carers/record.html";
}

#[derive(Serialize)]
struct Wishes {
    reached_by: String,
    safe_contact: String,
    safe_time: Option<String>,
    caution: Option<String>,
}

#[derive(Serialize)]
struct Agreed {
    purpose: &'static str,
    what: String,
    /// Who agreed and when; none when nobody has.
    said: Option<String>,
    /// Whether something stands that can be taken back.
    stands: bool,
}

#[derive(Serialize)]
struct CardLine {
    kind: &'static str,
    until: String,
    state: &'static str,
    lost: bool,
}

/// One person's looks on one day.
#[derive(Serialize)]
struct Look {
    who: String,
    day: String,
    times: usize,
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
        wishes: wishes.map(|kept| shown_wishes(&app, kept)),
        agreements: Purpose::ALL.map(|purpose| shown_agreement(&app, purpose, &agreements)).into(),
        cards: cards.iter().map(|card| shown_card(&app, card, today)).collect(),
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

fn shown_wishes(app: &App, kept: KeptWishes) -> Wishes {
    let words = app.speaker().words();
    let wishes = kept.wishes;
    let reached_by = match wishes.reached_by {
        ReachedBy::Text => words.wishes_by_text(),
        ReachedBy::Call => words.wishes_by_call(),
        ReachedBy::Email => words.wishes_by_email(),
        ReachedBy::Letter => words.wishes_by_letter(),
        ReachedBy::InPerson => words.wishes_by_in_person(),
    };
    Wishes {
        reached_by,
        safe_contact: wishes.safe_contact,
        safe_time: wishes.safe_time,
        caution: wishes.caution,
    }
}

fn shown_agreement(app: &App, purpose: Purpose, all: &[Agreement]) -> Agreed {
    let words = app.speaker().words();
    let what = match purpose {
        Purpose::Photo => words.carers_agreement_photo(),
        Purpose::School => words.carers_agreement_school(),
        Purpose::Phone => words.carers_agreement_phone(),
    };
    let standing = all.iter().find(|one| one.agreed.purpose == purpose && one.withdrawn_at.is_none());
    let said = standing.filter(|one| one.counts).map(|one| {
        let date = app.speaker().date(one.agreed.agreed_on);
        match one.agreed.by {
            AgreedBy::YoungPerson => words.carers_agreement_young_person(date),
            AgreedBy::Adult => {
                words.carers_agreement_adult(date, one.agreed.named_adult.clone().unwrap_or_default())
            }
            AgreedBy::Hub => words.carers_agreement_hub(date, one.agreed.reason.clone().unwrap_or_default()),
        }
    });
    Agreed { purpose: purpose.code(), what, said, stands: standing.is_some() }
}

fn shown_card(app: &App, card: &Card, today: NaiveDate) -> CardLine {
    let kind = match card.kind {
        CardKind::Printed => "carers-card-printed",
        CardKind::Fare => "carers-card-fare",
        CardKind::Phone => "carers-card-phone",
    };
    let until = app.speaker().date(card.ends_on);
    let lost = card.lost_at.is_some() && card.withdrawn_at.is_none();
    CardLine { kind, until, state: card.state(today).code(), lost }
}

/// Who opened the record on which day, newest first; what one page reads counts as one look.
fn looks(app: &App, audit: &[AuditEntry], colleagues: &[Membership]) -> Vec<Look> {
    let words = app.speaker().words();
    let mut looks: Vec<(&str, NaiveDate, usize)> = Vec::new();
    for entry in audit.iter().filter(|entry| entry.action == "record opened") {
        let day = today(entry.at);
        match looks.iter_mut().find(|look| look.0 == entry.actor && look.1 == day) {
            Some(look) => look.2 += 1,
            None => looks.push((&entry.actor, day, 1)),
        }
    }
    looks.truncate(MOST_LOOKS);
    let who = |actor: &str| match actor {
        "operator" => words.carers_looked_operator(),
        "server" => words.carers_looked_server(),
        person => {
            let id = person.trim_start_matches("person ");
            let colleague = colleagues.iter().find(|one| one.person_id.to_string() == id);
            colleague.map_or_else(|| words.carers_looked_former(), |one| one.display_name.clone())
        }
    };
    looks
        .into_iter()
        .map(|(actor, day, times)| Look { who: who(actor), day: app.speaker().date(day), times })
        .collect()
}
