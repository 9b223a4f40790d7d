//! All that a hub keeps about somebody, for them to read and to take away. What could harm them, should somebody else hold their phone, is
//! left out, and the document says what and why.

use super::{Owner, activity::entries, messages::shown, oauth::Refused};
use crate::{
    App,
    http::error::AppError,
    store::{Agreement, Card, CarerDetails, Phone},
};
use axum::{Json, extract::State};
use chrono::{DateTime, NaiveDate, Utc};
use passport_core::{card::Arrangements, issue::today};
use passport_words::Catalogue;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Everything that is kept about this card's owner.
#[utoipa::path(
    get, path = "/api/card/data", tag = "Phones",
    responses((status = 200, description = "The record, and what is left out of it", body = Object), (status = 401, description = "The phone was removed, or the token is not good", body = Object))
)]
pub async fn data(State(app): State<App>, holder: Owner) -> Result<Json<Value>, Refused> {
    let (store, scope, carer) = (app.store(), &holder.scope, holder.carer);
    let (now, day) = (app.clock().now(), today(app.clock().now()));
    let known = store.open_carer(scope, carer).await?;
    let schools = store.organisations(scope).await?;
    let school = schools.into_iter().find(|one| Some(one.organisation_id) == known.details.school);
    let cards = store.cards_of(scope, carer).await?;
    let phones = store.phones(scope, carer).await?;
    let agreements = store.agreements_of(scope, carer).await?;
    let messages = store.messages_of(scope, carer).await?;
    let audit = store.audit_of(scope, known.subject_id).await?;
    let looks = audit.iter().filter(|one| one.action == "record opened").map(|one| today(one.at));
    let on_paper = cards.iter().filter(|card| !phones.iter().any(|phone| phone.card.card_id == card.card_id));
    Ok(Json(json!({
        "made_at": now,
        "record": record(&known.details, school.as_ref().map(|one| one.name.as_str()), (known.created_at, known.updated_at)),
        "photo": store.has_photo(scope, carer).await?,
        "cards": on_paper.map(|one| card(one, day)).collect::<Result<Vec<_>, _>>()?,
        "phones": phones.iter().map(|one| phone(one, day)).collect::<Result<Vec<_>, _>>()?,
        "agreements": agreements.iter().map(agreement).collect::<Vec<_>>(),
        "messages": messages.iter().map(shown).collect::<Vec<_>>(),
        "activity": entries(&app, (scope, carer), DateTime::<Utc>::UNIX_EPOCH).await?,
        "looks_of_the_hub": by_day(looks),
        "left_out": left_out(app.speaker().words()),
    })))
}

fn record(
    details: &CarerDetails,
    school: Option<&str>,
    (since, changed): (DateTime<Utc>, DateTime<Utc>),
) -> Value {
    json!({ "first_name": details.given_name, "surname": details.family_name, "known_as": details.known_as,
        "born_on": details.born_on, "school": school, "caring_ended_on": details.caring_ended_on, "since": since,
        "changed_at": changed })
}

fn card(card: &Card, day: NaiveDate) -> Result<Value, AppError> {
    Ok(json!({ "kind": card.kind.code(), "state": card.state(day).code(), "ends_on": card.ends_on,
        "arrangements": arranged(&card.arrangements)?, "issued_at": card.created_at,
        "handed_over_at": card.handed_over_at, "lost_at": card.lost_at, "ended_at": card.withdrawn_at }))
}

fn phone(phone: &Phone, day: NaiveDate) -> Result<Value, AppError> {
    let card = &phone.card;
    Ok(
        json!({ "state": phone.state(day).code(), "ends_on": phone.ends_on, "arrangements": arranged(&card.arrangements)?,
        "put_at": card.created_at, "activated_at": phone.activated_at, "last_heard_of_at": phone.seen_at,
        "removed_at": card.withdrawn_at }),
    )
}

/// Who agreed, as a kind of person: the names of others are theirs.
fn agreement(one: &Agreement) -> Value {
    json!({ "to": one.agreed.purpose.code(), "by": one.agreed.by.code(), "how": one.agreed.how.code(),
        "agreed_on": one.agreed.agreed_on, "taken_back_at": one.withdrawn_at, "counts": one.counts })
}

fn arranged(arrangements: &Arrangements) -> Result<Value, AppError> {
    serde_json::from_str(&arrangements.to_json()).map_err(AppError::internal)
}

/// On which days staff opened the record, and how often.
fn by_day(looks: impl Iterator<Item = NaiveDate>) -> Vec<Value> {
    let mut days: BTreeMap<NaiveDate, u32> = BTreeMap::new();
    for day in looks {
        *days.entry(day).or_default() += 1;
    }
    days.into_iter().rev().map(|(day, times)| json!({ "on": day, "times": times })).collect()
}

/// What the document does not hold, and why.
fn left_out(words: &Catalogue) -> [Value; 3] {
    [
        (words.my_data_wishes(), words.my_data_wishes_why()),
        (words.my_data_protected(), words.my_data_protected_why()),
        (words.my_data_names(), words.my_data_names_why()),
    ]
    .map(|(what, why)| json!({ "what": what, "why": why }))
}
